"""What a candidate saw of the server, and what that says of its turn taking. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from talkup_local.cli.bench.turns.scenario import ANSWERS, NOISES, PAUSES, Kind, Pause, Scenario

LATE_S: Final = 0.5
"""A commit that arrives so long after a pause was still made in it."""

EARLY_S: Final = 2.0
"""A "take your time" that comes sooner in a pause is an interruption like any other."""

_STRAGGLER_S: Final = 0.25
"""Sound that was on its way when the candidate began to speak."""

_TALKING: Final = frozenset({"processing", "speaking", "held"})


class What(Enum):
    """A message of the server, as far as it matters here."""

    STATE = "turn_state"
    SOUND = "sound"
    LEVEL = "ai_audio_chunk"
    TRANSCRIPT = "transcript_update"
    SAYS = "ai_text"
    INTERRUPTED = "ai_interrupted"
    STARTED = "interview_started"
    REPLIED = "ai_response_complete"
    ERROR = "error"


@dataclass(frozen=True)
class Seen:
    """A message, when it came (seconds from the first sample), and its word, if it has one."""

    at_s: float
    what: What
    value: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Run:
    """A scenario that was played.

    cpu_s: what the server's process took while the candidate spoke, None when others
    were served meanwhile. lag_s: how late the latest frame was sent. problem: why the
    run is of no use, "" when it is.
    """

    scenario: Scenario = field(repr=False)
    seen: tuple[Seen, ...] = field(repr=False, default=())
    cpu_s: float | None = None
    lag_s: float = 0.0
    problem: str = ""


@dataclass(frozen=True)
class Reply:
    """The answer was taken as complete at ``commit_s``, and a reply came at ``sound_s``."""

    commit_s: float
    sound_s: float


@dataclass(frozen=True)
class Retraction:
    """It was taken as complete at ``at_s``, and that was taken back before any sound."""

    at_s: float


@dataclass(frozen=True)
class Interjection:
    """Something was said at ``at_s`` though the answer was not taken as complete."""

    at_s: float


Move = Reply | Retraction | Interjection


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a run says.

    cut_off: per pause, whether the server spoke or committed in it. cut_off_elsewhere:
    the same between words that no pause parts. endpoint_ms: last sound of the candidate
    to the commit; compute_ms: from there to the first sound of the reply; gap_ms: both.
    stop_ms: first sound of the candidate to the last of the interviewer. silenced: whether
    the interviewer broke off for good. words: what was recognised.
    """

    kind: Kind
    cut_off: tuple[bool, ...] = ()
    cut_off_elsewhere: int = 0
    retracted: int = 0
    encouraged: int = 0
    endpoint_ms: float | None = None
    compute_ms: float | None = None
    gap_ms: float | None = None
    stop_ms: float | None = None
    silenced: bool = False
    words: int = 0


def moves(seen: Sequence[Seen]) -> Iterator[Move]:
    """Yield what the server did, in order."""
    commit_s: float | None = None
    talking, hushed_s = False, -_STRAGGLER_S
    for one in seen:
        if one.what is What.STATE:
            if one.value == "processing":
                commit_s, talking, hushed_s = one.at_s, False, -_STRAGGLER_S
            elif one.value not in _TALKING:
                hushed_s = one.at_s if talking else hushed_s
                talking = False
                if commit_s is not None:
                    yield Retraction(commit_s)
                    commit_s = None
        elif one.what is What.REPLIED:
            talking = False
        elif one.what is What.SOUND and not talking and one.at_s > hushed_s + _STRAGGLER_S:
            talking = True
            yield Interjection(one.at_s) if commit_s is None else Reply(commit_s, one.at_s)
            commit_s = None


def final_reply(seen: Sequence[Seen], end_s: float) -> Reply | None:
    """Return the reply to the whole answer, which ended at ``end_s``."""
    replies = (move for move in moves(seen) if isinstance(move, Reply))
    return next((reply for reply in replies if reply.commit_s >= end_s), None)


def outcome(run: Run) -> Outcome:
    """Return what a run says."""
    scenario = run.scenario
    heard = [one for one in run.seen if one.at_s >= 0]
    if scenario.kind in NOISES:
        return Outcome(kind=scenario.kind, words=_words(heard))
    if scenario.kind in (*ANSWERS, *PAUSES):
        return _answer(scenario, heard)
    return _over_speech(scenario, heard)


def _answer(scenario: Scenario, seen: Sequence[Seen]) -> Outcome:
    made = list(moves(seen))
    cuts = [at_s for move in made if (at_s := _cuts(move, scenario)) is not None]
    cut_off = tuple(any(_in(pause, at_s) for at_s in cuts) for pause in scenario.pauses)
    elsewhere = sum(not any(_in(pause, at_s) for pause in scenario.pauses) for at_s in cuts)
    reply = final_reply(seen, scenario.end_s)
    return Outcome(
        kind=scenario.kind,
        cut_off=cut_off,
        cut_off_elsewhere=elsewhere,
        retracted=sum(isinstance(move, Retraction) for move in made),
        encouraged=sum(isinstance(move, Interjection) for move in made),
        endpoint_ms=_ms(scenario.end_s, reply.commit_s) if reply else None,
        compute_ms=_ms(reply.commit_s, reply.sound_s) if reply else None,
        gap_ms=_ms(scenario.end_s, reply.sound_s) if reply else None,
        words=_words(seen),
    )


def _cuts(move: Move, scenario: Scenario) -> float | None:
    """Return when a move cuts the candidate off, None when it does not."""
    match move:
        case Reply(commit_s=at_s):
            return at_s if at_s < scenario.end_s else None
        case Interjection(at_s=at_s):
            patient = any(
                pause.start_s + EARLY_S <= at_s <= pause.end_s for pause in scenario.pauses
            )
            return at_s if at_s < scenario.end_s and not patient else None
        case _:
            return None


def _in(pause: Pause, at_s: float) -> bool:
    return pause.start_s <= at_s <= pause.end_s + LATE_S


def _over_speech(scenario: Scenario, seen: Sequence[Seen]) -> Outcome:
    committed = (one.at_s for one in seen if one.what is What.STATE and one.value == "processing")
    until_s = next(committed, float("inf"))
    sounding = [
        one.at_s
        for one in seen
        if one.what in (What.LEVEL, What.SOUND) and scenario.start_s < one.at_s < until_s
    ]
    broke_off = any(one.what is What.INTERRUPTED for one in seen)
    return Outcome(
        kind=scenario.kind,
        stop_ms=_ms(scenario.start_s, max(sounding, default=scenario.start_s)),
        silenced=broke_off or max(sounding, default=0.0) < scenario.end_s,
        words=_words(seen),
    )


def _words(seen: Sequence[Seen]) -> int:
    """Count the words of each turn; an update replaces the one before it in the same turn."""
    words = current = 0
    for one in seen:
        if one.what is What.TRANSCRIPT:
            current = max(current, len(one.value.split()))
        elif one.what is What.REPLIED:
            words, current = words + current, 0
    return words + current


def _ms(start_s: float, end_s: float) -> float:
    return (end_s - start_s) * 1000
