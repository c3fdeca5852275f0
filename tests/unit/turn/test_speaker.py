import asyncio
import contextlib

import pytest
from support.listening import Meter

from talkup_local.clock import VirtualClock
from talkup_local.dialogue.interviewer import Draft, FixedDraft, ModelFailed, Sentence
from talkup_local.engines.scripted import ScriptedRecognizer, ScriptedVoice
from talkup_local.errors import GenerationError
from talkup_local.turn import output as out
from talkup_local.turn.senses import Senses
from talkup_local.turn.speaker import Speaker
from talkup_local.turn.standstill import StoppableClock
from talkup_local.turn.state import Event
from talkup_local.turn.timing import Mark

TEXTS = ("Thank you.", "Why?")


class Slow(Draft):
    """Thinks for some virtual time, then says what it has; notes whether it was closed."""

    def __init__(self, clock: VirtualClock, thinks_s: float, *pieces) -> None:
        self._clock, self._thinks_s, self._pieces = clock, thinks_s, pieces
        self.committed, self.closed = 0, False

    async def pieces(self):
        try:
            await self._clock.sleep_s(self._thinks_s)
            for piece in self._pieces:
                yield piece
        finally:
            self.closed = True

    def commit(self) -> None:
        self.committed += 1


class Mouth:
    """A speaker, and all that it said and told."""

    def __init__(self, voice: ScriptedVoice, clock: VirtualClock, tasks: asyncio.TaskGroup) -> None:
        self.clock, self.voice, self.tasks = clock, voice, tasks
        self.said: list[out.Output] = []
        self.told: list[tuple[Event, int]] = []
        self.over = asyncio.Event()
        stt = ScriptedRecognizer()
        self.engines = (stt, voice)
        senses = Senses(stt=stt, tts=voice, vad=Meter(), voice=voice.voice("en"), language="en")
        self.speaker = Speaker(
            senses=senses,
            sink=self.take,
            clock=StoppableClock(clock),
            delivery="burst",
            tell=self.tell,
        )

    async def take(self, output: out.Output) -> None:
        self.said.append(output)

    async def tell(self, event: Event, number: int) -> None:
        self.told.append((event, number))
        if event in {Event.SPOKEN, Event.LOST}:
            self.over.set()

    def begin(self, draft: Draft, *, number: int = 1, answers: str = "I bake bread."):
        return self.speaker.begin(number, answers, lambda: draft, self.tasks)

    async def ready(self) -> None:
        """Wait until the first sentence has a sound."""
        reply = self.speaker.reply
        async with asyncio.timeout(60):
            while reply.timing.between_ms(Mark.BEGUN, Mark.FIRST_SYNTHESIZED) is None:
                await asyncio.sleep(0.002)

    async def finish(self) -> None:
        async with asyncio.timeout(60):
            await self.over.wait()

    @property
    def texts(self) -> list[str]:
        return [output.text for output in self.said if isinstance(output, out.Says)]


@contextlib.asynccontextmanager
async def speaking(voice: ScriptedVoice | None = None):
    async with asyncio.TaskGroup() as tasks:
        mouth = Mouth(voice or ScriptedVoice(), VirtualClock(), tasks)
        yield mouth
        mouth.speaker.drop()
    for engine in mouth.engines:
        await engine.close()


async def test_a_reply_is_prepared_before_it_is_wanted_and_nothing_of_it_is_heard():
    async with speaking() as mouth:
        mouth.begin(FixedDraft(TEXTS))
        await mouth.ready()
        assert mouth.voice.spoken
        assert not mouth.said
        assert not mouth.told


async def test_once_it_is_released_all_of_it_is_heard():
    async with speaking() as mouth:
        reply = mouth.begin(FixedDraft(TEXTS), number=4)
        reply.utterance.release()
        await mouth.finish()
        assert mouth.texts == list(TEXTS)
        assert mouth.told == [(Event.BEGAN, 4), (Event.SPOKEN, 4)]
        assert reply.text == "Thank you. Why?"


async def test_the_interview_moves_on_only_when_it_sounds():
    async with speaking() as mouth:
        draft = Slow(mouth.clock, 0.0, Sentence("Why?"))
        reply = mouth.begin(draft)
        await mouth.ready()
        assert not draft.committed
        reply.utterance.release()
        await mouth.finish()
        assert draft.committed == 1


async def test_what_is_dropped_is_neither_made_nor_heard_any_further():
    async with speaking() as mouth:
        draft = Slow(mouth.clock, 0.0, *map(Sentence, TEXTS * 5))
        reply = mouth.begin(draft)
        await mouth.ready()
        mouth.speaker.drop()
        reply.utterance.release()
        async with asyncio.timeout(60):
            while not draft.closed:
                await asyncio.sleep(0.002)
        await asyncio.sleep(0.05)
        assert not draft.committed
        assert not mouth.said
        assert not mouth.told


async def test_dropping_twice_or_nothing_is_no_harm():
    async with speaking() as mouth:
        mouth.speaker.drop()
        mouth.begin(FixedDraft(TEXTS))
        mouth.speaker.drop()
        mouth.speaker.drop()
        assert not mouth.told


async def test_a_failed_model_is_told_in_its_place():
    async with speaking() as mouth:
        failed = ModelFailed(GenerationError("scripted", "fails"))
        reply = mouth.begin(Slow(mouth.clock, 0.0, failed, Sentence("Why?")))
        await mouth.ready()
        assert not mouth.told
        reply.utterance.release()
        await mouth.finish()
        assert [event for event, _ in mouth.told] == [
            Event.MODEL_FAILED,
            Event.BEGAN,
            Event.SPOKEN,
        ]


async def test_a_failed_voice_is_told_and_the_other_sentences_are_heard():
    async with speaking(ScriptedVoice(failures={0})) as mouth:
        reply = mouth.begin(FixedDraft(TEXTS))
        reply.utterance.release()
        await mouth.finish()
        assert [event for event, _ in mouth.told] == [
            Event.VOICE_FAILED,
            Event.BEGAN,
            Event.SPOKEN,
        ]
        assert mouth.texts == ["Why?"]
        assert reply.utterance.heard == "Thank you. Why?"


class TestAReplyThatBreaksDown:
    @staticmethod
    def broken() -> Draft:
        raise ZeroDivisionError

    async def test_is_told_as_lost_once_it_is_wanted(self):
        async with speaking() as mouth:
            reply = mouth.speaker.begin(2, "I bake bread.", self.broken, mouth.tasks)
            await asyncio.sleep(0.02)
            assert not mouth.told
            reply.utterance.release()
            await mouth.finish()
            assert mouth.told == [(Event.LOST, 2)]

    async def test_is_not_missed_when_it_is_dropped(self):
        async with speaking() as mouth:
            mouth.speaker.begin(2, "I bake bread.", self.broken, mouth.tasks)
            await asyncio.sleep(0.02)
            mouth.speaker.drop()
            await asyncio.sleep(0.02)
            assert not mouth.told


class TestTheLead:
    @staticmethod
    async def reply_after(mouth: Mouth, thinks_s: float, answers: str = "I bake bread.") -> None:
        draft = Slow(mouth.clock, thinks_s, Sentence("Why?"))
        mouth.over.clear()
        mouth.begin(draft, answers=answers).utterance.release()
        await mouth.finish()

    async def test_grows_with_replies_that_take_long(self):
        async with speaking() as mouth:
            before_ms = mouth.speaker.lead_ms
            await self.reply_after(mouth, 2.0)
            once_ms = mouth.speaker.lead_ms
            assert before_ms < once_ms
            await self.reply_after(mouth, 2.0)
            assert once_ms < mouth.speaker.lead_ms

    async def test_shrinks_with_replies_that_are_quick(self):
        async with speaking() as mouth:
            for _ in range(3):
                await self.reply_after(mouth, 0.0)
            assert mouth.speaker.lead_ms < 100

    async def test_has_its_limits(self):
        async with speaking() as mouth:
            for _ in range(4):
                await self.reply_after(mouth, 60.0)
            assert mouth.speaker.lead_ms == 5_000

    async def test_learns_nothing_from_a_greeting(self):
        async with speaking() as mouth:
            before_ms = mouth.speaker.lead_ms
            await self.reply_after(mouth, 2.0, answers=None)
            assert mouth.speaker.lead_ms == before_ms


@pytest.mark.parametrize("mark", [Mark.FIRST_SENTENCE, Mark.FIRST_SYNTHESIZED, Mark.FIRST_AUDIO])
async def test_every_stage_is_marked(mark):
    async with speaking() as mouth:
        reply = mouth.begin(Slow(mouth.clock, 1.5, Sentence("Why?")))
        reply.utterance.release()
        await mouth.finish()
        assert reply.timing.between_ms(Mark.BEGUN, mark) >= 1_500
