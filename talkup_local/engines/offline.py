"""What foreign libraries are told, so that none of them reaches for a network.

They read it when they are imported, so it is said before that.
"""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import Final

OFFLINE: Final = MappingProxyType(
    {
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "TRANSFORMERS_OFFLINE": "1",
        # from 1.29 on, its wheels report sessions and models to their makers unless told not to
        "ORT_DISABLE_TELEMETRY": "1",
        "DO_NOT_TRACK": "1",
    }
)
"""Environment variables, for this process and those that it starts."""


def stay_offline() -> None:
    """Tell all libraries that are imported from now on."""
    os.environ.update(OFFLINE)
