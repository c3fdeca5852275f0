"""Moonshine tiny, English: the recogniser whose weights come inside a wheel.

The wheel's C library is called directly. Its Python package would be slower to
import, copies the samples one by one, and needs an audio device library in some
of its modules; the C interface is versioned and the wheel is pinned.
"""

from __future__ import annotations

import ctypes
import sys
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
    SpeechToText,
    Transcript,
)
from talkup_local.engines.probe import Probe
from talkup_local.engines.stt.pieces import pieces
from talkup_local.engines.worker import CancelFlag
from talkup_local.errors import EngineUnavailable, RecognitionError

NAME: Final = "moonshine"
LANGUAGES: Final = frozenset({"en"})

_PACKAGE = "moonshine_voice"
_MODEL = Path("assets", "tiny-en")
_MODEL_FILES = ("encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin")
_LIBRARIES = {"darwin": "libmoonshine.dylib", "win32": "moonshine.dll"}
_REINSTALL = "Install it anew: pip install --force-reinstall moonshine-voice==0.0.59"

_ARCHITECTURE_TINY = 0
_INTERFACE_VERSION = 20_000

# The library's own voice detector keeps state from one call to the next and cuts
# sentences apart; ours has already found the speech. Without it, and without the
# search for speakers, it is twice as fast and makes a third fewer errors.
_OPTIONS = {
    b"vad_threshold": b"0",
    b"vad_max_segment_duration": b"30",
    b"identify_speakers": b"false",
    b"return_audio_data": b"false",
}
# Attention grows with the square of the length.
_LONGEST_PIECE_S = 15.0
# On silence the model says "You". This is below -48 dB of full scale, where no voice is.
_SILENT_PEAK = 128


class _Line(ctypes.Structure):
    _fields_ = (
        ("text", ctypes.c_char_p),
        ("audio_data", ctypes.c_void_p),
        ("audio_data_count", ctypes.c_size_t),
        ("start_time", ctypes.c_float),
        ("duration", ctypes.c_float),
        ("id", ctypes.c_uint64),
        ("is_complete", ctypes.c_int8),
        ("is_updated", ctypes.c_int8),
        ("is_new", ctypes.c_int8),
        ("has_text_changed", ctypes.c_int8),
        ("has_speaker_id", ctypes.c_int8),
        ("speaker_id", ctypes.c_uint64),
        ("speaker_index", ctypes.c_uint32),
        ("latency_ms", ctypes.c_uint32),
        ("words", ctypes.c_void_p),
        ("word_count", ctypes.c_uint64),
    )


class _Lines(ctypes.Structure):
    _fields_ = (("lines", ctypes.POINTER(_Line)), ("count", ctypes.c_uint64))


class _Option(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("value", ctypes.c_char_p))


class Moonshine(SpeechToText):
    """Moonshine tiny. ``package``: folder of the installed moonshine_voice."""

    def __init__(self, package: Path) -> None:
        super().__init__()
        self._package = package
        self._library: ctypes.CDLL | None = None
        self._handle = -1

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name=NAME, job="stt", model="tiny-en", languages=LANGUAGES)

    def _load(self) -> None:
        library = _open(self._package)
        options = (_Option * len(_OPTIONS))(*(_Option(*pair) for pair in _OPTIONS.items()))
        self._handle = library.moonshine_load_transcriber_from_files(
            str(self._package / _MODEL).encode(),
            _ARCHITECTURE_TINY,
            options,
            len(options),
            _INTERFACE_VERSION,
        )
        if self._handle < 0:
            reason = _sentence(library, self._handle)
            raise EngineUnavailable(NAME, f"the model does not load: {reason}", _REINSTALL)
        self._library = library
        # The first run allocates; white noise keeps it short, as no words come of it.
        noise = np.random.default_rng(0).normal(0, 300, RECOGNISER_RATE_HZ).astype(np.int16)
        self._recognise(noise)

    def _close(self) -> None:
        if self._library is not None:
            self._library.moonshine_free_transcriber(self._handle)
            self._library = None

    def _transcribe(self, samples: Samples, language: str, cancel: CancelFlag) -> Transcript:
        segments: list[Segment] = []
        for start, end in pieces(samples, longest_s=_LONGEST_PIECE_S):
            if cancel.cancelled:
                break
            piece = samples[start:end]
            if _is_silent(piece):
                continue
            text = self._recognise(piece)
            if text:
                segments.append(
                    Segment(
                        text=text,
                        start_s=start / RECOGNISER_RATE_HZ,
                        end_s=end / RECOGNISER_RATE_HZ,
                    )
                )
        text = " ".join(segment.text for segment in segments)
        return Transcript(text=text, segments=tuple(segments), language=language)

    def _recognise(self, samples: Samples) -> str:
        if self._library is None:
            raise RecognitionError(NAME, "is not loaded")
        floats = samples.astype(np.float32) / 32768
        found = ctypes.POINTER(_Lines)()
        status = self._library.moonshine_transcribe_without_streaming(
            self._handle,
            floats.ctypes.data_as(ctypes.POINTER(ctypes.c_float)),
            len(floats),
            RECOGNISER_RATE_HZ,
            0,
            ctypes.byref(found),
        )
        if status < 0:
            raise RecognitionError(NAME, _sentence(self._library, status))
        if not found:
            return ""
        lines = found.contents.lines[: found.contents.count]
        texts = ((line.text or b"").decode("utf-8", errors="replace").strip() for line in lines)
        return " ".join(text for text in texts if text)


def _is_silent(samples: Samples) -> bool:
    return int(samples.max()) < _SILENT_PEAK and int(samples.min()) > -_SILENT_PEAK


def _open(package: Path) -> ctypes.CDLL:
    library = ctypes.CDLL(str(package / _library_name()))
    library.moonshine_load_transcriber_from_files.argtypes = (
        ctypes.c_char_p,
        ctypes.c_uint32,
        ctypes.POINTER(_Option),
        ctypes.c_uint64,
        ctypes.c_int32,
    )
    library.moonshine_load_transcriber_from_files.restype = ctypes.c_int32
    library.moonshine_transcribe_without_streaming.argtypes = (
        ctypes.c_int32,
        ctypes.POINTER(ctypes.c_float),
        ctypes.c_uint64,
        ctypes.c_int32,
        ctypes.c_uint32,
        ctypes.POINTER(ctypes.POINTER(_Lines)),
    )
    library.moonshine_transcribe_without_streaming.restype = ctypes.c_int32
    library.moonshine_free_transcriber.argtypes = (ctypes.c_int32,)
    library.moonshine_free_transcriber.restype = None
    library.moonshine_error_to_string.argtypes = (ctypes.c_int32,)
    library.moonshine_error_to_string.restype = ctypes.c_char_p
    return library


def _sentence(library: ctypes.CDLL, status: int) -> str:
    text: bytes | None = library.moonshine_error_to_string(status)
    return text.decode("utf-8", errors="replace") if text else f"status {status}"


def _library_name() -> str:
    return _LIBRARIES.get(sys.platform, "libmoonshine.so")


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
    needed = (Path(_library_name()), *(_MODEL / name for name in _MODEL_FILES))
    if missing := [str(path) for path in needed if not (package / path).is_file()]:
        reason = f"moonshine-voice lacks {', '.join(missing)}"
        return Probe(ok=False, reason=reason, mend=_REINSTALL)
    if language and language not in LANGUAGES:
        return Probe(
            ok=False,
            reason="Moonshine tiny understands English only",
            mend="Put a multilingual Whisper model into models/whisper (see docs/engines.md)",
            languages=LANGUAGES,
        )
    return Probe(ok=True, reason="its weights come with the wheel", languages=LANGUAGES)


def build(config: Config, folder: Path, language: str) -> Moonshine:
    """Return the engine, not yet loaded. Raises EngineUnavailable."""
    package = _package()
    if package is None:
        found = probe(config, folder, language)
        raise EngineUnavailable(NAME, found.reason, found.mend)
    return Moonshine(package)
