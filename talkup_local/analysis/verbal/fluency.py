"""Hesitations, fillers, repetitions and false starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from talkup_local.analysis.verbal.phrases import ENDS, Span
from talkup_local.analysis.verbal.speech import Found, Speech, counted
from talkup_local.analysis.verbal.tokens import Token

_LONGEST_REPEAT: Final = 4


def fluency(speech: Speech) -> Found:
    """Count what stands in the way of the words."""
    text, lexicon = speech.tokens, speech.lexicon
    hesitates = [lexicon.hesitation.match(token.text) is not None for token in text]
    hesitations = [Span(place, place + 1) for place, sound in enumerate(hesitates) if sound]
    fillers = list(lexicon.fillers.find(text))
    # Repetitions and false starts go on behind a hesitation: "I um I".
    plain = [token for token, sound in zip(text, hesitates, strict=True) if not sound]
    repeats = list(_repeats(plain, speech))
    starts = list(_false_starts(plain, speech, repeats))
    return Found(
        {
            "hesitations_per_100_words": speech.per_100_words(len(hesitations)),
            "fillers_per_100_words": speech.per_100_words(len(fillers)),
            "repetitions_per_100_words": speech.per_100_words(len(repeats)),
            "false_starts_per_100_words": speech.per_100_words(len(starts)),
        },
        {
            "hesitations": counted(hesitations, text),
            "fillers": counted(fillers, text),
            "repetitions": counted(repeats, plain),
            "false_starts": counted(starts, plain),
        },
    )


def _repeats(text: Sequence[Token], speech: Speech) -> Iterator[Span]:
    """Yield each time that up to four words are said once more at once; the first saying."""
    lexicon = speech.lexicon
    twice = lexicon.doubles | (lexicon.numbers - lexicon.one)
    words = [token.text for token in text]
    place = 0
    while place < len(words) - 1:
        for size in range(min(_LONGEST_REPEAT, (len(words) - place) // 2), 0, -1):
            middle = place + size
            if (
                words[place] == words[middle]
                and words[place:middle] == words[middle : middle + size]
                and _is_repeat(text[place:middle], twice)
            ):
                yield Span(place, middle)
                place = middle
                break
        else:
            place += 1


def _is_repeat(said: Sequence[Token], twice: frozenset[str]) -> bool:
    """Tell a slip from what may stand ``twice``, from numbers, and from a new sentence."""
    if any(_ends(token) for token in said):
        return False
    return not all(token.text in twice or token.text[0].isdigit() for token in said)


def _ends(token: Token) -> bool:
    """Tell whether a sentence ends behind ``token``; three dots are a hesitation."""
    return bool(token.mark) and not ENDS.isdisjoint(token.mark.replace("...", ""))


def _false_starts(text: Sequence[Token], speech: Speech, repeats: Sequence[Span]) -> Iterator[Span]:
    """Yield words broken off, words taken back, and "I was, we" where a clause begins anew."""
    lexicon = speech.lexicon
    repeated = {place for span in repeats for place in range(span.start, 2 * span.end - span.start)}
    taken = set[int]()
    for span in lexicon.repair.find(text):
        taken.update(range(span.start, span.end))
        yield span
    for place, token in enumerate(text):
        if place in repeated or place in taken:
            continue
        if token.mark.startswith("-") and speech.text[token.end : token.end + 1] == "-":
            yield Span(place, place + 1)
        elif (
            token.text in lexicon.verbs
            and 0 < place < len(text) - 1
            and not _ends(token)
            and not text[place - 1].mark
            and text[place - 1].text in lexicon.strong
            and text[place + 1].text in lexicon.strong
            and not text[place + 1].joined
        ):
            yield Span(place - 1, place + 1)
