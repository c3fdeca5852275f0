"""The candidate speaks over us: when that stops us, and when it does not."""

import asyncio

import pytest
from support.scene import NEXT, PIECE_S, WHOLE, Scene, scene

from talkup_local.turn import output as out
from talkup_local.turn.state import Phase

OBJECTION = "Sorry, I forgot to say something."
AFTERWARDS = "I learned to bake rye bread last winter."
LONG = (
    "That is very good to know.",
    "Let me ask you about something else.",
    "When did you last learn something new?",
)
FALSE = {
    "cough": ("", 0.3),
    "mm-hm": ("mm-hm", 0.5),
    "slow_all_right": ("okay alright", 2.0),
    "yes_I_see": ("yes I see", 0.9),
    "our_own_words": ("to know let me ask", 0.9),
}
"""What is no interruption: words, if any, and how long they last in seconds."""


async def begins_to_hear(talk: Scene, heard_s: float = 1.0) -> None:
    """Answer, and listen to the reply for ``heard_s``."""
    await talk.says(WHOLE, 2.5)
    await talk.waits_for(out.Sound)
    await talk.pauses(heard_s)


# -- real ones ---------------------------------------------------------------------------------


async def interruption() -> Scene:
    async with scene(replies=LONG) as talk:
        await begins_to_hear(talk, heard_s=1.5)
        talk.notes["speech"] = await talk.says(OBJECTION)
        talk.notes["asked_then"] = talk.questions[-1]
        await talk.waits_for(out.Sound)
        assert talk.phase is Phase.SPEAKING
    return talk


@pytest.fixture(scope="module")
def interrupted():
    """Give a conversation in which a reply was interrupted, up to the next one."""
    return asyncio.run(interruption())


def test_an_interruption_stops_the_sound_within_a_tenth_of_a_second(interrupted):
    broken_s = interrupted.times(out.Interrupted)[0]
    last_s = max(at_s for at_s in interrupted.times(out.Level) if at_s <= broken_s)
    assert last_s <= interrupted.notes["speech"].start_s + 0.1


def test_nothing_more_of_an_interrupted_reply_is_ever_heard(interrupted):
    said = [says.text for says in interrupted.outputs(out.Says)]
    assert said[1:] == [LONG[0], LONG[1], LONG[0]]


def test_the_words_that_interrupt_are_the_next_answer(interrupted):
    assert interrupted.answers == interrupted.interviewer.moved_on == [WHOLE, OBJECTION]


def test_the_history_keeps_of_an_interrupted_reply_what_was_heard(interrupted):
    assert interrupted.notes["asked_then"].startswith(LONG[0])
    assert len(LONG[0]) < len(interrupted.notes["asked_then"]) < len(f"{LONG[0]} {LONG[1]}")


def test_record_and_client_are_told_the_same_as_the_history(interrupted):
    record = interrupted.records[0]
    assert (record.outcome, record.barge_ins) == ("interrupted", 1)
    assert (
        record.reply
        == interrupted.notes["asked_then"]
        == interrupted.outputs(out.Interrupted)[0].text
    )


def test_a_plain_client_sees_a_reply_that_ends_early(interrupted):
    kinds = interrupted.kinds_since(0)
    assert kinds[kinds.index("Considering") :][:5] == [
        "Considering",
        "Speaking",
        "Sound",
        "Sound",
        "Replied",
    ]


async def test_an_interruption_in_the_first_instant_leaves_no_more_than_a_word():
    async with scene(replies=LONG) as talk:
        await begins_to_hear(talk, heard_s=0.0)
        await talk.says(OBJECTION)
        await talk.commits()
        assert talk.answers == [WHOLE, OBJECTION]
        assert talk.questions[1:] in ([], ["That"])


async def test_an_interruption_that_begins_like_a_sign_of_attention_keeps_all_its_words():
    async with scene(replies=LONG) as talk:
        await begins_to_hear(talk)
        await talk.says("Yes,", 0.4)
        await talk.pauses(0.1)
        await talk.says("but that was not my first job.")
        await talk.waits_for(out.Sound)
        assert talk.answers == [WHOLE, "Yes, but that was not my first job."]


# -- false ones --------------------------------------------------------------------------------


async def mistake(words: str, duration_s: float) -> Scene:
    async with scene(replies=LONG) as talk:
        await begins_to_hear(talk, heard_s=1.2)
        await (talk.says(words, duration_s) if words else talk.noise(duration_s))
        await talk.waits_for(out.Replied)
        talk.notes["replied_at"] = talk.mark()
        await talk.pauses(1.0)
        await talk.says(AFTERWARDS)
        await talk.commits()
    return talk


@pytest.fixture(scope="module", params=FALSE)
def mistaken(request):
    """Give conversations in which something sounded that was no interruption."""
    return asyncio.run(mistake(*FALSE[request.param]))


def test_after_a_false_interruption_the_reply_goes_on_from_where_it_stopped(mistaken):
    reply = mistaken.timeline[: mistaken.notes["replied_at"]]
    says = [output.text for _, output in reply if isinstance(output, out.Says)]
    sounds = [output.duration_s for _, output in reply if isinstance(output, out.Sound)]
    levels = [output for _, output in reply if isinstance(output, out.Level)]
    assert says[1:] == list(LONG)
    assert len(levels) * 0.05 == pytest.approx(sum(sounds), abs=0.25)


def test_a_false_interruption_does_hold_the_reply_for_a_moment(mistaken):
    told = [
        output.state
        for _, output in mistaken.timeline[: mistaken.notes["replied_at"]]
        if isinstance(output, out.TurnChanged)
    ]
    assert told[-4:] == ["speaking", "held", "speaking", "listening"]


def test_a_false_interruption_is_no_part_of_the_next_answer(mistaken):
    assert mistaken.answers == [WHOLE, AFTERWARDS]


def test_a_false_interruption_stands_in_the_record_of_the_turn(mistaken):
    record = mistaken.records[0]
    assert (record.outcome, record.reply) == ("replied", " ".join(LONG))
    assert (record.barge_ins, record.false_barge_ins) == (0, 1)


async def test_a_french_sign_of_attention_is_no_interruption():
    async with scene(language="fr", question="Où habitez-vous ?", replies=LONG) as talk:
        await talk.says("J'habite à Lyon avec ma famille.")
        await talk.waits_for(out.Sound)
        await talk.says("oui d'accord", 0.6)
        await talk.waits_for(out.Replied)
        assert not talk.outputs(out.Interrupted)


async def test_noise_that_does_not_end_holds_the_reply_only_for_a_while():
    async with scene(replies=LONG) as talk:
        await begins_to_hear(talk)
        await talk.noise(8.0)
        assert talk.outputs(out.Replied)
        assert not talk.outputs(out.Interrupted)


@pytest.mark.parametrize("pieces", range(4))
async def test_a_cough_at_the_very_end_of_the_reply_leaves_a_listening_interviewer(pieces):
    async with scene(replies=(NEXT,)) as talk:
        await talk.says(WHOLE, 2.5)
        await talk.waits_for(out.Sound)
        ends_s = talk.times(out.Sound)[-1] + talk.outputs(out.Sound)[-1].duration_s
        await talk.waits_until(lambda: talk.now_s >= ends_s - pieces * PIECE_S)
        await talk.noise(0.3)
        await talk.pauses(1.5)
        assert talk.phase is Phase.LISTENING
        assert len(talk.outputs(out.Replied)) == 1


# -- not allowed -------------------------------------------------------------------------------


async def test_without_barge_in_the_reply_is_heard_to_its_end_and_the_words_are_answered_then():
    async with scene(replies=LONG, flags={"turn.barge_in": False}) as talk:
        await begins_to_hear(talk, heard_s=0.3)
        mark = talk.mark()
        await talk.says(OBJECTION)
        await talk.waits_until(lambda: len(talk.answers) == 2)
        assert [says.text for says in talk.outputs(out.Says, since=mark)][:2] == list(LONG[1:])
        assert not talk.outputs(out.Interrupted)
        assert talk.answers == [WHOLE, OBJECTION]


async def test_without_barge_in_a_sign_of_attention_is_not_answered():
    async with scene(flags={"turn.barge_in": False}) as talk:
        await begins_to_hear(talk)
        await talk.says("mm-hm", 0.4)
        await talk.waits_for(out.Replied)
        pause = await talk.pauses(3.0)
        assert not talk.spoke_during(pause)
