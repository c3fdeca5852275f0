"""What the fake microphone hears, over and over."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from talkup_local.audio import encode
from talkup_local.audio.pcm import RATE_HZ, Samples, silence
from talkup_local.audio.resample import resample
from talkup_local.config import load
from talkup_local.engines.tts import espeak

_WORDS: Final = "Excuse me, I would like to say something about that now."


async def spoken() -> Samples:
    """Return words that interrupt, int16, shape (n,), 16 kHz mono."""
    config, folder = load(flags={"profile": "embedded"})
    engine = espeak.build(config, folder, "en")
    await engine.start()
    try:
        speech = await engine.synthesize(_WORDS, engine.voices[0])
    finally:
        await engine.close()
    return resample(speech.samples, speech.sample_rate_hz, RATE_HZ)


def save(path: Path, quiet_s: float, said: Samples | None = None) -> Path:
    """Write a file of silence, and what is ``said`` after it; return its path."""
    parts = (silence(quiet_s), *(() if said is None else (said,)))
    encode.save(np.concatenate(parts), RATE_HZ, path)
    return path
