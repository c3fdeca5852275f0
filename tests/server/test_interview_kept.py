"""Interviews that are kept: taken up again, taken over, refused, and ended when nothing can be."""

import asyncio
import contextlib
from concurrent.futures import Future
from datetime import timedelta

import msgspec
import pytest
from support.conducting import BACK
from support.interviews import ANSWER, loud
from support.keeping import drop, record_of, serving, told
from support.serving import client, kinds_of, until
from websockets.exceptions import ConnectionClosed

from talkup_local.clock import SystemClock
from talkup_local.errors import StorageError
from talkup_local.protocol.interview.client import InterviewClient
from talkup_local.storage.redacting import redact
from talkup_local.storage.sessions import FILE, SessionStore

SEND = '{"type":"send_for_AI_processing"}'
END = '{"type":"end_interview"}'
ASKS = ("session", "progress")


async def start(socket, **wishes):
    """Start; return what was told of what is kept, and the greeting."""
    await socket.send(InterviewClient().start_interview(capabilities=ASKS, consent=True, **wishes))
    seen = await until(socket, "interview_started", "error")
    if kinds_of(seen)[-1] == "error":
        return None, msgspec.json.decode(seen[-1])["code"]
    return told(seen, "session")[0], msgspec.json.decode(seen[-1])["message"]


async def resume(socket, token):
    await socket.send(InterviewClient().start_interview(capabilities=ASKS, resume=token))
    seen = await until(socket, "interview_started", "error")
    if kinds_of(seen)[-1] == "error":
        return None, msgspec.json.decode(seen[-1])["code"]
    return told(seen, "session")[0], msgspec.json.decode(seen[-1])["message"]


async def answer(socket):
    await socket.send(loud(1.5).tobytes())
    await until(socket, "amplitude")
    await socket.send(SEND)
    return await until(socket, "ai_response_complete")


async def end(socket):
    await socket.send(END)
    return told(await until(socket, "interview_ended"), "interview_ended")[0]


async def test_a_broken_interview_goes_on_from_its_last_finished_turn(tmp_path):
    async with serving(tmp_path) as server:
        async with client(server) as socket:
            first, question = await start(socket)
            await answer(socket)
            await drop(server, socket)
        async with client(server, "another-browser") as socket:
            again, greeting = await resume(socket, first["resume_token"])
            progress = told(await answer(socket), "progress")
            await end(socket)
    assert again == {**first, "resumed": True, "timestamp": again["timestamp"]}
    assert greeting.startswith(BACK)
    assert question not in greeting
    assert progress[-1]["question"] == 3
    record = record_of(tmp_path, first["session_id"])
    assert [turn.heard for turn in record.turns] == [ANSWER, ANSWER]
    assert [turn.asked for turn in record.turns] == [question, greeting]
    assert (record.state, record.reason, record.client_id) == ("ended", "client", "test")


async def test_an_interview_goes_on_after_the_server_was_stopped_and_started(tmp_path):
    async with serving(tmp_path) as server:
        socket = await client(server)
        first, _ = await start(socket)
        await answer(socket)
    ended = told(await until(socket, "interview_ended"), "interview_ended")[0]
    assert ended["reason"] == "shutdown"
    async with serving(tmp_path) as server, client(server) as socket:
        again, greeting = await resume(socket, first["resume_token"])
    assert again["session_id"] == first["session_id"]
    assert greeting.startswith(BACK)


async def test_a_second_device_takes_over_and_the_last_to_come_wins(tmp_path):
    async with serving(tmp_path) as server, contextlib.AsyncExitStack() as stack:
        old = await stack.enter_async_context(client(server, "old"))
        first, _ = await start(old)
        sockets = [await stack.enter_async_context(client(server, f"new-{n}")) for n in range(3)]
        wishes = InterviewClient().start_interview(capabilities=ASKS, resume=first["resume_token"])
        for socket in sockets:
            await socket.send(wishes)
        ends = [
            told(await until(s, "interview_ended"), "interview_ended") for s in (old, *sockets[:2])
        ]
        assert [end[0]["reason"] for end in ends] == ["taken_over"] * 3
        await until(sockets[2], "interview_started")
        assert kinds_of(await answer(sockets[2]))[-1] == "ai_response_complete"
    assert len(record_of(tmp_path, first["session_id"]).turns) == 1


async def test_a_wrong_token_opens_nothing_and_too_many_are_not_looked_at(tmp_path):
    flags = {"limits__wrong_tokens_per_minute": 2}
    async with serving(tmp_path, **flags) as server, client(server) as socket:
        first, _ = await start(socket)
        await drop(server, socket)
        async with client(server) as other:
            for _ in range(2):
                assert await resume(other, "rt_wrong") == (None, "RESUME_UNKNOWN")
            assert await resume(other, first["resume_token"]) == (None, "RESUME_UNKNOWN")
            assert (await start(other))[0] is not None


@pytest.mark.parametrize(("away_s", "comes_back"), [(500, True), (610, False), (-99_999, True)])
async def test_a_broken_interview_waits_for_as_long_as_the_grace_and_no_clock_cuts_it_short(
    tmp_path, away_s, comes_back
):
    class Wall(SystemClock):
        ahead_s = 0.0

        def utc_now(self):
            return super().utc_now() + timedelta(seconds=self.ahead_s)

    async with serving(tmp_path) as server:
        socket = await client(server)
        first, _ = await start(socket)
    clock = Wall()
    clock.ahead_s = away_s
    async with serving(tmp_path, clock=clock) as server, client(server) as socket:
        again, code = await resume(socket, first["resume_token"])
        assert (again is not None) is comes_back
    state = record_of(tmp_path, first["session_id"]).state
    assert (state, code == "RESUME_EXPIRED") == (
        ("open", False) if comes_back else ("broken", True)
    )


async def test_an_interview_that_has_ended_can_not_be_taken_up_again(tmp_path):
    async with serving(tmp_path) as server:
        async with client(server) as socket:
            first, _ = await start(socket)
            await end(socket)
        async with client(server) as socket:
            assert await resume(socket, first["resume_token"]) == (None, "RESUME_EXPIRED")


@pytest.mark.parametrize("changed", ["without its words", "by another release"])
async def test_an_interview_that_makes_no_sense_any_more_can_not_be_taken_up_again(
    tmp_path, changed
):
    async with serving(tmp_path) as server, client(server) as socket:
        first, _ = await start(socket)
        await drop(server, socket)
        with SessionStore(tmp_path / FILE, SystemClock()) as store:
            if changed == "without its words":
                redact(store, first["session_id"])
            else:
                with store.together() as rows:
                    rows.execute("UPDATE plans SET plan = '{\"no\":1}'")
        async with client(server) as other:
            assert await resume(other, first["resume_token"]) == (None, "RESUME_EXPIRED")
            assert (await start(other))[0] is not None


async def test_where_nothing_is_kept_there_is_no_token_and_consent_is_nobody_s_business(tmp_path):
    async with serving(tmp_path, store__enabled=False) as server, client(server) as socket:
        await socket.send(InterviewClient().start_interview(capabilities=ASKS, consent=False))
        seen = await until(socket, "interview_started")
        assert await resume(socket, "rt_x") == (None, "ALREADY_STARTED")
    opened = told(seen, "session")[0]
    assert opened["keeps"] == {"transcript": False, "audio": False, "days": 0}
    assert "resume_token" not in opened
    assert not list(tmp_path.iterdir())


async def test_without_consent_there_is_no_interview_where_something_is_kept(tmp_path):
    async with serving(tmp_path) as server, client(server) as socket:
        await socket.send(InterviewClient().start_interview(consent=False))
        refusal = told(await until(socket, "error"), "error")[0]
        assert refusal["code"] == "CONSENT_REQUIRED"
        first, _ = await start(socket)
    consent = record_of(tmp_path, first["session_id"]).consent
    assert (consent.given, consent.how) == (True, "client")


async def test_when_the_disk_is_full_the_interview_ends_politely_and_what_was_kept_stays(tmp_path):
    class Full(SessionStore):
        room = 1

        def add_turn(self, session_id, turn, **more):
            if turn.number > self.room:
                raise StorageError(str(self.path), "there is no room left for it")
            super().add_turn(session_id, turn, **more)

    with Full(tmp_path / FILE, SystemClock()) as store:
        async with serving(tmp_path, store=store) as server, client(server) as socket:
            first, _ = await start(socket)
            await answer(socket)
            await socket.send(loud(1.5).tobytes())
            await socket.send(SEND)
            seen = await until(socket, "interview_ended")
            with pytest.raises(ConnectionClosed):
                await socket.recv()
    assert [error["code"] for error in told(seen, "error")] == ["STORAGE_ERROR"]
    assert told(seen, "interview_ended")[0]["reason"] == "storage"
    assert "binary" in kinds_of(seen)
    assert len(record_of(tmp_path, first["session_id"]).turns) == 1


async def test_a_store_that_takes_nothing_refuses_the_interview_before_it_begins(tmp_path):
    class Full(SessionStore):
        def create(self, record, **more):
            raise StorageError(str(self.path), "there is no room left for it")

    with Full(tmp_path / FILE, SystemClock()) as store:
        async with serving(tmp_path, store=store) as server, client(server) as socket:
            await socket.send(InterviewClient().start_interview())
            seen = await until(socket, "interview_ended")
    assert kinds_of(seen) == ["error", "interview_ended"]
    assert told(seen, "error")[0]["code"] == "STORAGE_ERROR"


async def test_a_client_that_ends_while_its_interview_is_prepared_is_let_go_at_once(tmp_path):
    class Slow(SessionStore):
        begun = asyncio.Event()

        def create(self, record, **more):
            loop.call_soon_threadsafe(self.begun.set)
            until_asked.result(10)
            super().create(record, **more)

    loop, until_asked = asyncio.get_running_loop(), Future()
    with Slow(tmp_path / FILE, SystemClock()) as store:
        async with serving(tmp_path, store=store) as server, client(server) as socket:
            await socket.send(InterviewClient().start_interview())
            await store.begun.wait()
            await socket.send(loud(0.1).tobytes())
            await socket.send('{"type":"ping"}')
            assert kinds_of(await until(socket, "pong")) == ["amplitude", "pong"]
            await socket.send(END)
            assert kinds_of(await until(socket, "interview_ended")) == ["interview_ended"]
            until_asked.set_result(None)
        assert store.count() == 0


async def test_the_report_is_made_after_the_end_and_after_a_crash_before_it(tmp_path):
    async with serving(tmp_path) as server, client(server) as socket:
        first, _ = await start(socket)
        await answer(socket)
        await end(socket)
    async with serving(tmp_path, store__reports=True) as server:
        async with client(server) as socket:
            second, _ = await start(socket)
            await answer(socket)
            await end(socket)
        with SessionStore(tmp_path / FILE, SystemClock()) as store:
            async with asyncio.timeout(60):
                for opened in (first, second):
                    while store.report(opened["session_id"]) is None:
                        await asyncio.sleep(0.02)


async def test_the_voice_of_an_answer_is_measured_beside(tmp_path):
    async with serving(tmp_path, store__delivery_measures=True) as server:
        async with client(server) as socket:
            first, _ = await start(socket)
            await answer(socket)
        with SessionStore(tmp_path / FILE, SystemClock()) as store:
            async with asyncio.timeout(60):
                while not store.load(first["session_id"]).turns[0].measures:
                    await asyncio.sleep(0.02)
            (turn,) = store.load(first["session_id"]).turns
    assert turn.measures["behavior_analyzer"]["measures"]
