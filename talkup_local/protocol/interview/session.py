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

from talkup_local.config.model import Language, Limits
from talkup_local.errors import (
    AlreadyStarted,
    InvalidMessage,
    LanguageUnavailable,
    NotStarted,
    PeerError,
)
from talkup_local.protocol import pcm
from talkup_local.protocol.envelope import utf8
from talkup_local.protocol.interview import messages as wire
from talkup_local.protocol.interview.events import (
    AudioReceived,
    Event,
    InterviewEnd,
    InterviewStart,
    SoundCheckAsked,
    documents_of,
    refused_ids,
    role_of,
    wish_of,
)
from talkup_local.protocol.interview.order import Kind, Phase, next_phase
from talkup_local.protocol.interview.sending import Sender
from talkup_local.protocol.language import language_of


class InterviewSession(Sender):
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
        super().__init__(now=now, language=language, on_error=on_error)
        self._limits = limits or Limits()
        self._default_language = language
        self._sample_rate_hz = wire.DEFAULT_SAMPLE_RATE_HZ

    def receive_text(self, data: str | bytes) -> list[Event]:
        """Take one text message."""
        try:
            raw = utf8(data)
            message = wire.client_codec().decode(raw)
            self._measure(len(raw), message)
            return self._take(message)
        except PeerError as fault:
            return self._blame(fault, refused_ids(data))

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
            case None | wire.AudioChunk() | wire.SoundCheck():
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
        return [self._event(message)]

    def _event(self, message: wire.AskingMessage) -> Event:
        match message:
            case wire.StartInterview():
                return self._start(message)
            case wire.SoundCheck():
                return self._sound_check(message)
            case wire.EndInterview():
                self._leaving = True
                return InterviewEnd()
        self._need_start()
        return self._audio(message) if isinstance(message, wire.AudioChunk) else wish_of(message)

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
            continues=message.continues,
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

    def _sound_check(self, message: wire.SoundCheck) -> SoundCheckAsked:
        if self._phase is not Phase.IDLE:
            raise AlreadyStarted(self._sentence("ALREADY_STARTED"))
        data = message.data
        return SoundCheckAsked(
            samples=pcm.from_base64(data) if isinstance(data, str) else pcm.from_numbers(data),
            sample_rate_hz=message.sample_rate or wire.DEFAULT_SAMPLE_RATE_HZ,
            language=None if message.language is None else self._supported(message.language),
        )

    def _need_start(self) -> None:
        if self._phase is Phase.IDLE:
            raise NotStarted(self._sentence("NOT_STARTED"))

    def _blame(self, fault: PeerError, ids: tuple[str, ...] = ()) -> list[Event]:
        self.report(fault, ids)
        return []
