"""What a turn has to say to the other side, whatever protocol that side speaks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


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
class Replied:
    """The reply is over; the candidate may speak."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Failed:
    """Something of ours failed. ``code`` as in the error tree; the interview goes on."""

    code: str


@dataclass(frozen=True)
class Ended:
    """The interview is over. ``reason``: ``client``, ``idle`` or ``shutdown``."""

    reason: str


Output = Preparing | Considering | Speaking | Level | Sound | Started | Replied | Failed | Ended
Sink = Callable[[Output], Awaitable[None]]
"""Takes outputs in order; waits while the other side can't keep up."""
