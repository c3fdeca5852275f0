import dataclasses

import pytest

from talkup_local.turn.timing import Mark, Timing, TurnLog, TurnRecord

WORDS = {"asked": "What do you do?", "heard": "I bake bread.", "reply": "I see."}


def marked(**at_s: float) -> Timing:
    timing = Timing()
    for name, moment_s in at_s.items():
        timing.mark(Mark(name), moment_s)
    return timing


class TestTiming:
    def test_tells_the_time_between_two_marks(self):
        timing = marked(begun=1.0, first_sentence=1.2505)
        assert timing.between_ms(Mark.BEGUN, Mark.FIRST_SENTENCE) == 250.5

    @pytest.mark.parametrize("missing", ["begun", "first_sentence"])
    def test_knows_nothing_of_a_mark_that_was_not_reached(self, missing):
        there = {"begun": 1.0, "first_sentence": 2.0}
        del there[missing]
        assert marked(**there).between_ms(Mark.BEGUN, Mark.FIRST_SENTENCE) is None

    def test_keeps_the_first_time_that_a_mark_was_reached(self):
        timing = marked(begun=1.0, first_audio=2.0)
        timing.mark(Mark.FIRST_AUDIO, 9.0)
        assert timing.between_ms(Mark.BEGUN, Mark.FIRST_AUDIO) == 1_000

    def test_can_lie_before_the_end_of_turn(self):
        timing = marked(first_synthesized=1.0, committed=3.0)
        assert timing.between_ms(Mark.COMMITTED, Mark.FIRST_SYNTHESIZED) == -2_000


class TestARecord:
    def test_parts_the_delays(self):
        turn = TurnLog()
        turn.timing = marked(
            begun=1.0, first_sentence=1.3, first_synthesized=1.4, committed=2.0, first_audio=2.05
        )
        turn.endpoint_ms = 600.0
        record = turn.record(1, "replied")
        assert (record.llm_first_ms, record.tts_first_ms) == (300, 100)
        assert (record.endpoint_ms, record.compute_ms, record.gap_ms) == (600, 50, 650)

    def test_has_no_gap_when_the_client_said_that_the_turn_was_over(self):
        turn = TurnLog()
        turn.timing = marked(committed=2.0, first_audio=2.05)
        record = turn.record(1, "replied")
        assert record.compute_ms == 50
        assert record.gap_ms is None

    def test_has_no_gap_when_nothing_sounded(self):
        turn = TurnLog()
        turn.timing, turn.endpoint_ms = marked(committed=2.0), 600.0
        assert turn.record(1, "failed").gap_ms is None

    def test_has_a_gap_even_if_the_end_of_turn_came_at_once(self):
        turn = TurnLog()
        turn.timing, turn.endpoint_ms = marked(committed=2.0, first_audio=2.0), 0.0
        assert turn.record(1, "replied").gap_ms == 0

    def test_holds_what_was_counted(self):
        turn = TurnLog()
        turn.committed_by, turn.verdict, turn.reasons = "verdict", "done", ("full_answer",)
        turn.pauses, turn.revisions, turn.dropped = 3, 2, 1
        turn.barge_ins, turn.false_barge_ins, turn.encouraged = 1, 2, True
        record = turn.record(7, "interrupted", segments=2)
        assert (record.number, record.outcome, record.segments) == (7, "interrupted", 2)
        assert (record.committed_by, record.verdict) == ("verdict", "done")
        assert (record.pauses, record.revisions, record.dropped) == (3, 2, 1)
        assert (record.barge_ins, record.false_barge_ins, record.encouraged) == (1, 2, True)

    def test_counts_the_work_that_was_done_meanwhile(self):
        turn = TurnLog()
        while not turn.record(1, "replied").cpu_s:
            sum(range(1_000))


class TestTheLog:
    def test_gets_every_figure_and_no_words(self):
        figures = TurnLog().record(1, "replied", **WORDS).figures()
        fields = {field.name for field in dataclasses.fields(TurnRecord)}
        assert set(figures) == (fields | {"turn"}) - {"number", *WORDS}
        assert not any(words in repr(figures) for words in WORDS.values())

    def test_gets_no_words_by_printing_a_record_either(self):
        printed = repr(TurnLog().record(1, "replied", **WORDS))
        assert not any(words in printed for words in WORDS.values())

    def test_gets_an_error_only_when_there_was_one(self):
        turn = TurnLog()
        assert turn.record(1, "replied").figures()["error"] is None
        turn.error = "TTS_ERROR"
        assert turn.record(1, "failed").figures()["error"] == "TTS_ERROR"
