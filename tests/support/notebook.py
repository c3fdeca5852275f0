"""A keeper for tests: remembers what it is told to keep."""

from dataclasses import dataclass, field
from typing import Any

from support.scene import Scene
from talkup_local.errors import StorageError
from talkup_local.turn.keeper import Answered


@dataclass
class Notebook:
    """A keeper that remembers, until it is full."""

    pages: int = 99
    answers: list[Answered] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    endings: list[str] = field(default_factory=list)
    turns: list[Any] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    happenings: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    talk: Scene | None = None

    async def answered(self, answer: Answered) -> None:
        if len(self.answers) >= self.pages:
            raise StorageError("notebook", "is full")
        if self.talk is not None:
            self.told = self.talk.kinds_since(self.talk.notes["began"])
        self.answers.append(answer)

    async def said(self, text, progress, spent_s) -> None:
        self.words.append(text)

    def turn_done(self, record) -> None:
        self.turns.append(record)

    def happened(self, name, **facts) -> None:
        self.happenings.append((name, facts))

    async def ended(self, reason, spent_s) -> None:
        self.endings.append(reason)
