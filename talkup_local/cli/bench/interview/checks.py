"""What went wrong in an interview, counted. Pure.

The judge goes by what was said and by what the candidate's lines were meant as, never by what
the interviewer thinks that it did.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from talkup_local.cli.bench.interview.candidates import Stage, Want
from talkup_local.cli.bench.interview.hold import ENDLESS, Exchange, Held
from talkup_local.config.model import Language
from talkup_local.interview.questions import Question

SAME: Final = 0.8
"""Share of words in common from which two questions are nearly the same."""

WARNING_FROM: Final = 0.8
_LEAST_WORDS: Final = 4
"""A shorter question ("And then?") may well come twice."""

_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+")
_WORD: Final = re.compile(r"[^\W_]+")
_MARKUP: Final = re.compile(r"[*#_`|<>\n]|\s[-\N{EN DASH}\N{BULLET}]\s|^\s*\d+[.)]\s|\d")
"""Markdown, lists, and figures where words are wanted."""

_MEETS: Final[Mapping[Language, Mapping[Want, str]]] = {
    "en": {
        "time": r"\b(minutes?|questions?|limit|hurry)\b",
        "person": r"\b(automated|artificial|machine|computer|program|software|not a person)\b",
        "data": r"\b(kept|keep|stored|deleted?|written down|report)\b",
        "reply": r"\b(asking|ask|can't|know)\b",
        "scoring": r"\b(levels?|scores?|report|people|person|decide|criteria|rubric|judged?)\b",
    },
    "fr": {
        "time": r"\b(minutes?|questions?|limite|presse)\b",
        "person": r"\b(automatique|artificielle|machine|ordinateur|programme|logiciel)\b",
        "data": r"\b(gard\w+|conserv\w+|effac\w+|supprim\w+|écrit\w*|rapport|noté\w*)\b",
        "reply": r"\b(question|répondre|posez\w*|sais)\b",
        "scoring": r"\b(niveaux?|notes?|noté\w*|rapport|personnes?|décid\w+|critères?|grille)\b",
    },
}
_TIME: Final[Mapping[Language, re.Pattern[str]]] = {
    "en": re.compile(r"\bminutes?\b|\b(our|the) time\b|\b(out of|no more) time\b", re.IGNORECASE),
    "fr": re.compile(r"\bminutes?\b|\b(notre|du) temps\b|\b(plus de|le) temps\b", re.IGNORECASE),
}


@dataclass(frozen=True, kw_only=True)
class Checks:
    """Counts of one interview.

    repeats: questions that came again, nearly in the same words, though they had been answered.
    unmet, requests: requests that got something else, of all. led_back, astray: lines that led
    away and got the question again, or the next one, of all. doubles: replies with more than
    one question. covered, planned: questions of the plan that were asked, of all. time: until the
    goodbye, as a share of the minutes, None without a limit. warned, warnings: warnings of the time
    that were spoken, of those that were due. asked_on: the most that one question was followed
    up with, asked_on_mean: the mean. stuck: how often the same question came at most.
    longest_words: of a reply, greeting_words: of the greeting. markup: replies with anything that
    can't be spoken. ended: by itself. consent: whether it was asked for, understood and obeyed.
    """

    repeats: int
    unmet: int
    requests: int
    led_back: int
    astray: int
    doubles: int
    covered: int
    planned: int
    time: float | None
    warned: int
    warnings: int
    asked_on: int
    asked_on_mean: float
    stuck: int
    longest_words: int
    greeting_words: int
    markup: int
    ended: bool
    consent: bool
    faults: tuple[str, ...]


def check(held: Held) -> Checks:
    """Count what went wrong."""
    exchanges = held.exchanges
    known = _phrases(held.plan.questions)
    units = [_units(one.said, known) for one in exchanges]
    repeats = list(_repeats(exchanges, units))
    unmet = list(_unmet(held, units))
    doubles = [one.said for one, asked in zip(exchanges, units, strict=True) if len(asked) > 1]
    markup = [one.said for one in exchanges if _MARKUP.search(one.said)]
    asked_on = _asked_on(exchanges, units)
    covered = {one.question_id for one in exchanges} - {""}
    led_back, astray = _astray(exchanges, units)
    warned, warnings = _warnings(held)
    limit_s = held.plan.minutes * 60
    named = {"repeat": repeats, "unmet": unmet, "double": doubles, "markup": markup}
    return Checks(
        repeats=len(repeats),
        unmet=len(unmet),
        requests=sum(one.line is not None and one.line.wants is not None for one in exchanges),
        led_back=led_back,
        astray=astray,
        doubles=len(doubles),
        covered=len(covered),
        planned=len(held.plan.questions),
        time=exchanges[-1].before_s / limit_s if limit_s and exchanges else None,
        warned=warned,
        warnings=warnings,
        asked_on=max(asked_on, default=0),
        asked_on_mean=sum(asked_on) / len(asked_on) if asked_on else 0.0,
        stuck=_stuck(exchanges, units),
        longest_words=max((len(one.said.split()) for one in exchanges[1:]), default=0),
        greeting_words=len(exchanges[0].said.split()) if exchanges else 0,
        markup=len(markup),
        ended=held.reason not in ("", ENDLESS),
        consent=_consent(held),
        faults=tuple(f"{name}: {what}" for name, found in named.items() for what in found),
    )


def _phrases(questions: Iterable[Question]) -> list[str]:
    """Return what the plan can ask: each is one question, whatever its marks; longest first."""
    phrases = {
        phrase
        for question in questions
        for phrase in (question.text, question.rephrase, question.probe, *question.follow_ups)
        if phrase
    }
    return sorted(phrases, key=len, reverse=True)


def _units(said: str, known: Sequence[str]) -> list[str]:
    """Return the questions in what was said."""
    found = []
    for phrase in known:
        if phrase in said:
            found.append(phrase)
            said = said.replace(phrase, " ")
    return [*found, *(one for one in _SENTENCE.split(said) if one.strip().endswith("?"))]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _alike(one: str, other: str) -> float:
    """Return the share of words that two questions have in common, 0..1."""
    words, others = _words(one), _words(other)
    return len(words & others) / max(1, len(words | others))


def _repeats(exchanges: Sequence[Exchange], units: Sequence[Sequence[str]]) -> Iterable[str]:
    """Yield the questions that came again although an answer had been given."""
    earlier: list[str] = []
    for one, found in zip(exchanges, units, strict=True):
        asked = [unit for unit in found if len(_WORD.findall(unit)) >= _LEAST_WORDS]
        if one.stage == "questions" and one.line is not None and one.line.answers:
            yield from (u for u in asked if any(_alike(u, before) >= SAME for before in earlier))
        if one.stage == "questions":
            earlier += asked


def _stuck(exchanges: Sequence[Exchange], units: Sequence[Sequence[str]]) -> int:
    """Return how often the same question was asked at most."""
    asked = [
        unit
        for one, found in zip(exchanges, units, strict=True)
        for unit in found
        if one.stage == "questions"
    ]
    return max((sum(_alike(unit, other) >= SAME for other in asked) for unit in asked), default=0)


def _unmet(held: Held, units: Sequence[Sequence[str]]) -> Iterable[str]:
    """Yield the requests that got something else."""
    opened: Sequence[str] = ()
    question_id = ""
    for one, asked in zip(held.exchanges, units, strict=True):
        line, same = one.line, one.question_id == question_id
        if line is not None and line.wants is not None:
            meets = _MEETS[held.plan.language].get(line.wants)
            if line.wants == "reply" and not one.finished:
                met = True
            elif meets is not None:
                met = same and re.search(meets, one.said, re.IGNORECASE) is not None
            else:
                narrower = _narrower(held.plan.question(question_id))
                met = _met(line.wants, asked, opened, narrower, same=same)
            if not met:
                yield f"{line.text!r} got {one.said!r}"
        question_id = one.question_id
        if one.stage != "questions" or line is not None:  # "shall I repeat it?" opens nothing
            opened = asked or opened


def _narrower(question: Question | None) -> set[str]:
    """Return what asks on and is no other way to put the question."""
    if question is None:
        return set()
    return {question.probe, *question.follow_ups} - {question.easier}


def _met(
    want: Want, asked: Sequence[str], opened: Sequence[str], narrower: Container[str], *, same: bool
) -> bool:
    """Return whether a request about the question was met. opened: what was asked before."""
    match want:
        case "repeat":
            return same and any(_alike(unit, before) >= SAME for unit in asked for before in opened)
        case "rephrase":
            return same and bool(asked) and not any(u in opened or u in narrower for u in asked)
        case "skip":
            return not same
        case _:  # a moment
            return same and not asked


def _astray(exchanges: Sequence[Exchange], units: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return how many lines that led away were led back, and how many there were."""
    led_back = astray = 0
    opened: Sequence[str] = ()
    question_id = ""
    for one, asked in zip(exchanges, units, strict=True):
        if one.line is not None and one.line.astray and one.stage == "questions":
            astray += 1
            again = any(_alike(unit, before) >= SAME for unit in asked for before in opened)
            led_back += again or one.question_id != question_id
        opened, question_id = asked or opened, one.question_id
    return led_back, astray


def _asked_on(exchanges: Sequence[Exchange], units: Sequence[Sequence[str]]) -> list[int]:
    """Return for each question of the plan how often it was asked on after an answer."""
    counts: dict[str, int] = {}
    before = ""
    for one, asked in zip(exchanges, units, strict=True):
        if one.question_id:
            counts.setdefault(one.question_id, 0)
            answered = one.line is not None and one.line.answers
            counts[one.question_id] += bool(answered and asked and one.question_id == before)
        before = one.question_id
    return list(counts.values())


def _warnings(held: Held) -> tuple[int, int]:
    """Return how many warnings of the time were spoken, and how many were due."""
    limit_s = held.plan.minutes * 60
    if not limit_s:
        return 0, 0
    warned = warnings = 0
    before: Stage = "consent"
    first, last = [], []
    for one in held.exchanges:
        if one.line is not None and before == "questions":
            if one.before_s >= limit_s:
                last.append(one)
            elif one.before_s >= WARNING_FROM * limit_s and one.stage == "questions":
                first.append(one)
        before = one.stage
    word = _TIME[held.plan.language]
    for replies in (first[:1], last):  # the first reply that may warn of it, has to
        warnings += bool(replies)
        warned += any(word.search(one.said) for one in replies)
    return warned, warnings


def _consent(held: Held) -> bool:
    """Return whether nothing was asked before a yes, and nothing after a no."""
    asked = any(one.question_id for one in held.exchanges)
    early = next((one for one in held.exchanges if one.question_id), None)
    if not held.candidate.agrees:
        return held.consent is False and not asked
    return held.consent is True and early is not None and early.line is not None
