import asyncio
import contextlib

import numpy as np
import pytest
from support.listening import Meter, Stenographer, sounding
from support.listening import settle as settle_once

from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.clock import VirtualClock
from talkup_local.errors import RecognitionError
from talkup_local.turn import output as out
from talkup_local.turn.listener import ListenerSettings
from talkup_local.turn.transcriber import Transcriber, TranscriberSettings

PAUSE = silence(0.6)


async def settle():
    """Let everything happen that needs no time; sound is looked at in slices."""
    for _ in range(10):
        await settle_once()


class Stream:
    """A transcriber at work, and what it told."""

    def __init__(self, by_itself=None, **settings):
        self.told: list[out.Output] = []
        self.stt = Stenographer(by_itself)
        self.clock = VirtualClock(driven=True)
        self.transcriber = Transcriber(
            stt=self.stt,
            vad=Meter(),
            language="en",
            sink=self._take,
            clock=self.clock,
            settings=TranscriberSettings(**settings),
        )

    async def _take(self, output):
        self.told.append(output)

    async def hears(self, *parts):
        self.transcriber.audio(np.concatenate(parts), RATE_HZ)
        await settle()

    def heard(self, *, final):
        return [o for o in self.told if isinstance(o, out.Heard) and o.final is final]


@contextlib.asynccontextmanager
async def stream(by_itself=None, **settings):
    made = Stream(by_itself, **settings)
    task = asyncio.create_task(made.transcriber.run())
    try:
        await settle()
        yield made
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def seconds(samples):
    return f"{len(samples) / RATE_HZ:.0f} s"


async def test_a_pause_makes_an_utterance_final():
    async with stream() as one:
        await one.hears(sounding(1_000), PAUSE)
        one.stt.last.hears("Good morning.", confidence=0.9)
        await settle()
        (heard,) = one.heard(final=True)
        assert (heard.text, heard.stable, heard.confidence) == ("Good morning.", 13, 0.9)


async def test_words_are_told_before_the_pause():
    async with stream() as one:
        await one.hears(sounding(1_000))
        one.stt.last.hears("Good")
        await settle()
        assert [heard.text for heard in one.heard(final=False)] == ["Good"]


async def test_the_same_words_are_told_once():
    async with stream() as one:
        await one.hears(sounding(1_000))
        one.stt.last.hears("Good")
        await settle()
        await one.hears(sounding(64))
        assert len(one.heard(final=False)) == 1


async def test_each_utterance_is_told_by_itself_and_in_order():
    async with stream(seconds) as one:
        await one.hears(sounding(1_000), PAUSE, sounding(3_000), PAUSE)
        assert [heard.text for heard in one.heard(final=True)] == ["1 s", "3 s"]


async def test_speech_without_a_pause_is_told_in_parts_so_that_memory_stays_bounded():
    async with stream(seconds) as one:
        for _ in range(30):
            await one.hears(sounding(1_000))
        assert len(one.heard(final=True)) >= 2


async def test_silence_tells_nothing():
    async with stream(seconds) as one:
        await one.hears(silence(20.0))
        assert not one.told
        assert not one.stt.passes


async def test_the_end_waits_for_the_last_words():
    async with stream() as one:
        await one.hears(sounding(1_000))
        one.transcriber.finish()
        await settle()
        assert not any(isinstance(o, out.Ended) for o in one.told)
        while not any(isinstance(o, out.Ended) for o in one.told):
            one.stt.last.hears("Bye.")
            await settle()
        assert [type(o) for o in one.told[-2:]] == [out.Heard, out.Ended]
        assert one.told[-2].final


async def test_the_end_of_silence_comes_at_once():
    async with stream() as one:
        one.transcriber.finish()
        await settle()
        assert one.told == [out.Ended("client")]


async def test_a_failed_pass_is_tried_again():
    async with stream() as one:
        await one.hears(sounding(1_000), PAUSE)
        one.stt.last.fails(RecognitionError("stenographer", "coughs"))
        await settle()
        one.stt.last.hears("After all.")
        await settle()
        assert [heard.text for heard in one.heard(final=True)] == ["After all."]


async def test_a_pass_that_fails_twice_is_told_and_the_stream_goes_on():
    async with stream() as one:
        await one.hears(sounding(1_000), PAUSE)
        for _ in range(2):
            one.stt.last.fails(RecognitionError("stenographer", "coughs"))
            await settle()
        assert one.told == [out.Failed("TRANSCRIPTION_ERROR")]
        await one.hears(sounding(1_000), PAUSE)
        one.stt.last.hears("Well again.")
        await settle()
        assert [heard.text for heard in one.heard(final=True)] == ["Well again."]


async def test_who_sends_faster_than_we_hear_waits_for_room():
    async with stream(backlog_s=5.0) as one:
        await one.hears(sounding(8_000))
        assert one.transcriber.buffered_s > 5
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(one.transcriber.room(), 0.01)
        one.stt.last.hears("A long one.")
        await one.hears(PAUSE)
        one.stt.last.hears("A long one.")
        await settle()
        await one.transcriber.room()


async def test_a_client_that_stops_sending_is_silent():
    async with stream(seconds, listener=ListenerSettings(partial_ms=None)) as one:
        await one.hears(sounding(1_000))
        for _ in range(60):
            one.clock.advance_s(0.05)
            await settle()
        assert [heard.text for heard in one.heard(final=True)] == ["1 s"]


async def test_speech_is_counted_without_its_pauses():
    async with stream(seconds) as one:
        await one.hears(sounding(1_024), silence(3.0), sounding(2_048), PAUSE)
        lengths_s = [heard.speech_s for heard in one.heard(final=True)]
        assert lengths_s == pytest.approx([1.024, 2.048], abs=0.05)


async def test_sound_after_the_end_is_left_out():
    async with stream() as one:
        await one.hears(sounding(1_000))
        one.transcriber.end("shutdown")
        await one.hears(sounding(2_000))
        one.stt.last.hears("Bye.")
        await settle()
        assert [heard.text for heard in one.heard(final=True)] == ["Bye."]
        assert one.told[-1] == out.Ended("client")


async def test_nobody_waits_for_room_once_the_client_is_gone():
    async with stream(backlog_s=0.5) as one:
        one.transcriber.audio(sounding(2_000), RATE_HZ)
        one.transcriber.gone()
        one.transcriber.audio(sounding(2_000), RATE_HZ)
        await asyncio.wait_for(one.transcriber.room(), 60)
