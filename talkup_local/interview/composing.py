"""Choose the questions of an interview from a bank; the same wishes give the same questions."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from talkup_local.config.model import Level
from talkup_local.interview.questions import Question

OPENING_MINUTES: Final = 1.5
"""Greeting and consent, before the first question."""

CLOSING_MINUTES: Final = 3.0
"""The candidate's own questions, and the goodbye."""

MOST_QUESTIONS: Final = 50

_MIX: Final[Mapping[Level, tuple[float, float, float]]] = MappingProxyType(
    {
        "entry": (0.6, 0.4, 0.0),
        "junior": (0.25, 0.65, 0.1),
        "experienced": (0.05, 0.55, 0.4),
        "senior": (0.0, 0.3, 0.7),
    }
)
"""By level: the shares of easy, ordinary and hard questions that are aimed at."""

_USUAL_MINUTES: Final = 3.0
_BREADTH: Final = 2 / 3
_FEWEST_COMPETENCIES: Final = 3

_ROLE: Final = 3.0
_ANY_TERM: Final = 2.0
_STYLE: Final = 0.5
_DIFFICULTY: Final = 2.0
_NEVER: Final = -4.0
"""Weights of what speaks for a question, and against it."""

_WORD: Final = re.compile(r"[^\W_]+(?:[+#]+)?")
_SHORT: Final = 3
_STEM: Final = 5


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What is wanted of an interview.

    count: main questions, None for as many as fit into ``minutes``. minutes: of the whole
    interview, 0 for no limit. terms: of the documents, the most telling first.
    """

    role: str = ""
    level: Level = "junior"
    count: int | None = None
    minutes: float = 0.0
    terms: tuple[str, ...] = ()


def choose(bank: Sequence[Question], wishes: Wishes) -> tuple[Question, ...]:
    """Return questions of ``bank``, whose first is the opener, in the order of asking.

    Competencies are chosen first; none comes a second time before each has come once. Easy
    questions come first, and the last is a gentle one again.
    """
    opener, *others = bank
    chosen = [opener]
    count = min(wishes.count or MOST_QUESTIONS, len(bank))
    room = _room(wishes) - opener.minutes
    expected = min(count - 1, int(room / _USUAL_MINUTES))
    rest = [question for question in others if _suits(question, wishes)]
    if len(rest) < expected:
        rest = others
    fits = {question.id: _fit(question, wishes) for question in rest}
    wanted = _competencies(rest, fits, wishes.level, expected)
    while len(chosen) < count:
        left = [one for one in rest if one not in chosen and (wishes.count or one.minutes <= room)]
        left = [question for question in left if question.competency in wanted] or left
        if not left:
            break
        best = max(left, key=lambda question: _rank(question, chosen, fits, wishes.level))
        room -= best.minutes
        chosen.append(best)
    return (opener, *_in_order(chosen[1:], bank))


def _competencies(
    questions: Sequence[Question], fits: Mapping[str, float], level: Level, count: int
) -> frozenset[str]:
    """Return what to look for in ``count`` questions.

    As much as there are questions; but where some are made for the role, a third of them goes
    deeper into what fits it best.
    """
    best: dict[str, float] = {}
    for question in questions:
        name = question.competency
        worth = fits[question.id] + _DIFFICULTY * _MIX[level][question.difficulty - 1]
        best[name] = max(best.get(name, 0.0), worth)
    if max(fits.values(), default=0.0) >= _ROLE:
        count = max(math.ceil(count * _BREADTH), _FEWEST_COMPETENCIES)
    return frozenset(sorted(best, key=lambda name: -best[name])[:count])


def _room(wishes: Wishes) -> float:
    """Minutes for questions."""
    if not wishes.minutes or wishes.count:
        return float(MOST_QUESTIONS * _USUAL_MINUTES)
    return wishes.minutes - OPENING_MINUTES - CLOSING_MINUTES


def _rank(
    question: Question, chosen: Sequence[Question], fits: Mapping[str, float], level: Level
) -> tuple[int, float]:
    """What is best of what is left: first by competencies, then by what it is worth."""
    covered = sum(one.competency == question.competency for one in chosen)
    difficulties = Counter(one.difficulty for one in chosen[1:])
    aim = _MIX[level][question.difficulty - 1]
    lacking = aim * len(chosen) - difficulties[question.difficulty]
    balance = _DIFFICULTY * lacking if aim else _NEVER
    alike = sum(one.style == question.style for one in chosen[-2:])
    return -covered, fits[question.id] + balance - _STYLE * alike


def _suits(question: Question, wishes: Wishes) -> bool:
    """Whether it is for any role, or for one that the wishes speak of."""
    about = _stems(" ".join((wishes.role, *wishes.terms)))
    return not question.roles or any(_stems(term) <= about for term in question.roles)


def _fit(question: Question, wishes: Wishes) -> float:
    """How well it fits the role and the documents."""
    role = _stems(wishes.role)
    wanted = [_stems(term) for term in wishes.terms]
    fit = _ROLE if question.roles and _suits(question, wishes) else 0.0
    about = _stems(" ".join(_words_of(question)))
    hits = sum(1 / (1 + place / 10) for place, term in enumerate(wanted) if term and term <= about)
    hits += len(role & about) / 2
    return fit + _ANY_TERM * hits / (1 + hits)  # the tenth hit tells less than the first


def _words_of(question: Question) -> Iterable[str]:
    yield from (question.topic, question.competency.replace("_", " "), *question.roles)
    for point in question.points:
        yield point.name
        yield from point.cues


def _stems(text: str) -> frozenset[str]:
    """Return the words of ``text``, cut short so that their forms meet."""
    words = _WORD.findall(text.lower())
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORT or not word.isalpha())


def _in_order(chosen: Sequence[Question], bank: Sequence[Question]) -> Sequence[Question]:
    """From easy to hard, and gentle at the end; equals as the bank has them."""
    places = {question.id: place for place, question in enumerate(bank)}
    ordered = sorted(chosen, key=lambda question: (question.difficulty, places[question.id]))
    if len(ordered) < 3:  # noqa: PLR2004 - nothing to end gently after
        return ordered
    easiest = ordered[0].difficulty
    gentle = [question for question in ordered if question.difficulty == easiest]
    last = max(gentle, key=lambda q: (q.style == "motivation", places[q.id]))
    return [*(question for question in ordered if question is not last), last]
