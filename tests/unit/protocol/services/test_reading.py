import base64

import pytest

from talkup_local.errors import InvalidBase64, Unusable
from talkup_local.protocol.services.contents import TAKES, PromptContent, SoundContent
from talkup_local.protocol.services.messages import StreamChunk
from talkup_local.protocol.services.reading import chunk_data, content_of, size_bytes

SOUND = base64.b64encode(b"RIFF").decode()


@pytest.mark.parametrize("audio", [SOUND, f"data:audio/wav;base64,{SOUND}", b"RIFF"])
def test_bytes_come_as_base64_as_a_url_or_as_they_are(audio):
    assert content_of("speech_to_text", {"audio": audio}) == SoundContent(audio=b"RIFF")


def test_what_is_no_base64_is_named():
    with pytest.raises(InvalidBase64, match="`audio` is not base64"):
        content_of("speech_to_text", {"audio": "R I F F"})


def test_fields_that_a_service_does_not_know_are_skipped():
    assert content_of("speech_to_text", {"audio": SOUND, "mood": 5}) == SoundContent(audio=b"RIFF")


@pytest.mark.parametrize(
    ("service", "data", "words"),
    [
        ("speech_to_text", {}, "`audio` is missing: it must be base64 text."),
        ("verbal_analyzer", {"text": 5}, "`text` must be text of at most 200000 characters."),
        ("text_to_speech", {"text": "x" * 20_001}, "`text` must be text of at most 20000"),
        ("llm", {"temperature": 3}, "`temperature` must be a number from 0 to 2."),
        ("verbal_analyzer", {"text": "a", "words": [{"text": "a"}]}, "`words` must be a list"),
    ],
)
def test_a_request_that_can_not_be_used_names_its_field(service, data, words):
    with pytest.raises(Unusable) as raised:
        content_of(service, data)
    assert raised.value.message.startswith(words)


def test_the_session_of_the_message_is_that_of_the_conversation():
    assert content_of("llm", {"text": "Hi."}, "s") == PromptContent(text="Hi.", session_id="s")


def test_a_session_in_data_counts_more():
    content = content_of("llm", {"text": "Hi.", "session_id": "mine"}, "s")
    assert content == PromptContent(text="Hi.", session_id="mine")


@pytest.mark.parametrize(
    ("service", "media_format", "name"),
    [
        ("speech_to_text", "audio/opus", "audio"),
        ("speech_to_text", "video/webm", "audio"),
        ("behavior_analyzer", "video/webm", "video"),
        ("behavior_analyzer", "image/jpeg", "image"),
        ("emotion_analyzer", "audio/wav", "audio"),
        ("emotion_analyzer", None, "audio"),
    ],
)
def test_data_alone_gets_the_name_that_its_format_says(service, media_format, name):
    data = chunk_data(service, StreamChunk(data=SOUND, format=media_format))
    assert data[name] == SOUND


def test_data_alone_is_nothing_for_a_service_of_words():
    with pytest.raises(Unusable, match="`data` must be an object"):
        chunk_data("llm", StreamChunk(data=SOUND))


def test_what_stands_in_data_counts_more_than_what_stands_beside_it():
    chunk = StreamChunk(data={"format": "audio/wav"}, format="audio/opus", language="fr")
    assert chunk_data("speech_to_text", chunk) == {"format": "audio/wav", "language": "fr"}


@pytest.mark.parametrize("service", TAKES)
def test_the_size_of_a_request_is_that_of_its_texts_and_bytes(service):
    data = {"text": "abc", "audio": b"12345"}
    assert size_bytes(data) == 8
    assert size_bytes(content_of(service, data)) in (3, 5)
