import numpy as np
import pytest

from talkup_local.errors import InvalidMessage
from talkup_local.protocol import pcm


def test_numbers_from_32768_on_are_negative_samples():
    samples = pcm.from_numbers([0, 32767, 32768, 65535, -1, -32768])
    assert samples.tolist() == [0, 32767, -32768, -1, -1, -32768]


@pytest.mark.parametrize(
    "samples", [pcm.from_numbers([]), pcm.from_bytes(b""), pcm.from_base64("")]
)
def test_no_audio_is_no_samples(samples):
    assert samples.dtype == np.int16
    assert samples.shape == (0,)


def test_bytes_are_little_endian():
    assert pcm.from_bytes(b"\x01\x00\x00\x80").tolist() == [1, -32768]


def test_an_odd_number_of_bytes_is_refused():
    with pytest.raises(InvalidMessage, match="odd"):
        pcm.from_bytes(b"\x00\x01\x02")


@pytest.mark.parametrize(
    "text", ["A", "AAA", "AA==AA==", "AAA=\n", " AAA=", "A-_=", "é", "=", "\0"]
)
def test_what_is_not_strict_base64_is_refused(text):
    with pytest.raises(InvalidMessage, match="base64"):
        pcm.from_base64(text)


def test_samples_come_back_from_both_encodings():
    samples = np.array([0, 1, -1, 32767, -32768], dtype=np.int16)
    assert pcm.from_bytes(pcm.to_bytes(samples)).tolist() == samples.tolist()
    assert pcm.from_base64(pcm.to_base64(samples)).tolist() == samples.tolist()
