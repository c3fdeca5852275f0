import numpy as np
import pytest
from support import media
from support.decoding import LOST, decoder, heard, likeness
from support.formats import (
    FILES,
    OPUS_PACKET,
    TWO_AAC_PACKETS,
    TWO_MP3_PACKETS,
    chunks,
    file,
    holds,
    speech,
)

from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.errors import Undecodable

BEHIND = slice(52_000, 68_000)
"""A second that lies behind the hole; if time did not hold, it would be another one."""

TIMED = ["ogg", "webm", "recorder", "mp4 fragments", "mp4 opus", "mp4", "mp4 faststart", "video"]


def damaged(name, how, middle=12):
    pieces = list(chunks(name))
    noise = np.random.default_rng(5).bytes(len(pieces[middle]))
    pieces[middle] = {"lost": LOST, "noise": noise, "zeros": bytes(len(noise))}[how]
    return pieces


@pytest.mark.parametrize("name", TIMED)
def test_time_holds_across_a_lost_chunk(name):
    result = heard(FILES[name][0], damaged(name, "lost"))
    assert holds(result.samples, FILES[name][2])
    assert likeness(result.samples[BEHIND], speech()[BEHIND]) > 0.9


@pytest.mark.parametrize("name", TIMED)
@pytest.mark.parametrize("how", ["noise", "zeros"])
def test_sound_goes_on_behind_noise(name, how):
    result = heard(FILES[name][0], damaged(name, how))
    # noise that happens to decode need not be as long as what it stands for
    assert abs(len(result.samples) - len(speech())) < RATE_HZ // 2
    start, end = BEHIND.start - RATE_HZ, BEHIND.stop
    assert likeness(result.samples[BEHIND], speech()[start:end], RATE_HZ * 2) > 0.5


@pytest.mark.parametrize("name", ["ogg", "webm", "recorder", "mp4 opus", "mp4 fragments"])
@pytest.mark.parametrize("how", ["lost", "noise", "zeros"])
def test_a_hole_costs_little_more_than_itself(name, how):
    result = heard(FILES[name][0], damaged(name, how))
    slice_s = len(speech()) / RATE_HZ / 24
    assert 0 < result.concealed_s < slice_s + 0.6  # a page or a fragment more at most
    head = len(speech()) // 3
    assert likeness(result.samples[:head], speech()[:head]) > 0.95


# Samples in what is left of a frame on either side of a hole: it is lost with it. Chunks of
# AAC are as many bytes, but not as long as each other; the first of a WAV has a header.
LOST_AROUND = {"mp3": TWO_MP3_PACKETS, "aac": 2 * TWO_AAC_PACKETS, "wav": 22, "pcm": 1}


@pytest.mark.parametrize("name", LOST_AROUND)
@pytest.mark.parametrize("middle", range(4, 20))
def test_a_lost_chunk_counts_as_long_as_the_others(name, middle):
    result = heard(FILES[name][0], damaged(name, "lost", middle))
    whole = heard(FILES[name][0], chunks(name))
    assert abs(len(result.samples) - len(whole.samples)) <= LOST_AROUND[name]
    assert result.concealed_s == pytest.approx(len(speech()) / RATE_HZ / 24, abs=0.05)


@pytest.mark.parametrize("name", ["mp3", "aac"])
def test_no_header_is_found_within_a_frame_behind_a_hole(name):
    whole = file(name)
    head, tail = whole[: len(whole) // 3], whole[len(whole) // 3 :]
    # what looks like a header of the same codec, of other bits than the stream's
    other = {"mp3": b"\xff\xf3\x88\xc4", "aac": b"\xff\xf9\x6c\x80\x3f\xff\xfc"}[name]
    result = heard(FILES[name][0], [head, LOST, other + bytes(300) + tail])
    rest = heard(FILES[name][0], [head, LOST, tail])
    assert np.array_equal(result.samples, rest.samples)


@pytest.mark.parametrize("name", ["mp3", "aac"])
def test_no_endless_search_behind_a_hole(name):
    strange = np.random.default_rng(7).bytes(16_384)
    result = heard(FILES[name][0], [file(name), LOST, strange, file(name)])
    assert likeness(result.samples[-2 * RATE_HZ :], speech()[-2 * RATE_HZ :], RATE_HZ // 2) > 0.8


def test_a_stream_of_another_codec_behind_a_hole_is_told():
    stream = decoder("audio/mpeg")
    stream.push(file("mp3"))
    stream.lost(1)
    stream.push(bytes(9000))
    with pytest.raises(Undecodable):
        stream.push(bytes(9000))
    stream.close()


@pytest.mark.parametrize("name", ["mp3", "aac", "vorbis"])
def test_a_format_without_time_goes_on_behind_noise(name):
    result = heard(FILES[name][0], damaged(name, "noise"))
    most_late = RATE_HZ // 2
    assert likeness(result.samples[-2 * RATE_HZ :], speech()[-2 * RATE_HZ :], most_late) > 0.8


def test_lost_packets_are_concealed_by_the_codec():
    packets = [*media.opus_packets(speech())]
    packets[60:63] = [LOST] * 3
    result = heard("audio/opus", packets)
    assert holds(result.samples, OPUS_PACKET)
    assert result.concealed_s == pytest.approx(0.06)
    start = 60 * OPUS_PACKET
    assert np.abs(result.samples[start : start + OPUS_PACKET]).max() > 0


def test_a_long_gap_is_bounded():
    stream = decoder("audio/opus")
    for packet in media.opus_packets(silence(0.2)):
        stream.push(packet)
    assert stream.lost(1_000_000).concealed_s == 5.0


def test_a_chunk_that_gives_nothing_is_told():
    stream = decoder("audio/webm")
    slices = media.recorder_slices(speech())
    stream.push(slices[0])
    with pytest.raises(Undecodable, match="left out"):
        stream.push(b"\xff" * 4000)
    assert len(stream.push(slices[2]).samples) > 3000
    stream.close()


def test_a_stream_that_gives_nothing_is_told_at_its_end():
    stream = decoder("audio/webm")
    with pytest.raises(Undecodable):
        stream.push(b"this is no sound whatsoever")
    with pytest.raises(Undecodable, match="stream"):
        stream.finish()


def test_a_loss_before_anything_came_is_borne():
    stream = decoder("audio/webm")
    assert len(stream.lost(3).samples) == 0
    assert likeness(stream.push(file("webm")).samples, speech()) > 0.95
    stream.close()


def test_an_empty_stream_is_no_fault():
    assert len(decoder("audio/webm").finish().samples) == 0
