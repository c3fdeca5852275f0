"""What a model has read of each conversation, kept while others have their turn."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence, Sized
from dataclasses import dataclass
from itertools import takewhile


@dataclass(frozen=True, kw_only=True)
class State:
    """Tokens that were read, and the model's memory of them, whose length is in bytes."""

    tokens: tuple[int, ...]
    memory: Sized


class States:
    """The most recent states, at most ``count`` and ``size_bytes`` together."""

    def __init__(self, *, count: int, size_bytes: int) -> None:
        self._count, self._size_bytes = count, size_bytes
        self._states: OrderedDict[str, State] = OrderedDict()

    def __len__(self) -> int:
        return len(self._states)

    @property
    def held_bytes(self) -> int:
        """Bytes of all states together."""
        return sum(len(state.memory) for state in self._states.values())

    def put(self, conversation: str, state: State) -> None:
        """Keep ``state``; the longest unused ones give way."""
        self._states[conversation] = state
        self._states.move_to_end(conversation)
        while len(self._states) > self._count or self.held_bytes > self._size_bytes:
            self._states.popitem(last=False)

    def pop(self, conversation: str) -> State | None:
        """Give the state out, if there is one, and keep it no longer."""
        return self._states.pop(conversation, None)

    def clear(self) -> None:
        """Drop everything."""
        self._states.clear()


def common_prefix(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many tokens two sequences have in common from their start."""
    return sum(1 for _ in takewhile(bool, (a == b for a, b in zip(one, other, strict=False))))
