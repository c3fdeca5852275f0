from msgspec.structs import replace
from support.records.making import MADE_AT, interview

from talkup_local.assessment.report import build
from talkup_local.assessment.report.advice import MOST, suggestions


def advised(language="en", **changes):
    record, assessments = interview(language)
    found = {
        name: replace(one, **changes) if one.level else one for name, one in assessments.items()
    }
    return build(record, found, made_at=MADE_AT).advice


def test_what_is_missing_in_the_weakest_answers_comes_first():
    first, second, *rest = advised()
    assert {first.questions, second.questions} == {(2,), (4,)}
    assert first.area == second.area == "content"
    assert len(rest) <= MOST - 2


def test_parts_that_stories_lack_again_and_again_follow():
    told = next(one for one in advised() if one.area == "structure")
    assert told.questions == (4, 5)
    assert told.text.startswith("How it ended is missing in 2 of 3 stories.")


def test_a_part_that_stories_lack_again_and_again_is_advised_on_once():
    ending = "Say how it ended, with a figure if there is one."
    advice = advised(missing=("Name a figure.", ending))
    assert not [one for one in advice if one.text == ending]
    assert next(one.questions for one in advice if one.area == "structure") == (4, 5)


def test_what_many_answers_lack_is_said_once():
    advice = advised(missing=("Name a figure.",))
    assert [one.text for one in advice].count("Name a figure.") == 1
    assert advice[0].questions == (1, 2, 3, 4, 5, 6)


def test_speech_comes_last():
    areas = [one.area for one in advised("fr")]
    assert areas == ["content", "content", "content", "content", "speech"]


def test_advice_goes_on_after_a_colon_in_small_letters():
    assert advised("fr")[-1].text.startswith("Tics de langage : repérez")


def test_the_voice_is_nobodys_first_concern():
    record, assessments = interview("en")
    report = build(record, assessments, made_at=MADE_AT)
    voice = [one for one in report.speech.measures if one.group == "voice"]
    assert any(one.advice for one in voice)
    alone = replace(report.speech, measures=tuple(voice), answers=())
    assert suggestions((), alone, "en") == ()
