"""Faces: OpenCV's cascades on a drawn face, and what YuNet's files say, on a stand-in."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
from support.faces import drawn, empty
from support.standins import yunet_model

from talkup_local.config import Config
from talkup_local.engines.vision import mediapipe_landmarks, opencv_cascades, yunet
from talkup_local.errors import DetectionError, EngineUnavailable

pytestmark = pytest.mark.engine
HERE = Path("/nonexistent")


@pytest.fixture
async def cascades(running):
    async with running(opencv_cascades.build(Config(), HERE, "en")) as engine:
        yield engine


def with_model(path):
    return msgspec.convert({"vision": {"model": str(path)}}, Config)


@pytest.fixture
def network(running, tmp_path):
    """Start YuNet on a stand-in."""

    def start(**settings):
        path = tmp_path / "yunet.onnx"
        yunet_model.build(path, **settings)
        return running(yunet.build(with_model(path), HERE, "en"))

    return start


def red_square(at, *, side=8, height=160, width=224):
    """A grey picture with one red square: its left and upper edge."""
    picture = np.full((height, width, 3), 128, np.uint8)
    picture[at[1] : at[1] + side, at[0] : at[0] + side] = (255, 0, 0)
    return picture


@pytest.mark.parametrize("size", [45, 70, 110])
@pytest.mark.parametrize(("across", "down"), [(0.5, 0.5), (0.35, 0.45)])
async def test_cascades_find_a_face_where_it_is(cascades, size, across, down):
    [face] = (await cascades.look(drawn(across=across, down=down, size=size))).faces
    assert face.left + face.width / 2 == pytest.approx(across, abs=0.03)
    assert face.top + face.height / 2 == pytest.approx(down, abs=0.04)
    assert face.height == pytest.approx(2.2 * size / 360, rel=0.2)
    assert 0.5 < face.confidence <= 1


async def test_cascades_find_nobody_in_an_empty_room(cascades):
    assert (await cascades.look(empty())).faces == ()


async def test_cascades_find_two_people(cascades):
    both = np.hstack([drawn(width=300), drawn(width=300, size=50)])
    first, second = (await cascades.look(both)).faces
    assert first.width > second.width


async def test_two_eyes_face_the_camera_and_one_does_not(cascades):
    [frontal] = (await cascades.look(drawn())).faces
    [hidden] = (await cascades.look(drawn(eyes=(True, False)))).faces
    assert (frontal.facing, hidden.facing) == (True, False)


@pytest.mark.parametrize("smiling", [True, False])
async def test_a_smile_is_told_from_a_straight_mouth(cascades, smiling):
    [face] = (await cascades.look(drawn(smiling=smiling))).faces
    assert face.smiling is smiling


async def test_cascades_do_not_claim_to_know_eyelids(cascades):
    [face] = (await cascades.look(drawn())).faces
    assert face.eyes_open is None


async def test_a_large_picture_gives_the_same_shares(cascades):
    [small] = (await cascades.look(drawn())).faces
    [large] = (await cascades.look(drawn(width=1440, height=1080, size=210))).faces
    assert large.left == pytest.approx(small.left, abs=0.03)
    assert large.width == pytest.approx(small.width, abs=0.03)


@pytest.mark.parametrize(("shade", "brightness"), [(0, 0), (51, 0.2), (255, 1)])
async def test_the_brightness_is_the_mean_of_the_picture(cascades, shade, brightness):
    sight = await cascades.look(np.full((100, 100, 3), shade, np.uint8))
    assert sight.brightness == pytest.approx(brightness)


@pytest.mark.parametrize("shape", [(0, 0, 3), (1, 1, 3), (20, 400, 3), (40, 4000, 3)])
async def test_odd_pictures_hold_nobody(cascades, shape):
    assert (await cascades.look(np.zeros(shape, np.uint8))).faces == ()


@pytest.mark.parametrize(
    "picture",
    [np.zeros((100, 100), np.uint8), np.zeros((100, 100, 3)), np.zeros((9, 9, 4), np.uint8)],
    ids=["grey", "floats", "four channels"],
)
async def test_what_is_no_rgb_picture_is_refused(cascades, picture):
    with pytest.raises(DetectionError):
        await cascades.look(picture)


@pytest.mark.parametrize("at", [(80, 64), (160, 96)])
@pytest.mark.parametrize("size", [None, (160, 224), (640, 640)])
async def test_the_network_s_cells_become_boxes(network, at, size):
    async with network(size=size) as engine:
        sight = await engine.look(red_square(at))
    [face] = sight.faces
    half = yunet_model.BOX_PIXELS / 2
    assert face.left == pytest.approx((at[0] - half) / 224, abs=0.001)
    assert face.top == pytest.approx((at[1] - half) / 160, abs=0.001)
    assert face.width == pytest.approx(2 * half / 224, abs=0.001)
    assert face.confidence == pytest.approx(1, abs=0.01)


async def test_a_picture_too_large_for_a_network_is_made_smaller(network):
    async with network(size=(96, 96)) as engine:
        [face] = (await engine.look(red_square((80, 80), side=16, height=192, width=192))).faces
    assert face.left == pytest.approx((40 - 16) / 96, abs=0.01)
    assert face.width == pytest.approx(32 / 96, abs=0.01)


async def test_points_in_their_places_face_the_camera(network):
    async with network() as engine:
        [face] = (await engine.look(red_square((80, 64)))).faces
    assert face.facing is True


async def test_boxes_on_top_of_each_other_are_one_face(network):
    picture = red_square((80, 64))
    picture[64:72, 88:96] = (220, 0, 0)  # the neighbouring cell, a little less sure
    async with network() as engine:
        assert len((await engine.look(picture)).faces) == 1


async def test_a_network_finds_nobody_in_an_empty_room(network):
    async with network() as engine:
        assert (await engine.look(empty())).faces == ()


async def test_a_file_that_is_no_network_does_not_load(tmp_path):
    path = tmp_path / "yunet.onnx"
    path.write_bytes(b"\x08\x07\x12\x02no")
    engine = yunet.build(with_model(path), HERE, "en")
    with pytest.raises(EngineUnavailable, match=r"yunet\.onnx does not load"):
        await engine.start()
    await engine.close()


@pytest.mark.parametrize("module", [yunet, mediapipe_landmarks], ids=lambda one: one.NAME)
def test_without_a_model_file_it_says_what_helps(tmp_path, module):
    found = module.probe(Config(), tmp_path, "en")
    assert not found.ok
    assert found.mend
    with pytest.raises(EngineUnavailable):
        module.build(Config(), tmp_path, "en")


def test_a_file_of_the_models_folder_is_found(tmp_path):
    (tmp_path / "models" / "vision").mkdir(parents=True)
    path = tmp_path / "models" / "vision" / "face_yunet_any.onnx"
    yunet_model.build(path)
    assert yunet.probe(Config(), tmp_path, "en").reason == f"found {path}"


@pytest.mark.parametrize("content", [b"", b"<html>Log in</html>"])
def test_what_is_no_model_is_told_before_it_is_needed(tmp_path, content):
    (tmp_path / "models" / "vision").mkdir(parents=True)
    (tmp_path / "models" / "vision" / "yunet.onnx").write_bytes(content)
    found = yunet.probe(Config(), tmp_path, "en")
    assert not found.ok
    assert found.mend


def test_a_named_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "faces.task").touch()
    found = yunet.probe(with_model(tmp_path / "faces.task"), tmp_path, "en")
    assert not found.ok
    assert "vision.model" in found.reason
