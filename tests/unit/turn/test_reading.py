from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkup_local.engines.base import TimedWord
from talkup_local.turn.endpoint import Judgement, Verdict
from talkup_local.turn.listener import Hearing
from talkup_local.turn.reading import HOLD_LIMIT_MS, Moment, event_of, is_interruption
from talkup_local.turn.state import TRANSITIONS, Event, Phase

TEXT = "I am a baker."
WORDS = tuple(TimedWord(text=word, start_s=0.0, end_s=1.0) for word in TEXT.split())

SILENCE = Hearing(
    open=False,
    speaking=False,
    stirring=False,
    pause_ms=5_000,
    speech_ms=0,
    onset=0,
    text="",
    stable=0,
    words=(),
    failed=False,
)
SPEECH = replace(SILENCE, open=True, speaking=True, pause_ms=0, words=None, onset=1_000)
PAUSE = replace(
    SILENCE, open=True, pause_ms=400, speech_ms=900, text=TEXT, words=WORDS, onset=1_000
)
CATCHING_UP = replace(PAUSE, words=None, text="I am")
WORDLESS = replace(PAUSE, words=(), text="")
FAILED = replace(WORDLESS, failed=True)

GOING_ON = Judgement(verdict=Verdict.THINKING, done_ms=2_000, encourage_ms=None)
OVER = Judgement(verdict=Verdict.DONE, done_ms=300, encourage_ms=None)
SOON = Judgement(verdict=Verdict.THINKING, done_ms=600, encourage_ms=None)
STUCK = Judgement(verdict=Verdict.CUT_OFF, done_ms=9_000, encourage_ms=350)

SAYING = "What made you choose this work?"


def read(phase: Phase, hearing: Hearing = SILENCE, **known) -> Event | None:
    return event_of(Moment(phase=phase, hearing=hearing, language="en", **known))


@pytest.mark.parametrize("phase", [Phase.NEW, Phase.ANSWERING, Phase.ENDED])
@pytest.mark.parametrize("hearing", [SILENCE, SPEECH, PAUSE, FAILED])
def test_phases_in_which_the_candidate_is_not_listened_to(phase, hearing):
    assert read(phase, hearing) is None


@pytest.mark.parametrize(
    ("hearing", "event"),
    [
        (SILENCE, None),
        (SPEECH, Event.SPEECH),
        (PAUSE, Event.SPEECH),
        (CATCHING_UP, None),
        (WORDLESS, None),
        (FAILED, None),
    ],
)
def test_listening(hearing, event):
    assert read(Phase.LISTENING, hearing) is event


def test_a_sign_of_attention_from_before_our_last_words_is_no_answer():
    hearing = replace(PAUSE, text="Okay.", words=WORDS[:1])
    assert read(Phase.LISTENING, hearing, spoke_until=2_000) is Event.NOTHING
    assert read(Phase.LISTENING, hearing, spoke_until=500) is Event.SPEECH
    assert read(Phase.LISTENING, PAUSE, spoke_until=2_000) is Event.SPEECH


@pytest.mark.parametrize(
    ("hearing", "event"),
    [
        (SPEECH, None),
        (PAUSE, Event.PAUSE),
        (CATCHING_UP, Event.PAUSE),
        (SILENCE, Event.NOTHING),
        (FAILED, Event.PAUSE),
        (replace(PAUSE, stirring=True), None),
        (replace(PAUSE, pause_ms=32), None),
    ],
)
def test_hearing(hearing, event):
    assert read(Phase.HEARING, hearing) is event


@pytest.mark.parametrize("phase", [Phase.HEARING, Phase.PAUSING])
def test_an_answer_can_be_too_long(phase):
    hearing = SPEECH if phase is Phase.HEARING else PAUSE
    assert read(phase, hearing, turn_ms=300_000, longest_ms=300_000) is Event.LIMIT
    assert read(phase, hearing, turn_ms=299_999, longest_ms=300_000) is None


class TestPausing:
    @pytest.mark.parametrize(
        ("hearing", "event"),
        [
            (SPEECH, Event.SPEECH),
            (CATCHING_UP, None),
            (WORDLESS, Event.NOTHING),
            (FAILED, Event.FAILED),
            (replace(PAUSE, failed=True), Event.FAILED),
        ],
    )
    def test_what_is_heard_comes_before_any_judgement(self, hearing, event):
        assert read(Phase.PAUSING, hearing, judgement=OVER, answered=TEXT) is event

    @pytest.mark.parametrize(
        ("judgement", "answered", "event"),
        [
            (None, None, None),
            (GOING_ON, None, None),
            (GOING_ON, TEXT, None),
            (SOON, None, Event.PROMISING),
            (SOON, TEXT, None),
            (SOON, "I am", Event.CHANGED),
            (OVER, None, Event.PROMISING),
            (OVER, TEXT, Event.DONE),
            (OVER, "I am", Event.CHANGED),
            (STUCK, None, Event.STUCK),
            (STUCK, TEXT, Event.STUCK),
            (STUCK, "I am", Event.CHANGED),
        ],
    )
    def test_what_the_judgement_asks_for(self, judgement, answered, event):
        assert read(Phase.PAUSING, PAUSE, judgement=judgement, answered=answered) is event

    @pytest.mark.parametrize(("lead_ms", "event"), [(199, None), (200, Event.PROMISING)])
    def test_a_reply_is_begun_as_long_before_as_it_takes(self, lead_ms, event):
        assert read(Phase.PAUSING, PAUSE, judgement=SOON, lead_ms=lead_ms) is event

    def test_nothing_is_decided_while_speech_may_be_coming_back(self):
        stirring = replace(PAUSE, stirring=True)
        assert read(Phase.PAUSING, stirring, judgement=OVER, answered=TEXT) is None

    def test_nothing_is_decided_where_the_client_alone_decides(self):
        known = {"judgement": OVER, "answered": TEXT, "endpointing": False}
        assert read(Phase.PAUSING, PAUSE, **known) is None


@pytest.mark.parametrize(
    ("hearing", "answered", "event"),
    [
        (CATCHING_UP, None, None),
        (FAILED, None, Event.FAILED),
        (WORDLESS, None, Event.NOTHING),
        (SILENCE, None, Event.NOTHING),
        (PAUSE, None, Event.PROMISING),
        (PAUSE, TEXT, Event.DONE),
        (PAUSE, "I am", Event.CHANGED),
        (replace(PAUSE, speaking=True), TEXT, Event.DONE),
    ],
)
def test_closing(hearing, answered, event):
    assert read(Phase.CLOSING, hearing, answered=answered) is event


@pytest.mark.parametrize("hearing", [SILENCE, WORDLESS, FAILED])
def test_a_question_that_is_left_needs_no_words(hearing):
    assert read(Phase.CLOSING, hearing, leaving=True) is Event.PROMISING
    assert read(Phase.CLOSING, hearing, leaving=True, answered=hearing.text) is Event.DONE


@pytest.mark.parametrize(
    "phase", [Phase.THINKING, Phase.ENCOURAGING, Phase.GREETING, Phase.SPEAKING]
)
class TestSpeechWhileItIsOurTurn:
    def test_is_told_when_it_is_new(self, phase):
        assert read(phase, SPEECH, speaks_since=1_000) is Event.SPEECH

    def test_is_not_when_it_began_before(self, phase):
        assert read(phase, SPEECH, speaks_since=1_001) is None

    @pytest.mark.parametrize("hearing", [SILENCE, PAUSE])
    def test_is_not_when_it_is_over(self, phase, hearing):
        assert read(phase, hearing) is None


@pytest.mark.parametrize(
    ("phase", "event"),
    [
        (Phase.GREETING, None),
        (Phase.SPEAKING, None),
        (Phase.THINKING, Event.SPEECH),
        (Phase.ENCOURAGING, Event.SPEECH),
    ],
)
def test_what_may_not_be_interrupted_is_only_what_sounds(phase, event):
    assert read(phase, SPEECH, interruptible=False) is event


@pytest.mark.parametrize("phase", [Phase.HELD, Phase.GREETING_HELD])
class TestHeld:
    @pytest.mark.parametrize("hearing", [SILENCE, WORDLESS, FAILED])
    def test_without_words_it_was_a_false_alarm(self, phase, hearing):
        assert read(phase, hearing, saying=SAYING) is Event.FALSE_ALARM

    @pytest.mark.parametrize("hearing", [SPEECH, replace(WORDLESS, words=None)])
    def test_while_words_may_come_it_waits(self, phase, hearing):
        assert read(phase, hearing, saying=SAYING) is None

    def test_it_does_not_wait_for_ever(self, phase):
        assert read(phase, SPEECH, held_ms=HOLD_LIMIT_MS) is Event.FALSE_ALARM

    @pytest.mark.parametrize("speaking", [True, False])
    def test_words_are_an_interruption(self, phase, speaking):
        hearing = replace(PAUSE, speaking=speaking, text="But I have a question")
        assert read(phase, hearing, saying=SAYING) is Event.INTERRUPTION

    def test_a_sign_of_attention_is_none_once_nothing_follows(self, phase):
        nodding = replace(PAUSE, text="Mm, okay.", words=WORDS[:2], pause_ms=64)
        assert read(phase, nodding, saying=SAYING) is None
        assert read(phase, replace(nodding, pause_ms=500), saying=SAYING) is Event.FALSE_ALARM

    def test_a_yes_at_the_very_end_is_the_answer(self, phase):
        yes = replace(PAUSE, text="Yes.", words=WORDS[:1], pause_ms=500)
        assert read(phase, yes, saying=SAYING, ending=True) is Event.INTERRUPTION

    def test_a_hum_at_the_very_end_is_not(self, phase):
        hum = replace(PAUSE, text="Mm-hmm,", words=WORDS[:1], pause_ms=500)
        assert read(phase, hum, saying=SAYING, ending=True) is Event.FALSE_ALARM

    def test_an_echo_of_the_very_end_is_not(self, phase):
        echo = replace(PAUSE, text="this work", words=WORDS[:2], pause_ms=500)
        assert read(phase, echo, saying=SAYING, ending=True) is Event.FALSE_ALARM

    def test_half_a_word_is_no_interruption_yet(self, phase):
        assert read(phase, replace(SPEECH, text="Ye"), saying=SAYING) is None
        assert read(phase, replace(SPEECH, text="Wait I"), saying=SAYING) is Event.INTERRUPTION


class TestInterruption:
    @pytest.mark.parametrize("text", ["Mm-hm.", "Yes.", "Okay, right.", "Uh, I see.", "Great!"])
    def test_is_no_sign_of_attention(self, text):
        assert not is_interruption(text, SAYING, "en")

    @pytest.mark.parametrize("text", ["Oui.", "D'accord.", "Mm, très bien.", "Je vois", "Voilà !"])
    def test_is_no_sign_of_attention_in_french(self, text):
        assert not is_interruption(text, "Pourquoi ce métier ?", "fr")

    @pytest.mark.parametrize(
        "text", ["Wait", "Sorry, what?", "Yes, but I", "No", "Okay okay okay okay okay"]
    )
    def test_is_any_other_word(self, text):
        assert is_interruption(text, SAYING, "en")

    @pytest.mark.parametrize("text", ["Attendez", "Oui, mais", "Pardon", "Non"])
    def test_is_any_other_word_in_french(self, text):
        assert is_interruption(text, "Pourquoi ce métier ?", "fr")

    @pytest.mark.parametrize("text", ["Home.", "You", "Other."])
    def test_is_not_one_word_that_may_be_a_cough(self, text):
        assert not is_interruption(text, SAYING, "en")

    @pytest.mark.parametrize(("language", "text"), [("en", "oui oui"), ("fr", "yes yes")])
    def test_tells_the_languages_apart(self, language, text):
        assert is_interruption(text, "", language)

    @pytest.mark.parametrize("text", ["", "...", "- !"])
    def test_is_not_without_words(self, text):
        assert not is_interruption(text, SAYING, "en")

    def test_is_not_what_we_say_ourselves(self):
        assert not is_interruption("you choose this work", SAYING, "en")

    def test_is_more_than_what_we_say_ourselves(self):
        assert is_interruption("this work is what I dreamt of", SAYING, "en")


hearings = st.builds(
    Hearing,
    open=st.booleans(),
    speaking=st.booleans(),
    stirring=st.booleans(),
    pause_ms=st.integers(0, 5_000),
    speech_ms=st.integers(0, 5_000),
    onset=st.integers(0, 5_000),
    text=st.sampled_from(["", "Okay.", TEXT]),
    stable=st.just(0),
    words=st.sampled_from([None, (), WORDS]),
    failed=st.booleans(),
)
moments = st.builds(
    Moment,
    phase=st.sampled_from(Phase),
    hearing=hearings,
    language=st.sampled_from(["en", "fr"]),
    judgement=st.sampled_from([None, GOING_ON, OVER, SOON, STUCK]),
    endpointing=st.booleans(),
    answered=st.sampled_from([None, "", TEXT]),
    turn_ms=st.sampled_from([0.0, 300_000.0]),
    speaks_since=st.integers(0, 5_000),
    spoke_until=st.integers(0, 5_000),
    interruptible=st.booleans(),
    saying=st.sampled_from(["", SAYING]),
    held_ms=st.sampled_from([0.0, 5_000.0]),
)


@given(moments)
def test_whatever_is_read_means_something_in_its_phase(moment):
    event = event_of(moment)
    assert event is None or (moment.phase, event) in TRANSITIONS


@given(moments)
def test_reading_twice_reads_the_same(moment):
    assert event_of(moment) == event_of(replace(moment))
