"""What is made of the points and movements that MediaPipe tells."""

import numpy as np
import pytest

from talkup_local.engines.vision.mediapipe_landmarks import EYES, MOUTH, NOSE, face_of

PICTURE = np.zeros((200, 200, 3), np.uint8)


def points(nose=(100, 110)):
    found = np.full((478, 2), 100.0)
    found[0], found[10] = (60, 60), (140, 160)
    found[list(EYES)] = (80, 90), (120, 90)
    found[list(MOUTH)] = (85, 130), (115, 130)
    found[NOSE] = nose
    return found


def test_the_box_goes_around_all_points():
    face = face_of(points(), {}, PICTURE)
    assert (face.left, face.top, face.width, face.height) == (0.3, 0.3, 0.4, 0.5)


@pytest.mark.parametrize(("nose", "facing"), [((100, 110), True), ((120, 110), False)])
def test_a_nose_between_the_eyes_faces_the_camera(nose, facing):
    assert face_of(points(nose), {}, PICTURE).facing is facing


@pytest.mark.parametrize(("left", "right", "smiling"), [(0.7, 0.6, True), (0.5, 0.1, False)])
def test_both_corners_of_the_mouth_make_a_smile(left, right, smiling):
    moves = {"mouthSmileLeft": left, "mouthSmileRight": right}
    assert face_of(points(), moves, PICTURE).smiling is smiling


@pytest.mark.parametrize(("shut", "eyes_open"), [(0.1, True), (0.9, False)])
def test_lids_that_are_down_shut_the_eyes(shut, eyes_open):
    moves = {"eyeBlinkLeft": shut, "eyeBlinkRight": shut}
    assert face_of(points(), moves, PICTURE).eyes_open is eyes_open


def test_without_movements_neither_is_known():
    face = face_of(points(), {}, PICTURE)
    assert (face.smiling, face.eyes_open) == (None, None)
