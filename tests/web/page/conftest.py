import contextlib
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Error, sync_playwright
from support import browsing, serving, speech, tools
from support.interviews import engines
from support.stage import past, stage

from talkup_local.audio import encode
from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.engines.scripted import ScriptedVoice

ANSWERS = (
    "I worked on a small team, and I was responsible for the tests of our product.",
    "I learned to listen first, and then we solved the problem together.",
    "No, I have no questions, thank you.",
)


def short_voice() -> ScriptedVoice:
    """A voice that says a sentence in less than half a second."""
    return ScriptedVoice(s_per_character=0.005)


@pytest.fixture(scope="session")
def axe(tmp_path_factory) -> Path:
    """The accessibility checker."""
    return tools.npm_file("axe-core", "axe.min.js", tmp_path_factory.mktemp("axe"))


@pytest.fixture(scope="session")
def shots(tmp_path_factory) -> Path:
    """Where the pictures of the states are kept."""
    return browsing.shots_folder(tmp_path_factory.mktemp("shots"))


@pytest.fixture(scope="session")
def spoken(tmp_path_factory) -> Path:
    """What the fake microphone hears over and over: answers, with silence between."""
    path = tmp_path_factory.mktemp("spoken") / "answers.wav"
    parts = [silence(2.0)]
    for answer in ANSWERS:
        parts += [speech.say(answer), silence(8.0)]
    encode.save(np.concatenate(parts), RATE_HZ, path)
    return path


@pytest.fixture(scope="module")
def launch(chromium_path):
    """Open browsers that stay for a module: one Playwright drives them, a thread has but one."""
    with sync_playwright() as playwright, contextlib.ExitStack() as browsers:
        yield lambda *flags, **options: browsers.enter_context(
            browsing.launched(playwright, chromium_path, *flags, **options)
        )


@pytest.fixture(scope="module")
def silent_browser(launch):
    """A browser without a microphone."""
    return launch()


@pytest.fixture
def visit(shots, axe):
    """Open a window on a server's page; all are closed in the end, and complained of nothing."""
    opened = []

    def come(browser, url: str, **options) -> browsing.Visit:
        visit = browsing.Visit(browser, url.replace("ws://", "http://"), shots, axe, **options)
        opened.append(visit)
        return visit

    yield come
    for one in opened:
        with contextlib.suppress(Error):  # a browser that a test has closed is gone already
            one.close()


@contextlib.contextmanager
def scripted(folder: Path, **flags: object):
    """Run a server whose engines follow a script, and speak fast: for those who type."""
    ours = {
        "store.enabled": True,
        "data": str(folder),
        "interview.questions": 1,
        "interview.linger_s": 1.0,
        "interview.delivery": "paced",
    }
    given = {**ours, **{name.replace("__", "."): value for name, value in flags.items()}}
    with serving.running_aside(flags=given, engines=engines(tts=short_voice())) as url:
        yield url


@pytest.fixture(scope="session")
def run_scripted():
    """Run such a server, for a test with settings of its own."""
    return scripted


@pytest.fixture(scope="session")
def scripted_url(tmp_path_factory):
    """A server whose engines follow a script, for many tests."""
    with scripted(tmp_path_factory.mktemp("kept")) as url:
        yield url


@pytest.fixture(scope="session")
def french_url(tmp_path_factory):
    """The same in French: no French recogniser is in every installation."""
    with scripted(tmp_path_factory.mktemp("kept"), interview__language="fr") as url:
        yield url


@pytest.fixture(scope="session")
def theatre(tmp_path_factory):
    """A server with interviews from before, whose interviewer waits for the pictures."""
    records = (
        past("en", 21.0, "e8802c6f"),
        past("en", 8.4, "0c59d1e3", state="broken", reason="gone"),
        past("fr", 2.2, "b14e07aa"),
        past("en", 1.0, "7f3c9a52"),
    )
    with stage(tmp_path_factory.mktemp("kept"), *records) as made:
        yield made


@pytest.fixture
def look(theatre, silent_browser, visit):
    """Open a window on that server, or at a URL, with a microphone that the test speaks into."""

    def come(url: str = "", **options):
        window = visit(silent_browser, url or theatre.url, **options)
        window.context.add_init_script(path=Path(__file__).with_name("stand_ins.js"))
        return window

    return come
