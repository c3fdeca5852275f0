"""What a candidate asks of the own record, and what an operator asks at the desk."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from talkup_local.errors import InvalidMessage
from talkup_local.protocol.envelope import Codec

Number = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Id = Annotated[str, Meta(min_length=1, max_length=128)] | Number
SessionId = Annotated[str, Meta(max_length=64)]
ReportFormat = Literal["html", "json", "md", "pdf"]
SoundFormat = Literal["opus", "mp3"]
ScopeName = Literal["interview", "stream", "service", "admin"]
State = Literal["open", "ended", "broken"]

MOST_LISTED: Final = 500
"""Interviews in one answer."""

WhichSession = Annotated[
    SessionId | None,
    Meta(description="Which interview; at the desk it must be there, of a record it is known."),
]


class Request(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What any request may have; its tag is the field ``type``."""

    id: Annotated[Id | None, Meta(description="Comes back in the answer.")] = None
    lang: Annotated[
        Annotated[str, Meta(max_length=35)] | None,
        Meta(description="Language of the sentences from now on, as `fr` or `en-GB`."),
    ] = None


class Auth(Request, frozen=True, tag="auth"):
    """Shows who is there, as the first message. The connection sees to it, not the session."""

    token: Annotated[str, Meta(description="A token of this server.")] = ""


class Ping(Request, frozen=True, tag="ping"):
    """Keeps the connection from being taken for idle."""


# -- of one interview: by its candidate, or by an operator


class AboutSession(Request, frozen=True, kw_only=True):
    """What is asked of one interview."""

    session_id: WhichSession = None


class Open(AboutSession, frozen=True, tag="open"):
    """Opens a record; at the desk it only tells of it."""

    key: Annotated[
        Annotated[str, Meta(max_length=128)] | None,
        Meta(description="The interview's `resume_token`; needed of a record, good after the end."),
    ] = None


class Transcript(AboutSession, frozen=True, tag="transcript"):
    """Asks for what was asked and said."""


class Report(AboutSession, frozen=True, tag="report"):
    """Asks for the report."""

    format: Annotated[ReportFormat, Meta(description="Without it `html`.")] = "html"


class Audio(AboutSession, frozen=True, kw_only=True, tag="audio"):
    """Asks for the sound of an answer."""

    turn: Annotated[Annotated[int, Meta(ge=1)], Meta(description="Number of the turn.")]
    format: Annotated[
        SoundFormat,
        Meta(description="Without it `opus`, as it is kept; `mp3` is played everywhere."),
    ] = "opus"


class Export(AboutSession, frozen=True, tag="export"):
    """Asks for all that is kept of an interview, but the sound."""


class Delete(AboutSession, frozen=True, tag="delete"):
    """Deletes an interview for good; its candidate's ends first, if it goes on."""


# -- at the desk alone


class Overview(Request, frozen=True, tag="overview"):
    """Asks how the house is."""


class Live(Request, frozen=True, tag="live"):
    """Asks for the interviews that go on."""


class Watch(Request, frozen=True, tag="watch"):
    """Asks to be told of them every second, and of each new point of the history."""

    on: Annotated[bool, Meta(description="Whether from now on, or no more.")] = True


class History(Request, frozen=True, tag="history"):
    """Asks for load and delays as they were."""

    minutes: Annotated[
        Annotated[float, Meta(gt=0, le=1440)], Meta(description="For how long back; without it 60.")
    ] = 60.0


class Sessions(Request, frozen=True, tag="sessions"):
    """Asks for the interviews that are kept, the latest first."""

    limit: Annotated[
        Annotated[int, Meta(ge=1, le=MOST_LISTED)], Meta(description="Without it 50.")
    ] = 50
    before: Annotated[
        Annotated[str, Meta(max_length=64)] | None,
        Meta(description="Only what was created before: the `created` of the last one told."),
    ] = None
    state: Annotated[State | None, Meta(description="Only such.")] = None


class Purge(Request, frozen=True, tag="purge"):
    """Deletes interviews for good: those that are named, or those that are old."""

    session_ids: Annotated[
        Annotated[tuple[SessionId, ...], Meta(max_length=1000)] | None, Meta(description="Which.")
    ] = None
    expired: Annotated[
        bool, Meta(description="Instead: all that are older than `store.retention_days`.")
    ] = False

    def which(self) -> tuple[SessionId, ...] | None:
        """Return which, None for those that are old. Raises InvalidMessage."""
        if self.expired == (self.session_ids is not None):
            raise InvalidMessage("Either `session_ids` or `expired` must say which.")
        return self.session_ids


class Redact(AboutSession, frozen=True, tag="redact"):
    """Takes out of an interview all that was said."""


class MakeReport(AboutSession, frozen=True, tag="make_report"):
    """Makes the report anew; a trainer's word in it stays."""


class Tokens(Request, frozen=True, tag="tokens"):
    """Asks for the tokens, without their secrets."""


class AddToken(Request, frozen=True, kw_only=True, tag="add_token"):
    """Makes a token."""

    name: Annotated[
        Annotated[str, Meta(min_length=1, max_length=80)],
        Meta(description="Whose it is, a room or a person."),
    ]
    scopes: Annotated[
        Annotated[tuple[ScopeName, ...], Meta(min_length=1, max_length=4)],
        Meta(description="What it opens; without it `interview`."),
    ] = ("interview",)
    days: Annotated[
        Annotated[int, Meta(ge=1, le=36_500)] | None,
        Meta(description="For how long it is good; without it until it is revoked."),
    ] = None


class RevokeToken(Request, frozen=True, kw_only=True, tag="revoke_token"):
    """Ends a token."""

    token_id: Annotated[
        Annotated[str, Meta(min_length=1, max_length=80)], Meta(description="As `tokens` tells it.")
    ]


class Models(Request, frozen=True, tag="models"):
    """Asks which models there are, and which of them are here."""


class Retention(Request, frozen=True, tag="retention"):
    """Asks for how long interviews are kept, and how many are older."""


OfAnyone = Auth | Ping
OfSession = Open | Transcript | Report | Audio | Export | Delete
OfDesk = (
    Overview
    | Live
    | Watch
    | History
    | Sessions
    | Purge
    | Redact
    | MakeReport
    | Tokens
    | AddToken
    | RevokeToken
    | Models
    | Retention
)
AnyRequest = OfAnyone | OfSession | OfDesk


@cache
def codec() -> Codec[AnyRequest]:
    """Return the codec of what is asked."""
    return Codec(AnyRequest)
