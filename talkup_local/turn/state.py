"""The life of an interview, turn by turn: everything about its state stands in this file.

``step`` is pure: it takes a state and an event and returns the next state and
the effects that the runner performs. The diagram in the docs is drawn from
``TRANSITIONS``.

What is said is a *revision*: a greeting, a reply or an encouragement, with a number. A
reply is prepared while the pause still lasts, before it is known whether the answer is
over; when the candidate goes on, it is dropped, and nothing of that number is ever heard.
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
    GREETING_HELD = auto()
    """The greeting stands still, as the candidate may be interrupting it."""
    LISTENING = auto()
    """Nobody has said anything since."""
    HEARING = auto()
    """The candidate speaks."""
    PAUSING = auto()
    """The candidate pauses; a reply may be in the making, unheard."""
    ENCOURAGING = auto()
    """"Take your time" sounds."""
    CLOSING = auto()
    """The answer is over, but not all of it recognised."""
    THINKING = auto()
    """We took the answer for over; until the reply sounds, the candidate may go on."""
    ANSWERING = auto()
    """The same, but the client has said that it is over."""
    SPEAKING = auto()
    HELD = auto()
    """The reply stands still, as the candidate may be interrupting it."""
    ENDED = auto()


class Event(Enum):
    """What can happen to an interview."""

    START = auto()
    GO_ON = auto()
    """It broke off in the middle of an answer, which goes on."""
    # the candidate
    SPEECH = auto()
    PAUSE = auto()
    NOTHING = auto()
    """What sounded like speech had no words in it."""
    FAILED = auto()
    """The answer could not be recognised."""
    INTERRUPTION = auto()
    """Real words came over ours."""
    FALSE_ALARM = auto()
    """No words came, or such as only show attention."""
    # the verdict on a pause
    PROMISING = auto()
    """It may soon be the end of the turn: time to prepare the reply."""
    CHANGED = auto()
    """The words are not those that the reply in the making answers."""
    DONE = auto()
    STUCK = auto()
    """The candidate has been looking for words for long."""
    SILENT = auto()
    """The candidate has not begun to answer for long."""
    LIMIT = auto()
    """It has gone on for too long, whatever it is."""
    # the client
    COMMIT = auto()
    """The candidate's turn is declared over."""
    COMMIT_AGAIN = auto()
    """The same, just after a reply and with nothing new to answer."""
    BY_HAND = auto()
    """An answer was typed, or a question is to be left: that ends the turn, whoever speaks."""
    WISHED = auto()
    """The candidate wants something that is no answer, such as the question once more."""
    END = auto()
    GONE = auto()
    """The peer is not there any more."""
    # our own speech
    BEGAN = auto()
    """Its first sound is about to be sent."""
    MODEL_FAILED = auto()
    VOICE_FAILED = auto()
    SPOKEN = auto()
    """All of it has been delivered, in step with its sound where it is paced."""
    LOST = auto()
    """It broke off for a reason that nobody foresaw."""
    # what is kept
    UNKEPT = auto()
    """What was said could not be kept."""


class Effect(Enum):
    """What the runner has to do."""

    ANNOUNCE_PREPARING = auto()
    GREET = auto()
    TAKE_UP = auto()
    """Go on without a word: the open question was heard before."""
    ANNOUNCE_STARTED = auto()
    FINISH_HEARING = auto()
    PREPARE = auto()
    """Make a reply, unheard."""
    DROP = auto()
    ANNOUNCE_CONSIDERING = auto()
    RELEASE = auto()
    """Let what is prepared sound as soon as it is there."""
    ENCOURAGE = auto()
    CHECK_IN = auto()
    """Ask whether the candidate is there."""
    OBLIGE = auto()
    """Do what the candidate has wished for; the answer goes on after it."""
    GIVE_UP = auto()
    """Say that nothing more can be kept, and goodbye."""
    ANNOUNCE_SPEAKING = auto()
    TAKE_TURN = auto()
    """What was answered is history now."""
    HOLD = auto()
    RESUME = auto()
    BREAK_OFF = auto()
    ANNOUNCE_REPLIED = auto()
    FORGET_NOISE = auto()
    REPORT_NOTHING_HEARD = auto()
    REPORT_RECOGNITION_FAILED = auto()
    REPORT_MODEL_FAILED = auto()
    REPORT_VOICE_FAILED = auto()
    REPORT_LOST = auto()
    STOP_WORK = auto()
    ANNOUNCE_ENDED = auto()


BEGINS: Final = frozenset(
    {
        Effect.GREET,
        Effect.PREPARE,
        Effect.ENCOURAGE,
        Effect.CHECK_IN,
        Effect.OBLIGE,
        Effect.GIVE_UP,
    }
)
"""Effects that begin a revision."""

CANCELS: Final = frozenset({Effect.DROP, Effect.BREAK_OFF, Effect.STOP_WORK})
"""Effects after which nothing of the revision may be heard."""


@dataclass(frozen=True)
class Transition:
    """A row of the table: where to go and what to do."""

    target: Phase
    effects: tuple[Effect, ...] = ()


P, E, F = Phase, Event, Effect
_To = Transition

_OURS: Final = {  # where our speech fails without ending the revision
    P.GREETING: P.GREETING,
    P.GREETING_HELD: P.GREETING_HELD,
    P.ENCOURAGING: P.ENCOURAGING,
    P.THINKING: P.THINKING,
    P.ANSWERING: P.ANSWERING,
    P.SPEAKING: P.SPEAKING,
    P.HELD: P.HELD,
}
_BREAK_OFF: Final = (F.HOLD, F.ANNOUNCE_REPLIED, F.BREAK_OFF)
_BREAK_OFF_GREETING: Final = (F.HOLD, F.ANNOUNCE_STARTED, F.BREAK_OFF)
_OBLIGE: Final = (F.OBLIGE, F.ANNOUNCE_CONSIDERING, F.ANNOUNCE_SPEAKING)

TRANSITIONS: Final[Mapping[tuple[Phase, Event], Transition]] = {
    (P.NEW, E.START): _To(P.GREETING, (F.ANNOUNCE_PREPARING, F.GREET)),
    (P.NEW, E.GO_ON): _To(P.LISTENING, (F.ANNOUNCE_PREPARING, F.TAKE_UP)),
    (P.GREETING, E.SPOKEN): _To(P.LISTENING, (F.ANNOUNCE_STARTED,)),
    (P.GREETING, E.LOST): _To(P.LISTENING, (F.REPORT_LOST, F.ANNOUNCE_STARTED)),
    (P.GREETING, E.SPEECH): _To(P.GREETING_HELD, (F.HOLD,)),
    (P.GREETING_HELD, E.FALSE_ALARM): _To(P.GREETING, (F.FORGET_NOISE, F.RESUME)),
    (P.GREETING_HELD, E.INTERRUPTION): _To(P.HEARING, (F.ANNOUNCE_STARTED, F.BREAK_OFF)),
    (P.GREETING_HELD, E.SPOKEN): _To(P.LISTENING, (F.ANNOUNCE_STARTED,)),
    (P.GREETING_HELD, E.LOST): _To(P.LISTENING, (F.REPORT_LOST, F.ANNOUNCE_STARTED)),
    # the candidate's turn
    (P.LISTENING, E.SPEECH): _To(P.HEARING),
    (P.LISTENING, E.NOTHING): _To(P.LISTENING, (F.FORGET_NOISE,)),
    (P.LISTENING, E.COMMIT): _To(P.CLOSING, (F.FINISH_HEARING,)),
    (P.LISTENING, E.COMMIT_AGAIN): _To(P.LISTENING),
    (P.LISTENING, E.SILENT): _To(
        P.SPEAKING, (F.CHECK_IN, F.ANNOUNCE_CONSIDERING, F.ANNOUNCE_SPEAKING)
    ),
    (P.HEARING, E.PAUSE): _To(P.PAUSING),
    (P.HEARING, E.NOTHING): _To(P.LISTENING, (F.FORGET_NOISE,)),
    (P.HEARING, E.LIMIT): _To(P.CLOSING, (F.FINISH_HEARING,)),
    (P.HEARING, E.COMMIT): _To(P.CLOSING, (F.FINISH_HEARING,)),
    # a pause in it
    (P.PAUSING, E.SPEECH): _To(P.HEARING, (F.DROP,)),
    (P.PAUSING, E.NOTHING): _To(P.LISTENING, (F.DROP, F.FORGET_NOISE)),
    (P.PAUSING, E.FAILED): _To(P.LISTENING, (F.DROP, F.REPORT_RECOGNITION_FAILED)),
    (P.PAUSING, E.PROMISING): _To(P.PAUSING, (F.PREPARE,)),
    (P.PAUSING, E.CHANGED): _To(P.PAUSING, (F.DROP, F.PREPARE)),
    (P.PAUSING, E.DONE): _To(P.THINKING, (F.FINISH_HEARING, F.ANNOUNCE_CONSIDERING, F.RELEASE)),
    (P.PAUSING, E.STUCK): _To(
        P.ENCOURAGING, (F.DROP, F.ENCOURAGE, F.ANNOUNCE_CONSIDERING, F.ANNOUNCE_SPEAKING)
    ),
    (P.PAUSING, E.LIMIT): _To(P.CLOSING, (F.FINISH_HEARING,)),
    (P.PAUSING, E.COMMIT): _To(P.CLOSING, (F.FINISH_HEARING,)),
    (P.ENCOURAGING, E.SPEECH): _To(P.HEARING, _BREAK_OFF),
    (P.ENCOURAGING, E.SPOKEN): _To(P.PAUSING, (F.ANNOUNCE_REPLIED,)),
    (P.ENCOURAGING, E.LOST): _To(P.PAUSING, (F.REPORT_LOST,)),
    (P.ENCOURAGING, E.COMMIT): _To(P.CLOSING, (*_BREAK_OFF, F.FINISH_HEARING)),
    # the answer is over
    (P.CLOSING, E.PROMISING): _To(P.CLOSING, (F.PREPARE,)),
    (P.CLOSING, E.CHANGED): _To(P.CLOSING, (F.DROP, F.PREPARE)),
    (P.CLOSING, E.DONE): _To(P.ANSWERING, (F.ANNOUNCE_CONSIDERING, F.RELEASE)),
    (P.CLOSING, E.NOTHING): _To(P.LISTENING, (F.DROP, F.FORGET_NOISE, F.REPORT_NOTHING_HEARD)),
    (P.CLOSING, E.FAILED): _To(P.LISTENING, (F.DROP, F.REPORT_RECOGNITION_FAILED)),
    (P.CLOSING, E.COMMIT): _To(P.CLOSING),
    (P.THINKING, E.SPEECH): _To(P.HEARING, (F.DROP,)),
    (P.THINKING, E.COMMIT): _To(P.ANSWERING),
    **{
        (phase, event): transition
        for phase in (P.THINKING, P.ANSWERING)
        for event, transition in {
            E.BEGAN: _To(P.SPEAKING, (F.TAKE_TURN, F.ANNOUNCE_SPEAKING)),
            E.SPOKEN: _To(P.LISTENING, (F.TAKE_TURN, F.ANNOUNCE_SPEAKING, F.ANNOUNCE_REPLIED)),
            E.LOST: _To(P.LISTENING, (F.TAKE_TURN, F.REPORT_LOST)),
        }.items()
    },
    # our reply
    (P.SPEAKING, E.SPOKEN): _To(P.LISTENING, (F.ANNOUNCE_REPLIED,)),
    (P.SPEAKING, E.LOST): _To(P.LISTENING, (F.REPORT_LOST,)),
    (P.SPEAKING, E.SPEECH): _To(P.HELD, (F.HOLD,)),
    (P.HELD, E.FALSE_ALARM): _To(P.SPEAKING, (F.FORGET_NOISE, F.RESUME)),
    (P.HELD, E.INTERRUPTION): _To(P.HEARING, _BREAK_OFF),
    (P.HELD, E.COMMIT): _To(P.CLOSING, (*_BREAK_OFF, F.FINISH_HEARING)),
    (P.HELD, E.SPOKEN): _To(P.LISTENING, (F.ANNOUNCE_REPLIED,)),
    (P.HELD, E.LOST): _To(P.LISTENING, (F.REPORT_LOST,)),
    # answers by hand are never lost: they break us off, or join the answer before its reply sounds
    **{
        (phase, E.BY_HAND): _To(P.CLOSING, (*first, F.FINISH_HEARING))
        for phase, first in {
            P.GREETING: _BREAK_OFF_GREETING,
            P.GREETING_HELD: _BREAK_OFF_GREETING,
            P.LISTENING: (),
            P.HEARING: (),
            P.PAUSING: (),
            P.ENCOURAGING: _BREAK_OFF,
            P.CLOSING: (),
            P.THINKING: (F.DROP,),
            P.ANSWERING: (F.DROP,),
            P.SPEAKING: _BREAK_OFF,
            P.HELD: _BREAK_OFF,
        }.items()
    },
    # a wish ends no answer: what was said so far waits until it is fulfilled
    **{
        (phase, E.WISHED): _To(P.SPEAKING, (*first, *_OBLIGE))
        for phase, first in {
            P.GREETING: _BREAK_OFF_GREETING,
            P.GREETING_HELD: _BREAK_OFF_GREETING,
            P.LISTENING: (),
            P.SPEAKING: _BREAK_OFF,
            P.HELD: _BREAK_OFF,
        }.items()
    },
    **{
        (phase, E.WISHED): _To(P.ENCOURAGING, (*first, *_OBLIGE))
        for phase, first in {
            P.HEARING: (),
            P.PAUSING: (F.DROP,),
            P.ENCOURAGING: _BREAK_OFF,
            P.CLOSING: (F.DROP,),
            P.THINKING: (F.DROP,),
            P.ANSWERING: (F.DROP,),
        }.items()
    },
    # what can't be kept is not asked for any longer
    **{
        (phase, E.UNKEPT): _To(
            P.SPEAKING, (F.DROP, F.GIVE_UP, F.ANNOUNCE_CONSIDERING, F.ANNOUNCE_SPEAKING)
        )
        for phase in (P.LISTENING, P.HEARING, P.PAUSING, P.CLOSING)
    },
    **{
        (phase, E.UNKEPT): _To(P.SPEAKING, (F.BREAK_OFF, F.GIVE_UP))
        for phase in (P.SPEAKING, P.HELD)
    },
    # a failure that a reply outlives
    **{(phase, E.MODEL_FAILED): _To(to, (F.REPORT_MODEL_FAILED,)) for phase, to in _OURS.items()},
    **{(phase, E.VOICE_FAILED): _To(to, (F.REPORT_VOICE_FAILED,)) for phase, to in _OURS.items()},
    # a turn that is being answered can't be committed again: it starts nothing
    **{
        (phase, E.COMMIT): _To(phase)
        for phase in (P.GREETING, P.GREETING_HELD, P.ANSWERING, P.SPEAKING)
    },
    # an interview may end at any moment
    **{
        (phase, E.END): _To(P.ENDED, (F.STOP_WORK, F.ANNOUNCE_ENDED))
        for phase in Phase
        if phase is not P.ENDED
    },
    **{(phase, E.GONE): _To(P.ENDED, (F.STOP_WORK,)) for phase in Phase if phase is not P.ENDED},
}


@dataclass(frozen=True)
class State:
    """The state of one interview.

    revision: number of the latest one that was begun; what an older one still says is not
    heard. live: whether it is still wanted. replied_at_s: when the latest reply was done,
    None before the first.
    """

    phase: Phase = Phase.NEW
    revision: int = 0
    live: bool = False
    replied_at_s: float | None = None


@dataclass(frozen=True)
class Do:
    """An effect and the revision that it is about."""

    effect: Effect
    revision: int


_OF_REVISIONS: Final = frozenset({E.BEGAN, E.MODEL_FAILED, E.VOICE_FAILED, E.SPOKEN, E.LOST})
_LIVE: Final = {E.DONE: True, E.PROMISING: False}
"""Whether there must be a live revision: one to release, or none, so that there is one only."""


def step(
    state: State, event: Event, *, at_s: float = 0.0, revision: int | None = None
) -> tuple[State, tuple[Do, ...]]:
    """Return the next state and what to do; an event that does not fit changes nothing.

    at_s: monotonic time of the event. revision: the number that an event of our own
    speech is about, None for all other events.
    """
    if event in _OF_REVISIONS and (not state.live or revision != state.revision):
        return state, ()
    if _LIVE.get(event, state.live) is not state.live:
        return state, ()
    transition = TRANSITIONS.get((state.phase, event))
    if transition is None:
        return state, ()
    number, live = state.revision, state.live
    replied_at_s = state.replied_at_s
    done: list[Do] = []
    for effect in transition.effects:
        if effect in BEGINS:
            number, live = number + 1, True
        if effect is not Effect.DROP or live:
            done.append(Do(effect, number))
        if effect in CANCELS:
            live = False
        if effect is Effect.ANNOUNCE_REPLIED:
            replied_at_s = at_s
    if event in (Event.SPOKEN, Event.LOST):
        live = False
    return replace(
        state, phase=transition.target, revision=number, live=live, replied_at_s=replied_at_s
    ), tuple(done)


def commit(state: State, *, at_s: float, new_speech: bool, window_s: float) -> Event:
    """Return which commit this is: a real one, or a duplicate of the one just answered.

    new_speech: whether there was any since the last turn was taken. window_s: how long
    after a reply a commit without new speech counts as a duplicate.
    """
    just_replied = state.replied_at_s is not None and at_s - state.replied_at_s <= window_s
    return Event.COMMIT_AGAIN if just_replied and not new_speech else Event.COMMIT


def diagram() -> Iterator[str]:
    """Yield the lines of a Mermaid state diagram of the table."""
    yield "stateDiagram-v2"
    yield f"    [*] --> {Phase.NEW.name}"
    for (phase, event), transition in TRANSITIONS.items():
        effects = ", ".join(effect.name.lower() for effect in transition.effects)
        label = f"{event.name}{' / ' + effects if effects else ''}"
        yield f"    {phase.name} --> {transition.target.name}: {label}"
    yield f"    {Phase.ENDED.name} --> [*]"
