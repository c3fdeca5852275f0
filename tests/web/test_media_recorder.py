"""What a real browser's MediaRecorder makes of a microphone, streamed slice by slice.

Every recorder hears the same microphone at the same time. What comes of its stream is
compared with what comes of the file that the microphone plays, with nothing between: one
word in ten may be worse, for a browser that is short of time loses bits of the sound before they
are recorded. It plays the file once, in its own time and at its own rate, so there is no telling
the sound sample by sample.
"""

import asyncio
from pathlib import Path

import numpy as np
import pytest
import soundfile
from support import serving
from support.streaming import SENTENCES, error_rate, front_end, speech

from talkup_local.audio import encode
from talkup_local.audio.pcm import RATE_HZ, silence

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "docs" / "examples"
SAID = SENTENCES[:5]
BRIEF = SENTENCES[:3]
TOLERANCE = 0.1
SOUND = "audio/webm;codecs=opus"
PICTURE = "video/webm;codecs=vp8,opus"

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]

RECORDINGS = {
    "chunks_250_ms": {"way": "chunks", "sliceMs": 250},
    "chunks_1_s": {"way": "chunks", "sliceMs": 1000},
    "frames_250_ms": {"way": "frames", "sliceMs": 250},
    "frames_1_s": {"way": "frames", "sliceMs": 1000},
    "packets_250_ms": {"way": "packets", "sliceMs": 250},
    "packets_1_s": {"way": "packets", "sliceMs": 1000},
    "video_1_s": {"way": "chunks", "sliceMs": 1000, "mimeType": PICTURE},
}

RECORD = """async (recordings) => {
  const heard = await microphone();
  const seen = camera(heard);
  const record_one = async (options) => {
    const end = await record(options.mimeType.startsWith('video') ? seen : heard, options);
    await end.until(({ type, scope }) => type === 'transcript_update' && scope === 'utterance');
    // a client that knows of no streams names none at the end either
    end.send('stream_end', options.way === 'packets' ? {} : { stream_id: 'recording' });
    const result = await end.result();
    end.socket.close();
    return { result, told: end.told, slices: end.slices };
  };
  const names = Object.keys(recordings);
  const results = await Promise.all(names.map((name) => record_one(recordings[name])));
  return Object.fromEntries(names.map((name, number) => [name, results[number]]));
}"""

CONVERSE = """async ([url, seconds]) => {
  const end = await record(await microphone(), {
    url, mimeType: 'audio/webm;codecs=opus', sliceMs: 250, seconds, way: 'packets',
  });
  end.send('stream_end', {});
  const result = await end.result();
  const spoken = () => end.told.filter((message) => message.reply && message.reply.duration_s);
  while (end.decoded.length + end.refused.length < spoken().length)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return { result, told: end.told, decoded: end.decoded, refused: end.refused };
}"""

LEAVE = """async (url) => {
  const end = await record(await microphone(), {
    url, mimeType: 'audio/webm;codecs=opus', sliceMs: 250, seconds: 3, way: 'packets',
  });
  end.socket.close();
  const other = new FrontEnd(url);
  await other.open;
  for (let open = 2; open > 1;) {
    other.told.length = 0;
    other.send('status', {});
    open = (await other.until((message) => message.type === 'status')).sessions;
  }
  other.socket.close();
  return true;
}"""

EXAMPLE = """async ([program, url, seconds]) => {
  const address = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  const { StreamClient } = await import(address);
  const client = await new StreamClient(`${url}/ws`, () => {}).connect();
  const stop = await client.microphone('voice', { services: ['speech_to_text'] });
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const result = await stop();
  client.close();
  return result;
}"""

PING = """async (url) => {
  const end = new FrontEnd(url);
  await end.open;
  const timestamp = new Date().toISOString();
  end.send('ping', { timestamp, payload: { from: 'page', list: [1, 'two', null] } });
  const pong = await end.until((message) => message.type === 'pong');
  end.socket.close();
  return { timestamp, pong };
}"""


@pytest.fixture(scope="module")
def transcribing_url():
    """A server that only transcribes what says nothing else."""
    services = {"TALKUP_STREAM_SERVICES": "speech_to_text"}
    with serving.command("--profile", "embedded", **services) as (_, url):
        yield url


def duration_s(sound):
    return soundfile.info(sound).duration


def played(sentences, folder):
    """A microphone's file: speech, after some seconds in which a browser finds its pace."""
    path = folder / "speech.wav"
    encode.save(np.concatenate([silence(4.0), speech(sentences)]), RATE_HZ, path)
    return path


@pytest.fixture(scope="module")
def microphone(tmp_path_factory):
    return played(SAID, tmp_path_factory.mktemp("microphone"))


@pytest.fixture(scope="module")
def spoken_s(microphone):
    return duration_s(microphone)


@pytest.fixture(scope="module")
def brief(tmp_path_factory):
    """A microphone that says little."""
    return played(BRIEF, tmp_path_factory.mktemp("brief"))


@pytest.fixture
def page(browse, brief):
    with browse(brief) as page:
        page.add_script_tag(path=HERE / "recorder.js")
        yield page


@pytest.fixture(scope="module")
def plain(microphone, transcribing_url):
    """The word error rate of the microphone's own file."""

    async def transcribe():
        async with front_end(transcribing_url) as peer:
            return await peer.stream("file", "audio/wav", [microphone.read_bytes()])

    heard = asyncio.run(transcribe())["transcript"]
    rate = error_rate(" ".join(SAID), heard)
    print(f"\nthe file: word error rate {rate:.3f}: {heard}")  # noqa: T201 - shown by pytest -s
    return rate


@pytest.fixture(scope="module")
def recorded(plain, browse, microphone, spoken_s, transcribing_url):
    """What was told of each of ``RECORDINGS``."""
    common = {
        "url": transcribing_url,
        "mimeType": SOUND,
        "seconds": spoken_s + 1,
        "services": ["speech_to_text"],
    }
    with browse(microphone) as page:
        page.add_script_tag(path=HERE / "recorder.js")
        recordings = {name: {**common, **options} for name, options in RECORDINGS.items()}
        return page.evaluate(RECORD, recordings)


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_recording_is_heard_as_the_microphone_s_own_file_is(name, recorded, plain):
    result, told = recorded[name]["result"], recorded[name]["told"]
    rate = error_rate(" ".join(SAID), result["transcript"])
    print(f"\n{name}: word error rate {rate:.3f}, the file {plain:.3f}")  # noqa: T201 - shown by -s
    assert rate - plain <= TOLERANCE, result["transcript"]
    assert [m for m in told if m["type"] == "error"] == []
    assert result["audio"]["lost_chunks"] == result["audio"]["undecodable_chunks"] == 0


@pytest.mark.parametrize("name", RECORDINGS)
def test_words_are_told_before_the_recording_ends(name, recorded):
    told = recorded[name]["told"]
    assert recorded[name]["slices"] > 2
    utterances = [m for m in told if m["type"] == "transcript_update" and m["scope"] == "utterance"]
    assert sum(m["final"] for m in utterances) >= len(SAID)


def test_pictures_of_a_video_are_counted(recorded):
    result = recorded["video_1_s"]["result"]
    seconds = result["audio"]["duration_s"]
    # two in a second of the recording; a busy machine paints less often than it should
    assert seconds / 2 <= result["video"]["pictures"] <= seconds * 2 + 2
    assert (result["video"]["width"], result["video"]["height"]) == (320, 240)
    assert "video" not in recorded["chunks_1_s"]["result"]


def test_a_client_that_knows_of_no_streams_has_a_conversation(page, served_url, brief):
    seen = page.evaluate(CONVERSE, [served_url, duration_s(brief) + 4])
    assert seen["refused"] == []
    assert seen["decoded"]
    assert [m["code"] for m in seen["told"] if m["type"] == "error"] == []
    replies = [m["reply"] for m in seen["told"] if "reply" in m]
    lengths = [reply["duration_s"] for reply in replies if "duration_s" in reply]
    assert sorted(d["length_s"] for d in seen["decoded"]) == pytest.approx(sorted(lengths), abs=0.1)
    # greeted, then answered
    assert sum(reply["last"] for reply in replies) >= 2
    assert error_rate(" ".join(BRIEF), seen["result"]["transcript"]) < 0.2


def test_a_client_that_closes_without_an_end_frees_its_place(page, transcribing_url):
    assert page.evaluate(LEAVE, transcribing_url)


def test_a_ping_brings_its_payload_back(page, transcribing_url):
    seen = page.evaluate(PING, transcribing_url)
    assert seen["pong"]["payload"] == {"from": "page", "list": [1, "two", None]}
    assert seen["pong"]["client_timestamp"] == seen["timestamp"]
    assert isinstance(seen["pong"]["timestamp"], int)


def test_the_documents_client_records_a_microphone(browse, microphone, spoken_s, transcribing_url):
    program = (EXAMPLES / "stream_client.mjs").read_text(encoding="utf-8")
    with browse(microphone) as page:
        seen = page.evaluate(EXAMPLE, [program, transcribing_url, spoken_s + 1])
    # it asks the browser for what people have: with noise suppression and echo cancellation,
    # which take a sentence to find their measure
    assert error_rate(" ".join(SAID), seen["transcript"]) < 0.2
