import pytest
from support.answers_verbal import analysed, timed

from talkup_local.analysis.verbal.answer import Answer
from talkup_local.analysis.verbal.speech import Speech


def _sentences(text, language="en", **about):
    speech = Speech(Answer(text=text, language=language, **about))
    return [speech.quoted(sentence) for sentence in speech.sentences]


def test_sentences_end_at_marks():
    assert _sentences("We won. Did we? Yes!") == ["We won", "Did we", "Yes"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mr. Brown paid 3.5 million.", "en"),
        ("We met e.g. J. Smith there.", "en"),
        ("M. Dupont et Mme. Petit sont venus.", "fr"),
        ("I was... not sure.", "en"),
        ("I was\N{HORIZONTAL ELLIPSIS} I was not sure.", "en"),
    ],
)
def test_other_points_end_none(text, language):
    assert len(_sentences(text, language)) == 1


def test_a_point_behind_no_ends_a_sentence():
    assert _sentences("She said no. Then we left.") == ["She said no", "Then we left"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("I sent it to the. Wrong client.", "en"), ("J'ai appelé le. Client et. Son chef.", "fr")],
)
def test_a_point_behind_a_word_that_wants_another_is_a_pause(text, language):
    assert len(_sentences(text, language)) == 1


def test_a_line_is_a_sentence():
    assert _sentences("First point\nSecond point") == ["First point", "Second point"]


def test_english_without_marks_is_cut_where_clauses_begin():
    assert _sentences(
        "we had a big problem with the shop and my manager asked me to look into it "
        "so um i called all the suppliers and then we changed the plan in the end it worked"
    ) == [
        "we had a big problem with the shop",
        "and my manager asked me to look into it",
        "so um i called all the suppliers",
        "and then we changed the plan",
        "in the end it worked",
    ]


def test_french_without_marks_is_cut_where_clauses_begin():
    assert _sentences(
        "je travaillais dans un magasin de vélos et on avait un problème avec les stocks "
        "donc mon responsable m'a demandé de l'aide du coup j'ai appelé les fournisseurs",
        "fr",
    ) == [
        "je travaillais dans un magasin de vélos",
        "et on avait un problème avec les stocks",
        "donc mon responsable m'a demandé de l'aide",
        "du coup j'ai appelé les fournisseurs",
    ]


def test_a_clause_that_hangs_on_another_is_not_cut_off():
    text = "the thing that i liked most about it was when we could help people who were new there"
    assert _sentences(text) == [text]


def test_without_marks_a_long_pause_cuts():
    words = timed(
        "people@0-0.4 came@0.4-0.8 from@0.8-1 all@1-1.3 over@1.3-1.7 town@1.7-2 "
        "lunch@3-3.4 was@3.4-3.6 free@3.6-4 music@4-4.4 was@4.4-4.6 loud@4.6-5 indeed@5-5.4"
    )
    text = " ".join(word.text for word in words)
    assert _sentences(text, words=words) == [
        "people came from all over town",
        "lunch was free music was loud indeed",
    ]


def test_a_guess_is_told_and_lowers_the_confidence():
    text = "we had a plan and then i called them and so we sold all of it and i was glad"
    guessed, marked = analysed(text), analysed(text.replace(" and", ". And"))
    assert any("guessed" in note for note in guessed.notes)
    assert guessed.confidence == pytest.approx(0.8 * marked.confidence, abs=0.01)


def test_a_short_text_without_marks_is_one_sentence():
    assert _sentences("I worked in a bakery and I liked it") == [
        "I worked in a bakery and I liked it"
    ]
