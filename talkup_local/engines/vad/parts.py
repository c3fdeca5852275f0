"""Cut long sound into what a recogniser takes at once, and tell when each word was said."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from talkup_local.engines.base import RECOGNISER_RATE_HZ, Samples, TimedWord, VoiceActivityDetector
from talkup_local.engines.vad.regions import Region, speech_regions

LONGEST_PART_S: Final = 25
"""Speech handed to the recogniser at once: what fits Whisper's window with room to spare."""


def find_speech(
    samples: Samples,
    vad: VoiceActivityDetector,
    *,
    threshold: float,
    min_speech_ms: int,
    padding_ms: int,
) -> list[Region]:
    """Return the stretches of speech in ``samples``: int16, shape (n,), 16 kHz mono.

    The settings are those of ``speech_regions``. Raises DetectionError.
    """
    return speech_regions(
        vad.open().push(samples),
        window_samples=vad.window_samples,
        threshold=threshold,
        min_speech_ms=min_speech_ms,
        padding_ms=padding_ms,
        total_samples=len(samples),
    )


def parts(regions: Sequence[Region], *, longest_s: float = LONGEST_PART_S) -> Iterator[Region]:
    """Yield stretches that hold ``regions``, neighbours joined while they fit ``longest_s``."""
    longest = int(longest_s * RECOGNISER_RATE_HZ)
    pending: Region | None = None
    for region in regions:
        for start in range(region.start, region.end, longest):
            piece = Region(start, min(start + longest, region.end))
            if pending and piece.end - pending.start <= longest:
                pending = Region(pending.start, piece.end)
                continue
            if pending:
                yield pending
            pending = piece
    if pending:
        yield pending


def timed_words(
    words: Sequence[str], regions: Sequence[Region], start: int, end: int
) -> list[TimedWord]:
    """Share the speech between the samples ``start`` and ``end`` out among ``words``, by length.

    No engine here tells word times; pauses between ``regions`` stay free of words.
    """
    speech = [Region(max(r.start, start), min(r.end, end)) for r in regions]
    speech = [r for r in speech if r.end > r.start] or [Region(start, end)]
    total = sum(len(word) + 1 for word in words)
    length = sum(r.end - r.start for r in speech)
    found: list[TimedWord] = []
    at = 0.0
    for word in words:
        share = length * (len(word) + 1) / total
        begin_s, end_s = _when(speech, at, at + share)
        found.append(TimedWord(text=word, start_s=begin_s, end_s=end_s))
        at += share
    return found


def _when(speech: Sequence[Region], begin: float, end: float) -> tuple[float, float]:
    """Return the times of a stretch of speech, in the region that has most of it."""
    best, most = (0.0, 0.0), -math.inf
    before = 0.0
    for region in speech:
        offset = region.start - before
        low, high = max(begin + offset, region.start), min(end + offset, region.end)
        if high - low > most:
            best, most = (low, high), high - low
        before += region.end - region.start
    return best[0] / RECOGNISER_RATE_HZ, best[1] / RECOGNISER_RATE_HZ
