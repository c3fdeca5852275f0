import numpy as np

from talkup_local.engines.vad.windows import Windows


def test_windows_come_whole_and_in_order_however_the_audio_is_cut():
    audio, windows, found = np.arange(1000, dtype=np.int16), Windows(64), []
    for part in np.split(audio, [1, 1, 63, 64, 200, 700, 999]):
        found += list(windows.push(part))
    assert np.array_equal(np.concatenate(found), audio[: 1000 // 64 * 64])


def test_too_little_audio_is_no_window():
    assert Windows(64).push(np.zeros(63, np.int16)).shape == (0, 64)


def test_changing_the_audio_afterwards_does_not_change_what_was_kept():
    windows, audio = Windows(4), np.ones(3, np.int16)
    windows.push(audio)
    audio[:] = 9
    assert windows.push(np.ones(1, np.int16)).tolist() == [[1, 1, 1, 1]]
