"""The text of a reply out of the bytes of its tokens."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class ReplyText:
    """Joins bytes to characters, drops leading blanks, and ends at a stop.

    stops: texts that end the reply; none of them is passed on, not even in part.
    """

    def __init__(self, stops: Sequence[str] = ()) -> None:
        self._stops = tuple(stop for stop in stops if stop)
        # A character may span several tokens.
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._held = ""
        self._begun = False
        self.stopped = False

    def feed(self, data: bytes) -> str:
        """Return the text that is certain by now."""
        return self._take(self._decoder.decode(data), final=False)

    def finish(self) -> str:
        """Return what was held back, as nothing more comes."""
        return self._take(self._decoder.decode(b"", final=True), final=True)

    def _take(self, text: str, *, final: bool) -> str:
        if self.stopped:
            return ""
        self._held += text
        if not self._begun:
            self._held = self._held.lstrip()
            self._begun = bool(self._held)
        found = [at for stop in self._stops if (at := self._held.find(stop)) >= 0]
        if found:
            self.stopped = True
            end = min(found)
        else:
            end = len(self._held) - (0 if final else self._doubtful())
        ready, self._held = self._held[:end], self._held[end:]
        return ready

    def _doubtful(self) -> int:
        """Length of the end of the text that may be the beginning of a stop."""
        longest = max((len(stop) for stop in self._stops), default=1) - 1
        for length in range(min(longest, len(self._held)), 0, -1):
            end = self._held[-length:]
            if any(stop.startswith(end) for stop in self._stops):
                return length
        return 0
