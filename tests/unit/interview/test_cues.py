import pytest

from talkup_local.interview.cues import announces, content_words, is_question, understand
from talkup_local.interview.words import Cue

ENGLISH = [
    ("Sorry, could you repeat the question?", Cue.REPEAT),
    ("I didn't quite catch that.", Cue.REPEAT),
    ("Pardon?", Cue.REPEAT),
    ("what do you mean", Cue.REPEAT),
    ("I don't know.", Cue.PASS),
    ("Um, I have no idea, sorry.", Cue.PASS),
    ("Can we skip this one, please?", Cue.PASS),
    ("I don't remember.", Cue.PASS),
    ("I'd rather not answer that.", Cue.PASS),
    ("That's all.", Cue.NO_MORE),
    ("No, nothing else, thank you.", Cue.NO_MORE),
    ("No.", Cue.NO),
    ("Can you give me a moment?", Cue.WAIT),
    ("Let me think about that.", Cue.WAIT),
    ("I'd like to stop the interview, please.", Cue.STOP),
    ("Can I take an example from school?", Cue.PERMISSION),
    ("How long will this take?", Cue.QUESTION),
    ("Uh, um...", Cue.NOTHING),
    ("", Cue.NOTHING),
    ("I don't know, I guess I like helping people find the right product.", Cue.ANSWER),
    ("I told the customer that I would repeat the order and check the kitchen list.", Cue.ANSWER),
    ("I decided to move on to a bigger company.", Cue.ANSWER),
    ("I worked on the payment module in React, right?", Cue.ANSWER),
    ("We had to stop the production line for two hours because of a leak.", Cue.ANSWER),
]
FRENCH = [
    ("Vous pouvez répéter la question, s'il vous plaît ?", Cue.REPEAT),
    ("Pardon, je n'ai pas compris.", Cue.REPEAT),
    ("Euh, je ne sais pas trop.", Cue.PASS),
    ("Je ne me souviens plus.", Cue.PASS),
    ("Comment ça ?", Cue.REPEAT),
    ("Je passe.", Cue.PASS),
    ("Aucune idée.", Cue.PASS),
    ("C'est tout, merci.", Cue.NO_MORE),
    ("Non, je n'ai pas d'autres questions.", Cue.NO_MORE),
    ("Non merci.", Cue.NO_MORE),
    ("Non.", Cue.NO),
    ("Laissez-moi réfléchir une seconde.", Cue.WAIT),
    ("Je voudrais arrêter l'entretien.", Cue.STOP),
    ("Est-ce que je peux prendre un exemple de mes études ?", Cue.PERMISSION),
    ("Quel est le salaire ?", Cue.QUESTION),
    ("Euh...", Cue.NOTHING),
    ("J'ai passé trois ans à répéter les mêmes gestes dans une usine.", Cue.ANSWER),
    ("Je ne sais pas, j'aime bien aider les gens à trouver le bon produit.", Cue.ANSWER),
    ("On a dû arrêter la production deux heures à cause d'une fuite.", Cue.ANSWER),
]


@pytest.mark.parametrize(("heard", "cue"), ENGLISH)
def test_english_is_understood(heard, cue):
    assert understand(heard, "en") is cue


@pytest.mark.parametrize(("heard", "cue"), FRENCH)
def test_french_is_understood(heard, cue):
    assert understand(heard, "fr") is cue


@pytest.mark.parametrize(
    ("heard", "cue"), [e for e in ENGLISH if e[1] not in (Cue.QUESTION, Cue.ANSWER)]
)
def test_punctuation_and_capitals_do_not_matter(heard, cue):
    bare = "".join(c for c in heard.lower() if c.isalnum() or c in " '")
    assert understand(bare, "en") is cue


def test_a_typographic_apostrophe_is_an_apostrophe():
    assert understand("I don\N{RIGHT SINGLE QUOTATION MARK}t know.", "en") is Cue.PASS


def test_fillers_and_function_words_carry_no_meaning():
    assert content_words("Um, well, you know, it was, uh, a bit like that", "en") <= 1
    assert content_words("I repaired bicycles in a small workshop", "en") == 4


@pytest.mark.parametrize(
    ("heard", "language"),
    [
        ("what is the salary", "en"),
        ("Yes. When would I start?", "en"),
        ("est-ce qu'il faut travailler le dimanche", "fr"),
    ],
)
def test_a_question_needs_no_question_mark(heard, language):
    assert is_question(heard, language)


def test_a_statement_is_no_question():
    assert not is_question("I would like to add that I can start soon.", "en")


@pytest.mark.parametrize(
    ("heard", "language"),
    [
        ("Yes, I have a question.", "en"),
        ("Can I ask you something?", "en"),
        ("Oui, une question.", "fr"),
    ],
)
def test_a_question_may_be_announced(heard, language):
    assert announces(heard, language)


@pytest.mark.parametrize("heard", ["Yes. What is the salary?", "What is the salary for this job?"])
def test_a_question_that_comes_at_once_is_not_just_announced(heard):
    assert not announces(heard, "en")
