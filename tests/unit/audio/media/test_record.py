import numpy as np
import pytest

from talkup_local.audio.decode import decode
from talkup_local.audio.media.record import webm_slices
from talkup_local.audio.pcm import RATE_HZ


def tone(duration_s: float) -> np.ndarray:
    t = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    return (8_000 * np.sin(2 * np.pi * 440 * t)).astype(np.int16)


@pytest.mark.parametrize("slice_ms", [100, 250, 1000])
def test_there_is_a_slice_for_each_stretch_of_sound(slice_ms):
    made = list(webm_slices([tone(3.0)], slice_ms))
    assert len(made) in (3_000 // slice_ms, 3_000 // slice_ms + 1)


def test_the_slices_together_are_one_file():
    whole = decode(b"".join(webm_slices([tone(3.0)], 250)))
    assert len(whole) / RATE_HZ == pytest.approx(3.0, abs=0.05)
    assert np.abs(whole[RATE_HZ : 2 * RATE_HZ]).max() > 6_000


def test_it_does_not_matter_in_what_pieces_the_sound_comes():
    sound = tone(2.0)
    pieces = [sound[at : at + 777] for at in range(0, len(sound), 777)]
    one, other = (decode(b"".join(webm_slices(parts, 250))) for parts in ([sound], pieces))
    assert abs(len(one) - len(other)) < RATE_HZ // 50
