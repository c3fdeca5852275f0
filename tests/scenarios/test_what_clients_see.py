"""What a client is told that asks for more: whose turn it is, words, sentences, breaks."""

from itertools import pairwise

from support.scene import NEXT, OPEN, REST, THANKS, WHOLE, Scene, scene

from talkup_local.turn import output as out


def states(talk: Scene, since: int = 0) -> list[str]:
    """Return whose turn it was told to be."""
    return [changed.state for changed in talk.outputs(out.TurnChanged, since=since)]


async def test_the_states_of_a_whole_turn():
    async with scene() as talk:
        assert states(talk) == ["speaking", "listening"]
        mark = talk.mark()
        await talk.says(OPEN)
        await talk.pauses(1.0)
        await talk.says(REST)
        await talk.waits_for(out.Replied)
        assert states(talk, mark) == [
            "hearing",
            "pausing",
            "hearing",
            "pausing",
            "processing",
            "speaking",
            "listening",
        ]


async def test_the_states_of_an_interruption():
    async with scene() as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        mark = talk.mark()
        await talk.says("Wait, I have more to say about that.")
        assert states(talk, mark) == ["held", "hearing"]


async def test_no_state_is_told_twice_in_a_row():
    async with scene() as talk:
        await talk.says(OPEN)
        await talk.pauses(8.0)
        await talk.noise(0.4)
        await talk.says(REST)
        await talk.waits_for(out.Replied)
        assert all(one != other for one, other in pairwise(states(talk)))


async def test_the_words_come_while_they_are_spoken():
    async with scene() as talk:
        speech = await talk.says(WHOLE)
        times = talk.times(out.Heard)
        assert len(times) >= 3
        assert times[0] <= speech.start_s + 1.0


async def test_what_was_told_to_be_stable_never_changes():
    async with scene() as talk:
        for part in (OPEN, REST, WHOLE):
            await talk.says(part, len(part.split()) * 0.6)
            await talk.pauses(0.2)
        await talk.waits_for(out.Replied)
        heard = talk.outputs(out.Heard)
        assert all(
            later.text.startswith(before.text[: before.stable]) and later.stable >= before.stable
            for before, later in pairwise(heard)
        )


async def test_nor_in_an_answer_that_is_too_long_to_be_recognised_at_once():
    async with scene() as talk:
        await talk.says(" ".join([WHOLE] * 4), 18.0)
        await talk.waits_for(out.Replied)
        heard = [one for one in talk.outputs(out.Heard) if not one.final]
        assert all(
            later.text.startswith(before.text[: before.stable]) and later.stable >= before.stable
            for before, later in pairwise(heard)
        )


async def test_words_that_are_still_spoken_are_not_called_stable():
    async with scene() as talk:
        await talk.says(WHOLE)
        partial = talk.outputs(out.Heard)
        assert all(heard.stable < len(heard.text) for heard in partial)


async def test_the_last_of_them_is_final_and_is_the_answer():
    async with scene() as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        heard = talk.outputs(out.Heard)
        assert [one.final for one in heard] == [False] * (len(heard) - 1) + [True]
        assert (heard[-1].text, heard[-1].stable) == (WHOLE, len(WHOLE))


async def test_words_that_turn_out_to_be_none_are_taken_back():
    async with scene() as talk:
        mark = talk.mark()
        talk.stt.imagines = "Thank you."
        await talk.noise(1.0)
        talk.stt.imagines = ""
        await talk.pauses(1.0)
        heard = talk.outputs(out.Heard, since=mark)
        assert [one.text for one in heard] == ["Thank you.", ""]


async def test_the_next_turn_begins_with_no_words():
    async with scene() as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        mark = talk.mark()
        await talk.says(REST)
        await talk.waits_for(out.Replied)
        assert all(REST.startswith(one.text[:4]) for one in talk.outputs(out.Heard, since=mark))


async def test_the_same_words_are_not_told_twice():
    async with scene() as talk:
        await talk.says(OPEN)
        await talk.pauses(2.0)
        texts = [heard.text for heard in talk.outputs(out.Heard)]
        assert len(texts) == len(set(texts))


async def test_each_sentence_is_told_just_before_its_sound():
    async with scene() as talk:
        mark = talk.mark()
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        told = [
            type(output).__name__
            for _, output in talk.timeline[mark:]
            if isinstance(output, out.Says | out.Sound)
        ]
        assert told == ["Says", "Sound", "Says", "Sound"]
        assert [says.text for says in talk.outputs(out.Says, since=mark)] == [THANKS, NEXT]


async def test_nothing_is_told_of_a_reply_that_is_dropped():
    async with scene(patience="relaxed") as talk:
        await talk.says(WHOLE)
        assert await talk.waits_until(lambda: THANKS in talk.voice.spoken)
        mark = talk.mark()
        await talk.says(REST)
        assert {type(output) for _, output in talk.timeline[mark:]} <= {out.TurnChanged, out.Heard}


async def test_a_break_is_told_with_as_much_as_was_heard_and_before_the_reply_ends():
    async with scene() as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        await talk.pauses(0.8)
        mark = talk.mark()
        await talk.says("Wait, I have more to say about that.")
        ends = [
            output
            for _, output in talk.timeline[mark:]
            if isinstance(output, out.Interrupted | out.Replied)
        ]
        heard = ends[0].text
        assert ends == [out.Interrupted(heard), out.Replied(heard)]
        assert heard.startswith(THANKS)
        assert heard != f"{THANKS} {NEXT}"
