"""How long an answer will be waited for: measured where engines are loaded, else estimated.

The estimates scale costs that were measured on two cores, with models of true size, by what
this processor does in a short trial. They are right within a factor of two.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from talkup_local.catalogue.entries import Catalogue, Model
from talkup_local.engines.base import (
    RECOGNISER_RATE_HZ,
    ChatMessage,
    GenerationOptions,
    LanguageModel,
    Samples,
    SpeechToText,
    TextToSpeech,
)
from talkup_local.engines.cuda import CudaReport
from talkup_local.errors import EngineError
from talkup_local.observe.machine import Machine
from talkup_local.wiring.checks.finding import MIB, Finding, gib

# --- what was measured, on two cores of SPEED_THERE ---
_HEAR_MS_PER_MB: Final = 5.2
"""5 s of speech, by Whisper, per MB of its 16-bit weights."""
_READ_MS_PER_GB: Final = 500.0
"""40 new tokens of a prompt whose beginning is kept, per GB of weights in 4 bits."""
_TOKEN_MS_PER_GB: Final = 37.0
_SENTENCE_TOKENS: Final = 12
_SPEAK_MS: Final = MappingProxyType({"low": 60.0, "medium": 150.0, "high": 1200.0})
"""A first sentence of 3 s, by Piper."""

_MOST_CORES: Final = 8
"""More hardly help a single answer."""
_GAIN: Final = 0.7
"""Twice the cores are 2 ** 0.7 times as fast."""

COMFORTABLE_MS: Final = 4000.0
"""Beyond it, people wonder whether they were heard."""

_TRIAL_S: Final = 0.2
_HEARD_S: Final = 2.0
_SENTENCE: Final = {"en": "Thank you, that is good to know.", "fr": "Merci, c'est bon à savoir."}
_QUESTION: Final = {"en": "How are you?", "fr": "Comment allez-vous ?"}


@dataclass(frozen=True, kw_only=True)
class Speed:
    """core_gflops: of one core, 32-bit floats. memory_gb_per_s: read by one core."""

    core_gflops: float
    memory_gb_per_s: float
    cores: float


SPEED_THERE: Final = Speed(core_gflops=76.0, memory_gb_per_s=19.0, cores=2.0)


def measure_speed(cores: float) -> Speed:
    """Try this processor for 0.4 s: the best of many short runs."""
    blocks = np.ones((64, 64, 64), np.float32)
    room = np.empty_like(blocks)
    product_s = _best_s(lambda: np.matmul(blocks, blocks, out=room))
    much = np.ones(8 << 20, np.uint64)
    sum_s = _best_s(much.sum)
    return Speed(
        core_gflops=2 * 64**4 / product_s / 1e9,
        memory_gb_per_s=much.nbytes / sum_s / 1e9,
        cores=cores,
    )


def _best_s(work: Callable[[], object]) -> float:
    """Return the least time of this thread that ``work`` took; what others took is not in it."""
    best_s, end_s = float("inf"), time.perf_counter() + _TRIAL_S
    while time.perf_counter() < end_s:
        begun_s = time.thread_time()
        work()
        best_s = min(best_s, time.thread_time() - begun_s)
    return best_s


@dataclass(frozen=True, kw_only=True)
class Delays:
    """Of one answer. hear_ms: its recognition; think_ms: to the end of a first sentence."""

    hear_ms: float = 0.0
    think_ms: float = 0.0
    speak_ms: float = 0.0

    @property
    def first_words_ms(self) -> float:
        """From the end of an answer to the first sound of the reply."""
        return self.hear_ms + self.think_ms + self.speak_ms


def estimate(models: Sequence[Model], speed: Speed) -> Delays:
    """Return what ``models``, one for each job, take on a processor of ``speed``."""
    cores = min(speed.cores, _MOST_CORES) / SPEED_THERE.cores
    compute = speed.core_gflops / SPEED_THERE.core_gflops * cores**_GAIN
    memory = speed.memory_gb_per_s / SPEED_THERE.memory_gb_per_s * cores ** (_GAIN / 2)
    hear = think = speak = 0.0
    for model in models:
        if model.job == "stt":
            hear = model.size_bytes / 1e6 * _HEAR_MS_PER_MB / compute
        elif model.job == "llm":
            weights_gb = model.size_bytes / 1e9
            tokens_ms = _TOKEN_MS_PER_GB * _SENTENCE_TOKENS / memory
            think = weights_gb * (_READ_MS_PER_GB / compute + tokens_ms)
        elif model.job == "tts":
            quality = next((q for q in _SPEAK_MS if q in model.folder + model.title), "medium")
            speak = max(speak, _SPEAK_MS[quality] / compute)
    return Delays(hear_ms=hear, think_ms=think, speak_ms=speak)


def presets(
    machine: Machine, report: CudaReport, speed: Speed, catalogue: Catalogue
) -> Iterator[Finding]:
    """Yield for each preset whether this machine carries it, and how fast."""
    for name, preset in catalogue.presets.items():
        models = [catalogue.models[one] for one in preset.models]
        needed_bytes = sum(_memory_bytes(models).values())
        if any(model.tier == "gpu" for model in models):
            yield _on_card(name, needed_bytes, report)
            continue
        delays = estimate(models, speed)
        carried = needed_bytes <= machine.memory_bytes
        text = f"{gib(needed_bytes)} of memory, {_words(delays)}, estimated"
        facts = {"memory_bytes": needed_bytes, "carried": carried, **_plain(delays)}
        if not carried:
            text = f"takes {gib(needed_bytes)} of memory; there is {gib(machine.memory_bytes)}"
            mend = "Give it more memory, or pull smaller models: talkup-local models list"
            yield Finding(about=name, state="info", text=text, mend=mend, facts=facts)
        elif delays.first_words_ms > COMFORTABLE_MS:
            mend = "Pull smaller models (talkup-local models list), or use a faster machine"
            yield Finding(
                about=name, state="info", text=f"slow here: {text}", mend=mend, facts=facts
            )
        else:
            yield Finding(about=name, state="good", text=f"fits: {text}", facts=facts)


def _memory_bytes(models: Sequence[Model]) -> Mapping[str, int]:
    """Return by job what its largest model takes: of several voices one is loaded at first."""
    taken: dict[str, int] = {}
    for model in models:
        taken[model.job] = max(taken.get(model.job, 0), model.memory_mib * MIB)
    return taken


def _on_card(name: str, needed_bytes: int, report: CudaReport) -> Finding:
    largest = max((card.memory_bytes for card in report.cards), default=0)
    facts = {"memory_bytes": needed_bytes, "carried": largest >= needed_bytes}
    if largest >= needed_bytes:
        text = f"fits: takes {gib(needed_bytes)} of {gib(largest)} on the card"
        return Finding(about=name, state="good", text=text, facts=facts)
    there = f"the largest card has {gib(largest)}" if largest else "there is none"
    text = f"needs a graphics card with {gib(needed_bytes)}; {there}"
    return Finding(about=name, state="info", text=text, facts=facts)


def as_configured(delays: Delays, *, rules: bool, busy: bool = False) -> Finding:
    """Tell what the engines took that are in use. busy: other programs were at work too."""
    slow = delays.first_words_ms > COMFORTABLE_MS
    thinks = "no model thinks" if rules else f"{_s(delays.think_ms)} to think of a sentence"
    text = (
        f"{_s(delays.hear_ms)} to hear {_HEARD_S:g} s of sound, {thinks}, "
        f"{_s(delays.speak_ms)} to speak it: {_s(delays.first_words_ms)} to the first words"
    )
    return Finding(
        about="as configured",
        state="note" if slow else "good",
        text=f"{text}, while this machine was busy" if busy else text,
        mend="Choose smaller models: talkup-local models list" if slow else "",
        facts=_plain(delays),
    )


def _words(delays: Delays) -> str:
    return (
        f"about {_s(delays.hear_ms)} to hear 5 s of speech, "
        f"{_s(delays.first_words_ms)} to the first words"
    )


def _s(milliseconds: float) -> str:
    seconds = milliseconds / 1000
    return f"{seconds:.2f} s" if seconds < 1 else f"{seconds:.1f} s"  # digits


def _plain(delays: Delays) -> dict[str, Any]:
    return {
        "hear_ms": round(delays.hear_ms, 1),
        "think_ms": round(delays.think_ms, 1),
        "speak_ms": round(delays.speak_ms, 1),
        "first_words_ms": round(delays.first_words_ms, 1),
    }


async def measure(engine: object, language: str) -> float | None:
    """Return how many milliseconds a loaded engine takes for its part of an answer.

    None where it fails, and for what has no such part.
    """
    begun_s = time.perf_counter()
    try:
        if isinstance(engine, SpeechToText):
            await engine.transcribe(_sound(), language=language)
        elif isinstance(engine, TextToSpeech):
            await engine.synthesize(_SENTENCE[language], engine.voice(language))
        elif isinstance(engine, LanguageModel):
            question = ChatMessage(role="user", content=_QUESTION[language])
            options = GenerationOptions(max_tokens=_SENTENCE_TOKENS, temperature=0)
            async for _ in engine.stream([question], options):
                pass
        else:
            return None
    except EngineError:
        return None
    return (time.perf_counter() - begun_s) * 1000


def _sound() -> Samples:
    """Return a made-up vowel that comes and goes: int16, shape (n,), 16 kHz."""
    time_s = np.arange(int(_HEARD_S * RECOGNISER_RATE_HZ)) / RECOGNISER_RATE_HZ
    pulses = sum(np.cos(2 * np.pi * 130 * n * time_s) / n for n in range(1, 20))
    return (4000 * pulses * np.sin(2 * np.pi * 2 * time_s) ** 2).clip(-32768, 32767).astype("<i2")
