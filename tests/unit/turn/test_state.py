import pytest

from talkup_local.turn.state import (
    BEGINS,
    CANCELS,
    TRANSITIONS,
    Do,
    Effect,
    Event,
    Phase,
    State,
    commit,
    diagram,
    step,
)

OURS = frozenset(
    {Event.BEGAN, Event.MODEL_FAILED, Event.VOICE_FAILED, Event.SPOKEN, Event.LOST},
)
"""Events that are about a revision."""

GREETED = (Event.START, Event.SPOKEN)
ANSWERED = (*GREETED, Event.SPEECH, Event.PAUSE, Event.PROMISING, Event.DONE)
REPLYING = (*ANSWERED, Event.BEGAN)


def walk(*events: Event, state: State | None = None) -> State:
    """Take one event after the other, our own as of the latest revision."""
    state = state or State()
    for event in events:
        state, _ = step(state, event, revision=state.revision if event in OURS else None)
    return state


def after(state: State, event: Event) -> tuple[Phase, list[Effect]]:
    """Return where an event leads and what is done."""
    revision = state.revision if event in OURS else None
    state, effects = step(state, event, revision=revision)
    return state.phase, [do.effect for do in effects]


def test_a_start_prepares_and_greets():
    state, effects = step(State(), Event.START)
    assert state == State(Phase.GREETING, revision=1, live=True)
    assert effects == (Do(Effect.ANNOUNCE_PREPARING, 0), Do(Effect.GREET, 1))


def test_a_whole_turn_comes_back_to_listening():
    state = walk(*REPLYING, Event.SPOKEN)
    assert state.phase is Phase.LISTENING
    assert not state.live


class TestAPause:
    def test_prepares_a_reply_when_it_promises_to_be_the_end(self):
        state = walk(*GREETED, Event.SPEECH, Event.PAUSE)
        assert after(state, Event.PROMISING) == (Phase.PAUSING, [Effect.PREPARE])

    def test_that_ends_the_answer_releases_what_was_prepared(self):
        state = walk(*GREETED, Event.SPEECH, Event.PAUSE, Event.PROMISING)
        assert after(state, Event.DONE) == (
            Phase.THINKING,
            [Effect.FINISH_HEARING, Effect.ANNOUNCE_CONSIDERING, Effect.RELEASE],
        )

    def test_ends_no_answer_while_no_reply_is_in_the_making(self):
        state = walk(*GREETED, Event.SPEECH, Event.PAUSE)
        assert step(state, Event.DONE) == (state, ())

    def test_prepares_one_reply_however_often_it_promises(self):
        state = walk(*GREETED, Event.SPEECH, Event.PAUSE, Event.PROMISING)
        assert step(state, Event.PROMISING) == (state, ())

    def test_that_is_over_drops_the_reply(self):
        state = walk(*GREETED, Event.SPEECH, Event.PAUSE, Event.PROMISING)
        assert after(state, Event.SPEECH) == (Phase.HEARING, [Effect.DROP])

    def test_that_is_over_drops_nothing_when_nothing_was_prepared(self):
        state = walk(*GREETED, Event.SPEECH, Event.PAUSE)
        assert after(state, Event.SPEECH) == (Phase.HEARING, [])

    def test_with_late_words_drops_the_reply_and_makes_another(self):
        state = walk(*GREETED, Event.SPEECH, Event.PAUSE, Event.PROMISING)
        changed, effects = step(state, Event.CHANGED)
        old, new = state.revision, state.revision + 1
        assert effects == (Do(Effect.DROP, old), Do(Effect.PREPARE, new))
        assert (changed.phase, changed.revision, changed.live) == (Phase.PAUSING, new, True)

    def test_that_lasts_is_met_with_encouragement_and_goes_on(self):
        state = walk(*GREETED, Event.SPEECH, Event.PAUSE, Event.STUCK)
        assert state.phase is Phase.ENCOURAGING
        assert after(state, Event.SPOKEN) == (Phase.PAUSING, [Effect.ANNOUNCE_REPLIED])

    def test_of_a_failed_recogniser_is_reported_and_the_interview_goes_on(self):
        state = walk(*GREETED, Event.SPEECH, Event.PAUSE)
        assert after(state, Event.FAILED) == (
            Phase.LISTENING,
            [Effect.REPORT_RECOGNITION_FAILED],
        )


def test_every_announcement_of_an_encouragement_is_about_the_encouragement():
    state = walk(*GREETED, Event.SPEECH, Event.PAUSE, Event.PROMISING)
    old = state.revision
    _, effects = step(state, Event.STUCK)
    assert {do.revision for do in effects if do.effect is not Effect.DROP} == {old + 1}


def test_speech_during_an_encouragement_breaks_it_off():
    state = walk(*GREETED, Event.SPEECH, Event.PAUSE, Event.STUCK)
    phase, effects = after(state, Event.SPEECH)
    assert phase is Phase.HEARING
    assert effects[-1] is Effect.BREAK_OFF


def test_nothing_heard_after_a_commit_is_reported_and_the_interview_goes_on():
    state = walk(*GREETED, Event.COMMIT)
    assert after(state, Event.NOTHING) == (
        Phase.LISTENING,
        [Effect.FORGET_NOISE, Effect.REPORT_NOTHING_HEARD],
    )


@pytest.mark.parametrize(
    "before",
    [
        (Event.START,),
        (Event.START, Event.SPEECH),
        (*GREETED, Event.COMMIT),
        (*GREETED, Event.COMMIT, Event.PROMISING),
        (*GREETED, Event.COMMIT, Event.PROMISING, Event.DONE),
        REPLYING,
    ],
)
def test_a_commit_while_a_turn_is_worked_on_starts_nothing(before):
    state = walk(*before)
    assert step(state, Event.COMMIT) == (state, ())


def test_after_a_commit_more_speech_no_longer_stops_the_reply():
    state = walk(*ANSWERED, Event.COMMIT)
    assert state.phase is Phase.ANSWERING
    assert step(state, Event.SPEECH) == (state, ())


def test_after_the_verdict_more_speech_takes_the_turn_back_while_nothing_sounds():
    assert after(walk(*ANSWERED), Event.SPEECH) == (Phase.HEARING, [Effect.DROP])


@pytest.mark.parametrize("before", [ANSWERED, REPLYING, (Event.START,), (*REPLYING, Event.SPEECH)])
def test_a_failed_model_is_reported_and_the_reply_goes_on(before):
    state = walk(*before)
    assert after(state, Event.MODEL_FAILED) == (state.phase, [Effect.REPORT_MODEL_FAILED])


class TestAnInterruption:
    def test_at_first_only_holds_the_reply(self):
        assert after(walk(*REPLYING), Event.SPEECH) == (Phase.HELD, [Effect.HOLD])

    def test_that_is_none_lets_the_reply_go_on(self):
        state = walk(*REPLYING, Event.SPEECH)
        assert after(state, Event.FALSE_ALARM) == (
            Phase.SPEAKING,
            [Effect.FORGET_NOISE, Effect.RESUME],
        )

    def test_by_words_breaks_the_reply_off(self):
        phase, effects = after(walk(*REPLYING, Event.SPEECH), Event.INTERRUPTION)
        assert phase is Phase.HEARING
        assert effects[-1] is Effect.BREAK_OFF

    def test_of_the_greeting_starts_the_interview(self):
        state = walk(Event.START, Event.SPEECH)
        assert after(state, Event.INTERRUPTION) == (
            Phase.HEARING,
            [Effect.ANNOUNCE_STARTED, Effect.BREAK_OFF],
        )

    def test_by_a_commit_ends_the_candidate_s_new_turn_at_once(self):
        phase, effects = after(walk(*REPLYING, Event.SPEECH), Event.COMMIT)
        assert phase is Phase.CLOSING
        assert effects[-2:] == [Effect.BREAK_OFF, Effect.FINISH_HEARING]

    @pytest.mark.parametrize(
        ("before", "said"),
        [
            ((*REPLYING, Event.SPEECH), Effect.ANNOUNCE_REPLIED),
            ((Event.START, Event.SPEECH), Effect.ANNOUNCE_STARTED),
        ],
    )
    def test_that_comes_with_the_last_sound_finds_all_of_it_said(self, before, said):
        assert after(walk(*before), Event.SPOKEN) == (Phase.LISTENING, [said])


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.ENDED])
def test_an_interview_can_end_in_any_phase(phase):
    state, effects = step(State(phase), Event.END)
    assert state.phase is Phase.ENDED
    assert [do.effect for do in effects] == [Effect.STOP_WORK, Effect.ANNOUNCE_ENDED]


def test_a_vanished_peer_is_told_nothing():
    assert after(State(Phase.SPEAKING), Event.GONE) == (Phase.ENDED, [Effect.STOP_WORK])


def test_an_answer_can_become_too_long_in_speech_and_in_a_pause():
    for before in ((*GREETED, Event.SPEECH), (*GREETED, Event.SPEECH, Event.PAUSE)):
        assert after(walk(*before), Event.LIMIT) == (Phase.CLOSING, [Effect.FINISH_HEARING])


def test_no_effect_both_begins_and_cancels():
    assert not BEGINS & CANCELS


def test_a_reply_broken_off_counts_as_just_given():
    state = walk(*REPLYING, Event.SPEECH)
    state, _ = step(state, Event.INTERRUPTION, at_s=7.0)
    assert state.replied_at_s == 7.0


class TestCommit:
    def test_without_new_speech_just_after_a_reply_it_is_a_duplicate(self):
        state = State(Phase.LISTENING, replied_at_s=10.0)
        event = commit(state, at_s=11.9, new_speech=False, window_s=2.0)
        assert event is Event.COMMIT_AGAIN

    def test_with_new_speech_it_is_real(self):
        state = State(Phase.LISTENING, replied_at_s=10.0)
        assert commit(state, at_s=10.1, new_speech=True, window_s=2.0) is Event.COMMIT

    def test_after_the_window_it_is_real(self):
        state = State(Phase.LISTENING, replied_at_s=10.0)
        assert commit(state, at_s=12.1, new_speech=False, window_s=2.0) is Event.COMMIT

    def test_before_any_reply_it_is_real(self):
        state = State(Phase.LISTENING)
        assert commit(state, at_s=0.0, new_speech=False, window_s=2.0) is Event.COMMIT


def test_the_diagram_has_a_line_for_every_transition():
    arrows = [line for line in diagram() if "-->" in line and "[*]" not in line]
    assert len(arrows) == len(TRANSITIONS)


class TestSilence:
    def test_after_a_question_is_asked_about(self):
        assert after(walk(*GREETED), Event.SILENT) == (
            Phase.SPEAKING,
            [Effect.CHECK_IN, Effect.ANNOUNCE_CONSIDERING, Effect.ANNOUNCE_SPEAKING],
        )

    def test_means_nothing_to_who_speaks(self):
        assert after(walk(*GREETED, Event.SPEECH), Event.SILENT) == (Phase.HEARING, [])


class TestWhatCantBeKept:
    def test_takes_the_place_of_the_reply(self):
        assert after(walk(*REPLYING), Event.UNKEPT) == (
            Phase.SPEAKING,
            [Effect.BREAK_OFF, Effect.GIVE_UP],
        )

    def test_breaks_off_an_answer_that_nobody_could_keep_either(self):
        assert after(walk(*GREETED, Event.SPEECH), Event.UNKEPT) == (
            Phase.SPEAKING,
            [Effect.GIVE_UP, Effect.ANNOUNCE_CONSIDERING, Effect.ANNOUNCE_SPEAKING],
        )


BEGUN = [phase for phase in Phase if phase not in (Phase.NEW, Phase.ENDED)]


class TestByHand:
    @pytest.mark.parametrize("phase", BEGUN)
    def test_an_answer_ends_the_turn_in_every_phase(self, phase):
        target, effects = after(State(phase, revision=1, live=True), Event.BY_HAND)
        assert target is Phase.CLOSING
        assert effects[-1] is Effect.FINISH_HEARING

    @pytest.mark.parametrize("phase", BEGUN)
    def test_a_wish_is_fulfilled_in_every_phase_and_ends_no_answer(self, phase):
        target, effects = after(State(phase, revision=1, live=True), Event.WISHED)
        assert target in (Phase.SPEAKING, Phase.ENCOURAGING)
        assert effects[-3:] == [
            Effect.OBLIGE,
            Effect.ANNOUNCE_CONSIDERING,
            Effect.ANNOUNCE_SPEAKING,
        ]
        assert Effect.FINISH_HEARING not in effects

    @pytest.mark.parametrize("event", [Event.BY_HAND, Event.WISHED])
    def test_a_reply_that_nobody_has_heard_is_dropped(self, event):
        _, effects = after(walk(*ANSWERED), event)
        assert effects[0] is Effect.DROP
