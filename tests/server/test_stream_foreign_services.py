"""Whole conversations with services of other people, in real processes, good and bad ones."""

import asyncio

import numpy as np
import pytest
from support.foreign import foreign
from support.foreign_chain import HEARD, SAID
from support.interviews import ANSWER, engines, loud
from support.ports import free_port
from support.serving import running
from support.streaming import front_end

from talkup_local.audio.pcm import silence
from talkup_local.engines.scripted import ScriptedModel

CHAIN = ("speech_to_text", "verbal_analyzer", "llm", "text_to_speech")
FAULTS = ("hangs_up", "garbage", "late", "silent", "twice", "other_session", "floods")
OURS = ("And how did that go for you?", "What came of it in the end?", "Who helped you there?")
TURN = np.concatenate((silence(0.3), loud(2.0), silence(6.0))).tobytes()


@pytest.fixture(scope="module")
def port():
    port = free_port()
    with foreign(port, "foreign_chain.py"):
        yield port


def at(port, fault, **settings):
    """Return the settings of an appliance whose chain is that of other people."""
    settings = {"timeout_s": 0.5, "connect_timeout_s": 5.0, **settings}
    flags = {f"services.{name}.url": f"ws://127.0.0.1:{port}/{fault}/{name}" for name in CHAIN}
    for name in CHAIN:
        flags |= {f"services.{name}.{key}": value for key, value in settings.items()}
    return flags | {"llm.lead_in": False}


def last_of(turn):
    return lambda m: m.get("turn") == turn and m.get("reply", {}).get("last")


async def conversation(server, turns=2):
    """Speak ``turns`` answers, each after the reply to the one before; return all told."""
    async with front_end(server) as peer:
        await peer.start("s", "audio/pcm", services=CHAIN)
        for turn in range(turns):
            await peer.chunks("s", [(turn, TURN)])
            await peer.until(last_of(turn + 1))
        await peer.end("s")
        return peer.of("s")


def here():
    """Return the engines that do it where nobody else does."""
    return engines(llm=ScriptedModel(OURS))


async def up(server):
    async with asyncio.timeout(60):
        while any(server.health()["services"][name]["state"] != "up" for name in CHAIN):
            await asyncio.sleep(0.02)


def replies(told):
    return [m["reply"]["text"] for m in told if m.get("reply", {}).get("last")][1:]


def statuses(told):
    return {name: one["status"] for name, one in told[-1]["services"].items()}


async def test_services_that_know_the_base_of_the_protocol_hold_a_conversation(port):
    async with running(here(), flags=at(port, "good", fallback=False, timeout_s=30.0)) as server:
        await up(server)
        told = await conversation(server)
    assert told[-1]["transcript"] == f"{HEARD} {HEARD}"
    assert replies(told)[0].endswith(SAID)  # the next is a question of the plan, which it ignores
    assert statuses(told) == dict.fromkeys(CHAIN, "ok")
    assert told[-1]["services"]["verbal_analyzer"]["result"]["measures"]["words"] == 14


async def test_services_that_go_bad_do_not_stop_the_conversation(port):
    few = asyncio.Semaphore(3)  # at a time: most of it is waiting

    async def talked(fault):
        async with few, running(here(), flags=at(port, fault, timeout_s=1.0)) as server:
            await up(server)
            return await conversation(server, turns=3)

    conversations = await asyncio.gather(*map(talked, FAULTS))
    for fault, told in zip(FAULTS, conversations, strict=True):
        # where the machine is slow, those here take over before anything goes bad
        assert all(reply.endswith((*SAID, *OURS)) for reply in replies(told)[:3:2]), fault
        assert told[-1]["transcript"].startswith((HEARD, ANSWER)), fault
        assert statuses(told) == dict.fromkeys(CHAIN, "ok"), fault
        assert [m["code"] for m in told if m["type"] == "error"] == [], fault


async def test_services_whose_process_dies_do_not_stop_the_conversation():
    port = free_port()
    with foreign(port, "foreign_chain.py"):
        async with running(here(), flags=at(port, "dies", timeout_s=30.0)) as server:
            await up(server)
            told = await conversation(server)
    assert told[-1]["transcript"] == f"{HEARD} {ANSWER}"
    assert statuses(told) == dict.fromkeys(CHAIN, "ok")


async def test_services_that_were_never_there_do_not_stop_the_conversation():
    async with running(here(), flags=at(free_port(), "good")) as server:
        told = await conversation(server)
    assert told[-1]["transcript"] == f"{ANSWER} {ANSWER}"
    assert statuses(told) == dict.fromkeys(CHAIN, "ok")


async def test_with_nobody_to_take_over_the_candidate_is_told_and_the_stream_ends():
    async with running(here(), flags=at(free_port(), "good", fallback=False)) as server:
        async with front_end(server) as peer:
            await peer.start("s", "audio/pcm", services=CHAIN)
            await peer.chunks("s", [(0, TURN)])
            await peer.end("s")
            told = peer.of("s")
    errors = [m for m in told if m["type"] == "error"]
    assert {m["code"] for m in errors} >= {"TTS_ERROR", "TRANSCRIPTION_ERROR"}
    assert all(m["message"] for m in errors)
    assert statuses(told)["speech_to_text"] == "error"
