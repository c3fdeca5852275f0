"""Silero VAD v6: a small recurrent network, robust to noise.

Its ONNX file comes inside the faster-whisper wheel; onnxruntime runs it.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from talkup_local.config import Config
from talkup_local.engines.base import EngineInfo, Samples, VadStream, VoiceActivityDetector
from talkup_local.engines.offline import stay_offline
from talkup_local.engines.probe import Probe, installed
from talkup_local.engines.vad.windows import Windows
from talkup_local.errors import DetectionError, EngineUnavailable

NAME: Final = "silero"
WINDOW_SAMPLES: Final = 512

_CONTEXT_SAMPLES = 64
_STATE_SHAPE = (1, 1, 128)
_MODEL = Path("assets", "silero_vad_v6.onnx")
_LOG_FATAL_ONLY = 4


class Silero(VoiceActivityDetector):
    """The network, shared by all streams. ``model``: the ONNX file."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self._session: Any = None

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name=NAME, job="vad", model="v6")

    @property
    def window_samples(self) -> int:
        return WINDOW_SAMPLES

    def start(self) -> None:
        stay_offline()
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = _LOG_FATAL_ONLY
        try:
            self._session = onnxruntime.InferenceSession(
                str(self._model), sess_options=options, providers=["CPUExecutionProvider"]
            )
            self.open().push(np.zeros(WINDOW_SAMPLES, np.int16))
        except Exception as exc:
            raise EngineUnavailable(NAME, f"{self._model.name} does not load: {exc}") from exc

    def open(self) -> VadStream:
        if self._session is None:
            raise DetectionError(NAME, "is not loaded")
        return _Stream(self._session)


class _Stream(VadStream):
    def __init__(self, session: Any) -> None:
        self._session = session
        self._windows = Windows(WINDOW_SAMPLES)
        self._hidden = np.zeros(_STATE_SHAPE, np.float32)
        self._cell = np.zeros(_STATE_SHAPE, np.float32)
        self._context: NDArray[np.float32] = np.zeros(_CONTEXT_SAMPLES, np.float32)

    def push(self, samples: Samples) -> list[float]:
        windows = self._windows.push(samples).astype(np.float32) / np.float32(32768)
        if not len(windows):
            return []
        # Each window is seen together with the end of the one before. All go in at
        # once: only the recurrent layer is run one by one.
        before = np.vstack((self._context, windows[:-1, -_CONTEXT_SAMPLES:]))
        inputs = {"input": np.hstack((before, windows)), "h": self._hidden, "c": self._cell}
        try:
            found, self._hidden, self._cell = self._session.run(None, inputs)
        except Exception as exc:
            raise DetectionError(NAME, str(exc)) from exc
        self._context = windows[-1, -_CONTEXT_SAMPLES:]
        return [float(probability) for probability in found.reshape(-1)]


def _model() -> Path | None:
    """The file, found without importing the package around it."""
    spec = find_spec("faster_whisper")
    path = Path(spec.origin).parent / _MODEL if spec and spec.origin else None
    return path if path and path.is_file() else None


def probe(config: Config, folder: Path, language: str) -> Probe:
    """Tell whether the network and what runs it are here."""
    del config, folder, language
    if not installed("onnxruntime"):
        mend = "Install it: pip install onnxruntime"
        return Probe(ok=False, reason="onnxruntime is not installed", mend=mend)
    if _model() is None:
        return Probe(
            ok=False,
            reason=f"{_MODEL.name} is not there: it comes with faster-whisper",
            mend="Install it: pip install faster-whisper",
        )
    return Probe(ok=True, reason="comes with faster-whisper")


def build(config: Config, folder: Path, language: str) -> Silero:
    """Return the detector, not yet loaded. Raises EngineUnavailable."""
    model = _model()
    if model is None:
        found = probe(config, folder, language)
        raise EngineUnavailable(NAME, found.reason, found.mend)
    return Silero(model)
