"""Eyes that see what a test tells them."""

from talkup_local.engines.base import EngineInfo
from talkup_local.engines.vision.base import Face, FaceDetector, Sight
from talkup_local.errors import EngineUnavailable

FACE = Face(left=0.3, top=0.2, width=0.4, height=0.5, confidence=0.9, facing=True, smiling=True)
SEEN = Sight(faces=(FACE,), brightness=0.5)


class ScriptedFaces(FaceDetector):
    """Sees ``sight`` in every picture; load_failure: why it does not load, for now.

    looked_at: the pictures. starts: how often it was loaded.
    """

    def __init__(self, sight: Sight = SEEN, *, load_failure="") -> None:
        self.sight, self.load_failure = sight, load_failure
        self.looked_at, self.starts, self.closed = [], 0, False

    @property
    def info(self):
        return EngineInfo(name="scripted", job="vision")

    @property
    def waiting(self):
        return 0

    async def start(self):
        if self.load_failure:
            raise EngineUnavailable("scripted", self.load_failure)
        self.starts += 1

    async def close(self):
        self.closed = True

    async def look(self, picture):
        self.looked_at.append(picture)
        return self.sight
