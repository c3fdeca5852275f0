"""Where a model goes: on a card if it may and can, else on the processor, with the reason.

``auto`` takes a card that a library sees, and goes on without it when the model does not load
there. A card asked for by name is never replaced at the start; but no engine gives up in the
middle of an interview for want of memory on its card: it goes on on the processor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

import structlog

from talkup_local.engines.base import EngineInfo, Job
from talkup_local.engines.loaders import CPU, Library, Placing
from talkup_local.engines.nvidia import card_is_here
from talkup_local.errors import EngineUnavailable

log = structlog.get_logger(__name__)

M = TypeVar("M")
T = TypeVar("T")

_ANY_CARD: Final = "cuda"

_NO_MEMORY: Final = re.compile(
    r"out of memory"
    r"|CUBLAS_STATUS_ALLOC_FAILED"
    r"|(unable|failed) to allocate",
    re.IGNORECASE,
)
_SHARED_OBJECT: Final = re.compile(r"\blib[\w-]+\.so[.\d]*")


@dataclass(frozen=True)
class Wish:
    """What ``device`` of an engine says. setting: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``."""

    setting: str

    @property
    def names_a_card(self) -> bool:
        """Whether nothing but a card will do."""
        return self.setting.startswith(_ANY_CARD)

    @property
    def may_be_a_card(self) -> bool:
        """Whether a card will do."""
        return self.setting != CPU

    def among(self, cards: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of ``cards`` that it means."""
        if self.setting == _ANY_CARD:
            return tuple(card for card in cards if card.startswith(_ANY_CARD))
        return tuple(card for card in cards if self.setting in ("auto", card))


class Seat(Generic[M]):
    """The place of an engine's model, which the engine's thread fills, uses and clears.

    device: the setting. placings: gives, for the cards that may be used, where to try, best
    first, the processor last. load: puts the model there and makes it warm. free: lets go of it.
    here: whether this machine has a card at all: to have none is no news.
    """

    def __init__(
        self,
        engine: str,
        job: Job,
        device: str,
        *,
        library: Library,
        placings: Callable[[tuple[str, ...]], Iterable[Placing]],
        load: Callable[[Placing], M],
        free: Callable[[M], None] = lambda _model: None,
        here: Callable[[], bool] = card_is_here,
    ) -> None:
        self._engine, self._job, self._wish = engine, job, Wish(device)
        self._library, self._placings, self._load, self._free = library, placings, load, free
        self._here = here
        self.model: M | None = None
        self.placing = Placing(threads=0)
        self._note = ""

    def describe(self, info: EngineInfo) -> EngineInfo:
        """Return ``info`` with where the model is, how it runs, and the word about that."""
        return replace(
            info,
            device=self.placing.device,
            threads=self.placing.threads,
            compute_type=self.placing.compute_type,
            note=self._note,
        )

    def fill(self) -> None:
        """Load the model in the first place where it loads.

        Raises EngineUnavailable for a card that is named, and what ``load`` raises for the
        processor.
        """
        cards = self._cards()
        unused = self._wish.may_be_a_card and not cards and self._here()
        reason = self._library.no_card if unused else ""
        hopeless = False  # but for want of memory, what one card lacks all will
        for placing in self._placings(cards):
            if placing.cards and hopeless:
                continue
            try:
                self._sit(placing, reason)
            except Exception as exc:
                if not placing.cards:
                    raise
                reason, hopeless = why(exc), not out_of_memory(exc)
                if self._wish.names_a_card:
                    raise self._refusal(f"does not load on {placing.device}: {reason}") from exc
            else:
                return

    def use(self, work: Callable[[M], T]) -> T:
        """Return what ``work`` makes with the model; once more if the card's memory ran out."""
        assert self.model is not None, "an engine looks whether it is loaded"
        try:
            return work(self.model)
        except Exception as exc:
            if not self.ran_out(exc):
                raise
        self.leave_card()
        return work(self.model)

    def ran_out(self, exc: BaseException) -> bool:
        """Whether the model is on a card and its work failed for want of memory."""
        return bool(self.placing.cards) and out_of_memory(exc)

    def leave_card(self) -> None:
        """Load the model anew on the processor. Raises what ``load`` raises."""
        self.clear()
        *_, processor = self._placings(())
        self._sit(processor, "the graphics card ran out of memory")
        log.warning("engine moved to the processor", engine=self._engine, reason=self._note)

    def clear(self) -> None:
        """Let go of the model."""
        model, self.model = self.model, None
        if model is not None:
            self._free(model)

    def _cards(self) -> tuple[str, ...]:
        """Return the cards worth trying. Raises EngineUnavailable when a named one isn't there."""
        seen = self._library.cards() if self._wish.may_be_a_card else ()
        cards = self._wish.among(seen)
        if self._wish.names_a_card and not cards:
            there = f"there is only {', '.join(seen)}" if seen else self._library.no_card
            raise self._refusal(f"{self._job}.device = {self._wish.setting!r}: {there}")
        return cards

    def _sit(self, placing: Placing, reason: str) -> None:
        self.model = self._load(placing)
        self.placing = placing
        where = "partly on the CPU" if placing.cards else "on the CPU"
        self._note = f"{where}: {reason}" if reason else ""

    def _refusal(self, reason: str) -> EngineUnavailable:
        mend = f'Mend that (see docs/engines.md), or set {self._job}.device = "auto" or "cpu"'
        return EngineUnavailable(self._engine, reason, mend)


def out_of_memory(exc: BaseException) -> bool:
    """Whether a library failed because there was no memory for it."""
    return isinstance(exc, MemoryError) or bool(_NO_MEMORY.search(str(exc)))


def why(exc: BaseException) -> str:
    """Return why a card could not be used, in words for people."""
    if out_of_memory(exc):
        return "the graphics card has no room for it"
    if library := _SHARED_OBJECT.search(str(exc)):
        return f"{library[0]} is missing or does not load"
    line = next(iter(str(exc).strip().splitlines()), type(exc).__name__)
    return f"the graphics card can't be used ({line[:200]})"
