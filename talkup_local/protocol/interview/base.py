"""What the messages of the interview protocol are made of."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from talkup_local.protocol.envelope import Timestamp

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
TypedText = Annotated[str, Meta(min_length=1, max_length=20_000)]
AnswerId = Annotated[str, Meta(min_length=1, max_length=64)]
Wish = Literal["repeat", "rephrase", "skip", "wait", "time"]

ClientTime = Annotated[Timestamp | None, Meta(description="Any form; nothing depends on it.")]
ServerTime = Annotated[str, Meta(description="ISO 8601, UTC, with milliseconds and `Z`.")]


class Message(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message; its tag is the field ``type``."""


def type_of(message: Message | type[Message]) -> str:
    """Return the ``type`` of a message."""
    return str(message.__struct_config__.tag)


class Part(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An object within a message."""
