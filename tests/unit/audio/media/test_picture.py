import struct
from functools import cache

import numpy as np
import pytest
from support import media
from support.decoding import decoder, heard

from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.errors import Undecodable

FIVE_S = silence(5.0)


@cache
def five_seconds(codec="libvpx"):
    return media.webm_video(FIVE_S, codec=codec)


@pytest.mark.parametrize("codec", ["libvpx", "libvpx-vp9"])
@pytest.mark.parametrize("size", [None, 500])
def test_pictures_are_sampled_by_media_time(codec, size):
    data = five_seconds(codec)
    result = heard("video/webm", [data] if size is None else media.cut(data, size))
    assert [picture.at_s for picture in result.pictures] == pytest.approx(np.arange(0, 5, 0.5))
    for picture in result.pictures:
        assert picture.rgb.shape == (120, 160, 3)
        assert picture.rgb.mean() == pytest.approx(media.brightness(int(picture.at_s)), abs=6)


def test_the_sound_comes_too():
    result = heard("video/webm", [five_seconds()])
    assert len(result.samples) == pytest.approx(5 * RATE_HZ, abs=320)


def test_mp4_video_is_sampled():
    data = media.muxed(FIVE_S, "mp4", "aac", rate_hz=44_100, seekable=True, video="libvpx-vp9")
    result = heard("video/mp4", [data])
    assert [picture.at_s for picture in result.pictures] == pytest.approx(np.arange(0, 5, 0.5))


@pytest.mark.parametrize(("frames_per_s", "count"), [(1, 5), (5, 25), (0, 0)])
def test_the_rate_is_as_asked(frames_per_s, count):
    data = five_seconds()
    assert len(heard("video/webm", [data], frames_per_s=frames_per_s).pictures) == count


def test_an_audio_stream_has_no_pictures():
    assert not heard("audio/webm", [five_seconds()]).pictures


def test_large_pictures_are_handed_out_small():
    data = media.webm_video(silence(0.5), size=(1280, 720))
    assert heard("video/webm", [data]).pictures[0].rgb.shape == (360, 640, 3)


def test_a_picture_beyond_the_limit_is_counted_and_not_decoded():
    data = media.webm_video(silence(0.5), size=(640, 480))
    result = heard("video/webm", [data], picture_pixels=160 * 120)
    assert not result.pictures
    assert result.undecodable > 0
    assert len(result.samples) > 0


def test_each_jpeg_is_a_picture():
    result = heard("image/jpeg", [media.jpeg(grey=40), media.jpeg(grey=200)])
    assert [round(picture.rgb.mean(), -1) for picture in result.pictures] == [40, 200]
    assert [picture.at_s for picture in result.pictures] == [None, None]


def test_a_jpeg_of_huge_declared_size_is_refused():
    small = media.jpeg()
    at = small.index(b"\xff\xc0") + 5
    huge = small[:at] + struct.pack(">2H", 65_500, 65_500) + small[at + 4 :]
    result = heard("image/jpeg", [small, huge, small])
    assert len(result.pictures) == 2
    assert result.refused == [1]


def test_a_broken_jpeg_costs_itself():
    result = heard("image/jpeg", [media.jpeg(), b"\xff\xd8\xff no picture", media.jpeg()])
    assert (len(result.pictures), result.refused) == (2, [1])


def test_pictures_in_one_chunk_are_bounded():
    stream = decoder("video/webm", frames_per_s=10)
    got = stream.push(five_seconds())
    stream.close()
    assert (len(got.pictures), got.pictures_dropped) == (32, 18)


def test_a_stream_of_no_pictures_is_told():
    with pytest.raises(Undecodable):
        heard("image/jpeg", [b"nothing"])
