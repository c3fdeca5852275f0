"""The interview protocol's side of a connection: one client, one interview."""

from __future__ import annotations

from collections.abc import Callable

from talkup_local.audio.pcm import amplitude
from talkup_local.errors import PeerError
from talkup_local.protocol.interview.session import (
    AudioReceived,
    Event,
    InterviewEnd,
    InterviewSession,
    InterviewStart,
    TurnCommitted,
)
from talkup_local.server.dialects.base import Dialect, Link
from talkup_local.turn import output as out
from talkup_local.turn.runner import TurnRunner
from talkup_local.wiring import Appliance, InterviewRequest


class InterviewDialect(Dialect):
    """Opens the client's interview and translates between it and the wire.

    on_error: is told the code of every error that the client is told.
    """

    def __init__(
        self,
        link: Link,
        appliance: Appliance,
        interview_id: str,
        on_error: Callable[[str], None] | None = None,
    ) -> None:
        self._link, self._appliance, self._interview_id = link, appliance, interview_id
        self._session = InterviewSession(
            limits=appliance.config.limits,
            language=appliance.config.interview.language,
            now=appliance.clock.utc_now,
            on_error=on_error,
        )
        self._runner: TurnRunner | None = None

    async def receive(self, data: bytes, *, text: bool) -> None:
        session = self._session
        for event in session.receive_text(data) if text else session.receive_binary(data):
            try:
                await self._take(event)
            except PeerError as exc:
                session.report(exc)
        self._answer()

    def refuse(self, error: PeerError) -> None:
        self._session.report(error)
        self._answer()

    async def end(self, reason: str) -> None:
        if self._runner is not None:
            self._runner.end(reason)
        else:
            await self._tell(out.Ended(reason))

    async def gone(self) -> None:
        if self._runner is not None:
            self._runner.gone()

    @property
    def buffered_s(self) -> float:
        return self._runner.buffered_s if self._runner else 0.0

    def _answer(self) -> None:
        """Send what the session answers by itself: amplitudes, pongs, errors."""
        for data in self._session.data_to_send():
            self._link.offer(data)

    async def _take(self, event: Event) -> None:
        match event:
            case AudioReceived() if self._runner is not None:
                self._session.amplitude(amplitude(event.samples))
                self._runner.audio(event.samples, event.sample_rate_hz)
            case TurnCommitted() if self._runner is not None:
                self._runner.commit()
            case InterviewStart():
                self._start(event)
            case InterviewEnd():
                await self._link.end("client")

    def _start(self, start: InterviewStart) -> None:
        request = InterviewRequest(
            interview_id=self._interview_id,
            language=start.language,
            kind=start.kind,
            questions=start.questions,
            paced=None if start.delivery is None else start.delivery == "paced",
            patience=start.patience,
            half_duplex=start.half_duplex,
        )
        self._runner = self._appliance.open_interview(request, self._tell)
        self._link.spawn(self._runner.run())

    async def _tell(self, output: out.Output) -> None:
        """Send what the interview has to say; waits while the client can't keep up."""
        self._render(output)
        for data in self._session.data_to_send():
            await self._link.put(data)
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
