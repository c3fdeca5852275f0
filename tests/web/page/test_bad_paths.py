"""Whatever stands in the way has its screen, for everybody, and a way on."""

import asyncio
import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Queue

import pytest
from support import browsing, tools
from support.cable import cable
from support.hands import (
    agree,
    agree_and_start,
    end,
    said,
    through_the_lobby,
    to_the_agreement,
    type_answer,
)
from support.interviews import engines
from websockets.sync.client import connect

from talkup_local.clock import SystemClock
from talkup_local.config import load
from talkup_local.engines.scripted import ScriptedVoice
from talkup_local.server.app import Server
from talkup_local.storage.tokens import FILE, TokenStore
from talkup_local.wiring import Appliance

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]

STAND_INS = Path(__file__).with_name("stand_ins.js")
ANSWER = ".iv-entry.candidate"
NOBODY = "http://127.0.0.1:9"
"""The port for what is thrown away: nothing listens there."""


@pytest.fixture(scope="module")
def stern_browser(launch):
    """A browser that refuses the microphone."""
    return launch(browsing.MICROPHONE, "--use-fake-ui-for-media-stream=deny")


@pytest.fixture(scope="module")
def small_url(tmp_path_factory, run_scripted):
    """A server with one place, which forgets in a second who has left."""
    flags = {"limits__sessions": 1, "interview__resume_grace_s": 1.0}
    with run_scripted(tmp_path_factory.mktemp("kept"), **flags) as url:
        yield url


def to_the_sound(window) -> None:
    """Go to the microphone, and ask for it."""
    window.page.goto("/")
    window.page.click("#next")
    window.screen("lobby", "sound")
    window.page.click("#next")


def trouble(window, code: str) -> str:
    """Wait for what is said about a microphone that is not there; return it."""
    told = window.page.locator(f'[data-trouble="{code}"]')
    told.wait_for()
    assert window.barriers() == []
    return told.text_content() or ""


def problem(window, code: str, page=None) -> None:
    window.screen("problem", code, page=page)
    assert window.barriers(page) == []


def go_on(page, way: str) -> None:
    page.click(f'[data-way="{way}"]')


def answer(window, text: str = "I led the tests of a product, and we shipped it on time.") -> None:
    """Type an answer when it is our turn, and see that it is taken."""
    window.screen("interview", "listening")
    type_answer(window.page, text)
    window.page.locator(ANSWER, has_text=text).wait_for(state="attached")


# -- the microphone


def test_a_microphone_that_is_refused_is_explained_and_typing_goes_on(
    scripted_url, stern_browser, visit
):
    window = visit(stern_browser, scripted_url)
    to_the_sound(window)
    assert "address" in trouble(window, "DENIED")
    window.page.click("#next")  # tries again
    trouble(window, "DENIED")
    window.page.click("#type-instead")
    window.page.click("#next")
    window.screen("lobby", "agreement")
    assert window.problems == []


def test_a_machine_without_a_microphone_is_told_so_and_typing_goes_on(
    scripted_url, silent_browser, visit
):
    window = visit(silent_browser, scripted_url)
    to_the_sound(window)
    assert "Plug in a microphone" in trouble(window, "NOT_FOUND")
    window.page.click("#type-instead")
    window.page.click("#next")
    window.screen("lobby", "agreement")
    assert window.problems == []


def test_a_microphone_that_another_program_uses_is_had_once_it_is_free(
    scripted_url, silent_browser, visit
):
    window = visit(silent_browser, scripted_url)
    window.context.add_init_script(path=STAND_INS)
    window.page.goto("/")
    window.page.evaluate("microphone.refuse('NotReadableError')")
    window.page.click("#next")
    window.screen("lobby", "sound")
    window.page.click("#next")
    assert "Close other programs" in trouble(window, "IN_USE")
    window.page.evaluate("microphone.refuse('')")
    window.page.click("#next")
    window.page.wait_for_selector('[data-sound="open"]')
    assert window.problems == []


def own_address() -> str:
    """Return an address under which others know this machine."""
    with socket.socket(type=socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # nothing is sent
        except OSError:
            tools.missing("this machine has no address but loopback")
        return asking.getsockname()[0]


def test_without_encryption_an_interview_is_held_by_typing_and_reading(
    tmp_path, run_scripted, silent_browser, visit
):
    address = own_address()
    with run_scripted(tmp_path, server__host=address, server__insecure=True) as url:
        window = visit(silent_browser, url)
        to_the_sound(window)
        told = trouble(window, "INSECURE")
        assert f"https://{address}" in told
        assert "http://localhost" in told
        window.page.click("#next")
        window.page.wait_for_selector('[data-sound="typed"]')
        window.page.click("#next")
        agree_and_start(window)
        answer(window)
        end(window)
        # the browser says of one header that it does not mind it here
        assert all("Cross-Origin-Opener-Policy" in problem for problem in window.problems)


def test_who_loses_the_microphone_types_until_it_is_back(scripted_url, silent_browser, visit):
    window = visit(silent_browser, scripted_url)
    window.context.add_init_script(path=STAND_INS)
    page = window.page
    through_the_lobby(window)
    window.screen("interview", "listening")
    page.evaluate("microphone.unplug()")
    banner = page.locator(".iv-banners .banner")
    banner.wait_for()
    assert "The microphone is gone" in (banner.text_content() or "")
    assert window.barriers() == []
    banner.locator("button", has_text="Type instead").click()
    answer(window)
    page.evaluate("microphone.plug()")
    banner.wait_for(state="detached")
    window.screen("interview", "listening")
    page.evaluate("microphone.speak(true)")
    window.screen("interview", "hearing")
    assert window.problems == []


# -- one interview, one window


def test_an_interview_is_held_in_one_tab_that_the_candidate_chooses(
    scripted_url, silent_browser, visit
):
    window = visit(silent_browser, scripted_url)
    first = window.page
    through_the_lobby(window, typed=True)
    answer(window)
    window.screen("interview", "listening")
    with first.expect_popup() as opened:
        first.evaluate("() => { open('/'); }")
    second = opened.value
    problem(window, "SECOND_TAB", second)
    go_on(second, "problem.continue_here")
    window.screen("interview", "listening", page=second)
    problem(window, "TAKEN_OVER")
    go_on(first, "problem.take_back")
    window.screen("interview", "listening")
    answer(window, "And then I wrote down what I had learned.")
    window.screen("problem", "TAKEN_OVER", page=second)
    assert window.problems == []


# -- the server


@contextlib.contextmanager
def somebody_else(url: str) -> Iterator[None]:
    """Hold an interview there, for as long as the block lasts."""
    with connect(f"{url}/ws/somebody", compression=None) as held:
        held.send(json.dumps({"type": "start_interview", "consent": True}))
        while b"interview_started" not in held.recv(timeout=60, decode=False)[:40]:
            pass
        yield


def test_who_finds_all_places_taken_gets_the_next_one(small_url, silent_browser, visit):
    window = visit(silent_browser, small_url)
    page = window.page
    page.clock.install()
    with somebody_else(small_url):
        to_the_agreement(window, typed=True)
        full = page.locator('[data-banner="places"]')
        assert "taken" in (full.text_content() or "")
        agree(window)
        problem(window, "SERVER_BUSY")
        page.locator("text=Trying again in").wait_for()
    page.clock.fast_forward(60_000)
    window.screen("interview", "listening")
    end(window)


def test_a_token_is_asked_for_and_a_wrong_one_can_be_corrected(
    tmp_path, run_scripted, silent_browser, visit
):
    store = TokenStore(tmp_path / FILE)
    token = store.add("room", ("interview",), SystemClock().utc_now())[1]
    with run_scripted(tmp_path, auth__required="always") as url:
        window = visit(silent_browser, url)
        page = window.page
        page.goto("/")
        problem(window, "TOKEN_NEEDED")
        page.click("button[type=submit]")
        page.locator("[role=alert]", has_text="Please paste the token").wait_for()
        page.fill("input[type=password]", "tk_wrong")
        page.keyboard.press("Enter")
        page.click("#next")
        page.click("#type-instead")
        page.click("#next")
        agree(window)
        problem(window, "TOKEN_WRONG")
        page.fill("input[type=password]", token)
        page.keyboard.press("Enter")
        answer(window)
        end(window)
        window.screen("after", "waiting", "report")
        assert window.problems == []


def test_who_comes_back_too_late_reads_what_was_said_or_begins_anew(
    small_url, silent_browser, visit
):
    window = visit(silent_browser, small_url)
    page = window.page
    through_the_lobby(window, typed=True)
    answer(window)
    window.screen("interview", "listening")
    page.reload()
    window.screen("resume", "asking")
    while page.request.get("/health").json()["sessions"]["open"]:  # it is not missed yet
        page.wait_for_timeout(50)
    page.wait_for_timeout(2_500)
    go_on(page, "lobby.type_instead")
    problem(window, "RESUME_EXPIRED")
    go_on(page, "problem.read_report")
    window.screen("after", "waiting", "report", "transcript")
    page.click('[data-tab="transcript"]')
    page.locator(".said.candidate", has_text="we shipped it on time").wait_for()
    page.click('.after-aside button:has-text("Another")')
    window.screen("lobby", "interview")
    assert window.problems == []


def test_a_clock_that_is_an_hour_off_is_told_and_minds_nothing(scripted_url, silent_browser, visit):
    window = visit(silent_browser, scripted_url)
    page = window.page
    page.clock.install(time=datetime.now(UTC) + timedelta(hours=1))
    through_the_lobby(window, typed=True)
    banner = page.locator('[data-banner="clock"]')
    assert "60 minutes" in (banner.text_content() or "")
    assert window.barriers() == []
    answer(window)
    assert "shipped it" in said(page)
    banner.locator("button").click()
    banner.wait_for(state="detached")
    assert window.problems == []


@contextlib.contextmanager
def warming_up(folder: Path, may_begin: threading.Event) -> Iterator[str]:
    """Run a server whose engines are loaded once a test says so."""

    class Warming(Appliance):
        async def start(self) -> None:
            await asyncio.to_thread(may_begin.wait)
            await super().start()

    flags = {"server.port": 0, "data": str(folder), "interview.questions": 1}
    config, folder = load(flags=flags, folder=folder)
    served = Server(
        Warming(config, folder, engines=engines(tts=ScriptedVoice(s_per_character=0.015)))
    )
    over, open_at = threading.Event(), Queue()

    async def serve() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(served.run(stop, lambda _url: None))
        while served.port == 0:
            await asyncio.sleep(0.01)
        open_at.put(served.url)
        await asyncio.to_thread(over.wait)
        stop.set()
        await running

    with ThreadPoolExecutor(1) as aside:
        running = aside.submit(asyncio.run, serve())
        try:
            yield open_at.get(timeout=60)
        finally:
            may_begin.set()
            over.set()
            running.result()


def test_who_comes_before_the_engines_are_loaded_begins_once_they_are(
    tmp_path, silent_browser, visit
):
    may_begin = threading.Event()
    with warming_up(tmp_path, may_begin) as url:
        window = visit(silent_browser, url)
        to_the_agreement(window, typed=True)
        waits = window.page.locator('[data-banner="places"]')
        assert "ready" in (waits.text_content() or "")
        agree(window)
        problem(window, "NOT_READY")
        may_begin.set()
        window.screen("interview", "greeting", "listening")
        window.close()


def test_a_server_that_does_not_answer_is_waited_for(scripted_url, silent_browser, visit):
    with cable(scripted_url) as line:
        window = visit(silent_browser, line.url)
        to_the_agreement(window, typed=True)
        line.lead_to(NOBODY)
        agree(window)
        problem(window, "UNREACHABLE")
        line.lead_to(scripted_url)  # it tries again by itself
        window.screen("interview", "listening")
        end(window)
