import numpy as np
import pytest
from support import media
from support.interviews import loud

from talkup_local.audio.media.decoder import MediaLimits
from talkup_local.audio.pcm import RATE_HZ
from talkup_local.errors import LanguageUnavailable, StreamTooLong, Undecodable, UnsupportedFormat
from talkup_local.protocol.services.contents import SenseContent, SoundContent
from talkup_local.services.media import language_for, read_media

LIMITS = MediaLimits()
SOUND = loud(0.5)


async def read(data, limits=LIMITS, default="audio/pcm", **content):
    return await read_media(data, SoundContent(audio=data, **content), limits, default)


async def test_sound_comes_at_16_khz_from_any_format():
    found = await read(media.wav(SOUND, rate_hz=8_000), format="audio/wav")
    assert len(found.samples) == pytest.approx(RATE_HZ / 2, abs=200)
    assert not found.pictures


async def test_what_says_nothing_has_the_default_format():
    plain = await read(SOUND.tobytes())
    packed = await read(media.webm(SOUND), default="audio/webm")
    assert np.array_equal(plain.samples, SOUND)
    assert len(packed.samples) == pytest.approx(len(SOUND), abs=500)


async def test_bare_samples_have_the_rate_and_channels_that_are_told():
    data = media.pcm(SOUND, rate_hz=8_000, channels=2)
    found = await read(data, sample_rate=8_000, channels=2)
    assert len(found.samples) == pytest.approx(RATE_HZ / 2, abs=50)


async def test_a_video_gives_sound_and_pictures():
    data = media.webm_video(SOUND)
    content = SenseContent(video=data, sample_rate=48_000)
    found = await read_media(data, content, LIMITS, "video/webm")
    assert len(found.samples) == pytest.approx(len(SOUND), abs=1_000)
    assert found.pictures


@pytest.mark.parametrize(
    ("data", "media_type", "error"),
    [
        (b"x", "audio/telepathy", UnsupportedFormat),
        (b"", "audio/wav", Undecodable),
        (b"garbage" * 9, "audio/webm", Undecodable),
        (loud(2.0).tobytes(), "audio/pcm", StreamTooLong),
    ],
)
async def test_what_can_not_be_read_is_told(data, media_type, error):
    with pytest.raises(error):
        await read(data, MediaLimits(seconds=1.0), format=media_type)


@pytest.mark.parametrize(
    ("tag", "language"), [(None, "fr"), ("en", "en"), ("fr-CA", "fr"), ("EN_us", "en")]
)
def test_a_language_is_read_from_its_tag(tag, language):
    assert language_for(tag, "fr") == language


def test_a_language_that_is_none_of_ours_is_told():
    with pytest.raises(LanguageUnavailable):
        language_for("de-DE", "en")
