import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import sync_playwright
from support import serving, speech, tools

from talkup_local.audio import encode
from talkup_local.audio.pcm import RATE_HZ, silence

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    return tools.require("chromium", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def wscat(tmp_path_factory) -> str:
    tools.require("nodejs", "node")
    return tools.npm_command("wscat", "wscat", tmp_path_factory.mktemp("wscat"))


@pytest.fixture(scope="session")
def served_url():
    # it speaks fast, so that nobody waits for its greeting
    with serving.command("--profile", "embedded", TALKUP_TTS_SPEED="2") as (_, url):
        yield url


@pytest.fixture(scope="session")
def microphone(tmp_path_factory) -> Path:
    """What the fake microphone hears: an answer, then silence."""
    path = tmp_path_factory.mktemp("microphone") / "answer.wav"
    spoken = speech.say("I worked on a small team, and I was responsible for the tests.")
    samples = np.concatenate((silence(1.0), spoken, silence(20.0)))
    encode.save(samples, RATE_HZ, path)
    return path


class _EmptyPage(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html>")

    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def origin():
    """A page on loopback: browsers give a microphone to it, and let it connect to loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _EmptyPage) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browse(chromium_path, origin):
    """Open a page of a real browser for a block, with a microphone that plays a file once."""

    @contextlib.contextmanager
    def opened(microphone):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium_path,
                timeout=120_000,
                args=[*CHROMIUM_FLAGS, f"--use-file-for-fake-audio-capture={microphone}%noloop"],
            )
            page = browser.new_page()
            page.set_default_timeout(120_000)
            page.goto(origin)
            yield page
            browser.close()

    return opened


@pytest.fixture
def page(browse, microphone):
    """A real browser's page with a microphone that speaks."""
    with browse(microphone) as page:
        yield page
