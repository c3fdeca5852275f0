"""What a demo leaves behind: transcript, the whole conversation, every reply."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import tomli_w

from talkup_local.assessment.render import Format, render
from talkup_local.audio import encode
from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import RATE_HZ, Samples, silence
from talkup_local.audio.resample import resample
from talkup_local.cli.demo.candidate import Candidate
from talkup_local.clock import SystemClock
from talkup_local.config.model import Language
from talkup_local.errors import ConfigError
from talkup_local.storage.exporting import report_of
from talkup_local.storage.sessions import FILE, SessionStore

PLAN: Final = "demo"
"""Name of the plan that the candidate asks for."""

DATA: Final = "data"
"""Folder of what the server keeps."""

_PAUSE_S: Final = 0.5
"""Between two speakers in the recording of the whole."""


def prepare(folder: Path) -> None:
    """Make the folder. Raises ConfigError when it can't be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise ConfigError(f"can't make {folder}: {exc.strerror}", key="--out") from exc


def keep_plan(folder: Path, questions: Sequence[str], role: str, language: Language) -> None:
    """Write the plan of an interview for ``role``, with questions of the banks by their ids.

    Raises ConfigError when it can't be written.
    """
    plan = {"kind": "general", "role": role, "level": "junior", "minutes": 20, "use": questions}
    try:
        folder.mkdir(exist_ok=True)
        name = f"{PLAN}.{language}.toml"
        (folder / name).write_text(tomli_w.dumps(plan), encoding="utf-8")
    except OSError as exc:
        raise ConfigError(f"can't write {folder}: {exc.strerror}", key="--out") from exc


def keep_report(folder: Path, session_id: str) -> bool:
    """Write ``report.html`` and ``report.pdf`` of an interview that is kept in ``folder``.

    Returns whether there is a report. Raises ConfigError when it can't be written.
    """
    path = folder / DATA / FILE
    if not session_id or not path.exists():
        return False
    with SessionStore(path, SystemClock()) as store:
        report = report_of(store, session_id)
    if report is None:
        return False
    forms: tuple[Format, ...] = ("html", "pdf")
    try:
        for form in forms:
            (folder / f"report.{form}").write_bytes(render(report, form))
    except OSError as exc:
        raise ConfigError(f"can't write {folder}: {exc.strerror}", key="--out") from exc
    return True


def keep(
    folder: Path, candidate: Candidate, turns: Sequence[dict[str, Any]], head: Any
) -> tuple[str, ...]:
    """Write transcript, conversation and replies; return the names of the most telling files.

    turns: as they stand in the report. head: what the report says besides.
    folder: made by ``prepare``. Raises ConfigError when it can't be written.
    """
    try:
        for old in (*folder.glob("reply-*.mp3"), folder / "conversation.mp3"):
            old.unlink(missing_ok=True)
        record = {**head, "greeting": candidate.greeting, "turns": list(turns)}
        (folder / "transcript.json").write_bytes(
            msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"
        )
        (folder / "transcript.md").write_text(_markdown(record), encoding="utf-8")
        _keep_sound(folder, candidate)
    except OSError as exc:
        raise ConfigError(f"can't write {folder}: {exc.strerror}", key="--out") from exc
    return "conversation.mp3", "transcript.md", "transcript.json"


def _keep_sound(folder: Path, candidate: Candidate) -> None:
    rate_hz = encode.MP3_RATE_HZ
    greeting = _joined(candidate.greeting_mp3)
    encode.save(greeting, rate_hz, folder / "reply-00.mp3")
    whole: list[Samples] = [greeting]
    pause = silence(_PAUSE_S, rate_hz)
    for number, exchange in enumerate(candidate.exchanges, start=1):
        reply = _joined(exchange.reply_mp3)
        whole += [pause, resample(exchange.answer_samples, RATE_HZ, rate_hz), pause, reply]
        if len(reply):
            encode.save(reply, rate_hz, folder / f"reply-{number:02}.mp3")
    encode.save(np.concatenate(whole), rate_hz, folder / "conversation.mp3")


def _joined(segments: Sequence[bytes]) -> Samples:
    sounds = [decode(segment, encode.MP3_RATE_HZ) for segment in segments]
    return np.concatenate(sounds) if sounds else np.zeros(0, np.int16)


def _markdown(record: dict[str, Any]) -> str:
    engines = " · ".join(f"{job}: {name}" for job, name in record["engines"].items())
    lines = ["# Interview", "", f"*{engines}*", "", f"**Interviewer:** {record['greeting']}", ""]
    for turn in record["turns"]:
        if turn["said"] is not None:
            lines += [f"**Candidate said:** {turn['said']}", ""]
        wer = "" if turn["wer"] is None else f" *(word error rate {turn['wer']:.2f})*"
        lines += [f"**Was heard:** {turn['heard']}{wer}", ""]
        lines += [f"**Interviewer:** {turn['replied']}", ""]
    return "\n".join(lines)
