"""From signs to a level: what must be in an answer for each step up.

1: nothing to the point. 2: general words that answer the question. 3: something particular that
the candidate did, or can explain. 4: the same, with what was learnt or held against something
else. Length, fluency and words of the trade lift nothing by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from talkup_local.assessment.signs.deeds import When, Who
from talkup_local.assessment.signs.finding import Signs

FEWEST_WORDS: Final = 8
"""Words of meaning below which too little is said."""

SHARED: Final = 1 / 15
"""Share of words in common with the question and its rubric below which no point is missed but
the whole question."""

ASTRAY_WORDS: Final = 15
"""Different words from which that can be said."""

PARTICULAR: Final = 0.2
"""Share of words that no usual talk of an interview holds from which on something particular is
told; `TOLD_NOW` where it is told as if it happened now."""

TOLD_NOW: Final = 0.25
_SLIGHTLY: Final = 0.1
_MANY_POINTS: Final = 3

DEEDS: Final = 2
"""So many different things done are an answer of one's own."""

_CLAIMS: Final = 2
_DENSE: Final = 1 / 20
_EXPLAINED: Final = 4
_REASONS: Final = 2
_WEIGHED: Final = 2


class Why(Enum):
    """What an answer of its level lacks most."""

    LITTLE = "little"
    ASTRAY = "astray"
    EMPTY = "empty"
    GENERAL = "general"
    UNWEIGHED = "unweighed"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A level, and what keeps it from the next."""

    level: int
    why: Why


def judge(signs: Signs) -> Verdict:
    """Return the level of an answer that has words."""
    if signs.words < FEWEST_WORDS:
        return Verdict(level=1, why=Why.LITTLE)
    if astray(signs):
        return Verdict(level=1, why=Why.ASTRAY)
    if concrete(signs):
        if weighed(signs):
            return Verdict(level=4, why=Why.NOTHING)
        return Verdict(level=3, why=Why.UNWEIGHED)
    if answers(signs):
        return Verdict(level=2, why=Why.GENERAL)
    return Verdict(level=1, why=Why.EMPTY)


def astray(signs: Signs) -> bool:
    """Whether next to nothing is said of the question.

    Never where something is explained: often one may choose what, and its words are its own.
    """
    enough = signs.content >= ASTRAY_WORDS and signs.question.style != "knowledge"
    return enough and not signs.points and signs.shared < SHARED * signs.content


def concrete(signs: Signs) -> bool:
    """Whether something particular is told, or explained."""
    style = signs.question.style
    share = signs.own / max(1, signs.content)
    if style == "knowledge":
        full = 2 * len(signs.points) >= len(signs.question.points) > 0
        acts = sum(signs.did(who, *When) for who in Who)
        explained = acts > 0 and acts + signs.count("reason", "example") >= _EXPLAINED
        return explained and (share >= PARTICULAR or full)
    done = own_deeds(signs)
    if style == "motivation":
        return done > 0 and share >= PARTICULAR
    specific = share >= _SLIGHTLY or signs.numbers > 0 or signs.count("when") > 0
    planned = style == "situation" and (done > DEEDS or signs.count("reason") > 0)
    return done >= DEEDS and (specific or planned or len(signs.points) >= _MANY_POINTS)


def own_deeds(signs: Signs) -> int:
    """Return how many different things the candidate did, or would do where that is asked."""
    share = signs.own / max(1, signs.content)
    done = signs.did(Who.OWN, When.DONE)
    if signs.question.style == "situation":
        done += signs.did(Who.OWN, When.WOULD)
    now = signs.did(Who.OWN, When.PRESENT)
    if now >= DEEDS and share >= TOLD_NOW and claims(signs) <= _CLAIMS:
        done += now
    return done


def weighed(signs: Signs) -> bool:
    """Whether something was learnt, or held against something else."""
    if signs.question.style == "knowledge":
        return signs.count("weighed") > 0 and signs.count("reason", "example") >= _REASONS
    would = signs.did(Who.OWN, When.WOULD)
    weighed = signs.count("weighed")
    if signs.question.style == "situation" and would >= DEEDS:  # what one would do, with its why
        return weighed + min(1, signs.count("reason")) >= _WEIGHED
    return len(signs.weighing["lesson"]) > 0 or weighed >= _WEIGHED


def answers(signs: Signs) -> bool:
    """Whether the question is answered at all, if only in general words."""
    steps = sum(signs.did(who, *When) for who in (Who.OWN, Who.GROUP, Who.GENERIC))
    if signs.question.style == "motivation":
        steps += signs.count("plan")
    told = steps + signs.count("reason", "example")
    done = signs.did(Who.OWN, When.DONE, When.WOULD) + signs.did(Who.GROUP, When.DONE)
    if not steps or told < _DENSE * signs.content or not (signs.points or done):
        return False
    return steps + len(signs.points) + signs.count("lesson") > claims(signs)


def claims(signs: Signs) -> int:
    """Return how often the candidate praises himself or herself, or has nothing to tell."""
    return signs.count("boast", "denied")
