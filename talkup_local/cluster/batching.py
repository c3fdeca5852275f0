"""Utterances of several connections that go through a recogniser together.

It is off unless the application's ``batch`` says how many may: a card does several in
about the time of one, a processor does not.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from ray import serve

from talkup_local.engines.base import (
    BatchSpeechToText,
    EngineInfo,
    Samples,
    SpeechToText,
    Transcript,
)
from talkup_local.errors import EngineUnavailable

WAIT_S: Final = 0.02
"""How long an utterance may wait for others."""

_Utterance = tuple[Samples, str]


class Batched(SpeechToText):
    """``engine``, which gets up to ``most`` utterances at once. Only inside a replica."""

    def __init__(self, engine: BatchSpeechToText, most: int) -> None:
        self._engine = engine
        batched: Any = serve.batch(max_batch_size=most, batch_wait_timeout_s=WAIT_S)(self._many)
        self._one: Callable[[_Utterance], Awaitable[Transcript]] = batched

    @property
    def info(self) -> EngineInfo:
        return self._engine.info

    @property
    def waiting(self) -> int:
        return self._engine.waiting

    async def start(self) -> None:
        await self._engine.start()

    async def close(self) -> None:
        await self._engine.close()

    async def transcribe(
        self,
        samples: Samples,
        *,
        language: str,
        draft: Transcript | None = None,  # noqa: ARG002 (of use to others)
        urgent: bool = True,  # noqa: ARG002 (what goes together is not put in an order)
    ) -> Transcript:
        return await self._one((samples, language))

    async def _many(self, utterances: list[_Utterance]) -> list[Transcript]:
        found: dict[int, Transcript] = {}
        for language in dict.fromkeys(language for _, language in utterances):
            places = [n for n, (_, tag) in enumerate(utterances) if tag == language]
            heard = await self._engine.transcribe_many(
                [utterances[n][0] for n in places], language=language
            )
            found.update(zip(places, heard, strict=True))
        return [found[n] for n in range(len(utterances))]


def batched(most: int) -> Callable[[SpeechToText], SpeechToText]:
    """Return what makes a recogniser take up to ``most`` utterances at once.

    It raises EngineUnavailable for a recogniser that can't.
    """

    def dress(engine: SpeechToText) -> SpeechToText:
        if most == 1:
            return engine
        if not isinstance(engine, BatchSpeechToText):
            raise EngineUnavailable(
                engine.info.name, "hears one utterance at a time", "Leave `batch` out"
            )
        return Batched(engine, most)

    return dress
