"""A process that speaks for the tests: JSON lines of text and voice in, samples out.

espeak-ng says nothing twice in the same way: its breath hangs on chance, and on what it has said
before. So this process never speaks itself. Each of its children does, once, out of the same
state: the same words are the same sound in every run of the tests.
"""

import asyncio
import ctypes
import json
import os
import sys

import espeakng_loader

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.audio.resample import resample
from talkup_local.config import load
from talkup_local.engines.tts import espeak

_LENGTH_BYTES = 8


def main() -> None:
    """Answer each line of the standard input, until it ends."""
    config, folder = load()
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if not child:
            engine = espeak.build(config, folder, "en")
            _answer(asyncio.run(_spoken(engine, request["text"], request["voice"])))
            os._exit(0)
        elif os.waitpid(child, 0)[1]:
            sys.exit("nothing was said")


async def _spoken(engine: espeak.Espeak, text: str, name: str) -> bytes:
    await engine.start()
    ctypes.CDLL(espeakng_loader.get_library_path()).espeak_ng_SetRandSeed(ctypes.c_long(0))
    voice = next(voice for voice in engine.voices if voice.name == name)
    spoken = await engine.synthesize(text, voice)
    return resample(spoken.samples, spoken.sample_rate_hz, RATE_HZ).tobytes()


def _answer(samples: bytes) -> None:
    sys.stdout.buffer.write(len(samples).to_bytes(_LENGTH_BYTES, "big") + samples)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
