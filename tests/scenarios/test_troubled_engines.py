"""Engines that are slow or fail: what the candidate notices of it."""

from support.scene import NEXT, OPEN, REST, THANKS, WHOLE, Scene, scene
from support.virtual import FOREVER_S, VirtualModel

from talkup_local.turn import output as out
from talkup_local.turn.state import Phase

ONE_PASS = {"turn.partials": False}
QUICK_TO_GIVE_UP = {**ONE_PASS, "stt.timeout_s": 0.05}
MORE = "On some days I sell bread at the market."


def failures(talk: Scene) -> list[str]:
    """Return the codes of what was told to have failed."""
    return [failed.code for failed in talk.outputs(out.Failed)]


# -- the recogniser ------------------------------------------------------------------------


async def test_a_slow_recogniser_makes_the_reply_late_but_never_hasty():
    async with scene(flags=ONE_PASS) as talk:
        await talk.says(WHOLE, 3.0)
        talk.stt.jobs.takes_s = 2.0
        pause = await talk.pauses(1.9)
        assert not talk.committed_during(pause)
        await talk.waits_for(out.Replied)
        assert talk.interviewer.replied_to == talk.answers == [WHOLE]


async def test_a_recogniser_that_fails_once_in_a_pause_is_asked_again():
    async with scene(flags=ONE_PASS) as talk:
        await talk.says(WHOLE, 3.0)
        talk.stt.jobs.failing = 1
        await talk.waits_for(out.Replied)
        assert failures(talk) == []
        assert talk.answers == [WHOLE]


async def test_a_recogniser_that_goes_on_failing_in_a_pause_is_told_once():
    async with scene(flags=ONE_PASS) as talk:
        await talk.says(WHOLE, 3.0)
        talk.stt.jobs.failing = 2
        await talk.pauses(10.0)
        assert failures(talk) == ["TRANSCRIPTION_ERROR"]
        assert talk.answers == []


async def test_after_that_a_commit_gets_the_answer_without_its_being_repeated():
    async with scene(flags=ONE_PASS) as talk:
        await talk.says(WHOLE, 3.0)
        talk.stt.jobs.failing = 2
        await talk.pauses(3.0)
        await talk.commits()
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE]


async def test_after_that_more_speech_gets_all_of_it_answered():
    async with scene(flags=ONE_PASS) as talk:
        await talk.says(WHOLE, 3.0)
        talk.stt.jobs.failing = 2
        await talk.pauses(3.0)
        await talk.says(MORE)
        await talk.waits_for(out.Replied)
        assert talk.answers == [f"{WHOLE} {MORE}"]


async def test_a_failure_in_the_second_part_of_an_answer_is_told_once_too():
    async with scene(flags=ONE_PASS) as talk:
        await talk.says(OPEN)
        await talk.pauses(1.0)
        await talk.says(REST, 3.0)
        talk.stt.jobs.failing = 2
        await talk.pauses(10.0)
        assert failures(talk) == ["TRANSCRIPTION_ERROR"]
        await talk.commits()
        assert talk.answers == [f"{OPEN} {REST}"]


async def test_a_failure_while_the_candidate_speaks_is_noticed_by_nobody():
    async with scene() as talk:
        talk.stt.jobs.failing = 1
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert failures(talk) == []
        assert talk.answers == [WHOLE]


async def test_a_recogniser_that_takes_for_ever_is_given_up():
    async with scene(flags=QUICK_TO_GIVE_UP) as talk:
        await talk.says(WHOLE, 3.0)
        talk.stt.jobs.takes_s = FOREVER_S
        await talk.pauses(0.5)
        await talk.waits_really(lambda: failures(talk))
        assert failures(talk) == ["TRANSCRIPTION_ERROR"]
        assert talk.phase is Phase.LISTENING


async def test_words_that_interrupt_are_not_lost_to_a_slow_recogniser():
    async with scene() as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        talk.stt.jobs.takes_s = 4.0
        await talk.says("Sorry, I forgot to say something about my work.")
        await talk.waits_until(lambda: len(talk.answers) == 2)
        assert talk.answers[1] == "Sorry, I forgot to say something about my work."


# -- the interviewer and its model ---------------------------------------------------------


def model_of(text: str = "Good. What did you like about it?", *, fails: bool = False):
    """Return what makes a model."""

    def make(clock):
        model = VirtualModel(clock, text)
        model.failing = fails
        return model

    return make


async def test_a_model_that_fails_is_told_after_the_verdict_and_replaced():
    async with scene(llm=model_of(fails=True), patience="relaxed") as talk:
        mark = talk.mark()
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        kinds = talk.kinds_since(mark)
        assert kinds[0] == "Considering"
        assert "Sound" in kinds[kinds.index("Failed") :]
        assert failures(talk) == ["AI_RESPONSE_ERROR"]


async def test_a_model_that_fails_in_vain_is_not_told():
    async with scene(llm=model_of(fails=True), patience="relaxed") as talk:
        await talk.says(WHOLE)
        assert await talk.waits_until(lambda: talk.stage.llm.seen, within_s=8.0)
        talk.stage.llm.failing = False
        await talk.says(MORE)
        await talk.waits_for(out.Replied)
        assert failures(talk) == []
        assert talk.records[0].dropped == 1


async def test_a_model_that_is_late_is_replaced():
    async with scene(llm=model_of(), flags={"llm.first_token_timeout_s": 0.05}) as talk:
        talk.stage.llm.first_s = FOREVER_S
        await talk.says(WHOLE)
        await talk.waits_for(out.Considering)
        await talk.waits_really(lambda: talk.phase is Phase.SPEAKING)
        await talk.waits_for(out.Replied)
        assert failures(talk) == ["AI_RESPONSE_ERROR"]
        assert "like about it" not in talk.questions[-1]


async def test_a_slow_reply_is_begun_earlier_by_and_by():
    async with scene(patience="relaxed", replies=(NEXT,)) as talk:
        talk.interviewer.thinks_s = 0.7
        for _ in range(4):
            await talk.says(WHOLE)
            await talk.waits_for(out.Replied)
        late_ms = [record.compute_ms for record in talk.records]
        assert late_ms == sorted(late_ms, reverse=True)
        assert late_ms[0] > 0 == late_ms[-1]


async def test_an_interviewer_that_breaks_down_in_a_pause_is_told_after_the_verdict():
    async with scene(patience="relaxed") as talk:
        talk.interviewer.breaks_down = True
        mark = talk.mark()
        await talk.says(WHOLE)
        await talk.waits_for(out.Failed)
        assert talk.kinds_since(mark) == ["Considering", "Failed"]
        assert failures(talk) == ["INTERNAL_ERROR"]
        assert talk.phase is Phase.LISTENING


async def test_after_a_breakdown_the_interview_goes_on():
    async with scene() as talk:
        talk.interviewer.breaks_down = True
        await talk.says(WHOLE)
        await talk.waits_for(out.Failed)
        talk.interviewer.breaks_down = False
        await talk.says(MORE)
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE, MORE]
        assert [record.outcome for record in talk.records] == ["failed", "replied"]


async def test_a_breakdown_in_vain_is_not_told():
    async with scene(patience="relaxed") as talk:
        talk.interviewer.breaks_down = True
        await talk.says(WHOLE)
        assert await talk.waits_until(lambda: talk.interviewer.replied_to)
        talk.interviewer.breaks_down = False
        await talk.says(MORE)
        await talk.waits_for(out.Replied)
        assert failures(talk) == []
        assert talk.answers == [f"{WHOLE} {MORE}"]


# -- the voice -----------------------------------------------------------------------------


async def test_a_voice_that_fails_is_told_and_the_text_still_comes():
    async with scene(replies=(NEXT,)) as talk:
        talk.voice.jobs.failing = 1
        mark = talk.mark()
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert talk.kinds_since(mark) == ["Considering", "Failed", "Speaking", "Replied"]
        assert failures(talk) == ["TTS_ERROR"]
        assert talk.outputs(out.Replied)[0].text == NEXT


async def test_a_voice_that_fails_once_still_says_the_rest():
    async with scene() as talk:
        talk.voice.jobs.failing = 1
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        assert talk.outputs(out.Says)[-1].text == NEXT
        assert talk.questions[-1] == f"{THANKS} {NEXT}"


async def test_a_voice_that_fails_in_vain_is_not_told():
    async with scene(patience="relaxed") as talk:
        talk.voice.jobs.failing = 2
        await talk.says(WHOLE)
        assert await talk.waits_until(lambda: not talk.voice.jobs.failing)
        await talk.says(MORE)
        await talk.waits_for(out.Replied)
        assert failures(talk) == []
        assert talk.outputs(out.Says)[-1].text == NEXT


async def test_a_slow_voice_is_late_and_the_record_says_by_how_much():
    async with scene() as talk:
        talk.voice.jobs.takes_s = 2.0
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied, within_s=60)
        assert 1500 <= talk.records[0].compute_ms <= 2000
