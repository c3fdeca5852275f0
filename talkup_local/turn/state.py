"""The life of an interview, turn by turn: everything about its state stands in this file.

``step`` is pure: it takes a state and an event and returns the next state and
the effects that the runner performs. The diagram in the docs is drawn from
``TRANSITIONS``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final


class Phase(Enum):
    """Where an interview is."""

    NEW = auto()
    GREETING = auto()
    LISTENING = auto()
    TRANSCRIBING = auto()
    THINKING = auto()
    SPEAKING = auto()
    ENDED = auto()


class Event(Enum):
    """What can happen to an interview."""

    START = auto()
    COMMIT = auto()
    """The candidate's turn is declared over."""
    COMMIT_AGAIN = auto()
    """The same, just after a reply and with nothing new to answer."""
    HEARD = auto()
    NOTHING_HEARD = auto()
    RECOGNITION_FAILED = auto()
    MODEL_FAILED = auto()
    REPLY_BEGAN = auto()
    """The first sentence is there."""
    VOICE_FAILED = auto()
    UTTERANCE_DONE = auto()
    """All of it has been delivered, in step with its sound where it is paced."""
    UTTERANCE_LOST = auto()
    """It broke off for a reason that nobody foresaw."""
    END = auto()
    GONE = auto()
    """The peer is not there any more."""


class Effect(Enum):
    """What the runner has to do."""

    ANNOUNCE_PREPARING = auto()
    GREET = auto()
    ANNOUNCE_STARTED = auto()
    TRANSCRIBE = auto()
    ANNOUNCE_CONSIDERING = auto()
    REPLY = auto()
    ANNOUNCE_SPEAKING = auto()
    ANNOUNCE_REPLIED = auto()
    REPORT_NOTHING_HEARD = auto()
    REPORT_RECOGNITION_FAILED = auto()
    REPORT_MODEL_FAILED = auto()
    REPORT_VOICE_FAILED = auto()
    REPORT_LOST = auto()
    STOP_WORK = auto()
    ANNOUNCE_ENDED = auto()


@dataclass(frozen=True)
class Transition:
    """A row of the table: where to go and what to do."""

    target: Phase
    effects: tuple[Effect, ...] = ()


P, E, F = Phase, Event, Effect

_WORKING: Final = (P.GREETING, P.TRANSCRIBING, P.THINKING, P.SPEAKING)

TRANSITIONS: Final[Mapping[tuple[Phase, Event], Transition]] = {
    (P.NEW, E.START): Transition(P.GREETING, (F.ANNOUNCE_PREPARING, F.GREET)),
    (P.GREETING, E.VOICE_FAILED): Transition(P.GREETING, (F.REPORT_VOICE_FAILED,)),
    (P.GREETING, E.UTTERANCE_DONE): Transition(P.LISTENING, (F.ANNOUNCE_STARTED,)),
    (P.GREETING, E.UTTERANCE_LOST): Transition(P.LISTENING, (F.REPORT_LOST, F.ANNOUNCE_STARTED)),
    (P.LISTENING, E.COMMIT): Transition(P.TRANSCRIBING, (F.TRANSCRIBE,)),
    (P.LISTENING, E.COMMIT_AGAIN): Transition(P.LISTENING),
    (P.TRANSCRIBING, E.HEARD): Transition(P.THINKING, (F.ANNOUNCE_CONSIDERING, F.REPLY)),
    (P.TRANSCRIBING, E.NOTHING_HEARD): Transition(P.LISTENING, (F.REPORT_NOTHING_HEARD,)),
    (P.TRANSCRIBING, E.RECOGNITION_FAILED): Transition(P.LISTENING, (F.REPORT_RECOGNITION_FAILED,)),
    (P.THINKING, E.MODEL_FAILED): Transition(P.THINKING, (F.REPORT_MODEL_FAILED,)),
    (P.THINKING, E.REPLY_BEGAN): Transition(P.SPEAKING, (F.ANNOUNCE_SPEAKING,)),
    (P.THINKING, E.UTTERANCE_LOST): Transition(P.LISTENING, (F.REPORT_LOST,)),
    (P.SPEAKING, E.MODEL_FAILED): Transition(P.SPEAKING, (F.REPORT_MODEL_FAILED,)),
    (P.SPEAKING, E.VOICE_FAILED): Transition(P.SPEAKING, (F.REPORT_VOICE_FAILED,)),
    (P.SPEAKING, E.UTTERANCE_DONE): Transition(P.LISTENING, (F.ANNOUNCE_REPLIED,)),
    (P.SPEAKING, E.UTTERANCE_LOST): Transition(P.LISTENING, (F.REPORT_LOST,)),
    # a turn that is being worked on can't be committed again: it starts nothing
    **{(phase, E.COMMIT): Transition(phase) for phase in _WORKING},
    **{(phase, E.COMMIT_AGAIN): Transition(phase) for phase in _WORKING},
    # an interview may end at any moment
    **{
        (phase, E.END): Transition(P.ENDED, (F.STOP_WORK, F.ANNOUNCE_ENDED))
        for phase in Phase
        if phase is not P.ENDED
    },
    **{
        (phase, E.GONE): Transition(P.ENDED, (F.STOP_WORK,))
        for phase in Phase
        if phase is not P.ENDED
    },
}


@dataclass(frozen=True)
class State:
    """The state of one interview.

    utterance: number of the latest greeting, transcription or reply that was begun;
    what an older one still says is not heard.
    replied_at_s: when the latest reply was done, None before the first.
    """

    phase: Phase = Phase.NEW
    utterance: int = 0
    replied_at_s: float | None = None


_BEGINS_WORK: Final = frozenset({Effect.GREET, Effect.TRANSCRIBE})
_ENDS_REPLY: Final = Effect.ANNOUNCE_REPLIED


def step(
    state: State, event: Event, *, at_s: float = 0.0, utterance: int | None = None
) -> tuple[State, tuple[Effect, ...]]:
    """Return the next state and what to do; an event that does not fit changes nothing.

    at_s: monotonic time of the event. utterance: the number of the work that the
    event speaks for, None for the peer's own events.
    """
    if utterance is not None and utterance != state.utterance:
        return state, ()
    transition = TRANSITIONS.get((state.phase, event))
    if transition is None:
        return state, ()
    begins = not _BEGINS_WORK.isdisjoint(transition.effects)
    # ending moves the number on too, so that nothing in the making is heard any more
    moves = begins or transition.target is Phase.ENDED
    return (
        replace(
            state,
            phase=transition.target,
            utterance=state.utterance + moves,
            replied_at_s=at_s if _ENDS_REPLY in transition.effects else state.replied_at_s,
        ),
        transition.effects,
    )


def commit(state: State, *, at_s: float, new_audio: bool, window_s: float) -> Event:
    """Return which commit this is: a real one, or a duplicate of the one just answered.

    new_audio: whether any arrived since the last commit. window_s: how long after a
    reply a commit without new audio counts as a duplicate.
    """
    just_replied = state.replied_at_s is not None and at_s - state.replied_at_s <= window_s
    return Event.COMMIT_AGAIN if just_replied and not new_audio else Event.COMMIT


def diagram() -> Iterator[str]:
    """Yield the lines of a Mermaid state diagram of the table."""
    yield "stateDiagram-v2"
    yield f"    [*] --> {Phase.NEW.name}"
    for (phase, event), transition in TRANSITIONS.items():
        effects = ", ".join(effect.name.lower() for effect in transition.effects)
        label = f"{event.name}{' / ' + effects if effects else ''}"
        yield f"    {phase.name} --> {transition.target.name}: {label}"
    yield f"    {Phase.ENDED.name} --> [*]"
