"""Hold one interview on virtual time: a real turn runner, and a candidate who types.

What is said takes its time, what has to be thought of too, but nobody waits for it. Only the
sound is left out: the runner gets a candidate's words as typed ones, and the voice makes none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from talkup_local.cli.bench.interview.candidates import Candidate, Line, Stage, Talk
from talkup_local.cli.bench.interview.settling import SettlingClock
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.engines.scripted import ScriptedDetector, ScriptedRecognizer, ScriptedVoice
from talkup_local.interview.plan import InterviewPlan
from talkup_local.turn import output as out
from talkup_local.turn.runner import TurnRunner
from talkup_local.turn.senses import Senses
from talkup_local.turn.settings import TurnSettings
from talkup_local.turn.speech import Segment
from talkup_local.turn.state import Phase

MOST_LINES: Final = 150
"""Lines of a candidate after which an interview does not end by itself any more."""

ENDLESS: Final = "endless"
"""Why those are ended from here."""

CHECK_IN_S: Final = 25.0
LINGER_S: Final = 15.0
_VOICE_WORDS_PER_S: Final = 2.6
_LOOK_S: Final = 0.1

Interviewers = Callable[[InterviewPlan, Callable[[], float]], Interviewer]
"""Makes an interviewer of a plan and of what tells how long the interview has lasted."""


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """What the interviewer said, after what.

    line: what it replies to, None for the greeting and for a word into silence. before_s, at_s:
    when it began and when it was over, from the start. question_id, step: what is being asked
    then. finished: whether it was the goodbye.
    """

    line: Line | None
    said: str
    before_s: float
    at_s: float
    stage: Stage
    question_id: str
    step: str
    finished: bool


@dataclass(kw_only=True)
class Held:
    """An interview that is over. reason: of ``output.Ended``, or ``ENDLESS``.

    consent: what the interviewer made of the candidate's word on what is kept.
    """

    candidate: Candidate
    plan: InterviewPlan
    exchanges: list[Exchange] = field(default_factory=list)
    reason: str = ""
    consent: bool | None = None


class _Unheard(Senses):
    """Ears and a voice whose speech lasts as long as it would, and is nothing."""

    async def speak(self, text: str) -> Segment:
        words = len(text.split())
        return Segment(text=text, mp3=b"-", duration_s=words / _VOICE_WORDS_PER_S, levels=(0.5,))


async def hold(candidate: Candidate, plan: InterviewPlan, make: Interviewers) -> Held:
    """Hold an interview by ``plan`` with ``candidate`` until it ends."""
    clock = SettlingClock()
    interviewer = make(plan, clock.monotonic_s)
    voice = ScriptedVoice()
    senses = _Unheard(
        stt=ScriptedRecognizer(),
        tts=voice,
        vad=ScriptedDetector(),
        voice=voice.voice(plan.language),
        language=plan.language,
    )
    room = _Room(clock, interviewer, Held(candidate=candidate, plan=plan))
    runner = TurnRunner(
        senses=senses,
        interviewer=interviewer,
        sink=room.take,
        clock=clock,
        settings=TurnSettings(check_in_s=CHECK_IN_S, linger_s=LINGER_S),
        elapsed_s=clock.monotonic_s,
    )
    async with asyncio.TaskGroup() as tasks:
        others = (tasks.create_task(clock.run()), tasks.create_task(room.speak(runner)))
        try:
            await runner.run()
        finally:
            for task in others:
                task.cancel()
    room.held.consent = interviewer.consent
    return room.held


class _Room:
    """Where the candidate sits: hears what the interviewer says, and answers."""

    def __init__(self, clock: SettlingClock, interviewer: Interviewer, held: Held) -> None:
        self.held = held
        self._clock, self._interviewer = clock, interviewer
        self._talk = Talk(held.candidate)
        self._heard = asyncio.Event()
        self._line: Line | None = None
        self._before_s = 0.0
        self._asked = False  # a question of the plan

    async def take(self, output: out.Output) -> None:
        """Be the runner's sink."""
        match output:
            case out.Says() if self._before_s < 0:
                self._before_s = self._clock.monotonic_s()
            case out.Started() | out.Replied():
                self._note(output.text)
            case out.Ended():
                self.held.reason = output.reason
            case _:
                pass

    def _note(self, said: str) -> None:
        position = self._interviewer.position
        self._asked = self._asked or bool(position.question_id)
        self.held.exchanges.append(
            Exchange(
                line=self._line,
                said=said,
                before_s=self._before_s,
                at_s=self._clock.monotonic_s(),
                stage=self._stage(position.question_id),
                question_id=position.question_id,
                step=position.step,
                finished=self._interviewer.finished,
            )
        )
        self._line, self._before_s = None, -1.0
        self._heard.set()

    def _over(self) -> bool:
        return self._interviewer.finished

    def _stage(self, question_id: str) -> Stage:
        if question_id:
            return "questions"
        return "closing" if self._asked else "consent"

    async def speak(self, runner: TurnRunner) -> None:
        """Answer whatever is said, until there is nothing more to answer."""
        for _ in range(MOST_LINES):
            await self._heard.wait()
            self._heard.clear()
            if self._over():
                return
            last = self.held.exchanges[-1]
            line = self._talk.next(last.stage, last.question_id)
            if not line.text:
                continue
            await self._clock.sleep_s(self.held.candidate.silence_s(line))
            while runner.phase is not Phase.LISTENING:
                await self._clock.sleep_s(_LOOK_S)
            self._heard.clear()  # a gentle word in the meantime wants no other answer
            if self._over():
                return
            self._line = line
            # at once, as somebody who speaks is not asked whether anybody is there
            self._clock.advance_s(self.held.candidate.speaking_s(line))
            runner.text(line.text)
        runner.end(ENDLESS)
