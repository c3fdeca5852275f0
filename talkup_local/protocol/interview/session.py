"""The server's side of one interview connection, without a socket.

Feed what arrives to ``receive_text`` and ``receive_binary``, act on the events they
return, say what happens through the sending methods, and after each of these write
out what ``data_to_send`` gives. A client's fault makes an ``error`` message and no
event; nothing that a client can send makes the session raise or leaves a trace of
a bad message in it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from talkup_local.config.model import Language, Limits
from talkup_local.errors import (
    AlreadyStarted,
    InvalidMessage,
    LanguageUnavailable,
    LocalProtocolError,
    NotStarted,
    PeerError,
)
from talkup_local.protocol import pcm
from talkup_local.protocol.envelope import iso_timestamp, utf8
from talkup_local.protocol.interview import messages as wire
from talkup_local.protocol.interview.codes import ERROR_CODES
from talkup_local.protocol.interview.endings import ENDINGS
from talkup_local.protocol.interview.events import (
    AudioReceived,
    Event,
    InterviewEnd,
    InterviewStart,
    TurnCommitted,
    documents_of,
    role_of,
)
from talkup_local.protocol.interview.order import Kind, Phase, next_phase
from talkup_local.protocol.language import language_of

Stage = Literal["preparing", "considering"]

_STAGES = MappingProxyType(
    {
        ("preparing", "en"): "Preparing for interview...",
        ("preparing", "fr"): "Préparation de l'entretien...",
        ("considering", "en"): "Let me consider your response...",
        ("considering", "fr"): "Laissez-moi réfléchir à votre réponse...",
    }
)

_AMPLITUDE_DECIMALS = 4


class InterviewSession:
    """One connection. Sending out of order raises LocalProtocolError: a bug of ours.

    now: gives the wall time, aware. limits: how large a message of each type may be; beyond
    all of them it is the socket's to hold. language: of the sentences until the client names
    one. on_error: is told the code of every error that is sent.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        limits: Limits | None = None,
        language: Language = "en",
        on_error: Callable[[str], None] | None = None,
    ) -> None:
        self._now, self._on_error = now, on_error
        self._limits = limits or Limits()
        self._default_language = language
        self._language = language
        self._sample_rate_hz = wire.DEFAULT_SAMPLE_RATE_HZ
        self._phase = Phase.IDLE
        self._capabilities: frozenset[str] = frozenset()
        self._leaving = False
        self._outbox: list[str | bytes] = []

    @property
    def phase(self) -> Phase:
        """Where the connection stands, as the client sees it."""
        return self._phase

    @property
    def language(self) -> Language:
        """Language of the sentences that this session makes."""
        return self._language

    @language.setter
    def language(self, language: Language) -> None:
        self._language = language

    @property
    def closing(self) -> bool:
        """Whether either side has ended the interview; then only ``ping`` is heard."""
        return self._leaving or self._phase is Phase.ENDED

    # receiving

    def receive_text(self, data: str | bytes) -> list[Event]:
        """Take one text message."""
        try:
            raw = utf8(data)
            message = wire.client_codec().decode(raw)
            self._measure(len(raw), message)
            return self._take(message)
        except PeerError as fault:
            return self._blame(fault)

    def receive_binary(self, data: bytes) -> list[Event]:
        """Take one binary message: little-endian int16 samples at the client's rate."""
        if self.closing:
            return []
        try:
            self._need_start()
            self._measure(len(data))
            samples = pcm.from_bytes(data)
        except PeerError as fault:
            return self._blame(fault)
        return [AudioReceived(samples=samples, sample_rate_hz=self._sample_rate_hz)]

    def _measure(self, size_bytes: int, message: wire.ClientMessage | None = None) -> None:
        """Raise InvalidMessage when ``message``, or sound in binary, is too large."""
        match message:
            case None | wire.AudioChunk():
                most = self._limits.audio_message_bytes
            case wire.StartInterview():
                most = self._limits.start_message_bytes
            case _:
                most = self._limits.control_message_bytes
        if size_bytes > most:
            raise InvalidMessage(f"A message of this type may have at most {most} bytes.")

    def _take(self, message: wire.ClientMessage) -> list[Event]:
        if isinstance(message, wire.Ping):
            self._send(Kind.PONG, wire.Pong(timestamp=self._timestamp()))
            return []
        if self.closing or isinstance(message, wire.Auth):  # the connection has seen to a token
            return []
        match message:
            case wire.AudioChunk():
                return [self._audio(message)]
            case wire.StartInterview():
                return [self._start(message)]
            case wire.SendForProcessing():
                self._need_start()
                return [TurnCommitted()]
            case wire.EndInterview():
                self._leaving = True
                return [InterviewEnd()]

    def _start(self, message: wire.StartInterview) -> InterviewStart:
        phase = next_phase(self._phase, Kind.START)
        if phase is None:
            raise AlreadyStarted(self._sentence("ALREADY_STARTED"))
        language = None if message.language is None else self._supported(message.language)
        sent = documents_of(message)
        self._phase = phase
        self._language = language or self._default_language
        self._sample_rate_hz = message.sample_rate or wire.DEFAULT_SAMPLE_RATE_HZ
        self._capabilities = wire.CAPABILITIES.intersection(message.capabilities or ())
        return InterviewStart(
            sample_rate_hz=self._sample_rate_hz,
            delivery=message.delivery,
            language=language,
            kind=message.interview_type,
            questions=message.questions,
            patience=message.patience,
            half_duplex=message.half_duplex,
            role=role_of(message),
            level=message.level,
            minutes=message.minutes,
            plan=message.plan,
            job_description=sent.get("job_description"),
            cv=sent.get("cv"),
            consent=message.consent,
            resume=message.resume,
            capabilities=self._capabilities,
        )

    def _supported(self, tag: str) -> Language:
        """Return the language of a tag such as ``en-US``."""
        language = language_of(tag)
        if language is None:
            raise LanguageUnavailable(self._sentence("LANGUAGE_UNAVAILABLE"))
        return language

    def _audio(self, message: wire.AudioChunk) -> AudioReceived:
        self._need_start()
        data = message.data
        return AudioReceived(
            samples=pcm.from_base64(data) if isinstance(data, str) else pcm.from_numbers(data),
            sample_rate_hz=message.sample_rate or self._sample_rate_hz,
        )

    def _need_start(self) -> None:
        if self._phase is Phase.IDLE:
            raise NotStarted(self._sentence("NOT_STARTED"))

    def _blame(self, fault: PeerError) -> list[Event]:
        self.report(fault)
        return []

    # sending

    def data_to_send(self) -> list[str | bytes]:
        """Return, once, what is to be written: ``str`` as text, ``bytes`` as binary messages."""
        outbox, self._outbox = self._outbox, []
        return outbox

    def thinking(self, stage: Stage) -> None:
        """Begin the greeting ("preparing") or a reply ("considering").

        A reply may be taken back before it is heard, when the candidate goes on. The
        client is not told, so nor is it told when the next one begins.
        """
        if stage == "considering" and self._phase is Phase.THINKING:
            return
        text = _STAGES[stage, self._language]
        self._send(Kind.THINKING, wire.Thinking(message=text, timestamp=self._timestamp()))

    def thinking_complete(self) -> None:
        """Tell that the reply is about to be spoken."""
        self._send(Kind.THINKING_COMPLETE, wire.ThinkingComplete(timestamp=self._timestamp()))

    def speech_level(self, amplitude: float) -> None:
        """Tell how loud our speech is now, 0..1."""
        level = _level(amplitude)
        self._send(Kind.LEVEL, wire.AiAudioChunk(amplitude=level, timestamp=self._timestamp()))

    def speech_segment(self, mp3: bytes) -> None:
        """Send a piece of speech: a complete MP3 that decodes alone."""
        self._advance(Kind.SEGMENT)
        self._outbox.append(mp3)

    def interview_started(self, text: str) -> None:
        """Complete the greeting."""
        message = wire.InterviewStarted(message=text, timestamp=self._timestamp())
        self._send(Kind.STARTED, message)

    def response_complete(self, text: str) -> None:
        """Complete a reply."""
        message = wire.AiResponseComplete(text=text, timestamp=self._timestamp())
        self._send(Kind.COMPLETE, message)

    def amplitude(self, value: float) -> None:
        """Answer a chunk of the client's audio with its loudness, 0..1."""
        message = wire.Amplitude(value=_level(value), timestamp=self._timestamp())
        self._send(Kind.AMPLITUDE, message)

    def error(self, code: str, message: str | None = None) -> None:
        """Report an error of the table of codes, by default with its own sentence."""
        if code not in ERROR_CODES:
            raise LocalProtocolError(f"the interview protocol has no error code {code}")
        text = self._sentence(code) if message is None else message
        self._send(
            ERROR_CODES[code].kind,
            wire.Error(message=text, code=code, timestamp=self._timestamp()),
        )
        if self._on_error is not None:
            self._on_error(code)

    def report(self, exc: Exception) -> None:
        """Report an exception: only a PeerError is shown in its own words, if it has any.

        Once either side has ended the interview, nobody wants to know.
        """
        if self.closing:
            return
        if isinstance(exc, PeerError):
            self.error(exc.code, exc.message or None)
        else:
            code = getattr(exc, "code", "")
            self.error(code if code in ERROR_CODES else "INTERNAL_ERROR")

    def interview_ended(self, reason: str | None = None, message: str | None = None) -> None:
        """End the interview, breaking off whatever is going on.

        reason: of ``endings.ENDINGS``, None for the client's own wish. message: by default the
        sentence to it.
        """
        stamp = self._timestamp()
        if message is None and reason is not None and reason in ENDINGS:
            message = ENDINGS[reason].sentence(self._language)
        ended = wire.InterviewEnded(reason=reason, message=message, timestamp=stamp)
        self._send(Kind.ENDED, ended)

    # sending to a client that asked for it: others get nothing

    def turn_state(self, state: wire.TurnStateName) -> None:
        """Tell whose turn it is."""
        message = wire.TurnState(state=state, timestamp=self._timestamp())
        self._send(Kind.TURN_STATE, message)

    def transcript_update(self, text: str, *, stable: int, final: bool) -> None:
        """Tell what was recognised; the first ``stable`` characters will not change."""
        stamp = self._timestamp()
        message = wire.TranscriptUpdate(text=text, stable=stable, final=final, timestamp=stamp)
        self._send(Kind.TRANSCRIPT, message)

    def ai_text(self, text: str) -> None:
        """Tell the words of the segment that follows."""
        self._send(Kind.AI_TEXT, wire.AiText(text=text, timestamp=self._timestamp()))

    def ai_interrupted(self, text: str) -> None:
        """Tell that our speech was broken off after ``text``; complete it as usual."""
        message = wire.AiInterrupted(text=text, timestamp=self._timestamp())
        self._send(Kind.AI_INTERRUPTED, message)

    def session(
        self,
        session_id: str,
        *,
        keeps: wire.Keeps,
        resume_token: str | None = None,
        resume_grace_s: float = 0.0,
        resumed: bool = False,
    ) -> None:
        """Tell what is kept of the interview that was asked for, and how to come back to it."""
        message = wire.SessionOpened(
            session_id=session_id,
            resume_token=resume_token,
            resume_grace_s=resume_grace_s,
            resumed=resumed,
            keeps=keeps,
            timestamp=self._timestamp(),
        )
        self._send(Kind.SESSION, message)

    def progress(
        self,
        question: int,
        questions: int,
        step: str,
        elapsed_s: float,
        remaining_s: float | None = None,
    ) -> None:
        """Tell how far the interview is."""
        message = wire.Progress(
            question=question,
            questions=questions,
            step=step,
            elapsed_s=round(elapsed_s, 1),
            remaining_s=None if remaining_s is None else round(remaining_s, 1),
            timestamp=self._timestamp(),
        )
        self._send(Kind.PROGRESS, message)

    def _send(self, kind: Kind, message: wire.ServerMessage) -> None:
        self._advance(kind)
        if kind in wire.CAPABILITIES and kind not in self._capabilities:
            return
        self._outbox.append(wire.server_codec().encode(message))

    def _advance(self, kind: Kind) -> None:
        phase = next_phase(self._phase, kind)
        if phase is None:
            raise LocalProtocolError(f"{kind} can't be sent while {self._phase}")
        self._phase = phase

    def _sentence(self, code: str) -> str:
        return ERROR_CODES[code].sentence(self._language)

    def _timestamp(self) -> str:
        return iso_timestamp(self._now())


def _level(amplitude: float) -> float:
    return round(float(amplitude), _AMPLITUDE_DECIMALS)
