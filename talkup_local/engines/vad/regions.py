"""Where the speech is, from the probabilities of a detector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from talkup_local.engines.base import RECOGNISER_RATE_HZ

_HYSTERESIS = 0.15
"""How far a probability must fall below the threshold to end speech."""


@dataclass(frozen=True)
class Region:
    """A stretch of audio: samples ``start`` (included) to ``end`` (excluded)."""

    start: int
    end: int


def speech_regions(
    probabilities: Sequence[float],
    *,
    window_samples: int,
    threshold: float,
    min_speech_ms: int,
    min_gap_ms: int = 100,
    padding_ms: int = 0,
    total_samples: int | None = None,
) -> list[Region]:
    """Return the stretches of speech in their order, without overlap.

    probabilities: one per window of ``window_samples`` samples at 16 kHz.
    threshold: speech begins at this probability and ends 0.15 below it.
    min_gap_ms: a shorter pause does not end speech. min_speech_ms: what is then
    shorter is no speech. padding_ms: added on both sides; two regions whose
    paddings meet are divided in the middle of the pause.
    total_samples: length of the audio, by default that of the windows.
    """
    total = len(probabilities) * window_samples if total_samples is None else total_samples
    runs = _runs(probabilities, threshold)
    found = [Region(start * window_samples, end * window_samples) for start, end in runs]
    found = _joined(found, _samples(min_gap_ms))
    found = [one for one in found if one.end - one.start >= _samples(min_speech_ms)]
    return _padded(found, _samples(padding_ms), total)


def _samples(ms: int) -> int:
    return ms * RECOGNISER_RATE_HZ // 1000


def _runs(probabilities: Sequence[float], threshold: float) -> list[tuple[int, int]]:
    """Return (first, last + 1) of the windows of each run of speech."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for index, probability in enumerate(probabilities):
        if start is None and probability >= threshold:
            start = index
        elif start is not None and probability < threshold - _HYSTERESIS:
            runs.append((start, index))
            start = None
    if start is not None:
        runs.append((start, len(probabilities)))
    return runs


def _joined(regions: list[Region], gap: int) -> list[Region]:
    joined: list[Region] = []
    for region in regions:
        if joined and region.start - joined[-1].end < gap:
            joined[-1] = Region(joined[-1].start, region.end)
        else:
            joined.append(region)
    return joined


def _padded(regions: list[Region], padding: int, total: int) -> list[Region]:
    if not regions:
        return []
    middles = [(before.end + after.start) // 2 for before, after in pairwise(regions)]
    return [
        Region(max(region.start - padding, floor), min(region.end + padding, ceiling))
        for region, floor, ceiling in zip(regions, [0, *middles], [*middles, total], strict=True)
    ]
