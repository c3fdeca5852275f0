"""How an interview goes, in figures, for whoever looks on: never what is said."""

from __future__ import annotations

from collections.abc import Callable

from talkup_local.interview.plan import InterviewPlan
from talkup_local.protocol.desk.parts import LiveSession
from talkup_local.turn import output as out
from talkup_local.turn.timing import TurnRecord

OnTurn = Callable[[TurnRecord], None]


class Pulse:
    """Takes note of what passes between an interview and its client."""

    def __init__(self, session_id: str, plan: InterviewPlan) -> None:
        self._session_id, self._plan = session_id, plan
        self._places = {question.id: n for n, question in enumerate(plan.questions, 1)}
        self._state = "preparing"
        self._question = self._turns = 0
        self._last: TurnRecord | None = None

    def beside(self, sink: out.Sink) -> out.Sink:
        """Return ``sink``, with note taken of what it is told."""

        async def take(output: out.Output) -> None:
            match output:
                case out.TurnChanged():
                    self._state = output.state
                case out.Asked():
                    self._question = self._places.get(output.question_id, self._question)
            await sink(output)

        return take

    def counting(self, on_turn: OnTurn | None) -> OnTurn:
        """Return ``on_turn``, with note taken of the turn's delays."""

        def done(record: TurnRecord) -> None:
            self._turns, self._last = self._turns + 1, record
            if on_turn is not None:
                on_turn(record)

        return done

    def told(self, elapsed_s: float) -> LiveSession:
        """Return how it goes. elapsed_s: how long it has lasted."""
        plan, last = self._plan, self._last
        left_s = max(0.0, plan.minutes * 60 - elapsed_s) if plan.minutes else None
        return LiveSession(
            session_id=self._session_id,
            state=self._state,
            language=plan.language,
            kind=plan.kind,
            role=plan.role,
            question=self._question,
            questions=len(plan.questions),
            elapsed_s=round(elapsed_s, 1),
            remaining_s=None if left_s is None else round(left_s, 1),
            turns=self._turns,
            gap_ms=last.gap_ms if last else None,
            endpoint_ms=last.endpoint_ms if last else None,
            compute_ms=last.compute_ms if last else None,
        )
