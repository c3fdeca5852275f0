"""Has a scorer look at each question of an interview."""

from __future__ import annotations

from collections.abc import Callable

from talkup_local.assessment.scoring import Assessment, Scorer
from talkup_local.interview.record import SessionRecord


async def assess(
    record: SessionRecord,
    scorer: Scorer,
    *,
    done: Callable[[int, int], None] = lambda _done, _all: None,
) -> dict[str, Assessment]:
    """Return an assessment of each question that something was said to, by its id.

    done: hears how many of how many are assessed, after each.
    """
    plan = record.plan
    reached = [
        (question, turns)
        for question in plan.questions
        if (turns := [turn for turn in record.turns if turn.question_id == question.id])
    ]
    found = {}
    for count, (question, turns) in enumerate(reached, start=1):
        found[question.id] = await scorer.assess(question, turns, plan.language)
        done(count, len(reached))
    return found
