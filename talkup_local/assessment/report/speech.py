"""How it was said: measures over all answers against what is usual, and each answer's figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from statistics import median
from typing import Any, Final

from talkup_local.analysis import delivery
from talkup_local.analysis.measure import Measure
from talkup_local.analysis.verbal.answer import (
    Answer,
    TimedWord,
    VerbalAnalysis,
    analyse,
    readings,
)
from talkup_local.analysis.verbal.measures import GROUPS
from talkup_local.assessment.report.model import (
    AnswerFigures,
    MeasureGroup,
    MeasureReading,
    Speech,
)
from talkup_local.assessment.report.texts import texts_for
from talkup_local.assessment.report.transcript import Said
from talkup_local.config.model import Language
from talkup_local.interview.record import Turn

_ALL: Final[tuple[tuple[MeasureGroup, Measure], ...]] = (
    *(("time", measure) for measure in GROUPS["time"]),
    *(("fluency", measure) for measure in GROUPS["fluency"]),
    *(("wording", measure) for measure in GROUPS["wording"]),
    *(("content", measure) for measure in GROUPS["content"]),
    *(("voice", measure) for measure in delivery.MEASURES),
)
_LATENCY: Final = "answer_latency_s"
_LONGEST: Final = "pause_longest_s"
_SPOKEN: Final = "speaking_time_s"
_MARKS: Final = (".", "!", "?", "…")


def speech(said: Sequence[Said], language: Language, began: datetime) -> Speech:
    """Return how the answers were said; requests and the rest of the talk are left out.

    began: of the interview; minutes are counted from there.
    """
    answers = [one for one in said if one.answers]
    found = [(one, _analysis(one.turn, language)) for one in answers]
    whole = analyse(_joined([one.turn for one in answers], language))
    words = sum(analysis.details["words"] for _, analysis in found)
    asked = sum(_words(one.turn.asked) for one in said)
    return Speech(
        measures=tuple(_measures(found, whole, language)),
        answers=tuple(_figures(one, analysis, began) for one, analysis in found),
        words=words,
        interviewer_words=asked,
        talk_share=_share(sum(_words(one.turn.heard) for one in said), asked),
        notes=whole.notes if answers else (),
    )


# -- over all answers -------------------------------------------------------------------------


def _joined(turns: Sequence[Turn], language: Language) -> Answer:
    """Return the answers as one, without the time between them."""
    text, words, shift_s = [], [], 0.0
    for turn in turns:
        heard = turn.heard.strip()
        text.append(heard if heard.endswith(_MARKS) else f"{heard}.")
        if turn.words:
            shift_s -= min(word.start_s for word in turn.words)
            words += [
                TimedWord(
                    text=word.text, start_s=word.start_s + shift_s, end_s=word.end_s + shift_s
                )
                for word in turn.words
            ]
            shift_s += max(word.end_s for word in turn.words)
    return Answer(text=" ".join(text), language=language, words=tuple(words))


def _measures(
    found: Sequence[tuple[Said, VerbalAnalysis]], whole: VerbalAnalysis, language: Language
) -> Iterator[MeasureReading]:
    """Yield the measures that have a value, in their groups."""
    texts = texts_for(language)
    told = readings(whole, language)
    told[_LONGEST] = _typical(_LONGEST, [one.measures[_LONGEST] for _, one in found], language)
    told[_LATENCY] = _typical(_LATENCY, [said.turn.response_s for said, _ in found], language)
    told |= _voice([said.turn for said, _ in found], language)
    for group, measure in _ALL:
        if measure.name not in texts.measures:
            continue
        reading = told.get(measure.name, {})
        if reading.get("value") is None:
            continue
        label, meaning = texts.measures[measure.name]
        low, high = measure.usual.get(language, (None, None))
        yield MeasureReading(
            name=measure.name,
            group=group,
            label=label,
            meaning=meaning,
            value=reading["value"],
            unit=measure.unit,
            share=measure.name.endswith("_share"),
            low=low,
            high=high,
            place=reading.get("place"),
            advice=reading.get("advice", ""),
        )


def _typical(name: str, values: Sequence[float | None], language: Language) -> dict[str, Any]:
    """Return the reading of the median: one long pause in half an hour says nothing."""
    known = [value for value in values if value is not None]
    measure = next(one for _, one in _ALL if one.name == name)
    return measure.reading(median(known) if known else None, language)


def _voice(turns: Sequence[Turn], language: Language) -> dict[str, dict[str, Any]]:
    """Return the voice's readings: means over the answers, by the time spoken in each."""
    told = {}
    for measure in delivery.MEASURES:
        pairs = [
            (value, _found(turn, _SPOKEN) or 1.0)
            for turn in turns
            if (value := _found(turn, measure.name)) is not None
        ]
        whole_s = sum(weight for _, weight in pairs)
        if whole_s > 0:
            mean = sum(value * weight for value, weight in pairs) / whole_s
            told[measure.name] = measure.reading(mean, language)
    return told


def _found(turn: Turn, name: str) -> float | None:
    """Return what any analyser found for measure ``name``."""
    for result in turn.measures.values():
        measures = result.get("measures") if isinstance(result, Mapping) else None
        reading = measures.get(name) if isinstance(measures, Mapping) else None
        value = reading.get("value") if isinstance(reading, Mapping) else None
        if isinstance(value, int | float):
            return float(value)
    return None


# -- of each answer ---------------------------------------------------------------------------


def _analysis(turn: Turn, language: Language) -> VerbalAnalysis:
    words = tuple(
        TimedWord(text=word.text, start_s=word.start_s, end_s=word.end_s) for word in turn.words
    )
    return analyse(Answer(text=turn.heard, language=language, words=words, question=turn.asked))


def _figures(said: Said, analysis: VerbalAnalysis, began: datetime) -> AnswerFigures:
    turn, measures, details = said.turn, analysis.measures, analysis.details
    words: int = details["words"]
    fillers: int = sum(details["fillers"].values())
    pauses = measures["pause_count"]
    return AnswerFigures(
        label=said.label,
        turn=turn.number,
        question=said.number,
        minute=round(max(0.0, (turn.answered_at - began).total_seconds()) / 60, 1),
        words=words,
        speech_s=round(turn.speech_s, 1),
        pace_words_per_min=_rounded(measures["speaking_rate_words_per_min"], 0),
        talk_share=_share(words, _words(turn.asked)) or 0.0,
        fillers=fillers,
        fillers_per_100_words=_rounded(measures["fillers_per_100_words"], 1),
        hesitations=sum(details["hesitations"].values()),
        pauses=None if pauses is None else int(pauses),
        pause_share=_rounded(measures["pause_share"], 2),
        pause_longest_s=_rounded(measures[_LONGEST], 1),
        response_s=_rounded(turn.response_s, 1),
    )


def _words(text: str) -> int:
    return len(text.split())


def _share(own: int, other: int) -> float | None:
    return round(own / (own + other), 2) if own + other else None


def _rounded(value: float | None, decimals: int) -> float | None:
    return None if value is None else round(value, decimals)
