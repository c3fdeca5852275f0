"""What a client of the interview protocol sends.

The fields stand in the order of the wire. What is beyond the base protocol is left out unless
it is used.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from talkup_local.config.model import Delivery, InterviewKind, Patience
from talkup_local.config.model import Level as JobLevel
from talkup_local.protocol.interview.base import (
    AnswerId,
    Capabilities,
    ClientTime,
    DocumentPurpose,
    FileName,
    LanguageTag,
    Message,
    Minutes,
    Part,
    PlanName,
    QuestionCount,
    ResumeToken,
    Role,
    Sample,
    SampleRate,
    TypedText,
    Whole,
    Wish,
)


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
    continues: Annotated[
        Whole | None,
        Meta(
            description="With `resume`: how many answers were taken, for a client that has kept "
            "the sound of the one that was broken off and will send it again."
        ),
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


class TextAnswer(Message, frozen=True, tag="text_answer"):
    """An answer that was typed: it ends the candidate's turn, with what was said before it."""

    text: Annotated[TypedText, Meta(description="The words.")]
    id: Annotated[
        AnswerId | None,
        Meta(
            description="Names it, for a client that wants to know what becomes of it: see "
            "`ids` of `answer_taken` and of `error`."
        ),
    ] = None
    timestamp: ClientTime = None


class Request(Message, frozen=True, tag="request"):
    """What the candidate wants, by a button in place of words."""

    what: Annotated[
        Wish,
        Meta(
            description="The question once more, in other words, the next one, a minute to "
            "think, or how much is left."
        ),
    ]
    timestamp: ClientTime = None


class Pause(Message, frozen=True, tag="pause"):
    """Everything stands still: nothing is heard, nothing is said, and no time passes."""

    timestamp: ClientTime = None


class Continue(Message, frozen=True, tag="continue"):
    """Goes on after a ``pause``, from where it was."""

    timestamp: ClientTime = None


class Typing(Message, frozen=True, tag="typing"):
    """The candidate is typing: nobody needs to ask whether anybody is there."""

    timestamp: ClientTime = None


class SoundCheck(Message, frozen=True, tag="sound_check"):
    """A few words to try the microphone with, at any time before ``start_interview``."""

    data: Annotated[
        list[Sample] | str, Meta(description="The sound, as in `audio_chunk`; at most 20 s.")
    ]
    sample_rate: Annotated[
        SampleRate | None, Meta(description="Of the sound, Hz; without it 16000.")
    ] = None
    language: Annotated[
        LanguageTag | None, Meta(description="Of the words; without it, the server's setting.")
    ] = None
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


WishMessage = SendForProcessing | TextAnswer | Request | Pause | Continue | Typing
"""What the candidate wants in the interview, in one word or in typed ones."""

AskingMessage = StartInterview | AudioChunk | WishMessage | SoundCheck | EndInterview
"""What asks for something but an answer at once."""

ClientMessage = AskingMessage | Ping | Auth
