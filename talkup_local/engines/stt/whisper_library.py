"""CTranslate2's Whisper as faster-whisper loads it: from a local folder only."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from talkup_local.engines.loaders import Placing
from talkup_local.engines.nvidia import CUBLAS, preload
from talkup_local.engines.offline import stay_offline


class WhisperLibrary:
    """Loads models in CTranslate2's format; each on one card at most."""

    no_card = "there is no graphics card that CTranslate2 can use"

    def cards(self) -> tuple[str, ...]:
        """Return the cards that the driver counts."""
        return tuple(f"cuda:{n}" for n in range(_ctranslate2().get_cuda_device_count()))

    def load(self, path: Path, placing: Placing) -> Any:
        """Return the ``WhisperModel`` of the folder ``path``."""
        _ctranslate2()
        if placing.cards:
            preload(CUBLAS)
        stay_offline()
        from faster_whisper import WhisperModel

        return WhisperModel(
            str(path),
            device="cuda" if placing.cards else "cpu",
            device_index=placing.number if placing.cards else 0,
            compute_type=placing.compute_type,
            cpu_threads=placing.threads,
            local_files_only=True,
        )


def _ctranslate2() -> Any:
    stay_offline()
    import ctranslate2

    ctranslate2.set_log_level(logging.ERROR)
    return ctranslate2
