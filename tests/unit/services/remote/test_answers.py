import base64

import numpy as np
import pytest

from talkup_local.audio.encode import mp3
from talkup_local.errors import ServiceBroken
from talkup_local.protocol.services.contents import PromptContent, SoundContent
from talkup_local.services.remote.answers import answer_of, languages_told

SECOND = mp3(np.zeros(24_000, np.int16), 24_000)


@pytest.mark.parametrize(
    "data",
    [
        {"text": "hello"},
        {"transcript": "hello"},
        {"transcription": "hello"},
        {"result": {"text": "hello"}},
        {"speech-to-text": {"transcript": "hello"}},
        {"text": "hello", "confidence": 94, "words": "none"},
    ],
)
def test_the_words_heard_stand_under_any_of_their_usual_names(data):
    assert answer_of("speech_to_text", data).text == "hello"


def test_an_answer_without_a_language_is_in_that_of_the_request():
    asked = SoundContent(audio=b"", language="fr")
    assert answer_of("speech_to_text", {"text": "bonjour"}, asked).language == "fr"


@pytest.mark.parametrize("name", ["text", "response", "reply", "answer"])
def test_a_reply_stands_under_any_of_its_usual_names(name):
    assert answer_of("llm", {name: "hello"}, PromptContent(text="hi")).text == "hello"


@pytest.mark.parametrize("audio", [SECOND, base64.b64encode(SECOND).decode()])
def test_sound_may_be_bytes_or_base64(audio):
    assert answer_of("text_to_speech", {"audio": audio, "duration": 1.0}).audio == SECOND


def test_sound_of_which_nothing_is_told_tells_it_itself():
    spoken = answer_of("text_to_speech", {"audio": SECOND})
    assert spoken.format == "audio/mpeg"
    assert spoken.duration_s == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("told", ["mp3", "MP3", "audio/mpeg"])
def test_a_short_name_of_a_format_is_made_a_media_type(told):
    assert answer_of("text_to_speech", {"audio": SECOND, "format": told}).format == "audio/mpeg"


def test_what_an_analyser_tells_without_a_name_for_it_all_are_its_measures():
    assert answer_of("behavior_analyzer", {"smile": 0.8}).measures == {"smile": 0.8}


def test_measures_are_looked_for_one_level_down():
    data = {"analysis": {"rate": 120}, "version": 2}
    assert answer_of("verbal_analyzer", data).measures == {"rate": 120}


def test_measures_that_are_named_stay_apart_from_the_rest():
    data = {"measures": {"rate": 120}, "language": "en"}
    analysis = answer_of("verbal_analyzer", data)
    assert (analysis.measures, analysis.language) == ({"rate": 120}, "en")


@pytest.mark.parametrize(
    ("service", "data"),
    [
        ("speech_to_text", {}),
        ("speech_to_text", {"text": 7}),
        ("llm", {"response": ["hello"]}),
        ("text_to_speech", {"audio": "not base64!"}),
        ("text_to_speech", {"audio": b"no sound at all"}),
        ("verbal_analyzer", {}),
    ],
)
def test_an_answer_that_lacks_what_is_needed_is_broken(service, data):
    with pytest.raises(ServiceBroken):
        answer_of(service, data)


@pytest.mark.parametrize(
    ("describes", "languages"),
    [
        ({"about": {"llm": {"languages": ["fr", "en-GB"]}}}, {"fr", "en"}),
        ({"about": {"llm": {"languages": ["de"]}, "other": {"languages": ["fr"]}}}, {"de"}),
        ({"languages": ["EN"]}, {"en"}),
        ({"languages": "en"}, set()),
        ({"languages": [7, None]}, set()),
        ({"about": {"llm": {"languages": []}}}, set()),
        ({"about": {"other": {"languages": ["fr"]}}}, set()),
        ({"about": "me"}, set()),
        ({}, set()),
    ],
)
def test_the_languages_that_a_service_announces_are_known(describes, languages):
    assert languages_told("llm", describes) == languages
