"""A server for looking at the page: its engines stand still when a test wants to look."""

import contextlib
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import numpy as np

from support import serving
from support.interviews import engines
from support.records import making
from talkup_local.audio.pcm import RATE_HZ, Samples
from talkup_local.clock import SystemClock
from talkup_local.engines.base import Speech, Voice
from talkup_local.engines.scripted import ScriptedRecognizer, ScriptedVoice
from talkup_local.engines.worker import CancelFlag
from talkup_local.interview.record import SessionRecord
from talkup_local.storage import naming
from talkup_local.storage.sessions import FILE, SessionStore

ANSWER = (
    "In my last job I looked after the test systems of a small team. When a release was late, I "
    "wrote down what kept us, and we cut the checks that found nothing, so that we shipped in "
    "time. What I would do differently today is to ask the people who use the product first."
)
_WORDS_PER_S = 3.2


class Interviewer(ScriptedVoice):
    """A voice that takes its time, or does not begin at all, as long as a test wants."""

    def __init__(self) -> None:
        super().__init__(s_per_character=0.012)
        self._slowness = 1
        self._may_speak = threading.Event()
        self._may_speak.set()

    @contextlib.contextmanager
    def slow(self) -> Iterator[None]:
        """Take very long over the sentences that are begun in the block."""
        self._slowness = 12
        try:
            yield
        finally:
            self._slowness = 1

    @contextlib.contextmanager
    def silent(self) -> Iterator[None]:
        """Begin no sentence in the block: the interviewer thinks."""
        self._may_speak.clear()
        try:
            yield
        finally:
            self._may_speak.set()

    def _synthesize(self, text: str, voice: Voice, cancel: CancelFlag) -> Speech:
        while not (self._may_speak.is_set() or cancel.cancelled):
            cancel.wait(0.02)
        speech = super()._synthesize(text, voice, cancel)
        samples = np.tile(speech.samples, self._slowness)
        return Speech(samples=samples, sample_rate_hz=speech.sample_rate_hz)


def heard(samples: Samples) -> str:
    """Return as much of an answer as fits into the time."""
    count = round(len(samples) / RATE_HZ * _WORDS_PER_S)
    return " ".join(ANSWER.split()[: max(3, count)])


class Stage:
    """url: of the server. keys: what opens the records that it had from the beginning."""

    def __init__(self, folder: Path) -> None:
        self.url = ""
        self.folder = folder
        self.voice = Interviewer()
        self.keys: dict[str, str] = {}

    def remember(self, record: SessionRecord) -> None:
        """Have an interview in the store before the server starts."""
        key, digest = naming.new_token()
        with SessionStore(self.folder / FILE, SystemClock()) as store:
            store.create(record, token_hash=digest)
        self.keys[record.id] = key

    def address(self, record: str) -> str:
        """Return where a candidate reads a record."""
        return f"/?record={record}#key={self.keys[record]}"


def past(language: str, days: float, session_id: str, **settings: object) -> SessionRecord:
    """Return an interview that was held some days ago."""
    record, _ = making.interview(language)
    by = SystemClock().utc_now() - timedelta(days=days) - record.created
    turns = tuple(
        msgspec.structs.replace(
            turn, asked_at=turn.asked_at + by, answered_at=turn.answered_at + by
        )
        for turn in record.turns
    )
    known = {
        "id": session_id,
        "created": record.created + by,
        "ended": record.ended + by,
        "turns": turns,
        "happenings": (),
    }
    return msgspec.structs.replace(record, **{**known, **settings})


@contextlib.contextmanager
def stage(folder: Path, *records: SessionRecord, **flags: object) -> Iterator[Stage]:
    """Run a server with interviews in its store."""
    made = Stage(folder)
    for record in records:
        made.remember(record)
    ours = {
        "store.enabled": True,
        "store.audio": True,
        "data": str(folder),
        "auth.required": "never",
        "interview.questions": 3,
        "interview.linger_s": 1.0,
        "limits.attempts_per_minute": 0,
        "limits.opened_per_minute": 0,
    }
    given = {**ours, **{name.replace("__", "."): value for name, value in flags.items()}}
    voices = engines(stt=ScriptedRecognizer(heard), tts=made.voice)
    with serving.running_aside(flags=given, engines=voices) as made.url:
        yield made
