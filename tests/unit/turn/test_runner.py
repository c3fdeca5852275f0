import asyncio
import itertools

import numpy as np
import pytest
from support.interviews import ANSWER, engines, interviewing, loud

from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.dialogue.rules import RulesInterviewer
from talkup_local.engines.scripted import ScriptedModel, ScriptedRecognizer, ScriptedVoice
from talkup_local.errors import BufferOverflow
from talkup_local.turn import output as out
from talkup_local.turn.state import Phase


async def test_the_greeting_prepares_speaks_and_starts():
    async with interviewing() as interview:
        await interview.until(out.Started)
        kinds = interview.kinds()
    assert kinds[0] == "Preparing"
    assert set(kinds[1:-1]) == {"Sound"}
    assert kinds[-1] == "Started"


async def test_a_turn_considers_speaks_and_replies():
    async with interviewing() as interview:
        await interview.until(out.Started)
        said = len(interview.kinds())
        await interview.answer()
        await interview.until(out.Replied)
        kinds = interview.kinds()[said:]
    assert kinds[:2] == ["Considering", "Speaking"]
    assert set(kinds[2:-1]) == {"Sound"}
    assert kinds[-1] == "Replied"


async def test_the_text_is_the_text_of_what_was_spoken():
    voice = ScriptedVoice()
    async with interviewing(engines(tts=voice)) as interview:
        started = await interview.until(out.Started)
    assert started.text == " ".join(voice.spoken)


async def test_the_recogniser_gets_only_what_is_speech():
    heard = []

    def note(samples):
        heard.append(len(samples))
        return ANSWER

    async with interviewing(engines(stt=ScriptedRecognizer(note))) as interview:
        await interview.until(out.Started)
        samples = np.concatenate((silence(5.0), loud(2.0), silence(5.0)))
        interview.runner.audio(samples, RATE_HZ)
        interview.runner.commit()
        await interview.until(out.Replied)
    assert 2.0 * RATE_HZ <= heard[0] <= 2.6 * RATE_HZ


async def test_audio_of_another_rate_is_resampled():
    heard = []

    def note(samples):
        heard.append(len(samples) / RATE_HZ)
        return ANSWER

    async with interviewing(engines(stt=ScriptedRecognizer(note))) as interview:
        await interview.until(out.Started)
        interview.runner.audio(loud(2.0, 48_000), 48_000)
        interview.runner.commit()
        await interview.until(out.Replied)
    assert heard == [pytest.approx(2.0, abs=0.05)]


@pytest.mark.parametrize("samples", [silence(3.0), np.zeros(0, np.int16)])
async def test_silence_asks_to_repeat_and_reaches_no_recogniser(samples):
    stt = ScriptedRecognizer([ANSWER])
    async with interviewing(engines(stt=stt)) as interview:
        await interview.until(out.Started)
        interview.runner.audio(samples, RATE_HZ)
        interview.runner.commit()
        assert (await interview.until(out.Failed)).code == "TRANSCRIPTION_ERROR"
        assert interview.runner.phase is Phase.LISTENING
    assert stt.calls == 0


async def test_words_without_letters_are_nothing_heard():
    async with interviewing(engines(stt=ScriptedRecognizer(["..."]))) as interview:
        await interview.until(out.Started)
        await interview.answer()
        assert (await interview.until(out.Failed)).code == "TRANSCRIPTION_ERROR"


async def test_after_a_failed_recognition_the_answer_need_not_be_spoken_again():
    stt = ScriptedRecognizer([ANSWER], failures={0})
    async with interviewing(engines(stt=stt)) as interview:
        await interview.until(out.Started)
        await interview.answer()
        assert (await interview.until(out.Failed)).code == "TRANSCRIPTION_ERROR"
        interview.runner.commit()
        await interview.until(out.Replied)
    assert interview.records[-1].heard == ANSWER


async def test_a_second_commit_while_the_reply_is_made_starts_nothing():
    stt = ScriptedRecognizer([ANSWER], delay_s=0.2)
    async with interviewing(engines(stt=stt)) as interview:
        await interview.until(out.Started)
        await interview.answer()
        interview.runner.commit()
        interview.runner.commit()
        await interview.until(out.Replied)
        assert interview.kinds().count("Replied") == 1
    assert stt.calls == 1


async def test_a_commit_just_after_a_reply_without_new_audio_starts_nothing():
    async with interviewing() as interview:
        await interview.until(out.Started)
        await interview.answer()
        await interview.until(out.Replied)
        before = interview.kinds()
        interview.clock.advance_s(1.9)
        interview.runner.commit()
        await asyncio.sleep(0.05)
        assert interview.kinds() == before


async def test_the_same_commit_later_finds_no_speech():
    async with interviewing() as interview:
        await interview.until(out.Started)
        await interview.answer()
        await interview.until(out.Replied)
        interview.clock.advance_s(2.1)
        interview.runner.commit()
        assert (await interview.until(out.Failed)).code == "TRANSCRIPTION_ERROR"


async def test_what_is_said_during_the_reply_belongs_to_the_next_turn():
    heard = []

    def note(samples):
        heard.append(round(len(samples) / RATE_HZ))
        return ANSWER

    stt = ScriptedRecognizer(note, delay_s=0.2)
    async with interviewing(engines(stt=stt)) as interview:
        await interview.until(out.Started)
        await interview.answer(2.0)
        await asyncio.sleep(0.1)
        interview.runner.audio(loud(4.0), RATE_HZ)
        await interview.until(out.Replied)
        interview.runner.commit()
        await interview.until(out.Replied, 2)
    assert heard == [2, 4]


async def test_a_failing_model_is_reported_and_the_fallback_is_spoken():
    model = ScriptedModel(["Never said."], failures={0})
    flags = {"llm.lead_in": False}
    async with interviewing(engines(llm=model), flags=flags) as interview:
        await interview.until(out.Started)
        said = len(interview.kinds())
        await interview.answer()
        replied = await interview.until(out.Replied)
        kinds = interview.kinds()[said:]
    assert kinds[:3] == ["Considering", "Failed", "Speaking"]
    assert "Sound" in kinds
    assert replied.text


async def test_a_late_model_is_reported_and_the_fallback_is_spoken():
    model = ScriptedModel(["Too late, is it not?"], first_token_delay_s=600)
    flags = {"llm.first_token_timeout_s": 0.1}
    async with interviewing(engines(llm=model), flags=flags) as interview:
        await interview.until(out.Started)
        await interview.answer()
        assert (await interview.until(out.Failed)).code == "AI_RESPONSE_ERROR"
        replied = await interview.until(out.Replied)
    assert "Too late" not in replied.text


async def test_a_model_s_reply_is_spoken_sentence_by_sentence():
    model = ScriptedModel(["Thank you. What did you learn from it?"])
    voice = ScriptedVoice()
    flags = {"llm.lead_in": False}
    async with interviewing(engines(llm=model, tts=voice), flags=flags) as interview:
        await interview.until(out.Started)
        greeting = len(voice.spoken)
        await interview.answer()
        await interview.until(out.Replied)
    assert voice.spoken[greeting:] == ["Thank you.", "What did you learn from it?"]


async def test_a_failing_voice_is_reported_and_the_text_still_comes():
    class Mute(ScriptedVoice):
        def _synthesize(self, text, voice, cancel):
            raise RuntimeError("there is no sound card")

    async with interviewing(engines(tts=Mute())) as interview:
        started = await interview.until(out.Started)
        failed = await interview.until(out.Failed)
        assert failed.code == "TTS_ERROR"
        assert "Sound" not in interview.kinds()
    assert started.text


async def test_paced_levels_come_every_50_ms_in_step_with_the_sound():
    async with interviewing(paced=True) as interview:
        await interview.until(out.Started)
    sounds = [(at, o) for at, o in interview.timeline if isinstance(o, out.Sound)]
    levels = [at for at, o in interview.timeline if isinstance(o, out.Level)]
    for (at_s, sound), (next_s, _) in itertools.pairwise(sounds):
        assert next_s == pytest.approx(at_s + sound.duration_s)
    first = [at for at in levels if at < sounds[1][0]]
    assert np.diff(first) == pytest.approx(0.05)


async def test_a_level_precedes_every_sound():
    async with interviewing(paced=True) as interview:
        await interview.until(out.Started)
        kinds = interview.kinds(levels=True)
    assert all(kinds[i - 1] == "Level" for i, kind in enumerate(kinds) if kind == "Sound")


async def test_ending_in_mid_reply_is_the_last_word():
    voice = ScriptedVoice(delay_s=0.05)
    async with interviewing(engines(tts=voice)) as interview:
        await interview.until(out.Started)
        await interview.answer()
        await interview.until(out.Speaking)
        interview.runner.end("client")
        await interview.until(out.Ended)
        said = len(interview.outputs)
        await asyncio.sleep(0.1)
        assert len(interview.outputs) == said
    assert interview.outputs[-1] == out.Ended("client")


async def test_a_vanished_client_stops_the_work():
    voice = ScriptedVoice(delay_s=0.05)
    async with interviewing(engines(tts=voice)) as interview:
        await interview.until(out.Preparing)
        interview.runner.gone()
    assert "Started" not in interview.kinds()


async def test_too_much_audio_clears_the_buffer_and_the_interview_goes_on():
    async with interviewing(flags={"limits.buffer_s": 3.0}) as interview:
        await interview.until(out.Started)
        interview.runner.audio(loud(3.0), RATE_HZ)
        with pytest.raises(BufferOverflow):
            interview.runner.audio(loud(1.0), RATE_HZ)
        assert interview.runner.buffered_s == 0
        await interview.answer()
        await interview.until(out.Replied)


async def test_the_history_holds_what_was_heard_and_said():
    async with interviewing() as interview:
        started = await interview.until(out.Started)
        await interview.answer()
        replied = await interview.until(out.Replied)
        said = [(m.role, m.content) for m in interview.runner.history]
    assert said == [("assistant", started.text), ("user", ANSWER), ("assistant", replied.text)]


async def test_a_turn_s_record_names_what_was_asked_heard_and_replied():
    async with interviewing() as interview:
        started = await interview.until(out.Started)
        await interview.answer()
        replied = await interview.until(out.Replied)
    record = interview.records[0]
    assert (record.asked, record.heard, record.reply) == (started.text, ANSWER, replied.text)
    assert record.audio_s == pytest.approx(2.0, abs=0.05)


async def test_a_record_logs_no_words():
    async with interviewing() as interview:
        await interview.until(out.Started)
        await interview.answer()
        await interview.until(out.Replied)
    record = interview.records[0]
    assert ANSWER not in f"{record!r} {record.figures()!r}"


async def test_ending_does_not_wait_for_a_model_that_reads_its_prompt():
    class Reading(ScriptedModel):
        def _prepare(self, messages, options, cancel):
            cancel.wait(60)

    async with interviewing(engines(llm=Reading(["x"]))) as interview:
        await interview.until(out.Started)
        interview.runner.end("client")
        await interview.until(out.Ended)
        async with asyncio.timeout(60):
            await interview.ended.wait()


async def test_a_buffer_filled_to_the_brim_is_answered():
    flags = {"limits.buffer_s": 2.0}
    async with interviewing(flags=flags) as interview:
        await interview.until(out.Started)
        interview.runner.audio(loud(2.0, 48_000), 48_000)
        interview.runner.commit()
        await interview.until(out.Replied)


async def test_an_interviewer_that_breaks_down_is_told_and_the_interview_goes_on():
    class Confused(RulesInterviewer):
        confused = True

        def reply(self, heard, history):
            if self.confused:
                self.confused = False
                raise ZeroDivisionError
            return super().reply(heard, history)

    def confused(plan, interview_id):
        return Confused(plan, interview_id)

    async with interviewing(interviewer=confused) as interview:
        await interview.until(out.Started)
        await interview.answer()
        assert (await interview.until(out.Failed)).code == "INTERNAL_ERROR"
        await interview.answer()
        await interview.until(out.Replied)
    assert [record.error for record in interview.records] == ["INTERNAL_ERROR", ""]
