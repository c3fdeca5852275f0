"""Answers that can be told from each other: the number of each is in how loud it is."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from talkup_local.audio.pcm import RATE_HZ, Samples

_QUIETEST: Final = 3_000
_STEP: Final = 60
_PITCH_HZ: Final = 250.0
_LENGTH_S: Final = 0.5
_NUMBER: Final = re.compile(r"answer number (\d+)")


def sound(number: int) -> Samples:
    """Return the sound of an answer, int16, shape (n,), 16 kHz."""
    time_s = np.arange(round(_LENGTH_S * RATE_HZ)) / RATE_HZ
    return ((_QUIETEST + number * _STEP) * np.sin(2 * np.pi * _PITCH_HZ * time_s)).astype(np.int16)


def words(samples: Samples) -> str:
    """Return what a recogniser makes of such a sound."""
    number = round((float(np.abs(samples.astype(np.int32)).max()) - _QUIETEST) / _STEP)
    return (
        f"This is answer number {number} and it has enough words in it, because I planned the "
        "work of our team, and we finished it in three weeks."
    )


def number_in(text: str) -> int | None:
    """Return which answer a text is, None when it is none."""
    found = _NUMBER.search(text)
    return int(found[1]) if found else None
