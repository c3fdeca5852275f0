"""Faces by the cascades that come with OpenCV: no model file is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from talkup_local.config import Config
from talkup_local.engines.base import EngineInfo
from talkup_local.engines.probe import Probe, installed
from talkup_local.engines.vision.base import Face, Rgb, ThreadedFaceDetector, face_at
from talkup_local.engines.vision.cascades import MEND, Cascades
from talkup_local.errors import DetectionError

NAME: Final = "opencv"

# The cascade's weight has no upper end: clear frontal faces have 5 to 9.
_HALF_SURE: Final = 3.0
_PROFILE_CONFIDENCE: Final = 0.3


class OpenCvCascades(ThreadedFaceDetector):
    """Frontal faces, and where there is none, a profile.

    A face counts as turned to the camera when both of its eyes are found in it.
    """

    def __init__(self, width_pixels: int) -> None:
        super().__init__(width_pixels)
        self._cascades: Cascades | None = None

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name=NAME, job="vision", model="Haar cascades")

    def _load(self) -> None:
        self._cascades = Cascades(NAME)

    def _close(self) -> None:
        self._cascades = None

    def _faces(self, picture: Rgb) -> list[Face]:
        cascades = self._cascades
        if cascades is None:
            raise DetectionError(NAME, "is not loaded")
        grey = cascades.grey(picture)
        faces = []
        for box, weight in cascades.fronts(grey):
            face = cascades.enlarged(grey, box)
            faces.append(
                face_at(
                    box,
                    picture,
                    confidence=max(weight, 0) / (max(weight, 0) + _HALF_SURE),
                    facing=cascades.both_eyes(face),
                    smiling=cascades.smiles(face),
                )
            )
        return faces or [
            face_at(box, picture, confidence=_PROFILE_CONFIDENCE, facing=False)
            for box in cascades.profiles(grey)
        ]


def probe(config: Config, folder: Path, language: str) -> Probe:
    """Tell whether OpenCV is here."""
    del config, folder, language
    if not installed("cv2"):
        return Probe(ok=False, reason="opencv-python-headless is not installed", mend=MEND)
    return Probe(ok=True, reason="comes with OpenCV")


def build(config: Config, folder: Path, language: str) -> OpenCvCascades:
    """Return the engine, not yet loaded."""
    del folder, language
    return OpenCvCascades(config.vision.width)
