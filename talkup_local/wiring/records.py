"""What is kept of one interview: for its candidate, by key, and for an operator."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from talkup_local.assessment.render import render
from talkup_local.audio import decode, encode
from talkup_local.audio.pcm import RATE_HZ
from talkup_local.config.model import Config
from talkup_local.errors import (
    AudioError,
    InterviewGoesOn,
    NoAudio,
    NoReport,
    RecordGone,
    RecordIllegible,
    RecordUnknown,
    RecordUnreadable,
    ReportNotReady,
    StoreOff,
)
from talkup_local.interview.record import SessionRecord
from talkup_local.protocol.desk import answers, parts
from talkup_local.protocol.desk.requests import ReportFormat, SoundFormat
from talkup_local.protocol.envelope import iso_timestamp
from talkup_local.storage import naming
from talkup_local.storage.exporting import export, report_of
from talkup_local.storage.reading import SessionRow
from talkup_local.wiring.archive import Archive
from talkup_local.wiring.interviews import Interviews

_MEDIA_TYPES: Final = {
    "html": "text/html",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
}
_SOUND_TYPES: Final = {"opus": "audio/ogg; codecs=opus", "mp3": "audio/mpeg"}


class Records:
    """Reads and deletes what is kept. All methods raise DeskFault and StorageError."""

    def __init__(self, config: Config, interviews: Interviews) -> None:
        self._config, self._interviews = config, interviews
        self._rendering = asyncio.Semaphore(1)  # who is interviewed needs the processor more

    def archive(self) -> Archive:
        """Return what interviews are kept in. Raises StoreOff."""
        if self._interviews.archive is None:
            raise StoreOff("")
        return self._interviews.archive

    async def by_key(self, key: str, session_id: str = "") -> SessionRow:
        """Return the interview that a key opens. session_id: that it must be, unless empty."""
        archive = self.archive()
        with as_faults():
            row = await archive.do(archive.store.find_by_token, naming.token_hash(key))
        if row is None or session_id not in ("", row.id):
            raise RecordUnknown("")
        return row

    async def row(self, session_id: str) -> SessionRow:
        """Return an interview in one line."""
        archive = self.archive()
        with as_faults():
            row = await archive.do(archive.store.overview, session_id)
        if row is None:
            raise RecordUnknown("")
        return row

    async def over(self, session_id: str) -> SessionRow:
        """Return an interview that is over for good. Raises InterviewGoesOn too."""
        row = await self.row(session_id)
        if self.open(row):
            raise InterviewGoesOn("")
        return row

    def open(self, row: SessionRow) -> bool:
        """Tell whether an interview goes on, or may be taken up again."""
        if self._interviews.goes_on(row.id):
            return True
        return row.state == "open" and not self.archive().expired(row)

    # -- what is told of it ----------------------------------------------------------------

    def told(self, row: SessionRow) -> answers.Record:
        """Return an interview in a few words."""
        store = self._config.store
        return answers.Record(
            session_id=row.id,
            state=row.state,
            kind=row.kind,
            language=row.language,
            role=row.role,
            created=iso_timestamp(row.created),
            ended=moment(row.ended),
            turns=row.turns,
            keeps=parts.Keeps(transcript=True, audio=store.audio, days=store.retention_days),
            report=self.report_state(row),
            redacted=row.redacted is not None,
        )

    def report_state(self, row: SessionRow) -> parts.ReportState:
        """Tell whether there is a report, or will be."""
        if row.has_report:
            return "ready"
        expected = self._config.store.reports and row.redacted is None
        return "waiting" if expected and (row.turns or row.state == "open") else "none"

    async def transcript(self, session_id: str) -> answers.Transcript:
        """Return what was asked and said."""
        record = await self._record(session_id)
        return answers.Transcript(
            turns=tuple(
                parts.Turn(
                    number=turn.number,
                    question_id=turn.question_id,
                    step=turn.step,
                    asked=turn.asked,
                    heard=turn.heard,
                    asked_at=iso_timestamp(turn.asked_at),
                    answered_at=iso_timestamp(turn.answered_at),
                    speech_s=turn.speech_s,
                    audio=bool(turn.audio),
                )
                for turn in record.turns
            ),
            closing=record.closing,
        )

    async def report(self, session_id: str, form: ReportFormat) -> answers.File:
        """Return the report in a format. Raises ReportNotReady, NoReport."""
        archive, row = self.archive(), await self.row(session_id)
        state = self.report_state(row)
        found = await archive.do(report_of, archive.store, session_id)
        if found is None:
            if state == "none" or row.redacted or not self._config.store.reports:
                raise NoReport("")
            if row.has_report:  # of another release
                archive.report(session_id)
            raise ReportNotReady("")
        async with self._rendering:
            data = await asyncio.to_thread(render, found, form)
        return answers.File(
            media_type=_MEDIA_TYPES[form],
            name=f"{session_id}-report.{form}",
            text=None if form == "pdf" else data.decode(),
            data=data if form == "pdf" else None,
        )

    async def audio(self, session_id: str, number: int, form: SoundFormat = "opus") -> answers.File:
        """Return the sound of an answer in a format. Raises NoAudio."""
        record = await self._record(session_id)
        name = next((turn.audio for turn in record.turns if turn.number == number), "")
        path = self.archive().store.recordings.path(session_id, name) if name else None
        try:
            data = await asyncio.to_thread(path.read_bytes) if path else b""
        except OSError as exc:
            raise NoAudio("") from exc
        if not data:
            raise NoAudio("")
        if form == "mp3":
            async with self._rendering:
                data = await asyncio.to_thread(_as_mp3, data)
        own_name = f"{session_id}-{number:03}.{form}"
        return answers.File(media_type=_SOUND_TYPES[form], name=own_name, data=data)

    async def export(self, session_id: str) -> answers.File:
        """Return all that is kept, but the sound, as JSON."""
        await self.row(session_id)
        store = self.archive().store

        def written() -> bytes:
            return msgspec.json.format(msgspec.json.encode(export(store, session_id)), indent=2)

        async with self._rendering:
            with as_faults():
                data = await asyncio.to_thread(written)
        return answers.File(media_type="application/json", name=f"{session_id}.json", data=data)

    async def delete(self, session_id: str) -> answers.Deleted:
        """Delete an interview at its candidate's wish; if it goes on, it is ended first.

        It is gone from the database at once; the file is written anew when nobody is interviewed.
        """
        there = await self._interviews.erase(self.archive(), session_id)
        return answers.Deleted(deleted=there)

    async def _record(self, session_id: str) -> SessionRecord:
        await self.row(session_id)
        archive = self.archive()
        with as_faults():
            return await archive.do(archive.store.load, session_id)


def _as_mp3(opus: bytes) -> bytes:
    """Return a recording for browsers that play no Opus. Raises NoAudio."""
    try:
        return encode.mp3(decode.decode(opus), RATE_HZ)
    except AudioError as exc:
        raise NoAudio("") from exc


@contextlib.contextmanager
def as_faults() -> Iterator[None]:
    """Tell in the words of the desk what makes no sense, or was deleted since it was looked at."""
    try:
        yield
    except RecordUnreadable as exc:
        raise RecordIllegible("") from exc
    except RecordGone as exc:
        raise RecordUnknown("") from exc


def moment(at: datetime | None) -> str | None:
    """Return a time as it is told, None for none."""
    return None if at is None else iso_timestamp(at)
