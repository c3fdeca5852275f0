"""How a candidate sounds and appears, as a service: over delivery and behaviour."""

from __future__ import annotations

import abc
from typing import Any, ClassVar

from talkup_local.analysis import behaviour, delivery
from talkup_local.analysis.measure import Findings, Measure
from talkup_local.audio.media.decoder import MediaLimits
from talkup_local.config.model import Language
from talkup_local.config.services import Service as ServiceName
from talkup_local.errors import AudioError, Undecodable, Unusable
from talkup_local.protocol.services.contents import Analysis, SenseContent
from talkup_local.services.base import Service, ServiceStream, Tell
from talkup_local.services.eyes import Eyes
from talkup_local.services.media import language_for
from talkup_local.services.observation import Observation


class SenseAnalyzer(Service[SenseContent, Analysis]):
    """A service that looks and listens; what it makes of it is for its subclasses."""

    streams = True

    def __init__(self, eyes: Eyes | None, *, language: Language, limits: MediaLimits) -> None:
        self._eyes, self._language, self._limits = eyes, language, limits

    @abc.abstractmethod
    def analysis(
        self, voice: Findings | None, pictures: Findings | None, language: Language
    ) -> Analysis:
        """Return the result for what was found, None where there was nothing."""

    async def process(self, request: SenseContent) -> Analysis:
        async with _Watching(self, self.new(), self._language) as watching:
            await watching.push(request)
            return await watching.finish()

    def open(
        self,
        tell: Tell,  # noqa: ARG002 (there is nothing to tell before the end)
        language: str | None = None,
    ) -> ServiceStream[SenseContent, Analysis]:
        return _Watching(self, self.new(), language_for(language, self._language))

    def new(self) -> Observation:
        """Return an observation of somebody new."""
        return Observation(self._eyes, self._limits)

    @property
    def describes(self) -> dict[str, Any]:
        return {"languages": ["en", "fr"]} | (self._eyes.describes if self._eyes else {})


class BehaviorAnalyzer(SenseAnalyzer):
    """Measures the voice and what a camera shows; never scores a person."""

    name: ClassVar[ServiceName] = "behavior_analyzer"

    def analysis(
        self, voice: Findings | None, pictures: Findings | None, language: Language
    ) -> Analysis:
        parts = {
            name: (found, measures)
            for name, found, measures in (
                ("voice", voice, delivery.MEASURES),
                ("pictures", pictures, behaviour.MEASURES),
            )
            if found is not None
        }
        readings: dict[str, Any] = {}
        for found, measures in parts.values():
            readings |= read(found, measures, language)
        sure = [found.confidence for found, _ in parts.values()]
        return Analysis(
            measures=readings,
            language=language,
            confidence=round(sum(sure) / len(sure), 2) if sure else 0.0,
            details={
                name: dict(found.details) | {"confidence": found.confidence}
                for name, (found, _) in parts.items()
            },
            notes=tuple(note for found, _ in parts.values() for note in found.notes),
        )


def read(found: Findings, measures: tuple[Measure, ...], language: Language) -> dict[str, Any]:
    """Return the readings of ``measures`` in what was found."""
    return {one.name: one.reading(found.measures[one.name], language) for one in measures}


class _Watching(ServiceStream[SenseContent, Analysis]):
    """One candidate who is watched."""

    def __init__(self, service: SenseAnalyzer, observation: Observation, default: Language) -> None:
        self._service, self._observation, self._language = service, observation, default

    async def push(self, chunk: SenseContent) -> None:
        self._language = language_for(chunk.language, self._language)
        try:
            await self._observation.take(chunk)
        except AudioError:
            raise Undecodable("The sound can't be measured.") from None

    async def finish(self) -> Analysis:
        observation, language = self._observation, self._language
        await observation.finish()
        try:
            voice = await observation.voice(language)
        except AudioError:
            raise Undecodable("The sound can't be measured.") from None
        pictures = await observation.pictures(language)
        if voice is None and pictures is None:
            raise Unusable("There was neither sound nor a picture that can be looked at.")
        return self._service.analysis(voice, pictures, language)

    async def close(self) -> None:
        await self._observation.close()
