"""Plays scenarios to a server in real time, over real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any, Final

import msgspec
import numpy as np
import psutil
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.cli.bench.turns.observed import Run, Seen, What, final_reply
from talkup_local.cli.bench.turns.scenario import NOISES, OVER_SPEECH, Kind, Scenario
from talkup_local.cli.bench.turns.sounds import room, to_samples
from talkup_local.config.model import Patience
from talkup_local.protocol.interview.client import InterviewClient
from talkup_local.protocol.interview.messages import CAPABILITIES

REPLY_LIMIT_S: Final = 15.0
"""How long a candidate waits for a reply."""

_FRAME: Final = RATE_HZ // 50
_FRAME_S: Final = _FRAME / RATE_HZ
_STALLED_S: Final = 30.0
_MESSAGES: Final = {what.value: what for what in What}
_WORDS: Final = {What.STATE: "state", What.SAYS: "text", What.TRANSCRIPT: "text"}


class Player:
    """Plays to one server.

    url: of the server, without a path. pid: of its process, None when it is not ours.
    """

    def __init__(self, url: str, *, pid: int | None = None, patience: Patience | None) -> None:
        self._url, self._patience = url, patience
        self._process = psutil.Process(pid) if pid is not None else None
        self._numbers = itertools.count()

    async def play(self, scenario: Scenario, *, alone: bool = False) -> Run:
        """Play one. alone: nothing else is played, so the server's work is due to this one."""
        # the number makes it a new interview each time; the server's child drops it
        url = f"{self._url}/ws/{scenario.id}~{next(self._numbers)}"
        process = self._process if alone else None
        try:
            async with connect(url, compression=None, max_size=None) as socket:
                return await _Play(scenario, socket, process).run(self._patience)
        except (OSError, TimeoutError, WebSocketException) as exc:
            return Run(scenario=scenario, problem=f"{type(exc).__name__}: {exc}")

    async def play_all(
        self,
        scenarios: Sequence[Scenario],
        *,
        connections: int = 1,
        on_done: Callable[[Scenario], None] = lambda _: None,
    ) -> list[Run]:
        """Play all, so many at a time. One at a time, each is alone."""
        waiting = iter(scenarios)
        runs: list[Run] = []

        async def candidate() -> None:
            for scenario in waiting:
                runs.append(await self.play(scenario, alone=connections == 1))
                on_done(scenario)

        async with asyncio.TaskGroup() as group:
            for _ in range(connections):
                group.create_task(candidate())
        return runs


class _Play:
    """One scenario on one connection."""

    def __init__(
        self, scenario: Scenario, socket: ClientConnection, process: psutil.Process | None
    ) -> None:
        self._scenario, self._socket, self._process = scenario, socket, process
        self._loop = asyncio.get_running_loop()
        self._arrived: list[Seen] = []  # by the loop's clock
        self._cue_s: float | None = None
        self._begin_s: float | None = None
        self._closed = False
        self._lag_s = 0.0
        self._cpu: list[float] = []

    async def run(self, patience: Patience | None) -> Run:
        paced = self._scenario.kind in OVER_SPEECH
        client = InterviewClient()
        await self._socket.send(
            client.start_interview(
                sample_rate_hz=RATE_HZ,
                delivery="paced" if paced else "burst",
                language=self._scenario.language,
                patience=patience,
                capabilities=sorted(CAPABILITIES),
            )
        )
        async with self._reading():
            await self._speak()
        seen = self._seen()
        problem = "" if self._begin_s is not None else "the question never came"
        if self._closed:
            problem = "the server closed the connection"
        cpu_s = self._cpu[1] - self._cpu[0] if len(self._cpu) > 1 else None
        return Run(
            scenario=self._scenario,
            seen=tuple(seen),
            cpu_s=cpu_s,
            lag_s=self._lag_s,
            problem=problem,
        )

    async def _speak(self) -> None:
        """Be a microphone: a frame is sent when it is full, whatever the server does."""
        start_s = self._loop.time()
        for number, frame in enumerate(self._frames(), 1):
            due_s = start_s + number * _FRAME_S
            await asyncio.sleep(due_s - self._loop.time())
            self._lag_s = max(self._lag_s, self._loop.time() - due_s)
            self._measure()
            if self._closed:
                return
            await self._socket.send(frame.tobytes())

    def _frames(self) -> Iterator[Samples]:
        """Yield room noise until the cue, then the scenario, then noise until it is over."""
        noise = _Noise()
        waiting_since_s = self._loop.time()
        while not self._cued():
            if self._loop.time() > waiting_since_s + _STALLED_S:
                return
            yield noise.next()
        # the frame after this point is the first of the samples
        self._begin_s = self._loop.time()
        samples = self._scenario.samples
        for at in range(0, len(samples) - _FRAME + 1, _FRAME):
            yield samples[at : at + _FRAME]
        while not self._over():
            yield noise.next()

    def _cued(self) -> bool:
        return self._cue_s is not None and self._loop.time() >= self._cue_s + self._scenario.wait_s

    def _over(self) -> bool:
        now_s, end_s, kind = self._now_s(), self._scenario.end_s, self._scenario.kind
        if kind in NOISES:
            return True
        if kind is Kind.FALSE_BARGE_IN:
            # long enough for the interviewer to take up the thread again
            return now_s > end_s + 3.0
        return final_reply(self._seen(), end_s) is not None or now_s > end_s + REPLY_LIMIT_S

    def _measure(self) -> None:
        """Note the server's processor time when the speech starts and when it ends."""
        marks_s = (self._scenario.start_s, self._scenario.end_s)
        taken = len(self._cpu)
        if (
            self._process is not None
            and self._begin_s is not None
            and taken < len(marks_s)
            and self._now_s() >= marks_s[taken]
        ):
            times = self._process.cpu_times()
            self._cpu.append(times.user + times.system)

    def _now_s(self) -> float:
        return self._loop.time() - (self._begin_s or 0.0)

    def _seen(self) -> list[Seen]:
        begin_s = self._begin_s or 0.0
        return [Seen(one.at_s - begin_s, one.what, one.value) for one in self._arrived]

    # -- what comes in ----------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def _reading(self) -> AsyncIterator[None]:
        reader = asyncio.ensure_future(self._read())
        try:
            yield
        finally:
            reader.cancel()
            await asyncio.gather(reader, return_exceptions=True)

    async def _read(self) -> None:
        async for data in self._socket:
            self._take(data)
        self._closed = True

    def _take(self, data: str | bytes) -> None:
        now_s = self._loop.time()
        if isinstance(data, bytes):
            self._note(Seen(now_s, What.SOUND))
            return
        message: dict[str, Any] = msgspec.json.decode(data)
        what = _MESSAGES.get(message["type"])
        if what is not None:
            self._note(Seen(now_s, what, str(message.get(_WORDS.get(what, "code"), ""))))

    def _note(self, one: Seen) -> None:
        self._arrived.append(one)
        cue = What.SOUND if self._scenario.kind in OVER_SPEECH else What.STARTED
        if self._cue_s is None and one.what is cue:
            self._cue_s = one.at_s


class _Noise:
    """Room noise without end, a frame at a time."""

    def __init__(self) -> None:
        self._loop = to_samples(room(np.random.default_rng(0), RATE_HZ * 10))
        self._at = 0

    def next(self) -> Samples:
        frame = self._loop[self._at : self._at + _FRAME]
        self._at = (self._at + _FRAME) % len(self._loop)
        return frame
