"""What a turn has to say to the other side, whatever protocol that side speaks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from talkup_local.engines.base import TimedWord

TurnState = Literal["listening", "hearing", "pausing", "processing", "speaking", "held", "paused"]


@dataclass(frozen=True)
class Preparing:
    """The interview begins; the greeting is in the making."""


@dataclass(frozen=True)
class Considering:
    """The answer was heard; a reply is in the making."""


@dataclass(frozen=True)
class Speaking:
    """The reply's first sentence is there; its sound follows."""


@dataclass(frozen=True)
class TurnChanged:
    """Whose turn it is, and how far.

    state: ``listening`` (nobody speaks), ``hearing`` (the candidate does), ``pausing``
    (the candidate pauses within the answer), ``processing`` (the answer is over, a reply
    is in the making), ``speaking`` (we do), ``held`` (we stopped, as the candidate may
    want to speak; ``speaking`` again when that was a mistake), ``paused`` (everything stands
    still, as the candidate wants it).
    """

    state: TurnState


@dataclass(frozen=True)
class Heard:
    """What was recognised of the answer so far.

    text: all of it. stable: how many characters of its beginning will not change any
    more in this turn. final: whether the turn is over and nothing of it will.
    confidence: of the recogniser, 0..1, None where it tells none.
    Of what is final: speech_s: how long the speech is, without its pauses. words: with their
    times from the start of the sound. pass_ms: what recognising the last of it took.
    question: what it answers, "" for what answers nothing; asked_until_s: when that had been
    said.
    """

    text: str = field(repr=False)
    stable: int
    final: bool
    confidence: float | None = None
    speech_s: float = 0.0
    words: tuple[TimedWord, ...] = field(default=(), repr=False)
    pass_ms: float | None = None
    question: str = field(default="", repr=False)
    asked_until_s: float | None = None


@dataclass(frozen=True)
class Says:
    """The text of the segment whose sound follows."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Interrupted:
    """What we said was broken off. ``text``: as much of it as was heard."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Asked:
    """The candidate is being asked something else now: see ``dialogue.interviewer.Position``."""

    question_id: str
    step: str


@dataclass(frozen=True)
class Level:
    """Loudness of the 50 ms of speech that play now, 0..1."""

    amplitude: float


@dataclass(frozen=True)
class Sound:
    """One segment of speech: a whole MP3."""

    mp3: bytes = field(repr=False)
    duration_s: float


@dataclass(frozen=True)
class Started:
    """The greeting is over; the candidate may speak."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Taken:
    """An answer is over, and kept where anything is. ``answers``: how many, this one included.

    ids: what the client calls what was typed of it.
    """

    answers: int
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Replied:
    """The reply is over; the candidate may speak."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Failed:
    """Something of ours failed. ``code`` as in the error tree; the interview goes on.

    ids: what the client calls what was typed, and is not taken for this reason.
    """

    code: str
    ids: tuple[str, ...] = ()


LEAVES_OPEN: Final = frozenset({"", "gone", "shutdown", "taken_over"})
"""Reasons after which an interview may be taken up again; none: the other side has vanished."""


@dataclass(frozen=True)
class Ended:
    """The interview is over.

    reason: ``client``, ``idle``, ``shutdown``, ``taken_over`` (it goes on elsewhere), or by
    ourselves: ``finished``, ``no_consent``, ``silence`` (nobody answers), ``storage`` (what is
    said can't be kept).
    """

    reason: str


Output = (
    Preparing
    | Considering
    | Speaking
    | TurnChanged
    | Heard
    | Says
    | Interrupted
    | Asked
    | Level
    | Sound
    | Started
    | Taken
    | Replied
    | Failed
    | Ended
)
Sink = Callable[[Output], Awaitable[None]]
"""Takes outputs in order; waits while the other side can't keep up."""
