"""Which typed answers were taken, for a client that comes back and was not told."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from talkup_local.turn import output as out

_INTERVIEWS: Final = 256
_ANSWERS: Final = 64
"""What is remembered at most; the oldest go. A client keeps but those of its last minutes."""


class TypedAnswers:
    """What clients call what was typed. In memory alone: without it, they ask the candidate."""

    def __init__(self) -> None:
        self._taken: OrderedDict[str, tuple[str, ...]] = OrderedDict()

    def of(self, session_id: str) -> tuple[str, ...]:
        """Return those of an interview that were taken, the latest last."""
        return self._taken.get(session_id, ())

    def beside(self, session_id: str, sink: out.Sink) -> out.Sink:
        """Return ``sink``, with note taken of what was taken: even if nobody is told of it."""

        async def take(output: out.Output) -> None:
            if isinstance(output, out.Taken) and output.ids:
                self._note(session_id, output.ids)
            await sink(output)

        return take

    def _note(self, session_id: str, ids: tuple[str, ...]) -> None:
        self._taken[session_id] = (*self.of(session_id), *ids)[-_ANSWERS:]
        self._taken.move_to_end(session_id)
        if len(self._taken) > _INTERVIEWS:
            self._taken.popitem(last=False)
