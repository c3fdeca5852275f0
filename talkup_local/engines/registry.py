"""Which engines there are, and which of them does each job here.

A profile names a tier: its engines or nothing. ``auto`` takes for each job the
best engine whose files are present, and goes on to the next when one does not
load; what it took and why is kept for whoever starts the appliance. An engine
asked for by name is never replaced silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

from talkup_local.config.model import Config
from talkup_local.engines.base import Engine, Job, VoiceActivityDetector
from talkup_local.engines.devices import Wish
from talkup_local.engines.llm import llama_cpp
from talkup_local.engines.loaders import LIBRARIES, Library, Loaders
from talkup_local.engines.probe import Probe
from talkup_local.engines.stt import faster_whisper, moonshine
from talkup_local.engines.tts import espeak, piper
from talkup_local.engines.vad import silero, webrtc
from talkup_local.engines.vision import mediapipe_landmarks, opencv_cascades, yunet
from talkup_local.errors import EngineUnavailable

RULES: Final = "rules"
"""The interviewer that needs no language model; not an engine, but it takes a model's place."""


@dataclass(frozen=True, kw_only=True)
class EngineSpec:
    """An engine that can do a job. ``tiers``: the profiles that it belongs to.

    library: gives what loads its models, on a card if need be; None of an engine that runs on
    the processor only.
    """

    name: str
    job: Job
    tiers: frozenset[str]
    probe: Callable[[Config, Path, str], Probe]
    build: Callable[[Config, Path, str, Loaders], Engine | VoiceActivityDetector]
    library: Callable[[Config, Loaders], Library] | None = None

    def cards(self, config: Config, loaders: Loaders = LIBRARIES) -> tuple[str, ...]:
        """Return the cards that its library sees and the configuration lets it use.

        Imports the library. Raises what that raises.
        """
        wish = device(config, self.job)
        if self.library is None or not wish.may_be_a_card:
            return ()
        return wish.among(self.library(config, loaders).cards())


def device(config: Config, job: Job) -> Wish:
    """Return where the configuration wants ``job`` to be done."""
    return Wish(getattr(getattr(config, job), "device", "cpu"))


def _spec(name: str, job: Job, module: ModuleType, *tiers: str) -> EngineSpec:
    def build(
        config: Config, folder: Path, language: str, _loaders: Loaders
    ) -> Engine | VoiceActivityDetector:
        engine: Engine | VoiceActivityDetector = module.build(config, folder, language)
        return engine

    return EngineSpec(name=name, job=job, tiers=frozenset(tiers), probe=module.probe, build=build)


def _accelerated(name: str, job: Job, module: ModuleType, *tiers: str) -> EngineSpec:
    return EngineSpec(
        name=name,
        job=job,
        tiers=frozenset(tiers),
        probe=module.probe,
        build=module.build,
        library=module.library,
    )


def _rules_probe(_config: Config, _folder: Path, _language: str) -> Probe:
    return Probe(ok=True, reason="needs no model")


def _rules_build(_config: Config, _folder: Path, _language: str, _loaders: Loaders) -> Engine:
    raise AssertionError("the rules are built by wiring")


SPECS: Final = (
    # best first: this is the order in which `auto` tries
    _accelerated("faster_whisper", "stt", faster_whisper, "standard", "gpu"),
    _spec("moonshine", "stt", moonshine, "embedded"),
    _accelerated("llama_cpp", "llm", llama_cpp, "standard", "gpu"),
    EngineSpec(
        name=RULES,
        job="llm",
        tiers=frozenset({"embedded"}),
        probe=_rules_probe,
        build=_rules_build,
    ),
    _accelerated("piper", "tts", piper, "standard", "gpu"),
    _spec("espeak", "tts", espeak, "embedded"),
    _spec("silero", "vad", silero, "embedded", "standard", "gpu"),
    _spec("webrtc", "vad", webrtc),
    _spec("mediapipe", "vision", mediapipe_landmarks, "standard", "gpu"),
    _spec("yunet", "vision", yunet, "standard", "gpu"),
    _spec("opencv", "vision", opencv_cascades, "embedded", "standard", "gpu"),
)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A candidate for a job, in the order of preference.

    required: the configuration names it, or its card, so nothing may take its place.
    """

    spec: EngineSpec
    probe: Probe
    required: bool


def named(config: Config, job: Job) -> str:
    """Return the engine that the configuration names for ``job``, ``auto`` when none."""
    name: str = getattr(config, job).engine
    return name


def candidates(config: Config, folder: Path, job: Job, language: str) -> Iterator[Choice]:
    """Yield the engines that may do ``job`` in ``language``, best first, usable or not."""
    name = named(config, job)
    for spec in SPECS:
        if spec.job != job:
            continue
        if name != "auto":
            wanted = spec.name == name
            required = True
        else:
            wanted = config.profile in ("auto", *spec.tiers)
            required = config.profile != "auto" or device(config, job).names_a_card
        if wanted:
            yield Choice(spec=spec, probe=_probe(spec, config, folder, language), required=required)


def _probe(spec: EngineSpec, config: Config, folder: Path, language: str) -> Probe:
    if spec.library is None and device(config, spec.job).names_a_card:
        mend = f'Set {spec.job}.device = "auto" or "cpu"'
        return Probe(ok=False, reason="runs on the processor only", mend=mend)
    probe = spec.probe(config, folder, language)
    if probe.ok and probe.languages and language not in probe.languages:
        spoken = ", ".join(sorted(probe.languages))
        return Probe(
            ok=False,
            reason=f"does not know the language {language!r} (it knows {spoken})",
            mend=f"Set interview.language to one of these, or add a model for {language!r}",
            languages=probe.languages,
        )
    return probe


def usable(config: Config, folder: Path, job: Job, language: str) -> tuple[list[Choice], list[str]]:
    """Return the choices worth loading, best first, and why better ones were left out.

    Raises EngineUnavailable when there is none.
    """
    good: list[Choice] = []
    notes: list[str] = []
    bad: list[Choice] = []
    for choice in candidates(config, folder, job, language):
        if choice.probe.ok:
            good.append(choice)
        else:
            bad.append(choice)
            notes.append(f"not {choice.spec.name}: {choice.probe.reason}")
    if not good:
        # the least of them is the easiest to have, but not what a card is meant for
        worst = bad[0 if device(config, job).names_a_card else -1]
        raise EngineUnavailable(worst.spec.name, worst.probe.reason, worst.probe.mend)
    return good, notes
