import numpy as np
import pytest

from talkup_local.engines.turn.smart_turn import spectrogram

SECOND = 16_000
NOISE = np.random.default_rng(0).normal(0, 3000, 10 * SECOND).astype(np.int16)


def tone(pitch_hz, duration_s=8):
    time_s = np.arange(duration_s * SECOND) / SECOND
    return (8000 * np.sin(2 * np.pi * pitch_hz * time_s)).astype(np.int16)


@pytest.mark.parametrize("length", [0, 1, 5 * SECOND, 8 * SECOND, 10 * SECOND])
def test_it_has_one_shape_whatever_the_length(length):
    found = spectrogram(NOISE[:length])
    assert (found.shape, found.dtype) == ((80, 800), np.float32)
    assert np.isfinite(found).all()


def test_only_the_last_eight_seconds_count():
    assert np.array_equal(spectrogram(NOISE), spectrogram(NOISE[-8 * SECOND :]))


def test_short_sound_comes_after_silence():
    found = spectrogram(NOISE[: 2 * SECOND])
    assert found[:, :595].max() < found[:, 605:].min()


@pytest.mark.parametrize(
    ("pitch_hz", "mel"), [(100, 2), (440, 11), (1000, 26), (2000, 44), (6900, 76)]
)
def test_a_tone_lies_at_its_mel(pitch_hz, mel):
    assert spectrogram(tone(pitch_hz)).mean(axis=1).argmax() == mel


def test_loudness_does_not_matter():
    difference = spectrogram(NOISE) - spectrogram(NOISE // 8)
    assert np.abs(difference).mean() < 0.01


def test_what_is_80_db_softer_is_all_the_same():
    found = spectrogram(tone(1000))
    assert found.max() - found.min() == pytest.approx(2)
