"""What finds faces in pictures, and what it tells of them: where they are, nothing of whose."""

from __future__ import annotations

import abc
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from talkup_local.engines.base import Engine
from talkup_local.engines.threaded import ThreadedEngine
from talkup_local.engines.vision import picture as pictures
from talkup_local.errors import DetectionError

Rgb = NDArray[np.uint8]
Points = NDArray[np.float64]
Box = tuple[float, float, float, float]

LEAST_SIDE_PIXELS: Final = 32
"""Nothing is looked for in pictures that are smaller."""

_TURNED: Final = 0.3
_LEVEL: Final = (0.25, 0.8)


@dataclass(frozen=True, kw_only=True)
class Face:
    """One face. left, top, width, height: of its box, in shares of the picture's sides.

    confidence: 0..1 on the detector's own scale.
    facing: whether it is turned to the camera. smiling, eyes_open: what it looks like.
    None where the detector can't tell.
    """

    left: float
    top: float
    width: float
    height: float
    confidence: float
    facing: bool | None = None
    smiling: bool | None = None
    eyes_open: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What one picture shows. faces: largest first. brightness: 0..1, mean of the picture."""

    faces: tuple[Face, ...]
    brightness: float


class FaceDetector(Engine):
    """Finds faces."""

    @abc.abstractmethod
    async def look(self, picture: Rgb) -> Sight:
        """Return what ``picture`` shows: uint8, shape (height, width, 3), RGB.

        Raises DetectionError. Cancelling the caller cancels the work that has not begun.
        """


class ThreadedFaceDetector(ThreadedEngine, FaceDetector):
    """A detector in this process. width_pixels: wider pictures are made so narrow first."""

    failure = DetectionError

    def __init__(self, width_pixels: int) -> None:
        super().__init__()
        self._width_pixels = width_pixels

    async def look(self, picture: Rgb) -> Sight:
        return await self._worker.run(self._guard(lambda _cancel: self._look(picture)))

    def _look(self, picture: Rgb) -> Sight:
        if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3:  # noqa: PLR2004 (red, green, blue)
            reason = f"uint8 of shape (height, width, 3) is needed, not {picture.shape}"
            raise DetectionError(self.info.name, reason)
        if min(picture.shape[:2]) < LEAST_SIDE_PIXELS:
            return Sight(faces=(), brightness=_brightness(picture))
        small = pictures.shrunk(picture, self._width_pixels)
        faces = sorted(self._faces(small), key=lambda face: -face.width * face.height)
        return Sight(faces=tuple(faces), brightness=_brightness(small))

    @abc.abstractmethod
    def _faces(self, picture: Rgb) -> list[Face]:
        """Find them, in the worker thread."""


def faces_camera(eyes: Points, nose: Points, mouth: Points) -> bool:
    """Tell from where the features lie whether a face is turned to the camera.

    eyes, mouth: shape (2, 2), its two eyes and corners as x and y; nose: shape (2,), its tip.
    Turned aside, the nose lies nearer to one eye; up or down, nearer to eyes or mouth. It
    knows where the head points, not where the eyes look.
    """
    between, below = eyes.mean(axis=0), mouth.mean(axis=0)
    across = eyes[1] - eyes[0] if eyes[1, 0] > eyes[0, 0] else eyes[0] - eyes[1]
    apart = float(np.linalg.norm(across))
    down = below - between
    length = float(np.linalg.norm(down))
    if apart == 0 or length == 0:
        return False
    aside = float((nose - between) @ across) / apart**2
    along = float((nose - between) @ down) / length**2
    return abs(aside) <= _TURNED and _LEVEL[0] <= along <= _LEVEL[1]


def face_at(
    box: Box,
    picture: Rgb,
    *,
    confidence: float,
    facing: bool | None = None,
    smiling: bool | None = None,
    eyes_open: bool | None = None,
) -> Face:
    """Return the face in ``box``: left, top, width, height in pixels, cut at the edges."""
    height, width = picture.shape[:2]
    left, top = max(box[0], 0.0), max(box[1], 0.0)
    right = max(min(box[0] + box[2], width), left)
    bottom = max(min(box[1] + box[3], height), top)
    return Face(
        left=left / width,
        top=top / height,
        width=(right - left) / width,
        height=(bottom - top) / height,
        confidence=confidence,
        facing=facing,
        smiling=smiling,
        eyes_open=eyes_open,
    )


def _brightness(picture: Rgb) -> float:
    return float(picture.mean()) / 255 if picture.size else 0.0
