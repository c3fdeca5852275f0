"""One media stream of a client: decoded and heard in order, beside the connection's reader."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

from talkup_local.audio.media.decoder import Decoded, MediaDecoder
from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.errors import PeerError

_WAITING_BYTES: Final = 16_777_216
"""Of chunks that may wait to be decoded. Then the client is not read any more, and its pings
neither: so it is as much as a long recording has that is sent at once."""

_CHUNK_BYTES: Final = 256
"""What a chunk takes beside its data."""


class Talk(Protocol):
    """What hears a stream: a transcriber, or an interview."""

    def audio(self, samples: Samples, rate_hz: int) -> None:
        """Hear sound. Raises BufferOverflow."""
        ...

    async def room(self) -> None:
        """Wait until more sound may come."""
        ...

    def finish(self) -> None:
        """Say that nothing follows; ``run`` returns once all is told."""
        ...

    def end(self, reason: str) -> None:
        """End soon. ``reason``: see ``turn.output.Ended``."""
        ...

    def gone(self) -> None:
        """Stop: nobody wants to know any more."""
        ...

    async def run(self) -> None:
        """Hear until the end."""
        ...

    @property
    def buffered_s(self) -> float:
        """Seconds of sound that wait."""
        ...


@dataclass
class Tally:
    """What a stream has brought so far. size: of the latest picture, (width, height)."""

    samples: int = 0
    concealed_s: float = 0.0
    lost: int = 0
    undecodable: int = 0
    pictures: int = 0
    size: tuple[int, int] | None = None
    has_sound: bool = False

    @property
    def duration_s(self) -> float:
        """Seconds of decoded sound."""
        return self.samples / RATE_HZ


@dataclass(frozen=True)
class _Work:
    """What waits to be decoded, and how much memory it holds meanwhile."""

    decode: Callable[[], Decoded]
    size_bytes: int


class MediaStream:
    """One stream. What comes in waits its turn, so that the connection is read meanwhile.

    decoder: None for text. talk: None when nobody wants to hear it. blame: is told what a
    chunk did wrong; the stream goes on unless it returns False. watch: is given all that was
    decoded, if anybody else wants it.
    """

    def __init__(
        self,
        decoder: MediaDecoder | None,
        talk: Talk | None,
        blame: Callable[[PeerError], Awaitable[bool]],
        watch: Callable[[Decoded], Awaitable[None]] | None = None,
    ) -> None:
        self._decoder, self._talk, self._blame, self._watch = decoder, talk, blame, watch
        self._work: asyncio.Queue[_Work | None] = asyncio.Queue()
        self._waiting_bytes = 0
        self._roomy = asyncio.Event()
        self._roomy.set()
        self._over = False
        self.abandoned = False
        """Whether nobody wants to know what comes of it."""
        self.tally = Tally()

    @property
    def buffered_s(self) -> float:
        """Seconds of sound that wait to be recognised."""
        return self._talk.buffered_s if self._talk is not None else 0.0

    async def chunk(self, data: bytes) -> None:
        """Take the next chunk; waits while too many do."""
        assert self._decoder is not None, "a text stream has no chunks"
        await self._line_up(_Work(partial(self._decoder.push, data), len(data) + _CHUNK_BYTES))

    async def lost(self, count: int) -> None:
        """Take it that the next ``count`` chunks never come."""
        self.tally.lost += count
        if self._decoder is not None:
            await self._line_up(_Work(partial(self._decoder.lost, count), _CHUNK_BYTES))

    async def finish(self) -> None:
        """Say that nothing follows; ``run`` returns once all is told."""
        await self._line_up(None)

    def end(self, reason: str) -> None:
        """End soon, with what there is."""
        if self._talk is not None:
            self._talk.end(reason)
        self._stop()

    def gone(self) -> None:
        """Stop: nobody wants to know any more."""
        self.abandoned = True
        if self._talk is not None:
            self._talk.gone()
        self._stop()

    async def run(self) -> None:
        """Decode and hear until the end."""
        try:
            async with asyncio.TaskGroup() as tasks:
                if self._talk is not None:
                    tasks.create_task(self._talk.run())
                while not self._over and (work := await self._work.get()) is not None:
                    self._wait_for(-work.size_bytes)
                    await self._do(work.decode)
                if not self._over and self._decoder is not None:
                    await self._do(self._decoder.finish)
                if self._talk is not None and not self.abandoned:
                    self._talk.finish()
        finally:
            self._stop()
            if self._decoder is not None:
                await asyncio.to_thread(self._decoder.close)

    async def _line_up(self, work: _Work | None) -> None:
        await self._roomy.wait()
        if not self._over:
            self._wait_for(work.size_bytes if work is not None else 0)
            self._work.put_nowait(work)

    def _wait_for(self, size_bytes: int) -> None:
        """Take it that more waits, or less."""
        self._waiting_bytes += size_bytes
        if self._waiting_bytes > _WAITING_BYTES:
            self._roomy.clear()
        else:
            self._roomy.set()

    def _stop(self) -> None:
        self._over = True
        while not self._work.empty():
            self._work.get_nowait()
        self._work.put_nowait(None)
        self._wait_for(-self._waiting_bytes)

    async def _do(self, work: Callable[[], Decoded]) -> None:
        try:
            await self._hear(await asyncio.to_thread(work))
        except PeerError as exc:
            self._over = not await self._blame(exc) or self._over

    async def _hear(self, decoded: Decoded) -> None:
        tally = self.tally
        tally.samples += len(decoded.samples)
        tally.has_sound = tally.has_sound or bool(len(decoded.samples))
        tally.concealed_s += decoded.concealed_s
        tally.undecodable += decoded.undecodable
        for picture in decoded.pictures:
            tally.pictures += 1
            height, width, _ = picture.rgb.shape
            tally.size = width, height
        if self._watch is not None:
            await self._watch(decoded)
        if self._talk is not None and len(decoded.samples):
            self._talk.audio(decoded.samples, RATE_HZ)
            await self._talk.room()
