"""From a configuration to loaded engines."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from talkup_local.config.model import Config
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
from talkup_local.errors import EngineUnavailable

LANGUAGES: Final = ("en", "fr")
"""Languages that the interviewers have texts for."""

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
