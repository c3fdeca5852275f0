"""MediaPipe's Face Landmarker: 478 points of each face, and what its muscles do.

Not a plain dependency, and it brings no model. Only releases that can't reach the network are
run: from 0.10.35 on, MediaPipe reports its use to its makers. Written from its documented
interface and tried up to the loading of a file; no model was at hand to see it find a face.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from talkup_local.config import Config
from talkup_local.engines.base import EngineInfo
from talkup_local.engines.offline import stay_offline
from talkup_local.engines.probe import Probe, installed
from talkup_local.engines.vision.base import Face, Rgb, ThreadedFaceDetector, face_at, faces_camera
from talkup_local.engines.vision.files import model_file
from talkup_local.errors import DetectionError, EngineUnavailable

NAME: Final = "mediapipe"

_MEND: Final = "Install it: pip install 'talkup-local[vision]'"
_SILENT: Final = frozenset({"0.10.30", "0.10.31", "0.10.32", "0.10.33"})
"""Releases for numpy 2 whose native library holds no network code."""

_MOST_FACES: Final = 4
_CERTAIN: Final = 0.5

# Of the 478 points: outer corners of the eyes, tip of the nose, corners of the mouth.
EYES: Final = (33, 263)
NOSE: Final = 1
MOUTH: Final = (61, 291)

_SMILE: Final = ("mouthSmileLeft", "mouthSmileRight")
_BLINK: Final = ("eyeBlinkLeft", "eyeBlinkRight")
_SMILING: Final = 0.4
_SHUT: Final = 0.5


class FaceLandmarks(ThreadedFaceDetector):
    """The landmarker. ``model``: the ``.task`` file."""

    def __init__(self, model: Path, width_pixels: int) -> None:
        super().__init__(width_pixels)
        self._model = model
        self._mediapipe: Any = None
        self._landmarker: Any = None

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name=NAME, job="vision", model=self._model.stem)

    def _load(self) -> None:
        stay_offline()
        import mediapipe
        from mediapipe.tasks.python import BaseOptions, vision

        options = vision.FaceLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(self._model)),
            num_faces=_MOST_FACES,
            min_face_detection_confidence=_CERTAIN,
            min_face_presence_confidence=_CERTAIN,
            output_face_blendshapes=True,
        )
        try:
            self._landmarker = vision.FaceLandmarker.create_from_options(options)
        except Exception as exc:
            raise EngineUnavailable(NAME, f"{self._model.name} does not load: {exc}") from exc
        self._mediapipe = mediapipe

    def _close(self) -> None:
        landmarker, self._landmarker = self._landmarker, None
        if landmarker is not None:
            landmarker.close()

    def _faces(self, picture: Rgb) -> list[Face]:
        if self._landmarker is None:
            raise DetectionError(NAME, "is not loaded")
        image = self._mediapipe.Image(
            image_format=self._mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(picture)
        )
        result = self._landmarker.detect(image)
        height, width = picture.shape[:2]
        faces = []
        for number, landmarks in enumerate(result.face_landmarks):
            points = np.array([(point.x * width, point.y * height) for point in landmarks])
            shapes = result.face_blendshapes or []
            moves = {
                shape.category_name: float(shape.score)
                for shape in (shapes[number] if number < len(shapes) else ())
            }
            faces.append(face_of(points, moves, picture))
        return faces


def face_of(points: NDArray[np.float64], moves: Mapping[str, float], picture: Rgb) -> Face:
    """Return the face that ``points``, shape (n, 2), pixels, and its muscles' ``moves`` tell of."""
    low, high = points.min(axis=0), points.max(axis=0)
    smile, blink = (_mean(moves, names) for names in (_SMILE, _BLINK))
    left, top, width, height = (float(side) for side in (*low, *(high - low)))
    return face_at(
        (left, top, width, height),
        picture,
        confidence=_CERTAIN,  # it gives none of its own: at least this
        facing=faces_camera(points[list(EYES)], points[NOSE], points[list(MOUTH)]),
        smiling=None if smile is None else smile >= _SMILING,
        eyes_open=None if blink is None else blink < _SHUT,
    )


def _mean(moves: Mapping[str, float], names: tuple[str, ...]) -> float | None:
    if not all(name in moves for name in names):
        return None
    return sum(moves[name] for name in names) / len(names)


def _release() -> str:
    try:
        return version("mediapipe")
    except PackageNotFoundError:
        return "of unknown origin"


def probe(config: Config, folder: Path, language: str) -> Probe:
    """Tell whether MediaPipe and a file for it are here, without importing it."""
    del language
    if not installed("mediapipe"):
        return Probe(ok=False, reason="mediapipe is not installed", mend=_MEND)
    if (release := _release()) not in _SILENT:
        return Probe(ok=False, reason=f"mediapipe {release} reports its use", mend=_MEND)
    found = model_file(config, folder, "*.task", "Face Landmarker file", "task")
    return found if isinstance(found, Probe) else Probe(ok=True, reason=f"found {found}")


def build(config: Config, folder: Path, language: str) -> FaceLandmarks:
    """Return the engine, not yet loaded. Raises EngineUnavailable."""
    found = probe(config, folder, language)
    path = model_file(config, folder, "*.task", "Face Landmarker file", "task")
    if not found.ok or isinstance(path, Probe):
        raise EngineUnavailable(NAME, found.reason, found.mend)
    return FaceLandmarks(path, config.vision.width)
