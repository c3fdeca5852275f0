"""Services that do what a test tells them, in virtual time."""

import asyncio
from collections import Counter

from talkup_local.clock import VirtualClock
from talkup_local.errors import ServiceUnreachable
from talkup_local.protocol.services.contents import Analysis, Reply, Spoken, Transcription
from talkup_local.services.base import Service

GIVES = {
    "speech_to_text": Transcription(text="I led it", language="en"),
    "verbal_analyzer": Analysis(measures={"rate": 1}),
    "llm": Reply(text="Tell me more."),
    "text_to_speech": Spoken(audio=b"sound", format="audio/mpeg", duration_s=1.0),
    "behavior_analyzer": Analysis(measures={"smile": 1}),
    "emotion_analyzer": Analysis(measures={"valence": 1}),
}


class ScriptedService(Service):
    """Gives what such a service gives after ``takes_s``, or raises ``error``.

    asked: what it was asked. cancelled: how often its work was.
    """

    def __init__(self, name, clock: VirtualClock, takes_s=0.0, error=None) -> None:
        self.name, self._clock = name, clock
        self.takes_s, self.error = takes_s, error
        self.asked = []
        self.cancelled = 0

    async def process(self, request):
        self.asked.append(request)
        try:
            await self._clock.sleep_s(self.takes_s)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.error is not None:
            raise self.error
        return GIVES[self.name]


class ScriptedRemote:
    """A service elsewhere; ``errors`` are raised one after the other, then it works.

    pieces: texts that come before its answer, or before the next error. gives: the answer.
    asked: what it was asked.
    """

    def __init__(self, name="llm", errors=(), pieces=()) -> None:
        self.name, self.errors, self.told = name, list(errors), list(pieces)
        self.counts = Counter()
        self.gives = GIVES[name]
        self.ready = True
        self.down = False
        self.languages = frozenset()
        self.asked = []

    async def run(self):
        await asyncio.Event().wait()

    def state(self):
        return {"url": "ws://elsewhere", "state": "down" if self.down else "up"}

    async def request(self, content, session_id=""):
        self.asked.append(content)
        await asyncio.sleep(0)  # others may ask meanwhile
        if self.errors:
            raise self.errors.pop(0)
        return self.gives

    async def pieces(self, content, session_id=""):
        self.asked.append(content)
        for text in self.told:
            yield Reply(text=text)
        if self.errors:
            raise self.errors.pop(0)
        yield self.gives

    def open(self, tell, session_id=""):
        raise ServiceUnreachable(self.name, "no streams")


async def driven(clock: VirtualClock, work, step_s=0.01):
    """Return what ``work`` gives; the time goes on whenever nothing else does."""
    task = asyncio.ensure_future(work)
    while not task.done():
        for _ in range(30):
            await asyncio.sleep(0)
        if not task.done():
            clock.advance_s(step_s)
    return await task
