from dataclasses import replace
from statistics import mean, median

import pytest
from support.answers import ASKED, CLASSES, examples, spoken

from talkup_local.audio.prosody import VoiceCues
from talkup_local.turn.endpoint import WAITS_MS, Evidence, Verdict, judge, longest_pause_ms

LANGUAGES = ("en", "fr")
PAUSE_MS = (500, 3000)  # the pauses people make in the middle of an answer

FALLING = VoiceCues(
    final_pitch_st=-4.0, final_slope_st_s=-10.0, final_energy_db=-6.0, final_voiced_ms=200
)
LEVEL = VoiceCues(
    final_pitch_st=1.0, final_slope_st_s=1.0, final_energy_db=0.0, final_voiced_ms=250
)
DRAWN_OUT = replace(LEVEL, final_voiced_ms=900)


def about(heard, *, asked="story", language="en", patience="normal", pause_ms=300, **more):
    return Evidence(
        pause_ms=pause_ms,
        speech_ms=3000,
        words=None if heard is None else spoken(heard),
        asked=ASKED[language][asked],
        language=language,
        patience=patience,
        **more,
    )


def waits_ms(language, kind, patience, voice=None):
    return [
        judge(
            Evidence(
                pause_ms=0,
                speech_ms=3000,
                words=example.words,
                asked=example.asked,
                language=language,
                patience=patience,
                voice=voice,
            )
        ).done_ms
        for example in examples(language)
        if example.kind == kind
    ]


def cut_off_share(waits):
    """How many pauses outlast the wait, if all lengths from 0.5 to 3 s are as frequent."""
    shortest, longest = PAUSE_MS
    return mean(min(max((longest - wait) / (longest - shortest), 0.0), 1.0) for wait in waits)


ENOUGH = "I worked as a baker for six years and I got up at three every single morning of the week"


# --- what the corpus of answers gets ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_half_of_the_finished_answers_are_taken_up_at_once(language):
    assert median(waits_ms(language, "finished", "normal")) == WAITS_MS["normal"][-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_finished_answers_wait_700_ms_on_average_at_most(language):
    assert mean(waits_ms(language, "finished", "normal")) <= 700


@pytest.mark.parametrize("language", LANGUAGES)
def test_finished_answers_rarely_wait_longer_than_a_second_and_a_quarter(language):
    waits = sorted(waits_ms(language, "finished", "normal"))
    assert waits[int(0.95 * len(waits))] <= 1250


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("voice", [None, FALLING])
@pytest.mark.parametrize(("patience", "share"), [("normal", 0.01), ("relaxed", 0.001)])
@pytest.mark.parametrize("kind", ["clause", "filler", "list", "promise"])
def test_pauses_in_mid_sentence_are_waited_for(language, kind, patience, share, voice):
    assert cut_off_share(waits_ms(language, kind, patience, voice)) <= share


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("patience", "share"), [("normal", 0.25), ("relaxed", 0.15)])
def test_most_pauses_between_sentences_are_waited_for(language, patience, share):
    assert cut_off_share(waits_ms(language, "sentence", patience)) <= share


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("patience", "share"), [("normal", 0.06), ("relaxed", 0.03)])
def test_few_of_all_pauses_are_taken_for_the_end(language, patience, share):
    waits = [wait for kind in CLASSES.values() for wait in waits_ms(language, kind, patience)]
    assert cut_off_share(waits) <= share


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("patience", ["brisk", "normal", "relaxed"])
def test_every_pause_after_a_filler_outlasts_every_finished_answer(language, patience):
    finished = waits_ms(language, "finished", patience)
    assert min(waits_ms(language, "filler", patience)) > max(finished)


# --- the verdicts ---


@pytest.mark.parametrize(
    ("heard", "verdict"),
    [
        ("I was responsible for", Verdict.CUT_OFF),
        ("When I joined the team", Verdict.CUT_OFF),
        ("There are three reasons", Verdict.CUT_OFF),
        ("I was um", Verdict.THINKING),
        ("Let me think", Verdict.THINKING),
        ("I worked at a bakery", Verdict.THINKING),
        ("Could you repeat that", Verdict.DONE),
        ("That's all", Verdict.DONE),
        (ENOUGH + " so that was it", Verdict.DONE),
    ],
)
def test_a_short_pause_is_taken_for_what_the_words_say(heard, verdict):
    assert judge(about(heard)).verdict is verdict


def test_a_yes_answers_a_yes_or_no_question():
    assert judge(about("Yes.", asked="yes_no")).verdict is Verdict.DONE


def test_a_yes_only_begins_a_story():
    assert judge(about("Yes.", asked="story")).verdict is not Verdict.DONE


def test_a_number_answers_how_long():
    assert judge(about("Five years.", asked="amount")).verdict is Verdict.DONE


def test_a_longer_pause_says_that_the_answer_is_over():
    judgement = judge(about("I worked at a bakery"))
    later = judge(about("I worked at a bakery", pause_ms=judgement.done_ms))
    assert (judgement.verdict, later.verdict) == (Verdict.THINKING, Verdict.DONE)


# --- patience ---


def test_relaxed_gives_a_complete_sentence_about_a_second():
    assert 900 <= judge(about(ENOUGH * 2, patience="relaxed")).done_ms <= 1700


def test_relaxed_waits_longer_than_four_seconds_in_mid_clause():
    assert judge(about("If the customer is angry", patience="relaxed")).done_ms > 4000


@pytest.mark.parametrize(
    ("patience", "after_ms"), [("brisk", 3000), ("normal", 4500), ("relaxed", 6000)]
)
def test_who_looks_for_words_is_told_to_take_their_time(patience, after_ms):
    assert judge(about("I was um", patience=patience)).encourage_ms == after_ms


def test_that_is_said_once():
    assert judge(about("I was um", encouraged=True)).encourage_ms is None


def test_nobody_is_told_so_when_the_turn_ends_first():
    assert judge(about("That's all")).encourage_ms is None


def test_the_longest_pause_ends_every_turn():
    over = judge(about("I was um", pause_ms=longest_pause_ms("normal")))
    assert (over.verdict, over.reasons[-1]) == (Verdict.DONE, "longest_pause")


# --- words that are missing ---


def test_a_cough_is_no_answer():
    judgement = judge(about(""))
    assert (judgement.verdict, judgement.encourage_ms) == (Verdict.THINKING, None)
    assert judgement.done_ms == longest_pause_ms("normal")


@pytest.mark.parametrize("voice", [None, FALLING, LEVEL, DRAWN_OUT])
def test_without_words_the_wait_is_neither_short_nor_long(voice):
    assert 700 <= judge(about(None, voice=voice)).done_ms <= 3500


# --- the voice and the turn model ---


def test_a_falling_voice_ends_a_full_answer_sooner_than_a_level_one():
    waits = [
        judge(about(ENOUGH * 2, voice=voice)).done_ms for voice in (FALLING, None, LEVEL, DRAWN_OUT)
    ]
    assert waits == sorted(set(waits))


def test_a_rising_voice_has_more_to_say():
    rising = replace(LEVEL, final_slope_st_s=20.0)
    assert judge(about(ENOUGH * 3, voice=rising)).done_ms >= 1500


@pytest.mark.parametrize(("voice", "longest_ms"), [(FALLING, 3000), (None, 3000), (LEVEL, 3200)])
def test_a_complete_sentence_may_always_be_all_there_is_to_say(voice, longest_ms):
    assert judge(about("I worked at a bakery", voice=voice)).done_ms <= longest_ms


def test_the_fuller_an_answer_the_shorter_the_wait():
    waits = [judge(about("I bake bread " * count)).done_ms for count in (4, 11, 12, 13)]
    assert waits == sorted(set(waits), reverse=True)


def test_a_falling_voice_does_not_end_an_open_clause():
    falling, unknown = judge(about("I was in", voice=FALLING)), judge(about("I was in"))
    assert falling.done_ms == unknown.done_ms


def test_a_level_voice_does_not_keep_a_direct_answer_open():
    assert judge(about("Five years", asked="amount", voice=LEVEL)).verdict is Verdict.DONE


def test_a_question_may_rise():
    rising = replace(LEVEL, final_pitch_st=4.0, final_slope_st_s=20.0)
    assert (
        judge(about("What does a normal day look like", voice=rising)).done_ms
        == WAITS_MS["normal"][-1]
    )


def test_the_turn_model_moves_the_wait_both_ways():
    waits = [judge(about(ENOUGH, completeness=p)).done_ms for p in (1.0, 0.8, 0.5, 0.2, 0.0)]
    assert waits == sorted(waits)
    assert waits[0] < waits[2] < waits[-1]


def test_the_turn_model_does_not_end_an_open_clause():
    assert judge(about("I was in", completeness=1.0)).done_ms == longest_pause_ms("normal")


# --- reasons ---


def test_reasons_tell_what_led_to_it_without_what_was_said():
    judgement = judge(about("The password of the secret vault is", voice=LEVEL, completeness=0.1))
    assert judgement.reasons == ("short_answer", "voice_holds", "model_going_on", "open_clause")
