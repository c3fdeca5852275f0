import numpy as np
import pytest

from talkup_local.audio import encode
from talkup_local.audio.decode import decode
from talkup_local.errors import AudioError


def tone(rate_hz: int, duration_s: float) -> np.ndarray:
    time_s = np.arange(round(rate_hz * duration_s)) / rate_hz
    return (12_000 * np.sin(2 * np.pi * 440 * time_s)).astype(np.int16)


def test_mp3_is_24_khz_mono_at_128_kbit_s():
    import av

    with av.open(__import__("io").BytesIO(encode.mp3(tone(22_050, 2.0), 22_050))) as file:
        stream = file.streams.audio[0]
        assert (stream.rate, stream.channels, stream.bit_rate) == (24_000, 1, 128_000)


@pytest.mark.parametrize("duration_s", [0.05, 0.3, 1.0, 3.7])
def test_mp3_decodes_to_its_exact_length(duration_s):
    samples = tone(24_000, duration_s)
    assert len(decode(encode.mp3(samples, 24_000), 24_000)) == len(samples)


def test_mp3_keeps_the_tone():
    decoded = decode(encode.mp3(tone(16_000, 1.0), 16_000), 16_000)
    loudest_hz = np.argmax(np.abs(np.fft.rfft(decoded))) * 16_000 / len(decoded)
    assert loudest_hz == pytest.approx(440, abs=2)


@pytest.mark.parametrize("name", ["sound.wav", "sound.mp3"])
def test_a_saved_file_is_read_back(tmp_path, name):
    encode.save(tone(24_000, 0.5), 24_000, tmp_path / name)
    assert len(decode(tmp_path / name, 24_000)) == 12_000


@pytest.mark.parametrize("data", [b"", b"hello", bytes(10_000)])
def test_what_is_no_audio_is_refused(data):
    with pytest.raises(AudioError, match="can't read audio as audio"):
        decode(data)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(AudioError, match=r"absent\.wav"):
        decode(tmp_path / "absent.wav")


def test_a_folder_that_can_not_be_written_is_named(tmp_path):
    with pytest.raises(AudioError, match="nowhere"):
        encode.save(tone(24_000, 0.1), 24_000, tmp_path / "nowhere" / "x.mp3")
