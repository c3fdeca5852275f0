import pytest
from support.ruled import PLAIN, QUESTIONS, STORY

from talkup_local.cli.bench.scoring.answers import load
from talkup_local.interview.bank import load_bank
from talkup_local.interview.questions import Point
from talkup_local.interview.relevance import answered, covered, off_topic, stems

CONFLICT, INDEX = QUESTIONS["en"][1:3]


def test_a_cue_is_found_as_a_word_and_a_star_is_the_rest_of_one():
    assert covered(CONFLICT, "He wanted more, and I learned something.") == {0, 1}
    assert covered(CONFLICT, "I unlearned it.") == frozenset()


def test_a_typographic_apostrophe_matches_a_plain_one():
    point = Point(name="says whose", cues=("it's mine",))
    question = CONFLICT.__class__(**{**_fields(CONFLICT), "points": (point,)})
    assert covered(question, "It\N{RIGHT SINGLE QUOTATION MARK}s mine.") == {0}


def _fields(question):
    return {name: getattr(question, name) for name in question.__struct_fields__}


@pytest.mark.parametrize(
    ("heard", "language"),
    [
        ("Yesterday I had pasta for lunch with my dog.", "en"),
        ("The weather is lovely.", "en"),
        ("Mon chat adore la pizza.", "fr"),
        ("La lune est ronde et les bananes sont jaunes.", "fr"),
        ("Have you seen the weather? It rained all over the garden.", "en"),
        ("Why did the bread go to the doctor? Because it felt crumby!", "en"),
        ("That's classified, I'd have to feed you to the oven.", "en"),
        ("Vous savez pourquoi le pain est parti ? Parce qu'il en avait assez !", "fr"),
        ("Hier j'ai vu un film sur les manchots, ils pondent un œuf.", "fr"),
    ],
)
def test_small_talk_is_off_topic(heard, language):
    assert off_topic(heard, QUESTIONS[language][1], "", language)


@pytest.mark.parametrize(
    "heard",
    [
        STORY["en"],
        PLAIN["en"],
        "I served lunch to three hundred guests at the hotel restaurant.",
        "I trained our dog to find people under snow, because somebody disagreed with me.",
        "I look after dogs and cats at the shelter.",
        "I run a food stall with my neighbour, we sell pizza and soup.",
        "That reminds me of the day when I began at the bakery.",
        "Teamwork and honesty.",
        "No.",
        "",
    ],
)
def test_what_may_well_be_an_answer_is_none(heard):
    assert not off_topic(heard, CONFLICT, "", "en")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_written_answer_is_off_topic(language):
    answers = [one for one in load(language) if one.by == "hand"]
    kinds = {one.question.split(".")[0] for one in answers}
    asked = {question.id: question for kind in kinds for question in load_bank(kind, language)}
    found = [
        one.id
        for one in answers
        if off_topic(one.text, asked[one.question], asked[one.question].text, language)
    ]
    assert found == []


def test_words_of_what_was_asked_on_count_too():
    heard = "The weather was lovely."
    assert not off_topic(heard, CONFLICT, "How was the weather at the beach?", "en")


def test_what_one_knows_may_be_told_without_a_word_of_oneself():
    assert not off_topic("The root is split and every leaf is full by half.", INDEX, "", "en")


def test_a_question_is_answered_by_its_own_words():
    assert answered("What does such an index cost?", stems("It costs a lot.", "en"), INDEX, "en")
    assert not answered("What does such an index cost?", stems("It is quick.", "en"), INDEX, "en")


def test_stems_leave_accents_and_plurals_out():
    assert stems("Les clientes étrangères", "fr") == stems("le client etranger", "fr")
