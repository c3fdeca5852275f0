import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.voices import RATE_HZ, glide, joined, noise, scaled, silence, voice

from talkup_local.audio.voice import SILENCE_DB, VoiceTracker, voice_features
from talkup_local.errors import AudioError


def voiced(features):
    return features.pitch_hz[features.pitch_hz > 0]


@pytest.mark.parametrize("pitch_hz", [90, 120, 210, 320])
def test_the_pitch_is_the_one_that_was_made(pitch_hz):
    found = voiced(voice_features(voice(pitch_hz, duration_s=1)))
    assert np.median(found) == pytest.approx(pitch_hz, rel=0.005)
    assert len(found) > 90


def test_the_pitch_follows_a_glide():
    found = voice_features(voice(glide(120, 180, 2))).pitch_hz
    middle = found[20:180]
    assert middle == pytest.approx(np.geomspace(120, 180, 200)[20:180], rel=0.02)


@pytest.mark.parametrize("level_db", [-50, -30, -12])
def test_the_level_of_speech_is_its_rms(level_db):
    heard = joined(silence(0.5), voice(150, duration_s=1, level_db=level_db), silence(0.5))
    assert voice_features(heard).speech_db == pytest.approx(level_db, abs=0.5)


def test_a_pause_divides_phrases_and_a_gap_does_not():
    part = voice(150, duration_s=1)
    heard = joined(silence(0.5), part, silence(0.2), part, silence(0.6), part, silence(0.5))
    assert voice_features(heard).phrases_s == pytest.approx(
        np.array([[0.5, 2.7], [3.3, 4.3]]), abs=0.05
    )


@pytest.mark.parametrize("syllables", [6, 9, 12])
def test_syllables_are_counted(syllables):
    heard = joined(silence(0.3), voice(150, duration_s=2, syllables=syllables), silence(0.3))
    assert len(voice_features(heard).nuclei_s) == syllables


def test_a_syllable_is_where_it_is_loudest():
    heard = voice(150, duration_s=2, syllables=4)
    assert voice_features(heard).nuclei_s == pytest.approx([0.25, 0.75, 1.25, 1.75], abs=0.03)


def test_the_noise_is_measured_between_the_phrases():
    part = joined(silence(1), voice(150, duration_s=2, level_db=-20), silence(1))
    heard = part + noise(4, -45)
    assert voice_features(heard).noise_db == pytest.approx(-45, abs=0.5)


def test_without_a_pause_no_noise_is_measured():
    assert voice_features(voice(150, duration_s=2)).noise_db is None


def test_clipped_samples_are_counted():
    wave = voice(100, duration_s=1).astype(float)
    clipped = scaled(np.clip(wave, -wave.max() / 3, wave.max() / 3), 0)
    at_full_scale = (np.abs(clipped.astype(int)) >= 32760).mean()
    assert at_full_scale > 0.1
    assert voice_features(clipped).clipped_share == pytest.approx(at_full_scale, rel=0.1)


def test_a_loud_voice_is_not_clipped():
    wave = voice(100, duration_s=1)
    loud = (wave * (32767 / np.abs(wave.astype(int)).max())).astype(np.int16)
    assert voice_features(loud).clipped_share == 0


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(0, np.int16),
        np.zeros(1, np.int16),
        voice(150, duration_s=0.05),
        silence(2),
        np.full(RATE_HZ, 12_000, np.int16),
        np.full(RATE_HZ, -32_768, np.int16),
        noise(2, 0),
    ],
    ids=["nothing", "one sample", "50 ms", "silence", "constant", "lowest value", "huge noise"],
)
def test_what_is_no_voice_has_no_phrases(samples):
    features = voice_features(samples)
    assert len(features.phrases_s) == len(features.nuclei_s) == len(voiced(features)) == 0
    assert features.speech_db is None
    assert features.duration_s == len(samples) / RATE_HZ


def test_silence_lies_at_the_bottom():
    features = voice_features(silence(1))
    assert features.noise_db == SILENCE_DB
    assert (features.level_db == SILENCE_DB).all()


@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(0, 12 * RATE_HZ), max_size=6))
def test_it_does_not_matter_how_the_sound_is_cut(cuts):
    heard = joined(voice(150, duration_s=4, syllables=14), silence(1), voice(190, duration_s=7))
    tracker = VoiceTracker()
    for part in np.split(heard, sorted(cuts)):
        tracker.push(part)
    found, whole = tracker.features(), voice_features(heard)
    assert np.array_equal(found.pitch_hz, whole.pitch_hz)
    assert np.array_equal(found.phrases_s, whole.phrases_s)
    assert np.array_equal(found.nuclei_s, whole.nuclei_s)


def test_features_may_be_asked_for_on_the_way():
    tracker = VoiceTracker()
    tracker.push(voice(150, duration_s=2))
    first = tracker.features()
    tracker.push(voice(150, duration_s=2))
    assert (first.duration_s, tracker.features().duration_s) == (2, 4)


def test_minutes_are_measured_like_seconds():
    part = joined(voice(140, duration_s=8, syllables=30), silence(2))
    features = voice_features(np.tile(part, 12))
    assert len(features.pitch_hz) == 12_000
    assert len(features.phrases_s) == 12
    assert len(features.nuclei_s) == 360


def test_other_samples_are_refused():
    with pytest.raises(AudioError):
        voice_features(np.zeros(100, np.float32))
    with pytest.raises(AudioError):
        voice_features(np.zeros((100, 2), np.int16))
