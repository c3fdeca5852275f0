"""The sending half of the server's side: what a client of the stream protocol is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from msgspec import structs

from talkup_local.config.model import Language
from talkup_local.errors import LocalProtocolError, PeerError
from talkup_local.protocol.stream import replies
from talkup_local.protocol.stream.codes import ERROR_CODES

_CONFIDENCE_DECIMALS = 4


class Sender:
    """Builds the messages of one connection and keeps them until they are fetched.

    now: gives the wall time, aware. language: of the sentences. on_error: is told the
    code of every error that is sent.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        language: Language,
        on_error: Callable[[str], None] | None,
    ) -> None:
        self._now, self._language, self._on_error = now, language, on_error
        self._warning: str | None = None
        self._outbox: list[str] = []

    def data_to_send(self) -> list[str]:
        """Return, once, the text messages that are to be written."""
        outbox, self._outbox = self._outbox, []
        return outbox

    def status(self, fields: Mapping[str, Any], echo: Mapping[str, Any] | None = None) -> None:
        """Tell how the server is.

        fields: those of ``replies.Status`` without the versions of the protocol.
        echo: that of the ``StatusAsked`` that this answers.
        """
        self._send(
            replies.Status(
                **fields,
                **(echo or {}),
                protocol_version=replies.VERSIONS[0],
                protocol_versions=replies.VERSIONS,
            )
        )

    def transcript(
        self,
        stream_id: str,
        text: str,
        *,
        confidence: float,
        stable: int,
        final: bool,
        scope: replies.Scope = "utterance",
        utterance: int | None = None,
    ) -> None:
        """Tell what was recognised; the first ``stable`` characters will not change.

        confidence: 0..1. utterance: its number in the stream, from 1.
        """
        self._send(
            replies.TranscriptUpdate(
                stream_id=stream_id,
                text=text,
                confidence=_level(confidence),
                stable=stable,
                final=final,
                scope=scope,
                utterance=utterance,
            )
        )

    def analysis(self, result: replies.AnalysisResult) -> None:
        """Tell what came of a turn or of a whole stream."""
        self._send(result)

    def error(
        self,
        code: str,
        message: str | None = None,
        stream_id: str | None = None,
    ) -> None:
        """Report an error of the table of codes, by default with its own sentence."""
        if code not in ERROR_CODES:
            raise LocalProtocolError(f"the stream protocol has no error code {code}")
        text = message or ERROR_CODES[code].sentence(self._language_of(stream_id))
        versions = replies.VERSIONS if code == "UNSUPPORTED_VERSION" else None
        self._write(replies.Error(code=code, message=text, stream_id=stream_id, versions=versions))
        if self._on_error is not None:
            self._on_error(code)

    def report(self, exc: Exception, stream_id: str | None = None) -> None:
        """Report an exception: only a PeerError is shown in its own words."""
        code = getattr(exc, "code", "")
        if code not in ERROR_CODES:
            self.error("INTERNAL_ERROR", stream_id=stream_id)
        else:
            words = exc.message if isinstance(exc, PeerError) else None
            self.error(code, words, stream_id)

    def _language_of(self, stream_id: str | None) -> Language:  # noqa: ARG002 - for those who know streams
        """Return the language of what is said about a stream."""
        return self._language

    def _send(self, message: replies.ServerMessage) -> None:
        """Write a message that may carry the warning."""
        warning, self._warning = self._warning, None
        self._write(structs.replace(message, warning=warning))

    def _write(self, message: replies.ServerMessage) -> None:
        stamp = int(self._now().timestamp())
        self._outbox.append(replies.written(structs.replace(message, timestamp=stamp)))


def _level(value: float) -> float:
    return round(min(max(float(value), 0.0), 1.0), _CONFIDENCE_DECIMALS)
