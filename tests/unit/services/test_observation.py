import pytest
from support import media
from support.interviews import loud
from support.scripted_vision import ScriptedFaces

from talkup_local.audio.media.decoder import MediaLimits
from talkup_local.errors import Undecodable, Unusable
from talkup_local.protocol.services.contents import SenseContent
from talkup_local.services.eyes import Eyes
from talkup_local.services.observation import Observation

PCM = SenseContent(audio=loud(1.0).tobytes())


def picture(at_s=None):
    return SenseContent(image=media.jpeg(), at_s=at_s)


def observation(faces=None):
    return Observation(Eyes(faces or ScriptedFaces()), MediaLimits())


async def watched(*contents, faces=None):
    """Return what was found in the voice and in the pictures."""
    seen = observation(faces)
    for content in contents:
        await seen.take(content)
    await seen.finish()
    try:
        return await seen.voice("en"), await seen.pictures("en")
    finally:
        await seen.close()


async def test_sound_alone_gives_a_voice_and_no_pictures():
    voice, pictures = await watched(PCM)
    assert voice.measures["loudness_dbfs"] == pytest.approx(-14, abs=2)
    assert pictures is None


async def test_pictures_alone_give_no_voice():
    voice, pictures = await watched(picture(0.0), picture(1.0))
    assert voice is None
    assert pictures.measures["face_present_share"] == 1


async def test_a_video_gives_both():
    voice, pictures = await watched(SenseContent(video=media.webm_video(loud(1.5))))
    assert voice is not None
    assert pictures.details["pictures"] == 3  # two in a second


async def test_sound_that_comes_in_pieces_is_one_sound():
    data = PCM.audio
    halves = [SenseContent(audio=data[:10_001]), SenseContent(audio=data[10_001:])]
    whole, _ = await watched(PCM)
    together, _ = await watched(*halves)
    assert together == whole


async def test_each_picture_is_a_file_of_its_own():
    faces = ScriptedFaces()
    await watched(picture(0.0), picture(0.5), picture(1.0), faces=faces)
    assert [seen.shape for seen in faces.looked_at] == [(48, 64, 3)] * 3


async def test_nothing_is_looked_at_without_eyes():
    blind = Observation(None, MediaLimits())
    await blind.take(picture())
    await blind.finish()
    assert await blind.pictures("en") is None


async def test_nothing_at_all_is_told():
    with pytest.raises(Unusable):
        await observation().take(SenseContent())


async def test_what_can_not_be_read_is_told():
    with pytest.raises(Undecodable):
        await watched(SenseContent(image=b"no picture"))
    with pytest.raises(Undecodable):
        await watched(SenseContent(video=b"garbage" * 9))


async def test_a_broken_end_takes_nothing_from_what_came_before():
    data = media.mp4(loud(1.0))  # its index stands at the end
    voice, _ = await watched(PCM, SenseContent(video=data[: len(data) // 2]))
    assert voice is not None
