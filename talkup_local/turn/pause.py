"""Judges the pauses of one interview: gathers the evidence and asks the policy."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

import structlog

from talkup_local.audio.pcm import Samples
from talkup_local.audio.prosody import VoiceCues, voice_cues
from talkup_local.config.model import Language, Patience
from talkup_local.engines.base import TurnModel
from talkup_local.errors import EngineError
from talkup_local.turn.endpoint import Evidence, Judgement, judge
from talkup_local.turn.listener import Hearing, Listener

log = structlog.get_logger(__name__)

_VOICE_MS: Final = 4_000
_MODEL_MS: Final = 8_000


class PauseJudge:
    """Remembers what is costly to find out, once per pause."""

    def __init__(
        self,
        listener: Listener,
        *,
        language: Language,
        patience: Patience,
        turn_model: TurnModel | None,
        on_change: Callable[[], None],
    ) -> None:
        self._listener = listener
        self._language, self._patience = language, patience
        self._turn_model, self._on_change = turn_model, on_change
        self._pause_of = -1
        self._voice: VoiceCues | None = None
        self._completeness: float | None = None
        self._unasked: Samples | None = None
        self._asking: asyncio.Task[None] | None = None

    def judge(
        self, hearing: Hearing, *, asked: str, encouraged: bool, tasks: asyncio.TaskGroup
    ) -> Judgement:
        """Judge the pause that lasts. ``asked``: what the interviewer said last."""
        listener = self._listener
        if self._pause_of != listener.last_speech:
            self._pause_of = listener.last_speech
            self._voice = voice_cues(listener.tail(_VOICE_MS))
            self._completeness = None
            # now, as sound that is recognised is not kept; once, as silence adds nothing to it
            self._unasked = listener.tail(_MODEL_MS)
        if self._turn_model is not None and self._asking is None and self._unasked is not None:
            sound, self._unasked = self._unasked, None
            self._asking = tasks.create_task(self._ask(self._turn_model, sound, self._pause_of))
        return judge(
            Evidence(
                pause_ms=hearing.pause_ms,
                speech_ms=hearing.speech_ms,
                words=hearing.words,
                asked=asked,
                language=self._language,
                patience=self._patience,
                voice=self._voice,
                completeness=self._completeness,
                encouraged=encouraged,
            )
        )

    async def _ask(self, model: TurnModel, sound: Samples, pause_of: int) -> None:
        try:
            found = await model.completeness(sound)
        except EngineError as exc:
            log.warning("turn model failed", code=exc.code, error=str(exc))
            return
        finally:
            self._asking = None
        if pause_of == self._pause_of:
            self._completeness = found
            self._on_change()
