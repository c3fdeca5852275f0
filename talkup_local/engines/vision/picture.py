"""Pictures made smaller."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]


def shrunk(picture: Rgb, width_pixels: int) -> Rgb:
    """Return ``picture``, shape (height, width, 3), no wider and no higher than that."""
    height, width = picture.shape[:2]
    scale = width_pixels / max(width, height)
    if scale >= 1:
        return np.ascontiguousarray(picture)
    import cv2

    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
