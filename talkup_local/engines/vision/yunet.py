"""YuNet: a small network that finds faces and five points in each.

It takes the files of libfacedetection.train and of OpenCV's model zoo. OpenCV's own reader
(FaceDetectorYN of 4.14) refuses those that take pictures of any size, so the network is run
by onnxruntime, and what it says is read here, as its authors describe.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from talkup_local.config import Config
from talkup_local.engines.base import EngineInfo
from talkup_local.engines.offline import stay_offline
from talkup_local.engines.probe import Probe, installed
from talkup_local.engines.vision.base import (
    Box,
    Face,
    Rgb,
    ThreadedFaceDetector,
    face_at,
    faces_camera,
)
from talkup_local.engines.vision.cascades import Cascades, as_box
from talkup_local.engines.vision.files import model_file
from talkup_local.engines.vision.picture import shrunk
from talkup_local.errors import DetectionError, EngineUnavailable

NAME: Final = "yunet"

_STRIDES: Final = (8, 16, 32)
_CERTAIN: Final = 0.6
_OVERLAP: Final = 0.3
_MOST_FACES: Final = 50

Floats = NDArray[np.float64]


class YuNet(ThreadedFaceDetector):
    """The network. ``model``: the ONNX file.

    It does not know smiles; those are looked for with OpenCV's cascade.
    """

    def __init__(self, model: Path, width_pixels: int) -> None:
        super().__init__(width_pixels)
        self._model = model
        self._session: Any = None
        self._cascades: Cascades | None = None

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name=NAME, job="vision", model=self._model.stem)

    def _load(self) -> None:
        stay_offline()
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            self._session = onnxruntime.InferenceSession(
                str(self._model), options, providers=["CPUExecutionProvider"]
            )
            self._found(np.zeros((64, 64, 3), np.uint8))
        except Exception as exc:
            raise EngineUnavailable(NAME, f"{self._model.name} does not load: {exc}") from exc
        self._cascades = Cascades(NAME)

    def _close(self) -> None:
        self._session = self._cascades = None

    def _faces(self, picture: Rgb) -> list[Face]:
        cascades = self._cascades
        if self._session is None or cascades is None:
            raise DetectionError(NAME, "is not loaded")
        grey = cascades.grey(picture)
        faces = []
        for box, score, points in self._found(picture):
            within = _square(box)
            faces.append(
                face_at(
                    box,
                    picture,
                    confidence=score,
                    facing=(facing := faces_camera(points[:2], points[2], points[3:])),
                    smiling=cascades.smiles(cascades.enlarged(grey, within)) if facing else None,
                )
            )
        return faces

    def _found(self, picture: Rgb) -> list[tuple[Box, float, Floats]]:
        """Return box, score and points (eyes, nose, corners of the mouth), in pixels."""
        fitted, scale = self._fitted(picture)
        given = fitted[np.newaxis].transpose(0, 3, 1, 2)
        name = self._session.get_inputs()[0].name
        names = [output.name for output in self._session.get_outputs()]
        found = dict(zip(names, self._session.run(None, {name: given}), strict=True))
        width = given.shape[3]
        parts = [_decoded(found, stride, width // stride) for stride in _STRIDES]
        boxes, scores, points = (np.concatenate(part) for part in zip(*parts, strict=True))
        sure = np.flatnonzero(scores >= _CERTAIN)
        kept = _apart(boxes[sure], scores[sure])
        return [
            (as_box(boxes[at] / scale), float(scores[at]), points[at] / scale) for at in sure[kept]
        ]

    def _fitted(self, picture: Rgb) -> tuple[NDArray[np.float32], float]:
        """Return BGR in the size that the network takes, and how much smaller it was made."""
        height, width = self._session.get_inputs()[0].shape[2:]
        scale = 1.0
        if isinstance(height, int) and isinstance(width, int):  # else a name: any size
            rows, columns = picture.shape[:2]
            side = int(max(rows, columns) * min(height / rows, width / columns, 1))
            small = shrunk(picture, side)
            scale, picture = small.shape[1] / columns, small
        else:
            height, width = (-(-side // 32) * 32 for side in picture.shape[:2])
        fitted = np.zeros((height, width, 3), np.float32)
        fitted[: picture.shape[0], : picture.shape[1]] = picture[:, :, ::-1]
        return fitted, scale


def _decoded(found: dict[str, Any], stride: int, columns: int) -> tuple[Floats, Floats, Floats]:
    """Return boxes (n, 4), scores (n,) and points (n, 5, 2) of one grid, in pixels."""
    certain, there, sides, points = (
        found[f"{name}_{stride}"][0].astype(np.float64) for name in ("cls", "obj", "bbox", "kps")
    )
    cells = np.arange(len(sides))
    origin = np.stack((cells % columns, cells // columns), axis=1)
    size = np.exp(sides[:, 2:]) * stride
    corner = (origin + sides[:, :2]) * stride - size / 2
    scores = np.sqrt(np.clip(certain, 0, 1) * np.clip(there, 0, 1))[:, 0]
    at = (points.reshape(-1, 5, 2) + origin[:, np.newaxis]) * stride
    return np.hstack((corner, size)), scores, at


def _apart(boxes: Floats, scores: Floats) -> list[int]:
    """Return the best boxes that hardly overlap, best first."""
    order = np.argsort(-scores)
    kept: list[int] = []
    while len(order) and len(kept) < _MOST_FACES:
        best, order = int(order[0]), order[1:]
        kept.append(best)
        start = np.maximum(boxes[order, :2], boxes[best, :2])
        end = np.minimum(boxes[order, :2] + boxes[order, 2:], boxes[best, :2] + boxes[best, 2:])
        common = np.clip(end - start, 0, None).prod(axis=1)
        both = boxes[order, 2:].prod(axis=1) + boxes[best, 2:].prod() - common
        order = order[common <= _OVERLAP * both]
    return kept


def _square(box: Box) -> Box:
    """Return the square that the cascades know a face by: as high as the box, around it."""
    left, top, width, height = box
    return left + width / 2 - height / 2, top, height, height


def probe(config: Config, folder: Path, language: str) -> Probe:
    """Tell whether there is a YuNet file and what runs it."""
    del language
    if not installed("onnxruntime"):
        return Probe(
            ok=False, reason="onnxruntime is not installed", mend="pip install onnxruntime"
        )
    found = model_file(config, folder, "*yunet*.onnx", "YuNet file", "onnx")
    return found if isinstance(found, Probe) else Probe(ok=True, reason=f"found {found}")


def build(config: Config, folder: Path, language: str) -> YuNet:
    """Return the engine, not yet loaded. Raises EngineUnavailable."""
    del language
    found = model_file(config, folder, "*yunet*.onnx", "YuNet file", "onnx")
    if isinstance(found, Probe):
        raise EngineUnavailable(NAME, found.reason, found.mend)
    return YuNet(found, config.vision.width)
