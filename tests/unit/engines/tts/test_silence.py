import numpy as np

from talkup_local.engines.tts.silence import even_edges

RATE_HZ = 1000


def parts(samples):
    """Milliseconds of silence before, of sound, and of silence after."""
    audible = np.flatnonzero(abs(samples.astype(int)) > 100)
    before, last = int(audible[0]), int(audible[-1])
    return before, last - before + 1, len(samples) - last - 1


def sound(before, length, after):
    loud = np.full(length, -32768, np.int16)
    return np.concatenate((np.zeros(before, np.int16), loud, np.zeros(after, np.int16)))


def test_long_silence_is_shortened():
    assert parts(even_edges(sound(300, 40, 700), RATE_HZ)) == (20, 40, 150)


def test_a_missing_pause_is_added():
    assert parts(even_edges(sound(0, 40, 0), RATE_HZ)) == (0, 40, 150)


def test_without_any_sound_the_pause_is_left():
    assert len(even_edges(sound(500, 0, 0), RATE_HZ)) == 150
    assert len(even_edges(sound(0, 0, 0), RATE_HZ)) == 150


def test_pauses_within_are_left():
    samples = np.concatenate((sound(0, 40, 400), sound(0, 40, 0)))
    assert parts(even_edges(samples, RATE_HZ)) == (0, 480, 150)


def test_what_was_given_is_not_changed():
    samples = sound(300, 40, 700)
    even_edges(samples, RATE_HZ)
    assert len(samples) == 1040
