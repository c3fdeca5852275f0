import pytest
from support.answers_verbal import analysed


def test_english_hedges_and_absolutes_are_counted():
    # 20 words, 4 hedges, 2 absolutes.
    text = (
        "I think we were probably a bit late, maybe, but everyone was always there "
        "and it was good for all."
    )
    analysis = analysed(text)
    assert analysis.details["hedges"] == {"i think": 1, "probably": 1, "a bit": 1, "maybe": 1}
    assert analysis.details["absolutes"] == {"everyone": 1, "always": 1}
    assert analysis.measures["hedges_per_100_words"] == pytest.approx(20)


def test_french_hedges_and_absolutes_are_counted():
    # 15 words, 3 hedges, 2 absolutes.
    text = "Je pense que c'était peut-être un peu tard, mais tout le monde est toujours là."
    analysis = analysed(text, "fr")
    assert analysis.details["words"] == 15
    assert analysis.details["hedges"] == {"je pense": 1, "peut-être": 1, "un peu": 1}
    assert analysis.details["absolutes"] == {"tout le monde": 1, "toujours": 1}


@pytest.mark.parametrize(
    ("text", "language", "vague"),
    [
        ("We did a lot of stuff and things like that.", "en",
         {"a lot of": 1, "stuff": 1, "and things like that": 1}),
        ("On faisait plein de trucs et quelque chose, etc.", "fr",
         {"plein de": 1, "trucs": 1, "quelque chose": 1, "etc": 1}),
    ],
)  # fmt: skip
def test_vague_words_are_counted(text, language, vague):
    assert analysed(text, language).details["vague_words"] == vague


def test_vague_words_are_counted_before_a_vowel_too():
    assert analysed("J'ai plein d'idées.", "fr").details["vague_words"] == {"plein d'": 1}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I believe in tests, so that they could be used.", "en"),
        ("I think about it with my little brother, a little later.", "en"),
        ("Il y a assez de place, assez pour nous.", "fr"),
        ("J'écris plutôt que de parler.", "fr"),
        ("Je crois au travail, un peu plus tard.", "fr"),
    ],
)
def test_words_that_make_nothing_less_sure_are_no_hedges(text, language):
    assert analysed(text, language).details["hedges"] == {}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It was quickly done by the team.", "en"),
        ("The plan has been changed.", "en"),
        ("It wasn't documented.", "en"),
        ("The house is being built.", "en"),
        ("Le projet a été décidé hier.", "fr"),
        ("Les outils ont été bien choisis.", "fr"),
        ("La lettre est souvent écrite par nous.", "fr"),
        ("Elles étaient suivies par un tuteur.", "fr"),
    ],
)
def test_a_passive_is_seen(text, language):
    assert analysed(text, language).measures["passive_share"] == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I was tired but interested.", "en"),
        ("We have decided that.", "en"),
        ("It is a red bed.", "en"),
        ("It was complicated, and I'm used to being involved.", "en"),
        ("Il était connu et assis, elle est basée ici.", "fr"),
        ("Je suis allée à Lyon.", "fr"),
        ("Je me suis occupée du site.", "fr"),
        ("Nous nous sommes réunis, elle s'est inscrite.", "fr"),
        ("J'étais motivée et j'ai décidé.", "fr"),
        ("Il est arrivé en retard.", "fr"),
    ],
)
def test_adjectives_and_active_verbs_are_no_passives(text, language):
    assert analysed(text, language).measures["passive_share"] == 0


def test_the_share_of_passives_is_of_sentences():
    text = "It was done and it was sold. I left. They were told."
    assert analysed(text).measures["passive_share"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("text", "language", "mean"),
    [
        ("I left. They were told on Monday.", "en", 3.5),
        ("J'ai fini. L'équipe était là.", "fr", 2.5),
    ],
)
def test_sentence_length_is_in_written_words(text, language, mean):
    assert analysed(text, language).measures["sentence_length_words"] == pytest.approx(mean)


@pytest.mark.parametrize(
    ("text", "language", "singular", "plural"),
    [
        ("I'm glad that my team and I shared our plan; we told me so ourselves.", "en", 4, 3),
        ("Je me suis dit que mon équipe et moi, on a fini, et nous nous voyons.", "fr", 3, 2),
        ("J'ai parlé de notre projet, puis-je ?", "fr", 2, 1),
    ],
)
def test_first_persons_are_counted_once_each(text, language, singular, plural):
    analysis = analysed(text, language)
    assert analysis.details["first_person"] == {"singular": singular, "plural": plural}
    assert analysis.measures["first_person_singular_share"] == pytest.approx(
        singular / (singular + plural)
    )


def test_two_first_persons_make_no_share():
    assert analysed("I left and we won.").measures["first_person_singular_share"] is None
