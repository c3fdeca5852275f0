"""Everything below the server, put together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import structlog

from talkup_local.audio.media.decoder import MediaLimits
from talkup_local.audio.pcm import Samples
from talkup_local.clock import Clock, SystemClock
from talkup_local.config.model import Config, Language
from talkup_local.config.services import Service as ServiceName
from talkup_local.dialogue.interviewer import Interviewer
from talkup_local.engines import registry
from talkup_local.engines.base import LanguageModel, TextToSpeech
from talkup_local.engines.loaders import LIBRARIES, Loaders
from talkup_local.errors import EngineUnavailable, LanguageUnavailable
from talkup_local.interview.opening import Opening
from talkup_local.interview.plan import InterviewPlan
from talkup_local.services import verbal_analyzer
from talkup_local.services.base import AnyService
from talkup_local.services.eyes import Eyes
from talkup_local.services.gateway import Gateway
from talkup_local.services.proxied import Proxied
from talkup_local.storage.sessions import SessionStore
from talkup_local.turn.output import Sink
from talkup_local.turn.runner import TurnRunner
from talkup_local.turn.senses import Senses
from talkup_local.turn.timing import TurnRecord
from talkup_local.turn.transcriber import Transcriber
from talkup_local.wiring import parts
from talkup_local.wiring.desk import Desk
from talkup_local.wiring.engines import Engines, Loaded, find_eyes, load_engines, needed
from talkup_local.wiring.interviews import Interviews
from talkup_local.wiring.parts import InterviewRequest
from talkup_local.wiring.places import Places
from talkup_local.wiring.plan import plan_threads
from talkup_local.wiring.records import Records
from talkup_local.wiring.services import local_services
from talkup_local.wiring.shapes import know_shapes
from talkup_local.wiring.sound_check import SoundChecked, check_sound

log = structlog.get_logger(__name__)


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
        loaders: Loaders = LIBRARIES,
        store: SessionStore | None = None,
    ) -> None:
        """Make an appliance that is not warm yet.

        folder: what relative paths of the configuration start from. engines, interviewer:
        to use in place of the configured ones; an interviewer is made from a plan and the id of
        the interview. on_turn: is told of every turn, with its words. loaders: what loads
        models in place of the libraries. store: what interviews are kept in, where they are, in
        place of the configured one; it is not closed.
        """
        self.config, self.folder = config, folder
        self.clock = clock or SystemClock()
        self._given, self._given_interviewer = engines, interviewer
        self._loaders = loaders
        self._engines: Engines | None = None
        self._gateway: Gateway | None = None
        self._services: dict[ServiceName, AnyService] = {}
        self._connecting: asyncio.Task[None] | None = None
        self._eyes: Eyes | None = None
        self._checking = asyncio.Semaphore(1)  # who is interviewed needs the processor more
        self._observers = [] if on_turn is None else [on_turn]
        self.interviews = Interviews(config, folder, self.clock, self, store)
        self.records = Records(config, self.interviews)
        self.desk = Desk(config, folder, self.clock, self.interviews, self.records)
        self._observers.append(self.desk.turn_over)

    @property
    def engines(self) -> Engines | None:
        """The loaded engines, None until they are warm."""
        return self._engines

    @property
    def model(self) -> LanguageModel | None:
        """The language model; None where the rules do without, or until it is warm."""
        return self._engines.llm if self._engines is not None else None

    @property
    def gateway(self) -> Gateway | None:
        """The way to all services, here and elsewhere; None until the engines are warm."""
        return self._gateway

    @property
    def services(self) -> Mapping[ServiceName, AnyService | None]:
        """By name: each service as others may use it, None where it is turned off or missing."""
        if self._gateway is None:
            return {}
        return {
            name: Proxied(route) if route.remote else self._services.get(name)
            for name, route in self._gateway.routes.items()
        }

    def check(self) -> None:
        """Find out, without loading anything, whether ``start`` can work.

        Raises EngineUnavailable with what mends it, ConfigError.
        """
        Places(self.config, self.folder, self.clock)
        if self._given is None:
            for job in needed(self.config):
                registry.usable(self.config, self.folder, job, self.config.interview.language)
        find_eyes(self.config, self.folder)

    async def start(self) -> None:
        """Load the engines and make them warm, and open what interviews are kept in.

        Raises EngineUnavailable, StorageError.
        """
        settings = self.config.interview
        await asyncio.to_thread(know_shapes, settings.kind, settings.language)
        await self.interviews.open_store()
        places = Places(self.config, self.folder, self.clock)
        eyes = find_eyes(self.config, self.folder)
        loaded, _ = await asyncio.gather(self._loaded(), asyncio.to_thread(verbal_analyzer.warm_up))
        loaded = replace(loaded, eyes=eyes)
        engines = places.engines(loaded)
        if self.config.tts.voice:
            try:
                engines.tts.voice("", self.config.tts.voice)  # a misspelt voice is told now
            except EngineUnavailable:
                await loaded.close()
                raise
        self._eyes = loaded.eyes
        self._services = local_services(self.config, loaded, self.clock)
        self._gateway = places.gateway(self._services)
        self._connecting = asyncio.create_task(self._gateway.run())
        self._engines = engines
        await self.interviews.start()
        for job, info in self._engines.infos().items():
            why = dict(self._engines.notes).get(job, "")
            log.info("engine ready", job=job, engine=str(info), **info.running(), why=why)

    async def _loaded(self) -> Loaded:
        given = self._given
        if given is None:
            loaders = self._loaders
            config = await asyncio.to_thread(
                plan_threads, self.config, self.folder, loaders=loaders
            )
            return await load_engines(config, self.folder, loaders=loaders)
        return Loaded(stt=given.stt, vad=given.vad, llm=given.llm, tts=given.tts, turn=given.turn)

    def watch(self, on_turn: Callable[[TurnRecord], None]) -> None:
        """Let ``on_turn`` be told of every turn from now on, with its words."""
        self._observers.append(on_turn)

    async def close(self) -> None:
        """Hang up on the services elsewhere, free the engines and let go of the store."""
        await self.interviews.close()
        if self._connecting is not None:
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)
            self._connecting = self._gateway = None
        if self._eyes is not None:
            await self._eyes.close()
            self._eyes = None
        if self._engines is not None:
            await self._engines.close()
            self._engines = None

    def open_interview(
        self,
        request: InterviewRequest,
        sink: Sink,
        on_turn: Callable[[TurnRecord], None] | None = None,
    ) -> TurnRunner:
        """Return the runner of a new interview of which nothing is kept.

        It tells ``sink`` what it has to say. on_turn: is told of each of its turns before
        ``sink`` is told of its end. Raises LanguageUnavailable.
        """
        language = self.language_of(request)
        interviewer = self.interviewer(request, parts.plan(self.config, request, language))
        return self.runner(interviewer, request, sink, on_turn=on_turn)

    def language_of(self, request: InterviewRequest) -> Language:
        """Return the language of an interview. Raises LanguageUnavailable."""
        assert self._engines is not None, "the server refuses interviews until start() is done"
        language = request.language or self.config.interview.language
        spoken = self._engines.languages()
        if language not in spoken:
            names = ", ".join(spoken) or "none"
            raise LanguageUnavailable(
                f"No engine here can hold an interview in {language!r}. Available: {names}."
            )
        return language

    def engine_names(self) -> dict[str, str]:
        """Return the names of the loaded engines, by job."""
        infos = self._engines.infos() if self._engines else {}
        return {job: str(info) for job, info in infos.items()}

    def interviewer(
        self,
        request: InterviewRequest,
        plan: InterviewPlan,
        *,
        opening: Opening | None = None,
        elapsed_s: Callable[[], float] | None = None,
    ) -> Interviewer:
        """Return who conducts an interview by ``plan``.

        opening: how it begins, by default without a word of what is kept. elapsed_s: how long it
        has lasted.
        """
        assert self._engines is not None, "the server refuses interviews until start() is done"
        if self._given_interviewer is not None:
            return self._given_interviewer(plan, request.interview_id)
        return parts.interviewer(
            self.config,
            self._engines.llm,
            plan,
            interview_id=request.interview_id,
            clock=self.clock,
            opening=opening,
            elapsed_s=elapsed_s,
        )

    def runner(
        self,
        interviewer: Interviewer,
        request: InterviewRequest,
        sink: Sink,
        *,
        on_turn: Callable[[TurnRecord], None] | None = None,
        kept: parts.Kept | None = None,
    ) -> TurnRunner:
        """Return the runner of an interview. kept: how it is kept, None where nothing is."""
        assert self._engines is not None, "the server refuses interviews until start() is done"
        engines, config, language = self._engines, self.config, interviewer.language
        kept = kept or parts.Kept()

        def observe(record: TurnRecord) -> None:
            self._observe(record)
            if on_turn is not None:
                on_turn(record)

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
            interviewer=interviewer,
            sink=sink,
            clock=self.clock,
            settings=parts.turn_settings(config, request, tape=kept.sound),
            on_turn=observe,
            keeper=kept.keeper,
            history=kept.history,
            resuming=kept.resuming,
            continues=kept.continues,
            elapsed_s=kept.elapsed_s,
        )

    def open_transcription(self, language: Language | None, sink: Sink) -> Transcriber:
        """Return the transcriber of a new stream, which tells ``sink`` what it hears.

        language: None for the configured one. Raises LanguageUnavailable.
        """
        assert self._engines is not None, "the server refuses streams until start() is done"
        return parts.transcriber(
            self.config,
            self._engines.stt,
            self._engines.vad,
            language=language or self.config.interview.language,
            sink=sink,
            clock=self.clock,
        )

    async def check_sound(
        self, samples: Samples, rate_hz: int, language: Language | None
    ) -> SoundChecked:
        """Return what is in the sound of a microphone's try, of which nothing is kept.

        samples: int16, shape (n,), mono at ``rate_hz``. language: None for the configured one.
        Raises PeerError for what the request does wrong, EngineError.
        """
        assert self._engines is not None, "the server refuses clients until start() is done"
        async with self._checking:
            return await check_sound(
                samples,
                rate_hz,
                stt=self._engines.stt,
                vad=self._engines.vad,
                language=language or self.config.interview.language,
                detection=self.config.vad,
                timeout_s=self.config.stt.timeout_s,
            )

    def media_limits(self) -> MediaLimits:
        """Return what a media stream may become."""
        return parts.media_limits(self.config)

    def _observe(self, record: TurnRecord) -> None:
        for observer in self._observers:
            observer(record)

    def _voice_name(self, tts: TextToSpeech, language: str) -> str:
        """Return the configured voice where it speaks ``language``, else the default."""
        name = self.config.tts.voice
        speaks = any(v.name == name and v.language == language for v in tts.voices)
        return name if speaks else ""
