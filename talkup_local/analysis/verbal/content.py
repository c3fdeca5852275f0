"""What is told: the parts of a story, facts, and words of the question."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from talkup_local.analysis.verbal.lexicon import Lexicon
from talkup_local.analysis.verbal.phrases import Span, written
from talkup_local.analysis.verbal.speech import Found, Speech
from talkup_local.analysis.verbal.tokens import Token, composed, tokens

PARTS: Final = ("situation", "task", "action", "result")

_FEWEST_WORDS: Final = 15
_FURTHEST: Final = 5
_NEAR: Final = 6
"""So many words from a change, a number belongs to it."""

_STEM: Final = 5


def content(speech: Speech) -> Found:
    """Measure what is told."""
    asked = tokens(composed(speech.answer.question), speech.answer.language)
    numbers = [written(speech.tokens[span.start : span.end]) for span in _numbers(speech)]
    names = [speech.quoted(span) for span in _names(speech)]
    parts = [parts_of(speech, sentence) for sentence in speech.sentences]
    carried = {part for found in parts for part in found}
    results = sum("result" in found for found in parts)
    story = not asked or asked in speech.lexicon.story
    enough = speech.words >= _FEWEST_WORDS
    wanted = _stems(asked, speech, speech.lexicon.frame)
    taken_up = wanted & _stems(speech.tokens, speech)
    details: dict[str, Any] = {
        "star": [
            {"sentence": speech.quoted(sentence), "parts": found}
            for sentence, found in zip(speech.sentences, parts, strict=True)
            if found and story
        ],
        "specifics": {"numbers": numbers, "names": names, "results": results},
    }
    notes = [
        note
        for note, holds in (
            ("no_story", enough and not story),
            ("short_for_star", not enough and story),
            ("no_capitals", bool(speech.tokens) and not _written_with_capitals(speech)),
            ("no_question_words", bool(asked) and not wanted),
        )
        if holds
    ]
    return Found(
        {
            "star_coverage": len(carried) / len(PARTS) if enough and story else None,
            "specifics_per_100_words": speech.per_100_words(len(numbers) + len(names) + results),
            "question_words_taken_up": len(taken_up) / len(wanted) if wanted else None,
        },
        details,
        tuple(notes),
    )


# -- situation, task, action, result --------------------------------------------------------


def parts_of(speech: Speech, sentence: Span) -> list[str]:
    """Return the parts of a story that ``sentence`` carries, in their order."""
    said = speech.tokens[sentence.start : sentence.end]
    found = {part for part in PARTS if said in speech.lexicon.star[part]}
    if _acts(speech, said):
        found.add("action")
    if _changes(speech, said):
        found.add("result")
    return [part for part in PARTS if part in found]


def _acts(speech: Speech, said: Sequence[Token]) -> bool:
    """Tell whether the speaker does something: "I then built", "nous avons contacté"."""
    lexicon = speech.lexicon
    for place, token in enumerate(said):
        if token.text not in lexicon.doers or _done_to(said, place, lexicon):
            continue
        helped = not lexicon.compound
        for index in range(place + 1, min(place + 2 + _FURTHEST, len(said))):
            later = said[index]
            word = later.text
            if _of_others(said, place, index, lexicon):
                break
            if word in lexicon.auxiliaries:
                helped = True
            elif lexicon.deed.match(word):
                if helped and word not in lexicon.not_deed:
                    return True
                break
            elif word not in lexicon.between and not lexicon.adverb.match(word):
                break
            if later.mark:
                break
    return False


def _done_to(said: Sequence[Token], place: int, lexicon: Lexicon) -> bool:
    """Tell "on nous a dit" from "nous avons dit"."""
    before = said[place - 1].text if place else ""
    return said[place].text in lexicon.objects and before in lexicon.subjects


def _same_person(doer: Token, other: Token, lexicon: Lexicon) -> bool:
    """Tell "je me" and "nous nous" from "on m'" and "on nous": others did something."""
    return doer.text == other.text or {doer.text, other.text} <= lexicon.singular


def _of_others(said: Sequence[Token], doer: int, place: int, lexicon: Lexicon) -> bool:
    """Tell whether the doer does nothing: "nous a dit", "on m'a dit", "je suis organisée"."""
    word, before = said[place].text, said[place - 1].text
    if word in lexicon.objects and not _same_person(said[doer], said[place], lexicon):
        return True
    if said[doer].text in lexicon.objects and word in lexicon.others:
        return True
    turned = before in lexicon.reflexive or (place - 1 > doer and before == said[doer].text)
    return word in lexicon.be and not turned


def _changes(speech: Speech, said: Sequence[Token]) -> bool:
    """Tell whether something changed by a number."""
    return any(
        _counts(speech, token)
        for change in speech.lexicon.change.find(said)
        for token in said[max(0, change.start - _NEAR) : change.end + _NEAR]
    )


# -- numbers and names ------------------------------------------------------------------------


def _counts(speech: Speech, token: Token) -> bool:
    lexicon = speech.lexicon
    return token.text[0].isdigit() or (
        token.text in lexicon.numbers and token.text not in lexicon.one
    )


def _numbers(speech: Speech) -> Iterator[Span]:
    """Yield each number; "two hundred and fifty" is one, and so is "one hundred"."""
    text, lexicon = speech.tokens, speech.lexicon
    start: int | None = None
    last = 0
    for place, token in enumerate(text):
        if _counts(speech, token):
            if start is None:
                start = place - 1 if place and _leads(text[place - 1], token, lexicon) else place
            last = place
        elif start is not None and (token.text not in lexicon.one or text[place - 1].mark):
            yield Span(start, last + 1)
            start = None
    if start is not None:
        yield Span(start, last + 1)


def _leads(before: Token, number: Token, lexicon: Lexicon) -> bool:
    """Tell whether ``before`` is the first word of a number: "one hundred", « une trentaine »."""
    one = before.text in lexicon.one and before.text in lexicon.numbers
    return one and not before.mark and not number.text[0].isdigit()


def _written_with_capitals(speech: Speech) -> bool:
    """Tell whether capitals mean something: neither none nor most words have one."""
    capitals = sum(
        token.capital for token in speech.tokens if token.text not in speech.lexicon.not_names
    )
    return 0 < capitals <= len(speech.tokens) / 2 or len(speech.tokens) <= len(speech.sentences)


def _names(speech: Speech) -> Iterator[Span]:
    """Yield each name: capitals that no beginning of a sentence explains; "New York" is one."""
    if not _written_with_capitals(speech):
        return
    text, lexicon = speech.tokens, speech.lexicon
    begins = {sentence.start for sentence in speech.sentences}
    start: int | None = None
    for place, token in enumerate(text):
        named = (
            token.capital
            and place not in begins
            and token.text not in lexicon.not_names
            and token.text not in lexicon.function
        )
        if start is not None and (not named or text[place - 1].mark):
            yield Span(start, place)
            start = None
        if named and start is None:
            start = place
    if start is not None:
        yield Span(start, len(text))


# -- the question's words ---------------------------------------------------------------------


def _stems(
    text: Iterable[Token], speech: Speech, less: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return the beginnings of the words that tell something, without accents."""
    lexicon = speech.lexicon
    skipped = lexicon.function | less
    return frozenset(
        _plain(token.text)[:_STEM]
        for token in text
        if len(token.text) > 2 and token.text not in skipped  # noqa: PLR2004 - "'s", "j'"
    )


def _plain(word: str) -> str:
    """Return ``word`` without accents and the s or x of a plural."""
    letters = unicodedata.normalize("NFD", word)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare.rstrip("sx") or bare
