import numpy as np
import pytest
from support.speech import say

from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.audio.prosody import voice_cues


def glide(start_hz, end_hz, duration_s, loudness=4000):
    """A buzz like a voice's, whose pitch moves by as many semitones in each second."""
    ratio = np.linspace(0, 1, round(duration_s * RATE_HZ))
    phase = 2 * np.pi * np.cumsum(start_hz * (end_hz / start_hz) ** ratio) / RATE_HZ
    return sum(loudness * np.sin(n * phase) / n for n in range(1, 10)).astype(np.int16)


def ending(start_hz, end_hz, loudness=4000, *, speaker_hz=120):
    """A second and a half at one pitch, a short break, and a last syllable that moves."""
    steady = glide(speaker_hz, speaker_hz, 1.5)
    return np.concatenate((steady, silence(0.1), glide(start_hz, end_hz, 0.25, loudness)))


def noisy(samples, rms):
    noise = np.random.default_rng(0).normal(0, rms, len(samples))
    return (samples + noise).clip(-32768, 32767).astype(np.int16)


def test_a_level_voice_is_level():
    cues = voice_cues(ending(120, 120))
    assert cues.final_pitch_st == pytest.approx(0, abs=0.2)
    assert cues.final_slope_st_s == pytest.approx(0, abs=1)


@pytest.mark.parametrize("speaker_hz", [80, 120, 250])
def test_a_falling_end_falls(speaker_hz):
    cues = voice_cues(ending(speaker_hz, speaker_hz * 0.88, speaker_hz=speaker_hz))
    assert -2.5 < cues.final_pitch_st < -0.5
    assert -12 < cues.final_slope_st_s < -6


@pytest.mark.parametrize("speaker_hz", [80, 120, 250])
def test_a_rising_end_rises(speaker_hz):
    cues = voice_cues(ending(speaker_hz, speaker_hz * 1.4, speaker_hz=speaker_hz))
    assert 1.5 < cues.final_pitch_st < 4.5
    assert 18 < cues.final_slope_st_s < 30


def test_a_soft_end_is_soft():
    assert voice_cues(ending(120, 120, 2000)).final_energy_db == pytest.approx(-6, abs=1)


def test_the_last_syllable_has_its_length():
    assert voice_cues(ending(120, 120)).final_voiced_ms == pytest.approx(250, abs=40)


def test_a_drawn_out_end_is_long():
    drawn_out = np.concatenate((glide(120, 120, 1.0), silence(0.1), glide(110, 108, 0.7)))
    assert voice_cues(drawn_out).final_voiced_ms > 600


@pytest.mark.parametrize("rms", [100, 400])
def test_noise_does_not_bend_the_pitch(rms):
    clean, spoilt = voice_cues(ending(120, 100)), voice_cues(noisy(ending(120, 100), rms))
    assert spoilt.final_pitch_st == pytest.approx(clean.final_pitch_st, abs=0.5)
    assert spoilt.final_slope_st_s == pytest.approx(clean.final_slope_st_s, abs=4)


def test_loudness_changes_nothing():
    loud = ending(120, 100)
    soft = voice_cues(loud // 10)
    assert soft.final_pitch_st == pytest.approx(voice_cues(loud).final_pitch_st, abs=0.1)
    assert soft.final_energy_db == pytest.approx(voice_cues(loud).final_energy_db, abs=0.3)


def test_a_little_silence_at_the_end_changes_little():
    cues = voice_cues(np.concatenate((ending(120, 100), silence(0.2))))
    assert cues.final_pitch_st == pytest.approx(
        voice_cues(ending(120, 100)).final_pitch_st, abs=0.3
    )


def test_only_the_last_four_seconds_are_heard():
    high_before = np.concatenate((glide(300, 300, 3), glide(120, 120, 4)))
    assert voice_cues(high_before).final_pitch_st == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize("length", [0, 1, 100, 800, 1600, 3200])
def test_too_little_says_nothing(length):
    assert voice_cues(glide(120, 120, 1)[:length]) is None


def test_silence_says_nothing():
    assert voice_cues(silence(2)) is None


def test_noise_without_a_voice_says_nothing():
    assert voice_cues(noisy(silence(2), 3000)) is None


def test_a_clipped_voice_is_still_heard():
    clipped = (ending(120, 100).astype(np.float64) * 8).clip(-32768, 32767).astype(np.int16)
    assert voice_cues(clipped).final_slope_st_s < -6


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "You worked as a developer"), ("fr", "Vous avez travaillé à Paris")],
)
def test_a_question_ends_higher_than_a_statement(language, words):
    statement, question = (voice_cues(say(words + mark, language)) for mark in ".?")
    assert statement.final_slope_st_s < 0 < question.final_slope_st_s
    assert statement.final_pitch_st < question.final_pitch_st
