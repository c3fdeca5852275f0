import pytest
from support.scored import turn_of

from talkup_local.analysis.verbal.phrases import written
from talkup_local.assessment.signs.points import points_met
from talkup_local.assessment.signs.reading import Reading
from talkup_local.interview.questions import Point, Question


def met(language, heard, *cues):
    question = Question(
        id="test.one",
        topic="one",
        competency="quality",
        text="One?",
        probe="One?",
        points=(Point(name="meets it", cues=cues),),
    )
    reading = Reading([turn_of(heard)], language)
    return [
        written(reading.parts[one.part].tokens[one.span.start : one.span.end])
        for one in points_met(question, reading)
    ]


@pytest.mark.parametrize(
    ("language", "heard", "cue", "words"),
    [
        ("en", "Then I prioritised the orders.", "priorit*", "prioritised"),
        ("en", "I um asked her twice.", "i asked", "i asked"),
        ("en", "I I asked her twice.", "i asked", "i asked"),
        ("en", "It took 2 weeks.", "two weeks", "2 weeks"),
        ("en", "It took two weeks.", "2 weeks", "two weeks"),
        ("en", "I\N{RIGHT SINGLE QUOTATION MARK}m a cook.", "i'm a", "i'm a"),
        ("fr", "On a livré en 22 jours.", "vingt-deux jours", "22 jours"),
        ("fr", "J'ai, euh, appelé le fournisseur.", "j'ai appelé", "j'ai appelé"),
        ("fr", "La priorité était claire.", "priorit*", "priorité"),
    ],
)
def test_a_cue_is_heard_however_it_is_written_down(language, heard, cue, words):
    assert met(language, heard, cue) == [words]


@pytest.mark.parametrize(
    ("language", "heard", "cue"),
    [
        ("en", "I basked in the sun.", "asked"),
        ("en", "I asked. Her answer came late.", "asked for"),
        ("fr", "Le marche était long.", "marché"),
        ("fr", "C'est un client.", "clients"),
    ],
)
def test_what_only_looks_like_a_cue_meets_no_point(language, heard, cue):
    assert met(language, heard, cue) == []
