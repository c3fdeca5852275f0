"""Nothing is lost: the cable is pulled, the server is killed, the page is loaded anew."""

import contextlib
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

import numpy as np
import pytest
from playwright.sync_api import Locator
from support import browsing, serving, speech
from support.cable import cable
from support.hands import COMPOSER, end, said, speak_up, through_the_lobby, type_answer

from talkup_local.audio import encode
from talkup_local.audio.pcm import RATE_HZ, silence

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]

THIRDS = (
    "In my last job I worked for a small company, and I learned how to talk with customers.",
    "One day a customer was very angry, because the kitchen door was too short for the house.",
    "The next morning I brought a new door, and my manager gave me a holiday for that.",
)
ANSWER = ".iv-entry.candidate"


class House:
    """The real command on the embedded engines, at the end of a cable, and what it keeps."""

    def __init__(self, folder: Path) -> None:
        self._kept = {
            "TALKUP_STORE_ENABLED": "true",
            "TALKUP_DATA": str(folder),
            "TALKUP_TTS_SPEED": "2",
        }
        self._port = "0"
        self._life, self._around = contextlib.ExitStack(), contextlib.ExitStack()

    def __enter__(self) -> Self:
        self.begin()
        self.line = self._around.enter_context(cable(f"ws://127.0.0.1:{self._port}"))
        return self

    def __exit__(self, *_: object) -> None:
        self._around.close()
        self._life.close()

    def begin(self) -> None:
        """Begin; after a death, on the same port and folder as before."""
        run = serving.command("--profile", "embedded", "--port", self._port, **self._kept)
        self._process, url = self._life.enter_context(run)
        self._port = url.rpartition(":")[2]

    def kill(self) -> None:
        """Be gone at once, as without power."""
        self._process.kill()
        self._life.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with House(tmp_path_factory.mktemp("kept")) as house:
        yield house


@pytest.fixture(scope="module")
def speaker(tmp_path_factory, launch):
    """A browser whose microphones hear an answer of 16 s once, from when they are opened."""
    with ThreadPoolExecutor(1) as aside:  # speaking wants an event loop; a browser runs one here
        parts = [aside.submit(speech.say, third).result() for third in THIRDS]
    path = tmp_path_factory.mktemp("answer") / "answer.wav"
    encode.save(np.concatenate((silence(1.0), *parts, silence(60.0))), RATE_HZ, path)
    return launch(sound=f"{path}%noloop")


@pytest.fixture(scope="module")
def candidate(house, speaker, shots, axe):
    """Somebody who is being interviewed, and speaks."""
    window = browsing.Visit(speaker, house.line.url, shots, axe)
    through_the_lobby(window, typed=True)
    yield window
    window.close()


def content(text: str) -> list[str]:
    """Return the words that carry what is said."""
    return [word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 3]


def assert_whole(answer: Locator) -> None:
    """What was heard is all that was spoken, once; the recogniser may err here and there."""
    answer.wait_for(state="attached", timeout=120_000)
    text = answer.text_content() or ""
    heard, thirds = content(text), [content(third) for third in THIRDS]
    spoken = set().union(*thirds)
    assert len(spoken & set(heard)) >= 0.8 * len(spoken), text
    assert all(len({*third} & {*heard}) >= len(third) / 2 for third in thirds), text
    assert len(heard) <= 1.25 * sum(map(len, thirds)), f"some of it twice: {text}"


def begin_to_answer(window, device: str, seconds: float) -> Locator:
    """Speak for so long when it is our turn; return where the answer will be shown."""
    window.screen("interview", "listening")
    answers = window.page.locator(ANSWER)
    answer = answers.nth(answers.count())
    speak_up(window.page, device)
    window.screen("interview", "hearing")
    window.page.wait_for_timeout(seconds * 1000)
    return answer


def test_what_is_said_before_during_and_after_a_cut_is_all_there(house, candidate):
    answer = begin_to_answer(candidate, "Fake Audio Input 1", seconds=4)
    house.line.pull()
    candidate.page.wait_for_timeout(5_000)  # of the eight that it is out
    candidate.screen("interview", "reconnecting")
    assert "Connection lost" in (candidate.page.text_content(".iv-stage") or "")
    assert "what you say are kept" in (candidate.page.text_content(".iv-standstill") or "")
    candidate.page.wait_for_timeout(3_000)
    house.line.plug()
    assert_whole(answer)


def test_what_is_said_while_the_server_dies_and_comes_back_is_all_there(house, candidate):
    answer = begin_to_answer(candidate, "Fake Audio Input 2", seconds=5)
    house.kill()
    candidate.screen("interview", "reconnecting")
    house.begin()
    assert_whole(answer)
    end(candidate)
    candidate.page.click('[data-tab="transcript"]')
    assert_whole(candidate.page.locator(".said.candidate .said-text").last)


def test_a_page_that_is_loaded_anew_goes_on_where_it_was(scripted_url, silent_browser, visit):
    window = visit(silent_browser, scripted_url)
    page = window.page
    through_the_lobby(window, typed=True)
    window.screen("interview", "listening")
    type_answer(page, "I led the tests of a product, and we shipped it on time.")
    page.wait_for_selector(ANSWER, state="attached")
    window.screen("interview", "listening")
    page.fill(COMPOSER, "Half an answer")
    before = said(page)

    page.reload()
    window.screen("resume", "asking")
    assert window.barriers() == []
    page.click('[data-way="lobby.type_instead"]')
    window.screen("interview", "listening")
    assert said(page).startswith(before)
    assert page.input_value(COMPOSER) == "Half an answer"
    page.press(COMPOSER, "Enter")
    page.wait_for_selector(f"{ANSWER} >> nth=1", state="attached")
    end(window)
    page.click('[data-tab="transcript"]')
    page.locator(".said.candidate", has_text="Half an answer").wait_for()
    assert window.problems == []
