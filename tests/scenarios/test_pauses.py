"""Pauses: those that end an answer, and those that don't."""

import pytest
from support.scene import OPEN, REST, WHOLE, Scene, scene

from talkup_local.turn import output as out
from talkup_local.turn.state import Phase

ASKED_IN_FRENCH = "Où habitez-vous ?"


async def seconds_to_reply(talk: Scene, text: str) -> float:
    """Say ``text``, and return after what silence the reply sounds."""
    spoken = await talk.says(text)
    mark = talk.mark()
    await talk.waits_for(out.Sound)
    return talk.times(out.Sound, since=mark)[0] - spoken.end_s


async def test_a_complete_answer_is_answered():
    async with scene() as talk:
        mark = talk.mark()
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE]
        assert talk.kinds_since(mark) == ["Considering", "Speaking", "Sound", "Sound", "Replied"]


@pytest.mark.parametrize("patience", ["brisk", "normal", "relaxed"])
async def test_the_reply_sounds_at_the_very_verdict_as_it_was_prepared_ahead(patience):
    async with scene(patience=patience) as talk:
        await talk.says(WHOLE)
        mark = talk.mark()
        await talk.waits_for(out.Replied)
        assert talk.times(out.Sound, since=mark)[0] == talk.times(out.Considering, since=mark)[0]
        assert talk.records[0].compute_ms == 0


@pytest.mark.parametrize("patience", ["normal", "relaxed"])
async def test_a_thinking_pause_of_3_s_in_mid_clause_is_not_answered(patience):
    async with scene(patience=patience) as talk:
        await talk.says(OPEN)
        pause = await talk.pauses(3.0)
        await talk.says(REST)
        assert not talk.spoke_during(pause)
        assert not talk.committed_during(pause)


async def test_what_is_said_before_and_after_a_thinking_pause_is_one_answer():
    async with scene() as talk:
        await talk.says(OPEN)
        await talk.pauses(3.0)
        await talk.says(REST)
        await talk.waits_for(out.Replied)
        assert talk.answers == talk.interviewer.moved_on == [f"{OPEN} {REST}"]
        assert len(talk.records) == 1


async def test_many_short_pauses_leave_one_answer():
    parts = "I started in sales and then | I moved to a small | team that looked after our | shops"
    async with scene() as talk:
        for part in parts.split(" | "):
            await talk.says(part)
            await talk.pauses(0.6)
        await talk.waits_for(out.Replied)
        assert talk.answers == [parts.replace(" | ", " ")]


async def test_the_more_patience_the_later_the_reply():
    waits = []
    for patience in ("brisk", "normal", "relaxed"):
        async with scene(patience=patience) as talk:
            waits.append(await seconds_to_reply(talk, "I am a baker."))
    assert waits == sorted(set(waits))


async def test_an_unfinished_sentence_waits_longer_than_a_finished_one():
    async with scene() as talk:
        finished_s = await seconds_to_reply(talk, WHOLE)
        await talk.waits_for(out.Replied)
        await talk.says(OPEN)
        pause = await talk.pauses(finished_s + 1)
        assert not talk.spoke_during(pause)


async def test_finished_words_in_french_are_answered():
    async with scene(language="fr", question=ASKED_IN_FRENCH) as talk:
        waited_s = await seconds_to_reply(talk, "J'habite à Lyon avec ma famille.")
        assert waited_s < 1.5


@pytest.mark.parametrize(
    "words", ["J'habite à Lyon parce que", "J'habite dans une petite ville et euh"]
)
async def test_unfinished_words_in_french_are_waited_for(words):
    async with scene(language="fr", question=ASKED_IN_FRENCH) as talk:
        await talk.says(words)
        pause = await talk.pauses(3.0)
        assert not talk.spoke_during(pause)


@pytest.mark.parametrize("words", [OPEN, "I am a baker and um", "My colleague and I work for the"])
async def test_unfinished_words_in_english_are_waited_for(words):
    async with scene() as talk:
        await talk.says(words)
        pause = await talk.pauses(3.0)
        assert not talk.spoke_during(pause)


async def test_the_longest_pause_ends_even_an_unfinished_sentence():
    async with scene() as talk:
        await talk.says(OPEN)
        await talk.waits_for(out.Considering)  # "take your time"
        await talk.waits_for(out.Considering, within_s=15)
        await talk.waits_for(out.Replied)
        assert talk.answers == [OPEN]


async def test_the_longest_answer_is_taken_while_it_goes_on():
    async with scene(flags={"turn.longest_s": 8.0}) as talk:
        await talk.says(OPEN)
        await talk.pauses(0.3)
        speech = await talk.says("I went on and on " * 10, 14.0)
        assert talk.committed_during(speech)
        assert talk.records == [] or talk.records[0].committed_by == "limit"
        await talk.waits_for(out.Replied)
        assert talk.records[0].committed_by == "limit"


async def test_without_endpointing_only_the_client_ends_an_answer():
    async with scene(flags={"turn.endpointing": False}) as talk:
        await talk.says(WHOLE)
        pause = await talk.pauses(14.0)
        assert not talk.spoke_during(pause)
        assert talk.phase is Phase.PAUSING
        await talk.commits()
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE]


async def test_a_long_answer_without_pauses_keeps_all_of_its_words():
    sentence = "Then I went to another town and worked there for a while."
    async with scene(patience="relaxed") as talk:
        for _ in range(7):
            await talk.says(sentence)
            await talk.pauses(0.2)
        await talk.waits_for(out.Replied)
        assert talk.answers == [" ".join([sentence] * 7)]
