"""What the loop of an interview has to take, in order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from talkup_local.turn.ears import Sound
from talkup_local.turn.state import Event


@dataclass
class Message:
    """An event, sound, something to do, or only that more is known.

    last: whether nothing more will be said. done: set once its effects are.
    """

    event: Event | None = None
    revision: int | None = None
    sound: Sound | None = None
    last: bool = False
    call: Callable[[], Awaitable[None]] | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Inbox:
    """Takes messages at any time."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Message] = asyncio.Queue()

    async def get(self) -> Message:
        """Return the next message."""
        return await self._queue.get()

    def put(self, message: Message) -> asyncio.Event:
        """Take a message; what is returned is set once its effects are done."""
        self._queue.put_nowait(message)
        return message.done

    def post(self, event: Event | None = None, revision: int | None = None) -> asyncio.Event:
        """Take an event, None meaning that more is known."""
        return self.put(Message(event, revision))

    def hear(self, sound: Sound) -> None:
        """Take sound."""
        self.put(Message(sound=sound))

    def call(self, call: Callable[[], Awaitable[None]]) -> None:
        """Take something to do."""
        self.put(Message(call=call))

    def nudge(self) -> None:
        """Take it that more is known."""
        self.post()

    def unkept(self) -> None:
        """Take it that something could not be kept."""
        self.post(Event.UNKEPT)

    def silent(self) -> None:
        """Take it that nobody has said anything for long."""
        self.post(Event.SILENT)
