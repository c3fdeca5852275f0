"""Piper: neural voices, each an ONNX file and its JSON, run by onnxruntime."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from talkup_local.config import Config
from talkup_local.engines.base import EngineInfo, Samples, Speech, Voice
from talkup_local.engines.devices import Seat
from talkup_local.engines.formats import misfit
from talkup_local.engines.loaders import LIBRARIES, Library, Loaders, Placing
from talkup_local.engines.offline import stay_offline
from talkup_local.engines.probe import Probe, installed, resolve
from talkup_local.engines.threaded import ThreadedTextToSpeech
from talkup_local.engines.threads import thread_count
from talkup_local.engines.tts.onnx_library import OnnxLibrary
from talkup_local.engines.tts.silence import even_edges
from talkup_local.engines.worker import CancelFlag
from talkup_local.errors import EngineUnavailable, SynthesisError

NAME: Final = "piper"

_COPY_ANEW = "Copy the voice and its JSON anew: talkup-local models list --job tts"

# On a CPU a "high" voice takes up to half of the time that it speaks.
_CPU_ORDER = ("medium", "low", "x_low", "high")
_GPU_ORDER = ("high", "medium", "low", "x_low")
_NOTHING = np.zeros(0, np.int16)

_Loaded = dict[str, Any]
"""By name: the voices that are loaded."""


@dataclass(frozen=True, kw_only=True)
class VoiceFile:
    """A voice on disk. ``settings``: its JSON."""

    path: Path
    settings: dict[str, Any]

    @property
    def name(self) -> str:
        """Name of the file without its ending, as in ``tts.voice``."""
        return self.path.name.removesuffix(".onnx")

    @property
    def language(self) -> str:
        """ISO 639-1 code."""
        code = self.settings.get("language", {}).get("code") or self.settings["espeak"]["voice"]
        return str(code).replace("_", "-").split("-")[0].lower()

    @property
    def quality(self) -> str:
        """``x_low``, ``low``, ``medium``, ``high``, or anything a maker wrote."""
        return str(self.settings["audio"].get("quality", ""))

    @property
    def sample_rate_hz(self) -> int:
        """Of the sound it makes."""
        return int(self.settings["audio"]["sample_rate"])


class Piper(ThreadedTextToSpeech):
    """All Piper voices found; each is loaded when it is first used.

    files: the default voice of each language first. language: whose voice ``start``
    loads. speed: 1.0 is the voice's own, 2.0 twice as fast.
    """

    def __init__(
        self,
        files: tuple[VoiceFile, ...],
        *,
        language: str = "",
        name: str = "",
        speed: float = 1.0,
        threads: int = 0,
        device: str = "auto",
        library: Library | None = None,
    ) -> None:
        super().__init__()
        self._files = {file.name: file for file in files}
        self._voices = tuple(Voice(name=file.name, language=file.language) for file in files)
        self._default = next(
            (
                file
                for file in files
                if file.name == name or (not name and file.language == language)
            ),
            files[0],
        )
        self._speed, self._threads = speed, threads
        self._library = library or OnnxLibrary()
        self._seat: Seat[_Loaded] = Seat(
            NAME, "tts", device, library=self._library, placings=self._placings, load=self._first
        )

    @property
    def info(self) -> EngineInfo:
        info = EngineInfo(
            name=NAME,
            job="tts",
            model=self._default.name,
            languages=frozenset(voice.language for voice in self._voices),
            sample_rate_hz=self._default.sample_rate_hz,
        )
        return self._seat.describe(info)

    @property
    def voices(self) -> tuple[Voice, ...]:
        return self._voices

    def _load(self) -> None:
        # Its debug lines hold what is said.
        logging.getLogger("piper").setLevel(logging.ERROR)
        self._seat.fill()

    def _placings(self, cards: tuple[str, ...]) -> Iterator[Placing]:
        if cards:
            yield Placing(cards=cards[:1], threads=1)
        yield Placing(threads=thread_count(self._threads))

    def _first(self, placing: Placing) -> _Loaded:
        """Load the default voice, and with it whatever all of them need."""
        try:
            voice = self._open(self._default, placing)
            for _ in voice.synthesize("Hello."):  # the first run allocates
                pass
        except Exception as exc:
            if placing.cards:
                raise
            reason = f"{self._default.path} does not load: {exc}"
            raise EngineUnavailable(NAME, reason, "Copy the voice and its JSON anew") from exc
        return {self._default.name: voice}

    def _open(self, file: VoiceFile, placing: Placing) -> Any:
        stay_offline()
        from piper import PiperConfig, PiperVoice

        # PiperVoice.load would take every core.
        session = self._library.load(file.path, placing)
        return PiperVoice(config=PiperConfig.from_dict(file.settings), session=session)

    def _close(self) -> None:
        self._seat.clear()

    def _synthesize(self, text: str, voice: Voice, cancel: CancelFlag) -> Speech:
        if voice.name not in self._files:
            raise SynthesisError(NAME, f"has no voice {voice.name!r}")
        if self._seat.model is None:
            raise SynthesisError(NAME, "is not loaded")
        file = self._files[voice.name]
        parts = self._seat.use(lambda loaded: self._speak(loaded, text, file, cancel))
        return Speech(
            samples=np.concatenate(parts or [even_edges(_NOTHING, file.sample_rate_hz)]),
            sample_rate_hz=file.sample_rate_hz,
        )

    def _speak(
        self, loaded: _Loaded, text: str, file: VoiceFile, cancel: CancelFlag
    ) -> list[Samples]:
        stay_offline()
        from piper import SynthesisConfig

        if file.name not in loaded:
            loaded[file.name] = self._open(file, self._seat.placing)
        voice = loaded[file.name]
        how = SynthesisConfig(length_scale=voice.config.length_scale / self._speed)
        # Double brackets would be taken for phonemes.
        spoken = text.replace("[[", "[ [").encode("utf-8", errors="replace").decode()
        parts = []
        for sentence in voice.synthesize(spoken.replace("\0", " "), how):
            if cancel.cancelled:
                break
            parts.append(even_edges(sentence.audio_int16_array, file.sample_rate_hz))
        return parts


def read_voice(path: Path) -> VoiceFile | str:
    """Return the voice at ``path``, or in words why it is none."""
    beside = path.with_name(path.name + ".json")
    if not path.is_file():
        return "there is no such file"
    if path.suffix != ".onnx":
        return "it is no .onnx file"
    if not beside.is_file():
        return f"{beside.name} is not beside it"
    try:
        voice = VoiceFile(path=path, settings=json.loads(beside.read_text(encoding="utf-8")))
        usable = bool(voice.language and voice.sample_rate_hz and voice.settings["phoneme_id_map"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        usable = False
    if not usable:
        return f"{beside.name} is not the description of a Piper voice"
    fault = misfit(path, "onnx")
    return voice if fault is None else fault.reason


def _find(config: Config, folder: Path, language: str) -> tuple[VoiceFile, ...] | Probe:
    """Return the usable voices, the best of each language first."""
    if not installed("piper"):
        mend = "Install it: pip install piper-tts"
        return Probe(ok=False, reason="piper-tts is not installed", mend=mend)
    shelf = resolve(folder, config.models) / "piper"
    if config.tts.model:
        read = read_voice(resolve(folder, config.tts.model))
        if isinstance(read, str):
            return Probe(
                ok=False,
                reason=f"tts.model = {config.tts.model!r}: {read}",
                mend="Set tts.model to the .onnx file of a Piper voice, or leave it empty",
            )
        voices: tuple[VoiceFile, ...] = (read,)
    else:
        order = _GPU_ORDER if config.profile == "gpu" else _CPU_ORDER
        looked = {path: read_voice(path) for path in sorted(shelf.rglob("*.onnx"))}
        voices = tuple(
            sorted(
                (one for one in looked.values() if isinstance(one, VoiceFile)),
                key=lambda one: (
                    order.index(one.quality) if one.quality in order else len(order),
                    one.name,
                ),
            )
        )
        for path, fault in looked.items():
            if not voices and isinstance(fault, str):
                return Probe(ok=False, reason=f"{path}: {fault}", mend=_COPY_ANEW)
    return _fitting(voices, config, shelf, language)


def _fitting(
    voices: tuple[VoiceFile, ...], config: Config, shelf: Path, language: str
) -> tuple[VoiceFile, ...] | Probe:
    languages = frozenset(voice.language for voice in voices)
    where = f"tts.model = {config.tts.model!r}" if config.tts.model else str(shelf)
    if not voices:
        mend = "Get one: talkup-local models pull standard (docs/models.md), or set tts.model"
        return Probe(ok=False, reason=f"no Piper voice in {where}", mend=mend)
    if language and language not in languages:
        return Probe(
            ok=False,
            reason=f"no voice for {language!r} in {where}",
            mend="talkup-local models list --job tts shows which there are (docs/models.md)",
            languages=languages,
        )
    names = [voice.name for voice in voices]
    if config.tts.voice and config.tts.voice not in names:
        return Probe(
            ok=False,
            reason=f"has no voice {config.tts.voice!r}",
            mend=f"Set tts.voice to one of: {', '.join(names)}",
            languages=languages,
        )
    return voices


def probe(config: Config, folder: Path, language: str) -> Probe:
    """Tell whether there is a Piper voice for ``language``."""
    found = _find(config, folder, language)
    if isinstance(found, Probe):
        return found
    names = ", ".join(voice.name for voice in found)
    languages = frozenset(voice.language for voice in found)
    return Probe(ok=True, reason=f"found {names}", languages=languages)


def library(config: Config, loaders: Loaders) -> Library:
    """Return what loads its voices."""
    del config
    return loaders.onnx or OnnxLibrary()


def build(config: Config, folder: Path, language: str, loaders: Loaders = LIBRARIES) -> Piper:
    """Return the engine, not yet loaded. Raises EngineUnavailable."""
    found = _find(config, folder, language)
    if isinstance(found, Probe):
        raise EngineUnavailable(NAME, found.reason, found.mend)
    return Piper(
        found,
        language=language,
        name=config.tts.voice,
        speed=config.tts.speed,
        threads=config.tts.threads,
        device=config.tts.device,
        library=library(config, loaders),
    )
