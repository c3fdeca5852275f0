"""Whisper through faster-whisper (CTranslate2), from a local folder only."""

from __future__ import annotations

import json
import logging
import math
import os
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
from talkup_local.engines.probe import Probe, installed, resolve
from talkup_local.engines.threaded import ThreadedSpeechToText
from talkup_local.engines.threads import thread_count
from talkup_local.engines.worker import CancelFlag
from talkup_local.errors import EngineUnavailable, RecognitionError

NAME: Final = "faster_whisper"

# Without tokenizer.json the library would ask a hub for it.
_FILES = ("model.bin", "config.json", "tokenizer.json")
_VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
_LANGUAGE_TOKEN = re.compile(r"<\|([a-z]{2,3})\|>")
_MULTILINGUAL_TOKENS = 51_865
_LARGEST_FOR_CPU_BYTES = 700_000_000

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
}

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
    ) -> None:
        super().__init__()
        self._folder = folder
        self._wanted_device, self._compute_type = device, compute_type
        self._threads, self._beam_size = threads, beam_size
        self._device = "cpu" if device == "auto" else device
        self._model: Any = None

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(
            name=NAME,
            job="stt",
            model=self._folder.path.name,
            languages=self._folder.languages,
            device=self._device,
        )

    def _load(self) -> None:
        os.environ.update(_OFFLINE)  # read by the hub's library when it is imported
        import ctranslate2

        ctranslate2.set_log_level(logging.ERROR)
        for device in self._devices(ctranslate2):
            try:
                self._model = self._open(device)
            except Exception as exc:
                if device == "cuda" and self._wanted_device == "auto":
                    continue  # a card that is seen but can't be used, or lacks its libraries
                raise EngineUnavailable(
                    NAME,
                    f"{self._folder.path} does not load on {device}: {exc}",
                    'Set stt.device = "cpu"' if device == "cuda" else "Convert or copy it anew",
                ) from exc
            self._device = device
            return

    def _devices(self, ctranslate2: Any) -> tuple[str, ...]:
        if self._wanted_device != "auto":
            return (self._wanted_device,)
        return ("cuda", "cpu") if ctranslate2.get_cuda_device_count() else ("cpu",)

    def _open(self, device: str) -> Any:
        from faster_whisper import WhisperModel

        compute_type = self._compute_type
        if compute_type == "auto":
            compute_type = "float16" if device == "cuda" else "int8"
        model = WhisperModel(
            str(self._folder.path),
            device=device,
            compute_type=compute_type,
            cpu_threads=thread_count(self._threads),
            local_files_only=True,
        )
        # CUDA's libraries are opened by the first run, and the first run is slow.
        language = "en" if "en" in self._folder.languages else min(self._folder.languages)
        for _ in self._run(model, np.zeros(RECOGNISER_RATE_HZ, np.float32), language):
            pass
        return model

    def _close(self) -> None:
        self._model = None

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
        segments: list[Segment] = []
        if len(samples):
            for found in self._run(self._model, _floats(samples), language):
                if cancel.cancelled:
                    break
                if segment := _segment(found, len(samples) / RECOGNISER_RATE_HZ):
                    segments.append(segment)
        return _transcript(segments, language)

    def _transcribe_many(
        self, utterances: Sequence[Samples], language: str, cancel: CancelFlag
    ) -> list[Transcript]:
        """Transcribe what fits into one window each together, the rest one by one."""
        self._check(language)
        short = [u for u in utterances if 0 < len(u) <= _WINDOW_SAMPLES]
        found = iter(self._together(short, language) if short else ())
        return [
            next(found)
            if 0 < len(u) <= _WINDOW_SAMPLES
            else self._transcribe(u, language, cancel, None)
            for u in utterances
        ]

    def _together(self, utterances: Sequence[Samples], language: str) -> list[Transcript]:
        """Transcribe all in one step: for the library, windows of one recording."""
        from faster_whisper import BatchedInferencePipeline

        # whole seconds, so that times and places can be told from each other exactly
        lengths_s = [math.ceil(len(u) / RECOGNISER_RATE_HZ) for u in utterances]
        starts_s = [sum(lengths_s[:n]) for n in range(len(lengths_s))]
        recording = np.zeros(sum(lengths_s) * RECOGNISER_RATE_HZ, np.float32)
        for start_s, utterance in zip(starts_s, utterances, strict=True):
            start = start_s * RECOGNISER_RATE_HZ
            recording[start : start + len(utterance)] = _floats(utterance)
        found, _info = BatchedInferencePipeline(self._model).transcribe(
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
            number = starts_s.index(one.seek // self._model.frames_per_second)
            duration_s = len(utterances[number]) / RECOGNISER_RATE_HZ
            if segment := _segment(one, duration_s, offset_s=starts_s[number]):
                segments[number].append(segment)
        return [_transcript(some, language) for some in segments]

    def _check(self, language: str) -> None:
        if self._model is None:
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


def read_folder(path: Path) -> WhisperFolder | str:
    """Return what the folder holds, or in words why it is no usable model."""
    if not path.is_dir():
        return "there is no such folder"
    if missing := [name for name in _FILES if not (path / name).is_file()]:
        return f"it lacks {', '.join(missing)}"
    vocabulary = next((path / name for name in _VOCABULARIES if (path / name).is_file()), None)
    if vocabulary is None:
        return f"it lacks {_VOCABULARIES[0]}"
    try:
        languages = _languages(vocabulary)
    except (OSError, ValueError):
        return f"{vocabulary.name} can't be read"
    if not languages:
        return "it is not a Whisper model"
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
    found = [
        read
        for path in sorted(shelf.glob("*/"))
        if isinstance(read := read_folder(path), WhisperFolder)
    ]
    fitting = [one for one in found if not language or language in one.languages]
    if fitting:
        return _best(fitting, gpu=config.profile == "gpu")
    if found:
        return Probe(
            ok=False,
            reason=f"no model in {shelf} understands {language!r}",
            mend=f"Put a multilingual Whisper model into {shelf}",
            languages=frozenset[str]().union(*(one.languages for one in found)),
        )
    return Probe(
        ok=False,
        reason=f"no Whisper model in {shelf}",
        mend=f"Put one into {shelf}/NAME (see docs/engines.md), or set stt.model",
    )


def _named(model: str, folder: Path, shelf: Path, language: str) -> WhisperFolder | Probe:
    path = resolve(folder, model)
    if not path.exists():
        path = shelf / model
    read = read_folder(path)
    mend = "Set stt.model to the folder of a CTranslate2 Whisper model, or leave it empty"
    if isinstance(read, str):
        return Probe(ok=False, reason=f"stt.model = {model!r}: {read}", mend=mend)
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
    return Probe(ok=True, reason=f"found {found.path}", languages=found.languages)


def build(config: Config, folder: Path, language: str) -> FasterWhisper:
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
    )
