"""What is said in the streams: sentences of espeak-ng with pauses, and where each ends."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Final

import numpy as np

from talkup_local.audio.pcm import RATE_HZ, Samples, silence
from talkup_local.audio.resample import resample
from talkup_local.audio.trim import trim
from talkup_local.config.model import Config
from talkup_local.engines.tts import espeak

_SENTENCES: Final = (
    "I have worked in a bakery in a small town near the sea.",
    "We start at four in the morning and bake until noon.",
    "Last winter one of the ovens broke down on a Saturday.",
    "I called the man who repairs it and asked our customers for patience.",
    "In the end we sold everything that we had made.",
)
_PAUSE_S: Final = 1.4
_PADDING_MS: Final = 20


@dataclass(frozen=True, kw_only=True)
class Speech:
    """samples: int16, shape (n,), 16 kHz mono. ends_s: where each sentence ends."""

    samples: Samples
    ends_s: tuple[float, ...]
    text: str


def speech(duration_s: float) -> Speech:
    """Return about ``duration_s`` of sentences, each followed by a pause.

    Raises EngineUnavailable without espeak-ng.
    """
    spoken = asyncio.run(_spoken())
    parts: list[Samples] = []
    ends_s: list[float] = []
    texts: list[str] = []
    length = 0
    for text, samples in cycle(zip(_SENTENCES, spoken, strict=True)):
        parts += [samples, silence(_PAUSE_S)]
        ends_s.append((length + len(samples)) / RATE_HZ)
        texts.append(text)
        length += len(parts[-1]) + len(parts[-2])
        if length >= duration_s * RATE_HZ:
            break
    return Speech(samples=np.concatenate(parts), ends_s=tuple(ends_s), text=" ".join(texts))


async def _spoken() -> list[Samples]:
    engine = espeak.build(Config(), Path(), "en")
    await engine.start()
    try:
        voice = engine.voice("en")
        made = [await engine.synthesize(text, voice) for text in _SENTENCES]
    finally:
        await engine.close()
    return [trim(resample(s.samples, s.sample_rate_hz, RATE_HZ), _PADDING_MS) for s in made]
