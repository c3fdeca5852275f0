"""The Haar cascades that come with OpenCV 4: frontal faces, profiles, eyes, smiles.

They are old and light, and need no model file. A frontal face is found up to about 40
degrees aside; the smile cascade takes a wide closed mouth for a smile now and then.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from talkup_local.errors import EngineUnavailable

Grey = NDArray[np.uint8]
Box = tuple[float, float, float, float]

MEND: Final = "Install it: pip install 'opencv-python-headless>=4.10,<5'"

_SCALE: Final = 1.1
_FRONT_NEIGHBOURS: Final = 5
_PROFILE_NEIGHBOURS: Final = 3
_EYE_NEIGHBOURS: Final = 4
_SMILE_NEIGHBOURS: Final = 80
_LEAST_SHARE: Final = 0.1

# Details are looked for in the face drawn at this size, whatever its own was.
_FACE_PIXELS: Final = 200
_EYES_END: Final = 120
_MOUTH_BEGINS: Final = 110
_LEAST_EYE: Final = (30, 30)
_LEAST_SMILE: Final = (60, 30)
_LARGEST_SMILE: Final = (130, 70)


class Cascades:
    """All of them, loaded. Takes grey pictures: uint8, shape (height, width)."""

    def __init__(self, engine: str) -> None:
        """Raise EngineUnavailable when OpenCV lacks them, as 5.0 does."""
        import cv2

        # a thread of its own is enough; the recogniser and the model need the cores
        cv2.setNumThreads(1)
        self._cv2: Any = cv2
        if not hasattr(cv2, "CascadeClassifier"):
            raise EngineUnavailable(engine, f"OpenCV {cv2.__version__} has no cascades", MEND)
        self._front = self._cascade(engine, "frontalface_default")
        self._profile = self._cascade(engine, "profileface")
        self._eye = self._cascade(engine, "eye")
        self._smile = self._cascade(engine, "smile")

    def _cascade(self, engine: str, name: str) -> Any:
        path = Path(self._cv2.data.haarcascades) / f"haarcascade_{name}.xml"
        cascade = self._cv2.CascadeClassifier(str(path)) if path.is_file() else None
        if cascade is None or cascade.empty():
            raise EngineUnavailable(
                engine, f"OpenCV {self._cv2.__version__} lacks {path.name}", MEND
            )
        return cascade

    def grey(self, picture: NDArray[np.uint8]) -> Grey:
        """Return an RGB picture without its colours."""
        grey: Grey = self._cv2.cvtColor(picture, self._cv2.COLOR_RGB2GRAY)
        return grey

    def fronts(self, grey: Grey) -> list[tuple[Box, float]]:
        """Return the frontal faces as left, top, width, height in pixels, each with its weight."""
        boxes, _, weights = self._front.detectMultiScale3(
            grey, _SCALE, _FRONT_NEIGHBOURS, minSize=_least(grey), outputRejectLevels=True
        )
        return [
            (as_box(box), float(weight))
            for box, weight in zip(boxes, np.ravel(weights), strict=True)
        ]

    def profiles(self, grey: Grey) -> list[Box]:
        """Return the faces that are seen from a side; looked for at half the size."""
        height, width = grey.shape
        half = self._cv2.resize(grey, (width // 2, height // 2), interpolation=self._cv2.INTER_AREA)
        # the cascade knows one side only
        left, right = (
            self._profile.detectMultiScale(side, _SCALE, _PROFILE_NEIGHBOURS, minSize=_least(half))
            for side in (half, np.ascontiguousarray(half[:, ::-1]))
        )
        mirrored = [(width // 2 - x - w, y, w, h) for x, y, w, h in right]
        found = [as_box(2 * np.asarray(box)) for box in (*left, *mirrored)]
        return found[:1]  # both sides may find the same one

    def enlarged(self, grey: Grey, box: Box) -> Grey:
        """Return the face in ``box`` at the size that ``eyes`` and ``smiles`` need."""
        left, top, width, height = (round(side) for side in box)
        face = grey[max(top, 0) : top + height, max(left, 0) : left + width]
        size = (_FACE_PIXELS, _FACE_PIXELS)
        large: Grey = self._cv2.resize(face, size, interpolation=self._cv2.INTER_CUBIC)
        return large

    def both_eyes(self, face: Grey) -> bool:
        """Tell whether an eye is found in each half of an enlarged face."""
        eyes = self._eye.detectMultiScale(
            face[:_EYES_END], _SCALE, _EYE_NEIGHBOURS, minSize=_LEAST_EYE
        )
        middles = [x + width / 2 for x, _, width, _ in eyes]
        centre = _FACE_PIXELS / 2
        return any(x < centre for x in middles) and any(x > centre for x in middles)

    def smiles(self, face: Grey) -> bool:
        """Tell whether an enlarged face smiles."""
        found = self._smile.detectMultiScale(
            face[_MOUTH_BEGINS:],
            _SCALE,
            _SMILE_NEIGHBOURS,
            minSize=_LEAST_SMILE,
            maxSize=_LARGEST_SMILE,
        )
        return len(found) > 0


def _least(grey: Grey) -> tuple[int, int]:
    side = max(20, round(_LEAST_SHARE * min(grey.shape)))
    return side, side


def as_box(box: Any) -> Box:
    """Return four numbers of numpy as plain ones."""
    left, top, width, height = (float(side) for side in box)
    return left, top, width, height
