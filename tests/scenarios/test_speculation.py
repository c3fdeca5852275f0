"""What is prepared in a pause and dropped when the candidate goes on."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from support.scene import WHOLE, Scene, scene

from talkup_local.turn import output as out
from talkup_local.turn.state import Phase

MORE = "And on some days I sell bread at the market too."
REPLIES = ("Reply {n}.", "What did you like about it?")


def slow_recogniser(talk: Scene) -> None:
    talk.stt.jobs.takes_s = 0.3


def slow_interviewer(talk: Scene) -> None:
    talk.interviewer.thinks_s = 5.0


def slow_voice(talk: Scene) -> None:
    talk.voice.jobs.takes_s = 5.0


def nothing_slow(_talk: Scene) -> None:
    pass


@dataclass(frozen=True)
class Moment:
    """A moment at which the candidate goes on; ``made``: whether a reply was begun."""

    name: str
    prepare: Callable[[Scene], None]
    reached: Callable[[Scene], object]
    made: bool = True


MOMENTS = (
    Moment("the_tail_is_recognised", slow_recogniser, lambda talk: talk.stt.waiting, made=False),
    Moment("the_reply_is_made", slow_interviewer, lambda talk: talk.interviewer.replied_to),
    Moment("its_sound_is_made", slow_voice, lambda talk: talk.voice.waiting),
    Moment("it_is_held_ready", nothing_slow, lambda talk: "Reply 1." in talk.voice.spoken),
    Moment("it_is_late", slow_interviewer, lambda talk: talk.phase is Phase.THINKING),
    Moment("its_sound_is_late", slow_voice, lambda talk: talk.phase is Phase.THINKING),
)


async def gone_on_at(moment: Moment) -> Scene:
    """Answer, go on at ``moment``, and be answered."""
    async with scene(patience="relaxed", replies=REPLIES) as talk:
        moment.prepare(talk)
        await talk.says(WHOLE, 3.0)
        assert await talk.waits_until(lambda: moment.reached(talk), within_s=6.0)
        speech = await talk.says(MORE)
        assert not talk.spoke_during(speech)
        talk.stt.jobs.takes_s = talk.voice.jobs.takes_s = talk.interviewer.thinks_s = 0.0
        await talk.waits_for(out.Replied)
        assert talk.records[0].dropped == talk.records[0].revisions - 1 >= moment.made
    return talk


@pytest.fixture(scope="module", params=MOMENTS, ids=lambda moment: moment.name)
def resumed(request):
    """Give a conversation for each moment at which the candidate may go on."""
    return asyncio.run(gone_on_at(request.param))


def test_when_speech_resumes_nothing_of_the_dropped_reply_is_ever_heard(resumed):
    last = len(resumed.interviewer.replied_to)
    said = [says.text for says in resumed.outputs(out.Says)]
    assert said[1:] == [f"Reply {last}.", REPLIES[1]]


def test_when_speech_resumes_both_parts_are_one_answer_in_one_turn(resumed):
    assert resumed.answers == resumed.interviewer.moved_on == [f"{WHOLE} {MORE}"]
    assert [record.heard for record in resumed.records] == [f"{WHOLE} {MORE}"]


def test_when_speech_resumes_the_history_has_one_reply_to_it(resumed):
    last = len(resumed.interviewer.replied_to)
    assert resumed.questions[1:] == [f"Reply {last}. {REPLIES[1]}"]


async def test_a_candidate_who_goes_on_again_and_again_is_answered_once():
    async with scene(replies=REPLIES) as talk:
        talk.interviewer.thinks_s = 0.5
        for _ in range(3):
            await talk.says(WHOLE)
            assert await talk.waits_until(lambda: talk.phase is Phase.THINKING)
        await talk.waits_for(out.Replied)
        assert talk.answers == [" ".join([WHOLE] * 3)]
        assert len(talk.times(out.Replied)) == len(talk.records) == 1


async def test_a_reply_is_begun_only_for_all_of_the_words():
    async with scene() as talk:
        talk.stt.jobs.takes_s = 0.8
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert talk.interviewer.replied_to == [WHOLE]


async def test_a_cough_after_the_verdict_delays_the_reply_but_loses_nothing():
    async with scene(replies=REPLIES) as talk:
        talk.interviewer.thinks_s = 1.0
        await talk.says(WHOLE)
        assert await talk.waits_until(lambda: talk.phase is Phase.THINKING)
        await talk.noise(0.3)
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE]


async def test_words_that_begin_with_the_first_sound_interrupt_it():
    async with scene(replies=REPLIES) as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        await talk.says(MORE)
        await talk.waits_for(out.Sound)
        assert talk.answers == [WHOLE, MORE]
