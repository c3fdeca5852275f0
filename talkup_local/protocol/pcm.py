"""Samples as they come over the wire: an array of numbers, base64, or bare bytes."""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from talkup_local.errors import InvalidMessage

Samples = NDArray[np.int16]

SAMPLE_BYTES = 2


def from_numbers(values: Sequence[int]) -> Samples:
    """Return samples from numbers -32768..65535; 32768 and more mean value - 65536.

    Browsers that read their PCM through a ``Uint16Array`` send negative samples so.
    """
    packed = struct.pack(f"<{len(values)}i", *values)  # half the time of np.fromiter
    return np.frombuffer(packed, dtype="<i4").astype(np.int16)


def from_bytes(data: bytes, name: str = "A binary message") -> Samples:
    """Return little-endian int16 samples, read-only. Raises InvalidMessage about ``name``."""
    if len(data) % SAMPLE_BYTES:
        raise InvalidMessage(f"{name} has an odd number of bytes: a sample takes two.")
    return np.frombuffer(data, dtype="<i2").astype(np.int16, copy=False)


def from_base64(text: str) -> Samples:
    """Return little-endian int16 samples from strict base64. Raises InvalidMessage."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidMessage(
            "`data` is not base64: only A-Z a-z 0-9 + / and = at the end, without spaces."
        ) from None
    return from_bytes(data, "`data`")


def to_bytes(samples: Samples) -> bytes:
    """Return samples as little-endian int16."""
    return samples.astype("<i2", copy=False).tobytes()


def to_base64(samples: Samples) -> str:
    """Return samples as base64 of little-endian int16."""
    return base64.b64encode(to_bytes(samples)).decode("ascii")
