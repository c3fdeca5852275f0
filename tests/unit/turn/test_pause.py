import asyncio
import contextlib

import numpy as np
import pytest
from support.listening import Ear, listening, settle, sounding

from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.engines.base import EngineInfo
from talkup_local.engines.threaded import ThreadedTurnModel
from talkup_local.errors import DetectionError
from talkup_local.turn.endpoint import Judgement, Verdict
from talkup_local.turn.pause import PauseJudge

WHOLE = "I have been a baker in a small town for ten years."
OPEN = "I work in a bakery because"
ASKED = "What is your present job?"


class Opinion(ThreadedTurnModel):
    """A turn model that the test speaks for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[np.ndarray] = []
        self._answers: list[asyncio.Future[float]] = []

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name="opinion", job="turn")

    def _load(self) -> None:
        pass

    def _completeness(self, samples, cancel):
        raise NotImplementedError

    async def completeness(self, samples):
        self.asked.append(samples)
        self._answers.append(asyncio.get_running_loop().create_future())
        return await self._answers[-1]

    async def says(self, completeness: float | Exception) -> None:
        if isinstance(completeness, Exception):
            self._answers[-1].set_exception(completeness)
        else:
            self._answers[-1].set_result(completeness)
        await settle()


class Bench:
    """A judge, and the candidate before it."""

    def __init__(self, ear: Ear, model: Opinion | None, tasks: asyncio.TaskGroup) -> None:
        self.ear, self.model, self._tasks = ear, model, tasks
        self.changes = 0
        self._judge = PauseJudge(
            ear.listener,
            language="en",
            patience="normal",
            turn_model=model,
            on_change=self._changed,
        )

    def _changed(self) -> None:
        self.changes += 1

    async def judge(self, *, asked: str = ASKED, encouraged: bool = False) -> Judgement:
        hearing = self.ear.hearing
        found = self._judge.judge(hearing, asked=asked, encouraged=encouraged, tasks=self._tasks)
        await settle()
        return found


@contextlib.asynccontextmanager
async def judging(heard: str = WHOLE, *, model: bool = False):
    opinion = Opinion() if model else None
    async with listening(lambda _: heard) as ear, asyncio.TaskGroup() as tasks:
        yield Bench(ear, opinion, tasks)
        if opinion is not None:
            await opinion.close()


async def test_a_whole_answer_is_over_before_long():
    async with judging(WHOLE) as bench:
        await bench.ear.hear(sounding(4_000), silence(0.1))
        early = await bench.judge()
        assert early.verdict is not Verdict.DONE
        await bench.ear.hear(silence(early.done_ms / 1000))
        assert (await bench.judge()).verdict is Verdict.DONE


async def test_an_open_sentence_is_not():
    async with judging(OPEN) as bench:
        await bench.ear.hear(sounding(2_000), silence(2.0))
        assert (await bench.judge()).verdict is Verdict.CUT_OFF


async def test_who_was_encouraged_once_is_not_again():
    async with judging(OPEN) as bench:
        await bench.ear.hear(sounding(2_000), silence(1.0))
        assert (await bench.judge()).encourage_ms is not None
        assert (await bench.judge(encouraged=True)).encourage_ms is None


class TestATurnModel:
    async def test_is_asked_once_a_pause(self):
        async with judging(model=True) as bench:
            await bench.ear.hear(sounding(2_000), silence(0.1))
            await bench.judge()
            await bench.model.says(0.2)
            for _ in range(5):
                await bench.ear.hear(silence(0.5))
                await bench.judge()
            assert len(bench.model.asked) == 1

    async def test_hears_the_sound_up_to_the_pause(self):
        async with judging(model=True) as bench:
            await bench.ear.hear(sounding(2_048), silence(0.128))
            await bench.judge()
            (sound,) = bench.model.asked
            assert len(sound) == pytest.approx(2.048 * RATE_HZ, abs=512)
            assert np.abs(sound[-512:]).min() > 0
            await bench.model.says(0.5)

    async def test_brings_the_end_nearer_or_puts_it_off(self):
        async with judging(model=True) as bench:
            await bench.ear.hear(sounding(2_000), silence(0.1))
            without = await bench.judge()
            await bench.model.says(0.99)
            surely = await bench.judge()
            assert surely.done_ms < without.done_ms
            assert bench.changes == 1
            await bench.ear.hear(sounding(500), silence(0.1))
            await bench.judge()
            await bench.model.says(0.01)
            assert (await bench.judge()).done_ms > surely.done_ms

    async def test_says_nothing_about_the_next_pause(self):
        async with judging(model=True) as bench:
            await bench.ear.hear(sounding(2_000), silence(0.1))
            await bench.judge()
            await bench.ear.hear(sounding(500), silence(0.1))
            await bench.judge()
            await bench.model.says(0.99)
            assert bench.changes == 0
            await bench.judge()
            assert len(bench.model.asked) == 2
            await bench.model.says(0.5)

    async def test_that_fails_is_done_without(self):
        async with judging(model=True) as bench:
            await bench.ear.hear(sounding(2_000), silence(0.1))
            before = await bench.judge()
            await bench.model.says(DetectionError("opinion", "has none"))
            assert await bench.judge() == before
            assert bench.changes == 0
