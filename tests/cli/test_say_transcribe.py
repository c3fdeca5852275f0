"""``say`` and ``transcribe``: text to a file, files to text."""

import numpy as np
import pytest
import soundfile
from support.speech import say as spoken

from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.audio.resample import resample
from talkup_local.cli.wer import word_error_rate

WORDS = "Last year I built a booking system for our training rooms."


@pytest.fixture(scope="session")
def transcribed(run_shared, tmp_path_factory):
    """Transcribe one sentence in several formats, and files that hold no speech."""
    folder = tmp_path_factory.mktemp("transcribe")
    samples = np.concatenate((spoken(WORDS), silence(0.5)))
    soundfile.write(folder / "plain.wav", samples, RATE_HZ)
    stereo = resample(samples, RATE_HZ, 44_100).repeat(2).reshape(-1, 2)
    soundfile.write(folder / "stereo.flac", stereo, 44_100)
    soundfile.write(folder / "small.mp3", samples, RATE_HZ)
    soundfile.write(folder / "small.ogg", samples, RATE_HZ)
    soundfile.write(folder / "silent.wav", silence(1.0), RATE_HZ)
    (folder / "letter.wav").write_text("Dear Sir or Madam", encoding="utf-8")
    names = ("letter.wav", "plain.wav", "stereo.flac", "small.mp3", "small.ogg", "silent.wav")
    done = run_shared(folder, "transcribe", "--json", "--profile", "embedded", *names)
    return done, {result["file"]: result for result in done.json["files"]}


@pytest.mark.parametrize("name", ["plain.wav", "stereo.flac", "small.mp3", "small.ogg"])
def test_speech_in_any_format_is_transcribed(transcribed, name):
    result = transcribed[1][name]
    assert word_error_rate(WORDS, result["text"]) < 0.4
    assert result["engine"].startswith("moonshine")


def test_segments_have_increasing_times_within_the_file(transcribed):
    result = transcribed[1]["plain.wav"]
    times = [at for s in result["segments"] for at in (s["start_s"], s["end_s"])]
    assert times == sorted(times)
    assert 0 <= times[0] < times[-1] <= result["duration_s"]


def test_the_text_is_that_of_the_segments(transcribed):
    result = transcribed[1]["plain.wav"]
    assert result["text"] == " ".join(segment["text"] for segment in result["segments"])


def test_silence_has_no_text(transcribed):
    result = transcribed[1]["silent.wav"]
    assert (result["text"], result["segments"]) == ("", [])


def test_a_file_that_is_no_audio_fails_alone(transcribed):
    done, results = transcribed
    assert done.code == 1
    assert done.json["ok"] is False
    assert results["letter.wav"]["error"]["code"] == "AUDIO_ERROR"
    [line] = done.err.splitlines()
    assert "can't read letter.wav as audio" in line


def test_the_text_alone_is_printed_for_one_file(here, tmp_path):
    soundfile.write(tmp_path / "one.wav", spoken(WORDS), RATE_HZ)
    done = here("transcribe", "one.wav", "--profile", "embedded")
    assert (done.code, done.err) == (0, "")
    assert word_error_rate(WORDS, done.out) < 0.4


def test_a_file_that_is_not_there_is_told(here):
    assert "absent.wav" in here("transcribe", "absent.wav").complaint


@pytest.mark.parametrize("name", ["out.mp3", "out.wav"])
def test_say_writes_a_file_that_decodes(here, tmp_path, name):
    done = here("say", WORDS, "--output", name, "--profile", "embedded")
    assert done.code == 0, done.err
    assert done.out.startswith(f"{name}: ")
    assert 2 < len(decode(tmp_path / name)) / RATE_HZ < 6


def test_say_speaks_french_with_a_french_voice(here, tmp_path):
    done = here("say", "Bonjour à tous.", "-o", "fr.wav", "--language", "fr", "--voice", "fr")
    assert done.code == 0, done.err
    assert np.abs(decode(tmp_path / "fr.wav").astype(int)).max() > 1000


def test_say_refuses_a_format_that_it_does_not_write(here, tmp_path):
    assert "out.flac. Use .mp3 or .wav" in here("say", WORDS, "-o", "out.flac").complaint
    assert list(tmp_path.iterdir()) == []


def test_say_names_the_voices_when_it_has_not_the_one_asked_for(here):
    arguments = ("-o", "out.mp3", "--voice", "nobody", "--profile", "embedded")
    complaint = here("say", WORDS, *arguments).complaint
    assert "'nobody'" in complaint
    assert "en-gb" in complaint


def test_say_refuses_a_text_without_words(here):
    assert "nothing to say" in here("say", "  ", "-o", "out.mp3").complaint


def test_say_tells_when_it_cannot_write(here):
    assert "can't write" in here("say", WORDS, "-o", "absent/out.mp3").complaint
