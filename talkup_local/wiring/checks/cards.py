"""Graphics cards: found by loading what uses them, not by counting."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Final

from talkup_local.config.model import Config
from talkup_local.engines.cuda import CudaReport
from talkup_local.wiring.checks.finding import Finding, State, gib

_JOBS: Final = ("stt", "llm", "tts")
_INSTALL = "pip install nvidia-cublas-cu12 nvidia-cudnn-cu12, or install CUDA 12 and cuDNN 9"
_LLAMA = 'CMAKE_ARGS="-DGGML_CUDA=on" pip install --force-reinstall --no-deps llama-cpp-python'


def cards(report: CudaReport, config: Config) -> Iterator[Finding]:
    """Yield what there is, and what is missing. No card is a problem only where one is asked for.

    A card that is there but can't be used is worth a note.
    """
    wanted = asked_for(config)
    facts = dataclasses.asdict(report)
    if not report.cards:
        yield _none(wanted, facts)
        return
    for card in report.cards:
        yield Finding(
            about=f"cuda:{card.number}",
            state="good",
            text=f"{card.name}, {gib(card.memory_bytes)}, {gib(card.memory_free_bytes)} free, "
            f"driver {report.driver}",
            facts=facts if card == report.cards[0] else {},
        )
    lacking: State = "problem" if wanted else "note"
    for library in report.libraries:
        yield Finding(
            about=library.name,
            state=lacking if library.problem else "good",
            text=library.problem or f"{library.version or 'no version'} loads",
            mend=_INSTALL if library.problem else "",
        )
    yield _user("Whisper", report.whisper, _INSTALL, required="stt" in wanted)
    yield _user("llama.cpp", report.llama, _LLAMA, required="llm" in wanted)
    yield _user("Piper", report.onnx, "pip install onnxruntime-gpu", required="tts" in wanted)
    for problem in report.problems:
        yield Finding(about="trial", state="note", text=problem)


def asked_for(config: Config) -> tuple[str, ...]:
    """Return the jobs that the configuration wants on a card by name."""
    return tuple(job for job in _JOBS if getattr(config, job).device.startswith("cuda"))


def _none(wanted: tuple[str, ...], facts: dict[str, object]) -> Finding:
    if not wanted:
        return Finding(
            about="card", state="info", text="none: the processor does it all", facts=facts
        )
    keys = ", ".join(f"{job}.device" for job in wanted)
    return Finding(
        about="card",
        state="problem",
        text=f"none that the driver knows, but {keys} asks for one",
        mend=f'Install its driver (nvidia-smi shows it then), or set {keys} = "auto"',
        facts=facts,
    )


def _user(name: str, usable: tuple[str, ...], mend: str, *, required: bool) -> Finding:
    if usable:
        return Finding(about=name, state="good", text=f"can use {', '.join(usable)}")
    return Finding(
        about=name,
        state="problem" if required else "note",
        text="this build can use no card: it runs on the processor",
        mend=mend,
    )
