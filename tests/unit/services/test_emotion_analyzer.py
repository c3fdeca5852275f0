import pytest
from support import media
from support.scripted_vision import ScriptedFaces
from support.voices import voice

from talkup_local.analysis.emotion import WARNING
from talkup_local.audio.media.decoder import MediaLimits
from talkup_local.config import Config
from talkup_local.errors import Unusable
from talkup_local.protocol.services.contents import SenseContent
from talkup_local.services.emotion_analyzer import EmotionAnalyzer
from talkup_local.services.eyes import Eyes

IMAGE = SenseContent(image=media.jpeg())


def analyser(language="en"):
    return EmotionAnalyzer(Eyes(ScriptedFaces()), language=language, limits=MediaLimits())


def test_it_is_off_unless_an_operator_turns_it_on():
    assert Config().services.emotion_analyzer.url == "off"


async def test_pictures_tell_something_of_valence_and_nothing_of_arousal():
    found = await analyser().process(IMAGE)
    assert found.measures["valence"]["value"] == 1
    assert found.measures["arousal"]["value"] is None


async def test_sound_tells_something_of_arousal_and_nothing_of_valence():
    sound = voice(150, syllables=8, duration_s=2.0)
    found = await analyser().process(SenseContent(audio=sound.tobytes()))
    assert -1 <= found.measures["arousal"]["value"] <= 1
    assert found.measures["valence"]["value"] is None


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_every_result_carries_the_warning(language):
    found = await analyser(language).process(IMAGE)
    assert found.notes == (WARNING[language],)


async def test_there_is_nothing_but_the_two_indicators():
    found = await analyser().process(IMAGE)
    assert found.measures.keys() == {"arousal", "valence"}
    assert found.details is None


async def test_with_nothing_to_go_by_it_says_so():
    with pytest.raises(Unusable):
        await analyser().process(SenseContent())
