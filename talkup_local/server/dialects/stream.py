"""The stream protocol's side of a connection: media streams, transcribed or answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from talkup_local.audio.media.decoder import MediaDecoder, open_decoder
from talkup_local.audio.media.formats import parse_format
from talkup_local.config.model import Language
from talkup_local.errors import (
    LanguageUnavailable,
    PeerError,
    StreamTooLarge,
    StreamTooLong,
    UnsupportedFormat,
)
from talkup_local.protocol.language import language_of
from talkup_local.protocol.stream import events as on
from talkup_local.protocol.stream.session import StreamSession
from talkup_local.server.dialects.base import Dialect, Link
from talkup_local.server.dialects.interview import Seat
from talkup_local.server.dialects.stream_analysis import Analyses
from talkup_local.server.dialects.stream_report import Report, Services
from talkup_local.server.streams import MediaStream, Talk
from talkup_local.services.outcome import Outcome
from talkup_local.turn import output as out
from talkup_local.turn.runner import TurnRunner
from talkup_local.wiring import Appliance, InterviewRequest

_TEXT: Final = "text"
_TICKS: Final = 4
"""Looks for late chunks in the time that one may be late."""


@dataclass(frozen=True)
class _Open:
    """A stream at work. interview: what answers it, None when nothing does."""

    media: MediaStream
    report: Report
    analyses: Analyses
    interview: TurnRunner | None


class StreamDialect(Dialect):
    """Opens the client's streams and translates between them and the wire.

    status: gives what the server tells of itself, the fields of ``replies.Status``.
    on_error: is told the code of every error that the client is told. seat: its place.
    """

    def __init__(
        self,
        link: Link,
        appliance: Appliance,
        status: Callable[[], Mapping[str, Any]],
        on_error: Callable[[str], None] | None = None,
        seat: Seat | None = None,
    ) -> None:
        self._seat = seat
        config, clock = appliance.config, appliance.clock
        self._link, self._appliance, self._status = link, appliance, status
        self._session = StreamSession(
            now=clock.utc_now,
            monotonic_s=clock.monotonic_s,
            limits=config.limits,
            settings=config.stream,
            language=config.interview.language,
            on_error=on_error,
        )
        self._streams: dict[str, _Open] = {}
        self._ticker: asyncio.Task[None] | None = None
        self._leaving = False

    async def receive(self, data: bytes, *, text: bool) -> None:
        session = self._session
        for event in session.receive_text(data) if text else session.receive_binary(data):
            await self._take(event)
        self._answer()

    def refuse(self, error: PeerError) -> None:
        self._session.report(error)
        self._answer()

    async def end(self, reason: str) -> None:
        self._leaving = True
        self._stop_ticking()
        for stream in tuple(self._streams.values()):
            stream.media.end(reason)
        await self._leave_if_done()

    async def gone(self) -> None:
        self._stop_ticking()
        for stream in tuple(self._streams.values()):
            stream.media.gone()
            stream.analyses.gone()

    @property
    def buffered_s(self) -> float:
        return sum((stream.media.buffered_s for stream in self._streams.values()), 0.0)

    # -- what the client wants ----------------------------------------------------------

    async def _take(self, event: on.Event) -> None:
        if isinstance(event, on.StatusAsked):
            self._session.status(self._status(), event.echo)
        elif isinstance(event, on.StreamOpened):
            self._open(event)
        elif (stream := self._streams.get(event.stream_id)) is not None:
            match event:
                case on.ChunkReceived():
                    await stream.media.chunk(event.data)
                case on.ChunksLost():
                    await stream.media.lost(event.count)
                case on.TextReceived() if stream.interview is not None:
                    stream.interview.text(event.text)
                case on.StreamEnded():
                    await stream.media.finish()

    def _open(self, event: on.StreamOpened) -> None:
        if self._leaving:
            return
        try:
            stream = self._opened(event)
        except PeerError as exc:
            self._session.refuse_stream(event.stream_id, exc)
            return
        self._streams[event.stream_id] = stream
        if self._seat is not None:
            self._seat.begin()
        self._link.spawn(self._serve(event.stream_id, stream))
        if self._ticker is None:
            self._ticker = self._link.spawn(self._tick())

    def _opened(self, event: on.StreamOpened) -> _Open:
        """Open a stream. Raises UnsupportedFormat or LanguageUnavailable."""
        stream_id, is_text = event.stream_id, event.format == _TEXT
        config = self._appliance.config
        language = self._language(event)
        decoder = None if is_text else self._decoder(event)
        gateway = self._appliance.gateway
        assert gateway is not None, "the server refuses streams until start() is done"
        off = [name for name, route in gateway.routes.items() if not route.enabled]
        services = Services.of(event.services or config.stream.services, off)
        if is_text and not services.answers:
            raise UnsupportedFormat(
                "Text is answered, not transcribed: `services` must name `llm`."
            )
        report = Report(self._session, stream_id, services, language)

        async def found(turn: int, outcome: Outcome) -> None:
            report.found(turn, outcome)
            await self._deliver()

        analyses = Analyses(
            gateway,
            services.beside,
            session_id=stream_id,
            language=language,
            clock=self._appliance.clock,
            spawn=self._link.spawn,
            tell=found,
        )

        async def tell(output: out.Output) -> None:
            report.render(output)
            if isinstance(output, out.Heard) and output.final:
                analyses.heard(output, report.turn)
            elif isinstance(output, out.Sound):
                analyses.said(output.duration_s)
            await self._deliver()

        async def blame(fault: PeerError) -> bool:
            over = isinstance(fault, StreamTooLong | StreamTooLarge)
            if over:
                self._session.refuse_stream(stream_id, fault)
            else:
                self._session.report(fault, stream_id)
            await self._deliver()
            return not over

        interview: TurnRunner | None = None
        talk: Talk | None = None
        if services.answers:
            request = InterviewRequest(interview_id=stream_id, language=language)
            talk = interview = self._appliance.open_interview(
                request, tell, on_turn=report.turn_over
            )
        elif services.hears and not is_text:
            talk = self._appliance.open_transcription(language, tell)
        watch = analyses.watch if analyses.watches else None
        media = MediaStream(decoder, talk, blame, watch)
        return _Open(media, report, analyses, interview)

    def _language(self, event: on.StreamOpened) -> Language:
        if event.language is None:
            return self._appliance.config.interview.language
        language = language_of(event.language)
        if language is None:
            raise LanguageUnavailable("There is no engine for this language here.")
        return language

    def _decoder(self, event: on.StreamOpened) -> MediaDecoder:
        wanted = parse_format(
            event.format, sample_rate_hz=event.sample_rate_hz, channels=event.channels
        )
        return open_decoder(wanted, self._appliance.media_limits())

    # -- what happens beside --------------------------------------------------------------

    async def _serve(self, stream_id: str, stream: _Open) -> None:
        stream.analyses.start()
        await stream.media.run()
        if not stream.media.abandoned:
            beside = await stream.analyses.conclude()
            stream.report.conclude(stream.media.tally, beside)
        del self._streams[stream_id]
        if not stream.media.abandoned:
            await self._deliver()
            await self._leave_if_done()

    async def _tick(self) -> None:
        """Give up late chunks when nothing else comes."""
        every_s = max(0.05, self._appliance.config.stream.reorder_ms / 1000 / _TICKS)
        while True:
            await self._appliance.clock.sleep_s(every_s)
            for event in self._session.expire():
                await self._take(event)
            self._answer()

    def _stop_ticking(self) -> None:
        if self._ticker is not None:
            self._ticker.cancel()

    async def _leave_if_done(self) -> None:
        if self._leaving and not self._streams:
            await self._link.finish()

    # -- what the client is told -----------------------------------------------------------

    def _answer(self) -> None:
        """Send what the session answers by itself: pongs, errors."""
        for data in self._session.data_to_send():
            self._link.offer(data)

    async def _deliver(self) -> None:
        """Send what a stream has to say; waits while the client can't keep up."""
        for data in self._session.data_to_send():
            await self._link.put(data)
