"""What a media stream tells its client: transcripts, replies and, in the end, the sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from talkup_local.config.model import Language
from talkup_local.engines.base import weighted_mean
from talkup_local.protocol.stream import replies
from talkup_local.protocol.stream.session import StreamSession
from talkup_local.server.streams import Tally
from talkup_local.turn import output as out

_HEARING: Final = "speech_to_text"
_THINKING: Final = "llm"
_SPEAKING: Final = "text_to_speech"

_MP3: Final = "audio/mpeg"
_DECIMALS: Final = 4


@dataclass(frozen=True)
class Services:
    """The services that a stream goes through, by their names in the protocol."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, names: Iterable[str]) -> Services:
        """Return the services named; ``-`` and ``_`` are the same."""
        return cls(tuple(dict.fromkeys(name.strip().lower().replace("-", "_") for name in names)))

    @property
    def hears(self) -> bool:
        """Whether what is said is recognised; who wants an answer has to be understood."""
        return _HEARING in self.names or self.answers

    @property
    def answers(self) -> bool:
        """Whether what is said is answered."""
        return _THINKING in self.names

    @property
    def speaks(self) -> bool:
        """Whether the answer has a sound."""
        return _SPEAKING in self.names


class Report:
    """Of one stream. Says it through ``session``; somebody else sends it."""

    def __init__(
        self, session: StreamSession, stream_id: str, services: Services, language: Language
    ) -> None:
        self._session, self._stream_id = session, stream_id
        self._services, self._language = services, language
        self._heard: list[out.Heard] = []
        self._turn = self._segment = self._replies = 0
        self._says = ""
        self._failed: set[str] = set()

    def render(self, output: out.Output) -> None:
        """Say ``output`` in the protocol's messages."""
        match output:
            case out.Heard():
                self._hear(output)
            case out.Says():
                self._says = output.text
            case out.Sound() if self._services.speaks:
                self._segment += 1
                self._reply(
                    replies.SpokenReply(
                        text=self._says,
                        audio=output.mp3,
                        format=_MP3,
                        duration_s=round(output.duration_s, 3),
                        segment=self._segment,
                        last=False,
                    )
                )
            case out.Started() | out.Replied():
                self._replies += 1
                self._reply(replies.SpokenReply(text=output.text, last=True))
                self._segment = 0
            case out.Failed():
                self._failed.add(output.code)
                self._session.error(output.code, stream_id=self._stream_id)

    def conclude(self, tally: Tally) -> None:
        """Say what came of the whole stream."""
        text = " ".join(heard.text for heard in self._heard if heard.text)
        confidence = self._confidence
        if self._services.hears:
            self._session.transcript(
                self._stream_id,
                text,
                confidence=confidence,
                stable=len(text),
                final=True,
                scope="stream",
            )
        self._session.analysis(
            replies.AnalysisResult(
                stream_id=self._stream_id,
                final=True,
                transcript=text,
                language=self._language,
                confidence=confidence,
                services={name: self._service(name) for name in self._services.names},
                audio=self._audio(tally),
                video=_video(tally),
            )
        )

    @property
    def _confidence(self) -> float:
        """Of the whole: the mean over the utterances by their length."""
        sure = [(h.confidence, h.speech_s) for h in self._heard if h.confidence is not None]
        return round(weighted_mean(sure) or 0.0, _DECIMALS)

    def _hear(self, heard: out.Heard) -> None:
        self._session.transcript(
            self._stream_id,
            heard.text,
            confidence=heard.confidence or 0.0,
            stable=heard.stable,
            final=heard.final,
            utterance=len(self._heard) + 1,
        )
        if heard.final:
            self._turn += 1
            self._heard.append(heard)

    def _reply(self, reply: replies.SpokenReply) -> None:
        answered = self._heard[-1] if self._heard else out.Heard("", 0, final=True)
        self._session.analysis(
            replies.AnalysisResult(
                stream_id=self._stream_id,
                final=False,
                turn=self._turn,
                transcript=answered.text or None,
                language=self._language,
                confidence=_rounded(answered.confidence),
                reply=reply,
            )
        )

    def _audio(self, tally: Tally) -> replies.AudioFigures | None:
        if not tally.has_sound:
            return None
        return replies.AudioFigures(
            duration_s=round(tally.duration_s, 3),
            speech_s=round(sum(heard.speech_s for heard in self._heard), 3),
            lost_chunks=tally.lost,
            concealed_ms=round(tally.concealed_s * 1000, 1),
            undecodable_chunks=tally.undecodable,
        )

    def _service(self, name: str) -> dict[str, Any]:
        done = {
            _HEARING: {"utterances": len(self._heard)},
            _THINKING: {"replies": self._replies},
            _SPEAKING: {},
        }
        failure = {
            _HEARING: "TRANSCRIPTION_ERROR",
            _THINKING: "AI_RESPONSE_ERROR",
            _SPEAKING: "TTS_ERROR",
        }
        if name not in done:
            return {"status": "disabled", "message": "This service is not running here."}
        failed = failure[name] in self._failed
        return {"status": "error" if failed else "ok", **done[name]}


def _rounded(confidence: float | None) -> float | None:
    return None if confidence is None else round(confidence, _DECIMALS)


def _video(tally: Tally) -> replies.VideoFigures | None:
    if not tally.pictures or tally.size is None:
        return None
    width, height = tally.size
    return replies.VideoFigures(pictures=tally.pictures, width=width, height=height)
