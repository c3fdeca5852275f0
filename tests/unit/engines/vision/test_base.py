import numpy as np
import pytest

from talkup_local.engines.vision.base import face_at, faces_camera

EYES = np.array([[40.0, 50.0], [80.0, 50.0]])
MOUTH = np.array([[45.0, 90.0], [75.0, 90.0]])


def facing(nose, *, turn=0.0):
    """Whether it faces the camera, the whole face being turned in the picture by degrees."""
    angle = np.radians(turn)
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return faces_camera(EYES @ matrix.T, np.array(nose) @ matrix.T, MOUTH @ matrix.T)


def test_a_nose_in_the_middle_faces_the_camera():
    assert facing((60, 70))


@pytest.mark.parametrize("nose", [(40, 70), (80, 70)])
def test_a_nose_near_one_eye_looks_aside(nose):
    assert not facing(nose)


@pytest.mark.parametrize("nose", [(60, 52), (60, 88)])
def test_a_nose_near_eyes_or_mouth_looks_up_or_down(nose):
    assert not facing(nose)


@pytest.mark.parametrize("turn", [-30, 20, 45])
def test_a_tilted_head_still_faces_the_camera(turn):
    assert facing((60, 70), turn=turn)


def test_it_does_not_matter_which_eye_comes_first():
    assert faces_camera(EYES[::-1], np.array([60.0, 70.0]), MOUTH)


def test_points_that_all_fall_together_face_nothing():
    assert not faces_camera(np.zeros((2, 2)), np.zeros(2), np.zeros((2, 2)))


def test_a_box_becomes_shares_of_the_picture():
    face = face_at((20, 10, 40, 50), np.zeros((100, 200, 3), np.uint8), confidence=0.5)
    assert (face.left, face.top, face.width, face.height) == (0.1, 0.1, 0.2, 0.5)


@pytest.mark.parametrize("box", [(-20, -20, 50, 50), (180, 80, 90, 90), (500, 500, 9, 9)])
def test_a_box_is_cut_at_the_edges(box):
    face = face_at(box, np.zeros((100, 200, 3), np.uint8), confidence=0.5)
    assert face.width >= 0
    assert face.height >= 0
    assert face.left + face.width <= max(1, face.left)
    assert face.top + face.height <= max(1, face.top)
