"""The verbal analysis of one answer: what was said, not who said it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from talkup_local.analysis.measure import Findings, Measure
from talkup_local.analysis.verbal.content import content
from talkup_local.analysis.verbal.diversity import diversity
from talkup_local.analysis.verbal.fluency import fluency
from talkup_local.analysis.verbal.measures import GROUPS
from talkup_local.analysis.verbal.notes import NOTES
from talkup_local.analysis.verbal.readability import readability
from talkup_local.analysis.verbal.speech import Answer, Speech, TimedWord
from talkup_local.analysis.verbal.timing import timing
from talkup_local.analysis.verbal.wording import wording
from talkup_local.config.model import Language

__all__ = ["MEASURES", "Answer", "TimedWord", "VerbalAnalysis", "analyse", "readings"]

MEASURES: Final[tuple[Measure, ...]] = tuple(chain.from_iterable(GROUPS.values()))
"""All measures, in the order in which they are told."""

_PARTS: Final = (timing, fluency, wording, diversity, readability, content)
_ENOUGH_WORDS: Final = 100
_FEW_WORDS: Final = 30
_FREQUENCY: Final = "per 100 words"
_WORDS_TO_COMPARE: Final = 50
_SENTENCES_TO_COMPARE: Final = 4
"""From here on, a single word or passive lies within every usual range."""

_GUESSED: Final = 0.8
_DISAGREEING: Final = 0.8


@dataclass(frozen=True, kw_only=True)
class VerbalAnalysis(Findings):
    """What was measured in an answer.

    measures: by the name of each of `MEASURES`. details: which words and sentences.
    confidence: says nothing of the answer itself.
    """

    measures: dict[str, float | None]
    details: dict[str, Any]


def analyse(answer: Answer) -> VerbalAnalysis:
    """Measure ``answer``, in time linear in its length."""
    speech = Speech(answer)
    found = [part(speech) for part in _PARTS]
    values = {name: value for part in found for name, value in part.measures.items()}
    details = {name: detail for part in found for name, detail in part.details.items()}
    details["words"] = speech.words
    details["sentences"] = len(speech.sentences)
    notes = [] if speech.words else ["nothing"]
    if speech.words:
        if speech.words < _FEW_WORDS:
            notes.append("few_words")
        if speech.guessed:
            notes.append("guessed")
        notes.extend(note for part in found for note in part.notes)
    return VerbalAnalysis(
        measures={measure.name: values[measure.name] for measure in MEASURES},
        details=details,
        confidence=_confidence(speech),
        notes=tuple(NOTES[note][answer.language] for note in notes),
    )


def readings(analysis: VerbalAnalysis, language: Language) -> dict[str, dict[str, Any]]:
    """Return what a result says of each measure, by name.

    Frequencies in few words or sentences have no place and no advice: one slip of the tongue
    would lie outside every usual range.
    """
    frequent = analysis.details["words"] >= _WORDS_TO_COMPARE
    shared = analysis.details["sentences"] >= _SENTENCES_TO_COMPARE
    return {
        measure.name: measure.reading(
            analysis.measures[measure.name],
            language,
            compared=(frequent or measure.unit != _FREQUENCY)
            and (shared or measure.name != "passive_share"),
        )
        for measure in MEASURES
    }


def _confidence(speech: Speech) -> float:
    """Return the part of 100 words that there are, less for guesses and disagreement."""
    confidence = min(1.0, speech.words / _ENOUGH_WORDS)
    if speech.guessed:
        confidence *= _GUESSED
    if speech.disagree:
        confidence *= _DISAGREEING
    return round(confidence, 2)
