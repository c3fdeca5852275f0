import pytest
from support import media
from support.decoding import decoder

from talkup_local.audio.pcm import silence
from talkup_local.errors import StreamTooLong


def test_a_bomb_of_packets_stops_at_the_limit():
    stream = decoder("audio/opus", seconds=29.9)
    for _ in range(249):
        stream.push(media.BOMB)
    with pytest.raises(StreamTooLong, match=r"29\.9 seconds"):
        stream.push(media.BOMB)


def test_a_bomb_in_one_chunk_stops_at_the_limit():
    start = media.recorder_slices(silence(0.1))[0]
    stream = decoder("audio/webm", seconds_at_once=60)
    with pytest.raises(StreamTooLong, match="One chunk"):
        stream.push(start + media.simple_block(100, media.BOMB) * 100_000)


def test_what_is_concealed_counts():
    stream = decoder("audio/opus", seconds=12)
    stream.push(media.opus_packets(silence(0.1))[0])
    stream.lost(1000)
    stream.lost(1000)
    with pytest.raises(StreamTooLong):
        stream.lost(1000)


def test_a_stream_beyond_its_limit_stays_there():
    stream = decoder("audio/opus", seconds=0.05)
    for _ in range(2):
        with pytest.raises(StreamTooLong):
            stream.push(media.BOMB)


def test_pictures_stop_at_the_limit():
    film = media.webm_video(silence(5.0)).replace(b"A_OPUS", b"A_NONE")
    stream = decoder("video/webm", seconds=2)
    with pytest.raises(StreamTooLong, match="show 2 seconds"):
        stream.push(film)
