import numpy as np
import pytest
from support import media
from support.interviews import loud
from support.scripted_vision import ScriptedFaces

from talkup_local.audio.media.decoder import MediaLimits
from talkup_local.engines.vision.base import Sight
from talkup_local.errors import EngineUnavailable, LanguageUnavailable, Undecodable, Unusable
from talkup_local.protocol.services.contents import SenseContent
from talkup_local.services.behavior_analyzer import BehaviorAnalyzer
from talkup_local.services.eyes import Eyes

SOUND = SenseContent(audio=loud(1.0).tobytes())
IMAGE = SenseContent(image=media.jpeg())


def analyser(faces=None, *, language="en", blind=False):
    eyes = None if blind else Eyes(faces or ScriptedFaces())
    return BehaviorAnalyzer(eyes, language=language, limits=MediaLimits())


async def ignore(_result):
    """Be told nothing."""


async def test_a_picture_is_measured():
    found = await analyser().process(IMAGE)
    assert found.measures["face_present_share"]["value"] == 1
    assert found.measures["face_height"]["value"] == pytest.approx(0.5)


async def test_a_face_that_is_not_there_is_told_not_guessed():
    found = await analyser(ScriptedFaces(Sight(faces=(), brightness=0.5))).process(IMAGE)
    assert found.measures["face_present_share"]["value"] == 0
    assert found.measures["face_height"]["value"] is None


async def test_sound_and_pictures_each_have_their_own_confidence():
    both = SenseContent(video=media.webm_video(loud(1.0)))
    found = await analyser().process(both)
    assert found.details.keys() == {"voice", "pictures"}
    each = [part["confidence"] for part in found.details.values()]
    assert found.confidence == pytest.approx(sum(each) / 2, abs=0.01)


async def test_no_measure_scores_the_person():
    found = await analyser().process(SenseContent(video=media.webm_video(loud(1.0))))
    assert not [name for name in found.measures if "score" in name or "rating" in name]


async def test_advice_is_in_the_language_of_the_request_or_of_the_house():
    french = await analyser().process(SenseContent(image=media.jpeg(), language="fr-CA"))
    house = await analyser(language="fr").process(IMAGE)
    assert french == house
    assert french.language == "fr"


async def test_a_language_that_nobody_speaks_is_refused():
    with pytest.raises(LanguageUnavailable):
        await analyser().process(SenseContent(image=media.jpeg(), language="de"))


async def test_a_stream_gives_what_a_file_gives():
    whole = await analyser().process(SOUND)
    async with analyser().open(ignore) as stream:
        for piece in np.array_split(loud(1.0), 7):
            await stream.push(SenseContent(audio=piece.tobytes()))
        assert await stream.finish() == whole


async def test_two_streams_know_nothing_of_each_other():
    service = analyser()
    async with service.open(ignore) as seen, service.open(ignore) as heard:
        await seen.push(IMAGE)
        await heard.push(SOUND)
        assert (await seen.finish()).details.keys() == {"pictures"}
        assert (await heard.finish()).details.keys() == {"voice"}


@pytest.mark.parametrize(
    ("content", "blind", "error"),
    [
        (SenseContent(), False, Unusable),
        (SenseContent(audio=b""), False, Undecodable),
        (IMAGE, True, Unusable),
        (SenseContent(image=b"no picture"), False, Undecodable),
    ],
)
async def test_what_can_not_be_looked_at_is_told(content, blind, error):
    with pytest.raises(error):
        await analyser(blind=blind).process(content)


async def test_without_eyes_the_voice_is_still_measured():
    found = await analyser(blind=True).process(SenseContent(video=media.webm_video(loud(1.0))))
    assert found.details.keys() == {"voice"}


async def test_a_detector_that_does_not_load_is_told():
    with pytest.raises(EngineUnavailable):
        await analyser(ScriptedFaces(load_failure="no file")).process(IMAGE)


def test_it_says_what_it_looks_with():
    assert analyser().describes == {"languages": ["en", "fr"], "detector": "scripted"}
    assert analyser(blind=True).describes == {"languages": ["en", "fr"]}
