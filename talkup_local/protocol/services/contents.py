"""What stands in ``data``: what each service takes, and what it gives.

Sound and pictures are ``bytes`` here and base64 in JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

from talkup_local.config.services import Service

LanguageTag = Annotated[str, Meta(max_length=35)]
Rate = Annotated[int, Meta(ge=4_000, le=192_000)]
Channels = Annotated[int, Meta(ge=1, le=8)]
Level = Annotated[float, Meta(ge=0, le=1)]
Text = Annotated[str, Meta(max_length=200_000)]
Format = Annotated[str, Meta(max_length=100)]
Name = Annotated[str, Meta(max_length=200)]


class Content(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one request or one result says; unknown fields are skipped."""


class Word(Content, frozen=True):
    """A word and when it was said."""

    text: Annotated[str, Meta(max_length=200, description="The word.")]
    start_s: Annotated[float, Meta(description="Its beginning in the sound, seconds.")]
    end_s: Annotated[float, Meta(description="Its end, seconds.")]
    confidence: Annotated[Level | None, Meta(description="How sure the recogniser is.")] = None


# -- what the services take -------------------------------------------------------------


class SoundContent(Content, frozen=True):
    """Sound, for ``speech_to_text``."""

    audio: Annotated[bytes, Meta(description="A file, or a piece of a stream.")]
    format: Annotated[
        Format | None, Meta(description="As in `stream_start`, `audio/pcm` when left out.")
    ] = None
    sample_rate: Annotated[Rate | None, Meta(description="Of PCM, Hz.")] = None
    channels: Annotated[Channels | None, Meta(description="Of PCM.")] = None
    language: Annotated[LanguageTag | None, Meta(description="`en`, `fr`, `fr-FR`...")] = None


class TextContent(Content, frozen=True):
    """A spoken answer, for ``verbal_analyzer``."""

    text: Annotated[Text, Meta(description="What was said.")]
    language: Annotated[LanguageTag | None, Meta(description="`en`, `fr`, `fr-FR`...")] = None
    words: Annotated[
        Annotated[tuple[Word, ...], Meta(max_length=50_000)] | None,
        Meta(description="When each word was said; gives rates and pauses."),
    ] = None
    question: Annotated[Text | None, Meta(description="What was asked.")] = None
    question_end_s: Annotated[
        float | None,
        Meta(description="End of the question on the clock of `words`; gives the answer's delay."),
    ] = None
    asked_s: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        Meta(description="How long the other side spoke, seconds; gives the share of talk."),
    ] = None


class Message(Content, frozen=True):
    """One message of a conversation."""

    role: Annotated[Literal["system", "user", "assistant"], Meta(description="Who says it.")]
    content: Annotated[Text, Meta(description="The words.")]


class PromptContent(Content, frozen=True):
    """What is to be answered, for ``llm``: ``text`` or ``messages``."""

    text: Annotated[Text | None, Meta(description="What the candidate says.")] = None
    messages: Annotated[
        Annotated[tuple[Message, ...], Meta(max_length=1_000)] | None,
        Meta(description="The whole conversation, the last one to be answered."),
    ] = None
    session_id: Annotated[
        Name | None, Meta(description="Of `text`: the conversation that it goes on with.")
    ] = None
    language: Annotated[LanguageTag | None, Meta(description="Of the answer.")] = None
    max_tokens: Annotated[
        Annotated[int, Meta(ge=1, le=8192)] | None, Meta(description="Longest answer.")
    ] = None
    temperature: Annotated[
        Annotated[float, Meta(ge=0, le=2)] | None, Meta(description="Of the sampling.")
    ] = None


class SpeakContent(Content, frozen=True):
    """Words to be spoken, for ``text_to_speech``."""

    text: Annotated[Annotated[str, Meta(max_length=20_000)], Meta(description="The words.")]
    language: Annotated[LanguageTag | None, Meta(description="`en`, `fr`, `fr-FR`...")] = None
    voice: Annotated[Name | None, Meta(description="Name of a voice.")] = None


class SenseContent(Content, frozen=True):
    """Sound or pictures, for ``behavior_analyzer`` and ``emotion_analyzer``: one of the three."""

    audio: Annotated[bytes | None, Meta(description="Sound of the candidate alone.")] = None
    image: Annotated[bytes | None, Meta(description="One picture.")] = None
    video: Annotated[bytes | None, Meta(description="A video, or a piece of a stream.")] = None
    format: Annotated[
        Format | None, Meta(description="`audio/...`, `image/jpeg`, `video/...`.")
    ] = None
    sample_rate: Annotated[Rate | None, Meta(description="Of PCM, Hz.")] = None
    channels: Annotated[Channels | None, Meta(description="Of PCM.")] = None
    at_s: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        Meta(description="Of a picture in a stream: when it was taken, seconds."),
    ] = None
    language: Annotated[LanguageTag | None, Meta(description="Of the advice.")] = None


# -- what the services give -------------------------------------------------------------


class Transcription(Content, frozen=True):
    """What ``speech_to_text`` heard."""

    text: Annotated[str, Meta(description="The words; empty when there are none.")]
    language: Annotated[str, Meta(description="The language it was heard in.")]
    confidence: Annotated[Level | None, Meta(description="How sure the recogniser is.")] = None
    words: Annotated[
        tuple[Word, ...], Meta(description="When each was said; estimated within segments.")
    ] = ()
    duration_s: Annotated[float | None, Meta(description="Of the sound, seconds.")] = None


class Reply(Content, frozen=True):
    """What ``llm`` answers."""

    text: Annotated[str, Meta(description="The words, all of them so far.")]


class Spoken(Content, frozen=True):
    """What ``text_to_speech`` says."""

    audio: Annotated[bytes, Meta(description="A complete file.")]
    format: Annotated[str, Meta(description="Of `audio`: `audio/mpeg`.")]
    duration_s: Annotated[float, Meta(description="Of `audio`, seconds.")]


class Analysis(Content, frozen=True):
    """What an analyser found."""

    measures: Annotated[
        dict[str, Any],
        Meta(description="By name: `value`, `unit`, `place` against the usual, `advice`."),
    ]
    language: Annotated[str | None, Meta(description="Of the advice.")] = None
    confidence: Annotated[Level | None, Meta(description="How much there was to go by.")] = None
    details: Annotated[
        dict[str, Any] | None, Meta(description="What is no single number, by name.")
    ] = None
    notes: Annotated[
        tuple[str, ...], Meta(description="What whoever reads it has to know, in words.")
    ] = ()


Result = Transcription | Reply | Spoken | Analysis

TAKES: Final[Mapping[Service, type[Content]]] = MappingProxyType(
    {
        "speech_to_text": SoundContent,
        "verbal_analyzer": TextContent,
        "llm": PromptContent,
        "text_to_speech": SpeakContent,
        "behavior_analyzer": SenseContent,
        "emotion_analyzer": SenseContent,
    }
)
"""By service: what stands in ``data`` of a request."""

GIVES: Final[Mapping[Service, type[Content]]] = MappingProxyType(
    {
        "speech_to_text": Transcription,
        "verbal_analyzer": Analysis,
        "llm": Reply,
        "text_to_speech": Spoken,
        "behavior_analyzer": Analysis,
        "emotion_analyzer": Analysis,
    }
)
"""By service: what stands in ``data`` of its result."""


def service_named(name: str) -> Service | None:
    """Return the service of that name, ``-`` and ``_`` being the same; None when it is none."""
    plain = name.strip().lower().replace("-", "_")
    return next((service for service in TAKES if service == plain), None)


def built(content: Content) -> dict[str, Any]:
    """Return the fields of ``content`` as they stand in ``data``, bytes left as they are."""
    fields: dict[str, Any] = msgspec.to_builtins(content, builtin_types=(bytes,))
    return fields
