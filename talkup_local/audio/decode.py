"""Any audio file in, through PyAV (FFmpeg's libraries)."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.errors import AudioError


def decode(source: Path | bytes, rate_hz: int = RATE_HZ) -> Samples:
    """Return the first audio track of a file as int16, shape (n,), mono at ``rate_hz``.

    source: a path or the file's bytes, in any container and codec that FFmpeg reads.
    Raises AudioError.
    """
    name = str(source) if isinstance(source, Path) else "audio"
    try:
        with av.open(
            io.BytesIO(source) if isinstance(source, bytes) else str(source), mode="r"
        ) as file:
            if not file.streams.audio:
                raise AudioError(f"{name} has no audio track")
            resampler = AudioResampler(format="s16", layout="mono", rate=rate_hz)
            chunks = [
                converted.to_ndarray().reshape(-1)
                for frame in itertools.chain(file.decode(file.streams.audio[0]), (None,))
                for converted in resampler.resample(frame)
            ]
    except (OSError, ValueError) as exc:  # FFmpeg's own errors derive from these
        reason = getattr(exc, "strerror", None) or str(exc)
        raise AudioError(f"can't read {name} as audio: {reason}") from exc
    return np.concatenate(chunks).astype(np.int16) if chunks else np.zeros(0, np.int16)


def duration_s(source: bytes) -> float:
    """Return how long a file of sound says that it is, without decoding it. Raises AudioError."""
    try:
        with av.open(io.BytesIO(source), mode="r") as file:
            if not file.streams.audio or file.duration is None:
                raise AudioError("audio has no length")
            return float(file.duration / av.time_base)
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or str(exc)
        raise AudioError(f"can't read audio: {reason}") from exc
