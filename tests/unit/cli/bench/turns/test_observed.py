import numpy as np
import pytest

from talkup_local.cli.bench.turns.observed import (
    Interjection,
    Reply,
    Retraction,
    Run,
    Seen,
    What,
    final_reply,
    moves,
    outcome,
)
from talkup_local.cli.bench.turns.scenario import Kind, Pause, Scenario

PAUSES = (Pause(2.0, 4.5), Pause(6.0, 7.0))
END_S = 9.0


def state(at_s: float, value: str) -> Seen:
    return Seen(at_s, What.STATE, value)


def sound(at_s: float) -> Seen:
    return Seen(at_s, What.SOUND)


def level(at_s: float) -> Seen:
    return Seen(at_s, What.LEVEL)


def heard(at_s: float, text: str) -> Seen:
    return Seen(at_s, What.TRANSCRIPT, text)


def judged(*seen: Seen, kind: Kind = Kind.CLAUSE):
    scenario = Scenario(
        id="x",
        kind=kind,
        asked="?",
        samples=np.zeros(0, np.int16),
        start_s=0.5,
        end_s=END_S,
        pauses=PAUSES if kind is Kind.CLAUSE else (),
    )
    return outcome(Run(scenario=scenario, seen=seen))


FINAL = (state(9.4, "processing"), state(9.41, "speaking"), sound(9.45))


def test_patience_to_the_end_is_no_cut_off():
    found = judged(state(2.1, "pausing"), state(4.6, "hearing"), *FINAL)
    assert found.cut_off == (False, False)
    assert found.cut_off_elsewhere == 0


def test_delays_are_counted_from_the_last_sound_of_the_candidate():
    found = judged(*FINAL)
    assert found.endpoint_ms == pytest.approx(400)
    assert found.compute_ms == pytest.approx(50)
    assert found.gap_ms == pytest.approx(450)


def test_a_reply_in_a_pause_is_a_cut_off():
    found = judged(state(2.8, "processing"), sound(2.9), state(4.6, "hearing"), *FINAL)
    assert found.cut_off == (True, False)
    assert found.gap_ms == pytest.approx(450)


def test_a_commit_in_a_pause_cuts_off_even_if_its_sound_comes_after_it():
    found = judged(state(6.9, "processing"), sound(7.2), state(7.3, "hearing"), *FINAL)
    assert found.cut_off == (False, True)


def test_a_commit_that_arrives_a_little_after_the_pause_was_made_in_it():
    assert judged(state(7.3, "processing"), sound(7.3), *FINAL).cut_off == (False, True)


def test_a_commit_taken_back_before_any_sound_is_no_cut_off():
    found = judged(state(4.4, "processing"), state(4.6, "hearing"), *FINAL)
    assert found.cut_off == (False, False)
    assert found.retracted == 1


def test_a_reply_between_words_is_counted_apart():
    found = judged(state(5.2, "processing"), sound(5.3), state(5.4, "hearing"), *FINAL)
    assert found.cut_off == (False, False)
    assert found.cut_off_elsewhere == 1


def test_a_word_of_encouragement_late_in_a_pause_is_none():
    found = judged(state(4.2, "speaking"), sound(4.2), state(4.6, "hearing"), *FINAL)
    assert found.cut_off == (False, False)
    assert found.encouraged == 1


def test_the_same_word_early_in_a_pause_is_an_interruption():
    assert judged(sound(2.6), state(4.6, "hearing"), *FINAL).cut_off == (True, False)


def test_without_a_reply_to_the_whole_answer_there_are_no_delays():
    found = judged(state(6.5, "processing"), sound(6.6))
    assert found.gap_ms is None
    assert found.cut_off == (False, True)


def test_what_came_before_the_first_sample_is_not_looked_at():
    assert judged(state(-1.0, "processing"), sound(-0.9), *FINAL).cut_off_elsewhere == 0


def test_the_segments_of_one_reply_are_one_move():
    seen = [state(1, "processing"), sound(1.1), sound(1.2), Seen(1.3, What.REPLIED), sound(2.0)]
    assert list(moves(seen)) == [Reply(1, 1.1), Interjection(2.0)]


def test_sound_on_its_way_when_the_candidate_begins_is_no_new_move():
    seen = [state(1, "processing"), sound(1.1), state(2, "hearing"), sound(2.05)]
    assert list(moves([*seen, *FINAL])) == [Reply(1, 1.1), Reply(9.4, 9.45)]


def test_a_commit_is_followed_by_a_reply_or_taken_back():
    seen = [state(1, "processing"), state(2, "pausing"), state(3, "processing"), sound(3.5)]
    assert list(moves(seen)) == [Retraction(1), Reply(3, 3.5)]


def test_the_final_reply_is_the_first_after_the_end():
    seen = [state(1, "processing"), sound(1.1), state(2, "hearing"), *FINAL]
    assert final_reply(seen, END_S) == Reply(9.4, 9.45)
    assert final_reply(seen[:3], END_S) is None


def test_the_interviewer_stops_at_the_last_level_before_the_answer_is_taken():
    found = judged(
        *(level(0.2), level(0.55), level(0.6), state(9.5, "processing"), level(9.9)),
        kind=Kind.BARGE_IN,
    )
    assert found.stop_ms == pytest.approx(100)
    assert found.silenced


def test_an_interviewer_that_goes_on_after_a_cough_was_not_silenced():
    found = judged(level(0.2), level(0.6), level(END_S + 0.5), kind=Kind.FALSE_BARGE_IN)
    assert not found.silenced


def test_an_interviewer_that_says_it_broke_off_was_silenced():
    seen = (level(0.6), Seen(1.0, What.INTERRUPTED), level(END_S + 0.5))
    assert judged(*seen, kind=Kind.FALSE_BARGE_IN).silenced


def test_phantom_words_are_those_of_each_turn_at_its_longest():
    seen = (heard(1, "You"), heard(2, "You and"), Seen(3, What.REPLIED), heard(4, "Oh"))
    assert judged(*seen, kind=Kind.HUM).words == 3
