from datetime import UTC, datetime

from talkup_local.interview.history import Message
from talkup_local.interview.memory import (
    MOST_SHOWN_CHARACTERS,
    MOST_SUMMARY_CHARACTERS,
    note_of,
    shown_from,
    summary_of,
)

NOW = datetime(2024, 11, 25, tzinfo=UTC)


def messages(count, length=10):
    return [
        Message(role="user" if n % 2 else "assistant", content="x" * length, timestamp=NOW)
        for n in range(count)
    ]


def test_the_last_five_exchanges_are_always_shown_and_fewer_than_ten():
    shown = [count - shown_from(messages(count)) for count in range(20, 200)]
    assert min(shown) == 10
    assert max(shown) < 20


def test_what_is_shown_begins_with_what_was_asked_and_stays_within_bounds():
    for count in range(1, 60):
        past = messages(count, length=1_500)
        start = shown_from(past)
        assert sum(len(m.content) for m in past[start:]) <= MOST_SHOWN_CHARACTERS
        assert start == count or past[start].role == "assistant"


def test_a_note_holds_what_an_interviewer_would_take_up():
    heard = "At the bakery I had a disagreement with a colleague about a large order."
    topic, phrases = note_of(heard, "conflict", "en")
    assert topic == "conflict"
    assert "a disagreement with a colleague" in phrases


def test_answers_to_one_question_are_summed_up_together():
    notes = [("work", "a bakery"), ("", ""), ("work", "a bakery, an oven"), ("team", "")]
    assert summary_of(notes) == "work: a bakery, an oven; team"


def test_a_long_summary_loses_what_was_said_first():
    notes = [(f"topic {n}", "something said") for n in range(60)]
    summary = summary_of(notes)
    assert len(summary) <= MOST_SUMMARY_CHARACTERS
    assert "topic 59" in summary
    assert summary_of([]) == ""
