"""What a media stream tells its client: transcripts, replies and, in the end, the sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from talkup_local.config.model import Language
from talkup_local.engines.base import weighted_mean
from talkup_local.errors import ServiceDisabled
from talkup_local.protocol.stream import replies
from talkup_local.protocol.stream.session import StreamSession
from talkup_local.server.dialects.stream_analysis import TALK
from talkup_local.server.streams import Tally
from talkup_local.services.outcome import Outcome, failure
from talkup_local.turn import output as out
from talkup_local.turn.timing import TurnRecord

_HEARING: Final = "speech_to_text"
_THINKING: Final = "llm"
_SPEAKING: Final = "text_to_speech"

_CODES: Final = {
    _HEARING: "TRANSCRIPTION_ERROR",
    _THINKING: "AI_RESPONSE_ERROR",
    _SPEAKING: "TTS_ERROR",
}

_MP3: Final = "audio/mpeg"
_DECIMALS: Final = 4


@dataclass(frozen=True)
class Services:
    """The services that a stream goes through, by their names in the protocol.

    off: those that the operator has turned off.
    """

    names: tuple[str, ...]

    off: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], off: Iterable[str] = ()) -> Services:
        """Return the services named; ``-`` and ``_`` are the same. off: those turned off."""
        plain = (name.strip().lower().replace("-", "_") for name in names)
        return cls(tuple(dict.fromkeys(plain)), frozenset(off))

    @property
    def hears(self) -> bool:
        """Whether what is said is recognised; who wants an answer has to be understood."""
        return (_HEARING in self.names and _HEARING not in self.off) or self.answers

    @property
    def answers(self) -> bool:
        """Whether what is said is answered."""
        return _THINKING in self.names and _THINKING not in self.off

    @property
    def speaks(self) -> bool:
        """Whether the answer has a sound."""
        return _SPEAKING in self.names and _SPEAKING not in self.off

    @property
    def beside(self) -> tuple[str, ...]:
        """Those that the talk does not go through."""
        return tuple(name for name in self.names if name not in TALK)


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
        self._record: TurnRecord | None = None
        self._found: dict[str, Any] = {}
        self._answered = False
        self._spent_ms: defaultdict[str, float] = defaultdict(float)

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
            case out.Started():
                self._replies += 1
                self._reply(replies.SpokenReply(text=output.text, last=True))
                self._segment = 0
            case out.Replied():
                self._replies += 1
                reply = replies.SpokenReply(text=output.text, last=True)
                self._reply(reply, self._turn_services())
                self._segment = 0
                self._answered, self._found = True, {}
            case out.Failed():
                self._failed.add(output.code)
                self._session.error(output.code, stream_id=self._stream_id)

    @property
    def turn(self) -> int:
        """The number of the latest turn."""
        return self._turn

    def turn_over(self, record: TurnRecord) -> None:
        """Take the record of the turn that is just being told."""
        self._record = record

    def found(self, turn: int, outcome: Outcome) -> None:
        """Tell what was found in the words of a turn: with the reply to it, or alone."""
        if self._services.answers and turn == self._turn and not self._answered:
            self._found[outcome.service] = outcome.report()
        else:
            self._tell_found(turn, {outcome.service: outcome.report()})

    def conclude(self, tally: Tally, beside: Mapping[str, Outcome]) -> None:
        """Say what came of the whole stream. beside: of the services beside the talk."""
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
                services=self._talk() | {name: o.report() for name, o in beside.items()},
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
            if self._found:
                self._tell_found(self._turn, self._found)
            self._turn += 1
            self._answered, self._found, self._record = False, {}, None
            self._heard.append(heard)
            self._spent_ms[_HEARING] += heard.pass_ms or 0

    def _tell_found(self, turn: int, services: dict[str, Any]) -> None:
        self._session.analysis(
            replies.AnalysisResult(
                stream_id=self._stream_id,
                final=False,
                turn=turn,
                language=self._language,
                services=services,
            )
        )

    def _reply(self, reply: replies.SpokenReply, services: dict[str, Any] | None = None) -> None:
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
                services=services,
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

    def _turn_services(self) -> dict[str, Any]:
        """Return what became of the turn that is told: of the talk, and of what is beside it."""
        record = self._record
        spent = {
            _HEARING: self._heard[-1].pass_ms if self._heard else None,
            _THINKING: record.llm_first_ms if record else None,
            _SPEAKING: record.tts_first_ms if record else None,
        }
        self._spent_ms[_THINKING] += spent[_THINKING] or 0
        self._spent_ms[_SPEAKING] += spent[_SPEAKING] or 0
        error = {record.error} if record else set()
        return {
            name: self._state(name, spent[name], error)
            for name in spent
            if name in self._services.names
        } | self._found

    def _talk(self) -> dict[str, Any]:
        """Return what became of the services of the talk in the whole stream."""
        done: dict[str, dict[str, Any]] = {
            _HEARING: {"utterances": len(self._heard)},
            _THINKING: {"replies": self._replies},
            _SPEAKING: {},
        }
        return {
            name: self._state(name, self._spent_ms[name], self._failed) | done[name]
            for name in done
            if name in self._services.names
        }

    def _state(self, name: str, spent_ms: float | None, failed: set[str]) -> dict[str, Any]:
        if name in self._services.off:
            off = ServiceDisabled(f"`{name}` is turned off.")
            return failure(name, off, 0.0, self._language).report()
        state: dict[str, Any] = {"status": "error" if _CODES[name] in failed else "ok"}
        return state if spent_ms is None else state | {"ms": round(spent_ms, 1)}


def _rounded(confidence: float | None) -> float | None:
    return None if confidence is None else round(confidence, _DECIMALS)


def _video(tally: Tally) -> replies.VideoFigures | None:
    if not tally.pictures or tally.size is None:
        return None
    width, height = tally.size
    return replies.VideoFigures(pictures=tally.pictures, width=width, height=height)
