"""What the services beside the talk find in a stream: in its words, its sound, its pictures."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, Final

import structlog

from talkup_local.audio.media.codecs import jpeg
from talkup_local.audio.media.decoder import Decoded
from talkup_local.audio.pcm import RATE_HZ
from talkup_local.clock import Clock
from talkup_local.config.model import Language
from talkup_local.config.services import Service
from talkup_local.errors import TalkupError, Unusable
from talkup_local.protocol.services.contents import SenseContent, Word, built
from talkup_local.services.gateway import Gateway
from talkup_local.services.outcome import Outcome, failure
from talkup_local.services.route import Route
from talkup_local.services.routed_stream import RoutedStream
from talkup_local.turn import output as out

log = structlog.get_logger(__name__)

TALK: Final = frozenset({"speech_to_text", "llm", "text_to_speech"})
"""Services that the talk itself goes through."""

_WORDS: Final = "verbal_analyzer"
_SENSES: Final[tuple[Service, ...]] = ("behavior_analyzer", "emotion_analyzer")
_WAITING: Final = 256
"""Pieces of sound, and pictures, that may wait for an analyser: about a minute of them. In
less than that, one that does not answer is given up."""

Spawn = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]
TellTurn = Callable[[int, Outcome], Awaitable[None]]


class Analyses:
    """Of one stream, beside the talk.

    names: the services asked for, beside those of the talk. spawn: does work beside. tell: is
    told what was found in the words of a turn, by its number.
    """

    def __init__(
        self,
        gateway: Gateway,
        names: Sequence[str],
        *,
        session_id: str,
        language: Language,
        clock: Clock,
        spawn: Spawn,
        tell: TellTurn,
    ) -> None:
        self._gateway, self._names = gateway, names
        self._session_id, self._language = session_id, language
        self._spawn, self._tell = spawn, tell
        self._answers: list[out.Heard] = []
        self._asked_s = 0.0
        self._turns: set[asyncio.Task[None]] = set()
        self._watchers = [
            _Watcher(gateway.routes[service], session_id, language, clock)
            for service in _SENSES
            if service in names and service in gateway.routes
        ]
        self._watching: list[asyncio.Task[None]] = []

    @property
    def watches(self) -> bool:
        """Whether sound and pictures are wanted."""
        return bool(self._watchers)

    def start(self) -> None:
        """Begin to watch."""
        self._watching = [self._spawn(watcher.run()) for watcher in self._watchers]

    def said(self, duration_s: float) -> None:
        """Take it that our side spoke."""
        self._asked_s += duration_s

    def heard(self, heard: out.Heard, turn: int) -> None:
        """Look into the words of an answer that is over."""
        self._answers.append(heard)
        if _WORDS in self._names and heard.text:
            task = self._spawn(self._look_into(heard, turn))
            self._turns.add(task)
            task.add_done_callback(self._turns.discard)

    async def watch(self, decoded: Decoded) -> None:
        """Take sound and pictures of the stream."""
        if len(decoded.samples):
            sound = SenseContent(
                audio=decoded.samples.tobytes(), format="audio/pcm", sample_rate=RATE_HZ
            )
            await self._give(sound)
        for picture in decoded.pictures:
            data = await asyncio.to_thread(jpeg, picture.rgb)
            await self._give(SenseContent(image=data, format="image/jpeg", at_s=picture.at_s))

    async def conclude(self) -> dict[str, Outcome]:
        """Return what came of each service, over the whole stream."""
        for watcher in self._watchers:
            await watcher.give(None)
        found: dict[str, Outcome] = {}
        rest = [name for name in self._names if name not in {w.name for w in self._watchers}]
        if rest:
            self._turns.add(self._spawn(self._look_back(rest, found)))
        if self._turns or self._watching:
            await asyncio.wait((*self._turns, *self._watching))
        return {w.name: w.outcome for w in self._watchers} | found

    def gone(self) -> None:
        """Stop: nobody wants to know any more."""
        for task in (*self._turns, *self._watching):
            task.cancel()

    async def _give(self, content: SenseContent) -> None:
        for watcher in self._watchers:
            await watcher.give(content)

    async def _look_into(self, heard: out.Heard, turn: int) -> None:
        data = _words_of([heard]) | {"question": heard.question or None}
        if heard.asked_until_s is not None:
            data["question_end_s"] = heard.asked_until_s
        asked = await self._gateway.ask(
            [_WORDS], data, session_id=self._session_id, language=self._language
        )
        await self._tell(turn, asked.outcomes[_WORDS])

    async def _look_back(self, names: Sequence[str], found: dict[str, Outcome]) -> None:
        """Ask the services ``names`` about the whole stream."""
        data = _words_of(self._answers) | {"asked_s": round(self._asked_s, 3) or None}
        asked = await self._gateway.ask(
            names, data, session_id=self._session_id, language=self._language
        )
        found |= asked.outcomes


class _Watcher:
    """One analyser of sound and pictures, and what waits for it."""

    def __init__(self, route: Route, session_id: str, language: Language, clock: Clock) -> None:
        self._route, self._session_id, self._language = route, session_id, language
        self._clock = clock
        self._waiting: asyncio.Queue[SenseContent | None] = asyncio.Queue(_WAITING)
        self._over = False
        self.outcome = self._failed(Unusable("There was neither sound nor a picture."))

    @property
    def name(self) -> Service:
        """The service."""
        return self._route.name

    async def give(self, content: SenseContent | None) -> None:
        """Let it look at more, None being the end; waits while too much waits for it."""
        if not self._over:
            await self._waiting.put(content)

    async def run(self) -> None:
        """Pass on what is given until the end; then ``outcome`` tells what came of it."""
        try:
            first = await self._waiting.get()
            if first is not None:
                self.outcome = await self._passed_on(first)
        except Exception as exc:
            if not isinstance(exc, TalkupError):
                log.exception("analysis failed", service=self.name)
            self.outcome = self._failed(exc)
        finally:
            self._over = True
            while not self._waiting.empty():  # frees whoever waits for room
                self._waiting.get_nowait()
        self._route.counts[self.outcome.status] += 1

    async def _passed_on(self, content: SenseContent) -> Outcome:
        async with self._route.open(_ignore, self._language, self._session_id) as stream:
            following: SenseContent | None = content
            while following is not None:
                await stream.push(following)
                following = await self._waiting.get()
            begun_s = self._clock.monotonic_s()
            data = await stream.finish()
        ms = (self._clock.monotonic_s() - begun_s) * 1000
        by = stream.by if isinstance(stream, RoutedStream) else "local"
        return Outcome(service=self.name, status="ok", ms=ms, by=by, data=data)

    def _failed(self, exc: Exception) -> Outcome:
        return failure(self.name, exc, 0.0, self._language)


async def _ignore(_result: object) -> None:
    """Take what a stream finds on the way: only the end is told."""


def _words_of(answers: Sequence[out.Heard]) -> dict[str, Any]:
    """Return the words of ``answers`` as if they had been said in one go.

    What lies between two answers is the other side's time: no pause, and no slow speech.
    """
    words: list[dict[str, Any]] = []
    shift_s = until_s = 0.0
    for number, heard in enumerate(answers):
        if number and heard.words:
            shift_s = until_s - heard.words[0].start_s
        for word in heard.words:
            start_s, until_s = word.start_s + shift_s, word.end_s + shift_s
            words.append(
                built(Word(text=word.text, start_s=round(start_s, 3), end_s=round(until_s, 3)))
            )
    text = " ".join(heard.text for heard in answers if heard.text)
    return {"text": text, "words": words or None}
