"""Speech for tests: espeak-ng, which is always there."""

import atexit
import json
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path
from typing import BinaryIO

import numpy as np

from talkup_local.audio.pcm import Samples
from talkup_local.engines.tts.espeak import VOICES

TESTS = Path(__file__).parents[1]
_LENGTH_BYTES = 8
_ONE_AT_A_TIME = threading.Lock()


@cache
def say(text: str, language: str = "en", voice: str = "") -> Samples:
    """Return ``text`` spoken, always the same way: int16, shape (n,), 16 kHz mono.

    voice: by its name; empty: the last one of ``language``.
    """
    name = voice or [v.name for v in VOICES if v.language == language][-1]
    with _ONE_AT_A_TIME:
        requests, answers = _speaker()
        requests.write(json.dumps({"text": text, "voice": name}).encode() + b"\n")
        requests.flush()
        length = int.from_bytes(_read(answers, _LENGTH_BYTES), "big")
        return np.frombuffer(_read(answers, length), np.int16)


@cache
def _speaker() -> tuple[BinaryIO, BinaryIO]:
    """Return the ends of the process that speaks, which lives as long as this one."""
    process = subprocess.Popen(
        [sys.executable, "-m", "support.saying"],
        cwd=TESTS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    atexit.register(process.communicate)
    return process.stdin, process.stdout


def _read(answers: BinaryIO, count: int) -> bytes:
    data = answers.read(count)
    assert len(data) == count, "the process that speaks has died: what it said is above"
    return data
