"""Speech for tests: espeak-ng, which is always there."""

import asyncio
from functools import cache

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.audio.resample import resample
from talkup_local.config import load
from talkup_local.engines.tts import espeak


@cache
def say(text: str, language: str = "en") -> Samples:
    """Return ``text`` spoken: int16, shape (n,), 16 kHz mono."""
    config, folder = load()
    voice = espeak.build(config, folder, language)

    async def speak() -> Samples:
        await voice.start()
        chosen = [v for v in voice.voices if v.language == language][-1]
        spoken = await voice.synthesize(text, chosen)
        await voice.close()
        return resample(spoken.samples, spoken.sample_rate_hz, RATE_HZ)

    return asyncio.run(speak())
