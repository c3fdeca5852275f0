import asyncio

import pytest

from talkup_local.clock import VirtualClock
from talkup_local.dialogue.interviewer import FixedDraft
from talkup_local.turn.minutes import Minutes
from talkup_local.turn.speaker import Reply
from talkup_local.turn.speech import Segment
from talkup_local.turn.standstill import StoppableClock
from talkup_local.turn.timing import Mark


@pytest.fixture
def records():
    return []


@pytest.fixture
def minutes(records):
    return Minutes(VirtualClock(), records.append)


async def spoken_reply(answers: str, *texts: str) -> Reply:
    """Return a reply of which all was delivered."""
    reply = Reply(3, answers, lambda: FixedDraft(texts), StoppableClock(VirtualClock()))

    async def heard() -> None:
        async for _ in reply.utterance.ready():
            pass

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(heard())
        for text in texts:
            await reply.utterance.put(Segment(text=text, mp3=b"sound"))
        await reply.utterance.finish()
    return reply


def test_both_sides_are_kept_in_order(minutes):
    minutes.interviewer_said("What do you do?")
    minutes.candidate_said("I bake bread.")
    assert [(m.role, m.content) for m in minutes.history] == [
        ("assistant", "What do you do?"),
        ("user", "I bake bread."),
    ]


def test_what_the_interviewer_said_last_is_what_was_asked(minutes):
    minutes.interviewer_said("What do you do?")
    minutes.interviewer_said("Why?")
    assert minutes.asked == "Why?"


def test_what_nobody_heard_was_not_said(minutes):
    minutes.interviewer_said("What do you do?")
    minutes.interviewer_said("")
    assert minutes.asked == "What do you do?"
    assert len(minutes.history) == 1


async def test_a_record_tells_what_was_asked_heard_and_replied(minutes, records):
    minutes.interviewer_said("What do you do?")
    minutes.close_turn("replied", await spoken_reply("I bake bread.", "I see.", "Why?"))
    (record,) = records
    assert (record.asked, record.heard, record.reply, record.segments) == (
        "What do you do?", "I bake bread.", "I see. Why?", 2,
    )  # fmt: skip


async def test_the_question_can_be_an_older_one(minutes, records):
    minutes.interviewer_said("I see. Why?")
    minutes.close_turn("replied", await spoken_reply("x", "y"), asked="What do you do?")
    assert records[0].asked == "What do you do?"


async def test_the_delays_are_those_of_the_reply(minutes, records):
    reply = await spoken_reply("x", "y")
    reply.timing.mark(Mark.COMMITTED, 1.0)
    reply.timing.mark(Mark.FIRST_AUDIO, 1.5)
    minutes.close_turn("replied", reply)
    assert records[0].compute_ms == 500


def test_a_turn_without_a_reply_has_a_record_too(minutes, records):
    minutes.close_turn("nothing_heard")
    assert (records[0].outcome, records[0].heard, records[0].reply) == ("nothing_heard", "", "")


def test_turns_are_numbered_and_begin_with_nothing_counted(minutes, records):
    minutes.turn.pauses = 4
    minutes.close_turn("nothing_heard")
    minutes.close_turn("gone")
    assert [(record.number, record.pauses) for record in records] == [(1, 4), (2, 0)]


def test_a_new_turn_forgets_what_was_counted_before_it_began(minutes):
    minutes.turn.pauses = 4
    minutes.begin_turn()
    assert minutes.turn.pauses == 0
