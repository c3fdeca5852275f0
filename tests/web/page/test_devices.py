"""Devices of a real sound server: unplugged, heard in a room, held back, behind another tab."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from support import speech
from support.bare_browser import bare_browser
from support.hands import SOUND_OPEN, through_the_lobby
from support.sound_server import sound_server

from talkup_local.audio.pcm import amplitude, silence

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]

ANSWER = "In my last job I worked for a small company, and I learned how to talk with customers."
HEADSET = "Headset"
AUDIBLE = 0.003

# a tab that is not seen has a timer in a second at the most: nothing may hang on one
NO_TIMERS = """(() => {
  const last = setTimeout(() => {});
  for (let id = 0; id <= last; id += 1) clearTimeout(id);
  globalThis.setTimeout = globalThis.setInterval = () => 0;
})()"""

NO_CANCELLATION = """
  const { mediaDevices } = navigator;
  const plain = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = ({ audio }) =>
    plain({ audio: { ...audio, echoCancellation: false } });
"""


@pytest.fixture(scope="module")
def devices(tmp_path_factory):
    """A loudspeaker and a headset."""
    with sound_server(tmp_path_factory.mktemp("sound")) as server:
        server.plug(HEADSET)
        server.prefer(HEADSET)
        yield server


@pytest.fixture
def sounds(devices):
    """The same, in a silent room."""
    yield devices
    devices.hush()


@pytest.fixture(scope="module")
def browser(launch, devices):
    """A browser with these devices, which holds sound back until somebody does something."""
    policy = "--autoplay-policy=document-user-activation-required"
    return launch(policy, environment=devices.environment)


@pytest.fixture(scope="module")
def url(tmp_path_factory, run_scripted):
    with run_scripted(tmp_path_factory.mktemp("kept"), interview__questions=3) as url:
        yield url


@pytest.fixture(scope="module")
def answer():
    """An answer, spoken, and silence after it."""
    with ThreadPoolExecutor(1) as aside:  # speaking wants an event loop; a browser runs one here
        spoken = aside.submit(speech.say, ANSWER).result()
    return np.concatenate((spoken, silence(2.0)))


class Passer:
    """Looks at a page as nobody: no click and no key, which a browser takes for a permission."""

    def __init__(self, window):
        self._session = window.context.new_cdp_session(window.page)
        self._page = window.page

    def evaluate(self, script: str):
        asked = {"expression": script, "returnByValue": True, "awaitPromise": True}
        return self._session.send("Runtime.evaluate", asked)["result"].get("value")

    def until(self, script: str) -> None:
        """Wait until it is so."""
        for _ in range(600):
            if self.evaluate(script):
                return
            self._page.wait_for_timeout(50)
        raise AssertionError(f"it never came to be: {script}")

    def press(self, selector: str) -> None:
        """Have the page do what a click would, without one."""
        self.until(f"document.querySelector('{selector}') !== null")
        self.evaluate(f"document.querySelector('{selector}').click()")


def test_who_pulls_out_the_only_microphone_is_told_and_goes_on_once_it_is_back(
    url, browser, sounds, answer, visit
):
    window = visit(browser, url)
    through_the_lobby(window)
    window.screen("interview", "listening")
    sounds.speak(answer)
    window.screen("interview", "hearing")
    sounds.unplug(HEADSET)
    banner = window.page.locator(".iv-banners .banner")
    banner.wait_for()
    assert "The microphone is gone" in (banner.text_content() or "")
    sounds.hush()
    sounds.plug(HEADSET)
    sounds.prefer(HEADSET)
    banner.wait_for(state="detached")
    sounds.speak(answer)
    window.screen("interview", "hearing")
    window.page.locator(".iv-entry.candidate").first.wait_for(state="attached")
    assert window.problems == []


def echo_of(window) -> str:
    """Try the loudspeaker in the lobby; return what the page says of the echo."""
    page = window.page
    page.goto("/")
    page.click("#next")
    page.click("#next")
    page.wait_for_selector(SOUND_OPEN)
    page.click("#play-chime")
    return page.locator("[data-echo]").get_attribute("data-echo") or ""


def test_who_has_headphones_is_not_warned_of_an_echo(url, browser, sounds, visit):
    window = visit(browser, url)
    assert echo_of(window) == "none"


def test_who_has_a_loud_loudspeaker_is_warned_and_may_give_up_interrupting(
    url, browser, sounds, visit
):
    window = visit(browser, url)
    window.context.add_init_script(NO_CANCELLATION)
    with sounds.room(quieter_db=20, delay_ms=100):
        assert echo_of(window) == "strong"
    window.page.locator("[data-echo] input[type=checkbox]").wait_for()


def test_a_question_that_the_browser_holds_back_is_heard_after_a_click(url, browser, sounds, visit):
    window = visit(browser, url)
    through_the_lobby(window, typed=True)
    window.screen("interview", "listening")
    nobody = Passer(window)
    with sounds.recording() as before:
        window.page.reload()
        nobody.press('[data-way="lobby.type_instead"]')
        nobody.until("document.querySelector('.iv-banners .banner') !== null")
        nobody.until("document.querySelector('.interview')?.dataset.state === 'listening'")
    assert amplitude(before.samples) < AUDIBLE
    assert window.barriers() == []
    with sounds.recording() as after:
        window.page.click(".iv-banners button")
        window.page.wait_for_selector(".iv-banners .banner", state="detached")
        while amplitude(after.so_far()) <= AUDIBLE:
            window.page.wait_for_timeout(50)


def test_behind_another_tab_the_sound_goes_on_and_the_words_come(
    url, chromium_path, tmp_path, sounds, answer
):
    with bare_browser(chromium_path, tmp_path, sounds.environment) as opened:
        page = opened.open(url.replace("ws://", "http://"))
        page.click('[data-screen="lobby"][data-state="interview"] #next')
        page.click('[data-screen="lobby"][data-state="sound"] #next')
        page.wait(SOUND_OPEN)
        page.click("#next")
        page.click("#consent")
        page.click("#next")
        page.wait('[data-screen="interview"]')
        opened.open("about:blank")
        page.until("document.visibilityState === 'hidden'")
        page.evaluate(NO_TIMERS)
        with sounds.recording() as greeting:
            page.wait('.interview[data-state="listening"]')
        sounds.speak(answer)
        page.wait(".iv-entry.candidate")
        page.wait('.interview[data-state="listening"]')
        assert page.evaluate("document.visibilityState") == "hidden"
    assert amplitude(greeting.samples) > AUDIBLE
