"""Broken connections and killed servers in mid-answer: every word is there, and there once."""

import asyncio
import re

import numpy as np
import pytest
from support.conducting import BACK
from support.interviews import engines, loud
from support.keeping import drop, record_of, serving, told
from support.serving import client, kinds_of, until
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from talkup_local.audio.pcm import silence
from talkup_local.cli.bench.kill import numbered
from talkup_local.cli.bench.served import served
from talkup_local.engines.scripted import ScriptedRecognizer
from talkup_local.protocol.interview.client import InterviewClient

ASKS = ("session", "progress", "answer_taken")
BINARY = "binary"


def listening(tmp_path, **more):
    """Run a server that hears the number of each part of an answer, and waits for its end."""
    given = engines(stt=ScriptedRecognizer(numbered.words))
    more = {"turn__endpointing": False, **more}
    return serving(tmp_path, given=given, **more)


def part(number):
    """Return a part of an answer, with a pause after it, as a client sends it."""
    return np.concatenate((numbered.sound(number), silence(0.7))).tobytes()


def numbers_in(turn):
    return [int(number) for number in re.findall(r"answer number (\d+)", turn.heard)]


async def begin(socket, **wishes):
    """Start or resume; return what was told of it, the open question, and all that came."""
    await socket.send(InterviewClient().start_interview(capabilities=ASKS, **wishes))
    seen = await until(socket, "interview_started")
    return told(seen, "session")[0], told(seen, "interview_started")[0]["message"], seen


async def says(socket, *numbers):
    for number in numbers:
        await socket.send(part(number))
    await socket.send('{"type":"ping"}')
    return await until(socket, "pong")


async def is_done(socket):
    """End the answer; return what came until the reply was complete."""
    await socket.send('{"type":"send_for_AI_processing"}')
    return await until(socket, "ai_response_complete")


async def test_what_was_said_before_during_and_after_a_cut_is_one_answer(tmp_path):
    async with listening(tmp_path) as server:
        async with client(server) as socket:
            first, question, _ = await begin(socket, consent=True)
            await says(socket, 1)
            await drop(server, socket)
        async with client(server, "again") as socket:
            again, still, seen = await begin(socket, resume=first["resume_token"], continues=0)
            await says(socket, 1, 2)
            await says(socket, 3)
            taken = told(await is_done(socket), "answer_taken")
    assert (again["continues"], still) == (True, question)
    assert BINARY not in kinds_of(seen)
    assert "answer_taken" not in kinds_of(seen)
    assert [one["answers"] for one in taken] == [1]
    (turn,) = record_of(tmp_path, first["session_id"]).turns
    assert numbers_in(turn) == [1, 2, 3]
    assert (turn.asked, turn.response_s) == (question, None)


async def test_an_answer_that_was_taken_already_is_not_asked_for_again(tmp_path):
    async with listening(tmp_path) as server:
        async with client(server) as socket:
            first, question, _ = await begin(socket, consent=True)
            await says(socket, 1)
            await is_done(socket)
            await drop(server, socket)
        async with client(server, "again") as socket:
            again, now, seen = await begin(socket, resume=first["resume_token"], continues=0)
            await says(socket, 2)
            await is_done(socket)
    assert not again.get("continues")
    assert now.startswith(BACK)
    assert question not in now
    assert told(seen, "answer_taken")[0]["answers"] == 1
    assert BINARY in kinds_of(seen)
    turns = record_of(tmp_path, first["session_id"]).turns
    assert [numbers_in(turn) for turn in turns] == [[1], [2]]


async def test_the_second_answer_goes_on_as_the_first_does(tmp_path):
    async with listening(tmp_path) as server:
        async with client(server) as socket:
            first, _, _ = await begin(socket, consent=True)
            await says(socket, 1)
            await is_done(socket)
            await says(socket, 2)
            await drop(server, socket)
        async with client(server, "again") as socket:
            again, _, _ = await begin(socket, resume=first["resume_token"], continues=1)
            await says(socket, 2, 3)
            taken = told(await is_done(socket), "answer_taken")
    assert again["continues"]
    assert [one["answers"] for one in taken] == [2]
    turns = record_of(tmp_path, first["session_id"]).turns
    assert [numbers_in(turn) for turn in turns] == [[1], [2, 3]]


async def test_an_interview_whose_goodbye_was_said_does_not_go_on_in_silence(tmp_path):
    async with listening(tmp_path, interview__questions=1) as server:
        async with client(server) as socket:
            first, _, _ = await begin(socket, consent=True)
            await says(socket, 1)
            await is_done(socket)
            await drop(server, socket)
        async with client(server, "again") as socket:
            again, now, _ = await begin(socket, resume=first["resume_token"], continues=1)
    assert not again.get("continues")
    assert now.startswith(BACK)


async def test_a_server_that_is_killed_in_mid_answer_has_all_of_it_in_the_end(tmp_path):
    settings = {
        "TALKUP_DATA": str(tmp_path),
        "TALKUP_STORE_ENABLED": "true",
        "TALKUP_STORE_REPORTS": "false",
        "TALKUP_TURN_ENDPOINTING": "false",
    }
    module = ("talkup_local.cli.bench.kill.serve",)
    wishes = {"minutes": 0, "delivery": "burst"}
    async with served("", settings, module) as server, connect(f"{server.url}/ws/a") as socket:
        first, question, _ = await begin(socket, consent=True, questions=3, **wishes)
        await says(socket, 1)
        await server.kill()
    async with served("", settings, module) as server, connect(f"{server.url}/ws/b") as socket:
        resume = {"resume": first["resume_token"], "continues": 0, "delivery": "burst"}
        again, still, seen = await begin(socket, **resume)
        await says(socket, 1, 2, 3)
        await is_done(socket)
    assert (again["continues"], still) == (True, question)
    assert BINARY not in kinds_of(seen)
    (turn,) = record_of(tmp_path, first["session_id"]).turns
    assert numbers_in(turn) == [1, 2, 3]


class TestConsentThatIsPending:
    """Until the candidate agrees, no answer is on the disk."""

    @staticmethod
    def asking(tmp_path, *answers):
        given = engines(stt=ScriptedRecognizer(answers))
        return serving(tmp_path, given=given, interviewer=None, turn__endpointing=False)

    async def test_the_answer_to_the_question_of_consent_goes_on(self, tmp_path):
        async with self.asking(tmp_path, "Yes, that is fine.") as server:
            async with client(server) as socket:
                first, question, _ = await begin(socket)
                await drop(server, socket)
            async with client(server, "again") as socket:
                again, still, _ = await begin(socket, resume=first["resume_token"], continues=0)
                await socket.send(loud(1.0).tobytes())
                await is_done(socket)
        assert (again["continues"], still) == (True, question)
        consent = record_of(tmp_path, first["session_id"]).consent
        assert (consent.given, consent.wording) == (True, question)

    async def test_what_waited_in_memory_is_gone_and_all_is_said_anew(self, tmp_path):
        async with self.asking(tmp_path, "Hm.") as server:
            async with client(server) as socket:
                first, question, _ = await begin(socket)
                await socket.send(loud(1.0).tobytes())
                taken = told(await is_done(socket), "answer_taken")
                await drop(server, socket)
            async with client(server, "again") as socket:
                resume = {"resume": first["resume_token"], "continues": taken[-1]["answers"]}
                again, now, seen = await begin(socket, **resume)
        assert not again.get("continues")
        assert now == question
        assert told(seen, "answer_taken")[0]["answers"] == 0


class TestAFullServer:
    """A connection that broke unnoticed still has its place."""

    @pytest.fixture(params=["sessions", "connections_per_address"])
    def full(self, request):
        return {f"limits__{request.param}": 1}

    async def test_lets_those_in_who_come_back_and_nobody_else(self, tmp_path, full):
        async with listening(tmp_path, **full) as server, client(server) as old:
            first, _, _ = await begin(old, consent=True)
            await says(old, 1)
            async with client(server, "again?resume") as socket:
                resume = {"resume": first["resume_token"], "continues": 0}
                assert (await begin(socket, **resume))[0]["continues"]
                assert told(await until(old, "interview_ended"), "interview_ended")
                with pytest.raises(InvalidStatus):
                    await client(server, "somebody")
                await says(socket, 1, 2)
                await is_done(socket)
        (turn,) = record_of(tmp_path, first["session_id"]).turns
        assert numbers_in(turn) == [1, 2]

    async def test_begins_no_interview_for_who_only_says_so(self, tmp_path, full):
        async with listening(tmp_path, **full) as server, client(server) as old:
            await begin(old, consent=True)
            async with client(server, "new?resume") as socket:
                for wishes in ({"consent": True}, {"resume": "rt_wrong"}):
                    await socket.send(InterviewClient().start_interview(**wishes))
                    refusal = told(await until(socket, "error"), "error")[0]["code"]
                    assert refusal == ("RESUME_UNKNOWN" if "resume" in wishes else "SERVER_BUSY")

    async def test_lets_only_so_many_wait(self, tmp_path):
        async with listening(tmp_path, limits__sessions=1) as server, client(server):
            async with client(server, "one?resume"):
                with pytest.raises(InvalidStatus):
                    await client(server, "two?resume")

    async def test_does_not_let_them_wait_for_long(self, tmp_path):
        async with listening(tmp_path, auth__deadline_s=0.2) as server:
            async with client(server, "one?resume") as socket:
                with pytest.raises(ConnectionClosed) as closed:
                    await asyncio.wait_for(socket.recv(), 60)
        assert closed.value.rcvd.code == 1013
