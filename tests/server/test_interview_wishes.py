"""What a client may wish for: documents, a role, consent by voice; by hand, too."""

import contextlib

import fpdf
import msgspec
import pytest
from support.interviews import engines, loud
from support.serving import client, running, until

from talkup_local.clock import SystemClock
from talkup_local.engines.scripted import ScriptedRecognizer
from talkup_local.protocol.interview.client import InterviewClient
from talkup_local.storage.sessions import FILE, SessionStore

SEND = '{"type":"send_for_AI_processing"}'
POST = "We look for a data analyst who knows SQL and likes to explain numbers to others."


def field(data, name):
    return msgspec.json.decode(data)[name]


def pdf(text):
    page = fpdf.FPDF()
    page.add_page()
    page.set_font("helvetica")
    if text:
        page.multi_cell(0, text=text)
    return bytes(page.output())


async def outcome(socket, **wishes):
    """Start, and tell how that went: a code, or "interview_started"."""
    await socket.send(InterviewClient().start_interview(**wishes))
    last = (await until(socket, "interview_started", "error"))[-1]
    return "interview_started" if "interview_started" in last else field(last, "code")


USELESS = {
    "2 MB": (b"x" * 2_000_000, "DOCUMENT_TOO_LARGE"),
    "empty": (b"", "DOCUMENT_EMPTY"),
    "blank": (b" \n\n ", "DOCUMENT_EMPTY"),
    "a PDF without text": (pdf(""), "DOCUMENT_EMPTY"),
    "a broken PDF": (b"%PDF-1.7 and no more", "DOCUMENT_UNREADABLE"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "DOCUMENT_UNREADABLE"),
}


async def test_a_document_that_is_no_use_is_refused_and_another_start_works():
    found = {}
    async with running(engines()) as server, client(server) as socket:
        for name, (data, _) in USELESS.items():
            sent = InterviewClient.document("cv", data)
            found[name] = await outcome(socket, documents=[sent])
        assert await outcome(socket) == "interview_started"
    assert found == {name: code for name, (_, code) in USELESS.items()}


async def test_documents_come_as_text_and_as_files():
    cv = InterviewClient.document("cv", pdf(POST), name="cv.pdf")
    async with running(engines()) as server, client(server) as socket:
        wishes = {"job_description": POST, "documents": [cv], "role": "data analyst"}
        assert await outcome(socket, **wishes) == "interview_started"


async def test_a_document_in_another_language_is_used_and_told():
    french = "Nous cherchons une personne pour les données et pour le calcul, avec nous et dans "
    async with running(engines()) as server, client(server) as socket:
        wishes = InterviewClient().start_interview(job_description=french * 3 + "notre équipe.")
        await socket.send(wishes)
        seen = await until(socket, "interview_started")
    (note,) = [text for text in seen if isinstance(text, str) and "DOCUMENT_NOTE" in text]
    assert field(note, "message").startswith("The job description seems to be in French")


async def test_a_plan_of_the_operator_s_own_is_asked_for_by_its_name(tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "ours.toml").write_text(
        'kind = "technical"\nuse = ["technical.explanation"]\n'
    )
    async with running(engines(), folder=tmp_path) as server, client(server) as socket:
        assert await outcome(socket, plan="ours") == "interview_started"


async def test_an_empty_job_description_and_an_unknown_plan_are_told():
    async with running(engines()) as server, client(server) as socket:
        assert await outcome(socket, job_description="") == "DOCUMENT_EMPTY"
        assert await outcome(socket, plan="nobody-s") == "UNKNOWN_PLAN"


@pytest.mark.parametrize(("said", "kept"), [("Yes, that is fine.", True), ("No, I don't.", False)])
async def test_the_candidate_is_asked_before_anything_is_kept(tmp_path, said, kept):
    given = engines(stt=ScriptedRecognizer([said]))
    flags = {"store.enabled": True, "data": str(tmp_path), "interview.linger_s": 0.1}
    async with running(given, flags=flags) as server, client(server) as socket:
        await socket.send(InterviewClient().start_interview())
        await until(socket, "interview_started")
        await socket.send(loud(1.5).tobytes())
        await socket.send(SEND)
        await until(socket, "ai_response_complete")
        if not kept:
            ended = (await until(socket, "interview_ended"))[-1]
            assert field(ended, "reason") == "no_consent"
    with SessionStore(tmp_path / FILE, SystemClock()) as store:
        found = [store.load(row.id).consent for row in store.list()]
    assert [(consent.given, consent.how) for consent in found] == [(True, "spoken")] * kept


@contextlib.asynccontextmanager
async def begun(flags=None, **wishes):
    """Give the socket of an interview that has begun, what builds its messages, the greeting."""
    builder = InterviewClient()
    async with running(engines(), flags=flags) as server, client(server) as socket:
        await socket.send(builder.start_interview(**wishes))
        greeting = (await until(socket, "interview_started"))[-1]
        yield socket, builder, field(greeting, "message")


async def test_an_interview_is_held_by_typed_answers_alone():
    async with begun(capabilities=["transcript_update"]) as (socket, builder, _):
        for text in ("I bake bread in a small town by the sea.", "Since last year."):
            await socket.send(builder.typing())
            await socket.send(builder.text_answer(text))
            seen = await until(socket, "ai_response_complete")
            (final,) = [m for m in seen if "transcript_update" in str(m) and field(m, "final")]
            assert field(final, "text") == text


async def test_a_question_is_repeated_and_skipped_by_a_button():
    async with begun(capabilities=["progress"]) as (socket, builder, greeting):
        await socket.send(builder.request("repeat"))
        again = (await until(socket, "ai_response_complete"))[-1]
        await socket.send(builder.request("skip"))
        seen = await until(socket, "ai_response_complete")
        assert field(again, "text").split(". ", 1)[1] in greeting
        (progress,) = [message for message in seen if str(message).startswith('{"type":"progress"')]
        assert field(progress, "question") == 2


async def test_a_pause_is_told_and_lasts_until_the_client_goes_on():
    async with begun(capabilities=["turn_state"]) as (socket, builder, _):
        states = []
        for message in (builder.pause(), builder.go_on()):
            await socket.send(message)
            states.append(field((await until(socket, "turn_state"))[-1], "state"))
        assert states[-2:] == ["paused", "listening"]


async def test_a_pause_that_is_too_long_ends_it_though_the_client_pings():
    async with begun({"interview.longest_pause_s": 0.3}) as (socket, builder, _):
        await socket.send(builder.pause())
        await socket.send(builder.ping())
        ended = (await until(socket, "interview_ended"))[-1]
        assert field(ended, "reason") == "idle"


async def test_wishes_before_the_start_and_wishes_that_do_not_exist_are_told():
    builder = InterviewClient()
    async with running(engines()) as server, client(server) as socket:
        for message, code in {
            builder.request("skip"): "NOT_STARTED",
            builder.pause(): "NOT_STARTED",
            '{"type":"request","what":"coffee"}': "INVALID_MESSAGE",
            '{"type":"text_answer","text":""}': "INVALID_MESSAGE",
        }.items():
            await socket.send(message)
            assert field((await until(socket, "error"))[-1], "code") == code
        await socket.send(builder.ping())
        await until(socket, "pong")


async def test_a_flood_of_wishes_is_refused_and_the_interview_goes_on():
    async with begun() as (socket, builder, _):
        for _ in range(40):
            await socket.send(builder.request("repeat"))
        refused = (await until(socket, "error"))[-1]
        assert field(refused, "code") == "RATE_LIMITED"
        await socket.send(builder.go_on())
        await until(socket, "ai_response_complete")
