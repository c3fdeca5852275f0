import pytest
from support.answers_verbal import analysed

# 20 words and 17, counted by hand.
ENGLISH = "Um, I mean, we we had, uh, a lot, you know, to do, so it was kind of quite hard."
FRENCH = "Euh, du coup on on avait, en fait, beaucoup de choses à faire, euuuh, tu vois, quoi."


def test_english_hesitations_and_fillers_are_told_apart():
    details = analysed(ENGLISH).details
    assert details["words"] == 20
    assert details["hesitations"] == {"um": 1, "uh": 1}
    assert details["fillers"] == {"i mean": 1, "you know": 1, "kind of": 1}


def test_french_hesitations_and_fillers_are_told_apart():
    details = analysed(FRENCH, "fr").details
    assert details["words"] == 17
    assert details["hesitations"] == {"euh": 1, "euuuh": 1}
    assert details["fillers"] == {"du coup": 1, "en fait": 1, "tu vois": 1, "quoi": 1}


def test_rates_are_per_hundred_words():
    measures = analysed(ENGLISH).measures
    assert measures["hesitations_per_100_words"] == pytest.approx(10)
    assert measures["fillers_per_100_words"] == pytest.approx(15)
    assert measures["repetitions_per_100_words"] == pytest.approx(5)


@pytest.mark.parametrize(
    "text",
    [
        "Do you know what I mean by that?",
        "This kind of work is the sort of job I like.",
        "I actualised it. We like it like that.",
        "As you know the answer, I mean it.",
        "I did it just like my father, and like most people.",
    ],
)
def test_english_words_that_mean_something_are_no_fillers(text):
    fillers = analysed(text).details["fillers"]
    assert not fillers.keys() & {"you know", "kind of", "sort of", "like", "actually"}
    assert not fillers.keys() & {"just like", "and like"}


@pytest.mark.parametrize(
    "text",
    [
        "Ce genre de travail me plaît, c'est un bon genre.",
        "Je ne sais pas quoi dire. C'est quoi ?",
        "Enfin, nous avons livré. J'ai eu un bon poste.",
        "Vous savez que tu sais comment faire.",
        "Le bilan était bon, et j'y suis allée quand même.",
    ],
)
def test_french_words_that_mean_something_are_no_fillers(text):
    analysis = analysed(text, "fr")
    assert (analysis.details["fillers"], analysis.details["hesitations"]) == ({}, {})


@pytest.mark.parametrize(
    ("text", "language", "repeated"),
    [
        ("I I think it was the, the end.", "en", {"i": 1, "the": 1}),
        ("We were um we were late.", "en", {"we were": 1}),
        ("I... I did it.", "en", {"i": 1}),
        ("On a on a fini le le projet.", "fr", {"on a": 1, "le": 1}),
        ("J'ai j'ai euh j'ai fini.", "fr", {"j'ai": 2}),
    ],
)
def test_words_said_twice_are_repetitions(text, language, repeated):
    assert analysed(text, language).details["repetitions"] == repeated


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It was very very good, and I had had enough. No, no. Enough.", "en"),
        ("The number is 5 5 2 2, nine nine.", "en"),
        ("Nous nous voyons, vous vous levez, c'est très très bien.", "fr"),
        ("I said so. So it was.", "en"),
    ],
)
def test_emphasis_grammar_numbers_and_new_sentences_are_none(text, language):
    assert analysed(text, language).details["repetitions"] == {}


@pytest.mark.parametrize(
    ("text", "language", "starts"),
    [
        ("I led a pro- project.", "en", {"pro": 1}),
        ("It was in May, no wait, June.", "en", {"no wait": 1}),
        ("I was, we had a plan.", "en", {"i was": 1}),
        ("C'était en mai, enfin non, en juin.", "fr", {"enfin non": 1}),
        ("J'ai on a livré le site.", "fr", {"j'ai": 1}),
    ],
)
def test_words_that_are_broken_off_or_taken_back_are_false_starts(text, language, starts):
    assert analysed(text, language).details["false_starts"] == starts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A well-known tool - a good one - is what I was using.", "en"),
        ("Je suis là et on a fini ; peut-être demain.", "fr"),
        ("I sent a correction, as there were actually no orders.", "en"),
        ("Je reprends mes études, le problème c'est pas ça.", "fr"),
    ],
)
def test_fluent_words_are_none(text, language):
    assert analysed(text, language).details["false_starts"] == {}
