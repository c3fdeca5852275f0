"""The services of an appliance, asked over a real connection."""

import asyncio
import io
import json
import urllib.request

import pytest
import soundfile
from support import media
from support.ai_server import asking
from support.interviews import ANSWER, engines, loud
from support.own_service import own_service
from support.serving import running
from support.tokens import token_in
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.engines.scripted import ScriptedRecognizer, ScriptedVoice
from talkup_local.protocol.services.client import Failed, Result
from talkup_local.protocol.services.contents import TAKES, SoundContent
from talkup_local.services.base import Service

SPEAK = {"text": "Well done.", "language": "en"}


class Endless(Service):
    """Never answers a request."""

    name = "verbal_analyzer"

    async def process(self, request):
        await asyncio.Event().wait()


def wav(samples: Samples) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, RATE_HZ, format="WAV")
    return buffer.getvalue()


def fetch(url: str) -> dict:
    with urllib.request.urlopen(url.replace("ws:", "http:")) as response:
        return json.load(response)


@pytest.fixture
async def url():
    async with running(engines()) as server:
        yield server.url


SOUND = SoundContent(audio=wav(loud(1.5)), format="audio/wav")


@pytest.mark.parametrize("service", TAKES)
async def test_every_service_answers_a_ping(url, service):
    async with asking(url, service) as peer:
        pong = await peer.ping()
    assert pong.features == {"request_id", "cancel", "pieces", "binary", "stream_chunk"}
    assert pong.describes["about"][service]["enabled"] == (service != "emotion_analyzer")


@pytest.mark.parametrize("name", ["speech-to-text", "SPEECH_TO_TEXT", "speech_to_text/"])
async def test_a_service_is_found_however_its_name_is_written(url, name):
    async with asking(url, "speech_to_text", f"/services/{name}") as peer:
        assert (await peer.ask(SOUND))["text"] == ANSWER


async def test_speech_is_transcribed(url):
    async with asking(url, "speech_to_text") as peer:
        heard = await peer.ask(SOUND, request_id="r", session_id="s", task=True)
    assert (heard["text"], heard["language"]) == (ANSWER, "en")
    assert heard["duration_s"] == 1.5
    assert [word["text"] for word in heard["words"]] == ANSWER.split()


async def test_speech_may_come_as_a_binary_frame(url):
    async with asking(url, "speech_to_text") as peer:
        assert (await peer.ask(SOUND, binary=True))["text"] == ANSWER


async def test_speech_may_come_piece_by_piece(url):
    recording = media.webm(loud(3.0))
    slices = [recording[at : at + 4096] for at in range(0, len(recording), 4096)]
    async with asking(url, "speech_to_text") as peer:
        for number, piece in enumerate(slices):
            content = SoundContent(audio=piece, format="audio/webm;codecs=opus")
            last = number == len(slices) - 1
            await peer.send(peer.say.chunk(content, sequence=number, last=last, request_id="r"))
        result = await peer.heard()
    assert isinstance(result, Result)
    assert (result.request_id, result.final) == ("r", True)
    assert result.data["text"] == ANSWER


async def test_words_are_analysed(url):
    async with asking(url, "verbal_analyzer") as peer:
        found = await peer.ask({"text": ANSWER, "language": "en"})
    assert "speaking_rate_words_per_min" in found["measures"]


async def test_words_are_answered_by_an_interviewer(url):
    async with asking(url, "llm") as peer:
        first = await peer.ask({"text": ANSWER}, session_id="a")
        second = await peer.ask({"text": ANSWER}, session_id="a")
    assert first["text"]
    assert second["text"] != first["text"]


@pytest.mark.parametrize("binary", [True, False])
async def test_words_are_spoken(url, binary):
    async with asking(url, "text_to_speech") as peer:
        spoken = await peer.ask(SPEAK, binary=binary)
    assert spoken["format"] == "audio/mpeg"
    assert isinstance(spoken["audio"], bytes) == binary


async def test_emotions_are_not_read_unless_the_operator_wants_it(url):
    async with asking(url, "emotion_analyzer") as peer:
        failed = await peer.fail({"audio": b"RIFF"}, request_id="r")
    assert (failed.request_id, failed.code) == ("r", "SERVICE_DISABLED")


async def test_a_service_that_there_is_not_is_not_found(url):
    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"{url}/services/astrology"):
            pass
    body = json.loads(refused.value.response.body)
    assert (refused.value.response.status_code, body["code"]) == (404, "NOT_FOUND")


async def test_bad_input_is_a_coded_error_and_the_connection_lives_on(url):
    async with asking(url, "speech_to_text") as peer:
        codes = [
            (await peer.exchange(**message))["data"]["code"]
            for message in (
                {},
                {"type": "sing"},
                {"type": "process_request"},
                {"type": "process_request", "data": {"audio": "?"}},
                {"type": "process_request", "data": {"audio": "AAAA", "format": "audio/midi"}},
                {"type": "process_request", "data": {"audio": "AAAA", "format": "audio/wav"}},
                {"type": "process_request", "data": {"audio": "AAAA", "language": "zz"}},
                {"type": "process_request", "services": ["llm"], "data": {"audio": "AAAA"}},
            )
        ]
        heard = await peer.ask(SOUND)
    assert codes == [
        "INVALID_MESSAGE",
        "UNKNOWN_TYPE",
        "INVALID_REQUEST",
        "INVALID_BASE64",
        "UNSUPPORTED_FORMAT",
        "UNDECODABLE",
        "LANGUAGE_UNAVAILABLE",
        "UNKNOWN_SERVICE",
    ]
    assert heard["text"] == ANSWER


async def test_two_ai_servers_get_their_own_answers():
    given = engines(stt=ScriptedRecognizer(lambda samples: str(len(samples) // 1000)))
    async with (
        running(given) as server,
        asking(server.url, "speech_to_text") as one,
        asking(server.url, "speech_to_text") as other,
    ):
        sounds = (SoundContent(audio=wav(loud(s)), format="audio/wav") for s in (1.0, 2.0))
        short, long = await asyncio.gather(
            *(peer.ask(sound) for peer, sound in zip((one, other), sounds, strict=True))
        )
    assert 14 <= int(short["text"]) < 20 < int(long["text"])


async def test_an_ai_server_may_go_while_it_is_waited_for():
    slow = ScriptedVoice(delay_s=600)
    async with running(engines(tts=slow)) as server:
        async with asking(server.url, "text_to_speech") as peer:
            await peer.send(peer.say.request(SPEAK))
            await peer.send(peer.say.ping())
            await peer.heard()  # the request is at work
        async with asyncio.timeout(60):
            while slow.waiting:
                await asyncio.sleep(0.01)


async def test_a_request_that_is_taken_back_makes_room_for_the_next():
    slow = ScriptedRecognizer([ANSWER], delay_s=600)
    async with (
        running(engines(stt=slow)) as server,
        asking(server.url, "speech_to_text") as peer,
    ):
        await peer.send(peer.say.request(SOUND, request_id="r"))
        async with asyncio.timeout(60):
            while not slow.waiting:
                await asyncio.sleep(0.01)
            await peer.send(peer.say.cancel("r"))
            while slow.waiting:
                await asyncio.sleep(0.01)


async def test_a_request_that_takes_too_long_is_given_up():
    flags = {"services.text_to_speech.timeout_s": 0.05}
    async with (
        running(engines(tts=ScriptedVoice(delay_s=600)), flags=flags) as server,
        asking(server.url, "text_to_speech") as peer,
    ):
        failed = await peer.fail(SPEAK, request_id="r")
    assert (failed.request_id, failed.code) == ("r", "SERVICE_TIMEOUT")


async def test_one_elsewhere_that_takes_too_long_leaves_time_for_the_one_here():
    async with own_service(Endless()) as elsewhere:
        place = {"url": elsewhere, "timeout_s": 0.3}
        flags = {f"services.verbal_analyzer.{name}": value for name, value in place.items()}
        async with (
            running(engines(), flags=flags) as server,
            asking(server.url, "verbal_analyzer") as peer,
        ):
            found = await peer.ask({"text": "I led the team."})
            assert found["measures"]
            assert server.health()["services"]["verbal_analyzer"]["by"] == "local"


async def test_a_failing_engine_is_a_coded_error():
    broken = ScriptedVoice(failures=range(10))
    async with (
        running(engines(tts=broken)) as server,
        asking(server.url, "text_to_speech") as peer,
    ):
        failed = await peer.fail(SPEAK)
        assert server.metrics.registry.get_sample_value(
            "talkup_errors_total", {"code": "TTS_ERROR"}
        )
    assert failed.code == "TTS_ERROR"


async def test_a_flood_of_requests_is_bounded():
    flags = {"limits.requests": 4}
    async with (
        running(engines(tts=ScriptedVoice(delay_s=600)), flags=flags) as server,
        asking(server.url, "text_to_speech") as peer,
    ):
        for _ in range(200):
            await peer.send(peer.say.request(SPEAK))
        refused = [await peer.heard() for _ in range(196)]
    assert {isinstance(one, Failed) and one.code for one in refused} == {"SERVER_BUSY"}


async def test_ai_servers_take_no_place_from_candidates():
    async with (
        running(engines(), flags={"limits.sessions": 1}) as server,
        asking(server.url, "llm"),
        connect(f"{server.url}/ws/candidate"),
    ):
        with pytest.raises(InvalidStatus):
            async with asking(server.url, "llm"):
                pass
        assert server.health()["sessions"]["open"] == 1


async def test_a_token_must_be_for_services(tmp_path):
    tokens = {scope: token_in(tmp_path, scope, name=scope) for scope in ("service", "interview")}
    headers = {scope: {"Authorization": f"Bearer {token}"} for scope, token in tokens.items()}
    async with running(engines(), folder=tmp_path) as server:
        async with asking(server.url, "llm", additional_headers=headers["service"]) as peer:
            assert (await peer.ask({"text": ANSWER}))["text"]
        with pytest.raises(InvalidStatus) as refused:
            async with asking(server.url, "llm", additional_headers=headers["interview"]):
                pass
    assert refused.value.response.status_code == 403


async def test_a_token_may_come_in_the_first_message(tmp_path):
    token = token_in(tmp_path, "service")
    flags = {"auth.first_message": "all"}
    async with (
        running(engines(), folder=tmp_path, flags=flags) as server,
        asking(server.url, "llm") as peer,
    ):
        await peer.send(peer.say.auth(token))
        assert (await peer.ask({"text": ANSWER}))["text"]


async def test_a_server_that_ends_does_what_is_at_work():
    async with running(engines(tts=ScriptedVoice(delay_s=1.0))) as server:
        socket = await connect(f"{server.url}/services/text_to_speech")
        await socket.send(json.dumps({"type": "process_request", "data": SPEAK}))
        await socket.send('{"type":"ping"}')
        await socket.recv()  # the request is at work
    async with socket:
        assert json.loads(await socket.recv())["type"] == "task_result"


# -- the router ---------------------------------------------------------------------------


async def test_several_services_are_asked_at_once_and_answer_in_one_result(url):
    async with asking(url, "speech_to_text", "/services") as peer:
        answer = await peer.exchange(
            type="process_request",
            services=["speech-to-text", "verbal-analyzer", "llm", "text-to-speech"],
            session_id="s",
            data=json.loads(peer.say.request(SOUND)[0])["data"],
        )
    services = answer["data"]["services"]
    assert (answer["type"], answer["session_id"]) == ("task_result", "s")
    assert {name: one["status"] for name, one in services.items()} == dict.fromkeys(
        ("speech_to_text", "verbal_analyzer", "llm", "text_to_speech"), "ok"
    )
    assert services["speech_to_text"]["result"]["text"] == ANSWER
    assert services["text_to_speech"]["result"]["audio"]


async def test_one_that_fails_takes_nothing_from_the_others(url):
    async with asking(url, "llm", "/services") as peer:
        answer = await peer.exchange(
            type="process_request",
            services=["verbal_analyzer", "emotion_analyzer", "astrology", "speech_to_text"],
            data={"text": ANSWER},
        )
    assert {name: one["status"] for name, one in answer["data"]["services"].items()} == {
        "verbal_analyzer": "ok",
        "emotion_analyzer": "disabled",
        "astrology": "error",
        "speech_to_text": "error",
    }


async def test_one_service_may_be_asked_through_the_router(url):
    async with asking(url, "llm", "/services") as peer:
        assert (await peer.ask({"text": ANSWER}))["text"]


# -- what the port says of it ---------------------------------------------------------------


async def test_messages_that_are_too_large_end_the_connection():
    flags = {"limits.stream_message_bytes": 4096}
    async with running(engines(), flags=flags) as server, asking(server.url, "llm") as peer:
        await peer.socket.send("x" * 5000)
        with pytest.raises(ConnectionClosed) as closed:
            await peer.heard()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009
