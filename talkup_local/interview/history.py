"""What has been said and heard, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal

Speaker = Literal["user", "assistant"]

MAX_CHARACTERS: Final = 200_000
"""About three hours of speech; beyond it the oldest messages go."""

MAX_MESSAGES: Final = 2_000


@dataclass(frozen=True, kw_only=True)
class Message:
    """One turn of one side. ``timestamp``: when it was said, with a time zone."""

    role: Speaker
    content: str
    timestamp: datetime

    def to_record(self) -> dict[str, str]:
        """Return it as the interview protocol writes it: role, content, timestamp."""
        moment = self.timestamp.astimezone(UTC)
        written = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {"role": self.role, "content": self.content, "timestamp": written}


class History:
    """The conversation of one interview: messages are only ever added at the end.

    The one exception is ``replace_last``: what was really heard takes the place
    of what was meant to be said.
    """

    def __init__(
        self, *, max_characters: int = MAX_CHARACTERS, max_messages: int = MAX_MESSAGES
    ) -> None:
        self._max_characters = max_characters
        self._max_messages = max_messages
        self._messages: list[Message] = []
        self._characters = 0

    def __len__(self) -> int:
        return len(self._messages)

    def __iter__(self) -> Iterator[Message]:
        return iter(tuple(self._messages))

    @property
    def messages(self) -> tuple[Message, ...]:
        """All that is kept, oldest first."""
        return tuple(self._messages)

    def add(self, role: Speaker, content: str, timestamp: datetime) -> Message:
        """Add what ``role`` said. The oldest messages go when there is too much."""
        message = Message(role=role, content=content[: self._max_characters], timestamp=timestamp)
        self._messages.append(message)
        self._characters += len(message.content)
        while self._characters > self._max_characters or len(self._messages) > self._max_messages:
            self._characters -= len(self._messages.pop(0).content)
        return message

    def replace_last(self, role: Speaker, content: str) -> bool:
        """Let ``content`` stand for the last message of ``role``; nothing removes it.

        Returns whether there was such a message.
        """
        for index in range(len(self._messages) - 1, -1, -1):
            message = self._messages[index]
            if message.role != role:
                continue
            content = content[: len(message.content) + self._max_characters - self._characters]
            self._characters += len(content) - len(message.content)
            if content:
                self._messages[index] = replace(message, content=content)
            else:
                del self._messages[index]
            return True
        return False

    def window(self, exchanges: int = 5) -> tuple[Message, ...]:
        """Return the last ``exchanges`` exchanges, two messages each."""
        return tuple(self._messages[-2 * exchanges :]) if exchanges > 0 else ()

    def to_records(self) -> list[dict[str, str]]:
        """Return all messages as the interview protocol writes them."""
        return [message.to_record() for message in self._messages]
