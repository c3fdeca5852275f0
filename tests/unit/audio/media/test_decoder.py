from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import media
from support.decoding import decoder, heard, likeness
from support.formats import (
    CONTAINERS,
    FILES,
    OPUS_PACKET,
    chunks,
    file,
    holds,
    speech,
)

from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.audio.resample import resample
from talkup_local.errors import LocalProtocolError


def wav_format(samples):
    """Return what 8 kHz carries of ``samples``."""
    return resample(resample(samples, RATE_HZ, 8_000), 8_000, RATE_HZ)


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_what_was_said(name):
    result = heard(FILES[name][0], chunks(name))
    assert holds(result.samples, FILES[name][2])
    assert likeness(result.samples, speech()) > 0.95
    assert result.undecodable == 0
    assert not result.refused


def test_a_low_rate_gives_what_it_carries():
    result = heard("audio/wav", [media.wav(speech(), rate_hz=8_000, subtype="FLOAT")])
    assert likeness(result.samples, wav_format(speech())) > 0.95


def test_bare_packets_give_what_was_said():
    result = heard("audio/opus", media.opus_packets(speech()))
    assert holds(result.samples, OPUS_PACKET)
    assert likeness(result.samples, speech()) > 0.95


@pytest.mark.parametrize("name", FILES)
def test_the_same_sound_comes_however_it_is_cut(name):
    whole = heard(FILES[name][0], [file(name)]).samples
    assert np.array_equal(heard(FILES[name][0], chunks(name, 100)).samples, whole)


@pytest.mark.parametrize("name", CONTAINERS)
def test_one_byte_at_a_time_is_enough(name):
    short = FILES[name][1](speech()[: RATE_HZ // 5])
    whole = heard(FILES[name][0], [short]).samples
    assert np.array_equal(heard(FILES[name][0], media.cut(short, 1)).samples, whole)


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(CONTAINERS), cuts=st.lists(st.integers(1, 60_000), max_size=30))
def test_the_same_sound_comes_cut_anywhere(name, cuts):
    pieces = media.cut_at(file(name), cuts)
    whole = heard(FILES[name][0], [file(name)]).samples
    assert np.array_equal(heard(FILES[name][0], pieces).samples, whole)


@pytest.mark.parametrize("name", sorted(set(CONTAINERS) - {"mp4"}))
def test_sound_comes_before_the_stream_ends(name):
    stream = decoder(FILES[name][0])
    pieces = chunks(name)
    got = sum(len(stream.push(piece).samples) for piece in pieces[: len(pieces) // 2])
    stream.close()
    assert got > 0.3 * len(speech())


def test_a_slice_is_heard_within_its_push():
    stream = decoder("audio/webm;codecs=opus")
    lengths = [len(stream.push(s).samples) for s in media.recorder_slices(speech())[:-1]]
    stream.close()
    # slices end with a packet, and a filter holds back less than one
    assert all(abs(length - RATE_HZ // 4) < 2 * OPUS_PACKET for length in lengths)


@pytest.mark.parametrize("word", ["audio", "video"])
@pytest.mark.parametrize("name", ["ogg", "webm", "mp4", "mp3", "aac", "wav", "video"])
def test_a_plain_word_is_enough(word, name):
    assert likeness(heard(word, chunks(name)).samples, speech()) > 0.95


@pytest.mark.parametrize("name", ["ogg", "webm", "mp4 fragments", "wav"])
def test_a_stream_with_the_wrong_name_is_read(name):
    wrong = "audio/webm" if name != "webm" else "audio/opus"
    assert likeness(heard(wrong, chunks(name)).samples, speech()) > 0.95


def test_the_time_of_silence_is_exact():
    edges = [0, 1, 159, 160, 16_000]
    for first, second in pairwise(edges):
        result = heard("audio/pcm", [media.pcm(silence(1.0))[2 * first : 2 * second]])
        assert len(result.samples) == second - first


def test_closing_twice_is_fine():
    stream = decoder("audio/webm")
    stream.push(media.recorder_slices(speech())[0])
    stream.close()
    stream.close()


def test_a_closed_stream_takes_nothing():
    stream = decoder("audio/webm")
    stream.close()
    with pytest.raises(LocalProtocolError):
        stream.push(b"")


@pytest.mark.parametrize("name", FILES)
def test_a_stream_may_end_in_the_middle(name):
    pieces = chunks(name)
    stream = decoder(FILES[name][0])
    for piece in pieces[: len(pieces) // 3]:
        stream.push(piece)
    stream.close()


def test_a_stream_closed_by_another_thread_ends_soon():
    from threading import Thread

    stream = decoder("audio/webm", seconds=1e9, seconds_at_once=1e9)
    start = media.recorder_slices(silence(0.1))[0]
    pushing = Thread(
        target=stream.push,
        args=(start + media.simple_block(100, media.BOMB) * 1_000_000,),
        daemon=True,
    )
    pushing.start()
    stream.close()
    pushing.join(20)
    assert not pushing.is_alive()


def test_streams_side_by_side_do_not_mix():
    first, second = speech()[: 2 * RATE_HZ], speech()[-2 * RATE_HZ :]
    streams = [decoder("audio/webm"), decoder("audio/webm")]
    got = [[], []]
    for pair in zip(media.recorder_slices(first), media.recorder_slices(second), strict=True):
        for stream, parts, piece in zip(streams, got, pair, strict=True):
            parts.append(stream.push(piece).samples)
    for said, parts in zip((first, second), got, strict=True):
        assert likeness(np.concatenate(parts), said) > 0.9


def test_many_streams_leave_no_thread():
    import threading

    before = threading.active_count()
    for name in [*FILES, *FILES][:32]:
        stream = decoder(FILES[name][0])
        stream.push(chunks(name)[0])
        stream.close()
    assert threading.active_count() == before
