"""What an AI server wants of a service, in the order in which it is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from talkup_local.config.services import Service
from talkup_local.protocol.services.contents import Content


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request. ``ticket``: what it is answered by. ``pieces``: tell results as they grow."""

    ticket: int
    service: Service
    session_id: str
    content: Content
    pieces: bool = False


@dataclass(frozen=True, kw_only=True)
class ManyAsked:
    """A request for several services at once: ``names`` as ours where they are ours."""

    ticket: int
    names: tuple[str, ...]
    session_id: str
    data: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class StreamOpened:
    """A stream begins; it is answered by ``ticket``."""

    ticket: int
    service: Service
    session_id: str
    language: str | None = None
    pieces: bool = True


@dataclass(frozen=True, kw_only=True)
class ChunkReceived:
    """The next piece of a stream."""

    ticket: int
    content: Content


@dataclass(frozen=True, kw_only=True)
class StreamEnded:
    """Nothing more of a stream comes: its whole result is wanted."""

    ticket: int


@dataclass(frozen=True, kw_only=True)
class Cancelled:
    """A request or a stream is not wanted any more, or was refused."""

    ticket: int


Event = Asked | ManyAsked | StreamOpened | ChunkReceived | StreamEnded | Cancelled
