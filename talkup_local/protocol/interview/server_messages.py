"""What the server of the interview protocol sends.

The fields stand in the order of the wire. What is beyond the base protocol is left out unless
it is used.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from talkup_local.protocol.interview.base import (
    Characters,
    Level,
    Message,
    Part,
    Seconds,
    ServerTime,
    Whole,
)


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


class Error(Message, frozen=True, kw_only=True, tag="error"):
    """Something failed; unless the code says otherwise, everything goes on."""

    message: Annotated[str, Meta(description="A sentence for people.")]
    code: Annotated[str, Meta(description="A word for programs, from the table of codes.")]
    ids: Annotated[
        list[str] | None,
        Meta(
            description="Of the typed answers that are not taken for this reason; absent where "
            "that is none with an `id`."
        ),
    ] = None
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


class SoundChecked(Message, frozen=True, kw_only=True, tag="sound_checked"):
    """Answers a ``sound_check``: what was heard, and how well."""

    text: Annotated[str, Meta(description="The words that were recognised; empty for none.")]
    speech_s: Annotated[Seconds, Meta(description="How much of the sound is speech, seconds.")]
    level: Annotated[Level, Meta(description="RMS of the speech, of 1; 0 without any.")]
    noise: Annotated[Level, Meta(description="RMS of what is beside the speech, of 1.")]
    clipped: Annotated[Level, Meta(description="Share of the samples at the limit.")]
    timestamp: ServerTime


# server -> client, to those who ask for them

TurnStateName = Literal[
    "listening", "hearing", "pausing", "processing", "speaking", "held", "paused"
]


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
        Meta(
            description="What the interview can be taken up with, and its record opened, after "
            "its end too; absent where nothing is kept."
        ),
    ] = None
    resume_grace_s: Annotated[
        Seconds,
        Meta(description="How long after the connection is lost it can be taken up, seconds."),
    ]
    resumed: Annotated[bool, Meta(description="Whether an interview goes on that began before.")]
    continues: Annotated[
        bool,
        Meta(
            description="Whether the answer goes on that was broken off: nothing is said, and "
            "the client sends its sound again."
        ),
    ] = False
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


class AnswerTaken(Message, frozen=True, kw_only=True, tag="answer_taken"):
    """An answer is over and safe; its sound need not be sent again."""

    answers: Annotated[Whole, Meta(description="How many there are, this one included.")]
    ids: Annotated[
        list[str] | None,
        Meta(
            description="Of the typed answers that are in it, or after a break in those of before; "
            "absent where that is none with an `id`."
        ),
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
    | AnswerTaken
    | SoundChecked
)
