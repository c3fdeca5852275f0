"""Server-sent events, as language model servers stream their replies; pure.

Source: the WHATWG HTML standard, "Interpreting an event stream". Of its fields only
``event`` and ``data`` matter here. ``error``, which no standard has, is read too: some
releases of llama-server tell a failure by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LONGEST_BYTES: Final = 1 << 20
"""Most bytes of one event; more is no reply."""

_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class ServerSentEvent:
    """One event. ``name`` is "message" unless the server names it."""

    data: str
    name: str = "message"


class EventReader:
    """Reads events from bytes that were cut anywhere."""

    def __init__(self) -> None:
        self._rest = b""
        self._at_start = True
        self._name = ""
        self._data: list[str] = []
        self._size = 0

    def feed(self, data: bytes) -> list[ServerSentEvent]:
        """Return the events that are whole now. Raises ValueError when one is too long."""
        self._rest += data
        if self._at_start:
            if len(self._rest) < len(_BYTE_ORDER_MARK) and _BYTE_ORDER_MARK.startswith(self._rest):
                return []
            self._rest = self._rest.removeprefix(_BYTE_ORDER_MARK)
            self._at_start = False
        return self._read()

    def finish(self) -> list[ServerSentEvent]:
        """Return what the end leaves over: not every server ends with an empty line."""
        self._rest += b"\n\n"
        return self._read()

    def _read(self) -> list[ServerSentEvent]:
        events: list[ServerSentEvent] = []
        start = 0
        for match in _LINE_END.finditer(self._rest):
            if match.group() == b"\r" and match.end() == len(self._rest):
                break  # the other half of this line's end may follow
            self._take(self._rest[start : match.start()], events)
            start = match.end()
        self._rest = self._rest[start:]
        if self._size + len(self._rest) > LONGEST_BYTES:
            raise ValueError("an event is too long")
        return events

    def _take(self, line: bytes, events: list[ServerSentEvent]) -> None:
        if not line:
            if self._data:
                events.append(ServerSentEvent("\n".join(self._data), self._name or "message"))
            self._name, self._data, self._size = "", [], 0
            return
        field, _, value = line.partition(b":")
        text = value.removeprefix(b" ").decode(errors="replace")
        if field == b"data":
            self._data.append(text)
            self._size += len(line)
        elif field == b"event":
            self._name = text
        elif field == b"error":
            self._name = "error"
            self._data.append(text)
            self._size += len(line)
