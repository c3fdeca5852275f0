"""espeak-ng through ctypes: the voice that comes inside a wheel, in all languages."""

from __future__ import annotations

import ctypes
import functools
import itertools
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np

from talkup_local.config import Config
from talkup_local.engines.base import EngineInfo, Samples, Speech, Voice
from talkup_local.engines.probe import Probe
from talkup_local.engines.threaded import ThreadedTextToSpeech
from talkup_local.engines.tts.silence import even_edges
from talkup_local.engines.worker import CancelFlag
from talkup_local.errors import EngineUnavailable, SynthesisError

NAME: Final = "espeak"
SAMPLE_RATE_HZ: Final = 22_050

# Our name, espeak's own, language, gender; the default of each language first. Of the
# many variants these are the ones that people and recognisers understand best.
_VOICES = (
    ("en-us", "en-us", "en", "male", "American English"),
    ("en-us+f2", "en-us+f2", "en", "female", "American English, higher"),
    ("en-us+f3", "en-us+f3", "en", "female", "American English, softer"),
    ("en-us+m1", "en-us+m1", "en", "male", "American English, darker"),
    ("en-gb", "en", "en", "male", "British English"),
    ("en-gb+f2", "en+f2", "en", "female", "British English, higher"),
    ("fr", "fr", "fr", "male", "French"),
    ("fr+f2", "fr+f2", "fr", "female", "French, higher"),
    ("fr-be", "fr-be", "fr", "male", "Belgian French"),
)
VOICES: Final = tuple(
    Voice(name=name, language=language, gender=gender, description=description)  # type: ignore[arg-type] # literals
    for name, _, language, gender, description in _VOICES
)
_IDENTIFIERS = {name: identifier for name, identifier, *_ in _VOICES}
LANGUAGES: Final = frozenset(voice.language for voice in VOICES)

_PACKAGE = "espeakng_loader"
_DATA = "espeak-ng-data"
_LIBRARIES = {"darwin": "libespeak-ng.dylib", "win32": "espeak-ng.dll"}
_INSTALL = "Install it: pip install espeakng-loader"

_WORDS_PER_MINUTE = 165

# From espeak-ng's speak_lib.h.
_OUTPUT_SYNCHRONOUS = 2
_INITIALIZE_DONT_EXIT = 0x8000
_PARAMETER_RATE = 1
_CHARACTERS_UTF8 = 1
_EVENT_NONE = 0
_EVENT_WORD = 1
_OK = 0


class _Event(ctypes.Structure):
    """``espeak_EVENT``. text_position counts characters from 1; audio_position is ms."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_int16), ctypes.c_int, ctypes.POINTER(_Event)
)

# The library is one state machine per process, whatever the number of engines.
_LOCK = threading.Lock()


@dataclass(frozen=True)
class WordStart:
    """Where a word begins: ``at_character`` of the text, ``at_s`` of its sound."""

    at_character: int
    at_s: float


class Espeak(ThreadedTextToSpeech):
    """espeak-ng. ``speed``: 1.0 is its usual rate, 2.0 twice as fast."""

    def __init__(self, package: Path, *, speed: float = 1.0) -> None:
        super().__init__()
        self._package = package
        self._rate = round(_WORDS_PER_MINUTE * speed)
        self._library: ctypes.CDLL | None = None

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name=NAME, job="tts", languages=LANGUAGES, sample_rate_hz=SAMPLE_RATE_HZ)

    @property
    def voices(self) -> tuple[Voice, ...]:
        return VOICES

    def _load(self) -> None:
        with _LOCK:
            self._library = _open(self._package)

    async def synthesize_timed(
        self, text: str, voice: Voice
    ) -> tuple[Speech, tuple[WordStart, ...]]:
        """Return the sound of ``text`` with its own edges, and where its words begin.

        Words that espeak-ng runs together ("of the") are told as one.
        Raises SynthesisError.
        """
        samples, words = await self._worker.run(
            self._guard(lambda cancel: self._speak(text, voice, cancel))
        )
        return Speech(samples=samples, sample_rate_hz=SAMPLE_RATE_HZ), words

    def _synthesize(self, text: str, voice: Voice, cancel: CancelFlag) -> Speech:
        samples, _ = self._speak(text, voice, cancel)
        return Speech(samples=even_edges(samples, SAMPLE_RATE_HZ), sample_rate_hz=SAMPLE_RATE_HZ)

    def _speak(
        self, text: str, voice: Voice, cancel: CancelFlag
    ) -> tuple[Samples, tuple[WordStart, ...]]:
        if self._library is None:
            raise SynthesisError(NAME, "is not loaded")
        if voice.name not in _IDENTIFIERS:
            raise SynthesisError(NAME, f"has no voice {voice.name!r}")
        chunks: list[Samples] = []
        words: list[WordStart] = []

        def on_sound(
            sound: ctypes._Pointer[ctypes.c_int16], count: int, events: ctypes._Pointer[_Event]
        ) -> int:
            if sound and count > 0:
                chunks.append(np.ctypeslib.as_array(sound, (count,)).copy())
            words.extend(_words(events))
            return int(cancel.cancelled)  # 1 makes it stop

        receiver = _CALLBACK(on_sound)  # named, so that it lives while C calls it

        # A zero byte would end the text for C.
        data = text.encode("utf-8", errors="replace").replace(b"\0", b" ") + b"\0"
        with _LOCK:
            library = self._library
            library.espeak_SetSynthCallback(receiver)
            status = library.espeak_SetVoiceByName(_IDENTIFIERS[voice.name].encode())
            status = status or library.espeak_SetParameter(_PARAMETER_RATE, self._rate, 0)
            status = status or library.espeak_Synth(
                data, len(data), 0, 0, 0, _CHARACTERS_UTF8, None, None
            )
        if status != _OK:
            raise SynthesisError(NAME, f"status {status}")
        return np.concatenate(chunks) if chunks else np.zeros(0, np.int16), tuple(words)


def _words(events: ctypes._Pointer[_Event]) -> Iterator[WordStart]:
    """Yield the words among the events, which end with one that is none."""
    for place in itertools.count():
        event = events[place]
        if event.type == _EVENT_NONE:
            return
        if event.type == _EVENT_WORD:
            yield WordStart(event.text_position - 1, event.audio_position / 1000)


@functools.cache
def _open(package: Path) -> ctypes.CDLL:
    """Load and initialise the library, once per process: a second time would break the first."""
    library = ctypes.CDLL(str(package / _library_name()))
    library.espeak_Initialize.argtypes = (
        ctypes.c_int,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
    )
    library.espeak_SetSynthCallback.argtypes = (_CALLBACK,)
    library.espeak_SetSynthCallback.restype = None
    library.espeak_SetVoiceByName.argtypes = (ctypes.c_char_p,)
    library.espeak_SetParameter.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int)
    library.espeak_Synth.argtypes = (
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.c_void_p,
        ctypes.c_void_p,
    )
    # It wants the folder that holds the data folder.
    rate_hz = library.espeak_Initialize(
        _OUTPUT_SYNCHRONOUS, 0, str(package).encode(), _INITIALIZE_DONT_EXIT
    )
    if rate_hz != SAMPLE_RATE_HZ:
        raise EngineUnavailable(NAME, f"its data in {package / _DATA} does not load", _INSTALL)
    return library


def _library_name() -> str:
    return _LIBRARIES.get(sys.platform, "libespeak-ng.so")


def _package() -> Path | None:
    spec = find_spec(_PACKAGE)
    return Path(spec.origin).parent if spec and spec.origin else None


def probe(config: Config, folder: Path, language: str) -> Probe:
    """Tell whether the wheel is here and speaks ``language`` with the voice asked for."""
    del folder
    package = _package()
    if package is None:
        return Probe(ok=False, reason="espeakng-loader is not installed", mend=_INSTALL)
    for needed in (_library_name(), _DATA):
        if not (package / needed).exists():
            return Probe(ok=False, reason=f"espeakng-loader lacks {needed}", mend=_INSTALL)
    if language and language not in LANGUAGES:
        return Probe(
            ok=False,
            reason=f"has no voice for {language!r}",
            mend=f"Set interview.language to one of: {', '.join(sorted(LANGUAGES))}",
            languages=LANGUAGES,
        )
    if config.tts.voice and config.tts.voice not in _IDENTIFIERS:
        return Probe(
            ok=False,
            reason=f"has no voice {config.tts.voice!r}",
            mend=f"Set tts.voice to one of: {', '.join(_IDENTIFIERS)}",
            languages=LANGUAGES,
        )
    return Probe(ok=True, reason="its data comes with the wheel", languages=LANGUAGES)


def build(config: Config, folder: Path, language: str) -> Espeak:
    """Return the engine, not yet loaded. Raises EngineUnavailable."""
    package = _package()
    if package is None:
        found = probe(config, folder, language)
        raise EngineUnavailable(NAME, found.reason, found.mend)
    return Espeak(package, speed=config.tts.speed)
