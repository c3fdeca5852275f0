"""Files of sound, mono: MP3 (24 kHz, 128 kbit/s), Opus, WAV; each call one that decodes alone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import soundfile

from talkup_local.audio.pcm import Samples
from talkup_local.audio.resample import resample
from talkup_local.errors import AudioError

MP3_RATE_HZ: Final = 24_000
_CONSTANT_128_KBIT_S: Final = 0.2
"""libsndfile's compression level that is 128 kbit/s at 24 kHz mono."""


def mp3(samples: Samples, rate_hz: int) -> bytes:
    """Return int16 mono ``samples``, shape (n,), as an MP3 file. Raises AudioError."""
    target = io.BytesIO()
    try:
        with soundfile.SoundFile(
            target,
            "w",
            samplerate=MP3_RATE_HZ,
            channels=1,
            format="MP3",
            subtype="MPEG_LAYER_III",
            bitrate_mode="CONSTANT",
            compression_level=_CONSTANT_128_KBIT_S,
        ) as sound:
            sound.write(resample(samples, rate_hz, MP3_RATE_HZ))
    except (soundfile.LibsndfileError, ValueError) as exc:
        raise AudioError(f"can't encode MP3: {exc}") from exc
    return target.getvalue()


def opus(samples: Samples, rate_hz: int) -> bytes:
    """Return int16 mono ``samples``, shape (n,), as an Ogg file of Opus, some 30 kbit/s of speech.

    rate_hz: 8, 12, 16, 24 or 48 kHz. Raises AudioError.
    """
    target = io.BytesIO()
    try:
        with soundfile.SoundFile(
            target, "w", samplerate=rate_hz, channels=1, format="OGG", subtype="OPUS"
        ) as sound:
            for start in range(0, len(samples), rate_hz):  # its stack is small
                sound.write(samples[start : start + rate_hz])
    except (soundfile.LibsndfileError, ValueError) as exc:
        raise AudioError(f"can't encode Opus: {exc}") from exc
    return target.getvalue()


def wav(samples: Samples, rate_hz: int) -> bytes:
    """Return int16 mono ``samples``, shape (n,), as a WAV file."""
    target = io.BytesIO()
    soundfile.write(target, samples, rate_hz, format="WAV", subtype="PCM_16")
    return target.getvalue()


def save(samples: Samples, rate_hz: int, path: Path) -> None:
    """Write int16 mono ``samples`` as ``.mp3`` or ``.wav``, as the name says. Raises AudioError."""
    try:
        if path.suffix.lower() == ".mp3":
            path.write_bytes(mp3(samples, rate_hz))
        else:
            soundfile.write(path, samples, rate_hz, subtype="PCM_16")
    except (OSError, soundfile.LibsndfileError, TypeError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or str(exc)
        raise AudioError(f"can't write {path}: {reason}") from exc
