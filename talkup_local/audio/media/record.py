"""WebM in slices as a browser's recorder sends them: for benchmarks and clients of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

import av
import numpy as np

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.audio.resample import StreamResampler

OPUS_HZ: Final = 48_000
_FRAME: Final = OPUS_HZ // 50
_BITS_PER_S: Final = 48_000


class _Pipe:
    """What a muxer writes to that can't go back."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def take(self) -> bytes:
        """Return what was written since the last time."""
        data, self._written = bytes(self._written), bytearray()
        return data


def webm_slices(sound: Iterable[Samples], slice_ms: int) -> Iterator[bytes]:
    """Yield WebM Opus as it is recorded, one slice for each ``slice_ms`` of sound.

    sound: int16, shape (n,), 16 kHz mono, in pieces of any length. The first slice holds the
    header; together they are one file.
    """
    pipe = _Pipe()
    options = {"live": "1", "cluster_time_limit": str(slice_ms)}
    with av.open(pipe, "w", format="webm", options=options) as file:
        stream = file.add_stream("libopus", rate=OPUS_HZ, layout="mono")
        stream.bit_rate = _BITS_PER_S
        slices = 0
        for number, frame in enumerate(_frames(sound), start=1):
            file.mux(stream.encode(frame))
            if number * _FRAME * 1000 // OPUS_HZ // slice_ms > slices:
                slices += 1
                yield pipe.take()
        file.mux(stream.encode(None))
    yield pipe.take()


def _frames(sound: Iterable[Samples]) -> Iterator[av.AudioFrame]:
    for number, samples in enumerate(_pieces(sound)):
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.pts = OPUS_HZ, number * _FRAME
        frame.time_base = Fraction(1, OPUS_HZ)
        yield frame


def _pieces(sound: Iterable[Samples]) -> Iterator[Samples]:
    """Yield frames of 20 ms at 48 kHz; what is less at the end is left out."""
    resampler = StreamResampler(RATE_HZ, OPUS_HZ)
    held = np.zeros(0, np.int16)
    for samples in sound:
        held = np.concatenate((held, resampler.push(samples)))
        whole = len(held) // _FRAME * _FRAME
        yield from held[:whole].reshape(-1, _FRAME)
        held = held[whole:]
    held = np.concatenate((held, resampler.flush()))
    yield from held[: len(held) // _FRAME * _FRAME].reshape(-1, _FRAME)
