import asyncio

import numpy as np
import pytest
from support.listening import listening, settle, sounding

from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.errors import RecognitionError
from talkup_local.turn.front import FrontSettings

BROKEN = RecognitionError("stenographer", "has a broken pencil")
WORD_MS, GAP_MS = 416, 224


def counted(words: int, *, first: int = 0) -> np.ndarray:
    """Return so many words, each of a loudness of its own, with soft gaps between them."""
    parts = []
    for number in range(first, first + words):
        parts += [sounding(WORD_MS, 0.7 + number / 1000), sounding(GAP_MS, 0.4)]
    return np.concatenate(parts)


def read_back(samples: np.ndarray) -> str:
    """Return the words of ``counted`` of which more than half is there."""
    levels, counts = np.unique(np.abs(samples), return_counts=True)
    half = WORD_MS * RATE_HZ / 2000
    found = [
        f"word{(level - 7_000) // 10}"
        for level, count in zip(levels.tolist(), counts.tolist(), strict=True)
        if level >= 7_000 and count > half
    ]
    return " ".join(found)


class TestPartialPasses:
    async def test_begin_when_there_is_enough_new_speech(self):
        async with listening(partial_ms=600) as ear:
            await ear.hear(sounding(576))
            assert not ear.stt.passes
            await ear.hear(sounding(64))
            assert not ear.stt.last.urgent

    async def test_show_words_while_the_candidate_speaks(self):
        async with listening() as ear:
            await ear.hear(sounding(640))
            ear.stt.last.hears("I am")
            await settle()
            assert ear.text == "I am"
            assert ear.nudges

    async def test_are_few_for_a_long_answer(self):
        async with listening(read_back, partial_ms=600) as ear:
            await ear.hear(counted(31))
            assert 5 <= len(ear.stt.passes) <= 20_000 / 600 + 2

    async def test_wait_for_each_other(self):
        async with listening() as ear:
            await ear.hear(sounding(3_000))
            assert len(ear.stt.passes) == 1

    async def test_wait_while_others_need_the_recogniser(self):
        async with listening() as ear:
            ear.stt.others = 1
            await ear.hear(sounding(3_000))
            assert not ear.stt.passes

    async def test_come_less_often_when_they_cost_more(self):
        async with listening(partial_ms=600) as ear:
            await ear.hear(sounding(640))
            await asyncio.sleep(0.2)  # so 1 s of rest
            ear.stt.last.hears("I am")
            await ear.hear(sounding(800))
            assert len(ear.stt.passes) == 1

    async def test_can_be_left_out(self):
        async with listening(partial_ms=None) as ear:
            await ear.hear(sounding(3_000))
            assert not ear.stt.passes

    async def test_get_what_was_heard_so_far(self):
        async with listening() as ear:
            await ear.hear(sounding(640))
            ear.stt.last.hears("I am")
            await ear.hear(sounding(640))
            assert ear.stt.last.draft.text == "I am"

    async def test_that_fail_lose_nothing(self):
        async with listening() as ear:
            await ear.hear(sounding(640))
            ear.stt.last.fails(BROKEN)
            await ear.hear(sounding(640))
            assert not ear.hearing.failed
            ear.stt.last.hears("I am")
            await settle()
            assert ear.text == "I am"

    async def test_are_not_repeated_at_once_when_they_fail(self):
        async with listening() as ear:
            await ear.hear(sounding(640))
            ear.stt.last.fails(BROKEN)
            await ear.hear(sounding(320))
            assert len(ear.stt.passes) == 1


class TestAPause:
    async def test_has_everything_recognised_at_once(self):
        async with listening() as ear:
            await ear.hear(sounding(480), silence(0.064))
            assert ear.stt.last.urgent
            ear.stt.last.hears("I am a baker")
            await settle()
            assert [word.text for word in ear.hearing.words] == ["I", "am", "a", "baker"]

    async def test_drops_the_partial_pass_that_it_makes_stale(self):
        async with listening() as ear:
            await ear.hear(sounding(704), silence(0.064))
            stale, final = ear.stt.passes
            assert stale.cancelled
            assert final.urgent

    async def test_has_no_words_before_they_are_all_recognised(self):
        async with listening() as ear:
            await ear.hear(sounding(640))
            ear.stt.last.hears("I am")
            await ear.hear(sounding(128), silence(0.064))
            assert ear.hearing.words is None
            ear.stt.last.hears("I am a baker")
            await settle()
            assert len(ear.hearing.words) == 4

    async def test_is_not_recognised_again_and_again(self):
        async with listening(lambda _: "I am a baker") as ear:
            await ear.hear(sounding(480), silence(5.0))
            assert len(ear.stt.passes) == 1

    async def test_is_counted_from_the_last_speech(self):
        async with listening() as ear:
            await ear.hear(sounding(480), silence(0.96))
            assert ear.hearing.pause_ms == 960

    async def test_in_which_speech_goes_on_leaves_words_to_come(self):
        async with listening() as ear:
            await ear.hear(sounding(480), silence(0.096))
            ear.stt.last.hears("I am")
            await ear.hear(sounding(256))
            assert ear.hearing.words is None
            assert ear.hearing.speaking


class TestClosedSegments:
    async def test_come_before_what_is_being_said(self):
        async with listening() as ear:
            await ear.hear(sounding(480), silence(0.7))
            await ear.hear(sounding(960), silence(0.7), sounding(1_280))
            first, *others = ear.stt.passes
            assert not others
            first.hears("One.")
            await settle()
            assert ear.stt.last.urgent
            assert 960 <= ear.stt.last.length_ms <= 1_160

    async def test_are_joined_in_their_order(self):
        async with listening(read_back) as ear:
            await ear.hear(counted(2), silence(0.7), counted(2, first=2), silence(0.7))
            assert ear.text == "word0 word1 word2 word3"

    async def test_hold_the_words_back_until_the_last_of_them_is_recognised(self):
        async with listening() as ear:
            await ear.hear(sounding(480), silence(0.7), sounding(480), silence(0.7))
            ear.stt.last.hears("One.")
            await settle()
            assert ear.hearing.words is None
            ear.stt.last.hears("Two.")
            await settle()
            assert len(ear.hearing.words) == 2

    async def test_are_recognised_with_little_around_them(self):
        async with listening(padding_ms=100) as ear:
            await ear.hear(silence(2.0), sounding(640), silence(2.0))
            assert ear.stt.last.length_ms <= 640 + 200

    async def test_of_a_long_answer_hold_each_word_once(self):
        async with listening(read_back, front=FrontSettings(longest_ms=6_000)) as ear:
            await ear.hear(counted(30), silence(0.7))
            assert ear.text.split() == [f"word{number}" for number in range(30)]
            assert ear.hearing.words is not None


class TestFailure:
    async def test_is_told_once_everything_was_tried(self):
        async with listening() as ear:
            await ear.hear(sounding(480), silence(0.7))
            ear.stt.last.fails(BROKEN)
            await settle()
            assert ear.hearing.failed
            assert ear.hearing.words == ()
            assert ear.nudges[-1].failed

    async def test_is_no_reason_to_try_again_in_silence(self):
        async with listening() as ear:
            await ear.hear(sounding(480), silence(0.7))
            ear.stt.last.fails(BROKEN)
            await ear.hear(silence(5.0))
            assert len(ear.stt.passes) == 1

    async def test_can_be_mended_by_another_try(self):
        async with listening() as ear:
            await ear.hear(sounding(480), silence(0.7))
            ear.stt.last.fails(BROKEN)
            await settle()
            ear.listener.retry()
            await settle()
            ear.stt.last.hears("I am a baker")
            await settle()
            assert ear.text == "I am a baker"
            assert not ear.hearing.failed

    async def test_is_also_a_recogniser_that_takes_too_long(self):
        async with listening(timeout_s=0.01) as ear:
            await ear.hear(sounding(480), silence(0.7))
            async with asyncio.timeout(60):
                while not (ear.hearing.failed and ear.stt.last.cancelled):
                    await asyncio.sleep(0.01)

    async def test_leaves_the_other_segments_alone(self):
        async with listening() as ear:
            await ear.hear(sounding(480), silence(0.7), sounding(480), silence(0.7))
            ear.stt.last.fails(BROKEN)
            await settle()
            ear.stt.last.hears("Two.")
            await settle()
            assert ear.text == "Two."
            assert ear.hearing.failed


class TestNoise:
    async def test_of_silence_reaches_no_recogniser(self):
        async with listening() as ear:
            await ear.hear(silence(60.0), chunk_ms=320)
            assert not ear.stt.passes
            assert not ear.hearing.open

    async def test_that_is_too_short_for_a_word_reaches_no_recogniser(self):
        async with listening(min_speech_ms=150) as ear:
            await ear.hear(silence(0.32), sounding(128), silence(1.0))
            assert not ear.stt.passes
            assert not ear.hearing.open
            assert not ear.listener.has_speech

    async def test_without_words_is_no_longer_taken_for_speech(self):
        async with listening(lambda _: "") as ear:
            await ear.hear(sounding(3_000))
            assert ear.hearing.speaking
            await ear.hear(sounding(3_000))
            assert not ear.hearing.speaking
            assert ear.hearing.words == ()

    async def test_after_an_answer_lets_the_answer_end(self):
        async with listening(lambda samples: read_back(samples[:RATE_HZ])) as ear:
            await ear.hear(counted(1), sounding(6_000, 0.6))
            assert not ear.hearing.speaking
            assert ear.hearing.pause_ms >= 4_000
            assert len(ear.hearing.words) == 1

    async def test_is_speech_again_as_soon_as_there_are_words_in_it(self):
        async with listening(read_back) as ear:
            await ear.hear(sounding(6_000, 0.6))
            assert not ear.hearing.speaking
            await ear.hear(counted(3))
            assert ear.hearing.speaking

    @pytest.mark.parametrize(
        ("text", "confidence", "kept"),
        [
            ("you", 0.1, False),
            ("thank you", 0.1, False),
            ("yes", 0.9, True),
            ("yes", None, True),
            ("I am a baker", 0.1, True),
        ],
    )
    async def test_makes_one_or_two_words_that_nobody_is_sure_of(self, text, confidence, kept):
        async with listening(min_confidence=0.35) as ear:
            await ear.hear(sounding(480), silence(0.7))
            ear.stt.last.hears(text, confidence)
            await settle()
            assert ear.text == (text if kept else "")


class TestTheEndOfTheTurn:
    async def test_leaves_what_comes_later_to_the_next(self):
        async with listening(read_back) as ear:
            await ear.hear(counted(2), silence(0.7))
            ear.listener.finish()
            await ear.hear(counted(2, first=2), silence(0.7))
            assert ear.text == "word0 word1"

    async def test_in_mid_speech_divides_it_there(self):
        async with listening(read_back) as ear:
            await ear.hear(counted(2))
            ear.listener.finish()
            await ear.hear(counted(2, first=2), silence(0.7))
            assert ear.text == "word0 word1"
            ear.listener.forget()
            assert ear.text == "word2 word3"

    async def test_has_its_last_words_recognised_at_once(self):
        async with listening() as ear:
            await ear.hear(sounding(480))
            ear.listener.finish()
            await settle()
            assert ear.stt.last.urgent

    async def test_just_as_somebody_begins_does_not_wait_for_them(self):
        async with listening(read_back) as ear:
            await ear.hear(counted(2), silence(0.704), sounding(32))
            assert ear.hearing.stirring
            ear.listener.finish()
            await ear.hear(counted(2, first=2))
            assert ear.text == "word0 word1"
            assert ear.hearing.words is not None

    async def test_can_be_taken_back(self):
        async with listening(read_back) as ear:
            await ear.hear(counted(2), silence(0.7))
            ear.listener.finish()
            await ear.hear(counted(2, first=2), silence(0.7))
            ear.listener.reopen()
            assert ear.text == "word0 word1 word2 word3"

    async def test_is_forgotten_with_all_that_came_before_it(self):
        async with listening(read_back) as ear:
            await ear.hear(counted(2), silence(0.7))
            ear.listener.finish()
            ear.listener.forget()
            assert ear.text == ""
            assert not ear.listener.has_speech
            assert not ear.hearing.open

    async def test_keeps_what_came_after_it_when_it_is_forgotten(self):
        async with listening(read_back) as ear:
            await ear.hear(counted(2), silence(0.7))
            ear.listener.finish()
            await ear.hear(counted(2, first=2), silence(0.7))
            ear.listener.forget()
            assert ear.text == "word2 word3"
            assert ear.listener.has_speech

    async def test_that_was_none_forgets_everything(self):
        async with listening(read_back) as ear:
            await ear.hear(counted(2))
            ear.listener.forget()
            await ear.hear(counted(2, first=2), silence(0.7))
            assert ear.text == "word2 word3"


class TestWhatIsKnown:
    async def test_of_silence_is_nothing(self):
        async with listening() as ear:
            await ear.hear(silence(1.0))
            hearing = ear.hearing
            assert (hearing.open, hearing.speaking, hearing.text) == (False, False, "")
            assert hearing.words == ()

    async def test_counts_speech_without_its_pauses(self):
        async with listening() as ear:
            await ear.hear(sounding(640), silence(1.024), sounding(320), silence(0.704))
            assert ear.hearing.speech_ms == 960

    async def test_counts_what_waits_to_be_recognised(self):
        async with listening() as ear:
            await ear.hear(sounding(640), silence(0.7))
            assert ear.listener.waiting_s == pytest.approx(0.64)
            ear.stt.last.hears("I am")
            await settle()
            assert ear.listener.waiting_s == 0

    async def test_never_has_less_than_nothing_waiting(self):
        async with listening(read_back, front=FrontSettings(longest_ms=3_000)) as ear:
            for _ in range(20):
                await ear.hear(counted(1))
                assert ear.listener.waiting_s >= 0

    async def test_marks_no_more_than_the_text_as_stable(self):
        async with listening(read_back) as ear:
            before = ""
            for number in range(12):
                await ear.hear(counted(1, first=number))
                hearing = ear.hearing
                assert hearing.text.startswith(before)
                before = hearing.text[: hearing.stable]
            assert before

    async def test_gives_the_sound_before_the_pause(self):
        async with listening() as ear:
            await ear.hear(silence(0.32), sounding(640), silence(0.32))
            assert len(ear.listener.tail(500)) == RATE_HZ // 2
            assert np.abs(ear.listener.tail(500)).min() > 0


class TestTypedWords:
    async def test_have_no_length_no_times_and_no_sound(self):
        async with listening(tape=True) as ear:
            await ear.hear(silence(1.0))
            ear.listener.take_text("I bake bread.")
            hearing = ear.hearing
            assert (hearing.text, hearing.speech_ms, hearing.spoken) == ("I bake bread.", 0, ())
            assert ear.listener.recording() is None

    async def test_leave_the_sound_of_what_was_spoken_as_it_is(self):
        async with listening(lambda _: "I bake", tape=True) as ear:
            await ear.hear(sounding(640), silence(1.0))
            ear.listener.take_text("bread.")
            assert ear.text == "I bake bread."
            assert [word.text for word in ear.hearing.spoken] == ["I", "bake"]
            assert len(ear.listener.recording()) < 1.4 * RATE_HZ

    async def test_at_the_same_place_belong_to_the_turn_that_is_not_over(self):
        async with listening() as ear:
            for text in ("one", "two"):
                ear.listener.take_text(text)
                ear.listener.finish()
                assert ear.text == text
                ear.listener.forget()


async def test_a_part_ends_in_the_middle_of_a_word():
    async with listening(read_back) as ear:
        await ear.hear(counted(2))
        ear.listener.part()
        await ear.hear(counted(2, first=2), silence(1.0))
        assert ear.text == "word0 word1 word2 word3"
