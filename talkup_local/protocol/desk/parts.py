"""The objects within what a record and the desk answer, and the kinds of their fields."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Whole = Annotated[int, Meta(ge=0)]
Seconds = Annotated[float, Meta(ge=0)]
Milliseconds = Annotated[
    float | None, Meta(description="Milliseconds; null where there is no such time.")
]
Moment = Annotated[str, Meta(description="ISO 8601, UTC, with milliseconds and `Z`.")]
MaybeMoment = Annotated[str | None, Meta(description="The same, or null.")]
ReportState = Annotated[
    Literal["ready", "waiting", "none"],
    Meta(description="`ready`, `waiting` (it is made once the interview is over), or `none`."),
]
Redacted = Annotated[bool, Meta(description="Whether its words were taken out.")]


class Part(Struct, frozen=True, kw_only=True):
    """An object within a message."""


class Keeps(Part, frozen=True):
    """What is kept of an interview."""

    transcript: Annotated[bool, Meta(description="What was asked and said.")]
    audio: Annotated[bool, Meta(description="The sound of the answers.")]
    days: Annotated[Whole, Meta(description="Until it is deleted; 0 is not by itself.")]


class Turn(Part, frozen=True):
    """A question and its answer."""

    number: Annotated[Whole, Meta(description="From 1.")]
    question_id: Annotated[str, Meta(description="Of the plan; empty beside its questions.")]
    step: Annotated[str, Meta(description="How it was asked, as in `progress`.")]
    asked: Annotated[str, Meta(description="The interviewer's words before the answer.")]
    heard: Annotated[str, Meta(description="The answer, as it was recognised or typed.")]
    asked_at: Moment
    answered_at: Moment
    speech_s: Annotated[Seconds, Meta(description="Speech of the answer, seconds.")]
    audio: Annotated[bool, Meta(description="Whether its sound is kept.")]


class SessionCount(Part, frozen=True):
    """How many interviews go on, and how many may."""

    open: Whole
    limit: Whole


class Machine(Part, frozen=True):
    """What the server runs on, and has of it."""

    processor: Annotated[str, Meta(description="Its name, or empty.")]
    cpus: Annotated[float, Meta(description="Cores that the server may use.")]
    load: Annotated[
        float | None, Meta(description="Of the machine in the last minute; null where not known.")
    ]
    memory_bytes: Annotated[Whole, Meta(description="That the server may use.")]
    memory_free_bytes: Annotated[Whole, Meta(description="Of these, free.")]
    process_memory_bytes: Annotated[Whole, Meta(description="That the server holds.")]


class Store(Part, frozen=True):
    """What interviews are kept in."""

    enabled: Annotated[bool, Meta(description="Whether anything is kept.")]
    audio: Annotated[bool, Meta(description="The sound of the answers too.")]
    reports: Annotated[bool, Meta(description="Whether reports are made by themselves.")]
    retention_days: Annotated[Whole, Meta(description="0 is for ever.")]
    interviews: Annotated[Whole, Meta(description="How many are kept.")]
    bytes: Annotated[Whole, Meta(description="Of the database, without recordings.")]


class LiveSession(Part, frozen=True):
    """An interview that goes on, in figures."""

    session_id: Annotated[str, Meta(description="Its name on the server.")]
    state: Annotated[str, Meta(description="`preparing`, or as the last `turn_state`.")]
    language: Annotated[str, Meta(description="`en` or `fr`.")]
    kind: Annotated[str, Meta(description="As `behavioural`.")]
    role: Annotated[str, Meta(description="What it is for, or empty.")]
    question: Annotated[Whole, Meta(description="From 1; 0 is before the first.")]
    questions: Annotated[Whole, Meta(description="How many are planned.")]
    elapsed_s: Annotated[Seconds, Meta(description="How long it has lasted.")]
    remaining_s: Annotated[
        float | None, Meta(description="Until its time is over; null without a limit.")
    ]
    turns: Annotated[Whole, Meta(description="That are over, on this connection.")]
    gap_ms: Annotated[Milliseconds, Meta(description="Of the last turn: what was waited.")]
    endpoint_ms: Annotated[Milliseconds, Meta(description="To the decision that it is over.")]
    compute_ms: Annotated[Milliseconds, Meta(description="From there to the first sound.")]


class Point(Part, frozen=True):
    """How busy the server was at one moment, or at most within one minute of long ago."""

    at: Moment
    sessions: Annotated[Whole, Meta(description="Open interviews and media streams.")]
    cpu: Annotated[float, Meta(description="Cores that the server kept busy; 1.0 is one core.")]
    memory_bytes: Annotated[Whole, Meta(description="That it held.")]
    waiting: Annotated[dict[str, int], Meta(description="Jobs of each engine: stt, llm, tts.")]
    buffered_s: Annotated[Seconds, Meta(description="Sound that waited to be recognised.")]


class TurnPoint(Part, frozen=True):
    """What one candidate waited."""

    at: Moment
    gap_ms: Milliseconds
    endpoint_ms: Milliseconds
    compute_ms: Milliseconds


class Listed(Part, frozen=True):
    """An interview that is kept, in one line."""

    session_id: Annotated[str, Meta(description="Its name on the server.")]
    client_id: Annotated[str, Meta(description="What its client called itself.")]
    state: Annotated[str, Meta(description="`open`, `ended` or `broken`.")]
    live: Annotated[bool, Meta(description="Whether somebody is in it now.")]
    reason: Annotated[str, Meta(description="Why it ended.")]
    kind: Annotated[str, Meta(description="Of interview; may be of another release.")]
    language: Annotated[str, Meta(description="`en` or `fr`.")]
    role: Annotated[str, Meta(description="What it was for, or empty.")]
    created: Moment
    ended: MaybeMoment
    minutes: Annotated[Seconds, Meta(description="How long it lasted.")]
    turns: Annotated[Whole, Meta(description="Answers that are kept.")]
    report: ReportState
    redacted: Redacted


class Token(Part, frozen=True):
    """What is known of a token."""

    token_id: Annotated[str, Meta(description="No secret.")]
    name: Annotated[str, Meta(description="Whose it is.")]
    scopes: Annotated[tuple[str, ...], Meta(description="What it opens.")]
    state: Annotated[str, Meta(description="`valid`, `expired` or `revoked`.")]
    created: Moment
    expires: MaybeMoment
    last_used: Annotated[str | None, Meta(description="The day, or null.")]


class Model(Part, frozen=True):
    """A model that can be had."""

    name: Annotated[str, Meta(description="As `talkup-local models pull` takes it.")]
    title: Annotated[str, Meta(description="For people.")]
    job: Annotated[str, Meta(description="`stt`, `llm`, `tts` or `vision`.")]
    languages: Annotated[tuple[str, ...], Meta(description="That it knows.")]
    gender: Annotated[str, Meta(description="Of a voice, or empty.")]
    tier: Annotated[str, Meta(description="`standard` or `gpu`.")]
    size_bytes: Annotated[Whole, Meta(description="Of its files.")]
    memory_mib: Annotated[Whole, Meta(description="That it takes while it works.")]
    licence: Annotated[str, Meta(description="Name of its terms.")]
    state: Annotated[str, Meta(description="`installed`, `changed`, `partial` or `absent`.")]
    fits: Annotated[bool, Meta(description="Whether this machine carries it.")]
    fit: Annotated[str, Meta(description="`yes`, `on a card`, `too slow` or `too large`.")]
    why: Annotated[str, Meta(description="The same as a clause.")]


class Preset(Part, frozen=True):
    """Models that make a whole appliance together."""

    title: str
    models: tuple[str, ...]
