import pytest
from support.answers_verbal import analysed, timed

# 6 words, 4 s, 9 syllables (o-pen se-ven sum-mer); pauses of 0.5 and 1.0 s;
# the gap of 0.2 s is none.
WORDS = timed("we@1.0-1.2 open@1.4-1.8 seven@2.3-2.8 shops@2.8-3.3 last@4.3-4.6 summer@4.6-5.0")
TEXT = "We open seven shops last summer."
# 5 words, 7 syllables (j'ai ou-vert sept pe-tites boîtes); one pause of 0.5 s.
FRENCH = timed("j'ai@0-0.4 ouvert@0.4-1 sept@1.5-2 petites@2-2.6 boîtes@2.6-3.5")


def test_the_rate_counts_words_over_the_whole_time():
    assert analysed(TEXT, words=WORDS).measures["speaking_rate_words_per_min"] == pytest.approx(90)


def test_the_rate_in_syllables_too():
    measures = analysed(TEXT, words=WORDS).measures
    assert measures["speaking_rate_syllables_per_min"] == pytest.approx(60 * 9 / 4)


def test_articulation_leaves_pauses_out():
    measures = analysed(TEXT, words=WORDS).measures
    assert measures["articulation_rate_syllables_per_s"] == pytest.approx(9 / 2.5)


def test_french_syllables_are_as_spoken():
    measures = analysed("", "fr", words=FRENCH).measures
    assert measures["articulation_rate_syllables_per_s"] == pytest.approx(7 / 3)


def test_pauses_are_silences_of_a_quarter_of_a_second_and_more():
    measures = analysed(TEXT, words=WORDS).measures
    assert measures["pause_count"] == 2
    assert measures["pause_mean_s"] == pytest.approx(0.75)
    assert measures["pause_longest_s"] == pytest.approx(1.0)
    assert measures["pause_share"] == pytest.approx(1.5 / 4)


def test_the_threshold_of_pauses_is_told():
    assert analysed(TEXT, words=WORDS).details["pause_threshold_s"] == 0.25


def test_speech_without_pauses_has_no_length_of_them():
    words = timed("we@0-0.4 all@0.4-0.8 went@0.8-1.2 home@1.2-1.6 early@1.6-2")
    measures = analysed("", words=words).measures
    assert (measures["pause_count"], measures["pause_share"]) == (0, 0)
    assert measures["pause_mean_s"] is None


@pytest.mark.parametrize(("question_end_s", "latency_s"), [(0.4, 0.6), (1.5, -0.5)])
def test_latency_is_from_the_end_of_the_question_to_the_first_word(question_end_s, latency_s):
    measures = analysed(TEXT, words=WORDS, question_end_s=question_end_s).measures
    assert measures["answer_latency_s"] == pytest.approx(latency_s)


def test_the_share_of_talk_leaves_pauses_out():
    measures = analysed(TEXT, words=WORDS, asked_s=2.5).measures
    assert measures["talk_share"] == pytest.approx(0.5)


def test_without_times_nothing_of_time_is_measured_and_a_note_says_why():
    analysis = analysed(TEXT, question_end_s=1.0, asked_s=3.0)
    assert all(
        analysis.measures[name] is None
        for name in ("speaking_rate_words_per_min", "pause_count", "answer_latency_s", "talk_share")
    )
    assert any("times of the words" in note for note in analysis.notes)


def test_two_words_make_no_rate():
    analysis = analysed("Yes indeed.", words=timed("yes@0-0.2 indeed@0.2-0.6"))
    assert analysis.measures["speaking_rate_words_per_min"] is None


def test_words_may_overlap_and_come_in_any_order():
    measures = analysed(TEXT, words=WORDS[::-1]).measures
    assert measures == analysed(TEXT, words=WORDS).measures
    overlapping = timed("a@0-3 b@0.5-1 c@1-1.2 d@3.1-3.5 e@3.5-4")
    assert analysed("", words=overlapping).measures["pause_count"] == 0


def test_times_that_are_none_are_left_out():
    broken = (*WORDS, *timed("then@nan-nan gone@inf-inf"))
    assert analysed(TEXT, words=broken).measures == analysed(TEXT, words=WORDS).measures


def test_words_alone_are_text_enough():
    assert analysed("", words=WORDS).details["words"] == 6


def test_text_and_words_that_disagree_are_told():
    analysis = analysed("We open shops.", words=WORDS)
    assert any("differ in length" in note for note in analysis.notes)
    assert analysis.measures["speaking_rate_words_per_min"] == pytest.approx(90)
