"""What each step up asks for, sign by sign."""

import pytest
from support.scored import turn_of

from talkup_local.assessment.signs.finding import Signs
from talkup_local.assessment.signs.levels import Why, judge
from talkup_local.assessment.signs.reading import Reading
from talkup_local.interview.bank import load_bank

QUESTIONS = {
    language: {question.id: question for question in load_bank("behavioural", language)}
    for language in ("en", "fr")
}


def verdict(language, *heard, asked="behavioural.mistake"):
    turns = [turn_of(said, number) for number, said in enumerate(heard, start=1)]
    return judge(Signs(QUESTIONS[language][asked], Reading(turns, language)))


DONE = {
    "en": "I gave a child the wrong coat. I rang the other family and cycled over with the right "
    "one, ten minutes after I noticed the mistake.",
    "fr": "J'ai donné le mauvais manteau à un enfant. J'ai appelé l'autre famille et j'ai rapporté "
    "le bon à vélo, dix minutes après avoir vu l'erreur.",
}
LESSONS = [
    ("en", "Since then each hook has a photo."),
    ("en", "What I learned is to read the label aloud."),
    ("en", "Next time I'd ask the mother first."),
    ("en", "I should have looked at the name."),
    ("fr", "Depuis, chaque crochet a sa photo."),
    ("fr", "J'ai appris à lire l'étiquette à voix haute."),
    ("fr", "La prochaine fois je demanderais à la mère."),
    ("fr", "J'aurais dû regarder le nom."),
]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_own_deeds_in_one_case_are_level_three(language):
    assert (verdict(language, DONE[language]).level, verdict(language, DONE[language]).why) == (
        3,
        Why.UNWEIGHED,
    )


@pytest.mark.parametrize(("language", "lesson"), LESSONS)
def test_what_was_learnt_or_changed_makes_it_level_four(language, lesson):
    assert verdict(language, f"{DONE[language]} {lesson}").level == 4


@pytest.mark.parametrize(("language", "lesson"), LESSONS)
def test_a_lesson_without_deeds_is_no_level_four(language, lesson):
    general = {
        "en": "Everybody makes mistakes, and when I make one I admit it and I correct it.",
        "fr": "Tout le monde fait des erreurs, et quand j'en fais une je la reconnais.",
    }
    assert verdict(language, f"{general[language]} {lesson}").level <= 2


@pytest.mark.parametrize(
    ("language", "heard"),
    [
        (
            "en",
            (
                "We noticed the mistake on the bill at once. We called the customer, we apologised "
                "and we sent a new bill."
            ),
        ),
        (
            "fr",
            (
                "On a vu l'erreur sur la facture. On a appelé le client, on s'est excusés et on a "
                "envoyé une autre facture."
            ),
        ),
    ],
)
def test_we_alone_is_level_two(language, heard):
    assert verdict(language, heard).level == 2


@pytest.mark.parametrize(
    ("language", "heard"),
    [
        (
            "en",
            (
                "Transparency, ownership, accountability, honest feedback, lessons learned, "
                "root cause analysis, corrective action, continuous improvement, blameless reviews."
            ),
        ),
        (
            "fr",
            (
                "Transparence, responsabilité, culture du retour, retour d'expérience, analyse des "
                "causes, action corrective, amélioration continue, droit à l'erreur, honnêteté."
            ),
        ),
    ],
)
def test_words_of_the_trade_alone_are_never_more_than_level_two(language, heard):
    assert verdict(language, heard).level <= 2


@pytest.mark.parametrize(
    ("language", "heard"),
    [
        (
            "en",
            (
                "I am give the coat to wrong child. I have call the other family and I take the "
                "bike and I bring him the good coat, ten minute after."
            ),
        ),
        (
            "fr",
            (
                "J'ai donner la mauvaise manteau à un enfant. J'ai appeler l'autre famille et j'ai "
                "prendre le vélo et j'ai rapporter le bon, dix minute après."
            ),
        ),
    ],
)
def test_faults_of_grammar_lower_nothing(language, heard):
    assert verdict(language, heard).level == 3


@pytest.mark.parametrize(
    ("language", "heard"),
    [
        (
            "en",
            (
                "I wouldn't like to think of any, I'm a perfectionist, I'm very organised, "
                "and everybody says that they can rely on me, that's my biggest strength."
            ),
        ),
        (
            "fr",
            (
                "Je ne vois pas, je suis perfectionniste, je suis très organisée, et tout le monde "
                "me dit qu'on peut compter sur moi, c'est ma plus grande qualité."
            ),
        ),
    ],
)
def test_praise_of_oneself_is_no_answer(language, heard):
    assert verdict(language, heard).level == 1
