from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from support.answers import ASKED, examples

from talkup_local.audio.prosody import VoiceCues
from talkup_local.engines.base import TimedWord
from talkup_local.turn.endpoint import WAITS_MS, Evidence, Verdict, judge, longest_pause_ms

PATIENCE = ("brisk", "normal", "relaxed")
HEARD = [example.words for language in ("en", "fr") for example in examples(language)]

some_text = st.text(st.sampled_from(list("aeiou tnsI'-.,?3é%$|")), max_size=8)
vocabulary = st.sampled_from(sorted({word.text for words in HEARD for word in words}))


@st.composite
def word_lists(draw):
    at, words = 0.0, []
    for text in draw(st.lists(vocabulary | some_text, max_size=40)):
        at += draw(st.sampled_from((0.0, 0.1, 0.4, 1.0)))
        words.append(TimedWord(text=text, start_s=at, end_s=at + 0.2))
        at += 0.2
    return tuple(words)


semitones = st.floats(-40, 40)
voices = st.none() | st.builds(
    VoiceCues,
    final_pitch_st=semitones,
    final_slope_st_s=st.floats(-200, 200),
    final_energy_db=semitones,
    final_voiced_ms=st.integers(0, 5000),
)
evidence = st.builds(
    Evidence,
    pause_ms=st.integers(0, 30_000),
    speech_ms=st.integers(0, 300_000),
    words=st.none() | st.sampled_from(HEARD) | word_lists(),
    asked=st.sampled_from([*ASKED["en"].values(), *ASKED["fr"].values()]) | st.text(max_size=60),
    language=st.sampled_from(("en", "fr")),
    patience=st.sampled_from(PATIENCE),
    voice=voices,
    completeness=st.none() | st.floats(0, 1),
    encouraged=st.booleans(),
)


@given(evidence)
def test_nothing_is_done_before_the_shortest_wait_of_all(known):
    assert judge(known).done_ms >= min(WAITS_MS["brisk"])


@given(evidence)
def test_more_patience_never_waits_less(known):
    waits = [judge(replace(known, patience=patience)).done_ms for patience in PATIENCE]
    assert waits == sorted(waits)


@given(evidence)
def test_the_longest_pause_is_always_the_end(known):
    over = replace(known, pause_ms=longest_pause_ms(known.patience))
    assert judge(over).verdict is Verdict.DONE


@given(evidence)
def test_judging_twice_gives_the_same(known):
    assert judge(known) == judge(known)


@given(evidence, st.integers(0, 30_000))
def test_a_longer_pause_never_reopens_a_turn(known, more_ms):
    if judge(known).verdict is Verdict.DONE:
        later = judge(replace(known, pause_ms=known.pause_ms + more_ms))
        assert later.verdict is Verdict.DONE


@given(evidence)
def test_a_turn_is_done_exactly_when_its_wait_is_over(known):
    judgement = judge(known)
    assert (judgement.verdict is Verdict.DONE) == (known.pause_ms >= judgement.done_ms)


@given(evidence)
def test_encouragement_comes_at_most_once_and_before_the_end(known):
    judgement = judge(known)
    if judgement.encourage_ms is not None:
        assert not known.encouraged
        assert judgement.encourage_ms < judgement.done_ms


@given(evidence)
def test_reasons_are_fixed_words(known):
    assert all(
        reason.replace("_", "").isalpha() and reason.isascii() for reason in judge(known).reasons
    )
