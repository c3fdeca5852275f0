"""The client module in a real browser: the example of its page, and what is to be heard."""

import base64
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from support import browsing, speech

from talkup_local.audio import encode
from talkup_local.audio.pcm import RATE_HZ, silence

EMBEDDING = Path(__file__).parents[2] / "docs" / "embedding.md"
ADDRESS = "https://talkup.example"

GAP_MS = 30

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]

LISTEN = """() => {
  window.seen = { states: [], says: [], notices: [] };
  const on = (name, note) => client.addEventListener(name, ({ detail }) => note(detail));
  on('turn', ({ state }) => seen.states.push(state));
  on('says', ({ text }) => seen.says.push(text));
  on('notice', ({ code }) => seen.notices.push(code));
  on('answer', ({ answers }) => { seen.answers = answers; seen.saidBefore = seen.says.length; });
}"""

# Plays tones through a player, breaks the last one off, and writes down what came out.
PLAY = """async ([base, tones]) => {
  const { Player } = await import(`${base}/client/talkup-client.js`);
  const player = new Player();
  await player.open();
  const { context } = player.output;
  const heard = [];
  const tap = context.createScriptProcessor(1024, 1, 1);
  tap.onaudioprocess = ({ inputBuffer }) => heard.push(...inputBuffer.getChannelData(0));
  player.output.connect(tap).connect(context.destination);
  const texts = [];
  player.addEventListener('segment', ({ detail }) => texts.push(detail.text));
  const bytes = (tone) => Uint8Array.from(atob(tone), (sign) => sign.charCodeAt(0)).buffer;
  tones.forEach((tone, index) => player.add(bytes(tone), `tone ${index}`));
  const until = async (done) => {
    while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await until(() => texts.length === tones.length);
  player.flush();
  await until(() => player.stats.stoppedInMs !== null);
  const after = heard.length;
  await until(() => heard.length > after + context.sampleRate / 4);
  const { stats } = player;
  await player.close();
  return { rate: context.sampleRate, heard, texts, stats };
}"""

# A browser that takes its time to give a microphone, and the last wish that counts all the same.
CHANGE_ONES_MIND = """async (base) => {
  const { Microphone } = await import(`${base}/client/talkup-client.js`);
  const { mediaDevices } = navigator;
  const given = [];
  let askedAgain = () => {};
  mediaDevices.getUserMedia = async (wish) => {
    const stream = await MediaDevices.prototype.getUserMedia.call(mediaDevices, wish);
    given.push(...stream.getTracks());
    const held = askedAgain;
    askedAgain = () => {};
    await held();
    return stream;
  };
  const told = (promise) => promise.then(() => 'opened', ({ code }) => code);
  const live = () => given.filter(({ readyState }) => readyState === 'live').length;
  const seen = {};

  const left = new Microphone();
  askedAgain = () => left.close();
  seen.left = [await told(left.open()), live()];
  seen.silent = await told(left.record(0.1));

  const changed = new Microphone();
  let second;
  askedAgain = () => (second = told(changed.open()));
  seen.changed = [await told(changed.open()), await second, live()];
  seen.recorded = (await changed.record(0.1)).length;
  await changed.close();
  delete mediaDevices.getUserMedia;
  return { ...seen, after: live() };
}"""

# A player whose parts can't be loaded at first.
WITHOUT_PARTS = """async (base) => {
  const { Player } = await import(`${base}/client/talkup-client.js`);
  const { addModule } = AudioWorklet.prototype;
  AudioWorklet.prototype.addModule = () => Promise.reject(new Error('cut'));
  const player = new Player();
  const words = [];
  player.addEventListener('segment', ({ detail }) => words.push(detail.text));
  await player.add(null, 'Hello.');
  const waits = player.playing;
  AudioWorklet.prototype.addModule = addModule;
  await player.open();
  await player.close();
  return { words, waits };
}"""


@pytest.fixture(scope="module")
def example(served_url):
    """A page elsewhere that is the example of the documentation."""
    text = EMBEDDING.read_text()
    (page,) = re.findall(r"```html\n(<!doctype html>.*?)```", text, flags=re.DOTALL)
    assert ADDRESS in page
    body = page.replace(ADDRESS, served_url.replace("ws://", "http://")).encode()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def answer(tmp_path_factory) -> Path:
    """What the fake microphone hears: an answer that breaks into the greeting."""
    path = tmp_path_factory.mktemp("answer") / "answer.wav"
    spoken = speech.say("I worked on a small team, and I was responsible for the tests.")
    encode.save(np.concatenate((silence(5.5), spoken, silence(60.0))), RATE_HZ, path)
    return path


@pytest.fixture(scope="module")
def page(chromium_path, example, answer):
    with browsing.browser(chromium_path, sound=f"{answer}%noloop") as browser:
        page = browser.new_page()
        page.set_default_timeout(60_000)
        page.goto(example)
        yield page


@pytest.fixture(scope="module")
def held(page):
    """What was seen in an interview, from the click until a reply was spoken."""
    page.evaluate(LISTEN)
    page.click("#start")
    page.wait_for_function("seen.states.includes('pausing')")
    page.evaluate("client.done()")
    page.wait_for_function("seen.answers && seen.says.length > seen.saidBefore")
    seen = page.evaluate("({...seen, stats: player.stats})")
    seen["candidate"] = page.text_content("#candidate")
    page.click("#end")
    page.wait_for_function("client.state === 'ended'")
    return seen


def test_the_example_holds_an_interview_from_another_site(held):
    assert held["says"][0] == "Hello, and welcome."
    assert held["answers"] >= 1  # a pause may have ended one before it was declared over
    assert held["candidate"]
    assert held["notices"] == []


def test_who_speaks_into_the_greeting_silences_it(held):
    # whether it goes on afterwards is a matter of the words that were made out
    assert "held" in held["states"]
    assert held["stats"]["stoppedInMs"] >= 0


def test_segments_join_without_a_gap_and_stop_at_once(page, served_url):
    tones = [_tone(0.4, 440.0 + 110 * number) for number in range(4)] + [_tone(2.0, 220.0)]
    played = page.evaluate(PLAY, [served_url.replace("ws://", "http://"), tones])
    assert played["texts"] == [f"tone {number}" for number in range(5)]
    assert played["stats"]["gaps"] == []

    loud = np.abs(np.asarray(played["heard"])) > 0.02
    sounding = np.flatnonzero(loud)
    longest_s = np.diff(sounding).max() / played["rate"]
    assert longest_s * 1000 < GAP_MS
    # the first four were heard whole, and of the last one only its beginning
    assert 1.6 <= (sounding[-1] - sounding[0]) / played["rate"] < 3.0


def test_of_two_wishes_for_a_microphone_the_last_one_counts(page, served_url):
    seen = page.evaluate(CHANGE_ONES_MIND, served_url.replace("ws://", "http://"))
    assert seen == {
        "left": ["CLOSED", 0],
        "silent": "CLOSED",
        "changed": ["CLOSED", "opened", 1],
        "recorded": 1600,
        "after": 0,
    }


def test_a_player_that_can_not_be_opened_tells_the_words_and_may_be_opened_later(page, served_url):
    seen = page.evaluate(WITHOUT_PARTS, served_url.replace("ws://", "http://"))
    assert seen == {"words": ["Hello."], "waits": False}


def _tone(seconds: float, hz: float) -> str:
    """Return a tone as the server would send it: MP3, as base64."""
    time = np.arange(int(seconds * 24_000)) / 24_000
    samples = (np.sin(2 * np.pi * hz * time) * 16_000).astype(np.int16)
    return base64.b64encode(encode.mp3(samples, 24_000)).decode()
