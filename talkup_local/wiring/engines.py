"""From a configuration to loaded engines."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, get_args

from talkup_local.config.model import Config
from talkup_local.config.services import Service as ServiceName
from talkup_local.config.services import ServicePlace
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
from talkup_local.engines.llm import openai_compatible
from talkup_local.engines.loaders import LIBRARIES, Loaders
from talkup_local.engines.turn import smart_turn
from talkup_local.engines.vision.base import FaceDetector
from talkup_local.errors import EngineUnavailable
from talkup_local.services.eyes import Eyes

LANGUAGES: Final = ("en", "fr")
"""Languages that the interviewers have texts for."""

SERVICES: Final[tuple[ServiceName, ...]] = get_args(ServiceName)

_DONE_BY: Final[Mapping[Job, ServiceName]] = MappingProxyType(
    {"stt": "speech_to_text", "llm": "llm", "tts": "text_to_speech"}
)
"""By job: the service that does it elsewhere, if the configuration says so."""

JOBS: Final[tuple[Job, ...]] = ("stt", "llm", "tts", "vad")


@dataclass(frozen=True, kw_only=True)
class Engines:
    """The engines that interviews are held with, wherever they are.

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
class Loaded:
    """What runs in this process; None what is not there, or, of ``llm``, the rules.

    eyes: not loaded until they are needed.
    notes: per job, why this engine and not a better one.
    """

    stt: SpeechToText | None = None
    vad: VoiceActivityDetector | None = None
    llm: LanguageModel | None = None
    tts: TextToSpeech | None = None
    turn: TurnModel | None = None
    eyes: Eyes | None = None
    notes: tuple[tuple[Job, str], ...] = ()

    async def close(self) -> None:
        """Free the models."""
        engines = (self.stt, self.llm, self.tts, self.turn, self.eyes)
        await asyncio.gather(*(engine.close() for engine in engines if engine is not None))


def find_eyes(config: Config, folder: Path) -> Eyes | None:
    """Return what looks at pictures, None when nothing here can.

    Raises EngineUnavailable when one that is named can't.
    """
    try:
        choices, _ = registry.usable(config, folder, "vision", config.interview.language)
    except EngineUnavailable:
        if config.vision.engine != "auto":
            raise
        return None
    detector = choices[0].spec.build(config, folder, config.interview.language, LIBRARIES)
    assert isinstance(detector, FaceDetector), "the registry has no other for this job"
    return Eyes(detector)


async def load_engines(
    config: Config,
    folder: Path,
    jobs: Collection[Job] = JOBS,
    *,
    loaders: Loaders = LIBRARIES,
) -> Loaded:
    """Load for each of ``jobs`` the engine of this process that the configuration leads to.

    loaders: what loads models in place of the libraries. Raises EngineUnavailable when a job
    has none, or a named one does not load.
    """
    # first: it is asked for by name, or not at all
    turn = await _load_turn_model(config, folder) if "stt" in jobs and "tts" in jobs else None
    loading = await asyncio.gather(
        *(load_wanted(config, folder, job, loaders) for job in jobs), return_exceptions=True
    )
    loaded: dict[Job, Any] = dict(zip(jobs, loading, strict=True))
    failure = next((result for result in loading if isinstance(result, BaseException)), None)
    if failure is not None:
        for taken in loaded.values():
            if isinstance(taken, Taken):
                await taken.close()
        raise failure
    notes = tuple((job, taken.why) for job, taken in loaded.items())
    return Loaded(turn=turn, notes=notes, **{job: taken.engine for job, taken in loaded.items()})


async def load_wanted(
    config: Config, folder: Path, job: Job, loaders: Loaders = LIBRARIES
) -> Taken:
    """Load the engine for ``job`` unless another place does it, and needs no help.

    Raises EngineUnavailable.
    """
    place = place_of_job(config, job)
    if place.url == "local":
        return await load_engine(config, folder, job, loaders)
    if place.url == "off":
        return Taken(engine=None, why="turned off")
    if place.url.startswith("http"):
        return await _connect_model(config, folder)
    if not place.fallback:
        return Taken(engine=None, why="done elsewhere")
    try:
        taken = await load_engine(config, folder, job, loaders)
        return Taken(engine=taken.engine, why=f"in reserve: {taken.why}")
    except EngineUnavailable as exc:
        return Taken(engine=None, why=f"done elsewhere; here {exc.reason}")


async def _connect_model(config: Config, folder: Path) -> Taken:
    model = openai_compatible.build(config.services.llm, folder)
    await model.start()
    return Taken(engine=model, why="an OpenAI-compatible server")


def place_of(config: Config, name: ServiceName) -> ServicePlace:
    """Return where the service ``name`` is."""
    place: ServicePlace = getattr(config.services, name)
    return place


def place_of_job(config: Config, job: Job) -> ServicePlace:
    """Return where ``job`` is done."""
    service = _DONE_BY.get(job)
    return ServicePlace() if service is None else place_of(config, service)


def needed(config: Config) -> tuple[Job, ...]:
    """Return the jobs that only an engine of this process does."""
    return tuple(job for job in JOBS if place_of_job(config, job).url == "local")


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


async def load_engine(
    config: Config, folder: Path, job: Job, loaders: Loaders = LIBRARIES
) -> Taken:
    """Load the engine for one job. Raises EngineUnavailable."""
    language = config.interview.language
    choices, notes = registry.usable(config, folder, job, language)
    failure: EngineUnavailable | None = None
    for choice in choices:
        if choice.spec.name == registry.RULES:
            return Taken(engine=None, why="; ".join((*notes, choice.probe.reason)))
        try:
            engine = choice.spec.build(config, folder, language, loaders)
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
