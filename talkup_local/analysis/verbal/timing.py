"""How fast, with which pauses, how soon and how much: from the times of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from talkup_local.analysis.verbal.speech import PAUSE_S, Found, Speech
from talkup_local.analysis.verbal.tokens import Token, composed, tokens

_FEWEST_WORDS: Final = 5
_SHORTEST_S: Final = 0.5


def timing(speech: Speech) -> Found:
    """Measure the times of words; all None without them."""
    times = speech.times
    notes: list[str] = []
    latency = talk_share = words_per_min = syllables_per_min = articulation = None
    pauses = list(_pauses(speech))
    span_s = spoken_s = 0.0
    if times:
        span_s = max(max(word.start_s, word.end_s) for word in times) - times[0].start_s
        spoken_s = max(0.0, span_s - sum(pauses))
        if (question_end_s := speech.answer.question_end_s) is not None:
            latency = times[0].start_s - question_end_s
        if (asked_s := speech.answer.asked_s) is not None and spoken_s + asked_s > 0:
            talk_share = spoken_s / (spoken_s + asked_s)
    else:
        notes.append("no_times")
    measured = len(times) >= _FEWEST_WORDS and spoken_s >= _SHORTEST_S
    if measured:
        count = speech.syllables(_timed_tokens(speech))
        words_per_min = 60 * len(times) / span_s
        syllables_per_min = 60 * count / span_s
        articulation = count / spoken_s
    elif times:
        notes.append("few_times")
    if speech.disagree:
        notes.append("disagree")
    return Found(
        {
            "speaking_rate_words_per_min": words_per_min,
            "speaking_rate_syllables_per_min": syllables_per_min,
            "articulation_rate_syllables_per_s": articulation,
            "pause_count": len(pauses) if measured else None,
            "pause_mean_s": sum(pauses) / len(pauses) if measured and pauses else None,
            "pause_longest_s": max(pauses) if measured and pauses else None,
            "pause_share": 1 - spoken_s / span_s if measured else None,
            "answer_latency_s": latency,
            "talk_share": talk_share,
        },
        {"pause_threshold_s": PAUSE_S} if times else {},
        tuple(notes),
    )


def _timed_tokens(speech: Speech) -> Sequence[Token]:
    """Return the tokens of the timed words, which mostly are those of the text."""
    timed = composed(" ".join(word.text for word in speech.times))
    return speech.tokens if timed == speech.text else tokens(timed, speech.answer.language)


def _pauses(speech: Speech) -> Iterator[float]:
    """Yield the length of each pause, seconds; words may overlap."""
    said_until_s: float | None = None
    for word in speech.times:
        if said_until_s is not None and word.start_s - said_until_s >= PAUSE_S:
            yield word.start_s - said_until_s
        end_s = max(word.start_s, word.end_s)
        said_until_s = end_s if said_until_s is None else max(said_until_s, end_s)
