"""An answer that goes on after the connection broke: what is sent again counts once."""

from datetime import UTC, datetime

import numpy as np
from support.notebook import Notebook
from support.scene import OPEN, PIECE, PIECE_S, QUESTION, REST, WHOLE, scene

from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.interview.history import History
from talkup_local.turn import output as out
from talkup_local.wiring import Kept

AT = datetime(2024, 11, 25, 9, 50, tzinfo=UTC)


def broken_off(*answers):
    """Return what had been said before the connection broke, the open question at the end."""
    history = History()
    for answer in answers:
        history.add("assistant", "And before that?", AT)
        history.add("user", answer, AT)
    history.add("assistant", QUESTION, AT)
    return history


def going_on(notebook, *answers):
    history = broken_off(*answers)
    return Kept(keeper=notebook, history=history, resuming=True, continues=True)


async def resends(talk, *parts, speed=4):
    """Send sound faster than it was spoken, piece by piece."""
    sound = np.concatenate(parts)
    for at in range(0, len(sound) - PIECE, PIECE):
        talk.stage.clock.advance_s(PIECE_S / speed)
        talk.runner.audio(sound[at : at + PIECE], RATE_HZ)
        await talk.stage.settle()


async def test_nothing_is_said_and_what_is_sent_again_is_heard_at_once():
    notebook = Notebook()
    async with scene(kept=going_on(notebook, "I sold shoes.")) as talk:
        (started,) = talk.outputs(out.Started)
        assert started.text == QUESTION
        assert talk.kinds_since(0) == ["Preparing", "Started"]
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
    assert [(answer.asked, answer.heard) for answer in notebook.answers] == [(QUESTION, WHOLE)]
    assert notebook.answers[0].asked_at == AT
    assert notebook.answers[0].response_s is None


async def test_a_minute_that_comes_at_once_is_heard_whole_and_once():
    notebook = Notebook()
    async with scene(kept=going_on(notebook)) as talk:
        words = [f"number{n}" for n in range(120)]
        parts = [talk.sound(" ".join(words[at : at + 12]), 5.0) for at in range(0, 120, 12)]
        pause = silence(1.0)
        await talk.sends_at_once(*(piece for part in parts for piece in (part, pause)))
        await talk.commits()
        await talk.waits_for(out.Replied)
    assert notebook.answers[0].heard.split() == words


async def test_a_pause_in_what_is_sent_again_is_not_the_end_while_more_is_on_its_way():
    async with scene(kept=going_on(Notebook()), patience="brisk") as talk:
        await resends(talk, talk.sound(WHOLE), silence(3.0), talk.sound(REST))
        assert talk.answers == []
        await talk.waits_for(out.Replied)
    assert talk.answers == [f"{WHOLE} {REST}"]


async def test_what_is_said_live_follows_what_was_sent_again():
    async with scene(kept=going_on(Notebook())) as talk:
        await resends(talk, talk.sound(OPEN), silence(0.5))
        await talk.says(REST)
        await talk.waits_for(out.Replied)
    assert talk.answers == [f"{OPEN} {REST}"]


async def test_answers_are_counted_from_the_first_one_of_the_interview():
    async with scene(kept=going_on(Notebook(), "I sold shoes.", "I baked.")) as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert [taken.answers for taken in talk.outputs(out.Taken)] == [3, 4]


async def test_an_answer_is_told_as_taken_only_once_it_is_kept():
    notebook = Notebook(pages=0)
    async with scene(kept=Kept(keeper=notebook)) as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Ended)
        assert talk.outputs(out.Taken) == []


async def test_half_a_question_is_not_kept_as_asked_when_the_connection_breaks():
    notebook = Notebook()
    async with scene(kept=Kept(keeper=notebook)) as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Says)
        await talk.vanishes()
    assert notebook.words == [QUESTION]
    assert len(notebook.answers) == 1
