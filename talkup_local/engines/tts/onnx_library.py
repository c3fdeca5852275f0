"""onnxruntime, as Piper's voices are loaded with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from talkup_local.engines.loaders import Placing
from talkup_local.engines.nvidia import CUBLAS, CUDNN, card_count, preload
from talkup_local.engines.offline import stay_offline

_CUDA: Final = "CUDAExecutionProvider"
_CPU: Final = "CPUExecutionProvider"


class OnnxLibrary:
    """Loads ONNX files; each on one card at most."""

    no_card = "this onnxruntime has no CUDA"

    def cards(self) -> tuple[str, ...]:
        """Return the cards if this build knows CUDA; how many, only the driver says."""
        if _CUDA not in _onnxruntime().get_available_providers():
            return ()
        return tuple(f"cuda:{number}" for number in range(max(1, card_count())))

    def load(self, path: Path, placing: Placing) -> Any:
        """Return the ``InferenceSession`` of a file."""
        onnxruntime = _onnxruntime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = placing.threads
        options.inter_op_num_threads = 1
        # threads that wait for each other leave their cores to the other engines
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        providers: list[Any] = [_CPU]
        if placing.cards:
            preload((*CUBLAS, *CUDNN))
            # every sentence has a length of its own: a search for the best way would not pay
            settings = {"device_id": placing.number, "cudnn_conv_algo_search": "HEURISTIC"}
            providers.insert(0, (_CUDA, settings))
        session = onnxruntime.InferenceSession(str(path), sess_options=options, providers=providers)
        if placing.cards and _CUDA not in session.get_providers():
            # it writes the reason to stderr, and goes on without the card
            raise RuntimeError("onnxruntime could not start CUDA")
        return session


def _onnxruntime() -> Any:
    stay_offline()
    import onnxruntime

    return onnxruntime
