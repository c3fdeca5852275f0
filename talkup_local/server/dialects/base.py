"""What a connection and the protocol that is spoken on it know of each other."""

from __future__ import annotations

import abc
import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol

from talkup_local.errors import PeerError, ServerBusy

Data = str | bytes


class Link(Protocol):
    """A connection, as its dialect sees it."""

    def offer(self, *data: Data) -> None:
        """Send what is stale at once, nothing between; it is left out when too much waits."""
        ...

    async def put(self, *data: Data) -> None:
        """Send what matters, nothing between; waits while the other side can't keep up."""
        ...

    async def finish(self) -> None:
        """Say that nothing follows: the connection is closed once all is sent."""
        ...

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do ``work`` beside; it is cancelled when the connection fails."""
        ...

    async def end(self, reason: str) -> None:
        """End politely. ``reason``: see ``turn.output.Ended``."""
        ...


class Dialect(abc.ABC):
    """One connection's protocol: wire messages to what they ask for, and answers back."""

    @abc.abstractmethod
    async def receive(self, data: bytes, *, text: bool) -> None:
        """Act on a message. What it did wrong is answered; nothing is raised."""

    @abc.abstractmethod
    def refuse(self, error: PeerError) -> None:
        """Answer what the peer did wrong."""

    def dropped(self, data: bytes, error: PeerError, *, aloud: bool) -> None:  # noqa: ARG002 - for those whose messages may matter that much
        """Drop a message unread. aloud: whether it is time to complain of such."""
        if aloud:
            self.refuse(error)

    @abc.abstractmethod
    async def end(self, reason: str) -> None:
        """Begin to end politely; ``Link.finish`` follows once all is told."""

    def let_go(self) -> None:
        """Tell that the place goes to somebody else; ``end`` follows."""
        self.refuse(ServerBusy("You had not begun for a while, and others wait. Please come back."))

    @property
    def busy(self) -> bool:
        """Whether it works on what was asked for."""
        return False

    @abc.abstractmethod
    async def gone(self) -> None:
        """Stop everything: the other side is not there any more."""

    @property
    @abc.abstractmethod
    def buffered_s(self) -> float:
        """Seconds of the client's audio that wait to be recognised."""
