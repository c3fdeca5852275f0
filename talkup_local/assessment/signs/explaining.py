"""Why a level: quotes, what was strong, what was missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from talkup_local.analysis.verbal.phrases import Span
from talkup_local.assessment.scoring import Evidence, StarPart
from talkup_local.assessment.signs.deeds import When, Who
from talkup_local.assessment.signs.finding import Place, Signs
from talkup_local.assessment.signs.levels import Verdict, Why, own_deeds
from talkup_local.assessment.signs.quoting import clause, quote
from talkup_local.assessment.signs.telling import advised, shown
from talkup_local.assessment.signs.texts import texts_for

MOST: Final = 4
"""Sentences of each kind: nobody works on more."""

_ENOUGH_WORDS: Final = 30
_LEAST_SURE: Final = 0.2
_MOST_SURE: Final = 0.8
_CONCRETE: Final = 3
_FEW: Final = 2
_OWN_DEEDS: Final = {When.DONE: "action", When.WOULD: "plan"}
_TOP: Final = 4
_LATER: Final[tuple[StarPart, ...]] = ("result", "action", "situation", "task")
"""Parts of a story, the one that is missed most first."""


def parts(signs: Signs) -> dict[StarPart, bool] | None:
    """Return which parts of a story are told; None where no story was asked for."""
    if signs.question.style != "story":
        return None
    told = set(signs.star) | _met_themes(signs) | ({"action"} if own_deeds(signs) else set())
    return {part: part in told for part in ("situation", "task", "action", "result")}


def evidence(signs: Signs, verdict: Verdict, heard: Mapping[int, str]) -> tuple[Evidence, ...]:
    """Return the words that points, parts of a story and reasons rest on, in their order.

    Words that show several things stand once. heard: by the number of the turn.
    """
    shown: dict[Place, list[str]] = {}
    for place, what in _shown(signs, verdict):
        around = next((one for one in shown if _holds(one, place)), None)
        shown.setdefault(around or clause(signs.reading, place), []).append(what)
    quoted = ((place, quote(signs.reading, place, heard), what) for place, what in shown.items())
    return tuple(
        Evidence(
            turn=signs.reading.parts[place.part].turn,
            quote=words,
            shows=", ".join(dict.fromkeys(what)),
        )
        for place, words, what in quoted
        if words
    )


def _holds(outer: Place, inner: Place) -> bool:
    inside = outer.span.start <= inner.span.start and inner.span.end <= outer.span.end
    return outer.part == inner.part and inside


def _shown(signs: Signs, verdict: Verdict) -> Iterator[tuple[Place, str]]:
    texts = texts_for(signs.reading.language)
    for met in signs.points:
        yield Place(part=met.part, span=met.span), signs.question.points[met.point].name
    if signs.question.style == "story":
        for part, place in signs.star.items():
            yield place, texts.shows[part]
    elif verdict.level >= _CONCRETE:
        yield from _deeds(signs)
    if verdict.level == _TOP:
        for name in ("lesson", "weighed"):
            yield from ((place, texts.shows[name]) for place in signs.weighing[name])
    elif verdict.level > 1:
        for name in ("reason", "example"):
            yield from ((place, texts.shows[name]) for place in signs.told[name][:1])


def _deeds(signs: Signs) -> Iterator[tuple[Place, str]]:
    """Yield the first things that the candidate did, or would do."""
    texts = texts_for(signs.reading.language)
    own = [deed for deed in signs.deeds if deed.who is Who.OWN and deed.when in _OWN_DEEDS]
    for deed in own[:_FEW]:
        place = Place(part=deed.part, span=Span(deed.place, deed.place + 1))
        yield place, texts.shows[_OWN_DEEDS[deed.when]]


def strong(signs: Signs, verdict: Verdict) -> tuple[str, ...]:
    """Return at most four sentences on what was strong, the most telling first."""
    return tuple(islice(dict.fromkeys(_strong(signs, verdict)), MOST))


def _strong(signs: Signs, verdict: Verdict) -> Iterator[str]:
    texts = texts_for(signs.reading.language).strong
    if verdict.level >= _CONCRETE:
        yield texts[_shape(signs)]
        if verdict.level == _TOP:
            yield texts["lesson" if signs.weighing["lesson"] else "weighed"]
    for met in signs.points:
        yield shown(signs.question.points[met.point].name, signs.reading.language)
    if verdict.level >= _CONCRETE:
        if signs.question.style == "story" and "result" in set(signs.star) - _met_themes(signs):
            yield texts["result"]
        if _unasked(signs, "facts") and signs.numbers:
            yield texts["facts"]
    if verdict.level > 1 and _unasked(signs, "reason") and signs.told["reason"]:
        yield texts["reason"]


def _shape(signs: Signs) -> str:
    """Return how something particular was told."""
    if signs.question.style == "knowledge":
        return "explained"
    would = signs.question.style == "situation" and not signs.did(Who.OWN, When.DONE)
    return "plan" if would else "action"


def missing(signs: Signs, verdict: Verdict) -> tuple[str, ...]:
    """Return at most four sentences on what was missing, the most telling first."""
    return tuple(islice(dict.fromkeys(_missing(signs, verdict)), MOST))


def _missing(signs: Signs, verdict: Verdict) -> Iterator[str]:
    texts = texts_for(signs.reading.language)
    style = signs.question.style
    settled = _met_themes(signs) & {"result", "lesson"}  # of reasons there are several
    if signs.weighing["lesson"]:
        settled.add("lesson")
    if verdict.why is Why.UNWEIGHED:
        lack = "lesson" if style == "story" else "weighed"
        settled.add(lack)
        yield texts.missing[lack]
    elif verdict.why is not Why.NOTHING:
        yield from (texts.missing[lack] for lack in _lacks(signs, verdict.why))
    told = parts(signs) or {}
    for part in _LATER if verdict.level < _TOP else ("result",):
        if told.get(part) is False:
            yield texts.parts[part]
    if _lacks_reason(signs, verdict):
        yield texts.missing["reason"]
    if told:  # how it ended is told, or asked for just now
        settled.add("result")
    met = {one.point for one in signs.points}
    for place, point in enumerate(signs.question.points):
        themes = _themes(signs, point.name)
        if place not in met and not (themes and themes <= settled):
            yield advised(point.name, signs.reading.language)


def _lacks_reason(signs: Signs, verdict: Verdict) -> bool:
    """Whether a reason is missing, and neither a point nor another sentence asks for one."""
    if signs.question.style == "motivation" and verdict.level < _CONCRETE:
        return False
    wanted = signs.question.style != "story" and verdict.level < _TOP
    return wanted and not signs.told["reason"] and _unasked(signs, "reason")


def _themes(signs: Signs, name: str) -> set[str]:
    """Return which of the scorer's own sentences say the same as the point of that name."""
    themes = texts_for(signs.reading.language).themes
    return {theme for theme, pattern in themes.items() if re.search(pattern, name)}


def _met_themes(signs: Signs) -> set[str]:
    """Return what is told by points that are met, where they ask for nothing else."""
    found = (_themes(signs, signs.question.points[met.point].name) for met in signs.points)
    return {theme for themes in found if len(themes) == 1 for theme in themes}


def _unasked(signs: Signs, theme: str) -> bool:
    """Whether no point asks for it: one that does says more exactly what is there or lacks."""
    return all(theme not in _themes(signs, point.name) for point in signs.question.points)


def _lacks(signs: Signs, why: Why) -> Iterator[str]:
    """Yield names of what keeps an answer from being one of one's own."""
    if why is Why.LITTLE:
        yield "more"
    if why is Why.ASTRAY:
        yield "answer"
    ours = signs.did(Who.GROUP, When.DONE) > signs.did(Who.OWN, When.DONE)
    style = signs.question.style
    told = parts(signs) or {}
    if why is Why.GENERAL and ours and style == "story":
        yield "own"
    elif why is Why.GENERAL and told.get("situation") and told.get("action"):
        yield "steps"  # a story is told, and lacks deeds alone
    elif why is Why.GENERAL and style == "motivation" and signs.told["reason"]:
        yield "shown"
    else:
        yield style


def note(signs: Signs, verdict: Verdict) -> str:
    """Return what a reader must know, "" for nothing."""
    texts = texts_for(signs.reading.language)
    return {Why.LITTLE: texts.little, Why.ASTRAY: texts.astray}.get(verdict.why, "")


def confidence(signs: Signs, verdict: Verdict) -> float:
    """Return how sure the level is, 0..1: by how much was said, and how far signs agree.

    Never near 1: words are counted here, and not understood.
    """
    votes = [1 + 3 * len(signs.points) / max(1, len(signs.question.points))]
    if signs.question.style == "story":
        votes.append(1 + 3 * len(signs.star) / 4)
    apart = sum(abs(vote - verdict.level) for vote in votes) / len(votes)
    amount = min(1.0, signs.words / _ENOUGH_WORDS)
    sure = _LEAST_SURE + (_MOST_SURE - _LEAST_SURE) * amount * (1 - apart / 3)
    return round(_LEAST_SURE if verdict.why is Why.ASTRAY else sure, 2)
