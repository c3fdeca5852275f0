import msgspec
import pytest

from talkup_local.clock import VirtualClock
from talkup_local.protocol.stream.session import StreamSession
from talkup_local.server.dialects.stream_report import Report, Services
from talkup_local.server.streams import Tally
from talkup_local.services.outcome import Outcome
from talkup_local.turn import output as out
from talkup_local.turn.timing import TurnRecord

TALK = ("speech_to_text", "llm", "text_to_speech")
FOUND = Outcome(service="verbal_analyzer", status="timeout", ms=7.0, code="SERVICE_TIMEOUT")
RECORD = TurnRecord(number=1, outcome="replied", llm_first_ms=30.0, tts_first_ms=5.0)
ALL = ("speech_to_text", "verbal_analyzer", "llm", "text_to_speech")


class Told:
    """A report, and what it told."""

    def __init__(self, *services: str, off: list[str] = ()) -> None:
        clock = VirtualClock(driven=True)
        self.session = StreamSession(now=clock.utc_now, monotonic_s=clock.monotonic_s)
        self.report = Report(self.session, "one", Services.of(services or ALL, off), "en")

    def of(self, *outputs: out.Output) -> list[dict]:
        for output in outputs:
            self.report.render(output)
        return self.sent()

    def sent(self) -> list[dict]:
        return [msgspec.json.decode(data) for data in self.session.data_to_send()]


def heard(
    text: str,
    *,
    final: bool = True,
    confidence: float | None = 0.9,
    speech_s: float = 1.0,
    pass_ms: float | None = None,
) -> out.Heard:
    return out.Heard(text, len(text), final, confidence, speech_s, pass_ms=pass_ms)


class TestServices:
    def test_hyphens_and_underscores_are_the_same(self):
        assert Services.of(["Text-To-Speech ", "text_to_speech"]).names == ("text_to_speech",)

    def test_who_wants_an_answer_has_to_be_understood(self):
        assert Services.of(["llm"]).hears

    def test_transcription_alone_answers_nothing(self):
        assert not Services.of(["speech_to_text"]).answers


class TestTranscripts:
    def test_an_utterance_keeps_its_number_until_it_is_final(self):
        told = Told().of(heard("Good", final=False), heard("Good day."), heard("I am well."))
        assert [message["utterance"] for message in told] == [1, 1, 2]

    def test_confidence_is_always_there(self):
        (message,) = Told().of(heard("Hm.", confidence=None))
        assert message["confidence"] == 0


class TestReplies:
    def test_each_sound_comes_with_its_words(self):
        (message,) = Told().of(out.Says("Thank you."), out.Sound(b"mp3", 1.5))
        assert message["type"] == "analysis_result"
        assert message["final"] is False
        assert message["reply"] | {"audio": ""} == {
            "text": "Thank you.",
            "audio": "",
            "format": "audio/mpeg",
            "duration_s": 1.5,
            "segment": 1,
            "last": False,
        }

    def test_the_last_one_has_all_the_words(self):
        told = Told().of(
            heard("Yes."), out.Says("A."), out.Sound(b"", 1), out.Replied("A. B."), out.Says("C.")
        )
        assert told[-1]["reply"] == {"text": "A. B.", "last": True}

    def test_segments_are_counted_anew_in_each_reply(self):
        sound = out.Sound(b"", 1.0)
        told = Told().of(sound, sound, out.Started("Hello."), sound)
        assert [m["reply"].get("segment") for m in told] == [1, 2, None, 1]

    def test_the_greeting_answers_no_turn(self):
        (message,) = Told().of(out.Started("Hello."))
        assert message["turn"] == 0
        assert "transcript" not in message

    def test_a_reply_tells_what_it_answers(self):
        told = Told().of(heard("Yes.", confidence=0.123456), out.Replied("Good."))
        assert told[-1] | {"turn": 1, "transcript": "Yes.", "confidence": 0.1235} == told[-1]

    def test_who_wants_no_sound_gets_none(self):
        told = Told("speech_to_text", "llm").of(
            out.Says("A."), out.Sound(b"", 1), out.Replied("A.")
        )
        assert [message["reply"]["text"] for message in told] == ["A."]


class TestTurns:
    def test_the_end_of_a_reply_tells_what_became_of_the_turn(self):
        told = Told()
        told.of(heard("Yes.", pass_ms=20.0))
        told.report.turn_over(RECORD)
        told.report.found(1, FOUND)
        (message,) = told.of(out.Replied("Good."))
        assert message["services"] == {
            "speech_to_text": {"status": "ok", "ms": 20.0},
            "llm": {"status": "ok", "ms": 30.0},
            "text_to_speech": {"status": "ok", "ms": 5.0},
            "verbal_analyzer": FOUND.report(),
        }

    def test_what_is_found_after_the_reply_is_told_alone(self):
        told = Told()
        told.of(heard("Yes."), out.Replied("Good."))
        told.report.found(1, FOUND)
        (message,) = told.sent()
        assert (message["turn"], list(message["services"])) == (1, ["verbal_analyzer"])

    def test_what_is_found_is_told_at_once_when_nothing_is_answered(self):
        told = Told("speech_to_text", "verbal_analyzer")
        told.of(heard("Yes."))
        told.report.found(1, FOUND)
        assert list(told.sent()[0]["services"]) == ["verbal_analyzer"]

    def test_a_turn_that_was_never_answered_keeps_what_was_found(self):
        told = Told()
        told.of(heard("One."))
        told.report.found(1, FOUND)
        first = told.of(heard("Two."))
        assert [m["turn"] for m in first if m["type"] == "analysis_result"] == [1]


class TestTheSum:
    def test_a_stream_ends_with_its_whole_transcript_and_then_its_result(self):
        told = Told("speech_to_text")
        told.of(heard("One."), heard("Two."))
        told.report.conclude(Tally(), {})
        transcript, result = told.sent()
        assert (transcript["text"], transcript["scope"]) == ("One. Two.", "stream")
        assert (result["transcript"], result["final"]) == ("One. Two.", True)

    def test_confidence_of_the_whole_counts_long_utterances_more(self):
        told = Told()
        told.of(heard("Long.", confidence=1.0, speech_s=3.0), heard("Short.", confidence=0.0))
        told.report.conclude(Tally(), {})
        assert told.sent()[-1]["confidence"] == pytest.approx(0.75)

    def test_each_service_asked_for_is_accounted_for(self):
        told = Told(off=["text_to_speech"])
        told.of(heard("Yes."), out.Replied("Good."), out.Failed("AI_RESPONSE_ERROR"))
        told.report.conclude(Tally(), {"verbal_analyzer": FOUND})
        services = told.sent()[-1]["services"]
        assert {name: service["status"] for name, service in services.items()} == {
            "speech_to_text": "ok",
            "verbal_analyzer": "timeout",
            "llm": "error",
            "text_to_speech": "disabled",
        }

    def test_what_the_services_of_the_talk_took_is_added_up(self):
        told = Told()
        for number in (1, 2):
            told.report.turn_over(RECORD)
            told.of(heard(f"{number}.", pass_ms=20.0))
            told.report.turn_over(RECORD)
            told.of(out.Replied("Good."))
        told.report.conclude(Tally(), {})
        services = told.sent()[-1]["services"]
        assert [services[name]["ms"] for name in TALK] == [40.0, 60.0, 10.0]

    def test_sound_and_pictures_are_counted(self):
        told = Told()
        tally = Tally(samples=16_000, lost=2, undecodable=1, concealed_s=0.02, has_sound=True)
        tally.pictures, tally.size = 3, (64, 48)
        told.of(heard("Yes.", speech_s=0.6))
        told.report.conclude(tally, {})
        result = told.sent()[-1]
        assert result["audio"] == {
            "duration_s": 1.0,
            "speech_s": 0.6,
            "lost_chunks": 2,
            "concealed_ms": 20.0,
            "undecodable_chunks": 1,
        }
        assert result["video"] == {"pictures": 3, "width": 64, "height": 48}

    def test_a_stream_without_sound_claims_none(self):
        told = Told()
        told.report.conclude(Tally(), {})
        assert "audio" not in told.sent()[-1]

    def test_pictures_alone_have_no_transcript(self):
        told = Told("behavior_analyzer")
        told.report.conclude(Tally(pictures=1, size=(8, 8)), {})
        assert [message["type"] for message in told.sent()] == ["analysis_result"]


def test_what_failed_is_told_with_its_stream():
    (message,) = Told().of(out.Failed("TRANSCRIPTION_ERROR"))
    assert (message["code"], message["stream_id"]) == ("TRANSCRIPTION_ERROR", "one")
