"""The demo's candidate: a client of the interview protocol that speaks."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from talkup_local.audio.pcm import RATE_HZ, Samples, silence
from talkup_local.cli.demo.answers import Answer, Answers, Asked
from talkup_local.clock import Clock
from talkup_local.config.model import Delivery, Language
from talkup_local.errors import TalkupError
from talkup_local.protocol.interview import messages as wire
from talkup_local.protocol.interview.client import InterviewClient, SpeechSegment

CHUNK_SAMPLES: Final = 1024
"""64 ms: what a browser's audio callback gives."""

_LEAD_IN_S: Final = 0.3
THINKING_S: Final = 1.2
"""How long the candidate looks for words where the text says so."""

_REPLY_TIMEOUT_S: Final = 60.0


class DemoError(TalkupError):
    """The interview did not go as it should."""

    code = "DEMO_ERROR"


class Audience(Protocol):
    """Whoever watches the interview."""

    def speaking(self, who: str, level: float) -> None:
        """Tell that ``who`` is this loud now, 0..1."""

    def interviewer_said(self, text: str) -> None:
        """Tell what the interviewer has said."""

    def candidate_says(self, answer: Answer) -> None:
        """Tell what the candidate is about to say."""

    def failed(self, code: str, message: str) -> None:
        """Tell of an error message of the server."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the candidate asks for. None is left to the server.

    plan: name of an operator's plan. answers: how many are given before the candidate ends it,
    None for as many as there are questions. consent: given before the interview.
    """

    language: Language
    questions: int | None = None
    plan: str | None = None
    answers: int | None = None
    consent: bool | None = None


@dataclass(kw_only=True)
class Exchange:
    """One answer and the reply to it."""

    asked: str
    said: str | None
    reply: str = ""
    answer_samples: Samples = field(repr=False)
    reply_mp3: list[bytes] = field(default_factory=list, repr=False)
    errors: list[str] = field(default_factory=list)


class Candidate:
    """Is interviewed once."""

    def __init__(
        self,
        *,
        voice: Callable[[str], Awaitable[Samples]],
        answers: Answers,
        audience: Audience,
        clock: Clock,
        fast: bool,
    ) -> None:
        """Make a candidate.

        voice: speaks a text, int16, 16 kHz mono. answers: gives the answer to a question.
        fast: send as fast as can be, and take the replies in bursts.
        """
        self._voice, self._answers, self._audience = voice, answers, audience
        self._clock, self._fast = clock, fast
        self._client = InterviewClient(now=clock.utc_now)
        self._milestones: asyncio.Queue[wire.ServerMessage] = asyncio.Queue()
        self._mp3: list[bytes] = []
        self._errors: list[str] = []
        self._problem = ""
        self._question, self._step = 0, ""
        self.session_id = ""
        """Names the interview on the server."""
        self.ended_because = ""
        """Why it ended, by the server."""
        self.greeting = ""
        self.greeting_mp3: list[bytes] = []
        self.exchanges: list[Exchange] = []

    async def interview(self, url: str, wanted: Wanted) -> None:
        """Be interviewed to the end. What happened stands in ``exchanges``.

        Raises DemoError when the server breaks the interview off.
        """
        async with connect(url, compression=None, max_size=None) as socket, self._reading(socket):
            delivery: Delivery = "burst" if self._fast else "paced"
            await socket.send(
                self._client.start_interview(
                    sample_rate_hz=RATE_HZ,
                    delivery=delivery,
                    language=wanted.language,
                    questions=wanted.questions,
                    plan=wanted.plan,
                    consent=wanted.consent,
                    capabilities=("session", "progress"),
                )
            )
            asked = self.greeting = await self._listen()
            self.greeting_mp3 = self._take_mp3()
            while wanted.answers is None or len(self.exchanges) < wanted.answers:
                answer = self._answers(Asked(text=asked, question=self._question, step=self._step))
                if answer is None:
                    break  # the goodbye has been said: the server ends it by itself
                asked = await self._exchange(socket, asked, answer)
            else:
                await socket.send(self._client.end_interview())
            ended = await self._until(wire.InterviewEnded)
            assert isinstance(ended, wire.InterviewEnded), "it was waited for"
            self.ended_because = ended.reason or "client"

    async def _exchange(self, socket: ClientConnection, asked: str, answer: Answer) -> str:
        samples = await self._sound(answer) if answer.samples is None else answer.samples
        self._audience.candidate_says(answer)
        exchange = Exchange(asked=asked, said=answer.words, answer_samples=samples)
        self.exchanges.append(exchange)
        await self._speak(socket, np.concatenate((silence(_LEAD_IN_S), samples)))
        # nobody tells the server that this was all: it has to find out
        async with self._open_microphone(socket):
            exchange.reply = await self._listen()
        exchange.reply_mp3 = self._take_mp3()
        exchange.errors, self._errors = self._errors, []
        return exchange.reply or asked

    async def _sound(self, answer: Answer) -> Samples:
        """Return the answer as it is spoken, pauses and all."""
        parts: list[Samples] = []
        for part in answer.parts:
            parts += [await self._voice(part), silence(THINKING_S)]
        return np.concatenate(parts[:-1]) if parts else silence(0)

    @contextlib.asynccontextmanager
    async def _open_microphone(self, socket: ClientConnection) -> AsyncIterator[None]:
        """Let silence be heard meanwhile; in a hurry, send nothing, which says the same."""
        silent = asyncio.ensure_future(
            asyncio.sleep(0) if self._fast else self._stay_silent(socket)
        )
        try:
            yield
        finally:
            silent.cancel()
            await asyncio.gather(silent, return_exceptions=True)

    async def _stay_silent(self, socket: ClientConnection) -> None:
        while True:
            await self._speak(socket, silence(1.0))

    async def _speak(self, socket: ClientConnection, samples: Samples) -> None:
        """Send ``samples`` as a microphone would: in step with the time, unless in a hurry."""
        begin_s = self._clock.monotonic_s()
        for start in range(0, len(samples), CHUNK_SAMPLES):
            if not self._fast:
                due_s = begin_s + start / RATE_HZ
                await self._clock.sleep_s(due_s - self._clock.monotonic_s())
            chunk = samples[start : start + CHUNK_SAMPLES]
            await socket.send(self._client.audio_chunk(chunk))

    async def _listen(self) -> str:
        """Return the interviewer's words once they are all said; "" after a failed turn."""
        message = await self._until(wire.InterviewStarted, wire.AiResponseComplete, wire.Error)
        match message:
            case wire.InterviewStarted():
                text = message.message
            case wire.AiResponseComplete():
                text = message.text
            case _:
                return ""
        self._audience.interviewer_said(text)
        return text

    async def _until(self, *wanted: type[wire.ServerMessage]) -> wire.ServerMessage:
        """Return the next message of a wanted type."""
        while True:
            try:
                async with asyncio.timeout(_REPLY_TIMEOUT_S):
                    message = await self._milestones.get()
            except TimeoutError as exc:
                raise DemoError(f"no reply within {_REPLY_TIMEOUT_S:.0f} s") from exc
            if isinstance(message, wire.InterviewEnded) and wire.InterviewEnded not in wanted:
                raise DemoError(f"the interview ended early{self._problem}")
            if isinstance(message, wanted) and not _goes_on(message):
                return message

    def _take_mp3(self) -> list[bytes]:
        taken, self._mp3 = self._mp3, []
        return taken

    # -- what comes in ----------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def _reading(self, socket: ClientConnection) -> AsyncIterator[None]:
        """Read in a task of its own, so that levels show while the candidate speaks."""
        reader = asyncio.ensure_future(self._read(socket))
        try:
            yield
        finally:
            reader.cancel()
            await asyncio.gather(reader, return_exceptions=True)

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for data in socket:
                self._take(data)
        except (ConnectionClosed, TalkupError) as exc:
            self._problem = f": {exc}"
        self._milestones.put_nowait(wire.InterviewEnded(timestamp=""))

    def _take(self, data: str | bytes) -> None:
        message = self._client.receive(data)
        match message:
            case SpeechSegment():
                self._mp3.append(message.mp3)
            case wire.AiAudioChunk():
                self._audience.speaking("interviewer", message.amplitude)
            case wire.Amplitude():
                self._audience.speaking("candidate", message.value)
            case wire.Progress():
                self._question, self._step = message.question, message.step
            case wire.SessionOpened():
                self.session_id = message.session_id
            case wire.Error():
                self._errors.append(message.code)
                self._audience.failed(message.code, message.message)
                self._milestones.put_nowait(message)
            case _:
                self._milestones.put_nowait(message)


def _goes_on(message: wire.ServerMessage) -> bool:
    """Whether an error leaves the reply to come."""
    return isinstance(message, wire.Error) and message.code in {"AI_RESPONSE_ERROR", "TTS_ERROR"}
