"""Moonshine tiny, English: the recogniser whose weights come inside a wheel.

Of the wheel only the weights are used: its Python package imports an audio device
library, and its C library leaks (see ``moonshine_model``).
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np

from talkup_local.config import Config
from talkup_local.engines.base import (
    RECOGNISER_RATE_HZ,
    EngineInfo,
    Samples,
    Segment,
    Transcript,
)
from talkup_local.engines.probe import Probe
from talkup_local.engines.stt.moonshine_model import DECODER, ENCODER, TOKENIZER, MoonshineModel
from talkup_local.engines.stt.pieces import pieces
from talkup_local.engines.threaded import ThreadedSpeechToText
from talkup_local.engines.threads import thread_count
from talkup_local.engines.worker import CancelFlag
from talkup_local.errors import EngineUnavailable, RecognitionError

NAME: Final = "moonshine"
LANGUAGES: Final = frozenset({"en"})

_PACKAGE = "moonshine_voice"
_MODEL = Path("assets", "tiny-en")
_MODEL_FILES = (ENCODER, DECODER, TOKENIZER)
_REINSTALL = "Install it anew: pip install --force-reinstall moonshine-voice==0.0.59"

# Attention grows with the square of the length.
_LONGEST_PIECE_S = 15.0
# This is below -60 dB of full scale, where no voice is.
_SILENT_PEAK = 32
# What the model says of keys, hum and silence; a spoken one comes with a full stop.
_NOTHING = "You"


class Moonshine(ThreadedSpeechToText):
    """Moonshine tiny. ``package``: folder of the installed moonshine_voice."""

    def __init__(self, package: Path, *, threads: int = 0) -> None:
        super().__init__()
        self._package, self._threads = package, thread_count(threads)
        self._model: MoonshineModel | None = None

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(
            name=NAME, job="stt", model="tiny-en", languages=LANGUAGES, threads=self._threads
        )

    def _load(self) -> None:
        folder = self._package / _MODEL
        try:
            model = MoonshineModel(folder, threads=self._threads)
        except Exception as exc:
            raise EngineUnavailable(NAME, f"the model does not load: {exc}", _REINSTALL) from exc
        # The first run allocates; white noise keeps it short, as no words come of it.
        noise = np.random.default_rng(0).normal(0, 0.01, RECOGNISER_RATE_HZ).astype(np.float32)
        model.transcribe(noise, lambda: False)
        self._model = model

    def _close(self) -> None:
        self._model = None

    def _transcribe(
        self, samples: Samples, language: str, cancel: CancelFlag, draft: Transcript | None
    ) -> Transcript:
        if self._model is None:
            raise RecognitionError(NAME, "is not loaded")
        expected = draft.tokens if draft else ()
        tokens: list[int] = []
        segments: list[Segment] = []
        for start, end in pieces(samples, longest_s=_LONGEST_PIECE_S):
            piece = samples[start:end]
            if cancel.cancelled or _is_silent(piece):
                continue
            floats = piece.astype(np.float32) / np.float32(32768)
            heard = self._model.transcribe(
                floats, lambda: cancel.cancelled, expected[len(tokens) :]
            )
            tokens += heard.tokens
            if _has_words(heard.text):
                segments.append(
                    Segment(
                        text=heard.text,
                        start_s=start / RECOGNISER_RATE_HZ,
                        end_s=end / RECOGNISER_RATE_HZ,
                        confidence=heard.confidence,
                    )
                )
        text = " ".join(segment.text for segment in segments)
        return Transcript(
            text=text, segments=tuple(segments), language=language, tokens=tuple(tokens)
        )


def _has_words(text: str) -> bool:
    """Whether there is more than notes of music, broken characters or the word for nothing."""
    return text != _NOTHING and any(character.isalnum() for character in text)


def _is_silent(samples: Samples) -> bool:
    return int(samples.max()) < _SILENT_PEAK and int(samples.min()) > -_SILENT_PEAK


def _package() -> Path | None:
    spec = find_spec(_PACKAGE)
    return Path(spec.origin).parent if spec and spec.origin else None


def probe(config: Config, folder: Path, language: str) -> Probe:
    """Tell whether the wheel with its weights is here."""
    del config, folder
    package = _package()
    if package is None:
        return Probe(
            ok=False,
            reason="moonshine-voice is not installed",
            mend="Install it: pip install moonshine-voice==0.0.59",
        )
    needed = (_MODEL / name for name in _MODEL_FILES)
    if missing := [str(path) for path in needed if not (package / path).is_file()]:
        reason = f"moonshine-voice lacks {', '.join(missing)}"
        return Probe(ok=False, reason=reason, mend=_REINSTALL)
    if language and language not in LANGUAGES:
        return Probe(
            ok=False,
            reason="Moonshine tiny understands English only",
            mend="Get a multilingual Whisper model: talkup-local models pull whisper-small",
            languages=LANGUAGES,
        )
    return Probe(ok=True, reason="its weights come with the wheel", languages=LANGUAGES)


def build(config: Config, folder: Path, language: str) -> Moonshine:
    """Return the engine, not yet loaded. Raises EngineUnavailable."""
    package = _package()
    if package is None:
        found = probe(config, folder, language)
        raise EngineUnavailable(NAME, found.reason, found.mend)
    return Moonshine(package, threads=config.stt.threads)
