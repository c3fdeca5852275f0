"""Clients that go away, or stop sending."""

import numpy as np
import pytest
from support.scene import OPEN, REST, WHOLE, scene
from support.virtual import FOREVER_S

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.turn import output as out
from talkup_local.turn.state import Phase


async def test_a_client_that_vanishes_in_mid_answer_is_told_nothing_more():
    async with scene() as talk:
        await talk.says(OPEN)
        await talk.vanishes()
        mark = talk.mark()
        await talk.pauses(5.0)
        assert talk.timeline[mark:] == []
        assert talk.phase is Phase.ENDED


@pytest.mark.parametrize("engine", ["recogniser", "voice", "interviewer"])
async def test_a_client_that_vanishes_stops_work_that_would_never_end(engine):
    async with scene() as talk:
        match engine:
            case "recogniser":
                talk.stt.jobs.takes_s = FOREVER_S
            case "voice":
                talk.voice.jobs.takes_s = FOREVER_S
            case "interviewer":
                talk.interviewer.thinks_s = FOREVER_S
        await talk.says(WHOLE)
        await talk.pauses(1.0)
        await talk.vanishes()
        assert talk.phase is Phase.ENDED
        assert talk.stt.waiting == talk.voice.waiting == 0


async def test_the_record_of_a_turn_cut_short_says_so():
    async with scene() as talk:
        talk.interviewer.thinks_s = FOREVER_S
        await talk.says(WHOLE)
        await talk.waits_for(out.Considering)
        await talk.vanishes()
        assert [record.outcome for record in talk.records] == ["gone"]


async def test_a_client_that_vanishes_in_mid_reply_leaves_what_was_said_so_far():
    async with scene() as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        await talk.pauses(1.0)
        await talk.vanishes()
        assert talk.answers == [WHOLE]
        assert [(record.outcome, record.heard) for record in talk.records] == [("gone", WHOLE)]
        assert talk.questions[1].startswith("Thank you for that.")


async def test_a_client_that_stops_sending_after_its_answer_is_taken_for_silent():
    async with scene() as talk:
        await talk.says(WHOLE)
        gap = await talk.stalls(3.0)
        assert talk.spoke_during(gap)
        assert talk.answers == [WHOLE]


async def test_a_client_that_stops_sending_in_mid_clause_gets_its_thinking_pause():
    async with scene() as talk:
        await talk.says(OPEN)
        gap = await talk.stalls(3.0)
        assert not talk.spoke_during(gap)
        await talk.says(REST)
        await talk.waits_for(out.Replied)
        assert talk.answers == [f"{OPEN} {REST}"]


async def test_a_client_that_stops_sending_over_the_reply_does_not_hold_it():
    async with scene() as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        await talk.noise(0.3)
        await talk.stalls(4.0)
        assert talk.outputs(out.Replied)


async def test_a_client_that_sends_its_answer_in_one_piece_is_answered():
    async with scene() as talk:
        await talk.sends_at_once(talk.sound(WHOLE, 3.0))
        gap = await talk.stalls(4.0)
        assert talk.spoke_during(gap)
        assert talk.answers == [WHOLE]


async def test_a_thinking_pause_within_one_piece_does_not_part_the_answer():
    async with scene() as talk:
        quiet = np.zeros(3 * RATE_HZ, np.int16)
        await talk.sends_at_once(talk.sound(WHOLE, 3.0), quiet, talk.sound(REST, 3.0))
        await talk.stalls(6.0)
        assert talk.answers == [f"{WHOLE} {REST}"]


@pytest.mark.parametrize("phase", ["hearing", "pausing", "thinking", "speaking", "held"])
async def test_an_interview_that_the_client_ends_is_over_at_once(phase):
    async with scene() as talk:
        talk.interviewer.thinks_s = 1.0
        await talk.says(OPEN if phase == "hearing" else WHOLE)
        if phase not in ("hearing", "pausing"):
            await talk.waits_until(lambda: talk.phase is Phase.THINKING)
        if phase in ("speaking", "held"):
            await talk.waits_for(out.Sound)
        if phase == "held":
            await talk.noise(0.2)
        talk.runner.end("client")
        await talk.pauses(3.0)
        assert talk.timeline[-1][1] == out.Ended("client")


async def test_a_client_that_never_sends_anything_is_left_in_peace():
    async with scene() as talk:
        mark = talk.mark()
        await talk.stalls(20.0)
        assert talk.timeline[mark:] == []


async def test_a_client_that_sends_only_while_it_hears_speech_is_answered():
    async with scene() as talk:
        await talk.says(OPEN)
        await talk.stalls(1.0)
        await talk.says(REST)
        await talk.stalls(3.0)
        assert talk.answers == [f"{OPEN} {REST}"]
