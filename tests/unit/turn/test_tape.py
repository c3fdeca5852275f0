import numpy as np

from talkup_local.turn.tape import Tape


def piece(start: int, length: int = 4):
    return np.arange(start, start + length, dtype=np.int16)


def test_any_stretch_of_what_is_kept_can_be_cut_out():
    tape = Tape(100)
    for start in (0, 4, 8):
        tape.push(piece(start))
    assert tape.cut(3, 9).tolist() == [3, 4, 5, 6, 7, 8]


def test_what_is_forgotten_or_too_old_is_gone():
    tape = Tape(8)
    for start in (0, 4, 8):
        tape.push(piece(start))
    assert tape.cut(0, 12).tolist() == list(range(4, 12))
    tape.forget(8)
    assert tape.cut(0, 12).tolist() == list(range(8, 12))
    tape.forget(12)
    assert not len(tape.cut(0, 12))
