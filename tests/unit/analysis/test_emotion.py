import pytest

from talkup_local.analysis.emotion import MEASURES, WARNING, analyse
from talkup_local.analysis.measure import Findings


def voice(*, loudness_dbfs=-24.0, pitch_variation_st=2.8, syllables_per_s=4.2, confidence=1.0):
    measures = {
        "loudness_dbfs": loudness_dbfs,
        "pitch_variation_st": pitch_variation_st,
        "syllables_per_s": syllables_per_s,
    }
    return Findings(measures=measures, details={}, confidence=confidence)


def pictures(smiling, shown, confidence=1.0):
    return Findings(
        measures={"smiling_pictures": smiling},
        details={"pictures_with_face": shown},
        confidence=confidence,
    )


def arousal(found):
    return analyse(found, None, "en").measures["arousal"]


def test_a_middling_voice_is_neither_calm_nor_excited():
    assert arousal(voice()) == pytest.approx(0)


@pytest.mark.parametrize(
    "change", [{"loudness_dbfs": -18.0}, {"pitch_variation_st": 3.8}, {"syllables_per_s": 5.1}]
)
def test_each_sign_of_liveliness_counts_a_third(change):
    assert arousal(voice(**change)) == pytest.approx(0.5 / 3)


@pytest.mark.parametrize(("loudness_dbfs", "others", "value"), [(0, 99, 1), (-99, -99, -1)])
def test_arousal_stays_within_its_bounds(loudness_dbfs, others, value):
    found = voice(loudness_dbfs=loudness_dbfs, pitch_variation_st=others, syllables_per_s=others)
    assert arousal(found) == value


def test_what_is_unknown_of_a_voice_is_left_out():
    found = voice(loudness_dbfs=None, pitch_variation_st=4.8, syllables_per_s=None)
    assert arousal(found) == pytest.approx(1)


@pytest.mark.parametrize(("smiling", "valence"), [(0, 0), (5, 0.5), (10, 1)])
def test_valence_is_the_share_of_smiling_pictures(smiling, valence):
    assert analyse(None, pictures(smiling, 10), "en").measures["valence"] == valence


@pytest.mark.parametrize("found", [None, pictures(None, 10), pictures(0, 0)])
def test_without_a_face_or_a_smile_detector_there_is_no_valence(found):
    assert analyse(None, found, "en").measures["valence"] is None


def test_the_confidence_is_never_high():
    assert analyse(voice(), pictures(5, 10), "en").confidence == pytest.approx(0.3)


def test_it_is_lower_where_the_voice_was_heard_badly():
    assert analyse(voice(confidence=0.5), None, "en").confidence == pytest.approx(0.15)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("found", [None, voice()])
def test_every_result_carries_the_warning(found, language):
    assert analyse(found, None, language).notes == (WARNING[language],)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_warning_names_article_and_date(language):
    article = {"en": "Article 5(1)(f)", "fr": "article 5, paragraphe 1, point f)"}
    date = {"en": "2 February 2025", "fr": "2 février 2025"}
    assert article[language] in WARNING[language]
    assert date[language] in WARNING[language]


def test_nothing_to_go_by_gives_nothing():
    result = analyse(None, None, "en")
    assert (set(result.measures.values()), result.confidence) == ({None}, 0)


def test_indicators_have_no_usual_range_and_no_advice():
    assert not any(measure.usual or measure.advice for measure in MEASURES)
