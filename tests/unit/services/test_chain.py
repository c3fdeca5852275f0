import base64

import pytest

from talkup_local.errors import Unusable
from talkup_local.protocol.services.contents import Message, Reply, Transcription, Word
from talkup_local.services.chain import content_for, plan

AUDIO_CHAIN = ["text_to_speech", "llm", "verbal_analyzer", "speech_to_text"]
HEARD = Transcription(
    text="I led it", language="en", words=(Word(text="I", start_s=0.0, end_s=0.1),)
)


def waits(services, data):
    return {step.service: step.after for step in plan(services, data)}


def lacks(services, data):
    return {step.service for step in plan(services, data) if step.lacks}


class TestPlan:
    def test_sound_goes_through_the_chain(self):
        assert waits(AUDIO_CHAIN, {"audio": b"x"}) == {
            "speech_to_text": None,
            "verbal_analyzer": "speech_to_text",
            "llm": "speech_to_text",
            "text_to_speech": "llm",
        }

    def test_each_step_comes_after_the_one_that_it_waits_for(self):
        order = [step.service for step in plan(AUDIO_CHAIN, {"audio": b"x"})]
        assert order == ["speech_to_text", "verbal_analyzer", "llm", "text_to_speech"]

    def test_text_needs_no_recogniser(self):
        assert waits(["speech_to_text", "llm"], {"text": "hello"})["llm"] is None

    def test_a_conversation_goes_on_with_what_is_said(self):
        data = {"audio": b"x", "messages": [{"role": "user", "content": "hi"}]}
        assert waits(["speech_to_text", "llm"], data)["llm"] == "speech_to_text"

    def test_the_reply_is_spoken_and_not_the_text_that_it_answers(self):
        assert waits(["llm", "text_to_speech"], {"text": "hello"})["text_to_speech"] == "llm"

    def test_text_is_spoken_when_nobody_answers_it(self):
        assert waits(["text_to_speech"], {"text": "hello"}) == {"text_to_speech": None}

    def test_analysers_of_sound_and_picture_wait_for_nobody(self):
        services = ["speech_to_text", "behavior_analyzer", "emotion_analyzer"]
        assert set(waits(services, {"audio": b"x"}).values()) == {None}

    @pytest.mark.parametrize(
        ("service", "data"),
        [
            ("speech_to_text", {"text": "hello"}),
            ("verbal_analyzer", {"audio": b"x"}),
            ("llm", {"image": b"x"}),
            ("text_to_speech", {"audio": b"x"}),
            ("behavior_analyzer", {"text": "hello"}),
            ("emotion_analyzer", {}),
        ],
    )
    def test_a_service_says_what_it_lacks(self, service, data):
        (step,) = plan([service], data)
        assert step.lacks.startswith("There is")

    def test_who_waits_for_one_that_lacks_something_lacks_it_too(self):
        assert lacks(AUDIO_CHAIN, {}) == set(AUDIO_CHAIN)

    def test_one_that_lacks_something_takes_nothing_from_the_others(self):
        assert lacks(["llm", "behavior_analyzer"], {"text": "hello"}) == {"behavior_analyzer"}


class TestContent:
    def test_bytes_may_be_base64(self):
        content = content_for("speech_to_text", {"audio": base64.b64encode(b"sound").decode()})
        assert content.audio == b"sound"

    def test_fields_of_others_are_left_out(self):
        assert content_for("text_to_speech", {"text": "hi", "image": 7}).text == "hi"

    def test_wrong_types_are_told(self):
        with pytest.raises(Unusable):
            content_for("text_to_speech", {"text": 7})

    def test_the_language_of_the_request_is_for_those_that_name_none(self):
        assert content_for("text_to_speech", {"text": "hi"}, language="fr").language == "fr"
        data = {"text": "hi", "language": "en"}
        assert content_for("text_to_speech", data, language="fr").language == "en"

    def test_the_analyser_gets_words_language_and_question(self):
        content = content_for("verbal_analyzer", {"question": "What?"}, given=HEARD)
        assert (content.text, content.language, content.question) == ("I led it", "en", "What?")
        assert content.words == HEARD.words

    def test_the_model_gets_what_was_said_and_by_whom(self):
        content = content_for("llm", {}, session_id="mine", given=HEARD)
        assert (content.text, content.session_id) == ("I led it", "mine")

    def test_what_was_said_ends_the_conversation(self):
        data = {"messages": [{"role": "assistant", "content": "What did you do?"}]}
        assert content_for("llm", data, given=HEARD).messages == (
            Message(role="assistant", content="What did you do?"),
            Message(role="user", content="I led it"),
        )

    def test_the_reply_is_what_is_spoken(self):
        content = content_for("text_to_speech", {"text": "hello"}, given=Reply(text="Welcome."))
        assert content.text == "Welcome."

    def test_nothing_said_is_nothing_to_answer(self):
        with pytest.raises(Unusable, match="nothing was said"):
            content_for("llm", {}, given=Transcription(text=" ", language="en"))

    def test_analysers_get_the_best_there_is_and_its_format(self):
        data = {"audio": b"a", "image": b"i", "format": "image/png"}
        behaviour = content_for("behavior_analyzer", data)
        assert (behaviour.image, behaviour.audio, behaviour.format) == (b"i", None, "image/png")

    def test_a_format_of_something_else_is_left_out(self):
        data = {"audio": b"a", "image": b"i", "format": "image/png"}
        assert content_for("speech_to_text", data).format is None
