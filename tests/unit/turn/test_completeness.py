import pytest
from support.answers import ASKED, spoken

from talkup_local.turn.asked import Wanted, wanted
from talkup_local.turn.completeness import Close, Grip, Hold, read

OPEN = {"en": "How do you work with other people?", "fr": "Comment travaillez-vous en équipe ?"}

HELD = {
    "en": {
        Hold.OPEN_CLAUSE: (
            "I worked there and",
            "I left because",
            "I was in charge of",
            "we met at the",
            "the most important part is",
            "I think that I",
            "it was the first time that I was",
            "she asked me for my",
            "I knew someone who",
            "we agreed on a price which",
            "so we decided to",
            "I wanted to find a new",
            "the customer told us that the delivery",
            "and that made me",
            "we needed",
            "It's a job where you",
            "I have always been interested in",
        ),
        Hold.FILLER: (
            "I worked um",
            "it was uh",
            "we had er",
            "there was this like",
            "it was hard you know",
            "Well",
            "I was sort of",
            "it was a how do I put it",
            "That's a good question",
            "we used what's the word",
        ),
        Hold.ASKS_FOR_TIME: (
            "Give me a second",
            "Let me think about that",
            "Just a moment please",
            "I need to think",
            "Hold on",
            "Could I have a minute",
        ),
        Hold.LIST: (
            "There are three reasons",
            "There were two things, the price and",
            "First I called the customer",
            "Well first of all I like the team",
            "I have three strengths the first is patience",
            "On the one hand I like the freedom",
        ),
        Hold.NUMBER: ("it took us twenty", "we grew to two hundred", "I managed about five"),
        Hold.PROMISE: (
            "For example",
            "The thing is",
            "What happened was",
            "Let me give you an example",
            "I can give you one example from my last job",
        ),
        Hold.FRAGMENT: ("In short", "To be honest", "After that", "In my last job at the bank"),
        Hold.REPAIR: ("we had we had", "I called the the", "on Monday no wait"),
        Hold.SUBORDINATE: (
            "When I joined the team",
            "If the customer is angry",
            "And after we talked",
            "Although the work was hard",
        ),
        Hold.STARTER: ("Yes sure", "Thank you for the question", "Okay"),
    },
    "fr": {
        Hold.OPEN_CLAUSE: (
            "J'ai travaillé là-bas et",
            "Je suis parti parce que",
            "J'étais responsable de la",
            "le plus important c'est",
            "je pense que je",
            "c'était un collègue qui",
            "on a décidé de",
            "je suis allé chez",
            "j'ai appelé le client et puis",
            "nous avions besoin d'une",
            "c'est la première fois que j'ai",
            "parce que le client",
            "J'avais un petit",
            "il fallait que nous",
            "je n'ai pas",
        ),
        Hold.FILLER: (
            "je travaillais euh",
            "c'était ben",
            "donc euh",
            "c'était comment dire",
            "on avait voyons",
            "c'est difficile vous voyez",
            "mais bon",
            "Bonne question",
        ),
        Hold.ASKS_FOR_TIME: (
            "Laissez-moi réfléchir",
            "Une seconde",
            "Attendez",
            "Donnez-moi un instant",
            "Je cherche mes mots",
        ),
        Hold.LIST: (
            "Il y a trois raisons",
            "Il y avait deux problèmes, le prix et",
            "D'abord j'ai appelé le client",
            "J'ai trois qualités la première c'est la patience",
            "D'un côté j'aime la liberté",
        ),
        Hold.NUMBER: ("ça nous a pris vingt", "on était deux cent", "j'en gérais environ cinq"),
        Hold.PROMISE: (
            "Par exemple",
            "Le problème c'est que",
            "Je vais vous donner un exemple",
            "Ce qui s'est passé",
        ),
        Hold.FRAGMENT: ("En bref", "Pour être honnête", "À mon avis", "Dans mon dernier poste"),
        Hold.REPAIR: ("on avait on avait", "lundi non pardon"),
        Hold.SUBORDINATE: ("Quand je suis arrivé", "Si le client est en colère"),
        Hold.STARTER: ("Oui bien sûr", "D'accord", "Merci pour cette question"),
    },
}

COMPLETE = {
    "en": (
        "That is what it is",
        "I did the best I could",
        "I like working on my own",
        "We sold bread and cakes and so on",
        "They were happy with the decisions we made",
        "My colleagues helped each other",
        "If a customer is angry I listen",
        "When I joined the team it was small",
        "I don't think so",
        "First I called him and then I wrote to him",
        "There are two reasons the pay and the people",
        "I finished school in 2015",
        "I cut the costs by 25%",
        "I take a walk once in a while",
        "I look at my calendar before I answer",
        "My sister has taken over",
        "She explains it better than I ever could",
        "The prize is for members only",
        "I have had one since I was 18",
    ),
    "fr": (
        "Je regarde mon agenda avant que je réponde",
        "J'habite ici depuis 2015",
        "Je travaille bien avec eux et avec elle",
        "J'ai fait ce que je pouvais",
        "Ma sœur travaille là aussi",
        "On vendait du pain et des gâteaux et tout le reste",
        "Si un client est fâché je l'écoute",
        "Quand je suis arrivé il y avait deux vendeurs",
        "D'abord je l'ai appelé et ensuite je lui ai écrit",
        "Il y a deux raisons le salaire et les collègues",
        "J'ai fini l'école en 2015",
        "On a tout refait deux ans après",
    ),
}

CLOSED = {
    "en": (
        ("story", Close.BESIDE, "Could you repeat that?"),
        ("story", Close.BESIDE, "I don't know."),
        ("story", Close.BESIDE, "Next question please"),
        ("view", Close.BESIDE, "I have no more questions"),
        ("story", Close.QUESTION, "What does a normal day look like"),
        ("story", Close.QUESTION, "How many people are on the team"),
        ("story", Close.WRAPPED_UP, "I fixed it the same day so that was it"),
        ("story", Close.WRAPPED_UP, "That's all"),
        ("story", Close.WRAPPED_UP, "We tried again and in the end it worked"),
        (
            "view",
            Close.WRAPPED_UP,
            "I always liked to cook for my friends and that's why I became a chef",
        ),
        ("yes_no", Close.DIRECT_ANSWER, "Yes"),
        ("yes_no", Close.DIRECT_ANSWER, "No not really"),
        ("amount", Close.DIRECT_ANSWER, "Five years"),
        ("amount", Close.DIRECT_ANSWER, "Since 2019"),
    ),
    "fr": (
        ("story", Close.BESIDE, "Vous pouvez répéter ?"),
        ("story", Close.BESIDE, "Je ne sais pas"),
        ("story", Close.BESIDE, "On peut passer à la question suivante"),
        ("story", Close.QUESTION, "Est-ce que vous parlez de mon dernier poste"),
        ("story", Close.WRAPPED_UP, "J'ai tout réparé le jour même voilà"),
        ("story", Close.WRAPPED_UP, "C'est tout"),
        (
            "view",
            Close.WRAPPED_UP,
            "J'ai toujours aimé cuisiner pour mes amis et c'est pour ça que je suis cuisinier",
        ),
        ("yes_no", Close.DIRECT_ANSWER, "Oui"),
        ("yes_no", Close.DIRECT_ANSWER, "Non pas vraiment"),
        ("amount", Close.DIRECT_ANSWER, "Cinq ans"),
        ("amount", Close.DIRECT_ANSWER, "Depuis 2019"),
    ),
}

QUESTIONS = {
    "en": (
        ("Do you have a driving licence?", Wanted.YES_NO),
        ("Thank you. How long have you lived there?", Wanted.AMOUNT),
        ("Which year did you finish school?", Wanted.AMOUNT),
        ("What is your name?", Wanted.FACT),
        ("Which shift do you prefer?", Wanted.FACT),
        ("How did you get there every day?", Wanted.FACT),
        ("Which languages do you speak?", Wanted.SEVERAL),
        ("Where have you worked so far?", Wanted.SEVERAL),
        ("Who were the people in your team?", Wanted.SEVERAL),
        ("Would part time be possible for you?", Wanted.YES_NO),
        ("Where do you see yourself in five years?", Wanted.VIEW),
        ("How do you treat people who are new?", Wanted.VIEW),
        ("What would you improve about yourself?", Wanted.VIEW),
        ("How do you organise your day?", Wanted.VIEW),
        ("Why did you leave?", Wanted.VIEW),
        ("Tell me about yourself.", Wanted.STORY),
        ("Have you worked in sales? Tell me about it.", Wanted.STORY),
        ("Could you explain how that works?", Wanted.VIEW),
        ("Tell me briefly about your current job.", Wanted.BRIEF),
        ("Hello and welcome.", Wanted.UNKNOWN),
        ("", Wanted.UNKNOWN),
    ),
    "fr": (
        ("Avez-vous le permis de conduire ?", Wanted.YES_NO),
        ("Merci. Depuis combien de temps habitez-vous là ?", Wanted.AMOUNT),
        ("Quel est votre nom ?", Wanted.FACT),
        ("Comment vous appelez-vous ?", Wanted.FACT),
        ("Quelles langues parlez-vous ?", Wanted.SEVERAL),
        ("Où avez-vous travaillé jusqu'ici ?", Wanted.SEVERAL),
        ("Est-ce que vous avez le permis de conduire ?", Wanted.YES_NO),
        ("Le temps partiel serait-il possible ?", Wanted.YES_NO),
        ("Où vous voyez-vous dans cinq ans ?", Wanted.VIEW),
        ("Que faites-vous quand vous ne savez pas ?", Wanted.VIEW),
        ("Comment gérez-vous les gens qui sont nouveaux ?", Wanted.VIEW),
        ("Comment organisez-vous votre journée ?", Wanted.VIEW),
        ("Pourquoi êtes-vous parti ?", Wanted.VIEW),
        ("Parlez-moi de vous.", Wanted.STORY),
        ("Avez-vous déjà vendu ? Racontez-moi.", Wanted.STORY),
        ("Bonjour et bienvenue.", Wanted.UNKNOWN),
    ),
}


def held():
    return [
        pytest.param(language, hold, heard, id=f"{language}-{heard}")
        for language, holds in HELD.items()
        for hold, examples in holds.items()
        for heard in examples
    ]


@pytest.mark.parametrize(("language", "hold", "heard"), held())
def test_words_that_ask_for_more_hold_the_turn(language, hold, heard):
    assert read(spoken(heard), OPEN[language], language).hold is not None


def test_the_reason_of_a_hold_is_nearly_always_the_right_one():
    right = [
        read(spoken(heard), OPEN[language], language).hold is hold
        for language, hold, heard in (case.values for case in held())
    ]
    assert sum(right) >= 0.85 * len(right)


@pytest.mark.parametrize(
    ("language", "heard"),
    [(language, heard) for language in COMPLETE for heard in COMPLETE[language]],
)
def test_complete_sentences_do_not_hold_it(language, heard):
    reading = read(spoken(heard), OPEN[language], language)
    assert reading.grip in (None, Grip.LOOSE)


@pytest.mark.parametrize(
    ("language", "asked", "close", "heard"),
    [(language, *case) for language in CLOSED for case in CLOSED[language]],
)
def test_words_that_close_an_answer_are_known(language, asked, close, heard):
    reading = read(spoken(heard), ASKED[language][asked], language)
    assert (reading.hold, reading.close) == (None, close)


@pytest.mark.parametrize(
    ("language", "question", "kind"),
    [(language, *case) for language in QUESTIONS for case in QUESTIONS[language]],
)
def test_what_a_question_wants_is_told_from_its_words(language, question, kind):
    assert wanted(question, language) is kind


@pytest.mark.parametrize(
    "heard", ["The problem is", "The problem is.", "the Problem IS!", "the problem is?"]
)
def test_the_recognisers_marks_and_capitals_change_nothing(heard):
    assert read(spoken(heard), OPEN["en"], "en") == read(spoken("the problem is"), OPEN["en"], "en")


def test_a_breath_in_mid_clause_parts_no_sentences():
    reading = read(spoken("When I | joined the team"), OPEN["en"], "en")
    assert reading.hold is Hold.SUBORDINATE


def test_things_named_one_by_one_are_a_list():
    reading = read(spoken("I use many tools | Python | Java"), OPEN["en"], "en")
    assert reading.hold is Hold.LIST


@pytest.mark.parametrize(
    ("language", "asked", "heard"),
    [
        ("en", "Which languages do you speak?", "I speak Polish | English | and Turkish"),
        ("fr", "Quelles langues parlez-vous ?", "Je parle polonais | anglais | et turc"),
    ],
)
def test_the_last_thing_named_makes_a_list_nearly_full(language, asked, heard):
    words = spoken(heard)
    assert read(words[:-2], asked, language).fullness < 0.5
    assert read(words, asked, language).fullness >= 0.9


def test_a_how_that_is_answered_in_two_words_is_no_fragment():
    assert read(spoken("By train"), "How did you get there?", "en").hold is None


def test_a_yes_begins_the_answer_to_an_open_question():
    assert read(spoken("Yes"), OPEN["en"], "en").hold is Hold.STARTER


def test_fillers_add_nothing_to_an_answer():
    plain = read(spoken("I like my work"), OPEN["en"], "en")
    filled = read(spoken("um I uh like er my work"), OPEN["en"], "en")
    assert plain.fullness == filled.fullness


def test_an_answer_fills_up_with_words():
    words = spoken("I bake bread " * 12)
    fullness = [read(words[:count], OPEN["en"], "en").fullness for count in (3, 12, 21, 36)]
    assert fullness == sorted(set(fullness))


def test_a_long_stop_earlier_shows_a_hesitant_speaker():
    assert read(spoken("I bake | bread", breath_s=1.5), OPEN["en"], "en").hesitant


def test_marks_alone_are_no_words():
    assert read(spoken("... !"), OPEN["en"], "en").hold is None
