"""The client's side of the interview protocol, without a socket.

Its methods build what to send, ``receive`` reads what comes and holds the server to
the order of its messages.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from talkup_local.config.model import Delivery, InterviewKind, Level, Patience
from talkup_local.errors import InvalidMessage
from talkup_local.protocol import pcm
from talkup_local.protocol.envelope import iso_timestamp
from talkup_local.protocol.interview import messages as wire
from talkup_local.protocol.interview.codes import ERROR_CODES
from talkup_local.protocol.interview.order import Kind, Phase, next_phase

AudioForm = Literal["int16", "uint16", "base64"]


@dataclass(frozen=True, kw_only=True)
class SpeechSegment:
    """A binary message: a piece of speech, a complete MP3."""

    mp3: bytes


Received = wire.ServerMessage | SpeechSegment


class InterviewClient:
    """One connection. ``now``: gives the wall time, aware; without it no message is stamped."""

    def __init__(self, *, now: Callable[[], datetime] | None = None) -> None:
        self._now = now
        self._phase = Phase.IDLE
        self._capabilities: frozenset[str] = frozenset()

    @property
    def phase(self) -> Phase:
        """Where the connection stands, by what was sent and received."""
        return self._phase

    def start_interview(
        self,
        *,
        sample_rate_hz: int | None = None,
        delivery: Delivery | None = None,
        language: str | None = None,
        kind: InterviewKind | None = None,
        questions: int | None = None,
        patience: Patience | None = None,
        half_duplex: bool | None = None,
        role: str | None = None,
        level: Level | None = None,
        minutes: float | None = None,
        plan: str | None = None,
        job_description: str | None = None,
        cv: str | None = None,
        documents: Sequence[wire.Document] = (),
        consent: bool | None = None,
        resume: str | None = None,
        continues: int | None = None,
        capabilities: Sequence[str] = (),
    ) -> str:
        """Build ``start_interview``; what is None is left to the server.

        job_description, cv: as text; ``documents`` are the same two as files. consent: whether
        the candidate agrees to what is kept. resume: the token of an interview that is to go
        on, continues: after so many answers. capabilities: the opt-in messages wanted, of
        ``messages.CAPABILITIES``.
        """
        self._capabilities = frozenset(capabilities)
        self._phase = next_phase(self._phase, Kind.START) or self._phase
        return self._encode(
            wire.StartInterview(
                sample_rate=sample_rate_hz,
                delivery=delivery,
                language=language,
                interview_type=kind,
                questions=questions,
                patience=patience,
                half_duplex=half_duplex,
                role=role,
                level=level,
                minutes=minutes,
                plan=plan,
                job_description=job_description,
                cv=cv,
                documents=list(documents) or None,
                consent=consent,
                resume=resume,
                continues=continues,
                capabilities=list(capabilities) or None,
                timestamp=self._timestamp(),
            )
        )

    @staticmethod
    def document(
        purpose: wire.DocumentPurpose, data: bytes, *, name: str = "", media_type: str = ""
    ) -> wire.Document:
        """Build a document of ``start_interview`` from the bytes of its file."""
        return wire.Document(
            purpose=purpose,
            data=base64.b64encode(data).decode(),
            name=name or None,
            media_type=media_type or None,
        )

    def audio_chunk(
        self,
        samples: pcm.Samples,
        *,
        form: AudioForm = "int16",
        sample_rate_hz: int | None = None,
    ) -> str:
        """Build ``audio_chunk`` from samples, int16, shape (n,).

        form: numbers from -32768 to 32767, the same bits as numbers from 0 to 65535,
        or base64.
        """
        data: list[int] | str
        match form:
            case "int16":
                data = samples.tolist()
            case "uint16":
                data = samples.view("u2").tolist()
            case "base64":
                data = pcm.to_base64(samples)
        return self._encode(
            wire.AudioChunk(data=data, sample_rate=sample_rate_hz, timestamp=self._timestamp())
        )

    def audio_frame(self, samples: pcm.Samples) -> bytes:
        """Build a binary message from samples, int16, shape (n,)."""
        return pcm.to_bytes(samples)

    def send_for_processing(self) -> str:
        """Build ``send_for_AI_processing``."""
        return self._encode(wire.SendForProcessing(timestamp=self._timestamp()))

    def text_answer(self, text: str, answer_id: str | None = None) -> str:
        """Build ``text_answer``. answer_id: what ``ids`` will call it."""
        return self._encode(wire.TextAnswer(text=text, id=answer_id, timestamp=self._timestamp()))

    def request(self, what: wire.Wish) -> str:
        """Build ``request``."""
        return self._encode(wire.Request(what=what, timestamp=self._timestamp()))

    def pause(self) -> str:
        """Build ``pause``."""
        return self._encode(wire.Pause(timestamp=self._timestamp()))

    def go_on(self) -> str:
        """Build ``continue``."""
        return self._encode(wire.Continue(timestamp=self._timestamp()))

    def typing(self) -> str:
        """Build ``typing``."""
        return self._encode(wire.Typing(timestamp=self._timestamp()))

    def sound_check(
        self,
        samples: pcm.Samples,
        *,
        sample_rate_hz: int | None = None,
        language: str | None = None,
    ) -> str:
        """Build ``sound_check`` from samples, int16, shape (n,)."""
        return self._encode(
            wire.SoundCheck(
                data=pcm.to_base64(samples),
                sample_rate=sample_rate_hz,
                language=language,
                timestamp=self._timestamp(),
            )
        )

    def ping(self) -> str:
        """Build ``ping``."""
        return self._encode(wire.Ping(timestamp=self._timestamp()))

    def end_interview(self) -> str:
        """Build ``end_interview``."""
        return self._encode(wire.EndInterview(timestamp=self._timestamp()))

    def receive(self, data: str | bytes) -> Received:
        """Read one message of the server: ``str`` is text, ``bytes`` is binary.

        Raises InvalidMessage, or UnknownType, when it is none, comes out of order, or
        was not asked for.
        """
        if isinstance(data, bytes):
            self._advance(Kind.SEGMENT)
            return SpeechSegment(mp3=data)
        message = wire.server_codec().decode(data)
        name = wire.type_of(message)
        if name in wire.CAPABILITIES and name not in self._capabilities:
            raise InvalidMessage(f"{name} came without being asked for")
        self._advance(_kind(message))
        return message

    def _advance(self, kind: Kind) -> None:
        phase = next_phase(self._phase, kind)
        if phase is None:
            raise InvalidMessage(f"{kind} came while {self._phase}")
        self._phase = phase

    def _encode(self, message: wire.ClientMessage) -> str:
        return wire.client_codec().encode(message)

    def _timestamp(self) -> str | None:
        return None if self._now is None else iso_timestamp(self._now())


def _kind(message: wire.ServerMessage) -> Kind:
    if not isinstance(message, wire.Error):
        return Kind(wire.type_of(message))
    code = ERROR_CODES.get(message.code)
    return Kind.NOTICE if code is None else code.kind
