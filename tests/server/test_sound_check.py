"""A microphone is tried before the interview begins."""

import contextlib
import sqlite3
import threading

import pytest
from support.interviews import engines, hearing_after, loud
from support.keeping import told
from support.serving import client, kinds_of, running, until

from talkup_local.engines.scripted import ScriptedRecognizer
from talkup_local.protocol.interview.client import InterviewClient

WORDS = "one two three"


def kept(folder):
    """All that is kept there: the files, and what the database has of anybody."""
    with contextlib.closing(sqlite3.connect(folder / "interviews.db")) as database:
        # its notes tell of deletions, which begin with the server
        rows = [line for line in database.iterdump() if not line.startswith('INSERT INTO "notes"')]
    return sorted(path.name for path in folder.rglob("*")), rows


async def test_a_try_is_answered_and_nothing_of_it_is_kept(tmp_path):
    given = engines(stt=ScriptedRecognizer([WORDS]))
    flags = {"store.enabled": True, "data": str(tmp_path)}
    async with running(given, flags=flags) as server, client(server) as socket:
        before = kept(tmp_path)
        await socket.send(InterviewClient().sound_check(loud(1.5)))
        (heard,) = told(await until(socket, "sound_checked"), "sound_checked")
        assert kept(tmp_path) == before
    assert heard["text"] == WORDS
    assert heard["level"] > 0.1
    assert (heard["noise"], heard["clipped"]) == (0, 0)
    assert heard["speech_s"] == pytest.approx(1.5, abs=0.1)


async def test_one_is_made_at_a_time_and_another_after_it():
    gate = threading.Event()
    async with running(engines(stt=hearing_after(gate))) as server, client(server) as socket:
        for _ in range(2):
            await socket.send(InterviewClient().sound_check(loud(1.0)))
        first = await until(socket, "error", "sound_checked")
        gate.set()
        first += await until(socket, "sound_checked")
        await socket.send(InterviewClient().sound_check(loud(1.0)))
        second = await until(socket, "sound_checked")
    assert [error["code"] for error in told(first, "error")] == ["RATE_LIMITED"]
    assert kinds_of(second) == ["sound_checked"]


@pytest.mark.parametrize(
    ("seconds", "language", "code"),
    [(1, "fr", "LANGUAGE_UNAVAILABLE"), (21, "en", "INVALID_MESSAGE")],
)
async def test_what_can_not_be_tried_is_told_and_the_interview_can_begin(seconds, language, code):
    given = engines(stt=ScriptedRecognizer([WORDS], languages={"en"}))
    async with running(given) as server, client(server) as socket:
        await socket.send(InterviewClient().sound_check(loud(seconds), language=language))
        (error,) = told(await until(socket, "error", "sound_checked"), "error")
        await socket.send(InterviewClient().start_interview())
        await until(socket, "interview_started")
    assert error["code"] == code


async def test_a_recogniser_that_fails_is_told_in_the_server_s_language():
    given = engines(stt=ScriptedRecognizer([WORDS], failures={0}))
    flags = {"interview.language": "fr"}
    async with running(given, flags=flags) as server, client(server) as socket:
        await socket.send(InterviewClient().sound_check(loud(1.0)))
        (error,) = told(await until(socket, "error", "sound_checked"), "error")
    assert error["code"] == "TRANSCRIPTION_ERROR"
    assert error["message"].startswith("Le son")


async def test_an_interview_that_begins_meanwhile_needs_no_answer_to_the_try():
    gate = threading.Event()
    async with running(engines(stt=hearing_after(gate))) as server, client(server) as socket:
        await socket.send(InterviewClient().sound_check(loud(1.0)))
        await socket.send(InterviewClient().start_interview())
        seen = await until(socket, "interview_started")
        gate.set()
    assert {"sound_checked", "error"}.isdisjoint(kinds_of(seen))
