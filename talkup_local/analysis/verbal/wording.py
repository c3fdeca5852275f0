"""How sure, how active, how exact and how long the wording is, and who speaks of whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from talkup_local.analysis.verbal.phrases import Span
from talkup_local.analysis.verbal.speech import Found, Speech, counted

_FURTHEST: Final = 4
"""So many words may stand between "was" and its participle."""

_FEWEST_PERSONS: Final = 3


def wording(speech: Speech) -> Found:
    """Measure the wording."""
    text, lexicon = speech.tokens, speech.lexicon
    hedges = list(lexicon.hedges.find(text))
    absolutes = list(lexicon.absolutes.find(text))
    vague = list(lexicon.vague.find(text))
    passives = list(_passives(speech))
    passive_places = {span.start for span in passives}
    sentences = len(speech.sentences)
    with_passive = sum(
        any(place in passive_places for place in range(*sentence)) for sentence in speech.sentences
    )
    singular, plural = _persons(speech)
    persons = singular + plural
    return Found(
        {
            "hedges_per_100_words": speech.per_100_words(len(hedges)),
            "absolutes_per_100_words": speech.per_100_words(len(absolutes)),
            "vague_words_per_100_words": speech.per_100_words(len(vague)),
            "passive_share": with_passive / sentences if sentences else None,
            "sentence_length_words": speech.words / sentences if sentences else None,
            "first_person_singular_share": (
                singular / persons if persons >= _FEWEST_PERSONS else None
            ),
        },
        {
            "hedges": counted(hedges, text),
            "absolutes": counted(absolutes, text),
            "vague_words": counted(vague, text),
            "passives": counted(passives, text),
            "first_person": {"singular": singular, "plural": plural},
        },
    )


def _passives(speech: Speech) -> Iterator[Span]:
    """Yield each form of to be with its participle: "was quickly done", "a été décidée"."""
    text, lexicon = speech.tokens, speech.lexicon
    for place, token in enumerate(text):
        if token.text not in lexicon.be or token.mark or _reflexive(speech, place):
            continue
        for later in range(place + 1, min(place + 2 + _FURTHEST, len(text))):
            word = text[later].text
            if word in lexicon.be:  # counted from there on: "was being"
                break
            if word in lexicon.between or lexicon.adverb.match(word):
                if text[later].mark:
                    break
                continue
            if lexicon.participle.match(word) and word not in lexicon.not_passive:
                yield Span(place, later + 1)
            break


def _reflexive(speech: Speech, place: int) -> bool:
    """Tell whether the verb at ``place`` turns back on its subject: "je me suis", "vous vous"."""
    text, lexicon = speech.tokens, speech.lexicon
    before = text[place - 1].text if place else ""
    doubled = place > 1 and before in lexicon.objects and before == text[place - 2].text
    return doubled or before in lexicon.reflexive


def _persons(speech: Speech) -> tuple[int, int]:
    """Return how often the speaker says "I" and the like, and "we" and the like."""
    lexicon = speech.lexicon
    singular = plural = 0
    before = ""
    for token in speech.tokens:
        again = token.text in lexicon.objects
        if token.text in lexicon.singular:
            singular += not (again and before in lexicon.singular)
        elif token.text in lexicon.plural:
            plural += not (again and before in lexicon.plural)
        before = token.text
    return singular, plural
