"""The candidate's own words around a sign, letter by letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from talkup_local.analysis.verbal.phrases import Span
from talkup_local.assessment.plain_words import verbatim
from talkup_local.assessment.signs.finding import Place
from talkup_local.assessment.signs.reading import Part, Reading

LONGEST_WORDS: Final = 30


def clause(reading: Reading, place: Place) -> Place:
    """Return the words around ``place`` that a quote may hold: the sentence, or clauses of it."""
    part = reading.parts[place.part]
    span = place.span
    sentence = next((one for one in part.sentences if one.start <= span.start < one.end), span)
    sentence = Span(sentence.start, max(sentence.end, span.end))
    if _words(part, sentence) > LONGEST_WORDS:
        sentence = _clauses(reading, part, sentence, span)
    while _words(part, sentence) > LONGEST_WORDS and sentence.end - sentence.start > 1:
        ends = sentence.end > span.end or sentence.start >= span.start
        sentence = Span(sentence.start + (not ends), sentence.end - ends)
    return Place(part=place.part, span=sentence)


def quote(reading: Reading, place: Place, heard: Mapping[int, str]) -> str:
    """Return the words at ``place`` as they were heard, "" where they can't be found.

    heard: what was heard in each turn, by its number.
    """
    part = reading.parts[place.part]
    if len(part.places) != len(part.tokens):
        return ""
    text, said = _text(part, place.span), heard[part.turn]
    return text if text in said else verbatim(text, said, reading.language)


def _clauses(reading: Reading, part: Part, sentence: Span, span: Span) -> Span:
    """Return as many clauses of ``sentence`` around ``span`` as a quote may hold."""
    joins = reading.lexis.lists["joins"]
    starts = [
        place
        for place in range(sentence.start + 1, sentence.end)
        if part.tokens[place - 1].mark or part.tokens[place].text in joins
    ]
    starts = [sentence.start, *starts]
    ends = [*starts[1:], sentence.end]
    first = max(place for place, start in enumerate(starts) if start <= span.start)
    last = min(place for place, end in enumerate(ends) if end >= span.end)
    while True:  # what follows tells more than what went before
        for wider in ((first, last + 1), (first - 1, last)):
            if wider[0] >= 0 and wider[1] < len(ends):
                found = Span(starts[wider[0]], ends[wider[1]])
                if _words(part, found) <= LONGEST_WORDS:
                    first, last = wider
                    break
        else:
            return Span(starts[first], ends[last])


def _words(part: Part, span: Span) -> int:
    return len(_text(part, span).split())


def _text(part: Part, span: Span) -> str:
    if len(part.places) != len(part.tokens):
        return ""
    return part.text[part.places[span.start].start : part.places[span.end - 1].end]
