"""Answers to analyse, and words with times."""

from __future__ import annotations

from talkup_local.analysis.verbal.answer import Answer, TimedWord, VerbalAnalysis, analyse
from talkup_local.config.model import Language


def analysed(text: str, language: Language = "en", **about) -> VerbalAnalysis:
    """Return the analysis of an answer of that text."""
    return analyse(Answer(text=text, language=language, **about))


def timed(said: str) -> tuple[TimedWord, ...]:
    """Return words as "one@0.0-0.4 two@0.5-0.9" tells them."""
    words = []
    for item in said.split():
        text, _, times = item.rpartition("@")
        start, _, end = times.partition("-")
        words.append(TimedWord(text=text, start_s=float(start), end_s=float(end)))
    return tuple(words)
