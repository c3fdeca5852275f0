import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkup_local.turn.state import (
    TRANSITIONS,
    Effect,
    Event,
    Phase,
    State,
    commit,
    diagram,
    step,
)

PEER = (Event.COMMIT, Event.COMMIT_AGAIN, Event.END, Event.GONE)


def walk(*events: Event, state: State | None = None) -> State:
    state = state or State()
    for event in events:
        state, _ = step(state, event)
    return state


def test_a_start_prepares_and_greets():
    state, effects = step(State(), Event.START)
    assert state.phase is Phase.GREETING
    assert effects == (Effect.ANNOUNCE_PREPARING, Effect.GREET)


def test_a_whole_turn_comes_back_to_listening():
    state = walk(
        Event.START,
        Event.UTTERANCE_DONE,
        Event.COMMIT,
        Event.HEARD,
        Event.REPLY_BEGAN,
        Event.UTTERANCE_DONE,
    )
    assert state.phase is Phase.LISTENING


def test_nothing_heard_is_reported_and_the_interview_goes_on():
    state = walk(Event.START, Event.UTTERANCE_DONE, Event.COMMIT)
    state, effects = step(state, Event.NOTHING_HEARD)
    assert (state.phase, effects) == (Phase.LISTENING, (Effect.REPORT_NOTHING_HEARD,))


@pytest.mark.parametrize(
    "before",
    [
        (Event.START,),
        (Event.START, Event.UTTERANCE_DONE, Event.COMMIT),
        (Event.START, Event.UTTERANCE_DONE, Event.COMMIT, Event.HEARD),
        (Event.START, Event.UTTERANCE_DONE, Event.COMMIT, Event.HEARD, Event.REPLY_BEGAN),
    ],
)
def test_a_commit_while_a_turn_is_worked_on_starts_nothing(before):
    state = walk(*before)
    assert step(state, Event.COMMIT) == (state, ())


def test_a_model_failure_is_reported_before_the_fallback_is_spoken():
    state = walk(Event.START, Event.UTTERANCE_DONE, Event.COMMIT, Event.HEARD)
    state, effects = step(state, Event.MODEL_FAILED)
    assert (state.phase, effects) == (Phase.THINKING, (Effect.REPORT_MODEL_FAILED,))


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.ENDED])
def test_an_interview_can_end_in_any_phase(phase):
    state, effects = step(State(phase), Event.END)
    assert state.phase is Phase.ENDED
    assert effects == (Effect.STOP_WORK, Effect.ANNOUNCE_ENDED)


def test_a_vanished_peer_is_told_nothing():
    _, effects = step(State(Phase.SPEAKING), Event.GONE)
    assert effects == (Effect.STOP_WORK,)


@given(st.lists(st.sampled_from(Event)))
def test_after_the_end_nothing_has_an_effect(events):
    ended = State(Phase.ENDED)
    for event in events:
        assert step(ended, event) == (ended, ())


@given(st.lists(st.tuples(st.sampled_from(Event), st.integers(0, 4))))
def test_what_an_older_utterance_says_has_no_effect(events):
    state = State()
    for event, utterance in events:
        number = None if event in PEER or event is Event.START else utterance
        after, effects = step(state, event, utterance=number)
        if number is not None and number != state.utterance:
            assert (after, effects) == (state, ())
        state = after


@given(st.lists(st.sampled_from(Event)))
def test_the_utterance_number_never_goes_back(events):
    state = State()
    for event in events:
        after, _ = step(state, event)
        assert after.utterance >= state.utterance
        state = after


def test_every_transition_leads_somewhere_that_exists():
    assert {t.target for t in TRANSITIONS.values()} <= set(Phase)


class TestCommit:
    def test_without_new_audio_just_after_a_reply_it_is_a_duplicate(self):
        state = State(Phase.LISTENING, replied_at_s=10.0)
        event = commit(state, at_s=11.9, new_audio=False, window_s=2.0)
        assert event is Event.COMMIT_AGAIN

    def test_with_new_audio_it_is_real(self):
        state = State(Phase.LISTENING, replied_at_s=10.0)
        assert commit(state, at_s=10.1, new_audio=True, window_s=2.0) is Event.COMMIT

    def test_after_the_window_it_is_real(self):
        state = State(Phase.LISTENING, replied_at_s=10.0)
        assert commit(state, at_s=12.1, new_audio=False, window_s=2.0) is Event.COMMIT

    def test_before_any_reply_it_is_real(self):
        state = State(Phase.LISTENING)
        assert commit(state, at_s=0.0, new_audio=False, window_s=2.0) is Event.COMMIT


def test_the_diagram_has_a_line_for_every_transition():
    arrows = [line for line in diagram() if "-->" in line and "[*]" not in line]
    assert len(arrows) == len(TRANSITIONS)
