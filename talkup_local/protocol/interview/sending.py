"""What the server says on one interview connection, without a socket.

Each method builds a message and puts it in line, as long as the order of the protocol allows it
and the client has asked for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from talkup_local.config.model import Language
from talkup_local.errors import LocalProtocolError, PeerError
from talkup_local.protocol.envelope import iso_timestamp
from talkup_local.protocol.interview import messages as wire
from talkup_local.protocol.interview.codes import ERROR_CODES
from talkup_local.protocol.interview.endings import ENDINGS
from talkup_local.protocol.interview.order import Kind, Phase, next_phase

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


class Sender:
    """The sending half. Sending out of order raises LocalProtocolError: a bug of ours.

    now, language, on_error: see ``session.InterviewSession``.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        language: Language,
        on_error: Callable[[str], None] | None,
    ) -> None:
        self._now, self._on_error = now, on_error
        self._language = language
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

    def error(self, code: str, message: str | None = None, ids: Sequence[str] = ()) -> None:
        """Report an error of the table of codes, by default with its own sentence.

        ids: of the typed answers that are not taken for this reason.
        """
        if code not in ERROR_CODES:
            raise LocalProtocolError(f"the interview protocol has no error code {code}")
        text = self._sentence(code) if message is None else message
        self._send(
            ERROR_CODES[code].kind,
            wire.Error(message=text, code=code, ids=[*ids] or None, timestamp=self._timestamp()),
        )
        if self._on_error is not None:
            self._on_error(code)

    def report(self, exc: Exception, ids: Sequence[str] = ()) -> None:
        """Report an exception: only a PeerError is shown in its own words, if it has any.

        Once either side has ended the interview, nobody wants to know. ids: see ``error``.
        """
        if self.closing:
            return
        if isinstance(exc, PeerError):
            self.error(exc.code, exc.message or None, ids)
        else:
            code = getattr(exc, "code", "")
            self.error(code if code in ERROR_CODES else "INTERNAL_ERROR", ids=ids)

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
        continues: bool = False,
    ) -> None:
        """Tell what is kept of the interview that was asked for, and how to come back to it."""
        message = wire.SessionOpened(
            session_id=session_id,
            resume_token=resume_token,
            resume_grace_s=resume_grace_s,
            resumed=resumed,
            continues=continues,
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

    def answer_taken(self, answers: int, ids: Sequence[str] = ()) -> None:
        """Tell that an answer is over and safe, how many there are, and what was typed of it."""
        message = wire.AnswerTaken(answers=answers, ids=[*ids] or None, timestamp=self._timestamp())
        self._send(Kind.ANSWER_TAKEN, message)

    def sound_checked(
        self, text: str, *, speech_s: float, level: float, noise: float, clipped: float
    ) -> None:
        """Answer a try of the microphone. level, noise, clipped: see ``messages``."""
        message = wire.SoundChecked(
            text=text,
            speech_s=round(speech_s, 2),
            level=_level(level),
            noise=_level(noise),
            clipped=_level(clipped),
            timestamp=self._timestamp(),
        )
        self._send(Kind.SOUND_CHECKED, message)

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
