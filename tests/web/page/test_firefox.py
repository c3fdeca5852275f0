"""The page in a real Firefox: the microphone, its sound in an interview, and a whole interview."""

import pytest
from support import tools
from support.firefox import TONE, firefox
from support.sound_server import sound_server

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]

ANSWER = "I led the tests of a product with three people, and we shipped it on time."
PLOTS = "document.querySelector('.report').shadowRoot.querySelectorAll('svg').length"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A Firefox with a microphone that gives a tone, and with a loudspeaker: it wants one."""
    path = tools.require("firefox-esr", "firefox-esr", "firefox")
    profile = tmp_path_factory.mktemp("profile")
    with (
        sound_server(tmp_path_factory.mktemp("sound")) as sounds,
        firefox(path, profile, TONE, sounds.environment) as browser,
    ):
        yield browser


@pytest.fixture
def window(browser, scripted_url):
    """The page in it, as nobody has seen it before; it has complained of nothing."""
    url = scripted_url.replace("ws://", "http://")
    browser.goto(f"{url}/admin")
    browser.evaluate("sessionStorage.clear()")
    browser.goto(f"{url}/?patience=brisk")
    screen(browser, "lobby", "interview")
    browser.click("#next")
    yield browser
    assert browser.problems == []


def screen(window, name: str, *states: str) -> None:
    """Wait for a screen, in any of the states."""
    window.wait_for(", ".join(f'[data-screen="{name}"][data-state="{state}"]' for state in states))


def agree(window) -> None:
    """Agree, from the step before, and begin."""
    window.click("#next")
    window.click("#consent")
    window.click("#next")


def test_firefox_hands_the_microphone_to_the_lobby_and_to_the_interview(window):
    window.click("#next")
    window.wait_for('[data-level="good"], [data-level="loud"]')
    agree(window)
    screen(window, "interview", "hearing")
    window.wait_for(".iv-answer span:not(:empty)")


def test_an_interview_is_held_in_firefox_by_typed_answers(window):
    window.click("#type-instead")
    agree(window)
    screen(window, "interview", "listening")
    window.type(ANSWER, "Enter")
    window.wait_for(".iv-entry.candidate", ANSWER)
    window.click('[data-action="end"]')
    window.click('[data-confirm="end"]')
    window.click('[data-state="ended"] .iv-standstill .button')
    screen(window, "after", "report")
    assert window.evaluate(PLOTS) > 0
    window.click('[data-tab="transcript"]')
    window.wait_for('[data-screen="after"]', ANSWER)
