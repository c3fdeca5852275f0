"""Interviews for tests: scripted engines, and a turn runner that needs no server."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import numpy as np

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.clock import VirtualClock
from talkup_local.config import load
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.engines.base import LanguageModel, SpeechToText, TextToSpeech
from talkup_local.engines.scripted import ScriptedDetector, ScriptedRecognizer, ScriptedVoice
from talkup_local.interview.plan import InterviewPlan
from talkup_local.turn import output as out
from talkup_local.turn.runner import TurnRunner
from talkup_local.turn.timing import TurnRecord
from talkup_local.wiring import Appliance, Engines, InterviewRequest

OPT_IN = {"TurnChanged", "Heard", "Says", "Interrupted", "Asked", "Taken"}
"""Outputs that only a client sees that asks for them."""

ANSWER = "I worked on a small team and I was responsible for all of the tests of our product."


def engines(
    *,
    stt: SpeechToText | None = None,
    tts: TextToSpeech | None = None,
    llm: LanguageModel | None = None,
) -> Engines:
    """Return scripted engines, or the given ones."""
    return Engines(
        stt=stt or ScriptedRecognizer([ANSWER]),
        tts=tts or ScriptedVoice(),
        vad=ScriptedDetector(),
        llm=llm,
    )


def hearing_after(gate: threading.Event) -> ScriptedRecognizer:
    """Return a recogniser that hears nothing before ``gate`` is set."""
    return ScriptedRecognizer(lambda _: ANSWER if gate.wait(60) else "")


def loud(duration_s: float, rate_hz: int = RATE_HZ) -> Samples:
    """Return a tone that the scripted detector takes for speech."""
    time_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    return (9_000 * np.sin(2 * np.pi * 300 * time_s)).astype(np.int16)


class Interview:
    """A turn runner on virtual time, and everything that it said."""

    runner: TurnRunner

    def __init__(self, clock: VirtualClock, records: list[TurnRecord]) -> None:
        self.clock, self.records = clock, records
        self.timeline: list[tuple[float, out.Output]] = []
        self._changed = asyncio.Event()
        self.ended = asyncio.Event()

    async def take(self, output: out.Output) -> None:
        """Be the runner's sink."""
        self.timeline.append((self.clock.monotonic_s(), output))
        self._changed.set()

    async def until(self, kind: type[Any], times: int = 1) -> Any:
        """Wait for the output of ``kind`` that is the ``times``-th, and return it."""
        async with asyncio.timeout(60):
            while len(found := [o for o in self.outputs if isinstance(o, kind)]) < times:
                self._changed.clear()
                await self._changed.wait()
        return found[times - 1]

    @property
    def outputs(self) -> list[out.Output]:
        """What was said, in order."""
        return [output for _, output in self.timeline]

    def kinds(self, *, levels: bool = False) -> list[str]:
        """Return the names of what a plain client is told, without levels unless wanted."""
        left_out = OPT_IN | (set() if levels else {"Level"})
        names = (type(output).__name__ for output in self.outputs)
        return [name for name in names if name not in left_out]

    async def answer(self, duration_s: float = 2.0) -> None:
        """Speak and commit."""
        self.runner.audio(loud(duration_s), RATE_HZ)
        self.runner.commit()


@contextlib.asynccontextmanager
async def interviewing(
    given: Engines | None = None,
    *,
    paced: bool = False,
    flags: dict[str, object] | None = None,
    interviewer: Callable[[InterviewPlan, str], Interviewer] | None = None,
) -> AsyncIterator[Interview]:
    """Run an interview on virtual time until the block ends."""
    quiet = {"store.enabled": False, "interview.check_in_s": 0, "interview.linger_s": 0}
    flags = {**quiet, **(flags or {})}
    config, folder = load(flags=flags, folder=Path("/nonexistent"))
    clock, records = VirtualClock(), []
    appliance = Appliance(
        config,
        folder,
        engines=given or engines(),
        clock=clock,
        interviewer=interviewer,
        on_turn=records.append,
    )
    await appliance.start()
    request = InterviewRequest(interview_id="test", delivery="paced" if paced else "burst")
    interview = Interview(clock, records)
    interview.runner = appliance.open_interview(request, interview.take)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(interview.runner.run())
        running.add_done_callback(lambda _: interview.ended.set())
        try:
            yield interview
        finally:
            interview.runner.gone()
    await appliance.close()
