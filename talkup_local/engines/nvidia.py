"""The libraries of CUDA that others open by name while they work."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final

CUBLAS: Final = ("libcublasLt.so.12", "libcublas.so.12")
CUDNN: Final = ("libcudnn.so.9", "libcudnn_ops.so.9")

_DEVICES: Final = Path("/dev")

NEEDED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"faster_whisper": CUBLAS, "piper": (*CUBLAS, *CUDNN)}
)
"""By engine. llama.cpp is not here: a build for CUDA is linked to its own."""


def card_is_here() -> bool:
    """Tell whether this process is given a card, whatever can be done with it; at no cost."""
    return card_count() > 0


def card_count(devices: Path = _DEVICES) -> int:
    """Return how many cards this process is given: the driver makes a file for each."""
    numbered = sum(1 for _ in devices.glob("nvidia[0-9]*"))
    # Windows' driver inside WSL shows one file for all
    unnumbered = any((devices / name).exists() for name in ("nvidiactl", "dxg"))
    return numbered or int(unnumbered)


def open_library(name: str) -> ctypes.CDLL:
    """Return a library of the system, or else of NVIDIA's wheels. Raises OSError."""
    try:
        return ctypes.CDLL(name)
    except OSError:
        for path in _in_wheels(name):
            return ctypes.CDLL(str(path))
        raise


def preload(names: Iterable[str]) -> None:
    """Open what there is of ``names``, so that whoever asks for them later finds them.

    The wheels lie where the system does not look. What is missing is told by whoever needs it.
    """
    for name in names:
        try:
            open_library(name)
        except OSError:
            continue


def _in_wheels(name: str) -> Iterator[Path]:
    spec = find_spec("nvidia")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        yield from Path(folder).glob(f"*/lib/{name}")
