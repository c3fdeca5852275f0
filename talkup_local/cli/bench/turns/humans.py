"""Recordings of people: those in the moonshine-voice wheel, and those of a folder."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.cli.bench.turns.sounds import Wave, gain, to_wave
from talkup_local.cli.bench.turns.voices import fade, normal
from talkup_local.config import load
from talkup_local.engines.base import VoiceActivityDetector
from talkup_local.engines.vad import silero

ASKED: Final = "Please read your text aloud."
MANIFEST: Final = "manifest.json"

_SUFFIXES: Final = frozenset({".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".aiff"})
_WHEEL_FILES: Final = ("beckett.wav", "two_cities.wav")

_STEP: Final = RATE_HZ // 100
_BELOW_VOICE: Final = gain(-30)
_SPEECH: Final = 0.3
_SHORTEST_GAP_S: Final = 0.15
_SHORTEST_PART_S: Final = 0.8
_SHORTEST_SOUND_S: Final = 0.05
_LONGEST_S: Final = 16.0


@dataclass(frozen=True, kw_only=True)
class Recording:
    """A person's speech, from the first to the last sound.

    gaps: the rests in it, in their order, as samples.
    """

    name: str
    wave: Wave = field(repr=False)
    gaps: tuple[tuple[int, int], ...] = ()
    text: str = ""
    asked: str = ASKED


class Entry(Struct, frozen=True):
    """A line of a folder's ``manifest.json``; other fields are of no interest."""

    path: str
    lang: str = "en"
    text: str = ""


def recordings(folder: Path | None) -> list[Recording]:
    """Return the recordings of the wheel, and the English ones of ``folder``.

    Raises AudioError for a file that can't be read, EngineUnavailable without Silero.
    """
    config, home = load()
    detector = silero.build(config, home, "")
    detector.start()
    found = [prepare(name, decode(path), detector, text) for name, path, text in files(folder)]
    return [recording for recording in found if len(recording.wave) > RATE_HZ]


def prepare(
    name: str, samples: Samples, detector: VoiceActivityDetector, text: str = ""
) -> Recording:
    """Return the last part of ``samples``, int16, 16 kHz, from the first to the last sound.

    detector: tells speech from the breaths and the noise that recordings have besides.
    """
    wave = to_wave(samples)
    parts = _voiced(wave, _spoken(samples, detector))
    if not parts:
        return Recording(name=name, wave=wave[:0])
    end = parts[-1][1]
    # from the beginning of a phrase, and not longer than one would listen to
    start = next(s for s, _ in parts if end - s <= _LONGEST_S * RATE_HZ)
    text = text if start == parts[0][0] else ""
    gaps = [(a[1] - start, b[0] - start) for a, b in itertools.pairwise(parts)]
    gaps = [(a, b) for a, b in gaps if a >= _SHORTEST_PART_S * RATE_HZ]
    wave = normal(wave[start:end])
    return Recording(name=name, wave=fade(wave), gaps=tuple(gaps), text=text)


def _spoken(samples: Samples, detector: VoiceActivityDetector) -> NDArray[np.bool_]:
    """Return for each step whether there is speech in it or beside it."""
    speech = np.array(detector.open().push(samples)) > _SPEECH
    near = speech.copy()  # a window is far longer than a step, so the edges lie in the next one
    near[1:] |= speech[:-1]
    near[:-1] |= speech[1:]
    at = np.arange(len(samples) // _STEP) * _STEP // detector.window_samples
    return near[np.minimum(at, len(near) - 1)] if len(near) else np.zeros(len(at), np.bool_)


def _voiced(wave: Wave, spoken: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the stretches of speech between rests, as samples.

    The detector says that it is speech, the loudness where exactly it begins and ends.
    """
    count = len(wave) // _STEP
    steps = np.sqrt(np.mean(wave[: count * _STEP].reshape(count, _STEP) ** 2, axis=1))
    voice = np.percentile(steps[spoken], 95) if spoken.any() else 0.0
    loud = np.flatnonzero(spoken & (steps > voice * _BELOW_VOICE))
    if not len(loud):
        return []
    rests = np.flatnonzero(np.diff(loud) > _SHORTEST_GAP_S * 100)
    starts = [loud[0], *loud[rests + 1]]
    ends = [*loud[rests], loud[-1]]
    parts = [(int(s) * _STEP, (int(e) + 1) * _STEP) for s, e in zip(starts, ends, strict=True)]
    return [(s, e) for s, e in parts if e - s >= _SHORTEST_SOUND_S * RATE_HZ]


def files(folder: Path | None) -> Iterator[tuple[str, Path, str]]:
    """Yield name, path and text of each recording, in an order that is always the same."""
    spec = find_spec("moonshine_voice")
    if spec and spec.origin:
        for file in _WHEEL_FILES:
            path = Path(spec.origin).parent / "assets" / file
            if path.is_file():
                yield path.stem, path, ""
    if folder is None:
        return
    manifest = folder / MANIFEST
    if manifest.is_file():
        for entry in msgspec.json.decode(manifest.read_bytes(), type=list[Entry]):
            if entry.lang.startswith("en"):
                yield Path(entry.path).stem, folder / entry.path, entry.text
        return
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _SUFFIXES:
            yield path.stem, path, ""
