"""Answers that are typed, between those that are spoken."""

import pytest
from support.scene import NEXT, OPEN, PIECE_S, QUESTION, REST, THANKS, WHOLE, Scene, scene

from talkup_local.turn import output as out
from talkup_local.turn.state import Phase


async def types(talk: Scene, text: str, answer_id: str = "") -> None:
    talk.runner.text(text, answer_id)
    await talk.stage.settle()


async def is_replied_to(talk: Scene) -> None:
    assert (await talk.waits_for(out.Replied)).text == f"{THANKS} {NEXT}"


async def test_a_typed_answer_is_answered_like_a_spoken_one():
    async with scene() as talk:
        await types(talk, WHOLE)
        await is_replied_to(talk)
        assert talk.answers == [WHOLE]


async def test_a_typed_answer_joins_what_was_said_before_it():
    async with scene() as talk:
        await talk.says(OPEN)
        await types(talk, "of the smell")
        await is_replied_to(talk)
        assert talk.answers == [f"{OPEN} of the smell"]


async def test_it_needs_no_recogniser_and_no_sound():
    async with scene() as talk:
        talk.stt.jobs.failing = 100
        for _ in range(2):
            await types(talk, WHOLE)
            mark = talk.mark()
            while not talk.times(out.Replied, since=mark):
                await talk.stalls(PIECE_S)
        assert talk.answers == [WHOLE, WHOLE]


async def test_a_second_one_is_answered_by_itself():
    async with scene() as talk:
        for text in (WHOLE, OPEN):
            await types(talk, text)
            await is_replied_to(talk)
        assert talk.answers == [WHOLE, OPEN]


async def test_after_it_the_voice_is_heard_again():
    async with scene() as talk:
        await types(talk, WHOLE)
        await is_replied_to(talk)
        await talk.says(WHOLE)
        await is_replied_to(talk)
        assert talk.answers == [WHOLE, WHOLE]


async def test_several_in_a_row_are_one_answer():
    async with scene() as talk:
        talk.interviewer.thinks_s = 0.5
        for text in ("one", "two", "three"):
            await types(talk, text)
        await is_replied_to(talk)
        assert talk.answers == ["one two three"]
        assert talk.interviewer.moved_on == ["one two three"]


async def test_over_a_reply_it_breaks_that_off_and_is_the_next_answer():
    async with scene() as talk:
        await types(talk, WHOLE)
        await talk.waits_for(out.Sound)
        await types(talk, REST)
        assert talk.outputs(out.Interrupted)
        await is_replied_to(talk)
        assert talk.answers == [WHOLE, REST]
        assert [record.outcome for record in talk.records] == ["interrupted", "replied"]


async def test_over_the_protected_greeting_it_is_an_answer_too():
    async with scene(greeted=False) as talk:
        await talk.waits_until(lambda: talk.times(out.Sound))
        await types(talk, WHOLE)
        assert QUESTION.startswith(talk.outputs(out.Started)[0].text)
        await is_replied_to(talk)
        assert talk.answers == [WHOLE]


async def test_it_joins_an_answer_whose_reply_does_not_sound_yet():
    async with scene() as talk:
        talk.interviewer.thinks_s = 3.0
        await talk.says(WHOLE)
        await talk.waits_until(lambda: talk.phase is Phase.THINKING)
        await types(talk, REST)
        await is_replied_to(talk)
        assert talk.answers == [f"{WHOLE} {REST}"]


async def test_its_words_are_told_as_final_with_no_times_and_no_pace():
    async with scene() as talk:
        await types(talk, WHOLE)
        await is_replied_to(talk)
        final = [heard for heard in talk.outputs(out.Heard) if heard.final][-1]
        assert (final.text, final.words, final.speech_s) == (WHOLE, (), 0.0)
        assert final.asked_until_s is None


async def test_of_a_mixed_answer_only_the_spoken_words_have_times():
    async with scene() as talk:
        await talk.says(OPEN)
        await types(talk, "of the smell")
        await is_replied_to(talk)
        final = [heard for heard in talk.outputs(out.Heard) if heard.final][-1]
        assert [word.text for word in final.words] == OPEN.split()


async def test_text_without_a_word_is_nothing_heard():
    async with scene() as talk:
        await types(talk, " ... ", "1")
        assert talk.outputs(out.Failed) == [out.Failed("TRANSCRIPTION_ERROR", ids=("1",))]
        assert talk.phase is Phase.LISTENING


@pytest.mark.parametrize("wait_s", [0.0, 4.5])
async def test_who_types_is_not_taken_for_done(wait_s):
    async with scene() as talk:
        await talk.says(WHOLE)
        talk.runner.typing()
        await talk.pauses(wait_s)
        await types(talk, REST)
        await is_replied_to(talk)
        assert talk.answers == [f"{WHOLE} {REST}"]


async def test_it_is_told_which_of_them_are_in_an_answer_that_was_taken():
    async with scene() as talk:
        talk.interviewer.thinks_s = 0.5
        for number, text in enumerate((OPEN, REST)):
            await types(talk, text, f"{number}")
        await types(talk, WHOLE)
        await is_replied_to(talk)
        await types(talk, WHOLE, "2")
        await is_replied_to(talk)
        assert talk.outputs(out.Taken) == [out.Taken(1, ("0", "1")), out.Taken(2, ("2",))]


async def test_one_that_comes_while_a_reply_sounds_is_not_in_the_answer_before_it():
    async with scene() as talk:
        await types(talk, WHOLE, "1")
        await talk.waits_for(out.Sound)
        await types(talk, REST, "2")
        await is_replied_to(talk)
        assert [taken.ids for taken in talk.outputs(out.Taken)] == [("1",), ("2",)]


async def test_an_answer_that_waits_for_its_reply_when_the_interview_is_ended_is_taken():
    async with scene() as talk:
        talk.interviewer.thinks_s = 60.0
        await talk.says(OPEN)
        await types(talk, REST, "1")
        talk.runner.end("client")
        await talk.stage.settle()
        assert talk.outputs(out.Taken) == [out.Taken(1, ("1",))]
        assert [m.content for m in talk.runner.history][-1] == f"{OPEN} {REST}"
        assert talk.phase is Phase.ENDED


@pytest.mark.parametrize("reason", ["taken_over", "shutdown"])
async def test_an_interview_that_may_go_on_leaves_it_to_the_client(reason):
    async with scene() as talk:
        talk.interviewer.thinks_s = 60.0
        await types(talk, WHOLE, "1")
        talk.runner.end(reason)
        await talk.stage.settle()
        assert not talk.outputs(out.Taken)


async def test_what_was_only_said_when_the_interview_is_ended_is_no_answer():
    async with scene() as talk:
        await talk.says(OPEN)
        talk.runner.end("client")
        await talk.stage.settle()
        assert not talk.outputs(out.Taken)
