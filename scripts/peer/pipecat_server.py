"""pipecat bots behind a WebSocket that speaks as much of the interview protocol as we measure.

Each bot is what pipecat recommends, with its defaults, around our two engines: input ->
recogniser -> user aggregator (Silero, turn strategies) -> language model -> voice -> output.
A connection to /VARIANT/PACE/ws/NAME gets a fresh bot; the models behind the engines are
loaded once.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
import time
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

import numpy as np
from loguru import logger
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    InterruptionFrame,
    LLMContextFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
    OutputAudioRawFrame,
    StartFrame,
    TranscriptionFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import (
    LLMContextAggregatorPair,
    LLMUserAggregatorParams,
)
from pipecat.processors.frame_processor import FrameDirection
from pipecat.services.llm_service import LLMService
from pipecat.services.settings import LLMSettings, STTSettings, TTSSettings
from pipecat.services.stt_latency import DEFAULT_TTFS_P99
from pipecat.services.stt_service import SegmentedSTTService
from pipecat.services.tts_service import TTSService
from pipecat.transports.base_input import BaseInputTransport
from pipecat.transports.base_output import BaseOutputTransport
from pipecat.transports.base_transport import TransportParams
from pipecat.turns.user_stop import SpeechTimeoutUserTurnStopStrategy
from pipecat.turns.user_turn_strategies import UserTurnStrategies
from pipecat.utils.time import time_now_iso8601
from pipecat.workers.runner import WorkerRunner
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from talkup_local.cli.bench.turns.interviewer import PACES, Pace, tokens
from talkup_local.config import load
from talkup_local.engines.base import SpeechToText, TextToSpeech
from talkup_local.engines.stt import moonshine
from talkup_local.engines.tts import espeak

IN_HZ = 16_000
VARIANTS = ("smart_turn", "vad_only")


def strategies(variant: str) -> UserTurnStrategies:
    """Return how the end of a turn is found: pipecat's default, or its silence timer."""
    if variant == "vad_only":
        return UserTurnStrategies(stop=[SpeechTimeoutUserTurnStopStrategy()])
    return UserTurnStrategies()


class Line:
    """The client's end: what it is told, in the words of the interview protocol."""

    def __init__(self, socket: ServerConnection) -> None:
        self._socket = socket

    async def tell(self, kind: str, **fields: str) -> None:
        await self.send(json.dumps({"type": kind, **fields}))

    async def send(self, data: str | bytes) -> None:
        with contextlib.suppress(ConnectionClosed):  # the client has what it wanted
            await self._socket.send(data)


class Microphone(BaseInputTransport):
    """Audio comes in by ``push_audio_frame``."""

    async def start(self, frame: StartFrame) -> None:
        await super().start(frame)
        await self.set_transport_ready(frame)


class Loudspeaker(BaseOutputTransport):
    """Sends each piece of audio at once, then waits half its length, as pipecat's own does."""

    def __init__(self, params: TransportParams, line: Line) -> None:
        super().__init__(params)
        self._talkup_line, self._talkup_free_s = line, 0.0

    async def start(self, frame: StartFrame) -> None:
        await super().start(frame)
        await self.set_transport_ready(frame)

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, InterruptionFrame):
            self._talkup_free_s = 0.0

    async def write_audio_frame(self, frame: OutputAudioRawFrame) -> bool:
        await self._talkup_line.send(frame.audio)
        wait_s = self._talkup_free_s - time.monotonic()
        if wait_s > 0:
            await asyncio.sleep(wait_s)
        start_s = max(self._talkup_free_s, time.monotonic())
        self._talkup_free_s = start_s + len(frame.audio) / 2 / frame.sample_rate / 2
        return True


class Recogniser(SegmentedSTTService):
    """Our engine, on the segments that the VAD cuts."""

    def __init__(self, engine: SpeechToText) -> None:
        super().__init__(
            sample_rate=IN_HZ,
            settings=STTSettings(model=engine.info.model, language=None),
            ttfs_p99_latency=DEFAULT_TTFS_P99,
        )
        self._talkup_engine = engine

    @property
    def wants_wav_segments(self) -> bool:
        return False

    async def run_stt(self, audio: bytes) -> AsyncGenerator[Frame | None, None]:
        samples = np.frombuffer(audio, np.int16)
        heard = await self._talkup_engine.transcribe(samples, language="en")
        if heard.text:
            yield TranscriptionFrame(heard.text, self._user_id, time_now_iso8601(), None)


class Model(LLMService):
    """The scripted reply, at its pace."""

    def __init__(self, pace: Pace) -> None:
        unset = dict.fromkeys(
            (
                *("system_instruction", "temperature", "max_tokens", "top_p", "top_k", "seed"),
                *("frequency_penalty", "presence_penalty", "user_turn_completion_config"),
            )
        )
        settings = LLMSettings(model="scripted", filter_incomplete_user_turns=False, **unset)
        super().__init__(settings=settings)
        self._talkup_pace = pace

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if not isinstance(frame, LLMContextFrame):
            await self.push_frame(frame, direction)
            return
        await self.push_frame(LLMFullResponseStartFrame())
        try:
            async for token in tokens(self._talkup_pace):
                await self.push_frame(LLMTextFrame(token))
        finally:
            await self.push_frame(LLMFullResponseEndFrame())


class Voice(TTSService):
    """Our engine, a sentence at a time."""

    def __init__(self, engine: TextToSpeech) -> None:
        super().__init__(
            push_start_frame=True,
            push_stop_frames=True,
            settings=TTSSettings(model=None, voice=None, language=None),
        )
        self._talkup_engine = engine

    async def run_tts(self, text: str, context_id: str) -> AsyncGenerator[Frame | None, None]:
        speech = await self._talkup_engine.synthesize(text, self._talkup_engine.voice("en"))

        async def once() -> AsyncIterator[bytes]:
            yield speech.samples.tobytes()

        async for frame in self._stream_audio_frames_from_iterator(
            once(), in_sample_rate=speech.sample_rate_hz, context_id=context_id
        ):
            yield frame


class Bots:
    """Serves bots around two loaded engines."""

    def __init__(self, stt: SpeechToText, tts: TextToSpeech) -> None:
        self._stt, self._tts = stt, tts

    async def serve(self, socket: ServerConnection) -> None:
        """Be one bot, for as long as the client stays."""
        assert socket.request is not None
        _, variant, pace, *_ = socket.request.path.split("/")
        line = Line(socket)
        # espeak's own rate spares a resampling that our side does not have either
        out_hz = self._tts.info.sample_rate_hz or IN_HZ
        params = TransportParams(audio_in_enabled=True, audio_out_enabled=True)
        microphone, loudspeaker = Microphone(params), Loudspeaker(params, line)
        user, assistant = LLMContextAggregatorPair(
            LLMContext(),
            user_params=LLMUserAggregatorParams(
                vad_analyzer=SileroVADAnalyzer(), user_turn_strategies=strategies(variant)
            ),
        )
        model, voice = Model(PACES[pace]), Voice(self._tts)
        worker = PipelineWorker(
            Pipeline(
                [microphone, Recogniser(self._stt), user, model, voice, loudspeaker, assistant]
            ),
            params=PipelineParams(audio_in_sample_rate=IN_HZ, audio_out_sample_rate=out_hz),
            cancel_on_idle_timeout=False,
        )

        @user.event_handler("on_user_turn_started")
        async def started(*_: Any) -> None:
            await line.tell("turn_state", state="hearing")

        @user.event_handler("on_user_turn_stopped")
        async def stopped(*_: Any) -> None:
            await line.tell("turn_state", state="processing")

        ready = asyncio.Event()

        @worker.event_handler("on_pipeline_started")
        async def begun(*_: Any) -> None:
            ready.set()
            await line.tell("interview_started", message="")

        runner = WorkerRunner(handle_sigint=False)
        await runner.add_workers(worker)
        running = asyncio.create_task(runner.run())
        try:
            async for data in socket:
                if isinstance(data, bytes) and ready.is_set():
                    frame = InputAudioRawFrame(audio=data, sample_rate=IN_HZ, num_channels=1)
                    await microphone.push_audio_frame(frame)
        except ConnectionClosed:
            pass  # the player has what it wanted
        finally:
            await worker.cancel()
            await asyncio.wait([running], timeout=10)


async def main() -> None:
    """Serve on a free port of the loopback until a signal comes."""
    logger.remove()
    logger.add(sys.stderr, level="ERROR")
    config, folder = load()
    stt, tts = moonshine.build(config, folder, "en"), espeak.build(config, folder, "en")
    await asyncio.gather(stt.start(), tts.start())
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with serve(Bots(stt, tts).serve, "127.0.0.1", 0, compression=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        sys.stdout.write(f"listening on ws://127.0.0.1:{port}\n")
        sys.stdout.flush()
        await stop.wait()
    await asyncio.gather(stt.close(), tts.close())


if __name__ == "__main__":
    asyncio.run(main())
