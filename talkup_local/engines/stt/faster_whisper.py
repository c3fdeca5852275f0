"""Whisper through faster-whisper (CTranslate2), from a local folder only."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from talkup_local.config import Config
from talkup_local.engines.base import (
    RECOGNISER_RATE_HZ,
    BatchSpeechToText,
    EngineInfo,
    Samples,
    Segment,
    Transcript,
)
from talkup_local.engines.devices import Seat
from talkup_local.engines.formats import CONVERTED, Misfit, misfit
from talkup_local.engines.loaders import CPU, LIBRARIES, Library, Loaders, Placing
from talkup_local.engines.offline import stay_offline
from talkup_local.engines.probe import Probe, installed, resolve
from talkup_local.engines.stt.whisper_library import WhisperLibrary
from talkup_local.engines.threaded import ThreadedSpeechToText
from talkup_local.engines.threads import thread_count
from talkup_local.engines.worker import CancelFlag
from talkup_local.errors import EngineUnavailable, RecognitionError

NAME: Final = "faster_whisper"

# Without tokenizer.json the library would ask a hub for it.
_FILES = ("model.bin", "config.json", "tokenizer.json")
_FOREIGN = ("model.safetensors", "pytorch_model.bin", "tf_model.h5", "flax_model.msgpack")
_VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
_NAME_ONE = "Set stt.model to the folder of a CTranslate2 Whisper model, or leave it empty"
_LANGUAGE_TOKEN = re.compile(r"<\|([a-z]{2,3})\|>")
_MULTILINGUAL_TOKENS = 51_865
_LARGEST_FOR_CPU_BYTES = 700_000_000

# Whisper's own verdict on a window, and how sure of its words it must be to overrule it.
_NO_SPEECH_PROBABILITY = 0.6
_WINDOW_SAMPLES = 30 * RECOGNISER_RATE_HZ
_OVERRULING_LOG_PROBABILITY = -1.0


@dataclass(frozen=True, kw_only=True)
class WhisperFolder:
    """A model in CTranslate2's format. ``size_bytes``: of its weights."""

    path: Path
    size_bytes: int
    languages: frozenset[str]


class FasterWhisper(ThreadedSpeechToText, BatchSpeechToText):
    """One Whisper model. Settings are those of the ``stt`` table."""

    def __init__(
        self,
        folder: WhisperFolder,
        *,
        device: str = "auto",
        compute_type: str = "auto",
        threads: int = 0,
        beam_size: int = 1,
        library: Library | None = None,
    ) -> None:
        super().__init__()
        self._folder = folder
        self._device, self._compute_type = device, compute_type
        self._threads, self._beam_size = threads, beam_size
        self._library = library or WhisperLibrary()
        self._seat: Seat[Any] = Seat(
            NAME, "stt", device, library=self._library, placings=self._placings, load=self._open
        )

    @property
    def info(self) -> EngineInfo:
        info = EngineInfo(
            name=NAME, job="stt", model=self._folder.path.name, languages=self._folder.languages
        )
        return self._seat.describe(info)

    def _load(self) -> None:
        self._seat.fill()

    def _placings(self, cards: tuple[str, ...]) -> Iterator[Placing]:
        wanted = self._compute_type
        if cards:
            compute_type = "float16" if wanted == "auto" else wanted
            yield Placing(cards=cards[:1], threads=1, compute_type=compute_type)
        # a processor knows no half precision; whoever insists on one is told so
        if wanted == "auto" or ("float16" in wanted and self._device != CPU):
            wanted = "int8"
        yield Placing(threads=thread_count(self._threads), compute_type=wanted)

    def _open(self, placing: Placing) -> Any:
        try:
            model = self._library.load(self._folder.path, placing)
            # CUDA's libraries are opened by the first run, and the first run is slow.
            language = "en" if "en" in self._folder.languages else min(self._folder.languages)
            for _ in self._run(model, np.zeros(RECOGNISER_RATE_HZ, np.float32), language):
                pass
        except Exception as exc:
            if placing.cards:
                raise
            reason = f"{self._folder.path} does not load on cpu: {exc}"
            raise EngineUnavailable(NAME, reason, "Convert or copy it anew") from exc
        return model

    def _close(self) -> None:
        self._seat.clear()

    async def transcribe_many(
        self, utterances: Sequence[Samples], *, language: str
    ) -> list[Transcript]:
        return await self._worker.run(
            self._guard(lambda cancel: self._transcribe_many(utterances, language, cancel))
        )

    def _transcribe(
        self, samples: Samples, language: str, cancel: CancelFlag, draft: Transcript | None
    ) -> Transcript:
        del draft  # it would have to be checked by a run as long as the one it saves
        self._check(language)

        def hear(model: Any) -> Transcript:
            segments: list[Segment] = []
            for found in self._run(model, _floats(samples), language):
                if cancel.cancelled:
                    break
                if segment := _segment(found, len(samples) / RECOGNISER_RATE_HZ):
                    segments.append(segment)
            return _transcript(segments, language)

        return self._seat.use(hear) if len(samples) else _transcript((), language)

    def _transcribe_many(
        self, utterances: Sequence[Samples], language: str, cancel: CancelFlag
    ) -> list[Transcript]:
        """Transcribe what fits into one window each together, the rest one by one."""
        self._check(language)
        short = [u for u in utterances if 0 < len(u) <= _WINDOW_SAMPLES]
        together = self._seat.use(lambda model: self._together(model, short, language))
        found = iter(together)
        return [
            next(found)
            if 0 < len(u) <= _WINDOW_SAMPLES
            else self._transcribe(u, language, cancel, None)
            for u in utterances
        ]

    def _together(
        self, model: Any, utterances: Sequence[Samples], language: str
    ) -> list[Transcript]:
        """Transcribe all in one step: for the library, windows of one recording."""
        if not utterances:
            return []
        stay_offline()
        from faster_whisper import BatchedInferencePipeline

        # whole seconds, so that times and places can be told from each other exactly
        lengths_s = [math.ceil(len(u) / RECOGNISER_RATE_HZ) for u in utterances]
        starts_s = [sum(lengths_s[:n]) for n in range(len(lengths_s))]
        recording = np.zeros(sum(lengths_s) * RECOGNISER_RATE_HZ, np.float32)
        for start_s, utterance in zip(starts_s, utterances, strict=True):
            start = start_s * RECOGNISER_RATE_HZ
            recording[start : start + len(utterance)] = _floats(utterance)
        found, _info = BatchedInferencePipeline(model).transcribe(
            recording,
            language=language,
            beam_size=self._beam_size,
            temperature=0.0,
            without_timestamps=False,
            vad_filter=False,
            clip_timestamps=[
                {"start": start_s, "end": start_s + length_s}
                for start_s, length_s in zip(starts_s, lengths_s, strict=True)
            ],
            batch_size=len(utterances),
        )
        segments: list[list[Segment]] = [[] for _ in utterances]
        for one in found:
            # `seek` is where the window begins; a time may lie beyond its end
            number = starts_s.index(one.seek // model.frames_per_second)
            duration_s = len(utterances[number]) / RECOGNISER_RATE_HZ
            if segment := _segment(one, duration_s, offset_s=starts_s[number]):
                segments[number].append(segment)
        return [_transcript(some, language) for some in segments]

    def _check(self, language: str) -> None:
        if self._seat.model is None:
            raise RecognitionError(NAME, "is not loaded")
        if language not in self._folder.languages:
            raise RecognitionError(NAME, f"{self._folder.path.name} does not know {language!r}")

    def _run(self, model: Any, floats: Any, language: str) -> Iterator[Any]:
        """Yield the library's segments as they are made: each 30 s take one step."""
        found, _info = model.transcribe(
            floats,
            language=language,
            beam_size=self._beam_size,
            temperature=0.0,  # more values mean up to five more attempts on poor audio
            condition_on_previous_text=False,
            no_speech_threshold=_NO_SPEECH_PROBABILITY,
            log_prob_threshold=_OVERRULING_LOG_PROBABILITY,
            vad_filter=False,
        )
        yield from found


def _floats(samples: Samples) -> Any:
    return samples.astype(np.float32) / 32768


def _transcript(segments: Sequence[Segment], language: str) -> Transcript:
    text = " ".join(segment.text for segment in segments)
    return Transcript(text=text, segments=tuple(segments), language=language)


def _segment(found: Any, duration_s: float, *, offset_s: float = 0.0) -> Segment | None:
    text = found.text.strip()
    if not text:
        return None
    if (
        found.no_speech_prob > _NO_SPEECH_PROBABILITY
        and found.avg_logprob < _OVERRULING_LOG_PROBABILITY
    ):
        return None
    return Segment(
        text=text,
        start_s=min(found.start - offset_s, duration_s),
        end_s=min(
            found.end - offset_s, duration_s
        ),  # the window is padded to 30 s, its times may be too
        confidence=min(1.0, math.exp(found.avg_logprob)),
    )


def read_folder(path: Path) -> WhisperFolder | Misfit:
    """Return what the folder holds, or why it is no usable model."""
    try:
        fault = _fault(path)
        if fault is None:
            return _read_folder(path)
    except (OSError, ValueError) as exc:
        return Misfit(reason=f"it can't be read: {exc}", mend=_NAME_ONE)
    return fault if isinstance(fault, Misfit) else Misfit(reason=fault, mend=_NAME_ONE)


def _fault(path: Path) -> Misfit | str | None:
    """Return what can be told from names and first bytes."""
    if not path.is_dir():
        return "there is no such folder"
    missing = [name for name in _FILES if not (path / name).is_file()]
    foreign = [name for name in _FOREIGN if (path / name).is_file()]
    if foreign and "model.bin" in missing:
        return Misfit(reason=f"{foreign[0]} is for another library", mend=CONVERTED)
    if missing:
        return f"it lacks {', '.join(missing)}"
    if not any((path / name).is_file() for name in _VOCABULARIES):
        return f"it lacks {_VOCABULARIES[0]}"
    if found := misfit(path / "model.bin", "whisper"):
        return Misfit(reason=f"model.bin: {found.reason}", mend=found.mend)
    return None


def _read_folder(path: Path) -> WhisperFolder | Misfit:
    vocabulary = next(path / name for name in _VOCABULARIES if (path / name).is_file())
    languages = _languages(vocabulary)
    if not languages:
        return Misfit(reason=f"{vocabulary.name} is not Whisper's", mend=_NAME_ONE)
    size = (path / "model.bin").stat().st_size
    return WhisperFolder(path=path, size_bytes=size, languages=languages)


def _languages(vocabulary: Path) -> frozenset[str]:
    """Languages of a model, told by its tokens; empty when it is not Whisper's."""
    text = vocabulary.read_text(encoding="utf-8")
    tokens = json.loads(text) if vocabulary.suffix == ".json" else text.split("\n")
    if "<|startoftranscript|>" not in tokens:
        return frozenset()
    # English-only models list the language tokens too, but lack the empty token.
    if "" in tokens[:-1] or len(tokens) >= _MULTILINGUAL_TOKENS:
        found = (_LANGUAGE_TOKEN.fullmatch(token) for token in tokens)
        return frozenset(match[1] for match in found if match)
    return frozenset({"en"})


def _locate(config: Config, folder: Path, language: str) -> WhisperFolder | Probe:
    if not installed("faster_whisper"):
        return Probe(
            ok=False,
            reason="faster-whisper is not installed",
            mend="Install it: pip install faster-whisper",
        )
    shelf = resolve(folder, config.models) / "whisper"
    if config.stt.model:
        return _named(config.stt.model, folder, shelf, language)
    looked = {path: read_folder(path) for path in sorted(shelf.glob("*/"))}
    found = [read for read in looked.values() if isinstance(read, WhisperFolder)]
    fitting = [one for one in found if not language or language in one.languages]
    if fitting:
        return _best(fitting, gpu=config.profile == "gpu")
    if found:
        return Probe(
            ok=False,
            reason=f"no model in {shelf} understands {language!r}",
            mend="Get a multilingual one: talkup-local models pull whisper-small",
            languages=frozenset[str]().union(*(one.languages for one in found)),
        )
    for path, read in looked.items():
        if isinstance(read, Misfit):
            return Probe(ok=False, reason=f"{path}: {read.reason}", mend=read.mend)
    return Probe(
        ok=False,
        reason=f"no Whisper model in {shelf}",
        mend="Get one: talkup-local models pull standard (docs/models.md), or set stt.model",
    )


def _named(model: str, folder: Path, shelf: Path, language: str) -> WhisperFolder | Probe:
    path = resolve(folder, model)
    if not path.exists():
        path = shelf / model
    read = read_folder(path)
    if isinstance(read, Misfit):
        return Probe(ok=False, reason=f"stt.model = {model!r}: {read.reason}", mend=read.mend)
    if language and language not in read.languages:
        return Probe(
            ok=False,
            reason=f"stt.model = {model!r} does not understand {language!r}",
            mend="Set stt.model to a multilingual model, or leave it empty",
            languages=read.languages,
        )
    return read


def _best(found: list[WhisperFolder], *, gpu: bool) -> WhisperFolder:
    """Return the largest model that the machine can run fast enough."""
    by_size = sorted(found, key=lambda one: one.size_bytes)
    if gpu:
        return by_size[-1]
    light = [one for one in by_size if one.size_bytes <= _LARGEST_FOR_CPU_BYTES]
    return light[-1] if light else by_size[0]


def probe(config: Config, folder: Path, language: str) -> Probe:
    """Tell whether there is a Whisper model for ``language``."""
    found = _locate(config, folder, language)
    if isinstance(found, Probe):
        return found
    languages = found.languages
    return Probe(ok=True, reason=f"found {found.path}", languages=languages, path=found.path)


def library(config: Config, loaders: Loaders) -> Library:
    """Return what loads its models."""
    del config
    return loaders.whisper or WhisperLibrary()


def build(
    config: Config, folder: Path, language: str, loaders: Loaders = LIBRARIES
) -> FasterWhisper:
    """Return the engine, not yet loaded. Raises EngineUnavailable."""
    found = _locate(config, folder, language)
    if isinstance(found, Probe):
        raise EngineUnavailable(NAME, found.reason, found.mend)
    return FasterWhisper(
        found,
        device=config.stt.device,
        compute_type=config.stt.compute_type,
        threads=config.stt.threads,
        beam_size=config.stt.beam_size,
        library=library(config, loaders),
    )
