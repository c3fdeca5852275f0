"""Where speech is found does not depend on how its sound is cut."""

import itertools

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from support.listening import Meter, windows

from talkup_local.turn.front import AudioFront, FrontSettings, Region, samples_of

SETTINGS = FrontSettings(longest_ms=1_500, close_ms=300)

probabilities = st.lists(
    st.tuples(st.sampled_from([0.0, 0.2, 0.4, 0.45, 0.6, 1.0]), st.integers(1, 12)),
    min_size=1,
    max_size=25,
).map(lambda runs: [p for p, count in runs for _ in range(count)])
sizes = st.sampled_from([512, 320])
cuts = st.lists(st.integers(1, 9_000), max_size=12)
fine_cuts = st.sampled_from([[160], [511], [512], [513], [1_024]])


def sound_of(found, size):
    """Return sound with these probabilities, in which no two windows are the same."""
    jitter = np.random.default_rng(5).integers(0, 50, len(found) * size, dtype=np.int16)
    return windows(*found, size=size) + jitter


def pieces(sound, lengths):
    """Cut ``sound`` into pieces of these lengths, again and again."""
    at = 0
    for length in itertools.cycle(lengths or [len(sound)]):
        if at >= len(sound):
            return
        yield sound[at : at + length]
        at += length


def followed(sound, lengths, size):
    """Return the segments, the open one last, and where each is."""
    front = AudioFront(Meter(size), SETTINGS)
    front.need(0)
    regions = [region for piece in pieces(sound, lengths) for region in front.push(piece)]
    if front.region is not None:
        regions.append(front.region)
    return front, regions


def spans(regions: list[Region]):
    return [(region.start, region.end, region.closed) for region in regions]


@given(probabilities, cuts | fine_cuts, sizes)
def test_the_segments_do_not_depend_on_the_cuts(found, lengths, size):
    sound = sound_of(found, size)
    whole, at_once = followed(sound, [], size)
    parts, one_by_one = followed(sound, lengths, size)
    assert spans(one_by_one) == spans(at_once)
    assert (parts.position, parts.onset, parts.last_speech, parts.speaking, parts.stirring) == (
        whole.position, whole.onset, whole.last_speech, whole.speaking, whole.stirring,
    )  # fmt: skip
    for region in at_once:
        assert np.array_equal(parts.padded(region, 100), whole.padded(region, 100))


@given(probabilities, cuts | fine_cuts, sizes)
def test_segments_are_in_order_and_do_not_overlap(found, lengths, size):
    front, regions = followed(sound_of(found, size), lengths, size)
    edges = [edge for region in regions for edge in (region.start, region.end)]
    assert edges == sorted(edges)
    assert not edges or (edges[0] >= 0 and edges[-1] <= front.position)
    assert all(region.closed for region in regions[:-1])


@given(probabilities, cuts | fine_cuts, sizes)
def test_the_sound_of_every_segment_is_there_when_it_is_handed_out(found, lengths, size):
    sound = sound_of(found, size)
    front = AudioFront(Meter(size), SETTINGS)
    for piece in pieces(sound, lengths):
        for region in front.push(piece):
            heard = front.audio(region.start, region.end)
            assert np.array_equal(heard, sound[region.start : region.end])


@example(
    [p for p, n in [(0.6, 2), (0.0, 1), (0.6, 5), (0.4, 36), (0.0, 7), (0.6, 2)] for _ in range(n)],
    [],
    512,
)
@given(probabilities, cuts | fine_cuts, sizes)
def test_no_segment_is_much_longer_than_it_may_be(found, lengths, size):
    _, regions = followed(sound_of(found, size), lengths, size)
    assert all(r.end - r.start <= samples_of(SETTINGS.longest_ms) for r in regions)


@given(probabilities, cuts | fine_cuts, sizes)
def test_all_loud_speech_is_in_a_segment(found, lengths, size):
    front, regions = followed(sound_of(found, size), lengths, size)
    inside = np.zeros(front.position, bool)
    for region in regions:
        inside[region.start : region.end] = True
    onset = -(-samples_of(SETTINGS.onset_ms) // size)
    for loud, run in itertools.groupby(enumerate(found), key=lambda item: item[1] >= 0.5):
        heard = [index for index, _ in run]
        if loud and len(heard) >= onset:
            assert inside[heard[0] * size : (heard[-1] + 1) * size].all()


@given(st.lists(st.integers(0, 10_000).map(lambda n: n - 5_000), max_size=6))
def test_what_is_kept_is_what_came(values):
    sound = np.array(values * 700, np.int16)
    front = AudioFront(Meter(), SETTINGS)
    front.need(0)
    for piece in pieces(sound, [333]):
        front.push(piece)
    assert np.array_equal(front.audio(0, len(sound)), sound)
