"""From sound to measures; what is known of the sound is what the measures must say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from support.voices import glide, joined, noise, scaled, silence, voice

from talkup_local.analysis.delivery import MEASURES, Voice, analyse
from talkup_local.audio.voice import voice_features

REST = silence(0.5)


def found(*parts, language="en"):
    return analyse(Voice(**vars(voice_features(joined(*parts)))), language)


def measured(*parts):
    return found(*parts).measures


def test_every_measure_is_given_and_no_other():
    names = [measure.name for measure in MEASURES]
    assert list(measured(voice(150, duration_s=2, syllables=8))) == names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_a_usual_range_has_advice_in_both_languages(measure):
    for place, bound in (("below", 0), ("above", 1)):
        if measure.usual and measure.usual["en"][bound] is not None:
            assert all(measure.advice[language].at(place) for language in ("en", "fr"))


def test_speaking_time_leaves_out_the_pauses():
    spoken = voice(150, duration_s=1.5, syllables=6)
    measures = measured(REST, spoken, silence(1), spoken, REST)
    assert measures["speaking_time_s"] == pytest.approx(3, abs=0.2)
    assert measures["speaking_share"] == pytest.approx(0.6, abs=0.04)


@pytest.mark.parametrize("level_db", [-45, -20])
def test_the_loudness_is_the_level_of_the_speech(level_db):
    spoken = voice(150, duration_s=3, syllables=12, level_db=level_db)
    assert measured(REST, spoken, REST)["loudness_dbfs"] == pytest.approx(level_db, abs=0.6)


def test_a_voice_that_is_now_soft_and_now_loud_has_a_range():
    soft, loud = (voice(150, duration_s=2, syllables=8, level_db=level) for level in (-32, -20))
    assert measured(soft, loud)["loudness_range_db"] == pytest.approx(12, abs=1)
    assert measured(loud, loud)["loudness_range_db"] < 1


@pytest.mark.parametrize("pitch_hz", [110, 220])
def test_the_median_pitch_is_the_voice_s(pitch_hz):
    measures = measured(voice(pitch_hz, duration_s=3, syllables=12))
    assert measures["pitch_median_hz"] == pytest.approx(pitch_hz, rel=0.01)


def test_an_even_voice_is_monotonous():
    measures = measured(voice(150, duration_s=3, syllables=12))
    assert measures["pitch_range_st"] < 0.5
    assert measures["pitch_variation_st"] < 0.3


def test_an_octave_in_an_even_glide_is_eleven_semitones_without_its_ends():
    # nine tenths of 12; an even spread deviates by its length over the root of 12
    measures = measured(voice(glide(120, 240, 4), syllables=16))
    assert measures["pitch_range_st"] == pytest.approx(0.9 * 12, abs=0.3)
    assert measures["pitch_variation_st"] == pytest.approx(12 / np.sqrt(12), abs=0.2)


@pytest.mark.parametrize("rate_hz", [3, 5])
def test_syllables_per_second_are_those_of_the_speech(rate_hz):
    spoken = voice(150, duration_s=4, syllables=4 * rate_hz)
    rest = silence(2)
    assert measured(spoken, rest, spoken)["syllables_per_s"] == pytest.approx(rate_hz, rel=0.05)


def test_an_even_beat_varies_less_than_a_halting_one():
    even = voice(150, duration_s=4, syllables=16)
    quick, slow = voice(150, duration_s=1, syllables=6), voice(150, duration_s=2, syllables=5)
    assert measured(even)["tempo_variation"] < 0.05
    # gaps of 1/6 s and 0.4 s in turn: known to lie far apart
    assert measured(quick, slow, quick, slow)["tempo_variation"] > 0.35


@pytest.mark.parametrize(("end_hz", "falls", "rises"), [(110, 1, 0), (150, 0, 0), (205, 0, 1)])
def test_the_ends_of_the_phrases_fall_stay_or_rise(end_hz, falls, rises):
    pitch = joined(glide(150, 150, 1), glide(150, end_hz, 0.3))
    phrase = joined(voice(pitch, syllables=5), REST)
    measures = measured(phrase, phrase, phrase)
    assert (measures["final_falls_share"], measures["final_rises_share"]) == (falls, rises)


def test_two_phrases_are_too_few_for_shares():
    phrase = joined(voice(glide(180, 120, 1), syllables=4), REST)
    result = found(phrase, phrase)
    assert result.measures["final_falls_share"] is None
    assert (result.details["phrases"], result.details["final_falls"]) == (2, 2)


@pytest.mark.parametrize("ratio_db", [5, 20, 30])
def test_the_signal_to_noise_ratio_is_the_one_that_was_mixed(ratio_db):
    spoken = joined(silence(1), voice(150, duration_s=4, syllables=16, level_db=-20), silence(1))
    mixed = spoken + noise(6, -20 - ratio_db)
    assert measured(mixed)["signal_to_noise_db"] == pytest.approx(ratio_db, abs=1)


def test_a_noisy_recording_says_so_and_is_trusted_less():
    spoken = joined(silence(1), voice(150, duration_s=4, syllables=16), silence(1))
    clean, noisy = found(spoken), found(spoken + noise(6, -28))
    assert clean.notes == ()
    assert noisy.notes == ("There is much noise: take the values with care.",)
    assert noisy.confidence < clean.confidence


def test_a_clipped_recording_says_so_in_french():
    wave = voice(150, duration_s=3, syllables=12).astype(float)
    clipped = scaled(np.clip(wave, -wave.max() / 4, wave.max() / 4), -1)
    result = found(clipped, language="fr")
    assert result.measures["clipping_share"] > 0.01
    assert any("écrêté" in note for note in result.notes)


@pytest.mark.parametrize(
    "sound",
    [silence(0), silence(5), voice(150, duration_s=0.05), noise(3, -6), voice(100, duration_s=5)],
    ids=["nothing", "silence", "50 ms", "noise", "hum"],
)
def test_what_is_no_speech_has_no_measures_of_speech(sound):
    result = found(sound)
    speech = set(result.measures) - {"speaking_time_s", "speaking_share", "clipping_share"}
    assert all(result.measures[name] is None for name in speech)
    assert result.confidence == 0
    assert result.notes == ("Too little speech was heard to say more.",)


def test_more_speech_is_trusted_more():
    second = joined(voice(150, duration_s=2, syllables=8), REST)
    few, many = (found(np.tile(second, count)).confidence for count in (2, 8))
    assert 0 < few < many <= 1


@given(
    pitch_hz=arrays.arrays(float, st.integers(0, 80), elements=st.floats(0, 500)),
    starts=st.lists(st.integers(0, 700).map(lambda at: at / 1000), max_size=5),
    clipped=st.floats(0, 1),
)
def test_any_features_give_finite_measures(pitch_hz, starts, clipped):
    voice_ = Voice(
        duration_s=len(pitch_hz) / 100,
        step_s=0.01,
        pitch_hz=np.where(pitch_hz < 50, 0, pitch_hz),
        level_db=np.full(len(pitch_hz), -20.0),
        phrases_s=np.array([(start, start + 0.4) for start in sorted(starts)]).reshape(-1, 2),
        nuclei_s=np.array(sorted(starts)),
        speech_db=-20.0,
        noise_db=-100.0,
        clipped_share=clipped,
    )
    result = analyse(voice_, "fr")
    assert all(value is None or np.isfinite(value) for value in result.measures.values())
    assert 0 <= result.confidence <= 1
