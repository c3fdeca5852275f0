import numpy as np
import pytest

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.cli.bench.stream.talk import Speech, speech

LOUD = 500
PAUSE_S = 1.0


@pytest.fixture(scope="module")
def said() -> Speech:
    return speech(12.0)


def test_it_is_as_long_as_asked_for(said):
    assert 12.0 <= len(said.samples) / RATE_HZ < 20.0


def test_something_is_said_before_each_end(said):
    for end_s in said.ends_s:
        end = round(end_s * RATE_HZ)
        assert np.abs(said.samples[end - RATE_HZ // 2 : end]).max() > LOUD


def test_nothing_is_said_after_it_for_a_while(said):
    for end_s in said.ends_s:
        end = round(end_s * RATE_HZ)
        assert not said.samples[end : end + round(PAUSE_S * RATE_HZ)].any()


def test_the_words_are_told(said):
    assert said.text.count(".") == len(said.ends_s)
