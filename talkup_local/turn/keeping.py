"""Keeps one interview while it is held, as long as that is possible."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.clock import Clock
from talkup_local.dialogue.interviewer import Interviewer, Position
from talkup_local.engines.base import TimedWord
from talkup_local.errors import StorageError
from talkup_local.turn import output as out
from talkup_local.turn.keeper import Answered, Keeper
from talkup_local.turn.minutes import Minutes
from talkup_local.turn.timing import TurnRecord

log = structlog.get_logger(__name__)


class Keeping:
    """Tells a keeper what happens; after its first failure, only that it is over.

    keeper: None where nothing is kept. elapsed_s: how long the interview has lasted.
    on_failure: called once, when something could not be kept.
    """

    def __init__(
        self,
        keeper: Keeper | None,
        interviewer: Interviewer,
        clock: Clock,
        *,
        elapsed_s: Callable[[], float],
        on_failure: Callable[[], None],
    ) -> None:
        self._keeper, self._interviewer, self._clock = keeper, interviewer, clock
        self._elapsed_s, self._on_failure = elapsed_s, on_failure
        self.failed = False
        """Whether something could not be kept."""
        self._over = False

    async def answered(
        self,
        heard: out.Heard,
        position: Position,
        minutes: Minutes,
        *,
        answers: str,
        recording: Samples | None,
        start: int,
    ) -> None:
        """Keep an answer and where the interviewer stands; on disk when this returns.

        position: what was asked. answers: the words as they are replied to. start: where the
        answer began, in samples.
        """
        start_s = start / RATE_HZ
        asked_until_s = heard.asked_until_s
        words = tuple(
            TimedWord(
                text=word.text,
                start_s=round(word.start_s - start_s, 3),
                end_s=round(word.end_s - start_s, 3),
            )
            for word in heard.words
        )
        await self._try(
            lambda keeper: keeper.answered(
                Answered(
                    question_id=position.question_id,
                    step=position.step,
                    asked=minutes.asked,
                    asked_at=minutes.asked_at,
                    heard=answers,
                    answered_at=self._clock.utc_now(),
                    words=words,
                    speech_s=heard.speech_s,
                    response_s=None if asked_until_s is None else max(0.0, start_s - asked_until_s),
                    progress=self._interviewer.save(),
                    consent=self._interviewer.consent,
                    spent_s=self._elapsed_s(),
                    samples=recording,
                )
            )
        )

    async def said(self, text: str) -> None:
        """Keep what the interviewer said, as it was heard."""
        await self._try(
            lambda keeper: keeper.said(text, self._interviewer.save(), self._elapsed_s())
        )

    def turn_done(self, record: TurnRecord) -> None:
        """Take note of the figures of a turn."""
        if self._keeper is not None and not self.failed:
            self._keeper.turn_done(record)

    def happened(self, name: str, **facts: object) -> None:
        """Take note of something."""
        if self._keeper is not None and not self.failed:
            self._keeper.happened(name, **facts)

    async def ended(self, reason: str) -> None:
        """Keep that it is over; a second time does nothing."""
        if self._keeper is not None and not self._over:
            self._over = True
            try:
                await self._keeper.ended(reason, self._elapsed_s())
            except StorageError as exc:
                log.warning("end of the interview not kept", code=exc.code, error=str(exc))

    async def _try(self, keep: Callable[[Keeper], Awaitable[None]]) -> None:
        if self._keeper is None or self.failed:
            return
        try:
            await keep(self._keeper)
        except StorageError as exc:
            log.warning("interview can't be kept", code=exc.code, error=str(exc))
            self.failed = True
            self._on_failure()
