"""Whole interviews on virtual time: a script of answers, and what the interviewer makes of it."""

import asyncio
from pathlib import Path

import pytest
from support.interviews import ANSWER, Interview, engines, interviewing, loud

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.clock import VirtualClock
from talkup_local.config import load
from talkup_local.dialogue.sentences import split_sentences
from talkup_local.engines.scripted import ScriptedModel, ScriptedRecognizer, ScriptedVoice
from talkup_local.interview.plan import plan_for
from talkup_local.turn import output as out
from talkup_local.wiring import Appliance, InterviewRequest

BAKERY = (
    "A bakery.",
    "Could you repeat that, please?",
    "I run a small bakery with my sister, and I came to it after ten years as a nurse.",
    "I built it from old bricks last winter, and it has never failed us since then.",
    "We are four people, and each of us can do the work of the others.",
    "I don't know.",
    "Our flour came too late once, so we baked with the one of our neighbour.",
    "I would like to teach young people how to bake good bread in our shop.",
    "One day I want to have a second shop near the sea, with a garden for the guests.",
    "No, thank you.",
    "No, thank you.",
    "No, thank you.",
)
QUESTIONS = [question.text for question in plan_for("general", "en", 5).questions]


async def replies_to(answers, given=None) -> tuple[str, list[str]]:
    """Hold an interview; return the greeting and the reply to each answer."""
    given = given or engines(stt=ScriptedRecognizer(answers))
    async with interviewing(given) as interview:
        greeting = (await interview.until(out.Started)).text
        replies = []
        for number in range(1, len(answers) + 1):
            await interview.answer()
            replies.append((await interview.until(out.Replied, number)).text)
    return greeting, replies


@pytest.fixture(scope="module")
def by_rules():
    """Hold the interview of the bakery once; give the greeting and the replies."""
    return asyncio.run(replies_to(BAKERY))


def test_an_interview_by_rules_asks_every_question_of_its_plan_in_order(by_rules):
    greeting, replies = by_rules
    said = [greeting, *replies]
    asked = [next(n for n, text in enumerate(said) if question in text) for question in QUESTIONS]
    assert asked == sorted(set(asked))


def test_a_request_to_repeat_gets_the_same_question_again(by_rules):
    _, replies = by_rules
    question = split_sentences(replies[0])[-1]
    assert replies[1].endswith(question)


def test_a_short_answer_is_asked_about_before_the_interview_goes_on(by_rules):
    _, replies = by_rules
    assert not any(question in replies[0] for question in QUESTIONS)
    assert replies[0].endswith("?")


def test_after_the_last_question_the_candidate_may_ask_and_then_it_is_over(by_rules):
    _, replies = by_rules
    invited = next(n for n, reply in enumerate(replies) if "would like to ask" in reply)
    assert "the end of the interview" in replies[invited + 1]


def test_the_same_words_get_the_same_interview(by_rules):
    assert asyncio.run(replies_to(BAKERY)) == by_rules


async def test_two_interviews_at_once_share_the_engines_and_mix_nothing():
    words = {4_000: "My name is Anna and I build bridges.", 9_000: "My name is Ben and I sing."}
    model = ScriptedModel(lambda messages: f"You say: {messages[-1].content}")

    def hear(samples):
        return words[min(words, key=lambda peak: abs(peak - int(abs(samples).max())))]

    stt = ScriptedRecognizer(hear, delay_s=0.005)
    given = engines(stt=stt, llm=model, tts=ScriptedVoice(delay_s=0.001))
    config, folder = load(flags={"store.enabled": False}, folder=Path("/nonexistent"))
    records, clock = [], VirtualClock()
    appliance = Appliance(config, folder, engines=given, clock=clock, on_turn=records.append)
    await appliance.start()

    async def hold(name: str, peak: int) -> list[str]:
        interview = Interview(clock, records)
        request = InterviewRequest(interview_id=name, delivery="burst")
        interview.runner = appliance.open_interview(request, interview.take)
        running = asyncio.create_task(interview.runner.run())
        await interview.until(out.Started)
        for turn in range(1, 5):
            samples = (loud(2.0) * (peak / 9_000)).astype("i2")
            interview.runner.audio(samples, RATE_HZ)
            interview.runner.commit()
            await interview.until(out.Replied, turn)
        said = [message.content for message in interview.runner.history]
        interview.runner.gone()
        await running
        return said

    anna, ben = await asyncio.gather(hold("anna", 4_000), hold("ben", 9_000))
    await appliance.close()
    assert anna.count(words[4_000]) == ben.count(words[9_000]) == 4
    assert not any("Ben" in text for text in anna)
    assert not any("Anna" in text for text in ben)
    prompts = [" ".join(message.content for message in messages) for messages in model.seen]
    assert not any("Anna" in prompt and "Ben" in prompt for prompt in prompts)


async def test_a_model_that_is_slow_then_fails_then_is_well_never_stops_the_interview():
    model = ScriptedModel(
        ["What did you like about it?", "Never said.", "And what came after that?"],
        failures={1},
        first_token_delay_s=0.02,
    )
    flags = {"llm.lead_in": False}
    async with interviewing(engines(llm=model), flags=flags) as interview:
        await interview.until(out.Started)
        replies = []
        for turn in (1, 2, 3):
            await interview.answer()
            replies.append((await interview.until(out.Replied, turn)).text)
        failures = [o.code for o in interview.outputs if isinstance(o, out.Failed)]
        history = [(m.role, m.content) for m in interview.runner.history]
    assert replies[0] == "What did you like about it?"
    assert replies[1] not in ("", "Never said.")
    assert replies[2] == "And what came after that?"
    assert failures == ["AI_RESPONSE_ERROR"]
    assert history[1:] == [
        pair for reply in replies for pair in (("user", ANSWER), ("assistant", reply))
    ]


async def test_a_recogniser_that_fails_once_needs_no_second_answer():
    stt = ScriptedRecognizer([ANSWER], failures={0})
    async with interviewing(engines(stt=stt)) as interview:
        await interview.until(out.Started)
        await interview.answer()
        assert (await interview.until(out.Failed)).code == "TRANSCRIPTION_ERROR"
        interview.runner.commit()
        await interview.until(out.Replied)
    assert [record.heard for record in interview.records] == ["", ANSWER]


async def test_everything_failing_in_turn_is_told_and_survived():
    given = engines(
        stt=ScriptedRecognizer(["", ANSWER, ANSWER]),
        llm=ScriptedModel(failures={0}),
        tts=ScriptedVoice(),
    )
    async with interviewing(given) as interview:
        await interview.until(out.Started)
        await interview.answer()
        await interview.until(out.Failed)
        await interview.answer()
        await interview.until(out.Replied)
        await interview.answer()
        await interview.until(out.Replied, 2)
        interview.runner.end("client")
        await interview.until(out.Ended)
    failures = [o.code for o in interview.outputs if isinstance(o, out.Failed)]
    assert failures == ["TRANSCRIPTION_ERROR", "AI_RESPONSE_ERROR"]
    assert interview.outputs[-1] == out.Ended("client")
