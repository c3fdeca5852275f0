import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.engines.base import Transcript
from talkup_local.turn.front import Region
from talkup_local.turn.hearing import SpeechSegment, stable_length, text_of, words_of

SECOND = RATE_HZ


def open_segment(start_s: float = 0.0, end_s: float = 0.0) -> SpeechSegment:
    return SpeechSegment(Region(round(start_s * SECOND), round(end_s * SECOND)))


def heard(text: str, start_s: float = 0.0, end_s: float = 1.0) -> SpeechSegment:
    """Return a segment that is closed and transcribed."""
    segment = open_segment(start_s, end_s)
    segment.region.closed = True
    segment.take(Transcript(text=text), segment.region.end)
    return segment


def passes(segment: SpeechSegment, *texts: str) -> None:
    """Take partial results, each over one second more."""
    for text in texts:
        segment.region.end += SECOND
        segment.take(Transcript(text=text), segment.region.end)


def stable_words(segment: SpeechSegment) -> tuple[str, ...]:
    return segment.words[: segment.stable]


class TestStability:
    def test_needs_two_passes_that_agree(self):
        segment = open_segment()
        passes(segment, "I am a baker")
        assert segment.stable == 0
        passes(segment, "I am a baker from")
        assert stable_words(segment) == ("I", "am", "a")

    def test_holds_back_the_last_word_which_may_be_half_a_word(self):
        segment = open_segment()
        passes(segment, "I am a bake", "I am a baker")
        assert stable_words(segment) == ("I", "am")

    def test_does_not_mind_capitals_and_marks(self):
        segment = open_segment()
        passes(segment, "well. i am", "Well, I am a")
        assert stable_words(segment) == ("Well,", "I")

    def test_outlasts_a_pass_that_hears_something_else(self):
        segment = open_segment()
        passes(segment, "I am a baker from", "I am a baker from", "Eye ham a banker of Rome")
        assert segment.words[:4] == ("I", "am", "a", "baker")
        assert segment.words[4:] == ("of", "Rome")

    def test_outlasts_a_pass_that_hears_nothing(self):
        segment = open_segment()
        passes(segment, "I am a baker from", "I am a baker from", "")
        assert segment.words == ("I", "am", "a", "baker")

    def test_gives_way_to_the_pass_over_the_whole_closed_segment(self):
        segment = open_segment()
        passes(segment, "I am a banker from", "I am a banker from")
        segment.region.closed = True
        passes(segment, "I am a baker.")
        assert segment.words == ("I", "am", "a", "baker.")
        assert segment.settled
        assert segment.stable == 4

    def test_is_not_given_up_for_a_pass_that_lacks_the_end(self):
        segment = open_segment()
        passes(segment, "I am a baker from", "I am a baker from")
        covered = segment.region.end
        segment.region.end += SECOND
        segment.region.closed = True
        segment.take(Transcript(text="Eye"), covered)
        assert segment.words[:4] == ("I", "am", "a", "baker")
        assert not segment.settled

    @given(st.lists(st.lists(st.sampled_from("abcd"), max_size=6), max_size=8))
    def test_of_a_word_lasts_until_the_segment_is_settled(self, texts):
        segment = open_segment()
        for words in texts:
            before = stable_words(segment)
            passes(segment, " ".join(words))
            assert stable_words(segment)[: len(before)] == before

    @given(st.lists(st.lists(st.sampled_from("abcd"), max_size=6), min_size=1, max_size=8))
    def test_of_the_characters_lasts_just_as_long(self, texts):
        first, segment = heard("Well then"), open_segment(1.0, 1.0)
        turn = [first, segment]
        for words in texts:
            before = text_of(turn)[: stable_length(turn)]
            passes(segment, " ".join(words))
            assert text_of(turn).startswith(before)


class TestADividedSegment:
    """A long one is cut where it was quiet, before the end of what was recognised."""

    @staticmethod
    def divided() -> SpeechSegment:
        segment = open_segment()
        passes(segment, "one two three", "one two three four", "one two three four five six")
        segment.region.end, segment.region.closed = 2 * SECOND, True
        return segment

    def test_is_not_caught_up_by_words_that_belong_to_the_next(self):
        segment = self.divided()
        assert not segment.caught_up
        assert not segment.settled

    def test_waits_as_a_whole(self):
        assert self.divided().waiting == 2 * SECOND

    def test_keeps_only_its_own_words_once_it_is_recognised_again(self):
        segment = self.divided()
        segment.take(Transcript(text="one two three"), segment.region.end)
        assert segment.words == ("one", "two", "three")
        assert segment.settled

    def test_does_not_take_a_pass_for_the_last_that_began_before_the_cut(self):
        segment = self.divided()
        segment.take(Transcript(text="one two three four five six seven"), 4 * SECOND)
        assert not segment.settled


@pytest.mark.parametrize(
    ("covered_s", "waiting_s"), [(0.0, 3.0), (2.0, 3.0), (3.5, 1.5), (5.0, 0.0)]
)
def test_what_waits_is_what_no_pass_has_covered(covered_s, waiting_s):
    segment = open_segment(2.0, 5.0)
    segment.covered = round(covered_s * SECOND)
    assert segment.waiting == waiting_s * SECOND


@pytest.mark.parametrize("text", ["", "   ", "...", "- !"])
def test_marks_without_letters_are_no_words(text):
    assert heard(text).words == ()


def test_a_pass_mends_a_failure():
    segment = open_segment()
    segment.failed = True
    passes(segment, "I am")
    assert not segment.failed


def test_the_text_is_that_of_all_segments():
    assert text_of([heard("I am"), heard(""), heard("a baker.")]) == "I am a baker."


class TestStableLength:
    def test_is_all_of_it_when_everything_is_settled(self):
        turn = [heard("I am"), heard("a baker.")]
        assert stable_length(turn) == len(text_of(turn))

    def test_ends_where_a_segment_is_not_settled(self):
        speaking = open_segment(1.0, 1.0)
        passes(speaking, "a baker from here", "a baker from here")
        turn = [heard("I am"), speaking]
        assert text_of(turn)[: stable_length(turn)] == "I am a baker from"

    def test_does_not_pass_over_what_is_still_to_be_recognised(self):
        closed = open_segment(0.0, 1.0)
        closed.region.closed = True
        turn = [closed, heard("a baker.", 2.0, 3.0)]
        assert stable_length(turn) == 0

    def test_of_nothing_is_nothing(self):
        assert stable_length([]) == 0


class TestWordTimes:
    def test_grow(self):
        words = words_of([heard("I am a baker", 1.0, 3.0), heard("in a town", 3.5, 5.0)])
        assert all(word.start_s < word.end_s for word in words)
        assert all(a.end_s <= b.start_s for a, b in itertools.pairwise(words))

    def test_count_from_the_first_segment(self):
        words = words_of([heard("I am", 10.0, 11.0), heard("a baker", 12.0, 13.0)])
        assert words[0].start_s == 0
        assert words[2].start_s == pytest.approx(2.0)
        assert words[-1].end_s == pytest.approx(3.0)

    def test_are_longer_for_longer_words(self):
        short, long = words_of([heard("a breakfast")])
        assert long.end_s - long.start_s > short.end_s - short.start_s

    def test_of_nothing_are_none(self):
        assert words_of([]) == ()
        assert words_of([heard("")]) == ()
