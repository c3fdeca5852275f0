"""Where each service is, and how long it may take; part of ``model``."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from msgspec import Meta

from talkup_local.config.section import Count, PositiveSeconds, Section

Service = Literal[
    "speech_to_text",
    "verbal_analyzer",
    "llm",
    "text_to_speech",
    "behavior_analyzer",
    "emotion_analyzer",
]


class ServicePlace(Section, frozen=True):
    """One service: where it is, and how long it may take."""

    url: Annotated[
        str,
        Meta(
            pattern=r"^(local|off|wss?://\S+)$",
            description="`local` (in this process), `off`, or `ws://...`, `wss://...` "
            "of one that runs elsewhere.",
        ),
    ] = "local"
    token: Annotated[
        str,
        Meta(description="Shown to a service elsewhere as `Authorization: Bearer`."),
    ] = ""
    ca: Annotated[
        str,
        Meta(
            description="Certificate (PEM) of the authority behind `wss://`; empty: the system's."
        ),
    ] = ""
    timeout_s: Annotated[
        PositiveSeconds, Meta(description="Seconds one request may take, its retry apart.")
    ] = 15.0
    connect_timeout_s: Annotated[
        PositiveSeconds, Meta(description="Seconds to connect and to be answered `pong`.")
    ] = 2.0
    ping_s: Annotated[
        PositiveSeconds, Meta(description="Seconds between two looks whether it is there.")
    ] = 10.0
    in_flight: Annotated[
        Count,
        Meta(description="Requests that it gets at the same time, if it can tell them apart."),
    ] = 8
    waiting: Annotated[
        Count, Meta(description="Requests that may wait for it; more fail at once.")
    ] = 64
    fallback: Annotated[
        bool,
        Meta(description="Do it in this process when the service elsewhere does not, if we can."),
    ] = True

    def __post_init__(self) -> None:
        """Raise ValueError when nobody could connect like that; without the secrets."""
        if "://" in self.url and not _is_address(self.url):
            raise ValueError("`url` is no address that can be connected to")
        if not (self.token.isascii() and self.token.isprintable()):
            raise ValueError("`token` has characters that can't be sent, such as a line break")


class LanguageModelPlace(ServicePlace, frozen=True):
    """The language model: also an OpenAI-compatible server, at ``http(s)://.../v1``."""

    url: Annotated[
        str,
        Meta(
            pattern=r"^(local|off|wss?://\S+|https?://\S+)$",
            description="`local` (in this process), `off`, `ws://...`, `wss://...` of one that "
            "runs elsewhere, or `http(s)://.../v1` of an OpenAI-compatible server.",
        ),
    ] = "local"
    model: Annotated[
        str, Meta(description="Name of the model there (OpenAI-compatible servers only).")
    ] = ""


class OffUnlessWanted(ServicePlace, frozen=True):
    """Emotions: the law forbids it at work and in training in the EU."""

    url: Annotated[
        str,
        Meta(
            pattern=r"^(local|off|wss?://\S+)$",
            description="`off`; turn it on only where the law allows it (docs/analysis.md).",
        ),
    ] = "off"


class Services(Section, frozen=True):
    """The services, in this process or elsewhere."""

    speech_to_text: ServicePlace = ServicePlace()
    verbal_analyzer: ServicePlace = ServicePlace()
    llm: LanguageModelPlace = LanguageModelPlace()
    text_to_speech: ServicePlace = ServicePlace()
    behavior_analyzer: ServicePlace = ServicePlace()
    emotion_analyzer: OffUnlessWanted = OffUnlessWanted()


def _is_address(url: str) -> bool:
    """Tell whether ``url`` has a host and a port that there can be."""
    try:
        parts = urlsplit(url)
        return bool((parts.hostname or "").encode("idna")) and parts.port != 0
    except ValueError:  # UnicodeError is one
        return False
