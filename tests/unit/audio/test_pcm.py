import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkup_local.audio.pcm import RATE_HZ, AudioBuffer, amplitude, levels, silence
from talkup_local.errors import BufferOverflow


def test_silence_has_no_amplitude():
    assert amplitude(silence(0.1)) == 0.0


def test_no_samples_have_no_amplitude():
    assert amplitude(np.zeros(0, np.int16)) == 0.0


def test_a_constant_half_of_full_scale_has_amplitude_one_half():
    assert amplitude(np.full(1000, 16_384, np.int16)) == 0.5


def test_a_full_scale_sine_has_the_root_of_one_half():
    wave = 32_767 * np.sin(2 * np.pi * np.arange(16_000) / 100)
    assert amplitude(wave.astype(np.int16)) == pytest.approx(0.7071, abs=1e-4)


def test_amplitude_never_exceeds_one():
    assert amplitude(np.full(10, -32_768, np.int16)) == 1.0


def test_levels_cover_every_sample():
    samples = np.concatenate((np.full(800, 16_384, np.int16), np.zeros(100, np.int16)))
    assert levels(samples, RATE_HZ, 50) == [0.5, 0.0]


class TestAudioBuffer:
    def test_gives_back_the_chunks_in_order(self):
        buffer = AudioBuffer(1.0)
        buffer.append(np.array([1, 2], np.int16))
        buffer.append(np.array([3], np.int16))
        assert buffer.take().tolist() == [1, 2, 3]

    def test_is_empty_after_it_was_taken(self):
        buffer = AudioBuffer(1.0)
        buffer.append(silence(0.5))
        buffer.take()
        assert len(buffer) == 0

    def test_takes_exactly_its_limit(self):
        buffer = AudioBuffer(1.0)
        buffer.append(silence(1.0))
        assert buffer.duration_s == 1.0

    def test_refuses_one_sample_more_and_is_cleared(self):
        buffer = AudioBuffer(1.0)
        buffer.append(silence(1.0))
        with pytest.raises(BufferOverflow):
            buffer.append(np.zeros(1, np.int16))
        assert len(buffer) == 0

    def test_restores_what_was_taken_before_what_came_since(self):
        buffer = AudioBuffer(1.0)
        buffer.append(np.array([1, 2], np.int16))
        taken = buffer.take()
        buffer.append(np.array([3], np.int16))
        buffer.restore(taken)
        assert buffer.take().tolist() == [1, 2, 3]

    def test_restoring_never_exceeds_the_limit(self):
        buffer = AudioBuffer(1.0)
        buffer.append(silence(0.75))
        buffer.restore(silence(1.0))
        assert buffer.duration_s == 1.0

    @given(st.lists(st.integers(0, 3_000), max_size=20))
    def test_gives_back_exactly_what_was_put_in_however_it_was_cut(self, lengths):
        chunks = [np.full(length, index, np.int16) for index, length in enumerate(lengths)]
        buffer = AudioBuffer(10.0)
        for chunk in chunks:
            buffer.append(chunk)
        assert np.array_equal(buffer.take(), np.concatenate((*chunks, np.zeros(0, np.int16))))
