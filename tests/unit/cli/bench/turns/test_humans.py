import json

import numpy as np
import pytest

from talkup_local.audio.encode import save
from talkup_local.audio.pcm import RATE_HZ
from talkup_local.cli.bench.turns.humans import MANIFEST, files, prepare, recordings
from talkup_local.engines.scripted import ScriptedDetector
from talkup_local.errors import AudioError

EARS = ScriptedDetector()
RNG = np.random.default_rng(5)


def voice(duration_s: float):
    return RNG.normal(0, 4000, round(duration_s * RATE_HZ)).astype(np.int16)


def room(duration_s: float):
    return RNG.normal(0, 30, round(duration_s * RATE_HZ)).astype(np.int16)


def test_a_recording_ends_with_its_last_sound():
    found = prepare("x", np.concatenate((room(0.5), voice(1.5), room(0.8))), EARS)
    assert len(found.wave) / RATE_HZ == pytest.approx(1.5, abs=0.03)


def test_its_rests_are_found():
    found = prepare("x", np.concatenate((voice(1.0), room(0.4), voice(1.0), room(0.1))), EARS)
    ((start, end),) = found.gaps
    assert start / RATE_HZ == pytest.approx(1.0, abs=0.03)
    assert end / RATE_HZ == pytest.approx(1.4, abs=0.03)


def test_of_a_long_recording_the_last_phrases_are_taken():
    phrase = np.concatenate((voice(5.0), room(0.5)))
    found = prepare("x", np.tile(phrase, 4), EARS, "all of its words")
    assert 5.0 < len(found.wave) / RATE_HZ < 16.1
    assert found.text == ""


def test_nothing_but_a_quiet_room_gives_nothing():
    assert len(prepare("x", np.zeros(RATE_HZ, np.int16), EARS).wave) == 0


def test_a_folder_is_read_by_its_manifest_english_only(tmp_path):
    for name in ("a", "b"):
        save(np.concatenate((voice(1.5), room(0.3))), RATE_HZ, tmp_path / f"{name}.wav")
    entries = [
        {"path": "a.wav", "lang": "en", "text": "hello there", "licence": "any"},
        {"path": "b.wav", "lang": "fr", "text": "bonjour"},
    ]
    (tmp_path / MANIFEST).write_text(json.dumps(entries))
    assert [(name, text) for name, _, text in files(tmp_path)][-1] == ("a", "hello there")


def test_a_folder_without_a_manifest_is_searched(tmp_path):
    (tmp_path / "deep").mkdir()
    save(np.concatenate((voice(1.5), room(0.3))), RATE_HZ, tmp_path / "deep" / "c.wav")
    assert [name for name, _, _ in files(tmp_path)][-1] == "c"


def test_a_broken_file_is_named(tmp_path):
    (tmp_path / "d.wav").write_bytes(b"no sound at all")
    with pytest.raises(AudioError, match=r"d\.wav"):
        recordings(tmp_path)
