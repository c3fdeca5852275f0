"""The AI server and our own services elsewhere: all that both sides know beyond the base."""

import asyncio

import pytest
from support.foreign import connected
from support.own_service import own_service

from talkup_local.clock import SystemClock
from talkup_local.config.services import ServicePlace
from talkup_local.errors import (
    ServiceBroken,
    ServiceDisabled,
    ServiceError,
    ServiceRefused,
    Unusable,
)
from talkup_local.protocol.services.contents import (
    PromptContent,
    Reply,
    SoundContent,
    SpeakContent,
    Spoken,
    Transcription,
)
from talkup_local.services.base import Service, ServiceStream
from talkup_local.services.remote.service import RemoteService
from talkup_local.services.route import Route

SOUND = SoundContent(audio=b"\x01\x02" * 800, sample_rate=16_000)


class Model(Service):
    """Repeats words one by one, the last after ``go``; never ends with "forever"."""

    name = "llm"

    def __init__(self):
        self.at_work, self.gone, self.go = (asyncio.Event() for _ in range(3))

    async def process(self, request):
        if request.text == "no":
            raise Unusable("`text` must not be that.")
        if request.text == "forever":
            self.at_work.set()
            try:
                await asyncio.Event().wait()
            finally:
                self.gone.set()
        return Reply(text=request.text)

    async def pieces(self, request):
        said = []
        *first, last = request.text.split()
        for word in first:
            said.append(word)
            yield Reply(text=" ".join(said))
        await self.go.wait()
        yield Reply(text=" ".join((*said, last)))


class Voice(Service):
    """Says bytes of any value."""

    name = "text_to_speech"

    async def process(self, request):
        return Spoken(audio=bytes(range(256)) * 100, format="audio/mpeg", duration_s=1.5)


class Ears(Service):
    """Hears how many bytes came. ``breaks_at``: the chunk over which it fails."""

    name = "speech_to_text"
    streams = True

    def __init__(self, who="", breaks_at=0):
        self.who, self.breaks_at = who, breaks_at

    async def process(self, request):
        return Transcription(text=f"{len(request.audio)} bytes", language="en")

    def open(self, tell, language=None):
        return Hearing(self, tell)


class Hearing(ServiceStream):
    def __init__(self, ears, tell):
        self.ears, self.tell, self.sizes = ears, tell, []

    async def push(self, chunk):
        self.sizes.append(len(chunk.audio))
        if len(self.sizes) == self.ears.breaks_at:
            raise RuntimeError
        await self.tell(self.heard())

    async def finish(self):
        return self.heard()

    async def close(self):
        pass

    def heard(self):
        return Transcription(text=f"{self.ears.who}{len(self.sizes)} chunks", language="en")


async def nobody(result):
    pass


async def heard_by(stream, chunks=3):
    async with stream:
        for _ in range(chunks):
            await stream.push(SOUND)
        return await stream.finish()


async def test_a_reply_comes_as_it_grows():
    model, texts = Model(), []
    async with own_service(model) as url, connected(url) as remote:
        async for piece in remote.pieces(PromptContent(text="one two three")):
            texts.append(piece.text)
            model.go.set()
    assert texts in (["one", "one two three"], ["one", "one two", "one two three"])


async def test_requests_go_on_at_the_same_time():
    model = Model()
    async with own_service(model) as url, connected(url) as remote:
        long = asyncio.create_task(remote.request(PromptContent(text="forever")))
        await model.at_work.wait()
        assert (await remote.request(PromptContent(text="short"))).text == "short"
        long.cancel()


async def test_work_that_nobody_waits_for_any_more_is_stopped():
    model = Model()
    async with own_service(model) as url, connected(url) as remote:
        long = asyncio.create_task(remote.request(PromptContent(text="forever")))
        await model.at_work.wait()
        long.cancel()
        await asyncio.wait_for(model.gone.wait(), 60)
        assert (await remote.request(PromptContent(text="next"))).text == "next"
        assert remote.counts["connected"] == 1


async def test_sound_comes_back_byte_for_byte():
    async with own_service(Voice()) as url, connected(url, "text_to_speech") as remote:
        spoken = await remote.request(SpeakContent(text="hello"))
    assert spoken.audio == bytes(range(256)) * 100


async def test_a_refusal_keeps_its_code():
    async with own_service(Model()) as url, connected(url) as remote:
        with pytest.raises(ServiceRefused) as refused:
            await remote.request(PromptContent(text="no"))
    assert refused.value.remote_code == "INVALID_REQUEST"


async def test_what_is_turned_off_elsewhere_is_not_done_here():
    async with own_service(Model(), enabled=False) as url, connected(url) as remote:
        route = Route("llm", remote.place, SystemClock(), local=Model(), remote=remote)
        with pytest.raises(ServiceDisabled):
            await route.process(PromptContent(text="hello"))


async def test_another_service_at_the_address_is_not_taken_for_this_one():
    async with own_service(Voice()) as url, connected(url, "llm", wait=False) as remote:
        with pytest.raises(ServiceError):
            await remote.request(PromptContent(text="hello"))


class TestStreams:
    async def test_its_pieces_and_its_end_are_told(self):
        told = asyncio.Queue()
        async with own_service(Ears()) as url, connected(url, "speech_to_text") as remote:
            async with remote.open(told.put) as stream:
                await stream.push(SOUND)
                await stream.push(SOUND)
                assert (await told.get()).text == "1 chunks"
                assert (await stream.finish()).text == "2 chunks"

    async def test_an_empty_one_is_refused(self):
        async with own_service(Ears()) as url, connected(url, "speech_to_text") as remote:
            async with remote.open(nobody) as stream:
                with pytest.raises(Unusable):
                    await stream.finish()

    async def test_one_that_is_left_leaves_requests_alone(self):
        async with own_service(Ears()) as url, connected(url, "speech_to_text") as remote:
            async with remote.open(nobody) as stream:
                await stream.push(SOUND)
            assert (await remote.request(SOUND)).text == "1600 bytes"

    async def test_one_that_fails_goes_on_here_from_its_beginning(self):
        async with (
            own_service(Ears(breaks_at=2)) as url,
            connected(url, "speech_to_text") as remote,
        ):
            here = Ears("here: ")
            route = Route("speech_to_text", remote.place, SystemClock(), local=here, remote=remote)
            stream = route.open(nobody)
            assert (await heard_by(stream)).text == "here: 3 chunks"
            assert stream.by == "local"

    async def test_one_that_fails_is_an_error_when_there_is_none_here(self):
        async with (
            own_service(Ears(breaks_at=2)) as url,
            connected(url, "speech_to_text") as remote,
        ):
            route = Route("speech_to_text", remote.place, SystemClock(), remote=remote)
            with pytest.raises(ServiceRefused):
                await heard_by(route.open(nobody))


class Bilingual(Model):
    """Says in which languages it answers."""

    @property
    def describes(self):
        return {"languages": ["en", "fr"]}


async def test_the_languages_that_a_service_announces_are_known_even_when_it_is_gone():
    async with own_service(Bilingual()) as url, connected(url) as remote:
        assert remote.languages == {"en", "fr"}
    assert remote.languages == {"en", "fr"}


async def test_a_service_that_announces_none_may_know_any():
    async with own_service(Model()) as url, connected(url) as remote:
        assert remote.languages == frozenset()


async def test_a_look_tells_how_fast_a_service_answers():
    async with own_service(Model()) as url:
        place = ServicePlace(url=url, connect_timeout_s=60.0)
        remote = RemoteService("llm", place, SystemClock())
        assert 0 < await remote.look() < 60_000
    assert not remote.up


async def test_a_look_at_another_service_tells_so():
    async with own_service(Voice()) as url:
        with pytest.raises(ServiceBroken):
            await RemoteService("llm", ServicePlace(url=url), SystemClock()).look()
