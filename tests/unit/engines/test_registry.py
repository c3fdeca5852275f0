import pytest
from support.standins import piper_voice

from talkup_local.config import load
from talkup_local.engines import registry
from talkup_local.errors import EngineUnavailable


def usable(folder, job, language="en", **settings):
    """Return the names of the usable engines, best first, and why others were left out."""
    flags = {key.replace("__", "."): value for key, value in settings.items()}
    config, _ = load(folder=folder, flags=flags)
    choices, notes = registry.usable(config, folder, job, language)
    return [choice.spec.name for choice in choices], notes


def refusal(folder, job, language="en", **settings) -> EngineUnavailable:
    with pytest.raises(EngineUnavailable) as caught:
        usable(folder, job, language, **settings)
    return caught.value


def test_auto_without_models_takes_the_embedded_engines(tmp_path):
    assert usable(tmp_path, "stt")[0] == ["moonshine"]
    assert usable(tmp_path, "llm")[0] == ["rules"]
    assert usable(tmp_path, "tts")[0] == ["espeak"]


def test_auto_says_why_a_better_engine_was_left_out(tmp_path):
    [note] = usable(tmp_path, "stt")[1]
    assert note.startswith("not faster_whisper: no Whisper model in ")


def test_auto_puts_the_better_engine_first_when_its_files_are_there(tmp_path):
    (tmp_path / "models" / "piper").mkdir(parents=True)
    piper_voice.build(tmp_path / "models" / "piper" / "en_US-test-medium.onnx")
    assert usable(tmp_path, "tts") == (["piper", "espeak"], [])


def test_auto_leaves_a_better_engine_out_in_a_language_that_it_does_not_speak(tmp_path):
    (tmp_path / "models" / "piper").mkdir(parents=True)
    piper_voice.build(tmp_path / "models" / "piper" / "en_US-test-medium.onnx")
    names, notes = usable(tmp_path, "tts", "fr")
    assert names == ["espeak"]
    assert "'fr'" in notes[0]


def test_auto_judges_a_language_model_by_its_first_bytes(tmp_path):
    (tmp_path / "models" / "llm").mkdir(parents=True)
    (tmp_path / "models" / "llm" / "letter.gguf").write_text("Dear Sir", encoding="utf-8")
    names, [note] = usable(tmp_path, "llm")
    assert names == ["rules"]
    assert note.startswith("not llama_cpp: ")


def test_the_embedded_profile_looks_at_no_models(tmp_path):
    (tmp_path / "models" / "piper").mkdir(parents=True)
    piper_voice.build(tmp_path / "models" / "piper" / "en_US-test-medium.onnx")
    assert usable(tmp_path, "tts", profile="embedded") == (["espeak"], [])


@pytest.mark.parametrize("job", ["stt", "tts", "llm"])
def test_a_profile_never_falls_back(tmp_path, job):
    error = refusal(tmp_path, job, profile="standard")
    assert error.engine in ("faster_whisper", "piper", "llama_cpp")
    assert error.mend


def test_a_named_engine_stands_apart_from_the_profile(tmp_path):
    settings = {"profile": "standard", "stt__engine": "moonshine"}
    assert usable(tmp_path, "stt", **settings)[0] == ["moonshine"]


def test_a_named_engine_is_never_replaced(tmp_path):
    error = refusal(tmp_path, "stt", stt__engine="faster_whisper")
    assert error.engine == "faster_whisper"
    assert "stt.model" in error.mend


def test_what_is_named_is_required_and_what_auto_finds_is_not(tmp_path):
    config, _ = load(folder=tmp_path, flags={"tts.engine": "espeak"})
    [named] = registry.usable(config, tmp_path, "tts", "en")[0]
    [found] = registry.usable(config, tmp_path, "stt", "en")[0]
    assert (named.required, found.required) == (True, False)


def test_a_language_that_no_engine_understands_is_refused_with_a_mend(tmp_path):
    error = refusal(tmp_path, "stt", "fr")
    assert error.engine == "moonshine"
    assert "multilingual" in error.mend


@pytest.mark.parametrize("engine", ["silero", "webrtc"])
def test_the_voice_activity_detector_is_taken_by_name(tmp_path, engine):
    assert usable(tmp_path, "vad", vad__engine=engine)[0] == [engine]


def test_faces_are_found_without_any_model_file(tmp_path):
    assert usable(tmp_path, "vision")[0] == ["opencv"]


def test_a_model_file_of_faces_comes_before_the_cascades(tmp_path):
    (tmp_path / "models" / "vision").mkdir(parents=True)
    (tmp_path / "models" / "vision" / "face_yunet.onnx").write_bytes(b"\x08\x07")
    assert usable(tmp_path, "vision")[0] == ["yunet", "opencv"]


def test_every_profile_has_an_engine_for_every_job():
    for profile in ("embedded", "standard", "gpu"):
        jobs = {spec.job for spec in registry.SPECS if profile in spec.tiers}
        assert jobs == {"stt", "llm", "tts", "vad", "vision"}


def test_looking_for_engines_imports_no_library(tmp_path):
    import subprocess
    import sys

    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from talkup_local.config import load\n"
        "from talkup_local.engines import registry\n"
        "config, folder = load()\n"
        "for spec in registry.SPECS: spec.probe(config, folder, 'en')\n"
        "heavy = {'ctranslate2', 'faster_whisper', 'llama_cpp', 'piper', 'onnxruntime',"
        " 'moonshine_voice', 'webrtcvad', 'cv2', 'mediapipe'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
