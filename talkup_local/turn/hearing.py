"""What was heard of a candidate's turn so far: segments, their words, and what is settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.engines.base import TimedWord, Transcript, weighted_mean
from talkup_local.turn.front import Region

_HELD_BACK: Final = 1
"""Words at the end of an agreed prefix that are not yet called stable: the last one heard
may be half a word."""

_WORD: Final = re.compile(r"\w")


@dataclass(eq=False)
class SpeechSegment:
    """A segment of speech and what was recognised in it so far.

    covered: up to where, in samples; a closed segment is transcribed once that is its end. A
    segment that was divided is shorter than what was transcribed of it, and waits again.
    tried: up to where the latest pass went, be it lost. failed: whether a pass that was needed
    was. typed: whether nobody spoke, and the words came as text; id: what the client calls that.
    """

    region: Region
    transcript: Transcript = field(default_factory=Transcript)
    covered: int = 0
    tried: int = 0
    failed: bool = False
    typed: bool = False
    id: str = ""
    _words: tuple[str, ...] = ()
    _stable: int = 0
    _timed: tuple[object, tuple[TimedWord, ...]] = (None, ())

    @property
    def words(self) -> tuple[str, ...]:
        """The words as they are to be shown and answered."""
        return self._words

    @property
    def stable(self) -> int:
        """How many of the words will not change while the candidate speaks."""
        return len(self._words) if self.settled else min(self._stable, len(self._words))

    @property
    def settled(self) -> bool:
        """Whether the segment is closed and all of it transcribed."""
        return self.region.closed and self.caught_up

    @property
    def caught_up(self) -> bool:
        """Whether all speech so far is in the transcript, and nothing else."""
        return self.covered == self.region.end

    @property
    def waiting(self) -> int:
        """How much of it is still to be recognised, in samples."""
        start, end = self.region.start, self.region.end
        return end - max(start, self.covered if self.covered <= end else start)

    def timed(self, origin: int) -> tuple[TimedWord, ...]:
        """Return the words with their times, in seconds from the sample ``origin``.

        The time is shared out by length: no engine here tells word times.
        """
        made_of = (origin, self.region.start, self.region.end, self._words)
        if self._timed[0] != made_of:  # an answer is looked at far more often than it grows
            self._timed = made_of, tuple(self._shared_out(origin))
        return self._timed[1]

    def _shared_out(self, origin: int) -> Iterator[TimedWord]:
        start, end = self.region.start - origin, self.region.end - origin
        total = sum(len(word) + 1 for word in self._words)
        at = 0
        for word in self._words:
            begin_s = (start + (end - start) * at / total) / RATE_HZ
            at += len(word) + 1
            end_s = (start + (end - start) * at / total) / RATE_HZ
            yield TimedWord(text=word, start_s=begin_s, end_s=end_s)

    def take(self, transcript: Transcript, covered: int) -> None:
        """Take the result of a pass over the segment up to ``covered``.

        What two passes in a row agree on is stable, but for its last word. A pass that
        covers the whole closed segment is authoritative.
        """
        text = transcript.text.strip()
        words = tuple(text.split()) if _WORD.search(text) else ()
        agreed = _agreement(self._words, words)
        if not (self.region.closed and covered == self.region.end):
            words = self._words[: self._stable] + words[self._stable :]
        self._stable = max(self._stable, agreed - _HELD_BACK)
        self._words, self.transcript, self.covered = words, transcript, covered
        self.failed = False


def _agreement(before: Sequence[str], now: Sequence[str]) -> int:
    """Return how many words from the start two passes have in common."""
    for count, (one, other) in enumerate(zip(before, now, strict=False)):
        if _plain(one) != _plain(other):
            return count
    return min(len(before), len(now))


def _plain(word: str) -> str:
    return "".join(re.findall(r"\w", word.lower()))


def text_of(segments: Iterable[SpeechSegment]) -> str:
    """Return the words of ``segments``."""
    return " ".join(word for segment in segments for word in segment.words)


def stable_length(segments: Sequence[SpeechSegment]) -> int:
    """Return how many characters of ``text_of(segments)`` will not change."""
    words: list[str] = []
    for segment in segments:
        words += segment.words[: segment.stable]
        if segment.stable < len(segment.words) or not segment.settled:
            break
    return len(" ".join(words))


def confidence_of(segments: Iterable[SpeechSegment]) -> float | None:
    """Return how sure the recogniser is of ``segments``, 0..1, None where it does not tell."""
    sure = [(s.transcript.confidence, s.region.end - s.region.start) for s in segments if s.words]
    return weighted_mean([(value, length) for value, length in sure if value is not None])


def words_of(segments: Sequence[SpeechSegment], origin: int | None = None) -> tuple[TimedWord, ...]:
    """Return the words of ``segments`` with their times.

    origin: the sample that they count from, by default the start of the first segment.
    """
    if not segments:
        return ()
    origin = segments[0].region.start if origin is None else origin
    return tuple(word for segment in segments for word in segment.timed(origin))
