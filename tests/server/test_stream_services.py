"""A whole chain over ``/ws``: the services of this process, elsewhere, and both."""

import asyncio
import contextlib

import numpy as np
import pytest
from support import media
from support.interviews import ANSWER, engines, loud
from support.serving import running
from support.streaming import front_end

from talkup_local.audio.pcm import silence
from talkup_local.engines.scripted import ScriptedModel, ScriptedRecognizer

CHAIN = ("speech_to_text", "verbal_analyzer", "llm", "text_to_speech")
TURN = np.concatenate((silence(0.3), loud(2.0), silence(4.0)))


def elsewhere(server, *names, **settings):
    """Return the settings of an appliance that uses the services ``names`` of ``server``."""
    flags = {}
    for name in names:
        flags[f"services.{name}.url"] = f"{server.url}/services/{name}"
        flags |= {f"services.{name}.{key}": value for key, value in settings.items()}
    return flags


async def talked(server, *, stream_format="audio/pcm", data=None, services=None):
    """Speak one answer; return all that was told."""
    async with front_end(server) as peer:
        await peer.start("s", stream_format, services=services)
        await peer.chunks("s", [(0, data or TURN.tobytes())])
        await peer.end("s")
        return peer.of("s")


def result(told, *, final=True):
    """Return the last aggregated result."""
    return [m for m in told if m["type"] == "analysis_result" and m["final"] == final][-1]


def statuses(message):
    return {name: service["status"] for name, service in message["services"].items()}


def sounds(told):
    return [m["reply"]["audio"] for m in told if m.get("reply", {}).get("audio")]


@contextlib.asynccontextmanager
async def until_up(server, *names):
    """Wait until ``server`` has found the services ``names``."""
    async with asyncio.timeout(60):
        while any(server.health()["services"][name]["state"] != "up" for name in names):
            await asyncio.sleep(0.02)
    yield


async def test_speech_becomes_words_analysis_and_a_spoken_reply():
    async with running(engines()) as server:
        told = await talked(server)
    whole = result(told)
    assert whole["transcript"] == ANSWER
    assert statuses(whole) == dict.fromkeys(CHAIN, "ok")
    assert whole["services"]["verbal_analyzer"]["by"] == "local"
    assert len(sounds(told)) > 1


async def test_the_words_of_a_turn_are_analysed_with_their_times():
    async with running(engines()) as server:
        told = await talked(server)
    turns = [m for m in told if m.get("turn") == 1 and "verbal_analyzer" in m.get("services", {})]
    found = turns[0]["services"]["verbal_analyzer"]
    assert found["status"] == "ok"
    assert found["result"]["measures"]["speaking_rate_words_per_min"]["value"] > 0


async def test_a_service_that_is_turned_off_is_told_and_the_others_work():
    flags = {"services.verbal_analyzer.url": "off", "services.text_to_speech.url": "off"}
    async with running(engines(), flags=flags) as server:
        told = await talked(server, services=[*CHAIN, "emotion_analyzer"])
    assert statuses(result(told)) == {
        "speech_to_text": "ok",
        "verbal_analyzer": "disabled",
        "llm": "ok",
        "text_to_speech": "disabled",
        "emotion_analyzer": "disabled",
    }
    assert not sounds(told)
    assert result(told)["services"]["emotion_analyzer"]["code"] == "SERVICE_DISABLED"


async def test_a_service_that_nobody_knows_is_told_and_the_others_work():
    async with running(engines()) as server:
        told = await talked(server, services=["speech_to_text", "mind_reader"])
    unknown = result(told)["services"]["mind_reader"]
    assert (unknown["status"], unknown["code"]) == ("error", "UNKNOWN_SERVICE")
    assert result(told)["transcript"] == ANSWER


async def test_a_video_is_heard_and_looked_at():
    async with running(engines()) as server:
        data = media.webm_video(loud(2.0))
        services = ["speech_to_text", "behavior_analyzer"]
        told = await talked(server, stream_format="video/webm", data=data, services=services)
    found = result(told)["services"]["behavior_analyzer"]
    assert found["status"] == "ok"
    assert found["result"]["measures"]["face_present_share"]["value"] == 0
    assert found["result"]["details"]["voice"]["phrases"] >= 0
    assert result(told)["transcript"] == ANSWER


async def test_an_analyser_without_anything_to_go_by_says_so():
    async with running(engines()) as server, front_end(server) as peer:
        await peer.start("s", "audio/pcm", services=["behavior_analyzer"])
        await peer.end("s")
        found = result(peer.of("s"))["services"]["behavior_analyzer"]
    assert (found["status"], found["code"]) == ("error", "INVALID_REQUEST")


async def test_every_service_may_be_elsewhere():
    async with running(engines()) as far:
        flags = elsewhere(far, *CHAIN, "behavior_analyzer", fallback=False)
        async with running(engines(stt=ScriptedRecognizer(["Not this."])), flags=flags) as near:
            async with until_up(near, *CHAIN, "behavior_analyzer"):
                told = await talked(near, services=[*CHAIN, "behavior_analyzer"])
    whole = result(told)
    assert whole["transcript"] == ANSWER
    assert statuses(whole) == dict.fromkeys((*CHAIN, "behavior_analyzer"), "ok")
    assert whole["services"]["verbal_analyzer"]["by"] == "remote"
    assert whole["services"]["behavior_analyzer"]["by"] == "remote"
    assert len(sounds(told)) > 1


@pytest.mark.parametrize("name", CHAIN)
async def test_one_service_elsewhere_works_with_the_others_here(name):
    async with running(engines()) as far:
        async with running(engines(), flags=elsewhere(far, name, fallback=False)) as near:
            async with until_up(near, name):
                told = await talked(near)
    assert statuses(result(told)) == dict.fromkeys(CHAIN, "ok")
    assert result(told)["transcript"] == ANSWER


async def test_when_all_services_elsewhere_die_the_interview_goes_on_here():
    mind = ScriptedModel(["What did you like most about it?"])
    async with contextlib.AsyncExitStack() as stack:
        far_stack = await stack.enter_async_context(contextlib.AsyncExitStack())
        far = await far_stack.enter_async_context(running(engines()))
        near = await stack.enter_async_context(
            running(engines(llm=mind), flags=elsewhere(far, *CHAIN, timeout_s=2.0))
        )
        async with until_up(near, *CHAIN), front_end(near) as peer:
            await peer.start("s", "audio/pcm", services=CHAIN)
            await peer.chunks("s", [(0, TURN.tobytes())])
            await peer.until(lambda m: m.get("reply", {}).get("last") and m.get("turn") == 1)
            await far_stack.aclose()
            since = len(peer.told)
            await peer.chunks("s", [(1, TURN.tobytes())])
            await peer.until(
                lambda m: m.get("reply", {}).get("last") and m.get("turn") == 2, since=since
            )
            await peer.end("s")
            told = peer.of("s")
    assert result(told)["transcript"] == f"{ANSWER} {ANSWER}"
    assert statuses(result(told)) == dict.fromkeys(CHAIN, "ok")
    assert not [m for m in told if m["type"] == "error"]


async def test_without_anybody_to_do_it_the_front_end_is_told_in_words():
    flags = {
        "services.speech_to_text.url": "ws://127.0.0.1:9/none",
        "services.speech_to_text.fallback": False,
        "services.speech_to_text.connect_timeout_s": 0.5,
    }
    async with running(engines(), flags=flags) as server, front_end(server) as peer:
        await peer.start("s", "audio/pcm", services=["speech_to_text"])
        await peer.chunks("s", [(0, TURN.tobytes())])
        whole = await peer.end("s")
        errors = [m for m in peer.told if m["type"] == "error"]
    assert errors[0]["code"] == "TRANSCRIPTION_ERROR"
    assert errors[0]["message"]
    assert whole["services"]["speech_to_text"]["status"] == "error"
