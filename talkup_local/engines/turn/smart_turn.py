"""Smart Turn v3.2: a small network that hears whether a speaker has finished.

Its file comes inside the pipecat-ai wheel and is read there as data: the package
itself is never imported. It hears what Whisper hears, a mel spectrogram of 8 s.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from talkup_local.config import Config
from talkup_local.engines.base import RECOGNISER_RATE_HZ, EngineInfo, Samples
from talkup_local.engines.offline import stay_offline
from talkup_local.engines.probe import Probe, installed
from talkup_local.engines.threaded import ThreadedTurnModel
from talkup_local.engines.worker import CancelFlag
from talkup_local.errors import DetectionError, EngineUnavailable

NAME: Final = "smart_turn"
LANGUAGES: Final = frozenset({"en", "fr"})
"""Of the 23 that it was trained for, those that an interview can be held in."""

_PACKAGE = "pipecat"
_FILE = Path("audio", "turn", "smart_turn", "data", "smart-turn-v3.2-cpu.onnx")
_MEND = "Install it: pip install 'talkup-local[smart-turn]'"

_HEARD = 8 * RECOGNISER_RATE_HZ
_WINDOW = RECOGNISER_RATE_HZ // 40
_HOP = RECOGNISER_RATE_HZ // 100
_MELS = 80
_LOG_RANGE = 8.0  # in tens: what is 80 dB below the loudest is all the same

Floats = NDArray[np.float32]


class SmartTurn(ThreadedTurnModel):
    """The network. ``model``: the ONNX file."""

    def __init__(self, model: Path) -> None:
        super().__init__()
        self._model = model
        self._session: Any = None

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name=NAME, job="turn", model=self._model.stem, languages=LANGUAGES)

    def _load(self) -> None:
        stay_offline()
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            self._session = onnxruntime.InferenceSession(
                str(self._model), options, providers=["CPUExecutionProvider"]
            )
            self._ask(np.zeros(0, np.int16))
        except Exception as exc:
            raise EngineUnavailable(NAME, f"{self._model.name} does not load: {exc}") from exc

    def _close(self) -> None:
        self._session = None

    def _completeness(self, samples: Samples, cancel: CancelFlag) -> float:
        del cancel  # it is one run of the network
        if self._session is None:
            raise DetectionError(NAME, "is not loaded")
        return self._ask(samples)

    def _ask(self, samples: Samples) -> float:
        (found,) = self._session.run(None, {"input_features": spectrogram(samples)[np.newaxis]})
        return float(np.clip(found.reshape(-1)[0], 0, 1))


def spectrogram(samples: Samples) -> Floats:
    """Return how the last 8 s look to the network: float32, shape (80 mels, 800 frames).

    samples: int16, shape (n,), 16 kHz mono; less than 8 s have silence before them.
    """
    heard = samples[-_HEARD:].astype(np.float32) / np.float32(32768)
    heard = np.pad(heard, (_HEARD - len(heard), 0))
    heard = (heard - heard.mean()) / np.sqrt(heard.var() + np.float32(1e-7))
    padded = np.pad(heard, _WINDOW // 2, mode="reflect")
    # the window around the very last sample is one too many
    windows = sliding_window_view(padded, _WINDOW)[:-1:_HOP] * _hann()
    spectrum = np.fft.rfft(windows)
    power = spectrum.real**2 + spectrum.imag**2
    mels = np.log10(np.maximum(power @ _mel_filters(), np.float32(1e-10))).T
    return np.ascontiguousarray(np.maximum(mels, mels.max() - _LOG_RANGE) / 4 + 1, np.float32)


@cache
def _hann() -> Floats:
    return np.hanning(_WINDOW + 1)[:-1].astype(np.float32)


@cache
def _mel_filters() -> Floats:
    """Triangles of equal area, evenly spaced in mels: shape (frequencies, mels)."""
    highest_hz = RECOGNISER_RATE_HZ / 2
    corners_hz = _hertz(np.linspace(0, _mel(highest_hz), _MELS + 2))
    bins_hz = np.linspace(0, highest_hz, _WINDOW // 2 + 1)[:, np.newaxis]
    low, middle, high = corners_hz[:-2], corners_hz[1:-1], corners_hz[2:]
    rising, falling = (bins_hz - low) / (middle - low), (high - bins_hz) / (high - middle)
    triangles = np.clip(np.minimum(rising, falling), 0, None)
    return (triangles * 2 / (high - low)).astype(np.float32)


# Slaney's mel scale: straight up to 1 kHz, which is 15 mels, then logarithmic.
_STRAIGHT_HZ = 1000.0
_STRAIGHT_MELS = 15.0
_MELS_PER_LOG = 27 / np.log(6.4)


def _mel(hertz: float) -> float:
    """Mels of a frequency above 1 kHz."""
    return float(_STRAIGHT_MELS + np.log(hertz / _STRAIGHT_HZ) * _MELS_PER_LOG)


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    straight = mels * _STRAIGHT_HZ / _STRAIGHT_MELS
    bent = _STRAIGHT_HZ * np.exp((mels - _STRAIGHT_MELS) / _MELS_PER_LOG)
    return np.where(mels < _STRAIGHT_MELS, straight, bent)


def _model() -> Path | None:
    """The file, found without importing the package around it."""
    spec = find_spec(_PACKAGE)
    folders = (spec.submodule_search_locations or ()) if spec else ()
    return next((path for folder in folders if (path := Path(folder) / _FILE).is_file()), None)


def probe(config: Config, folder: Path, language: str) -> Probe:
    """Tell whether the network and what runs it are here, and whether it knows ``language``."""
    del config, folder
    if not installed(_PACKAGE):
        return Probe(ok=False, reason="pipecat-ai is not installed", mend=_MEND)
    if _model() is None:
        return Probe(ok=False, reason=f"pipecat-ai lacks {_FILE.name}", mend=_MEND)
    if language and language not in LANGUAGES:
        return Probe(
            ok=False,
            reason=f"Smart Turn does not know {language!r}",
            mend="Set turn.smart_turn = false",
            languages=LANGUAGES,
        )
    return Probe(ok=True, reason="comes with pipecat-ai", languages=LANGUAGES)


def build(config: Config, folder: Path, language: str) -> SmartTurn:
    """Return the model, not yet loaded. Raises EngineUnavailable."""
    model = _model()
    if model is None:
        found = probe(config, folder, language)
        raise EngineUnavailable(NAME, found.reason, found.mend)
    return SmartTurn(model)
