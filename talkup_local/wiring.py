"""The composition root: from a configuration to engines, interviewers and turns.

This is the only place where parts are put together, so it is the place where tests
and tools put other parts in: ``engines``, ``clock``, ``interviewer`` of ``Appliance``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import structlog

from talkup_local.audio.media.decoder import MediaLimits
from talkup_local.clock import Clock, SystemClock
from talkup_local.config.model import Config, InterviewKind, Language, Patience
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.dialogue.model import ModelInterviewer
from talkup_local.dialogue.rules import RulesInterviewer
from talkup_local.engines import registry
from talkup_local.engines.base import (
    Engine,
    EngineInfo,
    Job,
    LanguageModel,
    SpeechToText,
    TextToSpeech,
    TurnModel,
    VoiceActivityDetector,
)
from talkup_local.engines.turn import smart_turn
from talkup_local.errors import EngineUnavailable, LanguageUnavailable
from talkup_local.interview.plan import InterviewPlan, plan_for
from talkup_local.turn.front import FrontSettings
from talkup_local.turn.listener import ListenerSettings
from talkup_local.turn.output import Sink
from talkup_local.turn.runner import TurnRunner, TurnSettings
from talkup_local.turn.senses import Senses
from talkup_local.turn.timing import TurnRecord
from talkup_local.turn.transcriber import Transcriber, TranscriberSettings

log = structlog.get_logger(__name__)

LANGUAGES: Final = ("en", "fr")
"""Languages that the interviewers have texts for."""

PREROLL_MS: Final = 300
HEARD_BY_TURN_MODELS_MS: Final = 8_000

PARTIAL_MS: Final = 600
"""New speech that makes a partial transcript worth its cost."""

JOBS: Final[tuple[Job, ...]] = ("stt", "llm", "tts", "vad")


@dataclass(frozen=True, kw_only=True)
class Engines:
    """The loaded engines.

    llm: None when the rules do its job. turn: None when words, voice and silence alone tell
    the end of a turn. notes: per job, why this one and not a better one.
    """

    stt: SpeechToText
    tts: TextToSpeech
    vad: VoiceActivityDetector
    llm: LanguageModel | None = None
    turn: TurnModel | None = None
    notes: tuple[tuple[Job, str], ...] = ()

    def infos(self) -> dict[Job, EngineInfo]:
        """Return what does each job."""
        rules = EngineInfo(name=registry.RULES, job="llm", languages=frozenset(LANGUAGES))
        llm = self.llm.info if self.llm is not None else rules
        return {"stt": self.stt.info, "llm": llm, "tts": self.tts.info, "vad": self.vad.info}

    def languages(self) -> tuple[str, ...]:
        """Return the languages in which a whole interview can be held."""
        infos = self.infos()
        return tuple(code for code in LANGUAGES if all(infos[job].speaks(code) for job in JOBS))

    async def close(self) -> None:
        """Free the models."""
        engines = (self.stt, self.llm, self.tts, self.turn)
        await asyncio.gather(*(engine.close() for engine in engines if engine is not None))


@dataclass(frozen=True, kw_only=True)
class InterviewRequest:
    """What a client asks for; None where the configuration decides."""

    interview_id: str
    language: Language | None = None
    kind: InterviewKind | None = None
    questions: int | None = None
    paced: bool | None = None
    patience: Patience | None = None
    half_duplex: bool | None = None


class Appliance:
    """Everything below the server: engines once, a turn runner per interview."""

    def __init__(
        self,
        config: Config,
        folder: Path,
        *,
        engines: Engines | None = None,
        clock: Clock | None = None,
        interviewer: Callable[[InterviewPlan, str], Interviewer] | None = None,
        on_turn: Callable[[TurnRecord], None] | None = None,
    ) -> None:
        """Make an appliance that is not warm yet.

        folder: what relative paths of the configuration start from. engines, interviewer:
        to use in place of the configured ones; an interviewer is made from a plan and the id of
        the interview. on_turn: is told of every turn, with its words.
        """
        self.config, self.folder = config, folder
        self.clock = clock or SystemClock()
        self._given, self._given_interviewer = engines, interviewer
        self._engines: Engines | None = None
        self._observers = [] if on_turn is None else [on_turn]

    @property
    def engines(self) -> Engines | None:
        """The loaded engines, None until they are warm."""
        return self._engines

    def check(self) -> None:
        """Find out, without loading anything, whether ``start`` can work.

        Raises EngineUnavailable with what mends it.
        """
        if self._given is None:
            for job in JOBS:
                registry.usable(self.config, self.folder, job, self.config.interview.language)

    async def start(self) -> None:
        """Load the engines and make them warm. Raises EngineUnavailable."""
        engines = self._given or await load_engines(self.config, self.folder)
        if self.config.tts.voice:
            engines.tts.voice("", self.config.tts.voice)  # a misspelt voice is told now
        self._engines = engines
        for job, info in self._engines.infos().items():
            why = dict(self._engines.notes).get(job, "")
            log.info("engine ready", job=job, engine=str(info), device=info.device, why=why)

    def watch(self, on_turn: Callable[[TurnRecord], None]) -> None:
        """Let ``on_turn`` be told of every turn from now on, with its words."""
        self._observers.append(on_turn)

    async def close(self) -> None:
        """Free the engines."""
        if self._engines is not None:
            await self._engines.close()
            self._engines = None

    def open_interview(self, request: InterviewRequest, sink: Sink) -> TurnRunner:
        """Return the runner of a new interview, which tells ``sink`` what it has to say.

        Raises LanguageUnavailable.
        """
        assert self._engines is not None, "the server refuses interviews until start() is done"
        engines, config = self._engines, self.config
        language = request.language or config.interview.language
        if language not in engines.languages():
            spoken = ", ".join(engines.languages()) or "none"
            raise LanguageUnavailable(
                f"No engine here can hold an interview in {language!r}. Available: {spoken}."
            )
        senses = Senses(
            stt=engines.stt,
            tts=engines.tts,
            vad=engines.vad,
            voice=engines.tts.voice(language, self._voice_name(engines.tts, language)),
            language=language,
            turn_model=engines.turn,
            tts_timeout_s=config.tts.timeout_s,
        )
        return TurnRunner(
            senses=senses,
            interviewer=self._interviewer(engines, request, language),
            sink=sink,
            clock=self.clock,
            settings=self._turn_settings(request),
            on_turn=self._observe,
        )

    def open_transcription(self, language: Language | None, sink: Sink) -> Transcriber:
        """Return the transcriber of a new stream, which tells ``sink`` what it hears.

        language: None for the configured one. Raises LanguageUnavailable.
        """
        assert self._engines is not None, "the server refuses streams until start() is done"
        engines = self._engines
        language = language or self.config.interview.language
        if not engines.stt.info.speaks(language):
            heard = ", ".join(code for code in LANGUAGES if engines.stt.info.speaks(code))
            raise LanguageUnavailable(
                f"No engine here understands {language!r}. Available: {heard or 'none'}."
            )
        return Transcriber(
            stt=engines.stt,
            vad=engines.vad,
            language=language,
            sink=sink,
            clock=self.clock,
            settings=TranscriberSettings(
                listener=self._listener_settings(), backlog_s=self.config.limits.buffer_s / 2
            ),
        )

    def media_limits(self) -> MediaLimits:
        """Return what a media stream may become."""
        limits = self.config.limits
        return MediaLimits(
            seconds=limits.stream_s,
            file_bytes=limits.file_bytes,
            picture_pixels=limits.picture_pixels,
            frames_per_s=self.config.stream.frames_per_s,
        )

    def _turn_settings(self, request: InterviewRequest) -> TurnSettings:
        config, turn = self.config, self.config.turn
        paced, half_duplex = request.paced, request.half_duplex
        return TurnSettings(
            paced=config.interview.delivery == "paced" if paced is None else paced,
            buffer_s=config.limits.buffer_s,
            duplicate_window_s=config.interview.duplicate_window_s,
            patience=request.patience or turn.patience,
            endpointing=turn.endpointing,
            barge_in=turn.barge_in,
            greeting_protected_s=turn.greeting_protected_s,
            half_duplex=turn.half_duplex if half_duplex is None else half_duplex,
            longest_s=turn.longest_s,
            listener=self._listener_settings(),
        )

    def _listener_settings(self) -> ListenerSettings:
        config, turn = self.config, self.config.turn
        return ListenerSettings(
            front=FrontSettings(
                threshold=config.vad.threshold,
                preroll_ms=HEARD_BY_TURN_MODELS_MS if turn.smart_turn else PREROLL_MS,
            ),
            partial_ms=PARTIAL_MS if turn.partials else None,
            padding_ms=config.vad.padding_ms,
            min_speech_ms=config.vad.min_speech_ms,
            timeout_s=config.stt.timeout_s,
        )

    def _observe(self, record: TurnRecord) -> None:
        for observer in self._observers:
            observer(record)

    def _voice_name(self, tts: TextToSpeech, language: str) -> str:
        """Return the configured voice where it speaks ``language``, else the default."""
        name = self.config.tts.voice
        speaks = any(v.name == name and v.language == language for v in tts.voices)
        return name if speaks else ""

    def _interviewer(
        self, engines: Engines, request: InterviewRequest, language: Language
    ) -> Interviewer:
        settings = self.config.interview
        plan = plan_for(
            request.kind or settings.kind, language, request.questions or settings.questions
        )
        if self._given_interviewer is not None:
            return self._given_interviewer(plan, request.interview_id)
        rules = RulesInterviewer(plan, interview_id=request.interview_id)
        if engines.llm is None:
            return rules
        return ModelInterviewer(
            engines.llm,
            rules,
            self.config.llm,
            clock=self.clock,
            interview_id=request.interview_id,
        )


async def load_engines(config: Config, folder: Path) -> Engines:
    """Load for each job the engine that the configuration leads to.

    Raises EngineUnavailable when a job has none, or a named one does not load.
    """
    turn = await _load_turn_model(config, folder)  # first: it is asked for by name, or not at all
    loading = await asyncio.gather(
        *(load_engine(config, folder, job) for job in JOBS), return_exceptions=True
    )
    failure = next((result for result in loading if isinstance(result, BaseException)), None)
    loaded: dict[Job, Any] = dict(zip(JOBS, loading, strict=True))
    if failure is not None:
        for taken in loaded.values():
            if isinstance(taken, Taken):
                await taken.close()
        raise failure
    return Engines(
        stt=loaded["stt"].engine,
        llm=loaded["llm"].engine,
        tts=loaded["tts"].engine,
        vad=loaded["vad"].engine,
        turn=turn,
        notes=tuple((job, taken.why) for job, taken in loaded.items()),
    )


async def _load_turn_model(config: Config, folder: Path) -> TurnModel | None:
    if not config.turn.smart_turn:
        return None
    model = smart_turn.build(config, folder, config.interview.language)
    await model.start()
    return model


@dataclass(frozen=True, kw_only=True)
class Taken:
    """An engine that is loaded, and why this one. ``engine`` is None for the rules."""

    engine: Any
    why: str

    async def close(self) -> None:
        """Free the model; detectors and the rules hold nothing to free."""
        if isinstance(self.engine, Engine):
            await self.engine.close()


async def load_engine(config: Config, folder: Path, job: Job) -> Taken:
    """Load the engine for one job. Raises EngineUnavailable."""
    language = config.interview.language
    choices, notes = registry.usable(config, folder, job, language)
    failure: EngineUnavailable | None = None
    for choice in choices:
        if choice.spec.name == registry.RULES:
            return Taken(engine=None, why="; ".join((*notes, choice.probe.reason)))
        try:
            engine = choice.spec.build(config, folder, language)
            if isinstance(engine, VoiceActivityDetector):
                await asyncio.to_thread(engine.start)
            else:
                await engine.start()
        except EngineUnavailable as exc:
            if choice.required:
                raise
            failure = exc
            notes.append(f"not {choice.spec.name}: {exc.reason}")
        else:
            return Taken(engine=engine, why="; ".join((*notes, choice.probe.reason)))
    assert failure is not None, "usable() gives at least one choice"
    raise failure
