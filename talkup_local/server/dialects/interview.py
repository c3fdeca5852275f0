"""The interview protocol's side of a connection: wire messages <-> domain events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from talkup_local.audio.pcm import Samples, amplitude
from talkup_local.config.model import Language, Limits
from talkup_local.errors import PeerError
from talkup_local.protocol.interview.session import Event, InterviewSession
from talkup_local.turn import output as out

Data = str | bytes


class InterviewDialect:
    """Translates for one connection; holds no sockets and waits for nothing."""

    def __init__(
        self,
        limits: Limits,
        language: Language,
        now: Callable[[], datetime],
        on_error: Callable[[str], None] | None = None,
    ) -> None:
        self._session = InterviewSession(
            limits=limits, language=language, now=now, on_error=on_error
        )

    def receive(self, data: bytes, *, text: bool) -> list[Event]:
        """Return what a message of the peer means; what it did wrong is answered in ``pending``."""
        return self._session.receive_text(data) if text else self._session.receive_binary(data)

    def pending(self) -> list[Data]:
        """Return what is to be sent now, and forget it."""
        return self._session.data_to_send()

    def amplitude(self, samples: Samples) -> None:
        """Answer a chunk of audio with how loud it is."""
        self._session.amplitude(amplitude(samples))

    def refuse(self, error: PeerError) -> None:
        """Answer what the peer did wrong."""
        self._session.report(error)

    def render(self, output: out.Output) -> None:  # noqa: C901, PLR0912 (one case per output)
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
            case out.Level():
                session.speech_level(output.amplitude)
            case out.Sound():
                session.speech_segment(output.mp3)
            case out.Started():
                session.interview_started(output.text)
            case out.Replied():
                session.response_complete(output.text)
            case out.Failed():
                session.error(output.code)
            case out.Ended():
                session.interview_ended(None if output.reason == "client" else output.reason)
