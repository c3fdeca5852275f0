"""Interviews for a store, and stores for tests."""

from datetime import UTC, datetime, timedelta

from talkup_local.clock import VirtualClock
from talkup_local.interview.plan import InterviewPlan, plan_for
from talkup_local.interview.record import Consent, Happening, SessionRecord, Turn, Word
from talkup_local.storage.naming import new_id
from talkup_local.storage.sessions import FILE, SessionStore

NOW = datetime(2024, 11, 25, 10, 0, tzinfo=UTC)
"""When a virtual clock begins."""

SAID = "I moved the whole warehouse to barcodes in eleven weeks, against all odds"


def plan(**settings) -> InterviewPlan:
    """Return a plan that knows a job description."""
    whole = plan_for("behavioural", "en", 3)
    return InterviewPlan(
        kind=whole.kind,
        language=whole.language,
        questions=whole.questions,
        role="warehouse lead",
        level="junior",
        **{"terms": ("picking",), **settings},
    )


def turn(number: int = 1, heard: str = SAID, **settings) -> Turn:
    """Return a turn with everything in it."""
    told = {
        "question_id": plan().questions[0].id,
        "step": "ask",
        "asked": f"Could you tell me about time number {number}?",
        "asked_at": NOW + timedelta(minutes=number),
        "answered_at": NOW + timedelta(minutes=number, seconds=40, milliseconds=1),
        "words": tuple(
            Word(text=word, start_s=place / 2, end_s=place / 2 + 0.4)
            for place, word in enumerate(heard.split())
        ),
        "speech_s": 21.5,
        "response_s": 0.75,
        "measures": {
            "verbal_analyzer": {
                "measures": {"word_count": {"value": 13, "unit": "", "advice": heard}},
                "confidence": 0.5,
                "details": {"quote": heard},
            }
        },
        "figures": {"gap_ms": 412.5, "error": None},
    }
    return Turn(number=number, heard=heard, **{**told, **settings})


def interview(*turns: Turn, **settings) -> SessionRecord:
    """Return an interview, with one turn unless some are given."""
    known = {
        "id": new_id(),
        "client_id": "desk-4",
        "plan": plan(),
        "created": NOW,
        "spent_s": 61.5,
        "consent": Consent(given=True, at=NOW, how="spoken", wording="May I keep this?"),
        "happenings": (Happening(at=NOW, name="resumed", facts={"after_s": 3}),),
        "progress": b'{"question":1}',
        "closing": "Goodbye then.",
        "engines": {"stt": "scripted"},
        "turns": turns or (turn(),),
    }
    return SessionRecord(**{**known, **settings})


def store_in(folder, clock=None, **settings) -> SessionStore:
    """Open the store of a folder."""
    return SessionStore(folder / FILE, clock or VirtualClock(), **settings)


def bytes_of(folder) -> bytes:
    """Return every byte that is in a folder, and every name."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return b"".join(str(path).encode() + path.read_bytes() for path in files)
