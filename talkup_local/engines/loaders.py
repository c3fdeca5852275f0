"""Who puts models on processors and graphics cards: the foreign libraries, or what stands in.

Each library that can use a card is a ``Library``; its adapter lies beside its engine. A card
can't be had on every machine, so what needs one is tried with libraries that only say what
a real one would: they are handed in through ``wiring``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from talkup_local.engines.cuda import CudaReport, cuda_report

CPU: Final = "cpu"
ALL_LAYERS: Final = -1


@dataclass(frozen=True, kw_only=True)
class Placing:
    """Where a model is put, and how.

    cards: such as ``cuda:0``; none means the processor. threads: on the processor.
    compute_type: of CTranslate2. layers: of a language model, on the cards.
    """

    cards: tuple[str, ...] = ()
    threads: int = 1
    compute_type: str = ""
    layers: int = 0

    @property
    def device(self) -> str:
        """As it is shown: ``cpu``, ``cuda:0``, ``cuda:0+cuda:1``."""
        return "+".join(self.cards) or CPU

    @property
    def number(self) -> int:
        """Number of the first card."""
        return int(self.cards[0].rpartition(":")[2])


class Library(Protocol):
    """A foreign library that can put a model on a card."""

    @property
    def no_card(self) -> str:
        """Why ``cards`` may be empty, for people."""

    def cards(self) -> tuple[str, ...]:
        """Return the cards that it says it can use. Whether it can, only loading tells."""

    def load(self, path: Path, placing: Placing) -> Any:
        """Return the loaded model. Raises what the library raises."""


class LayeredLibrary(Library, Protocol):
    """One that can put a part of a model on the cards."""

    def layers(self, path: Path) -> int:
        """Return how many layers the model at ``path`` has. Raises what the library raises."""


@dataclass(frozen=True, kw_only=True)
class Loaders:
    """What loads models in place of the libraries; None where the library itself does."""

    whisper: Library | None = None
    llama: LayeredLibrary | None = None
    onnx: Library | None = None
    cuda: Callable[[], CudaReport] = cuda_report


LIBRARIES: Final = Loaders()
"""The libraries themselves."""
