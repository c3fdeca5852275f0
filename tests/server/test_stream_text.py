"""Answers that are typed, over the stream protocol."""

import json

from support.interviews import engines
from support.serving import running
from support.streaming import FrontEnd, front_end

TYPED = "I worked on a small team and I was responsible for all of the tests."


async def _replied(peer: FrontEnd) -> dict:
    """Return the message that completes the reply to the first turn."""
    return await peer.until(
        lambda m: m["type"] == "analysis_result" and m.get("turn") == 1 and m["reply"]["last"]
    )


async def test_a_text_packet_is_answered_like_speech():
    async with running(engines()) as server, front_end(server) as peer:
        await peer.socket.send(json.dumps({"type": "text", "data": TYPED, "timestamp": 1}))
        reply = await _replied(peer)
    assert reply["transcript"] == TYPED
    assert reply["reply"]["text"]


async def test_the_end_of_a_text_stream_waits_for_the_reply():
    async with running(engines()) as server, front_end(server) as peer:
        await peer.socket.send(peer.say.stream_start("t", "text"))
        await peer.socket.send(peer.say.stream_text("t", TYPED))
        await peer.socket.send(peer.say.stream_end("t"))
        result = await peer.until(lambda m: m["type"] == "analysis_result" and m["final"])
        assert any(m.get("turn") == 1 and m["reply"]["last"] for m in _replies(peer))
    assert result["transcript"] == TYPED
    llm = result["services"]["llm"]
    assert (llm["status"], llm["replies"]) == ("ok", 2)


def _replies(peer: FrontEnd) -> list[dict]:
    return [m for m in peer.told if m["type"] == "analysis_result" and "reply" in m]


async def test_text_that_nobody_is_to_answer_is_refused():
    async with running(engines()) as server, front_end(server) as peer:
        await peer.socket.send(peer.say.stream_start("t", "text", services=["speech_to_text"]))
        refused = await peer.until(lambda m: m["type"] == "error")
    assert refused["code"] == "UNSUPPORTED_FORMAT"
    assert "llm" in refused["message"]
