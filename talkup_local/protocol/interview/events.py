"""What a client of the interview protocol wants: the events of its session."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from unicodedata import category

import msgspec

from talkup_local.config.model import Delivery, InterviewKind, Language, Level, Patience
from talkup_local.controls import CONTROLS, TURNING
from talkup_local.errors import InvalidBase64, InvalidMessage
from talkup_local.protocol import pcm
from talkup_local.protocol.base64_text import unbase64
from talkup_local.protocol.interview import messages as wire
from talkup_local.protocol.interview.base import AnswerId

_UNSEEN: Final = frozenset(("Cf", "Cs"))
"""Categories of signs that turn text around or hide in it, and of halves of signs."""

_CONTROLS: Final = re.compile(f"[{CONTROLS}]")
_TURNING: Final = re.compile(f"[{TURNING}]")

_TEXT_ANSWER: Final = wire.type_of(wire.TextAnswer).encode()


@dataclass(frozen=True, kw_only=True)
class SentDocument:
    """A job description or a CV as it came. name, media_type: "" where none was told."""

    data: bytes = field(repr=False)
    name: str = ""
    media_type: str = ""


@dataclass(frozen=True, kw_only=True)
class InterviewStart:
    """The client wants an interview; None is what it leaves to the server.

    role, level, minutes, plan, job_description, cv: what it is to be about. consent: whether
    the candidate agrees to what is kept. resume: the token of an interview that is to go on.
    continues: how many answers were taken before it broke off, for a client that sends the sound
    of the next one again. capabilities: those of ``messages.CAPABILITIES`` that it names; others
    mean nothing.
    """

    sample_rate_hz: int = wire.DEFAULT_SAMPLE_RATE_HZ
    delivery: Delivery | None = None
    language: Language | None = None
    kind: InterviewKind | None = None
    questions: int | None = None
    patience: Patience | None = None
    half_duplex: bool | None = None
    role: str | None = None
    level: Level | None = None
    minutes: float | None = None
    plan: str | None = None
    job_description: SentDocument | None = None
    cv: SentDocument | None = None
    consent: bool | None = None
    resume: str | None = field(default=None, repr=False)
    continues: int | None = None
    capabilities: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, eq=False)
class AudioReceived:
    """Sound from the microphone. ``samples``: int16, shape (n,), n >= 0, maybe read-only."""

    samples: pcm.Samples
    sample_rate_hz: int


@dataclass(frozen=True, kw_only=True)
class TurnCommitted:
    """The client says that the answer is complete."""


@dataclass(frozen=True, kw_only=True)
class AnswerTyped:
    """The candidate has typed an answer. id: what the client calls it, "" for nothing."""

    text: str = field(repr=False)
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Wished:
    """The candidate wants something, by a button."""

    what: wire.Wish


@dataclass(frozen=True)
class PauseAsked:
    """Everything is to stand still."""


@dataclass(frozen=True)
class ContinueAsked:
    """It is to go on."""


@dataclass(frozen=True)
class TypingSeen:
    """The candidate is typing."""


@dataclass(frozen=True, kw_only=True, eq=False)
class SoundCheckAsked:
    """A try of the microphone. ``samples``: int16, shape (n,), n >= 0, maybe read-only."""

    samples: pcm.Samples
    sample_rate_hz: int
    language: Language | None = None


@dataclass(frozen=True, kw_only=True)
class InterviewEnd:
    """The client wants to end; the interview may not even have begun."""


Event = (
    InterviewStart
    | AudioReceived
    | TurnCommitted
    | AnswerTyped
    | Wished
    | PauseAsked
    | ContinueAsked
    | TypingSeen
    | SoundCheckAsked
    | InterviewEnd
)

_PLAIN: Final[Mapping[type[wire.ClientMessage], Event]] = MappingProxyType(
    {
        wire.SendForProcessing: TurnCommitted(),
        wire.Pause: PauseAsked(),
        wire.Continue: ContinueAsked(),
        wire.Typing: TypingSeen(),
    }
)


def wish_of(message: wire.WishMessage) -> Event:
    """Return what a message wants that carries at most a word."""
    match message:
        case wire.TextAnswer():
            text = _TURNING.sub("", _CONTROLS.sub(" ", message.text))
            return AnswerTyped(text=text, id=message.id or "")
        case wire.Request():
            return Wished(what=message.what)
        case _:
            return _PLAIN[type(message)]


class _Named(msgspec.Struct):
    type: str = ""
    id: AnswerId | None = None


_NAMED: Final = msgspec.json.Decoder(_Named)


def refused_ids(data: str | bytes) -> tuple[str, ...]:
    """Return what a client calls the typed answer in a text message that is not taken."""
    raw = data.encode(errors="replace") if isinstance(data, str) else data
    if _TEXT_ANSWER not in raw:
        return ()
    try:
        head = _NAMED.decode(raw)
    except (ValueError, RecursionError):
        return ()
    return (head.id,) if head.type == _TEXT_ANSWER.decode() and head.id else ()


def role_of(start: wire.StartInterview) -> str | None:
    """Return the role of a start as one line, None for none: it is spoken, printed and kept."""
    if start.role is None:
        return None
    seen = (" " if sign.isspace() or category(sign) == "Cc" else sign for sign in start.role)
    return " ".join("".join(sign for sign in seen if category(sign) not in _UNSEEN).split())


def documents_of(start: wire.StartInterview) -> dict[wire.DocumentPurpose, SentDocument]:
    """Return the documents of a start. Raises InvalidMessage."""
    plain: dict[wire.DocumentPurpose, str | None] = {
        "job_description": start.job_description,
        "cv": start.cv,
    }
    found = {
        purpose: SentDocument(data=text.encode(), media_type="text/plain")
        for purpose, text in plain.items()
        if text is not None
    }
    for document in start.documents or ():
        if document.purpose in found:
            raise InvalidMessage(f"There is more than one `{document.purpose}`: send one.")
        try:
            data = unbase64(document.data, "documents.data")
        except InvalidBase64 as exc:
            raise InvalidMessage(exc.message) from None
        found[document.purpose] = SentDocument(
            data=data, name=document.name or "", media_type=document.media_type or ""
        )
    return found
