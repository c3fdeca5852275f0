"""A candidate who comes back whenever the server is killed, and remembers what was replied to."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from talkup_local.audio.pcm import silence
from talkup_local.cli.bench.kill import numbered
from talkup_local.protocol.interview import messages as wire
from talkup_local.protocol.interview.client import InterviewClient, Received, SpeechSegment

_PATIENCE_S: Final = 30.0
_QUESTIONS: Final = 50
_MOST: Final = 60
"""Answers of an interview; then the candidate ends it, and begins another."""

_CAPABILITIES: Final = ("session",)
_GONE: Final = (ConnectionClosed, InvalidHandshake, OSError)
_TRAILING_S: Final = 0.1


@dataclass
class Held:
    """One interview as its candidate saw it. seen: numbers of the answers that were replied to.

    ending: whether the candidate has asked for its end. over: whether it came to it.
    """

    session_id: str
    token: str
    seen: list[int] = field(default_factory=list)
    ending: bool = False
    over: bool = False


class Candidate:
    """Holds interview after interview. ``url``: of the server as it runs now, None for none."""

    def __init__(self, name: str) -> None:
        self.name, self.held, self.refused = name, list[Held](), list[str]()
        self.resumed = 0
        self._number = self._connections = 0
        self._current: Held | None = None

    async def talk(self, url: str) -> None:
        """Talk with a server until it is gone."""
        with contextlib.suppress(*_GONE):  # it was killed, as it should be
            while True:
                await self._interview(url)

    async def finish(self, url: str) -> None:
        """Take up what is open, and end it."""
        if self._current is not None:
            await self._interview(url, answers=1)

    async def _interview(self, url: str, answers: int | None = None) -> None:
        """Hold an interview, or go on with it. answers: how many to give before it is ended."""
        self._connections += 1
        async with connect(
            f"{url}/ws/{self.name}-{self._connections}", compression=None, max_size=None
        ) as socket:
            client = InterviewClient()
            if not await self._start(socket, client):
                return
            held = self._current
            assert held is not None, "an interview was opened"
            given = 0
            while given != answers and self._number < _MOST and not held.over:
                await self._answer(socket, client, held)
                given += 1
            if not held.over:
                held.ending = True
                await socket.send(client.end_interview())
                await _until(socket, client, wire.InterviewEnded)
                held.over = True
            self._current = None

    async def _start(self, socket: ClientConnection, client: InterviewClient) -> bool:
        """Start or resume; False when that was refused."""
        held = self._current
        await socket.send(
            client.start_interview(
                delivery="burst",
                capabilities=_CAPABILITIES,
                questions=_QUESTIONS,
                minutes=0,
                consent=True,
                resume=held.token if held else None,
            )
        )
        opened = await _until(socket, client, wire.SessionOpened)
        if isinstance(opened, wire.Error):
            if held is None or not held.ending:
                self.refused.append(opened.code)
            self._current = None
            return False
        assert isinstance(opened, wire.SessionOpened), "it was waited for"
        if held is None:
            assert opened.resume_token is not None, "the server keeps interviews"
            self._current = Held(opened.session_id, opened.resume_token)
            self.held.append(self._current)
            self._number = 0
        else:
            self.resumed += 1
        await _until(socket, client, wire.InterviewStarted)
        return True

    async def _answer(self, socket: ClientConnection, client: InterviewClient, held: Held) -> None:
        """Give the next answer; once the reply begins to sound, the answer counts as seen."""
        self._number += 1
        number = self._number
        await socket.send(client.audio_frame(numbered.sound(number)))
        await socket.send(client.audio_frame(silence(_TRAILING_S)))
        await socket.send(client.send_for_processing())
        async for message in _messages(socket, client):
            match message:
                case wire.ThinkingComplete() | SpeechSegment() if number not in held.seen[-1:]:
                    held.seen.append(number)
                case wire.AiResponseComplete():
                    return
                case wire.InterviewEnded():
                    held.over = True
                    return
                case wire.Error(code=code):
                    self.refused.append(code)
                    return


async def _until(
    socket: ClientConnection, client: InterviewClient, kind: type[Received]
) -> Received:
    """Return the first message of ``kind``, or the first error."""
    async for message in _messages(socket, client):
        if isinstance(message, kind | wire.Error):
            return message
    raise ConnectionClosed(None, None)


async def _messages(socket: ClientConnection, client: InterviewClient) -> AsyncIterator[Received]:
    while True:
        async with asyncio.timeout(_PATIENCE_S):
            data = await socket.recv()
        yield client.receive(data)
