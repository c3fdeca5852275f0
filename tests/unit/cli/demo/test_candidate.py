"""The candidate against a real server with scripted engines."""

import asyncio

import pytest
from support.interviews import ANSWER, engines, loud
from support.serving import running

from talkup_local.audio.decode import decode
from talkup_local.cli.demo.answers import Answer
from talkup_local.cli.demo.candidate import Candidate, DemoError, Wanted
from talkup_local.clock import SystemClock
from talkup_local.engines.scripted import ScriptedModel, ScriptedRecognizer
from talkup_local.errors import RecognitionError

WHOLE = f"{ANSWER} That is all."
"""An answer after which nobody waits for more."""


class Listener:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.failures: list[str] = []
        self.loudest = {"interviewer": 0.0, "candidate": 0.0}

    def speaking(self, who, level):
        self.loudest[who] = max(self.loudest[who], level)

    def interviewer_said(self, text):
        self.said.append(text)

    def candidate_says(self, answer):
        pass

    def failed(self, code, message):
        self.failures.append(code)


async def held(turns: int = 2, *, given=None, answer=None, stop_after_s: float | None = None):
    """Hold an interview; return the candidate and who listened."""

    async def voice(text):
        return loud(1.0)

    audience, asked = Listener(), []

    def answers(question):
        asked.append(question.text)
        return answer or Answer(text="I tested it.")

    candidate = Candidate(
        voice=voice, answers=answers, audience=audience, clock=SystemClock(), fast=True
    )
    async with running(given or engines(stt=ScriptedRecognizer([WHOLE]))) as server:
        wanted = Wanted(language="en", questions=turns, answers=turns)
        await candidate.interview(f"{server.url}/ws/candidate", wanted)
    assert asked == [exchange.asked for exchange in candidate.exchanges]
    return candidate, audience


async def test_every_question_is_answered_and_every_reply_kept():
    candidate, audience = await held()
    assert len(candidate.exchanges) == 2
    assert candidate.exchanges[0].asked == candidate.greeting
    assert candidate.exchanges[1].asked == candidate.exchanges[0].reply
    assert audience.said == [candidate.greeting, *(e.reply for e in candidate.exchanges)]


async def test_the_sound_of_greeting_and_replies_is_kept():
    candidate, _ = await held(1)
    for segments in (candidate.greeting_mp3, candidate.exchanges[0].reply_mp3):
        assert sum(len(decode(segment)) for segment in segments) > 0


async def test_both_levels_are_shown():
    _, audience = await held(1)
    assert audience.loudest["interviewer"] > 0.1
    assert audience.loudest["candidate"] > 0.1


async def test_a_recording_is_sent_as_it_is():
    recording = loud(2.0)
    candidate, _ = await held(1, answer=Answer(text=None, samples=recording))
    assert candidate.exchanges[0].answer_samples is recording
    assert candidate.exchanges[0].said is None


class HardOfHearing(ScriptedRecognizer):
    """Fails in the first pass that matters, and when that is tried again."""

    failed = 0

    async def transcribe(self, samples, *, urgent=True, **known):
        if urgent and self.failed < 2:
            self.failed += 1
            raise RecognitionError("scripted", "fails by script")
        return await super().transcribe(samples, urgent=urgent, **known)


async def test_an_answer_that_is_not_heard_has_no_reply_and_the_question_stands():
    candidate, audience = await held(2, given=engines(stt=HardOfHearing([WHOLE])))
    assert candidate.exchanges[0].errors == ["TRANSCRIPTION_ERROR"]
    assert candidate.exchanges[0].reply == ""
    assert candidate.exchanges[1].asked == candidate.greeting
    assert audience.failures == ["TRANSCRIPTION_ERROR"]


async def test_an_error_that_a_reply_follows_is_no_end_of_the_turn():
    model = ScriptedModel(failures={0, 1})
    candidate, _ = await held(1, given=engines(stt=ScriptedRecognizer([WHOLE]), llm=model))
    assert candidate.exchanges[0].errors == ["AI_RESPONSE_ERROR"]
    assert candidate.exchanges[0].reply


async def test_an_interview_that_the_server_breaks_off_is_an_error():
    async def voice(text):
        stop.set()
        return loud(1.0)

    stop = asyncio.Event()
    candidate = Candidate(
        voice=voice,
        answers=lambda _: Answer(text="Wait."),
        audience=Listener(),
        clock=SystemClock(),
        fast=True,
    )
    async with running(engines()) as server:
        wanted = Wanted(language="en", answers=1)
        for_connection = candidate.interview(f"{server.url}/ws/candidate", wanted)
        interview = asyncio.create_task(for_connection)
        await stop.wait()
    with pytest.raises(DemoError, match="ended early"):
        await interview
