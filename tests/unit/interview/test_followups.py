import pytest

from talkup_local.interview.followups import find_phrase
from talkup_local.interview.texts import Topic

ENGLISH = [
    ("I built a scaling system that handled ten thousand users a day.", "a scaling system"),
    (
        "i led the migration of our database to the new servers and it took like three months",
        "the migration of your database",
    ),
    (
        "So um I was working at a small bakery and we had, you know, a lot of work.",
        "a small bakery",
    ),
    ("We reduced the waiting time by about thirty percent in six months.", "thirty percent"),
    ("Errors went down by 40% after that.", "40 percent"),
    ("I used Docker and we were done in a week.", "Docker"),
    (
        "we had a disagreement with the marketing team about the launch date",
        "a disagreement with the marketing team",
    ),
    (
        "I organised a charity concert with volunteers from my school.",
        "a charity concert with volunteers",
    ),
    ("We created a tool called Atlas for the support people.", "a tool called Atlas"),
    (
        "There was a a really nasty memory leak, it took us four days to find it.",
        "a nasty memory leak",
    ),
    ("I proposed a new rota so that nobody worked two weekends in a row.", "a new rota"),
    ("I learned a lot from my mentor.", "your mentor"),
    ("I was in charge of a team of twelve people.", "a team of twelve people"),
    ("It was basically sort of the redesign of the website.", "the redesign of the website"),
    ("WE BUILT A MOBILE APP BEFORE CHRISTMAS", "a mobile app"),
]
FRENCH = [
    (
        "J'ai mis en place un système de gestion des stocks pour tout le magasin.",
        "un système de gestion des stocks",
    ),
    (
        "Alors euh, dans mon équipe, on devait livrer une application mobile avant Noël.",
        "une application mobile",
    ),
    (
        "je travaillais dans une petite boulangerie et il y avait beaucoup de monde le matin",
        "une petite boulangerie",
    ),
    ("On a réduit les délais de trente pour cent en six mois.", "trente pour cent"),
    ("J'ai utilisé Python pour le serveur.", "Python"),
    (
        "On avait un désaccord avec l'équipe commerciale sur la date.",
        "un désaccord avec l'équipe commerciale",
    ),
    ("On a créé un outil appelé Atlas pour le service client.", "un outil appelé Atlas"),
    (
        "La migration de notre base de données a pris trois mois.",
        "la migration de votre base de données",
    ),
    (
        "j'ai refait le planning des équipes pour que personne ne travaille deux week-ends",
        "le planning des équipes",
    ),
    (
        "Il y avait une fuite de mémoire, on a mis quatre jours à la trouver.",
        "une fuite de mémoire",
    ),
    ("J'ai beaucoup appris de ma tutrice.", "votre tutrice"),
    ("J'ai géré une équipe de cinq personnes pendant l'été.", "une équipe de cinq personnes"),
    ("Je m'occupais du projet de rénovation des bureaux.", "le projet de rénovation des bureaux"),
]
NOTHING_TO_ASK_ABOUT = [
    ("en", "Yes, I did that."),
    ("en", ""),
    ("en", "... , ?"),
    ("en", "I'm a hard worker and a team player."),
    ("en", "My strengths are communication and teamwork."),
    ("en", "Well the system crashed and the customer was angry."),
    ("en", "I never had a conflict at work."),
    ("en", "I had a lot of stress."),
    ("en", "It was a very big challenge."),
    ("en", "I think the most important thing is to listen."),
    ("en", "I worked there for five years as a waiter."),
    ("fr", "Oui voilà."),
    ("fr", "Je suis quelqu'un de motivé et de sérieux."),
    ("fr", "Je n'ai jamais eu de conflit au travail."),
    ("fr", "Je pense que mes points forts sont la rigueur et l'écoute."),
    ("fr", "C'était un vrai défi pour nous."),
    ("fr", "Le client était très mécontent."),
    ("fr", "J'aime bien le contact avec les gens."),
]
PRIVATE = [
    ("en", "My husband and my children moved with me."),
    ("en", "I had a health problem last year."),
    ("en", "I left because of my pregnancy."),
    ("en", "I run a project for my church."),
    ("en", "I organised a union strike."),
    ("fr", "Mon mari est resté au pays."),
    ("fr", "J'avais un problème de santé."),
    ("fr", "J'étais en congé maternité et puis j'ai eu une dépression."),
    ("fr", "J'anime un groupe de prière à l'église."),
]
CRUDE = [
    ("en", "My boss wrote a shitty report."),
    ("en", "It was a fucking nightmare of a project."),
    ("fr", "C'était un projet de merde."),
    ("fr", "Mon chef était un gros con."),
]


@pytest.mark.parametrize(("answer", "phrase"), ENGLISH)
def test_an_english_answer_gives_a_phrase(answer, phrase):
    assert find_phrase(answer, "en").text == phrase


@pytest.mark.parametrize(("answer", "phrase"), FRENCH)
def test_a_french_answer_gives_a_phrase(answer, phrase):
    assert find_phrase(answer, "fr").text == phrase


@pytest.mark.parametrize(("language", "answer"), NOTHING_TO_ASK_ABOUT)
def test_no_phrase_is_better_than_a_silly_one(language, answer):
    assert find_phrase(answer, language) is None


@pytest.mark.parametrize(("language", "answer"), PRIVATE)
def test_private_matters_are_left_alone(language, answer):
    assert find_phrase(answer, language) is None


@pytest.mark.parametrize(("language", "answer"), CRUDE)
def test_swear_words_are_not_said_back(language, answer):
    assert find_phrase(answer, language) is None


def test_what_the_question_named_is_nothing_new():
    answer = "We had a disagreement and then we talked."
    assert find_phrase(answer, "en").text == "a disagreement"
    assert find_phrase(answer, "en", question="Tell me about a disagreement.") is None


def test_nothing_is_asked_about_twice():
    answer = "I wrote the training schedule."
    head = find_phrase(answer, "en").head
    assert find_phrase(answer, "en", used={head}) is None


def test_the_topic_is_known():
    assert find_phrase("There was a memory leak.", "en").topic is Topic.PROBLEM
    assert find_phrase("J'ai fait un site web.", "fr").topic is Topic.WORK


def test_a_percentage_that_is_no_result_is_left_alone():
    assert find_phrase("I spent about forty percent of my time there.", "en") is None
