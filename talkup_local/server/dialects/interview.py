"""The interview protocol's side of a connection: one client, one interview."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, Protocol

import structlog

from talkup_local.audio.pcm import amplitude
from talkup_local.config.model import Language
from talkup_local.errors import (
    EngineError,
    NotStarted,
    PeerError,
    RateLimited,
    ResumeRefused,
    ServerBusy,
    StorageError,
)
from talkup_local.protocol.interview.events import (
    AnswerTyped,
    AudioReceived,
    ContinueAsked,
    Event,
    InterviewEnd,
    InterviewStart,
    PauseAsked,
    SentDocument,
    SoundCheckAsked,
    TurnCommitted,
    TypingSeen,
    Wished,
    refused_ids,
)
from talkup_local.protocol.interview.messages import AnswerTaken, Keeps, type_of
from talkup_local.protocol.interview.session import InterviewSession
from talkup_local.server.dialects.base import Dialect, Link
from talkup_local.server.limits import HandPace
from talkup_local.turn import output as out
from talkup_local.turn.runner import TurnRunner
from talkup_local.wiring import Appliance, Document, Interview, InterviewRequest

log = structlog.get_logger(__name__)

_NOT_CHECKED: Final[dict[Language, str]] = {
    "en": "The sound could not be checked just now. Please try again.",
    "fr": "Le son n'a pas pu être vérifié à l'instant. Veuillez réessayer.",
}


class Attempts(Protocol):
    """How often somebody may still show a wrong token."""

    def wait_s(self) -> int:
        """Return the seconds until the next attempt; 0 is now."""
        ...

    def failed(self) -> None:
        """Count a wrong one."""
        ...


class Seat(Protocol):
    """The place of a connection among all others."""

    def begin(self) -> None:
        """Do what one came for: it is not given to somebody else any more, or not so soon."""
        ...

    def touch(self) -> None:
        """Take note that it is used."""
        ...

    @property
    def returning(self) -> bool:
        """Whether it may only go on with an interview, and has not done so yet."""
        ...

    def take_place(self) -> None:
        """Go on with an interview."""
        ...

    def leave_place(self) -> None:
        """Make room for another connection, which has taken over the interview."""
        ...


class InterviewDialect(Dialect):
    """Opens the client's interview and translates between it and the wire.

    on_error: is told the code of every error that the client is told. attempts: of resuming an
    interview with a token, None for any number. seat: None where there is always room.
    """

    def __init__(
        self,
        link: Link,
        appliance: Appliance,
        client_id: str,
        on_error: Callable[[str], None] | None = None,
        *,
        attempts: Attempts | None = None,
        seat: Seat | None = None,
    ) -> None:
        self._link, self._appliance, self._client_id = link, appliance, client_id
        self._attempts, self._seat = attempts, seat
        self._pace = HandPace(appliance.clock)
        self._session = InterviewSession(
            limits=appliance.config.limits,
            language=appliance.config.interview.language,
            now=appliance.clock.utc_now,
            on_error=on_error,
        )
        self._holding: asyncio.Task[None] | None = None
        self._checking: asyncio.Task[None] | None = None
        self._interview: Interview | None = None

    async def receive(self, data: bytes, *, text: bool) -> None:
        session = self._session
        for event in session.receive_text(data) if text else session.receive_binary(data):
            try:
                await self._take(event)
            except PeerError as exc:
                session.report(exc, _ids(event))
        self._answer()

    def refuse(self, error: PeerError) -> None:
        self._session.report(error)
        self._answer()

    def dropped(self, data: bytes, error: PeerError, *, aloud: bool) -> None:
        ids = refused_ids(data)
        if ids or aloud:  # who has typed is always told
            self._session.report(error, ids)
            self._answer()

    @property
    def busy(self) -> bool:
        return self._holding is not None and not self._holding.done()

    async def end(self, reason: str) -> None:
        if self._interview is not None:
            self._interview.runner.end(reason)
            return
        self._stop_opening()
        await self._tell(out.Ended(reason))

    async def gone(self) -> None:
        self._stop_checking()
        if self._interview is not None:
            self._interview.runner.gone()
        else:
            self._stop_opening()

    @property
    def buffered_s(self) -> float:
        return self._interview.runner.buffered_s if self._interview else 0.0

    def _answer(self) -> None:
        """Send what the session answers by itself: amplitudes, pongs, errors."""
        for data in self._session.data_to_send():
            self._link.offer(data)

    async def _take(self, event: Event) -> None:
        interview = self._interview
        match event:
            case AudioReceived():
                self._session.amplitude(amplitude(event.samples))
                if interview is not None:  # before the greeting there is nothing to say
                    interview.runner.audio(event.samples, event.sample_rate_hz)
            case InterviewStart():
                self._touch()
                self._stop_checking()
                self._holding = self._link.spawn(self._hold(event))
            case SoundCheckAsked():
                if self._checking is not None and not self._checking.done():
                    raise RateLimited("One sound check at a time. Please wait for its answer.")
                self._touch()
                self._checking = self._link.spawn(self._check_sound(event))
            case InterviewEnd():
                await self._link.end("client")
            case _ if interview is not None:
                self._act(interview.runner, event)
            case AnswerTyped():  # nothing typed is dropped without a word
                raise NotStarted("There is no question yet. Please send this after `thinking`.")

    def _act(self, runner: TurnRunner, event: Event) -> None:
        """Do what the candidate wants in the interview."""
        match event:
            case TurnCommitted():
                runner.commit()
            case AnswerTyped():
                self._pace.types(event.text)
                runner.text(event.text, event.id)
            case Wished():
                self._pace.wishes()
                runner.wish(event.what)
            case PauseAsked():
                self._pace.wishes()
                runner.pause()
            case ContinueAsked():
                runner.go_on()
            case TypingSeen():
                runner.typing()

    # -- the interview ------------------------------------------------------------------

    async def _hold(self, start: InterviewStart) -> None:
        """Open the interview, which may take a while, and hold it."""
        wait_s = self._attempts.wait_s() if start.resume and self._attempts is not None else 0
        try:
            if wait_s:
                raise ResumeRefused(f"Too many attempts from this address. Please wait {wait_s} s.")
            if self._seat is not None and self._seat.returning and not start.resume:
                raise ServerBusy("This connection is for who comes back. Please connect anew.")
            interviews = self._appliance.interviews
            async with interviews.opened(self._request(start), self._tell) as interview:
                self._interview = interview
                if self._seat is not None:
                    self._seat.begin()
                if self._seat is not None and start.resume:
                    self._seat.take_place()
                await self._tell_opened(interview)
                await interview.run()
        except asyncio.CancelledError:  # by who takes over: this client does not even read
            self._leave_place()
            raise
        except PeerError as exc:
            # who is told to wait has shown no other wrong token
            if exc.code == ResumeRefused.code and self._attempts is not None and not wait_s:
                self._attempts.failed()
            self._session.report(exc)
            await self._send()
        except StorageError as exc:
            log.warning("interview not opened", code=exc.code, error=str(exc))
            self._session.report(exc)
            await self._link.end("storage")

    def _request(self, start: InterviewStart) -> InterviewRequest:
        return InterviewRequest(
            interview_id=self._client_id,
            language=start.language,
            kind=start.kind,
            questions=start.questions,
            delivery=start.delivery,
            patience=start.patience,
            half_duplex=start.half_duplex,
            role=start.role,
            level=start.level,
            minutes=start.minutes,
            plan=start.plan,
            job_description=_document(start.job_description),
            cv=_document(start.cv),
            consent=start.consent,
            resume=start.resume,
            continues=start.continues,
            keeps_sound=type_of(AnswerTaken) in start.capabilities,
        )

    async def _tell_opened(self, interview: Interview) -> None:
        ticket = interview.ticket
        self._session.language = interview.language
        self._session.session(
            ticket.session_id,
            resume_token=ticket.resume_token,
            resume_grace_s=ticket.resume_grace_s,
            resumed=ticket.resumed,
            continues=ticket.continues,
            keeps=Keeps(transcript=ticket.transcript, audio=ticket.audio, days=ticket.days),
        )
        if ticket.resumed and not ticket.continues:
            self._session.answer_taken(ticket.answers, ticket.ids)
        for note in ticket.notes:
            self._session.error("DOCUMENT_NOTE", note)
        await self._send()

    def _touch(self) -> None:
        if self._seat is not None:
            self._seat.touch()

    def _leave_place(self) -> None:
        if self._seat is not None and self._interview is not None:
            self._seat.leave_place()

    async def _check_sound(self, asked: SoundCheckAsked) -> None:
        """Tell how a microphone's try sounds."""
        session = self._session
        try:
            heard = await self._appliance.check_sound(
                asked.samples, asked.sample_rate_hz, asked.language
            )
        except PeerError as exc:
            session.report(exc)
        except EngineError as exc:
            log.warning("sound not checked", code=exc.code, error=str(exc))
            if not session.closing:
                session.error("TRANSCRIPTION_ERROR", _NOT_CHECKED[session.language])
        else:
            if not session.closing:
                session.sound_checked(
                    heard.text,
                    speech_s=heard.speech_s,
                    level=heard.level,
                    noise=heard.noise,
                    clipped=heard.clipped,
                )
        await self._send()

    def _stop_checking(self) -> None:
        if self._checking is not None:
            self._checking.cancel()

    def _stop_opening(self) -> None:
        if self._holding is not None:
            self._holding.cancel()

    # -- what the client is told ----------------------------------------------------------

    async def _send(self) -> None:
        """Send what the session has to say; waits while the client can't keep up."""
        for data in self._session.data_to_send():
            await self._link.put(data)

    async def _tell(self, output: out.Output) -> None:
        """Send what the interview has to say; waits while the client can't keep up."""
        self._render(output)
        if isinstance(output, out.Ended) and output.reason == "taken_over":
            self._leave_place()
        await self._send()
        if isinstance(output, out.Ended):
            await self._link.finish()

    def _render(self, output: out.Output) -> None:  # noqa: C901, PLR0912 (one case per output)
        """Say ``output`` in the protocol's messages."""
        session = self._session
        match output:
            case out.Preparing():
                session.thinking("preparing")
            case out.Considering():
                session.thinking("considering")
            case out.Speaking():
                session.thinking_complete()
            case out.TurnChanged():
                session.turn_state(output.state)
            case out.Heard():
                session.transcript_update(output.text, stable=output.stable, final=output.final)
            case out.Says():
                session.ai_text(output.text)
            case out.Interrupted():
                session.ai_interrupted(output.text)
            case out.Asked() if self._interview is not None:
                session.progress(*self._interview.standing(output))
            case out.Level():
                session.speech_level(output.amplitude)
            case out.Sound():
                session.speech_segment(output.mp3)
            case out.Started():
                session.interview_started(output.text)
            case out.Taken():
                self._pace.answered()
                session.answer_taken(output.answers, output.ids)
            case out.Replied():
                session.response_complete(output.text)
            case out.Failed():
                session.error(output.code, ids=output.ids)
            case out.Ended():
                session.interview_ended(None if output.reason == "client" else output.reason)


def _ids(event: Event) -> tuple[str, ...]:
    """Return what the client calls the answer that it has typed, if it does."""
    return (event.id,) if isinstance(event, AnswerTyped) and event.id else ()


def _document(sent: SentDocument | None) -> Document | None:
    if sent is None:
        return None
    return Document(data=sent.data, name=sent.name, media_type=sent.media_type)
