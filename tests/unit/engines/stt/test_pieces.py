from itertools import pairwise

import numpy as np
import pytest

from talkup_local.engines.stt.pieces import pieces

RATE_HZ = 16_000


def speech(duration_s, *pauses_s):
    """Noise with half a second of silence around each of ``pauses_s``."""
    samples = np.random.default_rng(0).normal(0, 3000, round(duration_s * RATE_HZ))
    for pause_s in pauses_s:
        samples[round((pause_s - 0.25) * RATE_HZ) : round((pause_s + 0.25) * RATE_HZ)] = 0
    return samples.astype(np.int16)


def cut(samples, longest_s=15.0):
    return list(pieces(samples, longest_s=longest_s))


def test_short_audio_is_one_piece():
    assert cut(speech(5)) == [(0, 5 * RATE_HZ)]


def test_no_audio_has_no_piece():
    assert cut(speech(0)) == []


def test_long_audio_is_cut_in_a_pause():
    ((_, end), _) = cut(speech(20, 5, 12))
    assert end == pytest.approx(12 * RATE_HZ, abs=0.25 * RATE_HZ)


@pytest.mark.parametrize("duration_s", [14.99, 15, 15.001, 61.7])
def test_the_pieces_cover_the_audio_and_none_is_too_long(duration_s):
    samples = speech(duration_s, 3)
    found = cut(samples)
    assert found[0][0] == 0
    assert found[-1][1] == len(samples)
    assert all(before[1] == after[0] for before, after in pairwise(found))
    assert all(0 < end - start <= 15 * RATE_HZ for start, end in found)


def test_pieces_too_short_for_a_pause_are_cut_anyway():
    assert [end - start for start, end in cut(speech(1), 0.25)] == [4000] * 4
