"""The services of this process, over whatever engines are loaded for them."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Final

import structlog
from msgspec.structs import replace

from talkup_local.clock import Clock, SystemClock
from talkup_local.config.model import Config, Language
from talkup_local.config.services import Service as ServiceName
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.engines import registry
from talkup_local.engines.base import (
    GenerationOptions,
    Job,
    LanguageModel,
    SpeechToText,
    TextToSpeech,
)
from talkup_local.engines.loaders import LIBRARIES, Loaders
from talkup_local.services import verbal_analyzer
from talkup_local.services.base import AnyService
from talkup_local.services.behavior_analyzer import BehaviorAnalyzer
from talkup_local.services.emotion_analyzer import EmotionAnalyzer
from talkup_local.services.eyes import Eyes
from talkup_local.services.llm import LlmService
from talkup_local.services.speech_to_text import Ears, HeardWords, SpeechToTextService
from talkup_local.services.text_to_speech import TextToSpeechService
from talkup_local.services.verbal_analyzer import VerbalAnalyzer
from talkup_local.turn import output as out
from talkup_local.wiring import parts
from talkup_local.wiring.engines import SERVICES, Loaded, find_eyes, load_engines, needed, place_of
from talkup_local.wiring.plan import plan_threads

log = structlog.get_logger(__name__)

ENGINES: Final[Mapping[ServiceName, tuple[Job, ...]]] = {
    "speech_to_text": ("stt", "vad"),
    "verbal_analyzer": (),
    "llm": ("llm",),
    "text_to_speech": ("tts",),
    "behavior_analyzer": (),
    "emotion_analyzer": (),
}
"""By service: the engines that it needs."""


def local_services(
    config: Config, loaded: Loaded, clock: Clock, names: Collection[ServiceName] = SERVICES
) -> dict[ServiceName, AnyService]:
    """Return those of the services ``names`` that are enabled and whose engines are there."""
    senses: dict[str, Any] = {
        "language": config.interview.language,
        "limits": parts.media_limits(config),
    }
    makers: dict[ServiceName, Callable[[], AnyService | None]] = {
        "speech_to_text": lambda: _speech_to_text(config, loaded, clock),
        "verbal_analyzer": lambda: VerbalAnalyzer(language=config.interview.language),
        "llm": lambda: _llm(config, loaded.llm, clock),
        "text_to_speech": lambda: _text_to_speech(config, loaded.tts),
        "behavior_analyzer": lambda: BehaviorAnalyzer(loaded.eyes, **senses),
        "emotion_analyzer": lambda: EmotionAnalyzer(loaded.eyes, **senses),
    }
    made: dict[ServiceName, AnyService] = {}
    for name in names:
        service = makers[name]() if place_of(config, name).url != "off" else None
        if service is not None:
            made[name] = service
    return made


_LOOKING: Final = frozenset({"behavior_analyzer", "emotion_analyzer"})
"""Services that look at pictures."""


class ServiceHost:
    """Some services alone in a process, with only the engines that they need."""

    def __init__(
        self,
        config: Config,
        folder: Path,
        names: Collection[ServiceName],
        *,
        clock: Clock | None = None,
        dress: Callable[[SpeechToText], SpeechToText] | None = None,
        loaders: Loaders = LIBRARIES,
    ) -> None:
        """Make a host that is not warm yet.

        folder: what relative paths start from. dress: gives what stands in for the loaded
        recogniser; it may raise EngineUnavailable. loaders: what loads models in place of the
        libraries.
        """
        self.config, self.folder, self.names = _at_home(config, names), folder, tuple(names)
        self.clock = clock or SystemClock()
        self._dress, self._loaders = dress, loaders
        self._loaded = Loaded()
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
        for job in set(self._jobs()) & set(needed(self.config)):
            registry.usable(self.config, self.folder, job, self.config.interview.language)
        self._eyes()

    async def start(self) -> None:
        """Load the engines and make the services. Raises EngineUnavailable."""
        eyes = self._eyes()
        jobs, loaders = self._jobs(), self._loaders
        config = await asyncio.to_thread(
            plan_threads, self.config, self.folder, jobs, loaders=loaders
        )
        loaded = await load_engines(config, self.folder, jobs, loaders=loaders)
        loaded = self._loaded = dataclasses.replace(loaded, eyes=eyes)
        if self._dress is not None and loaded.stt is not None:
            loaded = self._loaded = dataclasses.replace(loaded, stt=self._dress(loaded.stt))
        for job, why in loaded.notes:
            engine = getattr(loaded, job)
            running = engine.info.running() if engine else {}
            log.info(
                "engine ready", job=job, engine=str(engine and engine.info), **running, why=why
            )
        services = local_services(self.config, loaded, self.clock, self.names)
        if "verbal_analyzer" in services:
            await asyncio.to_thread(verbal_analyzer.warm_up)
        self._services = services

    async def close(self) -> None:
        """Free the engines."""
        self._services = None
        loaded, self._loaded = self._loaded, Loaded()
        await loaded.close()

    def _on(self) -> list[ServiceName]:
        return [name for name in self.names if place_of(self.config, name).url != "off"]

    def _jobs(self) -> list[Job]:
        return list(dict.fromkeys(job for name in self._on() for job in ENGINES[name]))

    def _eyes(self) -> Eyes | None:
        return find_eyes(self.config, self.folder) if _LOOKING & set(self._on()) else None


def _at_home(config: Config, names: Collection[ServiceName]) -> Config:
    """Return ``config`` with the services ``names`` in this process, unless they are off."""
    places = {
        name: replace(place_of(config, name), url="local")
        for name in names
        if place_of(config, name).url != "off"
    }
    return replace(config, services=replace(config.services, **places))


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
