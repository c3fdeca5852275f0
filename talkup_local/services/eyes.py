"""The detector of faces, loaded when the first picture comes: most interviews have none."""

from __future__ import annotations

import asyncio
from typing import Any

from talkup_local.engines.vision.base import FaceDetector, Rgb, Sight


class Eyes:
    """``detector``, loaded once, whoever looks first."""

    def __init__(self, detector: FaceDetector) -> None:
        self._detector = detector
        self._opening = asyncio.Lock()
        self._open = False

    async def look(self, picture: Rgb) -> Sight:
        """Return what ``picture`` shows: uint8, shape (height, width, 3), RGB.

        Raises EngineUnavailable, DetectionError.
        """
        async with self._opening:
            if not self._open:
                await self._detector.start()
                self._open = True
        return await self._detector.look(picture)

    async def close(self) -> None:
        """Free the detector."""
        await self._detector.close()

    @property
    def describes(self) -> dict[str, Any]:
        """What ``pong`` tells of it."""
        return {"detector": str(self._detector.info)}
