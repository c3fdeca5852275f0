"""One client of the stream protocol that sends a recording and notes what comes back when."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection, connect

from talkup_local.cli.bench.served import BenchError
from talkup_local.protocol.stream.client import StreamClient
from talkup_local.protocol.stream.replies import AnalysisResult, Error, TranscriptUpdate

_STREAM = "bench"
_FORMAT = "audio/webm;codecs=opus"


@dataclass
class Told:
    """What the server told. Times in seconds since the first slice was due.

    finals_s: of each final utterance. first_s: of the first words, None when there were none.
    """

    finals_s: list[float] = field(default_factory=list)
    first_s: float | None = None
    errors: list[str] = field(default_factory=list)
    result: AnalysisResult | None = None

    @property
    def heard_s(self) -> float:
        """Seconds of sound that the server says it has decoded."""
        audio = self.result.audio if self.result is not None else None
        return audio.duration_s if audio is not None else 0.0

    @property
    def lost(self) -> int:
        """Chunks that the server says it has not had, or not understood."""
        audio = self.result.audio if self.result is not None else None
        return audio.lost_chunks + audio.undecodable_chunks if audio is not None else 0


async def play(url: str, slices: Iterable[bytes], slice_ms: int | None) -> Told:
    """Send a stream to be transcribed; return what came of it.

    slice_ms: send in real time, each slice when its sound would have been recorded; None: as
    fast as the server takes it. Raises BenchError when the server hangs up.
    """
    client, told = StreamClient(), Told()
    # who sends faster than it is heard gets its pong after all that it has sent before
    path = f"{url}/ws"
    async with connect(path, compression=None, max_size=None, ping_interval=None) as socket:
        begin_s = time.perf_counter()
        reading = asyncio.create_task(_read(socket, client, told, begin_s))
        await socket.send(client.stream_start(_STREAM, _FORMAT, services=["speech_to_text"]))
        for number, data in enumerate(slices, start=1):
            if slice_ms is not None:
                due_s = begin_s + number * slice_ms / 1000
                await asyncio.sleep(max(0.0, due_s - time.perf_counter()))
            await socket.send(client.stream_chunk(_STREAM, data, number))
        await socket.send(client.stream_end(_STREAM))
        await reading
    return told


async def _read(socket: ClientConnection, client: StreamClient, told: Told, begin_s: float) -> None:
    async for data in socket:
        now_s = time.perf_counter() - begin_s
        match client.receive(data):
            case TranscriptUpdate(scope="utterance", final=final):
                told.first_s = now_s if told.first_s is None else told.first_s
                if final:
                    told.finals_s.append(now_s)
            case Error(code=code):
                told.errors.append(code)
            case AnalysisResult(final=True) as result:
                told.result = result
                return
    raise BenchError("the server hung up in the middle of a stream")
