"""``demo``: a whole spoken interview, and what remains of it."""

import json
import re
import shutil
from html import escape
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest

from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import RATE_HZ
from talkup_local.cli.wer import word_error_rate

HUMAN_SPEECH = {
    "beckett.wav": "Ever tried. Ever failed. No matter. Try again. Fail again. Fail better.",
    "two_cities.wav": "It was the best of times, it was the worst of times, it was the age of "
    "wisdom, it was the age of foolishness, it was the epoch of belief, it was the epoch of "
    "incredulity, it was the season of Light, it was the season of Darkness, it was the spring "
    "of hope, it was the winter of despair, we had everything before us, we had nothing before "
    "us, we were all going direct to Heaven, we were all going direct the other way - in short, "
    "the period was so far like the present period, that some of its noisiest authorities "
    "insisted on its being received, for good or for evil, in the superlative degree of "
    "comparison only.",
}
PAUSE_S = 0.5  # between two speakers in the recording
MOST_SILENCE_S = 5.0  # in an answer of the candidate, who stops to think


@pytest.fixture(scope="session")
def spoken(run_shared, tmp_path_factory):
    """Hold one demo of one question; give what it printed and the folder that it wrote."""
    folder = tmp_path_factory.mktemp("demo")
    arguments = ("--turns", "1", "--fast", "--json", "--profile", "embedded", "--out", "kept")
    done = run_shared(folder, "demo", *arguments)
    return done, folder / "kept"


@pytest.fixture(scope="session")
def recorded(run_shared, tmp_path_factory):
    """Hold one demo that answers with recordings of people; give its report."""
    folder = tmp_path_factory.mktemp("answers")
    assets = Path(find_spec("moonshine_voice").origin).with_name("assets")
    for name, words in HUMAN_SPEECH.items():
        shutil.copy(assets / name, folder)
        (folder / name).with_suffix(".txt").write_text(words, encoding="utf-8")
    done = run_shared(
        folder, "demo", "--turns", "2", "--fast", "--json", "--profile", "embedded",
        "--answers", folder, "--out", "kept",
    )  # fmt: skip
    assert done.code == 0, done.err
    return done.json


def seconds(path: Path) -> float:
    return len(decode(path)) / RATE_HZ


def test_the_interview_goes_well(spoken):
    done, _ = spoken
    assert done.code == 0, done.err
    assert done.json["ok"] is True


def test_one_json_object_tells_all(spoken):
    done, folder = spoken
    report = done.json
    assert set(report) == {"engines", "role", "session", "turns", "ok", "out_dir", "files"}
    assert set(report["engines"]) == {"stt", "llm", "tts", "vad"}
    assert report["out_dir"] == str(folder)
    assert report["role"] == "support technician"
    for turn in report["turns"]:
        assert set(turn) == {
            "asked", "said", "heard", "replied", "wer", "error", "audio_s",
            "stt_ms", "llm_first_ms", "tts_first_ms", "endpoint_ms", "compute_ms", "gap_ms",
        }  # fmt: skip
        assert turn["error"] is None
        assert turn["stt_ms"] > 0
        assert turn["gap_ms"] == pytest.approx(turn["endpoint_ms"] + turn["compute_ms"], abs=0.2)


def error_rate(turns):
    """Of all words together: of an answer that was taken for two, half is heard in the next."""
    said, heard = (" ".join(turn[key] for turn in turns) for key in ("said", "heard"))
    return word_error_rate(said, heard)


def test_what_was_heard_is_recognisably_what_was_said(spoken):
    assert error_rate(spoken[0].json["turns"]) < 0.4


def test_each_reply_is_the_next_question(spoken):
    turns = spoken[0].json["turns"]
    assert all(after["asked"] == before["replied"] for before, after in pairwise(turns))


def test_it_is_a_whole_interview_from_consent_to_the_goodbye(spoken):
    turns = spoken[0].json["turns"]
    assert "artificial intelligence" in turns[0]["asked"]
    assert "support technician" in turns[0]["asked"]
    assert turns[0]["asked"].endswith("Is it all right with you that this is kept?")
    assert "Goodbye" in turns[-1]["replied"]
    assert len(turns) >= 4  # consent, a question, an invitation to ask, and its answer


def test_the_report_quotes_what_was_heard(spoken):
    done, folder = spoken
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "support technician" in page
    longest = max((turn["heard"] for turn in done.json["turns"]), key=len)
    assert escape(longest.split(". ")[0][:40]) in re.sub("<[^>]+>", "", page)
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_what_was_kept_is_an_interview_like_any_other(spoken, here):
    done, folder = spoken
    listed = here("sessions", "list", "--json", TALKUP_DATA=str(folder / "data")).json
    assert [row["id"] for row in listed["sessions"]] == [done.json["session"]]


def test_the_conversation_is_shown_beside_the_json(spoken):
    done, _ = spoken
    for turn in done.json["turns"]:
        assert f"(word error rate {turn['wer']:.2f})" in done.err
    assert "recognised in" in done.err


def test_the_transcript_is_kept_as_json_and_as_markdown(spoken):
    done, folder = spoken
    kept = json.loads((folder / "transcript.json").read_text(encoding="utf-8"))
    assert kept["turns"] == done.json["turns"]
    assert kept["turns"][0]["asked"] == kept["greeting"]
    page = (folder / "transcript.md").read_text(encoding="utf-8")
    for turn in done.json["turns"]:
        assert turn["said"] in page
        assert turn["heard"] in page
        assert turn["replied"] in page


def test_every_reply_is_a_file_of_its_own(spoken):
    _, folder = spoken
    replies = len(spoken[0].json["turns"])
    names = [f"reply-{number:02}.mp3" for number in range(replies + 1)]
    assert sorted(path.name for path in folder.glob("reply-*")) == names
    assert all(seconds(folder / name) > 1 for name in names)


def test_the_whole_conversation_is_one_file_of_the_right_length(spoken):
    done, folder = spoken
    replies = sum(seconds(path) for path in folder.glob("reply-*.mp3"))
    speech = sum(turn["audio_s"] + 2 * PAUSE_S for turn in done.json["turns"])
    silences = len(done.json["turns"]) * MOST_SILENCE_S
    assert 0 <= seconds(folder / "conversation.mp3") - replies - speech <= silences


def test_recordings_of_people_are_understood(recorded):
    assert [turn["said"] for turn in recorded["turns"]] == list(HUMAN_SPEECH.values())
    assert all(turn["wer"] < 0.25 for turn in recorded["turns"])


def test_recordings_are_answered_with_questions(recorded):
    assert recorded["ok"] is True
    assert all(turn["replied"] for turn in recorded["turns"])


def test_a_language_without_engines_is_refused_by_name(here):
    complaint = here("demo", "--language", "fr", "--profile", "embedded").complaint
    assert "moonshine" in complaint
    assert "multilingual Whisper model" in complaint


def test_a_language_that_nobody_has_texts_for_is_refused(here):
    assert "'de'" in here("demo", "--language", "de").complaint


def test_answers_that_are_no_folder_are_refused(here):
    assert "absent is not a folder" in here("demo", "--answers", "absent").complaint


def test_a_folder_without_recordings_is_refused(here, tmp_path):
    (tmp_path / "empty").mkdir()
    complaint = here("demo", "--answers", "empty").complaint
    assert "holds no audio file" in complaint
    assert ".wav" in complaint


def test_a_folder_that_cannot_be_written_is_refused_before_the_interview(here, tmp_path):
    (tmp_path / "file").touch()
    complaint = here("demo", "--turns", "1", "--fast", "--out", "file/kept").complaint
    assert "--out" in complaint
