"""The messages of the interview protocol, client's and server's.

The fields stand in the order of the wire. A client of the base protocol sends and
meets only the base fields; what is beyond them is left out unless it is used, and the
messages of ``OPT_IN`` come only to a client that names them in its ``capabilities``.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from talkup_local.config.model import Delivery, InterviewKind, Patience
from talkup_local.config.model import Level as JobLevel
from talkup_local.protocol.envelope import Codec, Timestamp

DEFAULT_SAMPLE_RATE_HZ = 16_000

SampleRate = Annotated[int, Meta(ge=8_000, le=192_000)]
Sample = Annotated[int, Meta(ge=-32_768, le=65_535)]
Level = Annotated[float, Meta(ge=0, le=1)]
Characters = Annotated[int, Meta(ge=0)]
QuestionCount = Annotated[int, Meta(ge=1, le=50)]
LanguageTag = Annotated[str, Meta(max_length=35)]
Capability = Annotated[str, Meta(max_length=64)]
Capabilities = Annotated[list[Capability], Meta(max_length=64)]
Role = Annotated[str, Meta(max_length=120)]
PlanName = Annotated[str, Meta(max_length=80)]
Minutes = Annotated[float, Meta(ge=0, le=240)]
FileName = Annotated[str, Meta(max_length=255)]
ResumeToken = Annotated[str, Meta(max_length=128)]
Seconds = Annotated[float, Meta(ge=0)]
Whole = Annotated[int, Meta(ge=0)]
DocumentPurpose = Literal["job_description", "cv"]

ClientTime = Annotated[Timestamp | None, Meta(description="Any form; nothing depends on it.")]
ServerTime = Annotated[str, Meta(description="ISO 8601, UTC, with milliseconds and `Z`.")]


class Message(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message; its tag is the field ``type``."""


def type_of(message: Message | type[Message]) -> str:
    """Return the ``type`` of a message."""
    return str(message.__struct_config__.tag)


class Part(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An object within a message."""


# client -> server


class Document(Part, frozen=True):
    """A file that the interview is made for."""

    purpose: Annotated[DocumentPurpose, Meta(description="What it is.")]
    data: Annotated[str, Meta(description="Its bytes, base64.")]
    name: Annotated[
        FileName | None, Meta(description="Its file name; the ending tells the format.")
    ] = None
    media_type: Annotated[
        FileName | None, Meta(description="Such as `application/pdf`; it comes before the name.")
    ] = None


Documents = Annotated[list[Document], Meta(max_length=2)]


class StartInterview(Message, frozen=True, tag="start_interview"):
    """Begins the interview. Once per connection."""

    sample_rate: Annotated[
        SampleRate | None, Meta(description="Of the client's audio, Hz; without it 16000.")
    ] = None
    delivery: Annotated[
        Delivery | None, Meta(description="How replies are sent; without it, the server's setting.")
    ] = None
    language: Annotated[
        LanguageTag | None,
        Meta(description="Such as `en` or `fr-CA`; without it, the server's setting."),
    ] = None
    interview_type: Annotated[
        InterviewKind | None, Meta(description="What is asked; without it, the server's setting.")
    ] = None
    questions: Annotated[
        QuestionCount | None,
        Meta(description="Main questions before the closing; without it, the server's setting."),
    ] = None
    role: Annotated[
        Role | None,
        Meta(description="What the candidate applies for; without it, the server's setting."),
    ] = None
    level: Annotated[
        JobLevel | None,
        Meta(description="How hard the questions are; without it, the server's setting."),
    ] = None
    minutes: Annotated[
        Minutes | None,
        Meta(description="That it may take, 0 for any; without it, the server's setting."),
    ] = None
    plan: Annotated[
        PlanName | None, Meta(description="The name of a plan that the operator has written.")
    ] = None
    job_description: Annotated[
        str | None, Meta(description="Of the post, as plain text or Markdown.")
    ] = None
    cv: Annotated[str | None, Meta(description="Of the candidate, as plain text or Markdown.")] = (
        None
    )
    documents: Annotated[
        Documents | None, Meta(description="The same two as files, see below.")
    ] = None
    consent: Annotated[
        bool | None,
        Meta(
            description="Whether the candidate agrees to what is kept, having been shown it; "
            "without it, the interviewer may ask."
        ),
    ] = None
    resume: Annotated[
        ResumeToken | None,
        Meta(description="The `resume_token` of the interview that is to go on."),
    ] = None
    patience: Annotated[
        Patience | None,
        Meta(
            description="How long a pause may last before an answer counts as complete; "
            "without it, the server's setting."
        ),
    ] = None
    half_duplex: Annotated[
        bool | None,
        Meta(
            description="Whether to hear nothing while the interviewer speaks; "
            "without it, the server's setting."
        ),
    ] = None
    capabilities: Annotated[
        Capabilities | None,
        Meta(description="The opt-in messages that the client understands, by their types."),
    ] = None
    timestamp: ClientTime = None


class AudioChunk(Message, frozen=True, tag="audio_chunk"):
    """Sound from the microphone: mono, 16 bit."""

    data: Annotated[
        list[Sample] | str,
        Meta(
            description="Samples as numbers (32768 and more mean value - 65536), "
            "or base64 of little-endian int16."
        ),
    ]
    sample_rate: Annotated[
        SampleRate | None, Meta(description="Of this chunk, Hz; without it, as at the start.")
    ] = None
    timestamp: ClientTime = None


class SendForProcessing(Message, frozen=True, tag="send_for_AI_processing"):
    """The answer is complete: the server replies to what it has heard."""

    timestamp: ClientTime = None


class Ping(Message, frozen=True, tag="ping"):
    """Asks for a ``pong``, at any time."""

    timestamp: ClientTime = None


class EndInterview(Message, frozen=True, tag="end_interview"):
    """Ends the interview, at any time."""

    timestamp: ClientTime = None


class Auth(Message, frozen=True, tag="auth"):
    """Shows who the client is, for one that can set no header. It is not answered."""

    token: Annotated[str | None, Meta(description="The token.")] = None
    timestamp: ClientTime = None


ClientMessage = StartInterview | AudioChunk | SendForProcessing | Ping | EndInterview | Auth


# server -> client


class Thinking(Message, frozen=True, tag="thinking"):
    """The server prepares what it will say."""

    message: Annotated[str, Meta(description="A sentence to show meanwhile.")]
    timestamp: ServerTime


class AiAudioChunk(Message, frozen=True, tag="ai_audio_chunk"):
    """How loud the voice is now, for an animation; the sound comes as binary messages."""

    amplitude: Annotated[Level, Meta(description="Of the speech, rounded to 4 decimals.")]
    timestamp: ServerTime


class InterviewStarted(Message, frozen=True, tag="interview_started"):
    """The greeting has been sent: the candidate may speak."""

    message: Annotated[str, Meta(description="The text of the greeting.")]
    timestamp: ServerTime


class Amplitude(Message, frozen=True, tag="amplitude"):
    """How loud the last chunk from the microphone was; one for each chunk."""

    value: Annotated[Level, Meta(description="min(RMS / 32768, 1), rounded to 4 decimals.")]
    timestamp: ServerTime


class ThinkingComplete(Message, frozen=True, tag="thinking_complete"):
    """The reply is about to be spoken."""

    timestamp: ServerTime


class AiResponseComplete(Message, frozen=True, tag="ai_response_complete"):
    """The whole reply has been sent."""

    text: Annotated[str, Meta(description="The text of the reply.")]
    timestamp: ServerTime


class Error(Message, frozen=True, tag="error"):
    """Something failed; unless the code says otherwise, everything goes on."""

    message: Annotated[str, Meta(description="A sentence for people.")]
    code: Annotated[str, Meta(description="A word for programs, from the table of codes.")]
    timestamp: ServerTime


class Pong(Message, frozen=True, tag="pong"):
    """Answers a ``ping``."""

    timestamp: ServerTime


class InterviewEnded(Message, frozen=True, kw_only=True, tag="interview_ended"):
    """The last message; the connection closes after it."""

    reason: Annotated[
        str | None, Meta(description="One word, when it was not the client that ended it.")
    ] = None
    message: Annotated[str | None, Meta(description="A sentence to that reason.")] = None
    timestamp: ServerTime


# server -> client, to those who ask for them

TurnStateName = Literal["listening", "hearing", "pausing", "processing", "speaking", "held"]


class TurnState(Message, frozen=True, tag="turn_state"):
    """Whose turn it is, and how far."""

    state: Annotated[TurnStateName, Meta(description="What it is now, until the next one.")]
    timestamp: ServerTime


class TranscriptUpdate(Message, frozen=True, tag="transcript_update"):
    """What was recognised of the answer so far."""

    text: Annotated[str, Meta(description="All of the answer so far; it replaces the last one.")]
    stable: Annotated[
        Characters, Meta(description="Characters at its beginning that will not change any more.")
    ]
    final: Annotated[
        bool, Meta(description="Whether the answer is over, and nothing of it will change.")
    ]
    timestamp: ServerTime


class AiText(Message, frozen=True, tag="ai_text"):
    """The words of the segment whose sound follows."""

    text: Annotated[str, Meta(description="Usually a sentence.")]
    timestamp: ServerTime


class AiInterrupted(Message, frozen=True, tag="ai_interrupted"):
    """The candidate broke in: what was being said is over."""

    text: Annotated[str, Meta(description="As much of it as was heard.")]
    timestamp: ServerTime


class Keeps(Part, frozen=True):
    """What is kept of an interview."""

    transcript: Annotated[bool, Meta(description="What was asked and said, and the report.")]
    audio: Annotated[bool, Meta(description="The sound of the answers.")]
    days: Annotated[Whole, Meta(description="Until it is deleted; 0 is not by itself.")]


class SessionOpened(Message, frozen=True, kw_only=True, tag="session"):
    """The start was accepted; the greeting follows."""

    session_id: Annotated[str, Meta(description="Names the interview on the server.")]
    resume_token: Annotated[
        str | None,
        Meta(description="What the interview can be taken up with; absent where it can't be."),
    ] = None
    resume_grace_s: Annotated[
        Seconds, Meta(description="How long after the connection is lost, seconds.")
    ]
    resumed: Annotated[bool, Meta(description="Whether an interview goes on that began before.")]
    keeps: Annotated[Keeps, Meta(description="What is kept of it: see below.")]
    timestamp: ServerTime


class Progress(Message, frozen=True, kw_only=True, tag="progress"):
    """How far the interview is."""

    question: Annotated[
        Whole, Meta(description="Number of the question, from 1; 0 is before the first.")
    ]
    questions: Annotated[Whole, Meta(description="How many are planned.")]
    step: Annotated[str, Meta(description="What is being asked, one word: see below.")]
    elapsed_s: Annotated[Seconds, Meta(description="How long it has lasted, seconds.")]
    remaining_s: Annotated[
        Seconds | None, Meta(description="Until its time is over; absent when it has no limit.")
    ] = None
    timestamp: ServerTime


ServerMessage = (
    Thinking
    | AiAudioChunk
    | InterviewStarted
    | Amplitude
    | ThinkingComplete
    | AiResponseComplete
    | Error
    | Pong
    | InterviewEnded
    | TurnState
    | TranscriptUpdate
    | AiText
    | AiInterrupted
    | SessionOpened
    | Progress
)

OPT_IN: Final = (TurnState, TranscriptUpdate, AiText, AiInterrupted, SessionOpened, Progress)
CAPABILITIES: Final = frozenset(type_of(message) for message in OPT_IN)
"""What a client may name in ``capabilities``: an opt-in message by its type."""


@cache
def client_codec() -> Codec[ClientMessage]:
    """Return the codec of what a client sends."""
    return Codec(ClientMessage)


@cache
def server_codec() -> Codec[ServerMessage]:
    """Return the codec of what the server sends."""
    return Codec(ServerMessage)
