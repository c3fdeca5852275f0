import numpy as np
import pytest
import soundfile

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.cli.demo.answers import FolderAnswers, ScriptedAnswers
from talkup_local.errors import ConfigError
from talkup_local.interview.plan import plan_for

BOTH = pytest.mark.parametrize("language", ["en", "fr"])


@BOTH
def test_every_general_question_has_an_answer_of_its_own(language):
    plan = plan_for("general", language, 50)
    script = ScriptedAnswers(plan)
    answers = [script.next(question.text).text for question in plan.questions]
    assert len(set(answers)) == len(plan.questions) > 5


@BOTH
def test_a_question_is_found_in_what_is_said_around_it(language):
    plan = plan_for("general", language, 3)
    script, question = ScriptedAnswers(plan), plan.questions[1].text
    assert script.next(f"Well. {question}") == script.next(question)


@BOTH
def test_other_questions_get_general_answers_in_turn(language):
    script = ScriptedAnswers(plan_for("general", language, 3))
    answers = [script.next("?").text for _ in range(5)]
    assert len(set(answers[:4])) == 4
    assert answers[4] == answers[0]


def test_other_kinds_of_interview_are_answered_too():
    plan = plan_for("technical", "en", 3)
    assert ScriptedAnswers(plan).next(plan.questions[0].text).text


def test_recordings_come_in_the_order_of_their_names_again_and_again(tmp_path):
    for name, level in (("b.wav", 200), ("a.flac", 100), ("notes.md", None)):
        if level is None:
            (tmp_path / name).touch()
        else:
            soundfile.write(tmp_path / name, np.full(1600, level, np.int16), RATE_HZ)
    answers = FolderAnswers(tmp_path)
    levels = [int(np.median(answers.next("?").samples)) for _ in range(3)]
    assert levels == [100, 200, 100]


def test_a_text_beside_a_recording_holds_its_words(tmp_path):
    for name in ("a", "b"):
        soundfile.write(tmp_path / f"{name}.wav", np.zeros(160, np.int16), RATE_HZ)
    (tmp_path / "a.txt").write_text(" Hello there.\n", encoding="utf-8")
    answers = FolderAnswers(tmp_path)
    assert [answers.next("?").text for _ in range(2)] == ["Hello there.", None]


def test_recordings_of_any_rate_become_16_khz(tmp_path):
    soundfile.write(tmp_path / "a.wav", np.zeros((44_100, 2), np.int16), 44_100)
    assert len(FolderAnswers(tmp_path).next("?").samples) == pytest.approx(RATE_HZ, abs=50)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="is not a folder"):
        FolderAnswers(tmp_path / "absent")


def test_a_folder_without_recordings_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="holds no audio file"):
        FolderAnswers(tmp_path)
