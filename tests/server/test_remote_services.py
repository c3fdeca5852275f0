"""The AI server and services of other people, over real sockets, in real processes."""

import asyncio
import json
import signal

import msgspec
import pytest
from support.foreign import connected, foreign, until_up
from support.ports import free_port
from websockets.asyncio.server import serve

from talkup_local.clock import SystemClock
from talkup_local.errors import (
    ServiceBroken,
    ServiceBusy,
    ServiceError,
    ServiceRefused,
    ServiceTimeout,
    ServiceUnreachable,
)
from talkup_local.protocol.services.contents import PromptContent, Reply, SoundContent
from talkup_local.services.base import Service
from talkup_local.services.route import Route

SHORT_S = 1.0


@pytest.fixture(scope="module")
def process():
    with foreign(free_port()) as process:
        yield process


@pytest.fixture(scope="module")
def at(process):
    """Give the address of each of the services in the process."""
    return lambda mode: f"ws://127.0.0.1:{process.args[-1]}/{mode}"


def said(words):
    return PromptContent(text=words)


async def ask(remote, words, session_id=""):
    return (await remote.request(said(words), session_id)).text


async def give_up(remote, words):
    """Ask, and wait no longer than ``SHORT_S`` for the answer, which comes later than that."""
    patient = remote.place
    remote.place = msgspec.structs.replace(patient, timeout_s=SHORT_S)
    try:
        with pytest.raises(ServiceTimeout):
            await ask(remote, words)
    finally:
        remote.place = patient


class Parrot(Service):
    """The service in this process."""

    name = "llm"

    async def process(self, request):
        return Reply(text=f"here: {request.text}")


class TestAPlainService:
    async def test_answers(self, at):
        async with connected(at("plain")) as remote:
            assert await ask(remote, "hello") == "hello"

    async def test_gets_one_request_after_the_other(self, at):
        async with connected(at("plain")) as remote:
            words = [str(number) for number in range(20)]
            assert await asyncio.gather(*(ask(remote, word) for word in words)) == words

    async def test_has_a_bounded_queue_before_it(self, at):
        async with connected(at("late"), waiting=2) as remote:
            asked = [asyncio.create_task(ask(remote, word)) for word in ("slow", "a", "b", "c")]
            results = await asyncio.gather(*asked, return_exceptions=True)
            assert results[:3] == ["slow", "a", "b"]
            assert isinstance(results[3], ServiceBusy)

    async def test_hears_a_stream_and_tells_what_it_hears(self, at):
        told = []

        async def tell(result):
            told.append(result.text)

        async with connected(at("plain"), "speech_to_text") as remote:
            async with remote.open(tell) as stream:
                for _ in range(3):
                    await stream.push(SoundContent(audio=b"\0\0" * 800, sample_rate=16_000))
                result = await stream.finish()
        assert result.text == "3 chunks"
        assert set(told) <= {"1 chunks", "2 chunks", "3 chunks"}

    async def test_refuses_in_its_own_words(self, at):
        async with connected(at("refuses")) as remote:
            with pytest.raises(ServiceRefused) as refused:
                await ask(remote, "hello")
            assert refused.value.remote_code == ""


class TestAServiceThatGivesIdsBack:
    async def test_answers_in_any_order(self, at):
        async with connected(at("backwards")) as remote:
            await ask(remote, "first")
            order = []

            async def note(words):
                assert await ask(remote, words) == words
                order.append(words)

            await asyncio.gather(note("slow"), note("quick"))
            assert order == ["quick", "slow"]

    async def test_keeps_its_connection_when_a_request_is_given_up(self, at):
        async with connected(at("backwards")) as remote:
            await ask(remote, "first")
            await give_up(remote, "slow")
            assert await ask(remote, "next") == "next"
            while not remote.counts["dropped"]:
                await asyncio.sleep(0.01)
            assert await ask(remote, "after the late one") == "after the late one"
            assert remote.counts["connected"] == 1
            assert remote.counts["dropped"] == 1


class TestFaults:
    async def test_an_absent_service_is_used_once_it_appears(self):
        port = free_port()
        async with connected(f"ws://127.0.0.1:{port}/plain", wait=False) as remote:
            with pytest.raises(ServiceUnreachable):
                await ask(remote, "anybody there?")
            with foreign(port):
                await until_up(remote)
                assert await ask(remote, "hello") == "hello"

    async def test_one_that_dies_over_a_request_is_used_again_once_it_is_back(self):
        port = free_port()
        async with connected(f"ws://127.0.0.1:{port}/dies", wait=False) as remote:
            with foreign(port):
                await until_up(remote)
                with pytest.raises(ServiceUnreachable):
                    await ask(remote, "die")
            with foreign(port):
                await until_up(remote)
                assert await ask(remote, "hello") == "hello"

    async def test_one_that_answers_too_late_is_not_taken_for_the_next(self, at):
        async with connected(at("late")) as remote:
            await give_up(remote, "slow")
            assert await ask(remote, "next") == "next"

    async def test_one_whose_caller_leaves_does_not_answer_the_next(self, at):
        async with connected(at("late")) as remote:
            leaving = asyncio.create_task(ask(remote, "slow"))
            await asyncio.sleep(0.05)
            leaving.cancel()
            assert await ask(remote, "next") == "next"

    async def test_one_that_answers_twice_is_heard_once(self, at):
        async with connected(at("twice")) as remote:
            words = [str(number) for number in range(10)]
            assert [await ask(remote, word) for word in words] == words
            assert remote.counts["dropped"] >= 9

    async def test_an_answer_for_another_session_is_passed_over(self, at):
        async with connected(at("other_session")) as remote:
            assert await ask(remote, "hello", "mine") == "hello"
            assert await ask(remote, "next", "mine") == "next"

    @pytest.mark.parametrize("kind", ["garbage", "list", "number"])
    async def test_garbage_fails_the_request_and_nothing_else(self, at, kind):
        async with connected(at("garbage")) as remote:
            with pytest.raises(ServiceBroken):
                await ask(remote, kind)
            assert await ask(remote, "next") == "next"

    @pytest.mark.parametrize("kind", ["nothing", "wrong"])
    async def test_an_answer_without_what_is_needed_fails_the_request(self, at, kind):
        async with connected(at("empty")) as remote:
            with pytest.raises(ServiceError):
                await ask(remote, kind)
            assert await ask(remote, "next") == "next"

    async def test_a_flood_is_cut_off(self, at):
        async with connected(at("floods")) as remote:
            with pytest.raises(ServiceBroken):
                await ask(remote, "flood", "mine")
            assert await ask(remote, "next") == "next"

    async def test_a_huge_message_is_refused(self, at):
        async with connected(at("huge")) as remote:
            with pytest.raises(ServiceBroken):
                await ask(remote, "huge")
            assert await ask(remote, "next") == "next"

    async def test_one_that_never_says_pong_is_down(self, at):
        async with connected(at("never_pong"), wait=False, connect_timeout_s=0.1) as remote:
            with pytest.raises(ServiceUnreachable):
                await ask(remote, "hello")
            assert remote.state()["state"] == "down"

    async def test_one_that_hangs_up_as_soon_as_it_is_there_is_unreachable(self):
        async def pong(socket):
            asked = json.loads(await socket.recv())
            await socket.send(json.dumps(asked | {"type": "pong"}))
            socket.transport.abort()

        async with serve(pong, "127.0.0.1", 0) as server:
            url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
            for _ in range(20):  # who waits may wake before, at and after the end
                async with connected(url, wait=False) as remote:
                    asked = [ask(remote, "hello") for _ in range(3)]
                    results = await asyncio.gather(*asked, return_exceptions=True)
                assert {type(result) for result in results} == {ServiceUnreachable}

    async def test_a_fault_of_ours_is_a_service_that_is_down(self, at):
        url = at("plain").replace("ws://", "ws://me:%ff@")  # no UTF-8, and nobody foresaw it
        async with connected(url, wait=False) as remote:
            with pytest.raises(ServiceUnreachable):
                await ask(remote, "hello")
            assert remote.state()["code"] == "SERVICE_BROKEN"

    async def test_one_that_does_not_read_is_given_up(self, process, at):
        sound = SoundContent(audio=bytes(11 * 2**20))
        async with connected(at("plain"), "speech_to_text", timeout_s=SHORT_S) as remote:
            process.send_signal(signal.SIGSTOP)
            try:
                with pytest.raises(ServiceTimeout):
                    await remote.request(sound)
            finally:
                process.send_signal(signal.SIGCONT)
        async with connected(at("plain")) as remote:
            assert await ask(remote, "next") == "next"

    async def test_one_that_stands_still_is_noticed_without_being_asked(self, process, at):
        async with connected(at("plain"), ping_s=0.05, connect_timeout_s=1.0) as remote:
            process.send_signal(signal.SIGSTOP)
            try:
                await until_up(remote, up=False)
            finally:
                process.send_signal(signal.SIGCONT)
            await until_up(remote)


class TestARoute:
    @pytest.fixture
    def route(self):
        def make(remote, local=None):
            return Route("llm", remote.place, SystemClock(), local=local, remote=remote)

        return make

    async def test_asks_once_more_when_the_service_hangs_up(self, at, route):
        async with connected(at("hangs_up")) as remote:
            answer = await route(remote, Parrot()).process(said("hang up once"))
            assert (answer.by, answer.data.text) == ("remote", "hang up once")

    async def test_does_the_work_here_when_the_service_dies(self, route):
        port = free_port()
        with foreign(port):
            async with connected(f"ws://127.0.0.1:{port}/dies") as remote:
                answer = await route(remote, Parrot()).process(said("die"))
                assert (answer.by, answer.data.text) == ("local", "here: die")

    async def test_says_so_when_the_service_dies_and_there_is_none_here(self, route):
        port = free_port()
        with foreign(port):
            async with connected(f"ws://127.0.0.1:{port}/dies") as remote:
                with pytest.raises(ServiceUnreachable):
                    await route(remote).process(said("die"))
