import asyncio
import ssl
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest
import trustme
from support.chat_server import DONE, STOP, ChatServer, data, event, saying

from talkup_local.clock import VirtualClock
from talkup_local.config.services import LanguageModelPlace
from talkup_local.engines.base import ChatMessage, GenerationOptions
from talkup_local.engines.llm import openai_compatible
from talkup_local.errors import EngineUnavailable, GenerationError

FOREVER_S = 60.0
PROMPT = [ChatMessage(role="user", content="my secret")]


def engine_at(url, *, clock=None, ca=None, **settings):
    place = LanguageModelPlace(url=url, **{"timeout_s": 5.0, "connect_timeout_s": 2.0, **settings})
    return openai_compatible.OpenAiCompatible(place, ca=ca, clock=clock)


@asynccontextmanager
async def serving(server=None, **settings):
    """A server and a started engine that uses it."""
    async with (server or ChatServer()).running() as running:
        engine = engine_at(running.url, **settings)
        await engine.start()
        try:
            yield running, engine
        finally:
            await engine.close()


async def pieces_of(engine, **options):
    stream = engine.stream(PROMPT, GenerationOptions(**options))
    return [piece async for piece in stream]


async def failure_of(engine):
    with pytest.raises(GenerationError) as caught:
        await pieces_of(engine)
    return caught.value


async def test_the_reply_comes_in_pieces():
    async with serving() as (_, engine):
        assert await pieces_of(engine) == ["Tell", " me", " more."]


async def test_the_first_model_listed_is_used_when_none_is_named():
    async with serving() as (server, engine):
        await pieces_of(engine)
        assert server.asked[0]["model"] == engine.info.model == "small"


async def test_a_named_model_is_used_even_where_the_server_does_not_list_it():
    async with serving(model="hidden") as (server, engine):
        await pieces_of(engine)
        assert server.asked[0]["model"] == "hidden"


async def test_the_server_gets_the_conversation_and_the_options():
    async with serving() as (server, engine):
        await pieces_of(engine, max_tokens=9, temperature=0.2, seed=4, stop=("\n",))
        assert server.asked == [
            {
                "model": "small",
                "messages": [{"role": "user", "content": "my secret"}],
                "max_tokens": 9,
                "temperature": 0.2,
                "stream": True,
                "seed": 4,
                "stop": ["\n"],
            }
        ]


async def test_closing_the_iterator_hangs_up():
    async with serving(ChatServer(script=[event("Well"), FOREVER_S])) as (server, engine):
        async with aclosing(engine.stream(PROMPT, GenerationOptions())) as stream:
            assert await anext(stream) == "Well"
            assert engine.waiting == 1
        await asyncio.wait_for(server.left.wait(), 60)
        assert engine.waiting == 0


async def test_cancelling_the_caller_hangs_up():
    async with serving(ChatServer(script=[event("Well"), FOREVER_S])) as (server, engine):
        reply = asyncio.create_task(pieces_of(engine))
        while not server.asked:
            await asyncio.sleep(0.01)
        reply.cancel()
        await asyncio.wait_for(server.left.wait(), 60)


async def test_what_a_model_thinks_is_not_said():
    thoughts = [event(reasoning_content="Hm."), event(reasoning="Hm."), data({"choices": []})]
    script = [*thoughts, data({"choices": [{"delta": {"content": None}}]}), *saying("Yes.")]
    async with serving(ChatServer(script=script)) as (_, engine):
        assert await pieces_of(engine) == ["Yes."]


async def test_lines_that_are_no_events_are_passed_over():
    garbage = [": ping\n\n", "data: {broken\n\n", "data: 7\n\n", "what?\n\n", "data:\n\n"]
    async with serving(ChatServer(script=[*garbage, *saying("Yes.")])) as (_, engine):
        assert await pieces_of(engine) == ["Yes."]


async def test_a_reply_may_end_without_the_word_for_it():
    async with serving(ChatServer(script=saying("Yes.")[:-1])) as (_, engine):
        assert await pieces_of(engine) == ["Yes."]


async def test_a_connection_left_open_after_the_reply_holds_nobody_up():
    script = [event("Yes."), data(STOP), FOREVER_S]
    async with serving(ChatServer(script=script), timeout_s=300.0) as (_, engine):
        async with asyncio.timeout(60):
            assert await pieces_of(engine) == ["Yes."]


@pytest.mark.parametrize("cut", [True, False], ids=["cut", "ended"])
async def test_a_reply_that_breaks_off_is_told_from_a_whole_one(cut):
    server = ChatServer(script=[event("Yes"), event(" and")], cut=cut)
    async with serving(server) as (_, engine):
        stream = engine.stream(PROMPT, GenerationOptions())
        assert [await anext(stream), await anext(stream)] == ["Yes", " and"]
        with pytest.raises(GenerationError, match="bro"):
            await anext(stream)


async def test_slow_pieces_are_waited_for():
    script = [0.1, event("Slow"), 0.1, event("ly."), 0.1, data(STOP), DONE]
    async with serving(ChatServer(script=script), timeout_s=5.0) as (_, engine):
        assert await pieces_of(engine) == ["Slow", "ly."]


async def test_a_silent_server_is_given_up():
    async with serving(ChatServer(script=[FOREVER_S]), timeout_s=1.0) as (_, engine):
        assert "silent" in (await failure_of(engine)).reason


async def test_signs_of_life_alone_are_no_reply():
    async with serving(ChatServer(script=[": ping\n\n", 0.1] * 50), timeout_s=1.0) as (_, engine):
        assert "silent" in (await failure_of(engine)).reason


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
async def test_an_error_says_its_status_and_not_what_was_asked(status):
    async with serving(token="hush") as (server, engine):
        server.status = status
        failure = await failure_of(engine)
    assert str(status) in failure.reason
    assert "secret" not in str(failure)
    assert "hush" not in str(failure)


FAULT = {"message": "You said: my secret", "type": "server_error"}


@pytest.mark.parametrize(
    "fault",
    [
        data({"error": FAULT}),
        data({"error": "You said: my secret"}),
        data({"object": "error", **FAULT}),
        'error: {"message":"You said: my secret"}\n\n',
    ],
    ids=["object", "sentence", "vllm", "llama-server"],
)
async def test_a_failure_within_the_reply_ends_it_without_its_words(fault):
    async with serving(ChatServer(script=[event("Yes"), fault, DONE])) as (_, engine):
        failure = await failure_of(engine)
    assert "failed" in failure.reason
    assert "secret" not in str(failure)


async def test_an_endless_line_is_no_reply():
    async with serving(ChatServer(script=["data: " + "x" * 2_000_000, *saying("Yes.")])) as (_, e):
        assert "no reply" in (await failure_of(e)).reason


async def test_the_token_is_shown():
    async with serving(ChatServer(token="hush"), token="hush") as (_, engine):
        assert await pieces_of(engine) == ["Tell", " me", " more."]


async def test_a_wrong_token_is_told_at_the_start():
    async with ChatServer(token="hush").running() as server:
        engine = engine_at(server.url, token="guess")
        with pytest.raises(EngineUnavailable, match=r"services\.llm\.token"):
            await engine.start()
        await engine.close()


@pytest.mark.parametrize("models", ["<html>", {"data": []}, {"data": 7}])
async def test_a_server_without_models_is_no_failure_until_it_is_asked(models):
    async with serving(ChatServer(models=models)) as (_, engine):
        assert await failure_of(engine)


async def test_a_model_that_has_gone_is_looked_for_again():
    async with serving() as (server, engine):
        server.status, server.models = 404, {"data": [{"id": "new"}]}
        await failure_of(engine)
        server.status = 200
        await pieces_of(engine)
        assert server.asked[-1]["model"] == "new"


async def test_a_server_that_is_away_stops_nobody_from_starting_and_is_found_later():
    server, clock = ChatServer(), VirtualClock(driven=True)
    async with server.running():
        pass
    engine = engine_at(server.url, clock=clock)
    await engine.start()
    assert not engine.reachable
    async with server.running():
        assert "asked again" in (await failure_of(engine)).reason
        clock.advance_s(openai_compatible.FIRST_BACK_OFF_S)
        assert await pieces_of(engine) == ["Tell", " me", " more."]
        assert engine.reachable
        await engine.close()


async def test_a_server_that_stays_away_is_asked_ever_less_often():
    server, clock = ChatServer(), VirtualClock(driven=True)
    async with server.running():
        pass
    engine = engine_at(server.url, clock=clock)
    await engine.start()
    clock.advance_s(openai_compatible.FIRST_BACK_OFF_S)
    assert "nobody answers" in (await failure_of(engine)).reason
    clock.advance_s(openai_compatible.FIRST_BACK_OFF_S)
    assert "asked again" in (await failure_of(engine)).reason
    await engine.close()


async def test_a_server_that_goes_away_is_noticed():
    server = ChatServer()
    async with server.running():
        engine = engine_at(server.url)
        await engine.start()
        await pieces_of(engine)
    await failure_of(engine)
    await failure_of(engine)
    assert not engine.reachable
    await engine.close()


async def test_more_replies_than_it_may_have_fail_instead_of_piling_up():
    script = [event("Well"), FOREVER_S]
    settings = {"in_flight": 1, "connect_timeout_s": 1.0}
    async with serving(ChatServer(script=script), **settings) as (_, engine):
        async with aclosing(engine.stream(PROMPT, GenerationOptions())) as stream:
            await anext(stream)
            assert "too many" in (await failure_of(engine)).reason


async def test_proxies_of_the_environment_are_not_used(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with serving() as (_, engine):
        assert await pieces_of(engine) == ["Tell", " me", " more."]


async def test_a_server_with_a_certificate_of_our_own_authority_is_trusted(tmp_path):
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    async with ChatServer().running(tls) as server:
        url = server.url.replace("http:", "https:")
        place = LanguageModelPlace(url=url, ca="ca.pem")
        engine = openai_compatible.build(place, tmp_path)
        await engine.start()
        assert await pieces_of(engine) == ["Tell", " me", " more."]
        await engine.close()


async def test_a_server_with_a_strange_certificate_is_not_talked_to():
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)
    async with ChatServer().running(tls) as server:
        engine = engine_at(server.url.replace("http:", "https:"))
        await failure_of(engine)
        await engine.close()
        assert not server.asked


def test_a_certificate_that_can_not_be_read_is_told_when_it_is_named():
    with pytest.raises(EngineUnavailable, match=r"services\.llm\.ca"):
        openai_compatible.build(
            LanguageModelPlace(url="https://127.0.0.1/v1", ca="missing.pem"), Path("/nonexistent")
        )


SCHEMA = {"type": "object", "properties": {"level": {"enum": [1, 2]}}, "required": ["level"]}


async def test_a_schema_is_asked_for_as_the_format_of_the_reply():
    async with serving() as (server, engine):
        await pieces_of(engine, schema=SCHEMA)
    form = server.asked[0]["response_format"]
    assert (form["type"], form["json_schema"]["schema"]) == ("json_schema", SCHEMA)


async def test_a_server_that_takes_no_schema_is_asked_without_one_from_then_on():
    async with serving(ChatServer(refuses="response_format")) as (server, engine):
        assert await pieces_of(engine, schema=SCHEMA) == ["Tell", " me", " more."]
        await pieces_of(engine, schema=SCHEMA)
    assert ["response_format" in body for body in server.asked] == [True, False, False]
