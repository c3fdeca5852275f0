import av
import numpy as np
import pytest
from support import media

from talkup_local.audio.media.codecs import SoundCodec
from talkup_local.audio.media.packets import Malformed, Track
from talkup_local.audio.pcm import silence

OPUS = Track(kind="audio", codec="opus", rate_hz=48_000, channels=1)


def surround(layout, channels):
    """Return AAC in ADTS, the same tone in each of ``channels``."""
    encoder = av.CodecContext.create("aac", "w")
    encoder.sample_rate, encoder.layout, encoder.format = 48_000, layout, "fltp"
    tone = np.sin(np.arange(1024) * 0.05).astype(np.float32) * 0.2
    packed = np.repeat(tone, channels)[None]
    frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
    frame.sample_rate = 48_000
    packets = [packet for _ in range(8) for packet in encoder.encode(frame)]
    setup = bytes(encoder.extradata)
    return Track(kind="audio", codec="aac", setup=setup), packets


@pytest.mark.parametrize(("layout", "channels"), [("5.1", 6), ("7.1", 8)])
def test_surround_sound_is_mixed(layout, channels):
    track, packets = surround(layout, channels)
    codec = SoundCodec(track)
    sounds = [sound for packet in packets for sound in codec.decode(bytes(packet))]
    assert {rate_hz for _, rate_hz in sounds} == {48_000}
    assert all(samples.shape == (1024,) for samples, _ in sounds)
    assert np.abs(sounds[-1][0]).max() > 1_000


def test_bad_packets_do_not_silence_what_comes_behind_them():
    """The first of these decodes, and tells the decoder of other channels."""
    track, packets = surround("stereo", 2)
    noise = np.random.default_rng(5).bytes(1637)
    codec = SoundCodec(track)
    codec.decode(bytes(packets[0]))
    codec.decode(noise[1265:1445])
    with pytest.raises(Malformed):
        codec.decode(noise[1445:])
    sounds = [sound for packet in packets[1:] for sound in codec.decode(bytes(packet))]
    assert np.abs(sounds[-1][0]).max() > 1_000


def test_a_packet_that_is_none_is_told_and_the_next_is_heard():
    codec = SoundCodec(OPUS)
    with pytest.raises(Malformed):
        codec.decode(b"\xff" * 5)
    packet = media.opus_packets(silence(0.1))[0]
    assert len(codec.decode(packet)[0][0]) == 960


def test_an_empty_packet_gives_nothing():
    assert SoundCodec(OPUS).decode(b"") == []


def test_nothing_is_guessed_before_the_first_packet():
    assert SoundCodec(OPUS).conceal() is None


def test_an_unknown_codec_is_told():
    with pytest.raises(Malformed):
        SoundCodec(Track(kind="audio", codec="none such"))
