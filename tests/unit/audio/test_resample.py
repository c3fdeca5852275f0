import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkup_local.audio.resample import StreamResampler, resample


def tone(rate_hz: int, duration_s: float) -> np.ndarray:
    time_s = np.arange(round(rate_hz * duration_s)) / rate_hz
    return (12_000 * np.sin(2 * np.pi * 440 * time_s)).astype(np.int16)


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 22_050, 44_100, 48_000, 192_000])
def test_resampling_keeps_the_duration(rate_hz):
    converted = resample(tone(rate_hz, 0.5), rate_hz, 16_000)
    assert len(converted) == pytest.approx(8_000, abs=1)


def test_the_same_rate_changes_nothing():
    samples = tone(16_000, 0.1)
    assert resample(samples, 16_000, 16_000) is samples


@settings(max_examples=40, deadline=None)
@given(
    rate_hz=st.sampled_from([8_000, 22_050, 44_100, 48_000]),
    cuts=st.lists(st.integers(0, 4_000), max_size=12),
)
def test_a_stream_gives_the_same_samples_however_it_is_cut(rate_hz, cuts):
    samples = tone(rate_hz, 0.1)
    whole = StreamResampler(rate_hz, 16_000)
    expected = np.concatenate((whole.push(samples), whole.flush()))
    stream = StreamResampler(rate_hz, 16_000)
    parts = [stream.push(part) for part in np.split(samples, sorted(cuts))]
    assert np.array_equal(np.concatenate((*parts, stream.flush())), expected)


def test_a_flushed_stream_can_be_used_again():
    stream = StreamResampler(48_000, 16_000)
    first = np.concatenate((stream.push(tone(48_000, 0.1)), stream.flush()))
    second = np.concatenate((stream.push(tone(48_000, 0.1)), stream.flush()))
    assert np.array_equal(first, second)
