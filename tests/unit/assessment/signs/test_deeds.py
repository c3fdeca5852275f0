import pytest
from support.scored import turn_of

from talkup_local.assessment.signs.deeds import When, Who, deeds
from talkup_local.assessment.signs.reading import Reading


def told(language, heard):
    found = deeds(Reading([turn_of(heard)], language))
    return [(deed.who, deed.when, deed.stem) for deed in found]


def own(language, heard):
    return [stem for who, when, stem in told(language, heard) if (who, when) == OWN]


OWN = (Who.OWN, When.DONE)


@pytest.mark.parametrize(
    ("language", "heard", "stems"),
    [
        ("en", "I then quickly moved the table and rang her.", ["moved", "rang"]),
        ("en", "I noticed the smell and opened a window.", ["opene"]),
        ("en", "I had to tell her the truth.", ["tell"]),
        ("en", "I was able to fix the pump.", ["fix"]),
        ("en", "I was ringing every shop in town.", ["ringi"]),
        ("en", "I did the lights myself.", ["did"]),
        ("en", "It was me who wrote the letter.", ["wrote"]),
        ("en", "Swapped the cable and tested it again.", ["swapp", "teste"]),
        ("en", "I have make a plan with colours.", ["make"]),
        (
            "fr",
            "J'ai ensuite rangé les cartons, trouvé la clé et fermé.",
            ["rangé", "trouv", "fermé"],
        ),
        ("fr", "Je lui en ai parlé le soir.", ["parlé"]),
        ("fr", "J'ai dû lui expliquer la panne.", ["expli"]),
        ("fr", "C'est moi qui ai peint la porte.", ["peint"]),
        ("fr", "Je me suis occupée du planning.", ["occup"]),
        ("fr", "J'ai demander au voisin de venir.", ["deman"]),
    ],
)
def test_what_the_candidate_did_is_found(language, heard, stems):
    assert own(language, heard) == stems


@pytest.mark.parametrize(
    ("language", "heard"),
    [
        ("en", "I was tired and stressed."),
        ("en", "I was asked to come and given a key."),
        ("en", "I didn't move the table."),
        ("en", "I think that I am a good listener."),
        ("en", "She moved the table and he opened the window."),
        ("en", "We moved the table."),
        ("fr", "J'étais fatiguée et énervée."),
        ("fr", "Je n'ai pas rangé les cartons."),
        ("fr", "Il nous a rangé les cartons."),
        ("fr", "On a rangé les cartons."),
    ],
)
def test_feelings_denials_and_deeds_of_others_are_no_own_deeds(language, heard):
    assert own(language, heard) == []


@pytest.mark.parametrize(
    ("language", "heard", "found"),
    [
        ("en", "We painted the wall.", (Who.GROUP, When.DONE)),
        ("en", "You listen to the customer.", (Who.GENERIC, When.PRESENT)),
        ("en", "You should listen to them.", (Who.GENERIC, When.MODAL)),
        ("en", "I'd paint the wall.", (Who.OWN, When.WOULD)),
        ("en", "I paint walls.", (Who.OWN, When.PRESENT)),
        ("fr", "On a peint le mur.", (Who.GROUP, When.DONE)),
        ("fr", "Vous écoutez le client.", (Who.GENERIC, When.PRESENT)),
        ("fr", "Je peindrais le mur.", (Who.OWN, When.WOULD)),
        ("fr", "Je vais peindre le mur.", (Who.OWN, When.MODAL)),
    ],
)
def test_who_does_it_and_when_is_told_apart(language, heard, found):
    assert [(who, when) for who, when, _ in told(language, heard)] == [found]
