"""The services of this process, over whatever engines are loaded for them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

import structlog

from talkup_local.clock import Clock, SystemClock
from talkup_local.config.model import Config, Language
from talkup_local.config.services import Service as ServiceName
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.engines import registry
from talkup_local.engines.base import (
    Engine,
    GenerationOptions,
    Job,
    LanguageModel,
    SpeechToText,
    TextToSpeech,
    VoiceActivityDetector,
)
from talkup_local.services.base import AnyService
from talkup_local.services.llm import LlmService
from talkup_local.services.speech_to_text import Ears, HeardWords, SpeechToTextService
from talkup_local.services.text_to_speech import TextToSpeechService
from talkup_local.services.verbal_analyzer import VerbalAnalyzer
from talkup_local.turn import output as out
from talkup_local.wiring import parts
from talkup_local.wiring.engines import load_engine

log = structlog.get_logger(__name__)

SERVICES: Final[tuple[ServiceName, ...]] = get_args(ServiceName)

ENGINES: Final[Mapping[ServiceName, tuple[Job, ...]]] = {
    "speech_to_text": ("stt", "vad"),
    "verbal_analyzer": (),
    "llm": ("llm",),
    "text_to_speech": ("tts",),
    "behavior_analyzer": (),
    "emotion_analyzer": (),
}
"""By service: the engines that it needs."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """Engines that services are made of; None what is not there, or, of ``llm``, the rules."""

    stt: SpeechToText | None = None
    vad: VoiceActivityDetector | None = None
    llm: LanguageModel | None = None
    tts: TextToSpeech | None = None


def enabled(config: Config, name: ServiceName) -> bool:
    """Return whether the operator lets the service work here."""
    url: str = getattr(config.services, name).url
    return url != "off"


def local_services(
    config: Config, loaded: Loaded, clock: Clock, names: Collection[ServiceName] = SERVICES
) -> dict[ServiceName, AnyService]:
    """Return those of the services ``names`` that are enabled and whose engines are there."""
    makers: dict[ServiceName, Callable[[], AnyService | None]] = {
        "speech_to_text": lambda: _speech_to_text(config, loaded, clock),
        "verbal_analyzer": lambda: VerbalAnalyzer(language=config.interview.language),
        "llm": lambda: _llm(config, loaded.llm, clock),
        "text_to_speech": lambda: _text_to_speech(config, loaded.tts),
    }
    made: dict[ServiceName, AnyService] = {}
    for name in names:
        service = makers[name]() if name in makers and enabled(config, name) else None
        if service is not None:
            made[name] = service
    return made


class ServiceHost:
    """Some services alone in a process, with only the engines that they need."""

    def __init__(
        self,
        config: Config,
        folder: Path,
        names: Collection[ServiceName],
        *,
        clock: Clock | None = None,
    ) -> None:
        """Make a host that is not warm yet. folder: what relative paths start from."""
        self.config, self.folder, self.names = config, folder, tuple(names)
        self.clock = clock or SystemClock()
        self._engines: dict[Job, Any] = {}
        self._services: dict[ServiceName, AnyService] | None = None

    @property
    def services(self) -> Mapping[ServiceName, AnyService | None]:
        """By name: the service, None where it is turned off. Empty until they are warm."""
        if self._services is None:
            return {}
        return {name: self._services.get(name) for name in self.names}

    @property
    def ready(self) -> bool:
        """Whether the services can be asked."""
        return self._services is not None

    def check(self) -> None:
        """Find out, without loading anything, whether ``start`` can work.

        Raises EngineUnavailable with what mends it.
        """
        for job in self._jobs():
            registry.usable(self.config, self.folder, job, self.config.interview.language)

    async def start(self) -> None:
        """Load the engines and make the services. Raises EngineUnavailable."""
        for job in self._jobs():
            taken = await load_engine(self.config, self.folder, job)
            self._engines[job] = taken.engine
            log.info("engine ready", job=job, engine=str(taken.engine and taken.engine.info))
        self._services = local_services(
            self.config, Loaded(**self._engines), self.clock, self.names
        )

    async def close(self) -> None:
        """Free the engines."""
        self._services = None
        engines = [engine for engine in self._engines.values() if isinstance(engine, Engine)]
        self._engines = {}
        await asyncio.gather(*(engine.close() for engine in engines))

    def _jobs(self) -> list[Job]:
        wanted = [job for name in self.names if enabled(self.config, name) for job in ENGINES[name]]
        return list(dict.fromkeys(wanted))


def _speech_to_text(config: Config, loaded: Loaded, clock: Clock) -> AnyService | None:
    stt, vad = loaded.stt, loaded.vad
    if stt is None or vad is None:
        return None

    def listen(language: Language, tell: Callable[[HeardWords], Awaitable[None]]) -> Ears:
        async def sink(output: out.Output) -> None:
            if isinstance(output, out.Heard):
                await tell(output)

        return parts.transcriber(config, stt, vad, language=language, sink=sink, clock=clock)

    return SpeechToTextService(
        stt,
        vad,
        language=config.interview.language,
        detection=config.vad,
        limits=parts.media_limits(config),
        listen=listen,
    )


def _llm(config: Config, model: LanguageModel | None, clock: Clock) -> AnyService:
    def open_interview(interview_id: str, language: Language) -> Interviewer:
        request = parts.InterviewRequest(interview_id=interview_id)
        plan = parts.plan(config, request, language)
        return parts.interviewer(config, model, plan, interview_id=interview_id, clock=clock)

    return LlmService(
        model,
        open_interview,
        language=config.interview.language,
        options=GenerationOptions(
            max_tokens=config.llm.max_tokens, temperature=config.llm.temperature
        ),
        clock=clock,
    )


def _text_to_speech(config: Config, tts: TextToSpeech | None) -> AnyService | None:
    if tts is None:
        return None
    return TextToSpeechService(
        tts,
        language=config.interview.language,
        voice=config.tts.voice,
        timeout_s=config.tts.timeout_s,
    )
