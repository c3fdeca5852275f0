"""The messages of the interview protocol, client's and server's.

A client of the base protocol sends and meets only the base fields; what is beyond them is left
out unless it is used, and the messages of ``OPT_IN`` come only to a client that names them in
its ``capabilities``.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from talkup_local.protocol.envelope import Codec
from talkup_local.protocol.interview.base import (
    DEFAULT_SAMPLE_RATE_HZ,
    DocumentPurpose,
    Wish,
    type_of,
)
from talkup_local.protocol.interview.client_messages import (
    AskingMessage,
    AudioChunk,
    Auth,
    ClientMessage,
    Continue,
    Document,
    EndInterview,
    Pause,
    Ping,
    Request,
    SendForProcessing,
    SoundCheck,
    StartInterview,
    TextAnswer,
    Typing,
    WishMessage,
)
from talkup_local.protocol.interview.server_messages import (
    AiAudioChunk,
    AiInterrupted,
    AiResponseComplete,
    AiText,
    Amplitude,
    AnswerTaken,
    Error,
    InterviewEnded,
    InterviewStarted,
    Keeps,
    Pong,
    Progress,
    ServerMessage,
    SessionOpened,
    SoundChecked,
    Thinking,
    ThinkingComplete,
    TranscriptUpdate,
    TurnState,
    TurnStateName,
)

__all__ = [
    "CAPABILITIES",
    "DEFAULT_SAMPLE_RATE_HZ",
    "OPT_IN",
    "AiAudioChunk",
    "AiInterrupted",
    "AiResponseComplete",
    "AiText",
    "Amplitude",
    "AnswerTaken",
    "AskingMessage",
    "AudioChunk",
    "Auth",
    "ClientMessage",
    "Continue",
    "Document",
    "DocumentPurpose",
    "EndInterview",
    "Error",
    "InterviewEnded",
    "InterviewStarted",
    "Keeps",
    "Pause",
    "Ping",
    "Pong",
    "Progress",
    "Request",
    "SendForProcessing",
    "ServerMessage",
    "SessionOpened",
    "SoundCheck",
    "SoundChecked",
    "StartInterview",
    "TextAnswer",
    "Thinking",
    "ThinkingComplete",
    "TranscriptUpdate",
    "TurnState",
    "TurnStateName",
    "Typing",
    "Wish",
    "WishMessage",
    "client_codec",
    "server_codec",
    "type_of",
]

OPT_IN: Final = (
    TurnState,
    TranscriptUpdate,
    AiText,
    AiInterrupted,
    SessionOpened,
    Progress,
    AnswerTaken,
)
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
