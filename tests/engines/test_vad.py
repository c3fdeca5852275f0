from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import soundfile

from talkup_local.engines.vad import silero, webrtc
from talkup_local.engines.vad.regions import speech_regions
from talkup_local.errors import DetectionError

pytestmark = pytest.mark.engine
HERE = Path("/nonexistent")


@pytest.fixture(params=[silero, webrtc], ids=lambda module: module.NAME)
def detector(request, configured):
    detector = request.param.build(configured(), HERE, "en")
    detector.start()
    return detector


@pytest.fixture(scope="module")
def speech():
    folder = Path(find_spec("moonshine_voice").origin).parent / "assets"
    samples, _ = soundfile.read(folder / "beckett.wav", dtype="int16")
    return samples


def noise(level):
    return np.random.default_rng(0).normal(0, level, 80_000).astype(np.int16)


def regions(detector, samples):
    return speech_regions(
        detector.open().push(samples),
        window_samples=detector.window_samples,
        threshold=0.5,
        min_speech_ms=150,
        padding_ms=100,
        total_samples=len(samples),
    )


def test_speech_is_found(detector, speech):
    found = regions(detector, speech)
    assert sum(region.end - region.start for region in found) > len(speech) * 0.4


def test_the_sentences_of_a_slow_speaker_are_apart(detector, speech):
    assert len(regions(detector, speech)) >= 5


def test_silence_has_no_speech(detector):
    assert regions(detector, np.zeros(80_000, np.int16)) == []


@pytest.mark.parametrize("level", [30, 1000])
def test_steady_noise_has_no_speech(detector, level):
    assert regions(detector, noise(level)) == []


def test_cutting_the_audio_anywhere_changes_nothing(detector, speech):
    whole = detector.open().push(speech)
    random, stream, found, at = np.random.default_rng(1), detector.open(), [], 0
    while at < len(speech):
        size = int(random.integers(0, 2000))
        found += stream.push(speech[at : at + size])
        at += size
    assert found == pytest.approx(whole, abs=1e-5)


def test_there_is_one_probability_for_each_whole_window(detector, speech):
    found = detector.open().push(speech)
    assert len(found) == len(speech) // detector.window_samples
    assert all(0 <= probability <= 1 for probability in found)


def test_streams_do_not_disturb_each_other(detector, speech):
    alone = detector.open().push(speech)
    one, other = detector.open(), detector.open()
    found = []
    for at in range(0, len(speech), 8000):
        found += one.push(speech[at : at + 8000])
        other.push(noise(1000)[:8000])
    assert found == pytest.approx(alone, abs=1e-5)


@pytest.mark.parametrize("module", [silero, webrtc], ids=lambda module: module.NAME)
def test_a_detector_that_was_not_started_opens_nothing(module, configured):
    assert module.probe(configured(), HERE, "en").ok
    with pytest.raises(DetectionError, match="not loaded"):
        module.build(configured(), HERE, "en").open()


def test_hum_is_no_speech_for_silero(configured):
    detector = silero.build(configured(), HERE, "en")
    detector.start()
    hum = 8000 * np.sin(np.arange(80_000) * 2 * np.pi * 50 / 16_000)
    assert regions(detector, hum.astype(np.int16)) == []
