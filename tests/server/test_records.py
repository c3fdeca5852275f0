"""A candidate's own record over real sockets, with a real store and real reports."""

import asyncio
import base64
import json

import pytest
from support.desks import answered, ask, at, begin, code, over, put_in, serving
from support.interviews import loud
from support.kept import SAID, bytes_of, turn
from support.serving import client, until
from websockets.exceptions import ConnectionClosed

from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import RATE_HZ
from talkup_local.clock import SystemClock
from talkup_local.protocol.interview.client import InterviewClient
from talkup_local.storage.sessions import FILE, SessionStore


async def test_a_candidate_sees_takes_along_and_deletes_the_own_interview(tmp_path):
    async with serving(tmp_path, store__reports=True) as server:
        async with client(server) as socket:
            opened = await begin(socket)
            await answered(socket)
            await socket.send('{"type":"end_interview"}')
            await until(socket, "interview_ended")
        async with at(server, "/records") as socket:
            record = await ask(socket, "open", key=opened["resume_token"])
            async with asyncio.timeout(60):
                while record["report"] != "ready":
                    record = await ask(socket, "open", key=opened["resume_token"])
            transcript = await ask(socket, "transcript")
            files = {form: await ask(socket, "report", format=form) for form in ("html", "pdf")}
            exported = await ask(socket, "export")
            deleted = await ask(socket, "delete")
            again = await ask(socket, "delete")
            left = await code(socket, "transcript")
    assert (record["session_id"], record["state"]) == (opened["session_id"], "ended")
    assert record["turns"] == len(transcript["turns"]) == 1
    assert transcript["turns"][0]["heard"]
    assert files["html"]["text"].lower().startswith("<!doctype html>")
    assert base64.b64decode(files["pdf"]["data"]).startswith(b"%PDF")
    assert json.loads(base64.b64decode(exported["data"]))["session"]["id"] == record["session_id"]
    assert deleted == {"type": "answer", "id": "delete", "deleted": True}
    assert again["deleted"] is False
    assert left == "RECORD_UNKNOWN"


async def test_two_candidates_do_not_see_each_other_s_interviews(tmp_path):
    mine, other = over(), over()
    keys = put_in(tmp_path, mine, other)
    async with serving(tmp_path) as server, at(server, "/records") as socket:
        assert await code(socket, "open", key=keys[0], session_id=other.id) == "RECORD_UNKNOWN"
        assert await code(socket, "transcript") == "RECORD_NOT_OPEN"
        assert (await ask(socket, "open", key=keys[0]))["session_id"] == mine.id
        for kind in ("transcript", "export", "delete", "report"):
            assert await code(socket, kind, session_id=other.id) == "FORBIDDEN"
        assert await code(socket, "sessions") == "FORBIDDEN"
        assert (await ask(socket, "transcript", session_id=mine.id))["turns"][0]["heard"] == SAID


async def test_wrong_keys_count_as_wrong_tokens(tmp_path):
    (key,) = put_in(tmp_path, over())
    async with serving(tmp_path, limits__wrong_tokens_per_minute=2) as server:
        async with at(server, "/records") as socket:
            codes = [await code(socket, "open", key="rt_wrong") for _ in range(2)]
            assert codes == ["RECORD_UNKNOWN"] * 2
            assert await code(socket, "open", key=key) == "RATE_LIMITED"


async def test_a_candidate_who_deletes_in_mid_interview_ends_it(tmp_path):
    async with serving(tmp_path) as server, client(server) as talk:
        opened = await begin(talk)
        await answered(talk)
        async with at(server, "/records") as socket:
            await ask(socket, "open", key=opened["resume_token"])
            assert (await ask(socket, "delete"))["deleted"] is True
        await until(talk, "interview_ended")
        with pytest.raises(ConnectionClosed):
            await talk.recv()
    with SessionStore(tmp_path / "data" / FILE, SystemClock()) as store:
        assert store.count() == 0
    assert opened["session_id"].encode() not in bytes_of(tmp_path / "data")


async def test_a_deletion_is_carried_out_though_the_candidate_is_gone_at_once(tmp_path):
    (key,) = put_in(tmp_path, over())
    async with serving(tmp_path) as server:
        async with at(server, "/records") as socket:
            await socket.send(json.dumps({"type": "open", "key": key}))
            await socket.send('{"type":"delete"}')
        async with at(server, "/desk") as desk, asyncio.timeout(60):
            while (await ask(desk, "sessions"))["count"]:
                await asyncio.sleep(0.01)


async def test_the_key_opens_the_record_where_nothing_can_be_taken_up_again(tmp_path):
    async with serving(tmp_path, interview__resume_grace_s=0) as server:
        async with client(server) as talk:
            opened = await begin(talk)
            async with client(server, "other") as other:
                wishes = InterviewClient().start_interview(resume=opened["resume_token"])
                await other.send(wishes)
                error = json.loads((await until(other, "error"))[-1])
            async with at(server, "/records") as socket:
                record = await ask(socket, "open", key=opened["resume_token"])
            await answered(talk)
    assert (opened["resume_grace_s"], error["code"]) == (0, "RESUME_EXPIRED")
    assert (record["session_id"], record["state"]) == (opened["session_id"], "open")


async def test_what_is_not_there_is_told_in_the_language_asked_for(tmp_path):
    (key,) = put_in(tmp_path, over())
    async with serving(tmp_path) as server, at(server, "/records") as socket:
        await ask(socket, "open", key=key, lang="fr-CA")
        assert (await ask(socket, "report"))["message"].startswith("Il n'y a pas de rapport")
        assert await code(socket, "audio", turn=1) == "NO_AUDIO"
        assert await code(socket, "audio", turn=99) == "NO_AUDIO"


async def test_the_sound_of_an_answer_is_given_where_it_is_kept(tmp_path):
    record = over(turns=(turn(audio="001.opus"),))
    (key,) = put_in(tmp_path, record)
    with SessionStore(tmp_path / "data" / FILE, SystemClock()) as store:
        store.recordings.save(record.id, 1, loud(0.1))
    async with serving(tmp_path) as server, at(server, "/records") as socket:
        await ask(socket, "open", key=key)
        kept = await ask(socket, "audio", turn=1)
        made = await ask(socket, "audio", turn=1, format="mp3")
    assert kept["media_type"].startswith("audio/ogg")
    assert base64.b64decode(kept["data"]).startswith(b"OggS")
    assert (made["media_type"], made["name"][-8:]) == ("audio/mpeg", "-001.mp3")
    assert len(decode(base64.b64decode(made["data"]))) >= 0.1 * RATE_HZ


async def test_where_nothing_is_kept_that_is_said(tmp_path):
    async with serving(tmp_path, store__enabled=False) as server:
        async with at(server, "/records") as socket:
            assert await code(socket, "open", key="rt_x") == "STORE_OFF"
        async with at(server, "/desk") as desk:
            assert await code(desk, "sessions") == "STORE_OFF"
            assert (await ask(desk, "overview"))["store"]["enabled"] is False


async def test_bad_input_gets_a_code_and_the_connection_lives_on(tmp_path):
    async with serving(tmp_path) as server, at(server, "/records") as socket:
        for sent in ("[", '{"type":"dance"}', b"\0", '{"type":"audio","id":1}', "x" * 70_000):
            await socket.send(sent)
            assert json.loads(await socket.recv())["code"] in ("INVALID_MESSAGE", "UNKNOWN_TYPE")
        assert (await ask(socket, "ping")) == {"type": "answer", "id": "ping"}
