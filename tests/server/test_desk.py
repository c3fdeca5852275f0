"""The desk over real sockets, with a real store and real reports."""

import asyncio
import contextlib
import json
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from support.desks import answered, ask, at, begin, code, looked, over, put_in, refused, serving
from support.kept import NOW, SAID, bytes_of
from support.serving import client
from support.tokens import token_in
from websockets.exceptions import ConnectionClosed

from talkup_local.clock import SystemClock, VirtualClock
from talkup_local.storage.sessions import FILE, SessionStore

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "desk_client.py"


async def test_the_desk_tells_of_interviews_in_progress_but_never_what_is_said(tmp_path):
    async with serving(tmp_path, store__enabled=False) as server, client(server) as talk:
        opened = await begin(talk)
        await answered(talk)
        async with at(server, "/desk") as desk:
            answer = await ask(desk, "watch")
            async with asyncio.timeout(60):
                told = json.loads(await desk.recv())
            live = await ask(desk, "live")
            overview = await ask(desk, "overview")
            history = await ask(desk, "history")
            assert await ask(desk, "watch", on=False) == answer
    (one,) = live["sessions"]
    assert told["type"] == "live"
    assert one["session_id"] == opened["session_id"]
    assert (one["turns"], one["question"]) == (1, 2)
    assert one["compute_ms"] is not None
    assert overview["sessions"] == {"open": 1, "limit": 16}
    assert overview["engines"]["stt"]["name"] == "scripted"
    assert overview["machine"]["process_memory_bytes"] > 0
    assert history["points"][0].keys() >= {"at", "sessions", "cpu", "waiting", "buffered_s"}
    assert [turn["compute_ms"] for turn in history["turns"]] == [one["compute_ms"]]


async def test_the_desk_lists_reads_reports_on_and_deletes_what_is_kept(tmp_path):
    records = [over(created=NOW + timedelta(days=day)) for day in range(3)]
    put_in(tmp_path, *records)
    ids = [record.id for record in records]
    async with serving(tmp_path) as server, at(server, "/desk") as desk:
        listed = await ask(desk, "sessions", limit=2)
        before = listed["sessions"][-1]["created"]
        rest = await ask(desk, "sessions", before=before)
        assert (await ask(desk, "transcript", session_id=ids[0]))["turns"][0]["heard"] == SAID
        assert await code(desk, "report", session_id=ids[0]) == "NO_REPORT"
        assert (await ask(desk, "make_report", session_id=ids[0]))["report"] == "ready"
        assert "# " in (await ask(desk, "report", session_id=ids[0], format="md"))["text"]
        assert (await ask(desk, "redact", session_id=ids[1]))["redacted"] is True
        assert await code(desk, "make_report", session_id=ids[1]) == "NO_REPORT"
        purged = await ask(desk, "purge", session_ids=[*ids[::2], ids[2], "iv_nobody"])
    assert [one["session_id"] for one in listed["sessions"]] == ids[:0:-1]
    assert [one["session_id"] for one in rest["sessions"]] == ids[:1]
    assert (listed["count"], purged["deleted"], purged["proven"]) == (3, 2, True)
    assert SAID.encode() not in bytes_of(tmp_path / "data")


async def test_those_that_are_kept_for_long_enough_are_purged_at_a_word(tmp_path):
    put_in(tmp_path, over())
    async with serving(tmp_path) as server, at(server, "/desk") as desk:
        await looked(tmp_path)
        put_in(tmp_path, over(), clock=VirtualClock())
        assert (await ask(desk, "retention"))["expired"] == 1
        assert (await ask(desk, "purge", expired=True))["deleted"] == 1
        assert (await ask(desk, "sessions"))["count"] == 1


async def test_an_interview_that_goes_on_is_nobody_s_to_delete_but_its_candidate_s(tmp_path):
    old = over()
    put_in(tmp_path, old)
    async with serving(tmp_path) as server, client(server) as talk:
        opened = await begin(talk)
        async with at(server, "/desk") as desk:
            mine = {"session_id": opened["session_id"]}
            both = [old.id, opened["session_id"]]
            assert await code(desk, "purge", session_ids=both) == "INTERVIEW_OPEN"
            for kind in ("redact", "make_report", "delete"):
                assert await code(desk, kind, **mine) == "INTERVIEW_OPEN"
            assert (await ask(desk, "sessions"))["count"] == 2
            assert (await ask(desk, "purge", session_ids=[old.id]))["proven"] is False
        await answered(talk)


async def test_what_can_not_be_asked_is_told(tmp_path):
    async with serving(tmp_path) as server, at(server, "/desk") as desk:
        for kind, fields in (
            ("purge", {}),
            ("purge", {"session_ids": ["iv_1"], "expired": True}),
            ("sessions", {"before": "yesterday"}),
        ):
            assert await code(desk, kind, **fields) == "INVALID_MESSAGE"


async def test_an_interview_that_is_not_there_is_told(tmp_path):
    async with serving(tmp_path) as server, at(server, "/desk") as desk:
        for id_ in ("iv_0", "../../etc/passwd", "%", "é" * 20):
            for kind in ("open", "transcript", "export", "delete", "audio", "redact"):
                assert await code(desk, kind, session_id=id_, turn=1) == "RECORD_UNKNOWN"


async def test_an_interview_of_another_release_is_listed_told_and_can_be_deleted(tmp_path):
    bad, good, worse = over(), over(), over()
    *_, key = put_in(tmp_path, bad, good, worse)
    with SessionStore(tmp_path / "data" / FILE, SystemClock()) as store, store.together() as rows:
        rows.execute("UPDATE sessions SET kind = 'panel' WHERE id = ?", (bad.id,))
        rows.execute("UPDATE plans SET plan = '{}' WHERE session_id = ?", (bad.id,))
        rows.execute("UPDATE sessions SET created = 'long ago' WHERE id = ?", (worse.id,))
    async with serving(tmp_path) as server, at(server, "/desk") as desk:
        listed = await ask(desk, "sessions")
        assert {one["kind"] for one in listed["sessions"]} == {"panel", "behavioural"}
        assert await code(desk, "transcript", session_id=bad.id) == "RECORD_UNREADABLE"
        assert await code(desk, "export", session_id=bad.id) == "RECORD_UNREADABLE"
        assert await code(desk, "open", session_id=worse.id) == "RECORD_UNREADABLE"
        async with at(server, "/records") as record:
            assert await code(record, "open", key=key) == "RECORD_UNREADABLE"
        for one in (bad, worse):
            assert (await ask(desk, "delete", session_id=one.id))["deleted"] is True
        assert (await ask(desk, "sessions"))["count"] == 1


async def test_the_desk_tells_which_models_could_be_had(tmp_path):
    async with serving(tmp_path) as server, at(server, "/desk") as desk:
        models = await ask(desk, "models")
    assert {one["state"] for one in models["models"]} == {"absent"}
    assert models["presets"].keys() >= {"standard"}


async def test_tokens_are_made_shown_without_their_secret_and_revoked(tmp_path):
    secret = token_in(tmp_path, "admin", name="boss")
    header = {"Authorization": f"Bearer {secret}"}
    async with serving(tmp_path) as server:
        async with at(server, "/desk", additional_headers=header) as desk:
            made = await ask(desk, "add_token", name="room 3", scopes=["interview"], days=30)
            assert await code(desk, "add_token", name="room 3") == "TOKEN_REFUSED"
            text = json.dumps(listed := await ask(desk, "tokens"))
            revoked = await ask(desk, "revoke_token", token_id=made["token_id"])
            assert await code(desk, "revoke_token", token_id="nobody") == "TOKEN_REFUSED"
        shown = {"Authorization": f"Bearer {made['token']}"}
        assert await refused(server, "/records", additional_headers=shown) == (401, "UNAUTHORIZED")
    assert [one["name"] for one in listed["tokens"]] == ["boss", "room 3"]
    assert listed["mine"] == listed["tokens"][0]["token_id"]
    assert made["token"] not in text
    assert revoked["token_id"] == made["token_id"]


# -- who may come in


async def test_the_desk_opens_with_an_admin_token_alone(tmp_path):
    admin, other = (token_in(tmp_path, scope, name=scope) for scope in ("admin", "interview"))
    async with serving(tmp_path) as server:
        assert await refused(server, "/desk") == (401, "UNAUTHORIZED")
        header = {"Authorization": f"Bearer {other}"}
        assert await refused(server, "/desk", additional_headers=header) == (403, "FORBIDDEN")
        own = server.url.replace("ws:", "http:")
        async with at(server, "/desk", origin=own) as desk:
            await desk.send(json.dumps({"type": "auth", "token": admin}))
            assert (await ask(desk, "overview"))["ready"] is True
        async with at(server, "/desk", origin=own) as desk:
            await desk.send(json.dumps({"type": "auth", "token": other}))
            with pytest.raises(ConnectionClosed) as closed:
                await desk.recv()
    assert closed.value.rcvd.code == 1008


async def test_other_pages_never_reach_the_desk(tmp_path):
    async with serving(tmp_path, auth__origins=("https://site.example",)) as server:
        for page in ("http://localhost:3000", "https://site.example", "null"):
            assert await refused(server, "/desk", origin=page) == (403, "FOREIGN_ORIGIN")


async def test_pages_that_may_embed_interviews_may_open_their_records(tmp_path):
    async with serving(tmp_path, auth__origins=("https://site.example",)) as server:
        async with at(server, "/records", origin="https://site.example") as socket:
            assert (await ask(socket, "ping"))["type"] == "answer"


async def test_records_and_desks_take_no_place_from_candidates(tmp_path):
    (key,) = put_in(tmp_path, over())
    async with serving(tmp_path, limits__sessions=1) as server:
        async with client(server) as talk, at(server, "/records") as socket:
            await begin(talk)
            assert (await refused(server, "/ws/second"))[1] == "SERVER_BUSY"
            assert (await ask(socket, "open", key=key))["type"] == "answer"
            async with contextlib.AsyncExitStack() as stack:
                for _ in range(8):
                    await stack.enter_async_context(at(server, "/desk"))
                assert (await refused(server, "/desk"))[1] == "SERVER_BUSY"
                assert server.health()["sessions"]["open"] == 1
                told = server.metrics.exposition()[0].decode()
    (sessions,) = (
        sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
        if sample.name == "talkup_sessions"
    )
    assert sessions == 1


async def test_a_desk_is_let_go_when_the_server_stops(tmp_path):
    async with serving(tmp_path) as server:
        desk = await at(server, "/desk")
        await ask(desk, "watch")
    await desk.wait_closed()
    assert desk.close_code == 1001


async def test_the_program_of_the_document_shows_interviews_and_saves_a_report(tmp_path):
    record = over()
    put_in(tmp_path, record)
    async with serving(tmp_path) as server:
        async with at(server, "/desk") as desk:
            await ask(desk, "make_report", session_id=record.id)
        process = await asyncio.create_subprocess_exec(
            sys.executable, EXAMPLE, server.url, cwd=tmp_path, stdout=asyncio.subprocess.PIPE
        )
        printed, _ = await process.communicate()
    assert process.returncode == 0
    assert record.id in printed.decode()
    assert (tmp_path / f"{record.id}-report.html").stat().st_size > 1000
