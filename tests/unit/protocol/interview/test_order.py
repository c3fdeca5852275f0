import pytest

from talkup_local.protocol.interview.order import TRANSITIONS, Kind, Phase, next_phase

GREETING = [Kind.START, Kind.THINKING, Kind.LEVEL, Kind.SEGMENT, Kind.STARTED]
REPLY = [Kind.THINKING, Kind.THINKING_COMPLETE, Kind.LEVEL, Kind.SEGMENT, Kind.COMPLETE]
ERRORS = (Kind.NOTICE, Kind.REFUSAL, Kind.FAILURE)


def walk(kinds, phase=Phase.IDLE):
    for kind in kinds:
        phase = next_phase(phase, kind)
    return phase


def test_a_greeting_leads_to_listening():
    assert walk(GREETING) is Phase.LISTENING


def test_a_reply_leads_back_to_listening():
    assert walk(REPLY, Phase.LISTENING) is Phase.LISTENING


def test_a_reply_without_sound_is_legal():
    silent = [Kind.THINKING, Kind.THINKING_COMPLETE, Kind.NOTICE, Kind.COMPLETE]
    assert walk(silent, Phase.LISTENING) is Phase.LISTENING


def test_what_is_kept_is_told_before_the_greeting_and_never_later():
    assert [phase for phase in Phase if next_phase(phase, Kind.SESSION)] == [Phase.STARTING]


def test_a_refused_start_can_be_tried_again():
    assert walk([Kind.START, Kind.REFUSAL, Kind.START]) is Phase.STARTING


@pytest.mark.parametrize("phase", [Phase.THINKING, Phase.SPEAKING])
def test_a_failure_ends_the_reply(phase):
    assert next_phase(phase, Kind.FAILURE) is Phase.LISTENING


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.ENDED])
def test_an_error_and_the_end_are_legal_at_any_time(phase):
    assert all(next_phase(phase, kind) for kind in ERRORS)
    assert next_phase(phase, Kind.ENDED) is Phase.ENDED


@pytest.mark.parametrize("phase", [Phase.GREETING, Phase.SPEAKING])
def test_speech_may_come_with_its_words_and_be_broken_off(phase):
    assert walk([Kind.AI_TEXT, Kind.SEGMENT, Kind.AI_INTERRUPTED], phase) is phase


@pytest.mark.parametrize("phase", [p for p in Phase if p not in (Phase.IDLE, Phase.ENDED)])
@pytest.mark.parametrize("kind", [Kind.TURN_STATE, Kind.TRANSCRIPT, Kind.PROGRESS])
def test_how_far_it_is_may_be_told_at_any_time_of_an_interview(phase, kind):
    assert next_phase(phase, kind) is phase


def test_after_the_end_only_pong_is_legal():
    assert [kind for kind in Kind if next_phase(Phase.ENDED, kind)] == [Kind.PONG]


@pytest.mark.parametrize(
    ("phase", "kind"),
    [
        (Phase.IDLE, Kind.THINKING),
        (Phase.IDLE, Kind.AMPLITUDE),
        (Phase.STARTING, Kind.STARTED),
        (Phase.GREETING, Kind.THINKING_COMPLETE),
        (Phase.GREETING, Kind.COMPLETE),
        (Phase.LISTENING, Kind.SEGMENT),
        (Phase.LISTENING, Kind.COMPLETE),
        (Phase.THINKING, Kind.SEGMENT),
        (Phase.THINKING, Kind.THINKING),
        (Phase.SPEAKING, Kind.THINKING),
        (Phase.SPEAKING, Kind.STARTED),
        (Phase.SPEAKING, Kind.START),
        (Phase.IDLE, Kind.TURN_STATE),
        (Phase.IDLE, Kind.TRANSCRIPT),
        (Phase.LISTENING, Kind.AI_TEXT),
        (Phase.THINKING, Kind.AI_TEXT),
        (Phase.LISTENING, Kind.AI_INTERRUPTED),
        (Phase.THINKING, Kind.AI_INTERRUPTED),
    ],
)
def test_what_the_protocol_does_not_foresee_is_forbidden(phase, kind):
    assert next_phase(phase, kind) is None


def test_every_phase_can_be_reached_and_left():
    assert {phase for phase, _ in TRANSITIONS} == set(Phase)
    assert set(TRANSITIONS.values()) == set(Phase)
