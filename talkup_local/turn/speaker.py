"""What we say: made ahead of need, heard only once it is released, dropped without trace."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from talkup_local.config.model import Delivery
from talkup_local.dialogue.interviewer import Draft, ModelFailed
from talkup_local.errors import SynthesisError
from talkup_local.turn.output import Output, Sink, Sound
from talkup_local.turn.senses import Senses
from talkup_local.turn.speech import Segment, Stage, Trouble, Utterance, deliver
from talkup_local.turn.standstill import StoppableClock
from talkup_local.turn.state import Event
from talkup_local.turn.timing import Mark, Timing

log = structlog.get_logger(__name__)

Tell = Callable[[Event, int], Awaitable[None]]
"""Posts an event of a revision; returns when its effects are done."""

_FIRST_LEAD_MS: Final = 300.0
_LONGEST_LEAD_MS: Final = 5_000.0
_MARGIN: Final = 1.3


class Reply:
    """A revision: what it answers, what makes it, and its sound so far.

    answers: the words that it replies to, "" for a question that is left without any; None for
    what is no reply to an answer.
    """

    def __init__(
        self, number: int, answers: str | None, ask: Callable[[], Draft], clock: StoppableClock
    ) -> None:
        self.answers = answers
        self.asks = False
        """Whether it is the open question once more."""
        self.utterance = Utterance(number, clock.runs)
        self.timing = Timing()
        self.text = ""
        self.begun = False
        """Whether its first sound is to be sent, or was."""
        self._ask, self._clock = ask, clock
        self._draft: Draft | None = None
        self._committed = False
        self.mark(Mark.BEGUN)

    @property
    def number(self) -> int:
        """Number of the revision."""
        return self.utterance.number

    def mark(self, mark: Mark) -> None:
        """Note that ``mark`` was reached now."""
        self.timing.mark(mark, self._clock.monotonic_s())

    def commit(self) -> None:
        """It is being spoken: the interview moves on. A second time changes nothing."""
        if self._draft is not None and not self._committed:
            self._committed = True
            self._draft.commit()

    async def make(self, senses: Senses) -> None:
        """Turn the draft into segments: sentence by sentence, a little ahead of what sounds."""
        self._draft = self._ask()
        said: list[str] = []
        async with contextlib.aclosing(self._draft.pieces()) as pieces:
            async for piece in pieces:
                if isinstance(piece, ModelFailed):
                    error = piece.error
                    log.warning("language model failed", code=error.code, error=str(error))
                    await self.utterance.put(Trouble("model"))
                    continue
                self.mark(Mark.FIRST_SENTENCE)
                said.append(piece.text)
                self.text = " ".join(said)
                await self.utterance.put(await self._voice(piece.text, senses))
        await self.utterance.finish()

    async def _voice(self, text: str, senses: Senses) -> Segment:
        try:
            segment = await senses.speak(text)
        except SynthesisError as exc:
            log.warning("speech synthesis failed", code=exc.code, error=str(exc))
            await self.utterance.put(Trouble("voice"))
            return Segment(text=text)
        self.mark(Mark.FIRST_SYNTHESIZED)
        return segment


class Speaker:
    """The interviewer's mouth: one reply at a time.

    clock: while it stands, nothing is heard.
    """

    def __init__(
        self, *, senses: Senses, sink: Sink, clock: StoppableClock, delivery: Delivery, tell: Tell
    ) -> None:
        self._senses, self._sink, self._clock = senses, sink, clock
        self._delivery, self._tell = delivery, tell
        self._task: asyncio.Task[None] | None = None
        self.reply: Reply | None = None
        """What is said, or was said last, or is being prepared."""
        self.lead_ms = _FIRST_LEAD_MS
        """How long before it is wanted a reply should be begun, by experience."""

    def begin(
        self,
        number: int,
        answers: str | None,
        ask: Callable[[], Draft],
        tasks: asyncio.TaskGroup,
    ) -> Reply:
        """Make a reply, unheard. answers: see ``Reply``."""
        self.reply = Reply(number, answers, ask, self._clock)
        self._task = tasks.create_task(self._say(self.reply))
        return self.reply

    def drop(self) -> None:
        """Let nothing more of it be made or heard."""
        if self._task is not None:
            self._task.cancel()
        self._learn()

    async def _say(self, reply: Reply) -> None:
        number = reply.number

        async def began() -> None:
            self._learn()
            reply.begun = True
            await self._tell(Event.BEGAN, number)
            reply.commit()

        async def failed(trouble: Trouble) -> None:
            model = trouble.what == "model"
            await self._tell(Event.MODEL_FAILED if model else Event.VOICE_FAILED, number)

        async def sink(output: Output) -> None:
            await self._sink(output)
            if isinstance(output, Sound):
                reply.mark(Mark.FIRST_AUDIO)

        stage = Stage(
            sink=sink,
            clock=self._clock,
            began=began,
            failed=failed,
            delivery=self._delivery,
        )
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(reply.make(self._senses))
                await deliver(reply.utterance, stage)
        except* Exception:
            log.exception("utterance lost")
            await reply.utterance.gate(self._clock)  # one that is dropped is not missed
            await self._tell(Event.LOST, number)
        else:
            await self._tell(Event.SPOKEN, number)

    def _learn(self) -> None:
        """Take what a reply took as what the next one will take."""
        reply = self.reply
        if reply is None or not reply.answers:
            return
        took_ms = reply.timing.between_ms(Mark.BEGUN, Mark.FIRST_SYNTHESIZED)
        if took_ms is not None:
            self.lead_ms = min(_LONGEST_LEAD_MS, (self.lead_ms + took_ms * _MARGIN) / 2)
