import struct

import numpy as np
import pytest
from support import media
from support.decoding import decoder, heard, likeness
from support.formats import TWO_MP3_PACKETS, file, speech

from talkup_local.audio.media import opus
from talkup_local.audio.pcm import RATE_HZ
from talkup_local.errors import Undecodable


def test_each_slice_may_be_a_wav_file():
    pieces = [media.wav(speech()[at : at + 4_000]) for at in range(0, len(speech()), 4_000)]
    assert np.array_equal(heard("audio/wav", pieces).samples, speech())


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF, 0x7FFFFFFF])
def test_a_wav_file_of_unknown_length_goes_to_the_end(size):
    data = bytearray(media.wav(speech()))
    struct.pack_into("<I", data, data.index(b"data") + 4, size)
    assert np.array_equal(heard("audio/wav", media.cut(bytes(data), 999)).samples, speech())


def test_what_follows_the_data_is_no_sound():
    data = media.wav(speech()) + b"LIST\x04\0\0\0abcd"
    assert np.array_equal(heard("audio/wav", [data]).samples, speech())


def test_chunks_before_the_data_are_skipped():
    data = media.wav(speech())
    data = data[:12] + b"JUNK\x05\0\0\0abcde\0" + data[12:]
    assert np.array_equal(heard("audio/wav", media.cut(data, 11)).samples, speech())


@pytest.mark.parametrize(
    ("at", "value"),
    [(0, 0x5555), (2, 0), (2, 999), (14, 7)],
    ids=["tag", "no channel", "many channels", "bits"],
)
def test_a_wav_format_that_can_not_be_is_refused(at, value):
    data = bytearray(media.wav(speech()))
    struct.pack_into("<H", data, data.index(b"fmt ") + 8 + at, value)
    with pytest.raises(Undecodable):
        heard("audio/wav", [bytes(data)])


@pytest.mark.parametrize("rate_hz", [0, 1, 0xFFFFFFFF])
def test_a_wav_rate_that_can_not_be_is_refused(rate_hz):
    data = bytearray(media.wav(speech()))
    struct.pack_into("<I", data, data.index(b"fmt ") + 8 + 4, rate_hz)
    with pytest.raises(Undecodable):
        heard("audio/wav", [bytes(data)])


def test_a_wav_file_with_floats_beyond_measure_is_clipped():
    data = bytearray(media.wav(speech(), subtype="FLOAT"))
    struct.pack_into("<3f", data, data.index(b"data") + 8, 1e38, float("nan"), float("-inf"))
    assert heard("audio/wav", [bytes(data)]).samples[:3].tolist() == [32_767, 0, -32_768]


def test_stereo_is_mixed():
    two = np.stack([np.full(100, 1_000), np.full(100, 3_000)], axis=1).astype("<i2")
    result = heard("audio/pcm;channels=2", [two.tobytes()])
    assert set(result.samples.tolist()) == {2_000}


def test_pcm_may_be_cut_within_a_sample():
    pieces = media.cut(media.pcm(speech()), 3_001)
    assert np.array_equal(heard("audio/pcm", pieces).samples, speech())


def test_pcm_stays_whole_behind_a_gap():
    stream = decoder("audio/pcm")
    stream.push(media.pcm(speech()[:100]) + b"\1")
    stream.lost(1)
    assert np.array_equal(stream.push(media.pcm(speech()[:50])).samples, speech()[:50])
    stream.close()


def test_tags_with_a_picture_before_mp3_are_skipped():
    size = bytes([0, 1, 72, 32])  # 25,632 in four times seven bits
    tag = b"ID3\4\0\0" + size + b"\xff\xfb" * (25_632 // 2)
    data = file("mp3")
    result = heard("audio/mpeg", media.cut(tag + data, 1_000))
    assert len(result.samples) - len(speech()) <= TWO_MP3_PACKETS
    assert likeness(result.samples, speech()) > 0.95


def test_heads_among_bare_packets_are_no_sound():
    packets = media.opus_packets(speech()[:RATE_HZ])
    result = heard("audio/opus", [opus.head(), b"OpusTags" + bytes(8), *packets])
    assert np.array_equal(result.samples, heard("audio/opus", packets).samples)
    assert result.undecodable == 0
