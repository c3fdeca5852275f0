import pytest
from support.scripted_services import GIVES, ScriptedRemote

from talkup_local.clock import VirtualClock
from talkup_local.config.services import ServicePlace
from talkup_local.errors import ServiceDisabled, ServiceUnreachable, Unusable
from talkup_local.protocol.services.contents import PromptContent
from talkup_local.services.proxied import Proxied
from talkup_local.services.route import Route

ASKED = PromptContent(text="hello")


def proxied(remote=None, url="ws://elsewhere", name="llm"):
    clock = VirtualClock(driven=True)
    return Proxied(Route(name, ServicePlace(url=url), clock, remote=remote or ScriptedRemote(name)))


async def ignore(_result):
    """Be told nothing."""


async def test_a_request_is_passed_on():
    remote = ScriptedRemote()
    assert await proxied(remote).process(ASKED) == GIVES["llm"]
    assert remote.asked == [ASKED]


async def test_pieces_are_passed_on_as_they_come():
    pieces = [piece.text async for piece in proxied(ScriptedRemote(pieces=["Tell"])).pieces(ASKED)]
    assert pieces == ["Tell", "Tell me more."]


async def test_a_stream_is_passed_on():
    with pytest.raises(ServiceUnreachable):
        async with proxied(name="behavior_analyzer").open(ignore):
            pass


@pytest.mark.parametrize("name", ["llm", "verbal_analyzer", "text_to_speech"])
def test_what_takes_neither_sound_nor_pictures_takes_no_streams(name):
    assert not proxied(name=name).streams
    with pytest.raises(Unusable):
        proxied(name=name).open(ignore)


async def test_what_fails_elsewhere_fails_here():
    with pytest.raises(ServiceUnreachable):
        await proxied(ScriptedRemote(errors=[ServiceUnreachable("llm", "gone")] * 2)).process(ASKED)


async def test_one_that_is_turned_off_is_disabled():
    with pytest.raises(ServiceDisabled):
        await proxied(url="off").process(ASKED)


def test_it_has_the_name_and_the_languages_of_the_one_elsewhere():
    remote = ScriptedRemote()
    remote.languages = frozenset({"fr", "en"})
    assert (proxied().name, proxied().describes) == ("llm", {})
    assert proxied(remote).describes == {"languages": ["en", "fr"]}
