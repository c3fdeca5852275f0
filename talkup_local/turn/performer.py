"""Performs what the state table decides: on what was heard, on what we say, on the wire."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

import structlog

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.clock import Clock
from talkup_local.dialogue.interviewer import Draft, Interviewer, Position
from talkup_local.engines.base import TimedWord
from talkup_local.errors import EngineError
from talkup_local.interview.texts import Step
from talkup_local.turn import output as out
from talkup_local.turn.keeping import Keeping
from talkup_local.turn.listener import Hearing, Listener
from talkup_local.turn.minutes import Minutes
from talkup_local.turn.speaker import Reply, Speaker
from talkup_local.turn.state import Do, Effect, Phase
from talkup_local.turn.timing import Mark, Outcome

log = structlog.get_logger(__name__)

_REPORTS: Final = {
    Effect.REPORT_NOTHING_HEARD: "TRANSCRIPTION_ERROR",
    Effect.REPORT_RECOGNITION_FAILED: "TRANSCRIPTION_ERROR",
    Effect.REPORT_MODEL_FAILED: "AI_RESPONSE_ERROR",
    Effect.REPORT_VOICE_FAILED: "TTS_ERROR",
    Effect.REPORT_LOST: "INTERNAL_ERROR",
}

_TOLD: Final[dict[Phase, out.TurnState]] = {
    Phase.GREETING: "speaking",
    Phase.GREETING_HELD: "held",
    Phase.LISTENING: "listening",
    Phase.HEARING: "hearing",
    Phase.PAUSING: "pausing",
    Phase.ENCOURAGING: "speaking",
    Phase.CLOSING: "processing",
    Phase.THINKING: "processing",
    Phase.ANSWERING: "processing",
    Phase.SPEAKING: "speaking",
    Phase.HELD: "held",
}


class Performer:
    """Performs the effects of one interview, in order."""

    def __init__(
        self,
        *,
        listener: Listener,
        speaker: Speaker,
        minutes: Minutes,
        interviewer: Interviewer,
        sink: out.Sink,
        clock: Clock,
        keeping: Keeping,
        resuming: bool = False,
    ) -> None:
        self._listener, self._speaker, self._minutes = listener, speaker, minutes
        self._interviewer, self._sink, self._clock = interviewer, sink, clock
        self._keeping, self._resuming = keeping, resuming
        self._position = Position()
        self._tasks: asyncio.TaskGroup | None = None
        self._preparing: asyncio.Task[None] | None = None
        self._told_text = self._told_stable = ""
        self._told_state: out.TurnState | None = None
        self._answered_question = ""
        self._wordless: tuple[str, ...] = ()
        self.committed_s = clock.monotonic_s()
        """When the turn that is answered was over."""
        self.greeted_s = clock.monotonic_s()
        """When the greeting began."""
        self.held_from = 0
        """Where our speech was held last, in samples of the candidate's sound."""
        self.speaks_since = 0
        """Where our speech, or the answer's end, was: what began before is no news."""
        self.spoke_until = 0
        """Where our speech ended last."""
        self.reason = ""
        """Why the interview ends."""
        self.checked_in = 0
        """How often in a row the candidate was asked whether anybody is there."""
        self.remark: Draft | None = None
        """What a check-in says, or a wish is answered with."""
        self.asks_again = False
        """Whether that is the open question once more."""
        self.leaving = False
        """Whether the question is to be left, whatever was said to it."""
        self._standing = False
        self._perform: dict[Effect, Callable[[Do], Awaitable[None]]] = {
            Effect.ANNOUNCE_PREPARING: lambda _: sink(out.Preparing()),
            Effect.GREET: self._greet,
            Effect.TAKE_UP: self._take_up,
            Effect.ANNOUNCE_STARTED: self._announce_started,
            Effect.FINISH_HEARING: self._finish_hearing,
            Effect.PREPARE: self._prepare,
            Effect.DROP: self._drop,
            Effect.ANNOUNCE_CONSIDERING: lambda _: sink(out.Considering()),
            Effect.RELEASE: self._release,
            Effect.ENCOURAGE: self._encourage,
            Effect.CHECK_IN: self._check_in,
            Effect.OBLIGE: self._oblige,
            Effect.GIVE_UP: self._give_up,
            Effect.ANNOUNCE_SPEAKING: lambda _: sink(out.Speaking()),
            Effect.TAKE_TURN: self._take_turn,
            Effect.HOLD: self._hold,
            Effect.RESUME: self._resume,
            Effect.BREAK_OFF: self._break_off,
            Effect.ANNOUNCE_REPLIED: self._announce_replied,
            Effect.FORGET_NOISE: self._forget_noise,
            Effect.STOP_WORK: self._stop_work,
            Effect.ANNOUNCE_ENDED: self._announce_ended,
        }

    async def perform(self, effects: tuple[Do, ...], tasks: asyncio.TaskGroup) -> None:
        """Perform ``effects``; what goes on by itself becomes a task of ``tasks``."""
        self._tasks = tasks
        for do in effects:
            if do.effect in _REPORTS:
                await self._report(do.effect)
            else:
                await self._perform[do.effect](do)

    # -- effects: the candidate's turn ------------------------------------------------

    async def _finish_hearing(self, _do: Do) -> None:
        self._listener.retry()
        self._listener.finish()
        self.speaks_since = self._listener.position

    async def _take_turn(self, _do: Do) -> None:
        reply, turn = self._reply, self._minutes.turn
        hearing = self._listener.hearing()
        answers = reply.answers or ""
        turn.audio_s, turn.stt_ms = hearing.speech_ms / 1000, self._listener.pass_ms
        self._answered_question = self._minutes.asked
        self.checked_in = 0
        position = self._interviewer.position
        if self.leaving and not answers:
            position = replace(position, step=Step.SKIP)
        self.leaving = False
        # on disk before the first sound of the reply
        await self._keep_answer(hearing, answers, position, reply)
        if self._keeping.failed:
            reply.utterance.hold()
        else:
            await self._tell_position()

    async def _keep_answer(
        self, hearing: Hearing, answers: str, position: Position, reply: Reply | None = None
    ) -> None:
        recording, heard = self._listener.recording(), await self._tell_final(hearing)
        if reply is not None and reply.begun:
            reply.commit()
        await self._keeping.answered(
            heard,
            position,
            self._minutes,
            answers=answers,
            recording=recording,
            start=hearing.start,
        )
        self._minutes.candidate_said(answers)
        self._listener.forget()
        if not self._keeping.failed:
            await self._sink(out.Taken(self._minutes.answers, hearing.ids))

    async def _forget_noise(self, _do: Do) -> None:
        hearing = self._listener.hearing()
        if hearing.words is not None:  # else there may be words in it
            self._wordless = hearing.ids
            self._listener.forget()
            if self._told_text:
                await self.tell_heard(final=True)
        self.speaks_since = self._listener.position

    async def _report(self, effect: Effect) -> None:
        code = self._minutes.turn.error = _REPORTS[effect]
        ids, self._wordless = self._wordless, ()
        await self._sink(out.Failed(code, ids if effect is Effect.REPORT_NOTHING_HEARD else ()))
        match effect:
            case Effect.REPORT_NOTHING_HEARD:
                self._minutes.close_turn("nothing_heard")
            case Effect.REPORT_RECOGNITION_FAILED:
                # the answer is not lost: with more speech or another commit it is tried again
                self._listener.reopen()
                self._minutes.close_turn("failed")
            case Effect.REPORT_LOST if self._reply.answers is not None:
                await self._close_reply("failed")

    # -- effects: our own speech --------------------------------------------------------

    @property
    def _group(self) -> asyncio.TaskGroup:
        assert self._tasks is not None, "effects are performed with a group"
        return self._tasks

    @property
    def _reply(self) -> Reply:
        reply = self._speaker.reply
        assert reply is not None, "the table speaks of replies only after it has begun one"
        return reply

    async def _greet(self, do: Do) -> None:
        self._preparing = self._group.create_task(self._prepare_interviewer())
        self.greeted_s = self._clock.monotonic_s()
        greet = self._interviewer.welcome_back if self._resuming else self._interviewer.greet
        self._speaker.begin(do.revision, None, greet, self._group)
        self._reply.utterance.release()

    async def _take_up(self, _do: Do) -> None:
        self._preparing = self._group.create_task(self._prepare_interviewer())
        asked = self._minutes.go_on()
        await self._tell_position()
        await self._sink(out.Started(asked))

    async def _prepare_interviewer(self) -> None:
        try:
            await self._interviewer.prepare()
        except EngineError as exc:
            # only a head start is lost; the reply itself will tell if the model is broken
            log.warning("interviewer not prepared", code=exc.code)

    async def _prepare(self, do: Do) -> None:
        heard, history = self._listener.hearing().text, self._minutes.history
        self._minutes.turn.revisions += 1
        reply = self._interviewer.leave if self.leaving else self._interviewer.reply
        self._speaker.begin(do.revision, heard, lambda: reply(heard, history), self._group)

    async def _encourage(self, do: Do) -> None:
        self._minutes.turn.encouraged = True
        self.speaks_since = self._listener.position
        self._speaker.begin(do.revision, None, self._interviewer.encourage, self._group)
        self._reply.utterance.release()

    async def _check_in(self, do: Do) -> None:
        self.checked_in += 1
        self._remark(do)

    async def _oblige(self, do: Do) -> None:
        self._listener.reopen()  # what was said before the wish and after it is one answer
        self._remark(do).asks = self.asks_again
        self.leaving = False

    def _remark(self, do: Do) -> Reply:
        draft, self.remark = self.remark, None
        assert draft is not None, "the runner has asked for it"
        self.speaks_since = self._listener.position
        reply = self._speaker.begin(do.revision, None, lambda: draft, self._group)
        reply.utterance.release()
        return reply

    async def _give_up(self, do: Do) -> None:
        reply = self._speaker.reply
        if reply is not None and reply.answers is not None and reply.begun:
            self._minutes.turn.error = "STORAGE_ERROR"
            await self._close_reply("failed")
        await self._sink(out.Failed("STORAGE_ERROR"))
        self._speaker.begin(do.revision, None, self._interviewer.give_up, self._group)
        self._reply.utterance.release()

    async def _drop(self, _do: Do) -> None:
        self._minutes.turn.dropped += 1
        self._speaker.drop()

    async def _release(self, _do: Do) -> None:
        self._reply.timing.mark(Mark.COMMITTED, self.committed_s)
        self._reply.utterance.release()

    async def _hold(self, _do: Do) -> None:
        self.held_from = self._listener.position
        self._reply.utterance.hold()

    async def _resume(self, _do: Do) -> None:
        self._reply.utterance.release()

    async def _break_off(self, _do: Do) -> None:
        self._speaker.drop()

    async def _announce_started(self, _do: Do) -> None:
        said = await self._said()
        await self._interviewer_said(said)
        await self._tell_position()
        await self._sink(out.Started(said))

    async def _announce_replied(self, _do: Do) -> None:
        said, reply = await self._said(), self._reply
        if reply.answers is not None:
            await self._close_reply("replied" if reply.utterance.finished else "interrupted")
        elif reply.asks:
            await self._interviewer_said(said)
        await self._sink(out.Replied(said))

    async def _said(self) -> str:
        """Return what of our speech was heard, and tell if it was broken off."""
        reply = self._reply
        self.spoke_until = self._listener.position
        if reply.utterance.finished:
            return reply.text
        heard = reply.utterance.heard
        await self._sink(out.Interrupted(heard))
        return heard

    async def _close_reply(self, outcome: Outcome) -> None:
        reply = self._reply
        self._minutes.close_turn(outcome, reply, asked=self._answered_question)
        # what broke off with the connection is said anew: it counts as not said
        broken = outcome == "gone" and self.reason in out.LEAVES_OPEN
        whole = reply.utterance.finished
        await self._interviewer_said(reply.utterance.heard, keep=whole or not broken)

    async def _interviewer_said(self, text: str, *, keep: bool = True) -> None:
        self._minutes.interviewer_said(text)
        if text and keep:
            await self._keeping.said(text)

    async def _stop_work(self, _do: Do) -> None:
        hearing = self._listener.hearing()
        if hearing.typed and self.reason not in out.LEAVES_OPEN:  # who types means it as an answer
            await self._keep_answer(hearing, hearing.text, self._interviewer.position)
        reply = self._speaker.reply
        replied = reply is not None and reply.answers is not None
        if replied and self._told_state in ("speaking", "held"):
            await self._close_reply("gone")
        elif self._told_state != "listening" and self._minutes.turn.revisions:
            self._minutes.close_turn("gone")
        self._speaker.drop()
        if self._preparing is not None:
            self._preparing.cancel()

    async def _announce_ended(self, _do: Do) -> None:
        reason = self.reason or "client"
        await self._keeping.ended(reason)
        await self._sink(out.Ended(reason))

    # -- what the other side is told ----------------------------------------------------

    async def _tell_position(self) -> None:
        """Tell what is being asked, if that has changed."""
        position = self._interviewer.position
        if position != self._position:
            self._position = position
            await self._sink(out.Asked(position.question_id, position.step))

    async def tell_phase(self, phase: Phase) -> None:
        """Tell whose turn it is, if that has changed."""
        told = _TOLD.get(phase)
        if told is not None and told != self._told_state:
            self._told_state = told
            if not self._standing:
                await self._sink(out.TurnChanged(told))

    async def tell_standing(self, *, standing: bool) -> None:
        """Tell that everything stands still, or whose turn it is once it goes on."""
        self._standing = standing
        state = "paused" if standing else self._told_state
        if state is not None:
            await self._sink(out.TurnChanged(state))

    async def tell_heard(self, *, final: bool) -> None:
        """Tell what was recognised of the answer, if that has changed."""
        hearing = self._listener.hearing()
        text, kept = hearing.text, self._told_stable
        if final:
            await self._tell_final(hearing)
        elif text != self._told_text and text.startswith(kept):
            # else it is gone over once more, and will come back
            stable = max(hearing.stable, len(kept))
            self._told_text, self._told_stable = text, text[:stable]
            await self._sink(out.Heard(text, stable, final, hearing.confidence))

    async def _tell_final(self, hearing: Hearing) -> out.Heard:
        start_s, spoken = hearing.start / RATE_HZ, bool(hearing.spoken)
        self._told_text = self._told_stable = ""
        heard = out.Heard(
            hearing.text,
            len(hearing.text),
            final=True,
            confidence=hearing.confidence,
            speech_s=hearing.speech_ms / 1000,
            words=tuple(
                TimedWord(text=w.text, start_s=w.start_s + start_s, end_s=w.end_s + start_s)
                for w in hearing.spoken
            ),
            pass_ms=self._listener.pass_ms,
            question=self._minutes.asked,
            asked_until_s=self.spoke_until / RATE_HZ if self.spoke_until and spoken else None,
        )
        await self._sink(heard)
        return heard
