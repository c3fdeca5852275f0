"""Where each service is: in this process, elsewhere, or nowhere."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from talkup_local.clock import Clock, SystemClock
from talkup_local.config.model import Config
from talkup_local.config.services import Service as ServiceName
from talkup_local.engines.base import SpeechToText, TextToSpeech
from talkup_local.engines.llm import openai_compatible
from talkup_local.errors import ServiceTimeout, ServiceUnreachable
from talkup_local.services.base import AnyService
from talkup_local.services.engines import (
    Deaf,
    Mute,
    RemoteLanguageModel,
    RemoteSpeechToText,
    RemoteTextToSpeech,
)
from talkup_local.services.gateway import Gateway
from talkup_local.services.remote.service import RemoteService
from talkup_local.services.route import Route
from talkup_local.wiring.engines import LANGUAGES, SERVICES, Engines, Loaded, place_of


class Places:
    """The services elsewhere, and the ways to all of them.

    folder: what relative paths start from. Raises ConfigError.
    """

    def __init__(self, config: Config, folder: Path, clock: Clock) -> None:
        self._config, self._folder, self._clock = config, folder, clock
        self._remotes: dict[ServiceName, RemoteService] = {}
        self._routes: dict[ServiceName, Route] = {}
        for name in SERVICES:
            place = place_of(config, name)
            if place.url.startswith("ws"):
                self._remotes[name] = RemoteService(name, place, clock, folder=folder)
            self._routes[name] = Route(name, place, clock, remote=self._remotes.get(name))

    def engines(self, here: Loaded) -> Engines:
        """Return the engines for interviews; ``here``: those of this process."""
        assert here.vad is not None, "voice activity is detected nowhere else"
        config = self._config
        stt: SpeechToText = here.stt or Deaf()
        tts: TextToSpeech = here.tts or Mute(LANGUAGES)
        llm = here.llm
        places = config.services
        if "speech_to_text" in self._remotes:
            ears = here.stt if places.speech_to_text.fallback else None
            stt = RemoteSpeechToText(self._routes["speech_to_text"], ears)
        if "text_to_speech" in self._remotes:
            mouth = here.tts if places.text_to_speech.fallback else None
            route = self._routes["text_to_speech"]
            tts = RemoteTextToSpeech(route, mouth, voice=config.tts.voice, languages=LANGUAGES)
        if "llm" in self._remotes:
            mind = here.llm if places.llm.fallback else None
            llm = RemoteLanguageModel(self._routes["llm"], mind)
        if llm is not None and places.llm.url.startswith("http"):
            self._routes["llm"].leads_to(lambda: llm.reachable)
        return Engines(stt=stt, tts=tts, vad=here.vad, llm=llm, turn=here.turn, notes=here.notes)

    def gateway(self, services: Mapping[ServiceName, AnyService]) -> Gateway:
        """Return the gateway to all services; ``services``: those of this process."""
        for name, route in self._routes.items():
            route.local = services.get(name)
        return Gateway(self._routes, self._clock, self._config.interview.language)


async def look(config: Config, folder: Path, name: ServiceName) -> float:
    """Return how many ms the service ``name``, which is elsewhere, takes to say that it is there.

    Raises ServiceError within ``connect_timeout_s``, ConfigError, EngineUnavailable.
    """
    place, clock = place_of(config, name), SystemClock()
    if not place.url.startswith("http"):
        return await RemoteService(name, place, clock, folder=folder).look()
    begun_s = clock.monotonic_s()
    model = openai_compatible.build(config.services.llm, folder)
    try:
        async with asyncio.timeout(place.connect_timeout_s):
            await model.start()
    except TimeoutError:
        raise ServiceTimeout(name, "it does not answer") from None
    finally:
        await model.close()
    if not model.reachable:
        raise ServiceUnreachable(name, "nobody answers")
    return (clock.monotonic_s() - begun_s) * 1000
