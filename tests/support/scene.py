"""Conversations on virtual time: what the candidate does, step by step, and what comes of it.

``says``, ``pauses``, ``noise`` and the like take virtual time. Sound goes in as pieces of
32 ms, and after each of them everything settles that needs no time.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from support.interviews import OPT_IN
from support.virtual import VirtualInterviewer, VirtualRecognizer, VirtualVoice, Vocabulary
from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.clock import VirtualClock
from talkup_local.config import Config, load
from talkup_local.config.model import Delivery
from talkup_local.engines.base import LanguageModel
from talkup_local.engines.scripted import ScriptedDetector
from talkup_local.turn import output as out
from talkup_local.turn.runner import TurnRunner
from talkup_local.turn.state import Phase
from talkup_local.turn.timing import TurnRecord
from talkup_local.wiring import Appliance, Engines, InterviewRequest, Kept

PIECE = 512
PIECE_S = PIECE / RATE_HZ

QUESTION = "Where do you work?"
THANKS, NEXT = "Thank you for that.", "What have you learned from it?"

WHOLE = "I work in a bakery in a small town near the sea."
"""An answer to ``QUESTION`` to which nothing is missing."""
OPEN = "I work in a bakery because"
"""The beginning of an answer at which nobody would stop."""
REST = "I like to get up early in the morning."
"""What makes it whole."""

_QUIET_STEPS = 8
"""Turns of the event loop without work for an engine after which nothing is under way."""

_WORD_S = 0.22


@dataclass(frozen=True)
class Span:
    """A stretch of virtual time: what happens after ``start_s``, up to ``end_s``."""

    start_s: float
    end_s: float


class _Inline(ThreadPoolExecutor):
    """Does its work at once, so that nothing is under way when the loop is idle."""

    def submit(self, fn, /, *args, **kwargs):
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as exc:  # noqa: BLE001 - it belongs to whoever waits for it
            future.set_exception(exc)
        return future


class Stage:
    """What the scenes of a test share: time, engines, and a candidate's words."""

    def __init__(self, llm: Callable[[VirtualClock], LanguageModel] | None) -> None:
        self.clock = VirtualClock(driven=True)
        self.vocabulary = Vocabulary()
        self.stt = VirtualRecognizer(self.clock, self.vocabulary)
        self.voice = VirtualVoice(self.clock)
        self.llm = llm(self.clock) if llm is not None else None
        self.scenes: list[Scene] = []

    @property
    def engines(self) -> Engines:
        return Engines(stt=self.stt, tts=self.voice, vad=ScriptedDetector(), llm=self.llm)

    async def settle(self) -> None:
        """Let everything happen that needs no time."""
        quiet = 0
        while quiet < _QUIET_STEPS:
            busy = self.stt.at_work or self.voice.at_work
            quiet = 0 if busy else quiet + 1
            await asyncio.sleep(0.0002 if busy else 0)

    async def plays(self, sounds: "dict[Scene, Samples]") -> Span:
        """Let the candidates of some scenes be heard at the same time."""
        start_s = self.clock.monotonic_s()
        for at in range(0, max(map(len, sounds.values())), PIECE):
            self.clock.advance_s(PIECE_S)
            for scene, sound in sounds.items():
                scene.runner.audio(_piece(sound, at), RATE_HZ)
            await self.settle()
        return Span(start_s, self.clock.monotonic_s())


class Scene:
    """One interview on a stage."""

    runner: TurnRunner

    def __init__(self, stage: Stage, interviewer: VirtualInterviewer) -> None:
        self.stage, self.interviewer = stage, interviewer
        self.stt, self.voice = stage.stt, stage.voice
        self.records: list[TurnRecord] = []
        self.timeline: list[tuple[float, out.Output]] = []
        """What was told, and when."""
        self.notes: dict[str, Any] = {}
        """What a test remembers of the course of it."""

    async def take(self, output: out.Output) -> None:
        """Be the runner's sink."""
        self.timeline.append((self.now_s, output))

    # -- what the candidate does --------------------------------------------------------

    def sound(self, text: str, duration_s: float | None = None) -> Samples:
        """Return ``text`` as it sounds."""
        return self.stage.vocabulary.sound(text, duration_s or len(text.split()) * _WORD_S)

    async def says(self, text: str, duration_s: float | None = None) -> Span:
        """Speak, quickly unless told otherwise."""
        return await self.stage.plays({self: self.sound(text, duration_s)})

    async def pauses(self, duration_s: float) -> Span:
        """Send silence."""
        return await self.stage.plays({self: np.zeros(round(duration_s * RATE_HZ), np.int16)})

    async def noise(self, duration_s: float) -> Span:
        """Make a noise that the detector takes for speech."""
        sound = np.full(round(duration_s * RATE_HZ), 2_000, np.int16)
        sound[1::2] *= -1
        return await self.stage.plays({self: sound})

    async def sends_at_once(self, *parts: Samples) -> None:
        """Send sound faster than it was spoken, as a single piece."""
        self.runner.audio(np.concatenate(parts), RATE_HZ)
        await self.stage.settle()

    async def stalls(self, duration_s: float) -> Span:
        """Send nothing at all."""
        start_s = self.now_s
        while self.now_s < start_s + duration_s:
            self.stage.clock.advance_s(PIECE_S)
            await self.stage.settle()
        return Span(start_s, self.now_s)

    async def commits(self) -> None:
        """Declare the turn over."""
        self.runner.commit()
        await self.stage.settle()

    async def vanishes(self) -> None:
        """Be gone without a word."""
        self.runner.gone()
        await self.stage.settle()

    async def waits_for(self, kind: type[Any], *, within_s: float = 30.0) -> Any:
        """Stay silent until there is one more output of ``kind``; return it."""
        mark = self.mark()
        found = await self.waits_until(lambda: self.times(kind, since=mark), within_s=within_s)
        assert found, f"no {kind.__name__} within {within_s} s; there was {self.kinds_since(mark)}"
        return next(o for _, o in self.timeline[mark:] if isinstance(o, kind))

    async def waits_until(self, true: Callable[[], Any], *, within_s: float = 30.0) -> Any:
        """Stay silent until something is true, at most ``within_s``; tell whether it is."""
        until_s = self.now_s + within_s
        while not true() and self.now_s < until_s:
            await self.pauses(PIECE_S)
        return true()

    async def waits_really(self, true: Callable[[], Any]) -> None:
        """Let real time pass until something is true: for limits that the event loop keeps."""
        async with asyncio.timeout(60):
            while not true():
                await asyncio.sleep(0.01)
                await self.stage.settle()

    # -- what came of it ----------------------------------------------------------------

    @property
    def now_s(self) -> float:
        return self.stage.clock.monotonic_s()

    @property
    def phase(self) -> Phase:
        return self.runner.phase

    def mark(self) -> int:
        """Return a place in the timeline, to ask later what came since."""
        return len(self.timeline)

    def times(self, kind: type[Any], *, since: int = 0) -> list[float]:
        """Return when there were outputs of ``kind``."""
        return [at_s for at_s, output in self.timeline[since:] if isinstance(output, kind)]

    def outputs(self, kind: type[Any], *, since: int = 0) -> list[Any]:
        """Return the outputs of ``kind``."""
        return [output for _, output in self.timeline[since:] if isinstance(output, kind)]

    def kinds_since(self, mark: int) -> list[str]:
        """Return what a plain client was told, each sound once and without its levels."""
        names = [type(output).__name__ for _, output in self.timeline[mark:]]
        return [name for name in names if name not in {*OPT_IN, "Level"}]

    def spoke_during(self, span: Span) -> bool:
        """Whether anything of ours sounded."""
        times = self.times(out.Level) + self.times(out.Sound)
        return any(span.start_s < at_s <= span.end_s for at_s in times)

    def committed_during(self, span: Span) -> bool:
        """Whether a turn was taken for over."""
        return any(span.start_s < at_s <= span.end_s for at_s in self.times(out.Considering))

    @property
    def answers(self) -> list[str]:
        """What the candidate said, by the history."""
        return [m.content for m in self.runner.history if m.role == "user"]

    @property
    def questions(self) -> list[str]:
        """What the interviewer said, by the history."""
        return [m.content for m in self.runner.history if m.role == "assistant"]


def _piece(sound: Samples, at: int) -> Samples:
    piece = sound[at : at + PIECE]
    return np.concatenate((piece, np.zeros(PIECE - len(piece), np.int16)))


@cache
def _configured(**flags: object) -> tuple[Config, Path]:
    quiet = {"store.enabled": False, "interview.check_in_s": 0, "interview.linger_s": 0}
    flags = {**quiet, **flags}
    return load(flags=flags, folder=Path("/none"))


@contextlib.asynccontextmanager
async def scenes(
    count: int = 1,
    *,
    patience: str = "normal",
    language: str = "en",
    question: str = QUESTION,
    replies: Sequence[str] = (THANKS, NEXT),
    greeted: bool = True,
    flags: dict[str, object] | None = None,
    llm: Callable[[VirtualClock], LanguageModel] | None = None,
    interviewing: type[VirtualInterviewer] = VirtualInterviewer,
    kept: Kept | None = None,
    delivery: Delivery = "paced",
) -> AsyncIterator[list[Scene]]:
    """Hold ``count`` interviews with shared engines until the block ends.

    question: what the greeting asks, its sentences parted by "|". greeted: whether it is
    over when the scene begins. llm: to reply in place of ``replies``. interviewing: a kind of
    interviewer of one's own. kept: how it is kept. delivery: of its speech.
    """
    asyncio.get_running_loop().set_default_executor(_Inline())
    config, folder = _configured(**{"turn.patience": patience, **(flags or {})})
    stage = Stage(llm)
    running: list[asyncio.Task[None]] = []
    for number in range(count):
        interviewer = interviewing(stage.clock, question, tuple(replies), language)
        scene = Scene(stage, interviewer)
        appliance = Appliance(
            config,
            folder,
            engines=stage.engines,
            clock=stage.clock,
            interviewer=None if llm is not None else lambda *_, made=interviewer: made,
            on_turn=scene.records.append,
        )
        await appliance.start()
        request = InterviewRequest(interview_id=str(number), language=language, delivery=delivery)
        if kept is None:
            scene.runner = appliance.open_interview(request, scene.take)
        else:
            scene.runner = appliance.runner(interviewer, request, scene.take, kept=kept)
        running.append(asyncio.create_task(scene.runner.run()))
        stage.scenes.append(scene)
    try:
        await stage.settle()
        if greeted:
            begun = stage.scenes
            await begun[0].waits_until(lambda: all(talk.times(out.Started) for talk in begun))
        yield stage.scenes
    finally:
        for scene in stage.scenes:
            scene.runner.gone()
        await asyncio.gather(*running)
        await appliance.close()


@contextlib.asynccontextmanager
async def scene(**settings: Any) -> AsyncIterator[Scene]:
    """Hold one interview until the block ends; see ``scenes``."""
    async with scenes(**settings) as (only,):
        yield only
