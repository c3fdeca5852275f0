"""Keep what a reasoning model thinks to itself out of what it says."""

from __future__ import annotations

from typing import Final

_OPEN: Final = "<think>"
_CLOSE: Final = "</think>"


class ThoughtFilter:
    """Drops ``<think>…</think>`` from a text that comes in pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False

    def push(self, text: str) -> str:
        """Return what of the text so far can be said."""
        self._held += text
        said = ""
        while True:
            tag = _CLOSE if self._thinking else _OPEN
            before, found, after = self._held.partition(tag)
            if not found:
                break
            said += "" if self._thinking else before
            self._held, self._thinking = after, not self._thinking
        keep = _overlap(self._held, tag)  # perhaps the beginning of a tag
        free = self._held[: len(self._held) - keep]
        self._held = self._held[len(free) :]
        return said if self._thinking else said + free

    def flush(self) -> str:
        """Return what is left when the text has ended."""
        held, self._held = self._held, ""
        return "" if self._thinking else held


def _overlap(text: str, tag: str) -> int:
    """Return how much of the end of ``text`` is the beginning of ``tag``."""
    return next((n for n in range(len(tag) - 1, 0, -1) if text.endswith(tag[:n])), 0)
