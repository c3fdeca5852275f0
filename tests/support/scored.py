"""Answers for scorers."""

from datetime import UTC, datetime

from talkup_local.interview.record import Turn

_AT = datetime(2024, 11, 25, 9, tzinfo=UTC)


def turn_of(heard: str, number: int = 1, question_id: str = "test.conflict") -> Turn:
    """A turn in which ``heard`` was said."""
    return Turn(
        number=number,
        question_id=question_id,
        step="ask",
        asked="And?",
        asked_at=_AT,
        heard=heard,
        answered_at=_AT,
    )
