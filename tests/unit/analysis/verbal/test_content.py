import pytest
from support.answers_verbal import analysed

STORIES = {
    "en": [
        ("Last year I was working in a small bakery.", "situation"),
        ("My job was to cut the queues.", "task"),
        ("So I talked to the staff and wrote a new plan.", "action"),
        ("In the end, waiting times fell by 30 percent.", "result"),
    ],
    "fr": [
        ("L'année dernière, je travaillais dans une petite boulangerie.", "situation"),
        ("Ma mission était de réduire les files.", "task"),
        ("J'ai parlé à l'équipe puis j'ai écrit un nouveau plan.", "action"),
        ("Au final, l'attente a baissé de 30 %.", "result"),
    ],
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_sentence_of_a_story_carries_its_part(language):
    text = " ".join(sentence for sentence, _ in STORIES[language])
    analysis = analysed(text, language)
    assert [told["parts"] for told in analysis.details["star"]] == [
        [part] for _, part in STORIES[language]
    ]
    assert analysis.measures["star_coverage"] == 1


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("missing", range(4))
def test_a_part_that_is_missing_lowers_the_coverage(language, missing):
    text = " ".join(
        sentence for place, (sentence, _) in enumerate(STORIES[language]) if place != missing
    )
    assert analysed(text, language).measures["star_coverage"] == 0.75


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I quickly built a tool.", "en"),
        ("We then called them.", "en"),
        ("I've written a guide.", "en"),
        ("Nous les avons ensuite contactés.", "fr"),
        ("Je me suis occupée du site.", "fr"),
        ("On a vite fait un tableau.", "fr"),
    ],
)
def test_somebody_who_does_something_is_an_action(text, language):
    assert analysed(text, language).details["star"][0]["parts"] == ["action"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I wanted a break.", "en"),
        ("I liked it and they called me.", "en"),
        ("On m'a appelé.", "fr"),
        ("On nous a dit cela.", "fr"),
        ("J'ai eu de la chance.", "fr"),
        ("L'association nous a rappelés.", "fr"),
        ("Je dirais que je suis organisée.", "fr"),
        ("So we were ready.", "en"),
    ],
)
def test_wishes_and_what_others_did_are_none(text, language):
    star = analysed(text, language).details["star"]
    assert "action" not in [part for told in star for part in told["parts"]]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sales rose by 20 percent.", "en"),
        ("We went from 14 days to 5.", "en"),
        ("We cut the cost by 300 euros.", "en"),
        ("We saved two hours a week.", "en"),
        ("On est passé de quinze ruptures à trois.", "fr"),
        ("Les erreurs ont baissé de 30 %.", "fr"),
        ("On en vend deux fois plus.", "fr"),
        ("Le client était vraiment ravi.", "fr"),
    ],
)
def test_a_change_by_a_number_is_a_result(text, language):
    assert "result" in analysed(text, language).details["star"][0]["parts"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I sat down with 3 people from the sales team.", "en"),
        ("I worked there from 2015 to 2019.", "en"),
        ("We had to cut it to 20.", "en"),
        ("I was in charge of it, and I reached out to them.", "en"),
        ("It turned out that the key was wrong.", "en"),
        ("On a passé neuf mois dessus.", "fr"),
        ("Il y avait plus de vingt articles.", "fr"),
        ("Je travaille à temps partiel.", "fr"),
    ],
)
def test_a_number_or_a_common_word_alone_is_no_result(text, language):
    star = analysed(text, language).details["star"]
    assert "result" not in [part for told in star for part in told["parts"]]


@pytest.mark.parametrize(
    ("text", "language", "part"),
    [
        ("We had to make lunch.", "en", "task"),
        ("At my previous startup it was loud.", "en", "situation"),
        ("J'étais chargé d'organiser la fête.", "fr", "task"),
        ("Dans mon ancienne boîte, tout allait vite.", "fr", "situation"),
    ],
)
def test_a_sentence_of_one_part_is_not_taken_for_another(text, language, part):
    assert [told["parts"] for told in analysed(text, language).details["star"]] == [[part]]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Which language do you like best?", "en"),
        ("Tell me about yourself.", "en"),
        ("Tell me about your last job.", "en"),
        ("How did you hear about us?", "en"),
        ("Why did you leave?", "en"),
        ("Parlez-moi de vous.", "fr"),
        ("Parlez-moi de votre parcours.", "fr"),
        ("Comment avez-vous connu notre entreprise ?", "fr"),
    ],
)
def test_a_question_that_asks_for_no_story_is_not_held_to_one(question, language):
    text = {
        "en": "I built a tool in Python, as it is easy to read and has a library for everything.",
        "fr": "J'ai construit des ponts, j'ai dirigé des équipes et j'ai aimé cela en tout lieu.",
    }[language]
    analysis = analysed(text, language, question=question)
    assert analysis.measures["star_coverage"] is None
    assert analysis.details["star"] == []
    assert any("story" in note or "récit" in note for note in analysis.notes)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Tell me about a time you failed.", "en"),
        ("Tell me about your biggest mistake.", "en"),
        ("How did you handle it?", "en"),
        ("Parlez-moi d'une situation difficile.", "fr"),
        ("Parlez-moi de votre plus grand échec.", "fr"),
        ("Comment avez-vous réagi ?", "fr"),
    ],
)
def test_a_question_that_asks_for_a_story_is_held_to_one(question, language):
    text = "la la la la la la la la la la la la la la la la"
    assert analysed(text, language, question=question).measures["star_coverage"] == 0


def test_a_few_words_are_no_story():
    assert analysed("I built a tool.").measures["star_coverage"] is None


def test_numbers_names_and_results_are_specifics():
    # 26 words; numbers: 2019, two hundred and fifty, 20; names: New York, Anna; one result.
    text = (
        "In 2019 we moved to New York, and Anna hired two hundred and fifty people. "
        "One day later costs fell by 20 percent; only one left."
    )
    analysis = analysed(text)
    assert analysis.details["specifics"] == {
        "numbers": ["2019", "two hundred and fifty", "20"],
        "names": ["New York", "Anna"],
        "results": 1,
    }
    assert analysis.measures["specifics_per_100_words"] == pytest.approx(100 * 6 / 26)


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("We fed one hundred and twenty kids.", "en", ["one hundred and twenty"]),
        ("Only one came, 20 left.", "en", ["20"]),
        ("J'ai vu une trentaine de clients.", "fr", ["une trentaine"]),
    ],
)
def test_one_belongs_to_the_number_that_it_begins(text, language, numbers):
    assert analysed(text, language).details["specifics"]["numbers"] == numbers


def test_days_months_and_common_short_forms_are_no_names():
    text = "Every Monday in March the CEO and I used the API of Acme."
    assert analysed(text).details["specifics"]["names"] == ["Acme"]


def test_french_numbers_and_names_are_specifics():
    text = "Chez Renault, à Lyon, nous étions vingt-cinq pour une ligne de 10 000 pièces."
    assert analysed(text, "fr").details["specifics"] == {
        "numbers": ["vingt-cinq", "10 000"],
        "names": ["Renault", "Lyon"],
        "results": 0,
    }


@pytest.mark.parametrize("text", ["we moved to berlin with anna", "WE MOVED TO BERLIN WITH ANNA"])
def test_names_want_capitals_that_mean_something(text):
    analysis = analysed(text)
    assert analysis.details["specifics"]["names"] == []
    assert any("capitals" in note for note in analysis.notes)


@pytest.mark.parametrize(
    ("question", "text", "language", "share"),
    [
        ("Tell me about a conflict with a customer.", "The customers had conflicts.", "en", 1.0),
        ("Tell me about a conflict with a customer.", "A conflict is rare.", "en", 0.5),
        ("Tell me about a conflict with a customer.", "I like tea.", "en", 0.0),
        ("Parlez-moi d'un conflit avec un client.", "Les clients étaient là.", "fr", 0.5),
        ("Décrivez votre équipe idéale.", "L'\u00e9quipe idéale est petite.", "fr", 1.0),
    ],
)
def test_words_of_the_question_that_come_back_are_counted(question, text, language, share):
    measures = analysed(text, language, question=question).measures
    assert measures["question_words_taken_up"] == pytest.approx(share)


def test_a_question_without_words_of_its_own_says_nothing():
    analysis = analysed("I like tea.", question="Can you tell me more about it?")
    assert analysis.measures["question_words_taken_up"] is None
    assert any("no word of its own" in note for note in analysis.notes)
