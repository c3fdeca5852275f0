import asyncio

import pytest
from support.scripted_services import GIVES, ScriptedService, driven

from talkup_local.clock import VirtualClock
from talkup_local.config.services import ServicePlace
from talkup_local.errors import RecognitionError
from talkup_local.services.gateway import Gateway
from talkup_local.services.route import Route

CHAIN = ["speech_to_text", "verbal_analyzer", "llm", "text_to_speech"]


class House:
    """A gateway to scripted services, one of each."""

    def __init__(self, places=None) -> None:
        self.clock = VirtualClock(driven=True)
        self.services = {name: ScriptedService(name, self.clock) for name in GIVES}
        self.gateway = Gateway(
            {
                name: Route(
                    name, (places or {}).get(name, ServicePlace()), self.clock, local=service
                )
                for name, service in self.services.items()
            },
            self.clock,
        )

    async def ask(self, services, data, **more):
        return await driven(self.clock, self.gateway.ask(services, data, **more))


@pytest.fixture
def house():
    return House()


def statuses(aggregate):
    return {name: outcome.status for name, outcome in aggregate.outcomes.items()}


class TestAsking:
    async def test_sound_goes_through_the_chain(self, house):
        aggregate = await house.ask(CHAIN, {"audio": b"x"})
        assert {name: o.data for name, o in aggregate.outcomes.items()} == {
            name: GIVES[name] for name in CHAIN
        }

    async def test_each_gets_what_the_one_before_it_gave(self, house):
        await house.ask(CHAIN, {"audio": b"x"}, session_id="mine")
        asked = {name: house.services[name].asked[0] for name in CHAIN}
        assert asked["verbal_analyzer"].text == "I led it"
        assert (asked["llm"].text, asked["llm"].session_id) == ("I led it", "mine")
        assert asked["text_to_speech"].text == "Tell me more."

    async def test_names_may_have_hyphens_and_come_twice(self, house):
        aggregate = await house.ask(["text-to-speech", "text_to_speech"], {"text": "hi"})
        assert statuses(aggregate) == {"text_to_speech": "ok"}
        assert len(house.services["text_to_speech"].asked) == 1

    async def test_a_name_that_is_none_is_an_error_of_its_own(self, house):
        aggregate = await house.ask(["fortune_teller", "llm"], {"text": "hi"})
        assert statuses(aggregate) == {"fortune_teller": "error", "llm": "ok"}
        assert aggregate.outcomes["fortune_teller"].code == "UNKNOWN_SERVICE"

    async def test_those_that_wait_for_nobody_work_at_the_same_time(self, house):
        for service in house.services.values():
            service.takes_s = 1.0
        services = ["speech_to_text", "behavior_analyzer", "emotion_analyzer"]
        aggregate = await house.ask(services, {"audio": b"x"})
        assert aggregate.ms == pytest.approx(1_000, abs=50)

    async def test_the_time_of_each_is_its_own(self, house):
        house.services["speech_to_text"].takes_s = 1.0
        house.services["llm"].takes_s = 0.5
        aggregate = await house.ask(["speech_to_text", "llm"], {"audio": b"x"})
        assert aggregate.outcomes["llm"].ms == pytest.approx(500, abs=30)
        assert aggregate.ms == pytest.approx(1_500, abs=50)

    async def test_a_caller_who_leaves_stops_all_work(self, house):
        for service in house.services.values():
            service.takes_s = 10.0
        asking = asyncio.create_task(
            house.gateway.ask(["speech_to_text", "behavior_analyzer"], {"audio": b"x"})
        )
        for _ in range(10):
            await asyncio.sleep(0)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        assert house.services["speech_to_text"].cancelled == 1
        assert house.services["behavior_analyzer"].cancelled == 1


class TestFailures:
    async def test_one_takes_nothing_from_the_others(self, house):
        house.services["behavior_analyzer"].error = RuntimeError("a bug")
        aggregate = await house.ask([*CHAIN, "behavior_analyzer"], {"audio": b"x"})
        assert statuses(aggregate) == {
            **dict.fromkeys(CHAIN, "ok"),
            "behavior_analyzer": "error",
        }

    async def test_without_words_nobody_goes_on(self, house):
        house.services["speech_to_text"].error = RecognitionError("stt", "broke")
        aggregate = await house.ask([*CHAIN, "behavior_analyzer"], {"audio": b"x"})
        codes = {name: outcome.code for name, outcome in aggregate.outcomes.items()}
        assert codes == {
            "speech_to_text": "TRANSCRIPTION_ERROR",
            "verbal_analyzer": "INVALID_REQUEST",
            "llm": "INVALID_REQUEST",
            "text_to_speech": "INVALID_REQUEST",
            "behavior_analyzer": "",
        }
        assert "speech_to_text failed" in aggregate.outcomes["llm"].message

    async def test_words_of_our_own_exceptions_are_not_told(self, house):
        house.services["llm"].error = RuntimeError("secret")
        outcome = (await house.ask(["llm"], {"text": "hi"})).outcomes["llm"]
        assert outcome.code == "INTERNAL_ERROR"
        assert "secret" not in outcome.message

    async def test_sentences_are_in_the_language_of_the_request(self, house):
        house.services["llm"].error = RuntimeError("secret")
        outcome = (await house.ask(["llm"], {"text": "hi"}, language="fr-CA")).outcomes["llm"]
        assert outcome.message.startswith("Un problème")

    async def test_one_that_hangs_is_given_up_and_the_others_are_told(self):
        house = House({"llm": ServicePlace(timeout_s=0.5)})
        house.services["llm"].takes_s = 60.0
        aggregate = await house.ask(["llm", "verbal_analyzer"], {"text": "hi"})
        assert statuses(aggregate) == {"llm": "timeout", "verbal_analyzer": "ok"}

    async def test_one_that_is_off_is_disabled(self):
        house = House({"emotion_analyzer": ServicePlace(url="off")})
        aggregate = await house.ask(["emotion_analyzer", "behavior_analyzer"], {"image": b"x"})
        assert statuses(aggregate) == {"emotion_analyzer": "disabled", "behavior_analyzer": "ok"}
        assert aggregate.outcomes["emotion_analyzer"].code == "SERVICE_DISABLED"


class TestReports:
    async def test_each_service_has_its_status_time_and_result(self, house):
        report = (await house.ask(["llm", "behavior_analyzer"], {"text": "hi"})).report()
        assert report["llm"] == {
            "status": "ok",
            "ms": pytest.approx(0, abs=30),
            "by": "local",
            "result": {"text": "Tell me more."},
        }
        assert report["behavior_analyzer"].keys() == {"status", "ms", "code", "message"}

    async def test_what_happened_is_counted(self, house):
        house.services["llm"].error = RuntimeError()
        await house.ask(["llm", "verbal_analyzer", "behavior_analyzer"], {"text": "hi"})
        counts = house.gateway.counts()
        assert {name: counts[name] for name in ("llm", "verbal_analyzer")} == {
            "llm": {"error": 1},
            "verbal_analyzer": {"ok": 1},
        }
        assert counts["behavior_analyzer"] == {"error": 1}  # it lacked what to look at

    async def test_the_state_of_each_is_told(self):
        states = House({"llm": ServicePlace(url="off")}).gateway.states()
        assert (states["llm"]["state"], states["text_to_speech"]["state"]) == ("off", "local")


async def test_a_service_that_is_off_is_told_in_the_language_of_the_request():
    off = Route("emotion_analyzer", ServicePlace(url="off"), VirtualClock())
    gateway = Gateway({"emotion_analyzer": off}, VirtualClock())
    asked = await gateway.ask(["emotion_analyzer"], {"audio": b"x"}, language="fr")
    assert asked.outcomes["emotion_analyzer"].message == "Ce service est désactivé."
