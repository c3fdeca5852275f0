from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from talkup_local.engines.base import RECOGNISER_RATE_HZ as RATE_HZ
from talkup_local.engines.vad.parts import parts, timed_words
from talkup_local.engines.vad.regions import Region


def region(start_s, end_s):
    return Region(int(start_s * RATE_HZ), int(end_s * RATE_HZ))


REGIONS = st.lists(st.integers(0, 10_000_000), min_size=2, max_size=20, unique=True).map(
    lambda edges: [
        Region(a, b) for a, b in zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False)
    ]
)


def test_neighbours_are_joined_while_they_fit():
    found = list(parts([region(0, 10), region(11, 20), region(22, 40)], longest_s=25))
    assert found == [region(0, 20), region(22, 40)]


def test_what_is_too_long_is_cut():
    assert list(parts([region(0, 60)], longest_s=25)) == [
        region(0, 25),
        region(25, 50),
        region(50, 60),
    ]


@given(REGIONS)
def test_every_part_fits_and_all_speech_is_in_one(regions):
    found = list(parts(regions, longest_s=25))
    assert all(part.end - part.start <= 25 * RATE_HZ for part in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for speech in regions:
        inside = sum(max(0, min(p.end, speech.end) - max(p.start, speech.start)) for p in found)
        assert inside == speech.end - speech.start


def test_words_share_the_speech_by_their_length():
    one, four = timed_words(["I", "baked"], [region(0, 8)], 0, 8 * RATE_HZ)
    assert (one.start_s, one.end_s) == (0, 2)
    assert (four.start_s, four.end_s) == (2, 8)


def test_a_word_that_would_lie_over_a_pause_lies_beside_it():
    words = timed_words(["abc", "abc", "abc"], [region(0, 2), region(4, 5)], 0, 5 * RATE_HZ)
    assert [(w.start_s, w.end_s) for w in words] == [(0, 1), (1, 2), (4, 5)]


def test_words_without_any_known_speech_share_the_whole():
    (word,) = timed_words(["hello"], [], 0, RATE_HZ)
    assert (word.start_s, word.end_s) == (0, 1)
