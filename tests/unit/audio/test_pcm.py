import numpy as np
import pytest

from talkup_local.audio.pcm import RATE_HZ, amplitude, levels, silence


def test_silence_has_no_amplitude():
    assert amplitude(silence(0.1)) == 0.0


def test_no_samples_have_no_amplitude():
    assert amplitude(np.zeros(0, np.int16)) == 0.0


def test_a_constant_half_of_full_scale_has_amplitude_one_half():
    assert amplitude(np.full(1000, 16_384, np.int16)) == 0.5


def test_a_full_scale_sine_has_the_root_of_one_half():
    wave = 32_767 * np.sin(2 * np.pi * np.arange(16_000) / 100)
    assert amplitude(wave.astype(np.int16)) == pytest.approx(0.7071, abs=1e-4)


def test_amplitude_never_exceeds_one():
    assert amplitude(np.full(10, -32_768, np.int16)) == 1.0


def test_levels_cover_every_sample():
    samples = np.concatenate((np.full(800, 16_384, np.int16), np.zeros(100, np.int16)))
    assert levels(samples, RATE_HZ, 50) == [0.5, 0.0]
