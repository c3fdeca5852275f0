"""The streams of one connection: those that are open, and which ids have been used.

What is remembered of ended streams is bounded: an id that was forgotten is as good as new.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import count

from talkup_local.errors import AmbiguousFrame, NoStream
from talkup_local.protocol.stream.order import Reorder

MOST_REMEMBERED = 1024


@dataclass(kw_only=True, eq=False)
class Stream:
    """An open stream. language: as the client named it."""

    stream_id: str
    order: Reorder
    is_text: bool
    implicit: bool
    language: str | None
    received_bytes: int = 0


class Fate(Enum):
    """What became of a stream that is not open."""

    ENDED = "by the client"
    REFUSED = "by us, before anything of it was used: it may be started again"
    CLOSED = "by us"


class Streams:
    """What is open, what was, and the ids of implicit streams."""

    def __init__(self) -> None:
        self._open: dict[str, Stream] = {}
        self._fates: dict[str, Fate] = {}  # the oldest first
        self._implicit: dict[str, str] = {}  # kind -> id

    @property
    def all_open(self) -> tuple[Stream, ...]:
        """The open streams, the oldest first."""
        return tuple(self._open.values())

    @property
    def remembered(self) -> int:
        """How many ids of streams that are not open are known."""
        return len(self._fates)

    def get(self, stream_id: str) -> Stream | None:
        """Return an open stream."""
        return self._open.get(stream_id)

    def fate(self, stream_id: str) -> Fate | None:
        """Tell what became of a stream, None when it is open or unknown."""
        return self._fates.get(stream_id)

    def silenced(self, stream_id: str) -> bool:
        """Tell whether we closed the stream: the client's late chunks are no fault."""
        return self._fates.get(stream_id) in (Fate.REFUSED, Fate.CLOSED)

    def open(self, stream: Stream) -> None:
        """Add a stream."""
        self._fates.pop(stream.stream_id, None)
        self._open[stream.stream_id] = stream

    def close(self, stream_id: str, fate: Fate) -> None:
        """Take a stream away and remember why, whether it was open or not."""
        self._open.pop(stream_id, None)
        self._fates.pop(stream_id, None)
        self._fates[stream_id] = fate
        if len(self._fates) > MOST_REMEMBERED:
            del self._fates[next(iter(self._fates))]

    def forget(self, stream_id: str) -> None:
        """Make an id as good as new."""
        self._fates.pop(stream_id, None)

    def only(self) -> str | None:
        """Return the id that media without one belongs to, None when that was silenced.

        Raises NoStream or AmbiguousFrame.
        """
        if len(self._open) == 1:
            return next(iter(self._open))
        if self._open:
            raise AmbiguousFrame("Several streams are open: `stream_id` must tell which one.")
        if any(map(self.silenced, self._fates)):
            return None
        raise NoStream("No stream is open.")

    def implicit_id(self, kind: str) -> str:
        """Return the id of the implicit stream of ``kind``: the open one's or a new one."""
        known = self._implicit.get(kind)
        if known is not None and (known in self._open or self.silenced(known)):
            return known
        names = (f"{kind}-{number}" for number in count(1))
        name = next(name for name in names if name not in self._open and name not in self._fates)
        self._implicit[kind] = name
        return name

    def implicit_ids(self) -> list[str]:
        """Return the ids of the implicit streams that the client has not ended."""
        return [
            stream_id
            for stream_id in self._implicit.values()
            if stream_id in self._open or self.silenced(stream_id)
        ]
