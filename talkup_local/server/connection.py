"""One client: pumps between its socket, its protocol session and its interview.

Three tasks in one group: the reader, the writer, and the interview once it has
started. The reader never waits for an engine, so ``ping`` is answered and audio is
taken whatever the interview is doing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from websockets.exceptions import ConnectionClosed

from talkup_local.errors import PeerError, RateLimited
from talkup_local.protocol.interview.session import (
    AudioReceived,
    Event,
    InterviewEnd,
    InterviewStart,
    TurnCommitted,
)
from talkup_local.server.dialects.interview import InterviewDialect
from talkup_local.server.limits import MessageRate
from talkup_local.server.outbox import Outbox
from talkup_local.server.socket import Socket
from talkup_local.turn import output as out
from talkup_local.turn.runner import TurnRunner
from talkup_local.wiring import Appliance, InterviewRequest

log = structlog.get_logger(__name__)

CLOSE_NORMAL = 1000
CLOSE_GOING_AWAY = 1001
CLOSE_INTERNAL_ERROR = 1011


class Connection:
    """A client's connection from its upgrade to its close.

    on_error: is told the code of every error that the client is told.
    """

    def __init__(
        self,
        socket: Socket,
        appliance: Appliance,
        on_error: Callable[[str], None] | None = None,
    ) -> None:
        limits = appliance.config.limits
        self._socket, self._appliance = socket, appliance
        self._limits = limits
        self._dialect = InterviewDialect(
            limits, appliance.config.interview.language, appliance.clock.utc_now, on_error
        )
        self._outbox = Outbox()
        self._rate = MessageRate(limits.messages_per_s, limits.message_burst, appliance.clock)
        self._runner: TurnRunner | None = None
        self._tasks: asyncio.TaskGroup | None = None
        self._close_code = CLOSE_NORMAL
        self._ended = False

    async def run(self) -> None:
        """Serve the client until either side ends it."""
        try:
            async with asyncio.TaskGroup() as self._tasks:
                self._tasks.create_task(self._write())
                await self._read()
        except* Exception:
            log.exception("connection failed")
            self._close_code = CLOSE_INTERNAL_ERROR
        await self._socket.close(self._close_code)

    async def end(self, reason: str) -> None:
        """End the interview politely and close. ``reason``: see ``turn.output.Ended``."""
        if self._ended:
            return
        self._ended = True
        if reason == "shutdown":
            self._close_code = CLOSE_GOING_AWAY
        if self._runner is not None:
            self._runner.end(reason)
        else:
            await self._tell(out.Ended(reason))

    @property
    def buffered_s(self) -> float:
        """Seconds of the client's audio that wait to be recognised."""
        return self._runner.buffered_s if self._runner else 0.0

    # -- reader ---------------------------------------------------------------------

    async def _read(self) -> None:
        idle_s = self._limits.idle_s
        while True:
            try:
                async with asyncio.timeout(idle_s):
                    data, text = await self._socket.receive()
            except TimeoutError:
                await self.end("idle")
                # the close that follows ends the next receive
                continue
            except ConnectionClosed:
                break
            if self._rate.allows():
                for event in self._dialect.receive(data, text=text):
                    await self._take(event)
            elif self._rate.may_tell():
                self._dialect.refuse(
                    RateLimited("Too many messages: this one was dropped. Please send slower.")
                )
            self._answer()
        if self._runner is not None:
            self._runner.gone()
        await self._outbox.finish()

    def _answer(self) -> None:
        """Send what the session answers by itself: amplitudes, pongs, errors."""
        for data in self._dialect.pending():
            self._outbox.offer(data)

    async def _take(self, event: Event) -> None:
        try:
            match event:
                case AudioReceived() if self._runner is not None:
                    self._dialect.amplitude(event.samples)
                    self._runner.audio(event.samples, event.sample_rate_hz)
                case TurnCommitted() if self._runner is not None:
                    self._runner.commit()
                case InterviewStart():
                    self._start(event)
                case InterviewEnd():
                    await self.end("client")
        except PeerError as exc:
            self._dialect.refuse(exc)

    def _start(self, start: InterviewStart) -> None:
        assert self._tasks is not None, "run() has entered the group"
        request = InterviewRequest(
            interview_id=self._socket.client_id,
            language=start.language,
            kind=start.kind,
            questions=start.questions,
            paced=None if start.delivery is None else start.delivery == "paced",
            patience=start.patience,
            half_duplex=start.half_duplex,
        )
        self._runner = self._appliance.open_interview(request, self._tell)
        self._tasks.create_task(self._runner.run())

    # -- writer ---------------------------------------------------------------------

    async def _tell(self, output: out.Output) -> None:
        """Send what the interview has to say; waits while the client can't keep up."""
        self._dialect.render(output)
        for data in self._dialect.pending():
            await self._outbox.put(data)
        if isinstance(output, out.Ended):
            await self._outbox.finish()

    async def _write(self) -> None:
        try:
            await self._outbox.drain(self._socket.send, timeout_s=self._limits.send_timeout_s)
        except ConnectionClosed:
            return
        except TimeoutError:
            log.warning("client reads nothing")
            self._socket.transport.abort()
            return
        await self._socket.close(self._close_code)
