"""What to try next, what lifts most first: missing parts of answers, then structure, then speech.

What an answer holds moves its level most, how it is built next, and how it is spoken hardly at
all; so speech comes last, and only where it is far from what is usual.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Final

from talkup_local.assessment.report.model import (
    MeasureReading,
    QuestionReport,
    Speech,
    Suggestion,
)
from talkup_local.assessment.report.texts import ReportTexts, texts_for
from talkup_local.assessment.scoring import StarPart
from talkup_local.assessment.signs import texts as signs
from talkup_local.config.model import Language
from talkup_local.interview.questions import LEVELS

MOST: Final = 5
_SURE: Final = {"content": 3, "structure": 1, "speech": 1}
"""So many of each area come first; what is left of the five goes to the rest, in order."""

_PARTS: Final[tuple[StarPart, ...]] = ("result", "action", "situation", "task")
"""The parts of a story, the one first that is missed most when it is missing."""

_REPEATED: Final = 2
_FEW_WORDS: Final = 40
_MANY_WORDS: Final = 350
_NOTICED: Final = frozenset(
    {
        "speaking_rate_words_per_min",
        "pause_longest_s",
        "pause_share",
        "answer_latency_s",
        "hesitations_per_100_words",
        "fillers_per_100_words",
        "repetitions_per_100_words",
        "hedges_per_100_words",
        "vague_words_per_100_words",
        "sentence_length_words",
        "specifics_per_100_words",
    }
)
"""Measures that whoever listens notices. The others, and all of the voice, are told beside what
is usual, but are nobody's first concern."""


def suggestions(
    questions: Sequence[QuestionReport], speech: Speech, language: Language
) -> tuple[Suggestion, ...]:
    """Return at most five suggestions, in order of effect."""
    texts = texts_for(language)
    found = {
        "content": list(_content(questions, _repeated(questions), language)),
        "structure": list(_structure(questions, speech, texts)),
        "speech": list(_speech(speech, texts)),
    }
    chosen = {area: found[area][:count] for area, count in _SURE.items()}
    for area, count in _SURE.items():
        room = MOST - sum(map(len, chosen.values()))
        chosen[area] += found[area][count : count + room]
    return tuple(one for area in _SURE for one in chosen[area])


def _repeated(questions: Sequence[QuestionReport]) -> dict[StarPart, tuple[int, ...]]:
    """Return the numbers of the stories that lack a part, for parts lacking again and again."""
    stories = [(one.number, one.parts) for one in questions if one.parts is not None]
    lacking = {
        part: tuple(number for number, parts in stories if not parts.get(part)) for part in _PARTS
    }
    found = {part: numbers for part, numbers in lacking.items() if len(numbers) >= _REPEATED}
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _content(
    questions: Sequence[QuestionReport], repeated: Container[StarPart], language: Language
) -> Iterator[Suggestion]:
    """Yield what is missing, first what would lift the lowest levels and the most questions.

    repeated: parts of stories that are advised on by themselves, and not once more.
    """
    advised = {text for part, text in signs.texts_for(language).parts.items() if part in repeated}
    lacking: dict[str, list[QuestionReport]] = {}
    for question in questions:
        for sentence in question.missing:
            if sentence in advised:
                continue
            lacking.setdefault(sentence, []).append(question)
    top = LEVELS[-1]

    def effect(item: tuple[str, list[QuestionReport]]) -> tuple[int, float]:
        lacked = item[1]
        room = sum(top - (one.level or top) for one in lacked)
        return room, sum(1 / len(one.missing) for one in lacked)

    taken: dict[int, int] = {}
    later: list[Suggestion] = []
    for sentence, lacked in sorted(lacking.items(), key=effect, reverse=True):
        numbers = tuple(one.number for one in lacked)
        suggestion = Suggestion(area="content", text=sentence, questions=numbers)
        if all(number in taken for number in numbers):  # one word on each question before two
            later.append(suggestion)
        else:
            yield suggestion
        taken.update(dict.fromkeys(numbers, 1))
    yield from later


def _structure(
    questions: Sequence[QuestionReport], speech: Speech, texts: ReportTexts
) -> Iterator[Suggestion]:
    """Yield parts that stories lack again and again, and lengths that don't serve."""
    stories = sum(one.parts is not None for one in questions)
    for part, numbers in _repeated(questions).items():
        text = texts.parts[part].format(missing=len(numbers), stories=stories)
        yield Suggestion(area="structure", text=text, questions=numbers)
    words: dict[int, int] = {}
    for answer in speech.answers:
        words[answer.question] = words.get(answer.question, 0) + answer.words
    short = tuple(number for number, count in words.items() if count < _FEW_WORDS)
    if len(short) >= _REPEATED:
        yield Suggestion(
            area="structure", text=texts.short.format(count=len(short)), questions=short
        )
    long = [answer.question for answer in speech.answers if answer.words > _MANY_WORDS]
    if len(long) >= _REPEATED:
        numbers = tuple(dict.fromkeys(long))
        yield Suggestion(
            area="structure", text=texts.long.format(count=len(long)), questions=numbers
        )


def _speech(speech: Speech, texts: ReportTexts) -> Iterator[Suggestion]:
    """Yield advice on the measures outside of the usual, the farthest first."""
    outside = [
        one
        for one in speech.measures
        if one.place in {"below", "above"} and one.advice and one.name in _NOTICED
    ]
    for one in sorted(outside, key=_distance, reverse=True):
        advice = one.advice[:1].lower() + one.advice[1:]
        yield Suggestion(area="speech", text=texts.speech.format(label=one.label, advice=advice))


def _distance(reading: MeasureReading) -> float:
    """Return how far from the usual range a value lies, against the range's size."""
    low, high = reading.low, reading.high
    bound = low if reading.place == "below" else high
    size = (high or 0.0) - (low or 0.0) if high is not None else low
    return abs(reading.value - (bound or 0.0)) / abs(size or 1.0)
