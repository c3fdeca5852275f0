"""Records of interviews as the store keeps them, and what a scorer says of them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from talkup_local.assessment.scoring import Assessment, Evidence
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.questions import Competency, Question
from talkup_local.interview.record import Consent, Happening, SessionRecord, Turn, Word

BEGAN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
MADE_AT = datetime(2026, 11, 21, 10, 5, tzinfo=UTC)

_SCORED = ("level", "strong", "missing", "parts", "evidence")
_INTERVIEWER_WORDS_PER_S = 2.4
_FIRST_PAUSE_S = 0.55


class _Said:
    """Makes turns, one after the other in time."""

    def __init__(self):
        self.now = BEGAN
        self.turns = []

    def turn(self, said: Mapping, question_id: str = "", asked: str = "") -> Turn:
        asked = said.get("asked", asked)
        heard = said["heard"]
        words = timed(heard, said.get("pace", 150))
        length_s = words[-1].end_s if words else 0.0
        asked_at = self.now
        self.now += timedelta(seconds=len(asked.split()) / _INTERVIEWER_WORDS_PER_S)
        self.now += timedelta(seconds=said.get("response_s", 2.0) + length_s)
        turn = Turn(
            number=len(self.turns) + 1,
            question_id=question_id,
            step=said.get("step", "ask"),
            asked=asked,
            asked_at=asked_at,
            heard=heard,
            answered_at=self.now,
            words=words,
            speech_s=round(0.8 * length_s, 2),
            response_s=said.get("response_s"),
            measures={"behavior_analyzer": {"measures": voice(length_s)}} if words else {},
        )
        self.turns.append(turn)
        return turn


def interview(
    language: str = "en", *, times: int = 1
) -> tuple[SessionRecord, dict[str, Assessment]]:
    """Return a realistic interview, and an assessment of each answer that has a level.

    times: how often each answer is given again and again, for a longer one; 5 are half an hour.
    """
    data = read(language)
    questions, assessments, said = [], {}, _Said()
    said.turn({"asked": data["greeting"], "heard": data["agreed"], "step": "consent"})
    for entry in map(dict, data["question"]):
        answers = entry.pop("said", [])
        scored = {key: entry.pop(key) for key in _SCORED if key in entry}
        question = msgspec.convert(entry, Question)
        questions.append(question)
        turns = [
            said.turn(one, question.id, question.text) for one in answers for _ in range(times)
        ]
        if "level" in scored:
            assessments[question.id] = assessment(question.id, turns, scored)
    for one in data.get("said", ()):
        said.turn(one)
    plan = InterviewPlan(
        kind=data["kind"],
        language=language,
        role=data["role"],
        level=data["level"],
        minutes=30.0,
        questions=tuple(questions),
        competencies=msgspec.convert(data["competency"], tuple[Competency, ...]),
    )
    record = SessionRecord(
        id="7f3c9a52",
        client_id="desk-4",
        plan=plan,
        created=BEGAN,
        ended=said.now,
        state="ended",
        reason="time",
        spent_s=(said.now - BEGAN).total_seconds(),
        consent=Consent(given=True, at=BEGAN, how="spoken", wording=data["greeting"]),
        turns=tuple(said.turns),
        happenings=(Happening(at=BEGAN, name="started"),),
        closing=data["closing"],
        engines={"stt": "moonshine tiny", "tts": "espeak-ng", "llm": "rules"},
    )
    return record, assessments


def read(language: str) -> dict:
    return msgspec.toml.decode(Path(__file__).with_name(f"{language}.toml").read_bytes())


def assessment(question_id: str, turns: list[Turn], scored: Mapping) -> Assessment:
    evidence = tuple(
        Evidence(turn=turns[-len(turns) + one["answer"] - 1].number, quote=one["quote"],
                 shows=one["shows"])
        for one in scored["evidence"]
    )  # fmt: skip
    requests = sum(len(turn.heard.split()) < 8 for turn in turns)
    evidence = tuple(msgspec.structs.replace(one, turn=one.turn + requests) for one in evidence)
    return Assessment(
        question_id=question_id,
        level=scored["level"],
        evidence=evidence,
        strong=tuple(scored["strong"]),
        missing=tuple(scored["missing"]),
        parts=scored.get("parts"),
        confidence=0.8,
    )


def timed(text: str, words_per_min: float) -> tuple[Word, ...]:
    """Return the words with times, slower at marks, at ``words_per_min`` in all."""
    words = text.split()
    if not words:
        return ()
    pauses = [_pause_s(word, place) for place, word in enumerate(words[:-1])]
    spoken_s = max(60 * len(words) / words_per_min - sum(pauses), 0.18 * len(words))
    per_letter_s = spoken_s / sum(len(word) + 2 for word in words)
    found, now_s = [], 0.2
    for word, pause_s in zip(words, [*pauses, 0.0], strict=True):
        end_s = now_s + (len(word) + 2) * per_letter_s
        found.append(Word(text=word, start_s=round(now_s, 2), end_s=round(end_s, 2)))
        now_s = end_s + pause_s
    return tuple(found)


def _pause_s(word: str, place: int) -> float:
    if re.search(r"[.!?:]$", word):
        return _FIRST_PAUSE_S + 0.1 * (place % 4)
    return 0.3 if word.endswith(",") else 0.02


def voice(length_s: float) -> dict:
    """Return what the voice's analyser would have found, as on the wire."""
    values = {
        "speaking_time_s": (0.8 * length_s, "s"),
        "loudness_dbfs": (-24.0, "dBFS"),
        "pitch_median_hz": (182.0, "Hz"),
        "pitch_range_st": (3.1, "semitones"),
        "pitch_variation_st": (1.9, "semitones"),
        "syllables_per_s": (4.4, "syllables/s"),
        "final_rises_share": (0.3, ""),
        "signal_to_noise_db": (27.0, "dB"),
    }
    return {
        name: {"value": round(value, 2), "unit": unit} for name, (value, unit) in values.items()
    }
