import numpy as np
import pytest
import soundfile

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.cli.demo.answers import (
    Answer,
    Asked,
    FolderAnswers,
    ScriptedAnswers,
    script_for,
)
from talkup_local.errors import ConfigError
from talkup_local.interview.bank import load_bank

BOTH = pytest.mark.parametrize("language", ["en", "fr"])


@BOTH
def test_the_script_answers_questions_of_the_banks_with_words_of_its_own(language):
    script = script_for(language)
    known = {question.id for question in load_bank("general", language)}
    assert known.issuperset(script.questions)
    assert len({one.say for one in script.answer}) == len(script.questions) == 10


@BOTH
def test_it_agrees_and_asks_one_question_back_and_says_nothing_after_the_goodbye(language):
    script = script_for(language)
    answers = ScriptedAnswers(script, script.questions[:1])
    said = [answers.next(Asked(text="?", step=step)) for step in ("consent", "invite", "answer")]
    assert said == [Answer(text=text) for text in (script.yes, script.asks, script.no_more)]
    assert answers.next(Asked(text="Goodbye.", step="close")) is None


@BOTH
def test_a_question_is_answered_and_what_is_asked_on_then_in_general_words(language):
    script = script_for(language)
    answers = ScriptedAnswers(script, script.questions[:1])
    first = script.answer[0]
    expected = [first.say, *first.more, *script.general, script.general[0]]
    said = [answers.next(Asked(text="?", question=1, step="ask")) for _ in expected]
    assert said == [Answer(text=text) for text in expected]


@BOTH
def test_at_the_second_question_it_asks_to_hear_it_again(language):
    script = script_for(language)
    answers = ScriptedAnswers(script, script.questions[:2])
    said = [answers.next(Asked(text="?", question=2, step="ask")) for _ in range(2)]
    assert said == [Answer(text=script.again), Answer(text=script.answer[1].say)]


def test_recordings_come_in_the_order_of_their_names_again_and_again(tmp_path):
    for name, level in (("b.wav", 200), ("a.flac", 100), ("notes.md", None)):
        if level is None:
            (tmp_path / name).touch()
        else:
            soundfile.write(tmp_path / name, np.full(1600, level, np.int16), RATE_HZ)
    answers = FolderAnswers(tmp_path)
    levels = [int(np.median(answers.next(Asked(text="?")).samples)) for _ in range(3)]
    assert levels == [100, 200, 100]


def test_a_text_beside_a_recording_holds_its_words(tmp_path):
    for name in ("a", "b"):
        soundfile.write(tmp_path / f"{name}.wav", np.zeros(160, np.int16), RATE_HZ)
    (tmp_path / "a.txt").write_text(" Hello there.\n", encoding="utf-8")
    answers = FolderAnswers(tmp_path)
    assert [answers.next(Asked(text="?")).text for _ in range(2)] == ["Hello there.", None]


def test_recordings_of_any_rate_become_16_khz(tmp_path):
    soundfile.write(tmp_path / "a.wav", np.zeros((44_100, 2), np.int16), 44_100)
    assert len(FolderAnswers(tmp_path).next(Asked(text="?")).samples) == pytest.approx(
        RATE_HZ, abs=50
    )


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="is not a folder"):
        FolderAnswers(tmp_path / "absent")


def test_a_folder_without_recordings_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="holds no audio file"):
        FolderAnswers(tmp_path)
