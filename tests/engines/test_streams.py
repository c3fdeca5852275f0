"""Streams in every format, by real sockets to the embedded engines.

The same words are spoken once by espeak-ng and sent in every format. What is heard in each
may differ by two words in a hundred from what is heard in the plain samples, which is one in
this speech.
"""

import asyncio
import random
import time
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from support import media
from support.serving import running_aside
from support.streaming import SENTENCES, error_rate, front_end, speech, words

from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.audio.resample import resample

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]

SPOKEN = SENTENCES[:6]
SAID = " ".join(SPOKEN)
TOLERANCE = 0.02
TOLERANCE_BESIDE = 0.1
"""Where several share the recogniser, a word in doubt may be heard otherwise."""
HUMAN_FORMATS = ("webm_250_ms", "mp3")
WEBM = "audio/webm;codecs=opus"
PCM = "audio/pcm;rate=16000"

SAID_BY_HUMANS = (
    "Ever tried. Ever failed. No matter. Try again. Fail again. Fail better. "
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the "
    "age of foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the "
    "season of light, it was the season of darkness, it was the spring of hope, it was the winter "
    "of despair, we had everything before us, we had nothing before us, we were all going direct "
    "to heaven, we were all going direct the other way, in short, the period was so far like the "
    "present period, that some of its noisiest authorities insisted on its being received, for "
    "good or for evil, in the superlative degree of comparison only."
)


@pytest.fixture(scope="module")
def spoken():
    return speech(SPOKEN)


@pytest.fixture(scope="module")
def human():
    """A minute of two people, read aloud, with a pause between."""
    folder = Path(find_spec("moonshine_voice").origin).parent / "assets"
    parts = []
    for name in ("beckett.wav", "two_cities.wav"):
        samples, rate_hz = soundfile.read(folder / name, dtype="int16")
        parts += [resample(samples, rate_hz, RATE_HZ), silence(1.2)]
    return np.concatenate(parts)


@pytest.fixture(scope="module")
def server():
    with running_aside(flags={"profile": "embedded", "llm.engine": "rules"}) as url:
        yield url


@pytest.fixture(scope="module")
def plain(spoken, server):
    """The word error rate when the samples come as they are."""

    async def transcribe():
        async with front_end(server) as peer:
            result = await peer.stream("plain", PCM, quarters(spoken))
        return result["transcript"]

    heard = asyncio.run(transcribe())
    rate = error_rate(SAID, heard)
    print(f"\nplain samples: word error rate {rate:.3f}: {heard}")  # noqa: T201 - shown by -s
    return rate


def quarters(samples):
    """Samples in chunks of 250 ms."""
    return media.cut(media.pcm(samples), RATE_HZ // 2)


def check(name, result, plain, said=SAID, tolerance=TOLERANCE):
    """Check that the words of a stream are heard as well as the plain ones were."""
    heard = result["transcript"]
    rate = error_rate(said, heard)
    print(f"\n{name}: word error rate {rate:.3f}, plain {plain:.3f}")  # noqa: T201 - shown by -s
    assert rate - plain <= tolerance, heard


FORMATS = {
    "ogg_opus": ("audio/ogg;codecs=opus", lambda s: media.cut(media.ogg_opus(s), 1500)),
    "bare_opus": ("audio/opus", media.opus_packets),
    "webm_100_ms": (WEBM, lambda s: media.recorder_slices(s, slice_ms=100)),
    "webm_250_ms": (WEBM, lambda s: media.recorder_slices(s, slice_ms=250)),
    "webm_1_s": (WEBM, lambda s: media.recorder_slices(s, slice_ms=1000)),
    "webm_by_ffmpeg_stereo": (WEBM, lambda s: media.cut(media.webm(s, channels=2), 3000)),
    "mp4_fragmented": ("audio/mp4", lambda s: media.cut(media.fragmented_mp4(s), 4000)),
    "mp4_faststart": ("audio/mp4", lambda s: media.cut(media.mp4(s, faststart=True), 4000)),
    "mp4_index_last": ("audio/mp4", lambda s: media.cut(media.mp4(s), 4000)),
    "mp3": ("audio/mpeg", lambda s: media.cut(media.mp3(s), 3000)),
    "aac": ("audio/aac", lambda s: media.cut(media.adts(s), 3000)),
    "wav_44100_stereo": (
        "audio/wav",
        lambda s: media.cut(media.wav(s, rate_hz=44_100, channels=2), 44_100),
    ),
    "wav_float": ("audio/wav", lambda s: media.cut(media.wav(s, subtype="FLOAT"), 16_001)),
    "wav_48000_24_bit": (
        "audio/wav",
        lambda s: media.cut(media.wav(s, rate_hz=48_000, subtype="PCM_24"), 35_999),
    ),
    "pcm_16000": (PCM, quarters),
    "pcm_44100_stereo": (
        "audio/pcm;rate=44100;channels=2",
        lambda s: media.cut(media.pcm(s, rate_hz=44_100, channels=2), 44_100),
    ),
    "only_audio_is_said": ("audio", lambda s: media.cut(media.ogg_opus(s), 1500)),
}


@pytest.mark.parametrize("name", FORMATS)
async def test_a_format_is_heard_as_the_plain_samples_are(name, spoken, plain, server):
    media_type, chunks_of = FORMATS[name]
    async with front_end(server) as peer:
        result = await peer.stream("a", media_type, chunks_of(spoken))
    check(name, result, plain)
    assert peer.codes() == []
    assert " ".join(peer.finals("a")) == result["transcript"]
    assert result["audio"]["duration_s"] == pytest.approx(len(spoken) / RATE_HZ, abs=0.15)
    assert result["audio"]["lost_chunks"] == result["audio"]["undecodable_chunks"] == 0


@pytest.mark.parametrize("name", ["webm_250_ms", "bare_opus"])
async def test_binary_frames_are_heard_as_base64_is(name, spoken, plain, server):
    media_type, chunks_of = FORMATS[name]
    async with front_end(server) as peer:
        await peer.start("a", media_type)
        for chunk in chunks_of(spoken):
            await peer.send(chunk)
        result = await peer.end("a")
    check(f"{name}, binary", result, plain)
    assert peer.codes() == []


async def test_human_voices_are_heard_as_in_their_files_decoded_whole(human, server):
    # What the codec has taken away is gone in both. A recogniser stumbles over a word more or
    # less where the sound differs by a hair, so all together are compared.
    narrow = np.frombuffer(media.pcm(human, rate_hz=8_000), np.int16)
    cases = {name: (FORMATS[name][0], FORMATS[name][1](human)) for name in HUMAN_FORMATS}
    whole = {name: decode(b"".join(chunks)) for name, (_, chunks) in cases.items()}
    cases["pcm_8000"] = "audio/pcm;rate=8000", media.cut(narrow.tobytes(), 4000)
    whole["pcm_8000"] = resample(narrow, 8_000, RATE_HZ)
    rates = []
    async with front_end(server) as peer:
        for name, (media_type, chunks) in cases.items():
            told = await peer.stream(name, media_type, chunks)
            plain = await peer.stream(f"{name}, whole", PCM, quarters(whole[name]))
            pair = [error_rate(SAID_BY_HUMANS, each["transcript"]) for each in (told, plain)]
            print(f"\n{name}, human: word error rate {pair[0]:.3f}, whole {pair[1]:.3f}")  # noqa: T201 - shown by -s
            rates.append(pair)
    as_stream, as_file = np.mean(rates, axis=0)
    assert as_stream <= as_file + TOLERANCE


async def test_a_rate_may_stand_beside_the_format(spoken, server):
    chunks = media.cut(media.pcm(spoken, rate_hz=8_000), 4000)
    async with front_end(server) as peer:
        within = await peer.stream("a", "audio/pcm;rate=8000", chunks)
        beside = await peer.stream("b", "audio/pcm", chunks, sample_rate_hz=8_000)
    assert beside["audio"] == within["audio"]
    # at 8 kHz some words are lost, in either
    assert len(words(beside["transcript"])) == pytest.approx(len(words(SAID)), rel=0.3)


async def test_speech_in_real_time_is_heard_as_what_is_sent_at_once(server):
    slices = media.recorder_slices(speech(SENTENCES[:2]), slice_ms=250)
    async with front_end(server) as peer:
        await peer.start("a", WEBM)
        await peer.chunks("a", enumerate(slices), every_s=0.25)
        await peer.until(  # before its end
            lambda m: m["type"] == "transcript_update" and m["final"] and m["scope"] == "utterance"
        )
        told = await peer.end("a")
        at_once = await peer.stream("b", WEBM, slices)
    said = " ".join(SENTENCES[:2])
    check("webm, real time", told, error_rate(said, at_once["transcript"]), said)
    assert any(not m["final"] for m in peer.of("a"))


async def test_what_is_stable_of_a_partial_stays(spoken, server):
    async with front_end(server) as peer:
        await peer.start("a", PCM)
        await peer.chunks("a", enumerate(quarters(spoken)), every_s=0.02)
        await peer.end("a")
    updates = [m for m in peer.of("a") if m["type"] == "transcript_update"]
    for one, other in pairwise(m for m in updates if m["scope"] == "utterance"):
        if one["utterance"] == other["utterance"]:
            assert other["text"].startswith(one["text"][: one["stable"]])


async def test_chunks_out_of_order_and_doubled_are_heard_in_order(spoken, plain, server):
    chance = random.Random(4)
    chunks = list(enumerate(media.recorder_slices(spoken, slice_ms=250)))
    disorder = [chunks[0]]
    for at in range(1, len(chunks), 8):
        part = chunks[at : at + 8]
        disorder += [*chance.sample(part, len(part)), chance.choice(part)]
    async with front_end(server) as peer:
        await peer.start("a", WEBM)
        await peer.chunks("a", disorder)
        result = await peer.end("a")
    check("webm, shuffled", result, plain)
    assert peer.codes() == []
    assert result["audio"]["lost_chunks"] == 0


def spoilt(peer, *, beside):
    """The sentences of stream "a" that are heard otherwise, by more than a word, than beside."""
    pairs = zip(peer.finals(beside), peer.finals("a"), strict=True)
    return [heard for said, heard in pairs if error_rate(said, heard) > 1.5 / len(words(said))]


def loudest(samples):
    """The number of the quarter of a second that is surely speech."""
    whole = samples[: len(samples) // 4000 * 4000].reshape(-1, 4000).astype(float)
    return int(np.argmax((whole**2).sum(axis=1)))


async def test_a_lost_chunk_costs_no_more_than_its_sentence(spoken, server):
    chunks = list(enumerate(media.recorder_slices(spoken, slice_ms=250)))
    lost = loudest(spoken)
    async with front_end(server) as peer:
        await peer.start("a", WEBM)
        await peer.chunks("a", chunks[:lost] + chunks[lost + 1 :])
        result = await peer.end("a")
        await peer.stream("whole", WEBM, [chunk for _, chunk in chunks])
    print(f"\none chunk lost: {spoilt(peer, beside='whole')}")  # noqa: T201 - shown by -s
    assert result["audio"]["lost_chunks"] == 1
    assert result["audio"]["concealed_ms"] == pytest.approx(250, abs=25)
    assert len(spoilt(peer, beside="whole")) <= 1
    assert peer.codes() == []


async def test_a_corrupt_chunk_costs_no_more_than_its_sentence_and_is_told(spoken, server):
    chunks = media.recorder_slices(spoken, slice_ms=250)
    at = loudest(spoken)
    garbage = random.Random(1).randbytes(len(chunks[at]))
    async with front_end(server) as peer:
        await peer.stream("a", WEBM, [*chunks[:at], garbage, *chunks[at + 1 :]])
        await peer.stream("whole", WEBM, chunks)
    print(f"\none chunk corrupt: {spoilt(peer, beside='whole')}")  # noqa: T201 - shown by -s
    assert peer.codes() == ["UNDECODABLE"]
    assert len(spoilt(peer, beside="whole")) <= 1


async def test_two_streams_of_one_connection_are_heard_each(spoken, plain, server):
    webm, mp3 = media.recorder_slices(spoken), media.cut(media.mp3(spoken), 3000)
    async with front_end(server) as peer:
        results = await asyncio.gather(
            peer.stream("a", WEBM, webm), peer.stream("b", "audio/mpeg", mp3)
        )
    for result in results:
        check(result["stream_id"], result, plain, tolerance=TOLERANCE_BESIDE)
    assert peer.codes() == []


async def test_two_connections_are_heard_each(spoken, plain, server):
    async def send(server):
        async with front_end(server) as peer:
            return await peer.stream("same", "audio/ogg", media.cut(media.ogg_opus(spoken), 1500))

    results = await asyncio.gather(send(server), send(server))
    for result in results:
        check("ogg, one of two connections", result, plain, tolerance=TOLERANCE_BESIDE)


async def test_minutes_at_once_arrive_whole_and_pings_are_answered_meanwhile(spoken, server):
    """More than may line up for a stream: twice the chunks, three times the sound."""
    minutes = np.resize(spoken, 180 * RATE_HZ)
    chunks = media.cut(media.wav(minutes, rate_hz=48_000, channels=2), 65_536)
    assert sum(map(len, chunks)) > 2 * 16 * 2**20
    async with front_end(server) as peer:
        await peer.start("a", "audio/wav")
        for number, chunk in enumerate(chunks):
            await peer.send(peer.say.stream_chunk("a", chunk, number))
            if number % 20 == 0:
                await peer.send(peer.say.ping({"sent": number}))
        sent_at = time.perf_counter()
        result = await peer.end("a", timeout_s=500)
    print(f"\nthree minutes: heard {time.perf_counter() - sent_at:.1f} s after the last chunk")  # noqa: T201 - shown by -s
    assert peer.codes() == []
    assert result["audio"]["duration_s"] == pytest.approx(180, abs=0.1)
    kinds = [m["type"] for m in peer.told]
    assert kinds.count("pong") == len(range(0, len(chunks), 20))
    # the streams' answers come between those to the pings, not all behind or before them
    first, last = kinds.index("pong"), len(kinds) - kinds[::-1].index("pong")
    assert "transcript_update" in kinds[first:last]
    assert "transcript_update" in kinds[last:]
    said = " ".join([SAID] * round(180 * RATE_HZ / len(spoken)))
    assert error_rate(said, result["transcript"]) < 0.2
