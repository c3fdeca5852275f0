"""Typed answers: each is taken, or refused with a code and its name; none is lost."""

import contextlib

import fpdf
import msgspec
import pytest
from support.interviews import engines
from support.keeping import drop, record_of, serving, told
from support.serving import client, running, until

from talkup_local.protocol.interview.client import InterviewClient

CAPABILITIES = ("session", "answer_taken")
TEXT = "I bake bread in a small town by the sea."
LONGEST = "bread " * 3333


def ids_of(data):
    return msgspec.json.decode(data).get("ids")


def code_of(data):
    return msgspec.json.decode(data)["code"]


@contextlib.asynccontextmanager
async def begun(flags=None):
    """Give the socket of an interview that has begun, and what builds its messages."""
    builder = InterviewClient()
    async with running(engines(), flags=flags) as server, client(server) as socket:
        await socket.send(builder.start_interview(capabilities=CAPABILITIES))
        await until(socket, "interview_started")
        yield socket, builder


async def test_more_than_may_wait_for_a_reply_is_refused_by_its_name():
    async with begun() as (socket, builder):
        for name in ("1", "2", "3"):
            await socket.send(builder.text_answer(LONGEST, name))
        refused = (await until(socket, "error"))[-1]
        assert (code_of(refused), ids_of(refused)) == ("RATE_LIMITED", ["3"])
        taken = ids_of((await until(socket, "answer_taken"))[-1])
        while len(taken) < 2:  # a reply may have come between them
            taken += ids_of((await until(socket, "answer_taken"))[-1])
        assert taken == ["1", "2"]
        await socket.send(builder.text_answer(LONGEST, "3"))
        assert ids_of((await until(socket, "answer_taken"))[-1]) == ["3"]


async def test_of_too_many_at_once_each_is_taken_or_refused():
    names = [f"{number}" for number in range(40)]
    async with begun() as (socket, builder):
        for name in names:
            await socket.send(builder.text_answer(TEXT, name))
        found = {"error": [], "answer_taken": []}
        while sum(map(len, found.values())) < len(names):
            last = (await until(socket, *found))[-1]
            found[msgspec.json.decode(last)["type"]] += ids_of(last)
        assert found["error"]
        assert sorted(found["error"] + found["answer_taken"]) == sorted(names)


async def test_what_is_dropped_unread_as_too_much_comes_is_named_each_time():
    flags = {"limits.messages_per_s": 1, "limits.message_burst": 2}
    async with begun(flags) as (socket, builder):
        await socket.send(builder.ping())
        for name in ("1", "2", "3"):
            await socket.send(builder.text_answer(TEXT, name))
        told_of = []
        while "3" not in told_of:
            last = (await until(socket, "error", "answer_taken"))[-1]
            told_of += ids_of(last) or []
        assert sorted(told_of) == ["1", "2", "3"]


@pytest.mark.parametrize("text", ["", "x" * 20_001, "\x01" * 20_000])
async def test_one_that_can_not_be_read_is_refused_by_its_name(text):
    async with begun() as (socket, _):
        message = {"type": "text_answer", "text": text, "id": "1"}
        await socket.send(msgspec.json.encode(message).decode())
        refused = (await until(socket, "error"))[-1]
        assert (code_of(refused), ids_of(refused)) == ("INVALID_MESSAGE", ["1"])


async def test_one_that_comes_before_the_interview_has_begun_is_refused_or_taken():
    builder, page = InterviewClient(), fpdf.FPDF()
    page.add_page()
    page.set_font("helvetica")
    page.multi_cell(0, text="We look for a baker.")
    post = InterviewClient.document("job_description", bytes(page.output()), name="post.pdf")
    async with running(engines()) as server, client(server) as socket:
        await socket.send(builder.text_answer(TEXT, "1"))
        refused = (await until(socket, "error"))[-1]
        assert (code_of(refused), ids_of(refused)) == ("NOT_STARTED", ["1"])
        await socket.send(builder.start_interview(capabilities=CAPABILITIES, documents=[post]))
        await socket.send(builder.text_answer(TEXT, "2"))
        assert ids_of((await until(socket, "error", "answer_taken"))[-1]) == ["2"]


async def test_without_a_name_nothing_is_told_but_what_always_was():
    async with begun() as (socket, builder):
        await socket.send(builder.text_answer(TEXT))
        assert ids_of((await until(socket, "answer_taken"))[-1]) is None
        for _ in range(40):
            await socket.send(builder.text_answer(TEXT))
        assert "ids" not in msgspec.json.decode((await until(socket, "error"))[-1])


async def test_who_was_not_told_is_told_what_was_taken_when_coming_back(tmp_path):
    builder = InterviewClient()
    wishes = {"capabilities": CAPABILITIES, "consent": True}
    async with serving(tmp_path) as server:
        async with client(server) as socket:
            await socket.send(builder.start_interview(**wishes))
            first = told(await until(socket, "interview_started"), "session")[0]
            for name in ("1", "2"):
                await socket.send(builder.text_answer(TEXT, name))
                await until(socket, "ai_response_complete")
            await drop(server, socket)
        async with client(server, "again") as socket:
            again = InterviewClient()
            token = first["resume_token"]
            await socket.send(again.start_interview(resume=token, capabilities=CAPABILITIES))
            taken = told(await until(socket, "interview_started"), "answer_taken")[0]
    assert (taken["answers"], taken["ids"]) == (2, ["1", "2"])


async def test_an_answer_is_in_the_record_though_the_end_follows_at_once(tmp_path):
    builder = InterviewClient()
    async with serving(tmp_path) as server, client(server) as socket:
        wishes = builder.start_interview(capabilities=CAPABILITIES, consent=True)
        await socket.send(wishes)
        first = told(await until(socket, "interview_started"), "session")[0]
        await socket.send(builder.text_answer(TEXT, "1"))
        await socket.send(builder.end_interview())
        taken = told(await until(socket, "interview_ended"), "answer_taken")
    assert [one["ids"] for one in taken] == [["1"]]
    assert [turn.heard for turn in record_of(tmp_path, first["session_id"]).turns] == [TEXT]
