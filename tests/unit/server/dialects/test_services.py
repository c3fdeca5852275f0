import asyncio
import contextlib
import json

import pytest

from talkup_local.clock import SystemClock
from talkup_local.config.model import Limits
from talkup_local.errors import GenerationError, RateLimited, Unusable
from talkup_local.protocol.services.contents import Reply, Transcription
from talkup_local.server.dialects.services import WAITING_BYTES, ServicesDialect
from talkup_local.services.base import Service, ServiceStream

WORDS = "I led the team."


class FakeLink:
    """A connection that keeps what is sent; ``slow``: until it is set nothing gets out."""

    def __init__(self, tasks):
        self.tasks, self.sent, self.finished = tasks, [], False
        self.slow = asyncio.Event()
        self.slow.set()

    def offer(self, *data):
        self.sent += data

    async def put(self, *data):
        await self.slow.wait()
        self.sent += data

    async def finish(self):
        self.finished = True

    def spawn(self, work):
        return self.tasks.create_task(work)

    async def end(self, reason):
        raise AssertionError(reason)


class Model(Service):
    """Answers with the words that it is asked; some of them make it do otherwise."""

    name = "llm"

    def __init__(self):
        self.working = asyncio.Event()
        self.cancelled = asyncio.Event()

    async def process(self, request):
        match request.text:
            case "hang":
                self.working.set()
                try:
                    await asyncio.Event().wait()
                finally:
                    self.cancelled.set()
            case "fail":
                raise GenerationError("llama", "secret")
            case "break":
                raise ValueError("secret")
            case "group":
                raise ExceptionGroup("secret", [Unusable("Say more.")])
        return Reply(text=request.text)

    async def pieces(self, request):
        words = request.text.split()
        for count in range(1, len(words) + 1):
            yield Reply(text=" ".join(words[:count]))


class Ears(Service):
    """Hears the letters that it is sent; ``hold``: no piece is taken before it is set."""

    name = "speech_to_text"
    streams = True

    def __init__(self):
        self.hold = asyncio.Event()
        self.hold.set()
        self.closed = asyncio.Event()

    async def process(self, request):
        return Transcription(text=request.audio.decode(), language="en")

    def open(self, tell, language=None):
        return _Hearing(self, tell, language or "en")


class _Hearing(ServiceStream):
    def __init__(self, ears, tell, language):
        self.ears, self.tell, self.language, self.text = ears, tell, language, ""

    async def push(self, chunk):
        await self.ears.hold.wait()
        if chunk.audio == b"?":
            raise Unusable("This is no letter.")
        self.text += chunk.audio[:9].decode()
        await self.tell(Transcription(text=self.text, language=self.language))

    async def finish(self):
        return Transcription(text=self.text + ".", language=self.language)

    async def close(self):
        self.ears.closed.set()


class Peer:
    """An AI server that speaks to a dialect."""

    def __init__(self, dialect, link):
        self.dialect, self.link = dialect, link

    async def ask(self, text, **fields):
        await self.say(type="process_request", data={"text": text}, **fields)

    async def chunk(self, audio, **fields):
        await self.say(type="stream_chunk", data={"audio": audio}, **fields)

    async def say(self, **message):
        await self.dialect.receive(json.dumps(message).encode(), text=True)

    async def heard(self, count):
        """Return the first ``count`` messages, when they have come."""
        async with asyncio.timeout(60):
            while len(self.link.sent) < count:
                await asyncio.sleep(0)
        return [json.loads(data) for data in self.link.sent[:count]]

    async def answers(self, count):
        return [message["data"] for message in await self.heard(count)]


@contextlib.asynccontextmanager
async def speaking(services, *, timeout_s=10.0, limits=None, many=None, caller=""):
    async with asyncio.TaskGroup() as tasks:
        link = FakeLink(tasks)
        dialect = ServicesDialect(
            link,
            services,
            clock=SystemClock(),
            timeout_s=lambda _: timeout_s,
            limits=limits,
            many=many,
            caller=caller,
        )
        yield Peer(dialect, link)
        await dialect.gone()


def model():
    return speaking({"llm": Model()})


async def test_a_request_is_answered():
    async with model() as peer:
        await peer.ask(WORDS, request_id="r", session_id="s")
        (result,) = await peer.heard(1)
    assert result["type"] == "task_result"
    assert (result["request_id"], result["session_id"]) == ("r", "s")
    assert result["data"] == {"text": WORDS}


async def test_a_request_that_takes_long_holds_up_no_other():
    async with model() as peer:
        await peer.ask("hang", request_id="slow")
        await peer.ask(WORDS, request_id="quick")
        (result,) = await peer.heard(1)
    assert result["request_id"] == "quick"


async def test_results_are_told_as_they_grow_where_that_is_wanted():
    async with model() as peer:
        await peer.ask("one two three", pieces=True)
        results = await peer.heard(3)
    assert [result["data"]["text"] for result in results] == ["one", "one two", "one two three"]
    assert [result.get("final") for result in results] == [False, False, None]


@pytest.mark.parametrize(
    ("words", "code"),
    [("fail", "AI_RESPONSE_ERROR"), ("break", "INTERNAL_ERROR"), ("group", "INVALID_REQUEST")],
)
async def test_a_failure_is_a_coded_error_and_the_next_request_is_answered(words, code):
    async with model() as peer:
        await peer.ask(words, request_id="r")
        await peer.heard(1)
        await peer.ask(WORDS)
        error, result = await peer.heard(2)
    assert (error["request_id"], error["data"]["code"]) == ("r", code)
    assert "secret" not in error["data"]["message"]
    assert result["data"]["text"] == WORDS


async def test_no_answer_is_lost_on_an_ai_server_that_reads_slowly():
    async with model() as peer:
        peer.link.slow.clear()
        unread = asyncio.create_task(peer.say(type="ping"))
        await asyncio.sleep(0)
        assert not unread.done()
        peer.link.slow.set()
        (pong,) = await peer.heard(1)
        await unread
    assert pong["type"] == "pong"


async def test_a_request_that_takes_too_long_is_given_up():
    service = Model()
    async with speaking({"llm": service}, timeout_s=0.01) as peer:
        await peer.ask("hang")
        (error,) = await peer.answers(1)
        assert service.cancelled.is_set()
    assert error["code"] == "SERVICE_TIMEOUT"


async def test_a_request_that_is_taken_back_stops_the_work():
    service = Model()
    async with speaking({"llm": service}) as peer:
        await peer.ask("hang", request_id="r")
        await service.working.wait()
        await peer.say(type="cancel", request_id="r")
        async with asyncio.timeout(60):
            await service.cancelled.wait()
    assert peer.link.sent == []


async def test_a_request_may_be_taken_back_before_it_has_begun():
    async with model() as peer:
        await peer.ask("hang", request_id="r")
        await peer.say(type="cancel", request_id="r")
        await peer.ask(WORDS)
        assert await peer.answers(1) == [{"text": WORDS}]


async def test_the_work_stops_when_the_ai_server_goes():
    service = Model()
    async with speaking({"llm": service}) as peer:
        await peer.ask("hang")
        await service.working.wait()
        await peer.dialect.gone()
        async with asyncio.timeout(60):
            await service.cancelled.wait()


async def test_a_service_that_is_turned_off_says_so():
    async with speaking({"emotion_analyzer": None}) as peer:
        await peer.say(type="ping", data=1)
        await peer.say(type="process_request", data={"audio": ""})
        pong, error = await peer.heard(2)
    assert pong["about"] == {"emotion_analyzer": {"enabled": False}}
    assert error["data"]["code"] == "SERVICE_DISABLED"


async def test_a_stream_is_told_as_it_grows_and_at_its_end():
    async with speaking({"speech_to_text": Ears()}) as peer:
        await peer.chunk("YQ==", language="fr")
        await peer.chunk("Yg==", last=True)
        texts = await peer.answers(3)
    assert [text["text"] for text in texts] == ["a", "ab", "ab."]
    assert texts[0]["language"] == "fr"


async def test_a_stream_is_told_only_at_its_end_where_that_is_wanted():
    async with speaking({"speech_to_text": Ears()}) as peer:
        await peer.chunk("YQ==", pieces=False)
        await peer.chunk("Yg==", last=True)
        assert [text["text"] for text in await peer.answers(1)] == ["ab."]


async def test_a_stream_that_fails_is_over_and_closed():
    ears = Ears()
    async with speaking({"speech_to_text": ears}) as peer:
        await peer.chunk("Pw==", stream_id="a")
        (error,) = await peer.heard(1)
        await peer.chunk("YQ==", stream_id="a")
        await peer.chunk("YQ==", stream_id="b", last=True)
        texts = await peer.answers(3)
        assert ears.closed.is_set()
    assert (error["stream_id"], error["data"]["code"]) == ("a", "INVALID_REQUEST")
    assert [text["text"] for text in texts[1:]] == ["a", "a."]


async def test_streams_are_not_for_every_service():
    async with speaking({"verbal_analyzer": Model()}) as peer:
        await peer.say(type="stream_chunk", data={"text": WORDS})
        (error,) = await peer.answers(1)
    assert error["code"] == "INVALID_REQUEST"


async def test_the_ai_server_is_not_read_while_too_much_waits():
    ears = Ears()
    ears.hold.clear()
    large = {"audio": "A" * (WAITING_BYTES // 2)}
    limits = Limits(stream_message_bytes=WAITING_BYTES)
    async with speaking({"speech_to_text": ears}, limits=limits) as peer:
        for _ in range(4):
            await peer.say(type="stream_chunk", data=large, pieces=False)
        waiting = asyncio.create_task(peer.say(type="stream_chunk", data=large))
        await asyncio.sleep(0.01)
        assert not waiting.done()
        ears.hold.set()
        async with asyncio.timeout(60):
            await waiting


async def test_several_services_are_asked_together():
    async def many(event):
        return dict.fromkeys(event.names, event.data["text"])

    services = {"llm": Model(), "text_to_speech": None}
    async with speaking(services, many=many) as peer:
        await peer.ask(WORDS, services=["llm", "text-to-speech"])
        assert await peer.answers(1) == [{"llm": WORDS, "text_to_speech": WORDS}]


async def test_what_the_connection_refuses_is_told():
    async with model() as peer:
        peer.dialect.refuse(RateLimited("Send slower."))
        assert await peer.answers(1) == [{"code": "RATE_LIMITED", "message": "Send slower."}]


async def test_what_is_at_work_is_done_before_the_end():
    service = Model()
    async with speaking({"llm": service}) as peer:
        await peer.ask("hang", request_id="r")
        await service.working.wait()
        await peer.dialect.end("shutdown")
        assert not peer.link.finished
        await peer.ask(WORDS)
        (error,) = await peer.answers(1)
        await peer.say(type="cancel", request_id="r")
        assert peer.link.finished
    assert error["code"] == "SERVER_BUSY"


async def test_a_stream_is_answered_with_what_there_is_at_the_end():
    async with speaking({"speech_to_text": Ears()}) as peer:
        await peer.chunk("YQ==", pieces=False)
        await peer.dialect.end("shutdown")
        assert [text["text"] for text in await peer.answers(1)] == ["a."]
        async with asyncio.timeout(60):
            while not peer.link.finished:
                await asyncio.sleep(0)


async def test_no_more_requests_are_at_work_than_may_be():
    async with speaking({"llm": Model()}, limits=Limits(requests=2)) as peer:
        for _ in range(5):
            await peer.ask("hang")
        errors = await peer.answers(3)
    assert [error["code"] for error in errors] == ["SERVER_BUSY"] * 3


class Memory(Service):
    """Says whose conversation it is asked to go on with."""

    name = "llm"

    async def process(self, request):
        return Reply(text=request.session_id or "nobody's")


@pytest.mark.parametrize(
    ("caller", "fields", "known_as"),
    [
        ("", {"session_id": "anna"}, "anna"),
        ("7", {"session_id": "anna"}, "7/anna"),
        ("7", {}, "nobody's"),
    ],
)
async def test_a_conversation_belongs_to_the_token_that_it_was_held_with(caller, fields, known_as):
    async with speaking({"llm": Memory()}, caller=caller) as peer:
        await peer.ask(WORDS, **fields)
        assert await peer.answers(1) == [{"text": known_as}]


async def test_conversations_are_kept_apart_when_several_services_are_asked():
    async def many(event):
        return {"known": [event.session_id, event.data["session_id"]]}

    services = {"llm": Memory(), "speech_to_text": Ears()}
    async with speaking(services, many=many, caller="7") as peer:
        data = {"text": WORDS, "session_id": "anna"}
        names = ["llm", "speech_to_text"]
        await peer.say(type="process_request", services=names, data=data, session_id="anna")
        assert await peer.answers(1) == [{"known": ["7/anna", "7/anna"]}]
