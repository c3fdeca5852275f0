"""WebRTC's voice activity detector: very light, but takes loud noise for speech."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Any, Final

from talkup_local.config import Config
from talkup_local.engines.base import (
    RECOGNISER_RATE_HZ,
    EngineInfo,
    Samples,
    VadStream,
    VoiceActivityDetector,
)
from talkup_local.engines.probe import Probe, installed
from talkup_local.engines.vad.windows import Windows
from talkup_local.errors import DetectionError, EngineUnavailable

NAME: Final = "webrtc"
WINDOW_SAMPLES: Final = RECOGNISER_RATE_HZ * 20 // 1000

_MOST_AGGRESSIVE = 3  # of 0 to 3: the fewest false alarms
# It says yes or no: the share of yes in 100 ms is our probability, so that one
# click is no speech.
_SMOOTHED_WINDOWS = 5


class WebRtc(VoiceActivityDetector):
    """The detector. It has no model; each stream holds its own state."""

    def __init__(self) -> None:
        self._module: Any = None

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name=NAME, job="vad")

    @property
    def window_samples(self) -> int:
        return WINDOW_SAMPLES

    def start(self) -> None:
        try:
            import webrtcvad
        except ImportError as exc:
            found = probe(Config(), Path(), "")
            raise EngineUnavailable(NAME, found.reason or str(exc), found.mend) from exc
        self._module = webrtcvad

    def open(self) -> VadStream:
        if self._module is None:
            raise DetectionError(NAME, "is not loaded")
        return _Stream(self._module.Vad(_MOST_AGGRESSIVE))


class _Stream(VadStream):
    def __init__(self, vad: Any) -> None:
        self._vad = vad
        self._windows = Windows(WINDOW_SAMPLES)
        self._recent: deque[bool] = deque(maxlen=_SMOOTHED_WINDOWS)

    def push(self, samples: Samples) -> list[float]:
        probabilities = []
        for window in self._windows.push(samples):
            try:
                self._recent.append(self._vad.is_speech(window.tobytes(), RECOGNISER_RATE_HZ))
            except Exception as exc:
                raise DetectionError(NAME, str(exc)) from exc
            probabilities.append(sum(self._recent) / _SMOOTHED_WINDOWS)
        return probabilities


def probe(config: Config, folder: Path, language: str) -> Probe:
    """Tell whether the module is here."""
    del config, folder, language
    if not installed("webrtcvad"):
        mend = "Install it: pip install webrtcvad-wheels"
        return Probe(ok=False, reason="webrtcvad is not installed", mend=mend)
    return Probe(ok=True, reason="needs no model")


def build(config: Config, folder: Path, language: str) -> WebRtc:
    """Return the detector, not yet loaded."""
    del config, folder, language
    return WebRtc()
