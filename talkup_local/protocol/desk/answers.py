"""What a record and the desk answer, and what the desk tells by itself.

Every answer is a message of the type ``answer``, with the fields of the struct that ``ANSWERS``
names for its request.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Final

from msgspec import Meta, Struct

from talkup_local.protocol.desk import requests
from talkup_local.protocol.desk.parts import (
    Keeps,
    Listed,
    LiveSession,
    Machine,
    MaybeMoment,
    Model,
    Moment,
    Point,
    Preset,
    Redacted,
    ReportState,
    Seconds,
    SessionCount,
    Store,
    Token,
    Turn,
    TurnPoint,
    Whole,
)
from talkup_local.protocol.desk.requests import Id
from talkup_local.protocol.envelope import Codec


class Answer(Struct, frozen=True, kw_only=True, tag="answer"):
    """What any answer has. Alone: that a request was done."""

    id: Annotated[Id | None, Meta(description="Of the request.")] = None


class Failed(Struct, frozen=True, kw_only=True, tag="error"):
    """A request that was not done."""

    id: Annotated[Id | None, Meta(description="Of the request, where it could be read.")] = None
    code: Annotated[str, Meta(description="What went wrong: see the codes.")]
    message: Annotated[str, Meta(description="The same as a sentence for people.")]


# -- of one interview


class Record(Answer, frozen=True, tag="answer"):
    """An interview in a few words."""

    session_id: Annotated[str, Meta(description="Its name on the server.")]
    state: Annotated[
        str, Meta(description="`open` (it goes on, or may be taken up), `ended` or `broken`.")
    ]
    kind: Annotated[str, Meta(description="Of interview, as `behavioural`.")]
    language: Annotated[str, Meta(description="`en` or `fr`.")]
    role: Annotated[str, Meta(description="What it was for, or empty.")]
    created: Moment
    ended: MaybeMoment
    turns: Annotated[Whole, Meta(description="Answers that are kept.")]
    keeps: Annotated[Keeps, Meta(description="`transcript`, `audio`, `days`: see below.")]
    report: ReportState
    redacted: Redacted


class Transcript(Answer, frozen=True, tag="answer"):
    """What was asked and said."""

    turns: Annotated[tuple[Turn, ...], Meta(description="In their order: see below.")]
    closing: Annotated[str, Meta(description="The interviewer's last words.")]


class File(Answer, frozen=True, omit_defaults=True, tag="answer"):
    """A file: either ``text`` or ``data``."""

    media_type: Annotated[str, Meta(description="As `text/html` or `application/pdf`.")]
    name: Annotated[str, Meta(description="A good name for it.")]
    text: Annotated[str | None, Meta(description="Reports in `html`, `json` and `md`.")] = None
    data: Annotated[bytes | None, Meta(description="All else.")] = None


class Deleted(Answer, frozen=True, tag="answer"):
    """It is gone."""

    deleted: Annotated[bool, Meta(description="Whether there was anything.")]


# -- of the house


class Overview(Answer, frozen=True, tag="answer"):
    """How the house is."""

    version: Annotated[str, Meta(description="Of this program.")]
    uptime_s: Annotated[Seconds, Meta(description="Since the server was started.")]
    ready: Annotated[bool, Meta(description="Whether interviews are accepted.")]
    engines: Annotated[dict[str, Any], Meta(description="By job, as `GET /health` tells them.")]
    languages: Annotated[tuple[str, ...], Meta(description="In which one can be interviewed.")]
    services: Annotated[dict[str, Any], Meta(description="By name, as `GET /health` tells them.")]
    sessions: Annotated[SessionCount, Meta(description="`open` and `limit`.")]
    turns: Annotated[
        dict[str, Any],
        Meta(description="Of the latest turns their `count`, and p50 and p95 of each delay."),
    ]
    machine: Annotated[Machine, Meta(description="See below.")]
    store: Annotated[Store, Meta(description="See below.")]


class Live(Answer, frozen=True, tag="answer"):
    """The interviews that go on."""

    sessions: Annotated[tuple[LiveSession, ...], Meta(description="The longest first: see below.")]


class History(Answer, frozen=True, tag="answer"):
    """Load and delays as they were."""

    points: Annotated[tuple[Point, ...], Meta(description="The oldest first: see below.")]
    turns: Annotated[tuple[TurnPoint, ...], Meta(description="The same: see below.")]


class LiveTold(Struct, frozen=True, kw_only=True, tag="live"):
    """The interviews that go on, told every second."""

    sessions: Annotated[tuple[LiveSession, ...], Meta(description="As `live` answers.")]


class PointTold(Struct, frozen=True, kw_only=True, tag="point"):
    """A new point of the history."""

    point: Annotated[Point, Meta(description="As in `history`.")]


class Sessions(Answer, frozen=True, tag="answer"):
    """Interviews that are kept."""

    sessions: Annotated[tuple[Listed, ...], Meta(description="The latest first: see below.")]
    count: Annotated[Whole, Meta(description="How many are kept at all.")]


class Purged(Answer, frozen=True, tag="answer"):
    """They are gone."""

    deleted: Annotated[Whole, Meta(description="How many there were.")]
    proven: Annotated[
        bool,
        Meta(
            description="Whether every byte was looked at; else the file is written anew once "
            "nobody is being interviewed."
        ),
    ]


class Made(Answer, frozen=True, tag="answer"):
    """The report is there."""

    report: ReportState


class Tokens(Answer, frozen=True, tag="answer"):
    """All tokens that were ever made."""

    tokens: Annotated[tuple[Token, ...], Meta(description="The oldest first: see below.")]
    mine: Annotated[
        str | None, Meta(description="The `token_id` that this connection showed, or null.")
    ]


class AddedToken(Answer, frozen=True, tag="answer"):
    """A new token."""

    token: Annotated[str, Meta(description="The secret: it is told this once.")]
    token_id: Annotated[str, Meta(description="What it is known by.")]


class RevokedToken(Answer, frozen=True, tag="answer"):
    """A token that opens nothing any more."""

    token_id: Annotated[str, Meta(description="Which.")]


class Models(Answer, frozen=True, tag="answer"):
    """The catalogue of models."""

    folder: Annotated[str, Meta(description="Where they lie on the server.")]
    models: Annotated[tuple[Model, ...], Meta(description="See below.")]
    presets: Annotated[dict[str, Preset], Meta(description="By name: `title` and `models`.")]


class Retention(Answer, frozen=True, tag="answer"):
    """For how long interviews are kept."""

    days: Annotated[Whole, Meta(description="`store.retention_days`; 0 is for ever.")]
    expired: Annotated[Whole, Meta(description="How many are older, and not open.")]


Told = LiveTold | PointTold

ANSWERS: Final[Mapping[type[requests.Request], type[Answer]]] = MappingProxyType(
    {
        requests.Ping: Answer,
        requests.Open: Record,
        requests.Transcript: Transcript,
        requests.Report: File,
        requests.Audio: File,
        requests.Export: File,
        requests.Delete: Deleted,
        requests.Overview: Overview,
        requests.Live: Live,
        requests.Watch: Answer,
        requests.History: History,
        requests.Sessions: Sessions,
        requests.Purge: Purged,
        requests.Redact: Record,
        requests.MakeReport: Made,
        requests.Tokens: Tokens,
        requests.AddToken: AddedToken,
        requests.RevokeToken: RevokedToken,
        requests.Models: Models,
        requests.Retention: Retention,
    }
)
"""What answers each request, but ``auth``, which has none."""


@cache
def told_codec() -> Codec[Failed | LiveTold | PointTold]:
    """Return the codec of what is told beside answers."""
    return Codec(Failed | LiveTold | PointTold)
