"""What a language model is shown of an interview: the last exchanges, and a summary of the rest.

Both change in steps only, so that what a model has read of a prompt stays the prompt's beginning
for several turns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from talkup_local.config.model import Language
from talkup_local.interview.followups import find_phrase
from talkup_local.interview.history import Message

EXCHANGES: Final = 5
"""Exchanges that are always shown, where they are not too long; nearly twice as many may be."""

MOST_SHOWN_CHARACTERS: Final = 6_000
"""Of all messages that are shown: what fits a context of 4,096 tokens beside the rest."""

MOST_SUMMARY_CHARACTERS: Final = 600

_PHRASES: Final = 2
_LOOKED_AT_CHARACTERS: Final = 800
_MOST_PHRASE_CHARACTERS: Final = 60

Note = tuple[str, str]
"""Topic of the question, and key phrases of an answer to it; two empty ones for no answer."""

NOTHING: Final[Note] = ("", "")


def shown_from(messages: Sequence[Message]) -> int:
    """Return the place of the first message that is shown; ``messages[place:]`` are.

    It stays where it is until nearly twice ``EXCHANGES`` are shown, or too much text; then it
    moves on in one step. It depends on ``messages`` alone.
    """
    start = size = 0
    for end, message in enumerate(messages, start=1):
        size += len(message.content)
        if end - start < 4 * EXCHANGES and size <= MOST_SHOWN_CHARACTERS:
            continue
        start = max(start, end - 2 * EXCHANGES)
        while start < end - 2 and _size(messages[start:end]) > MOST_SHOWN_CHARACTERS / 2:
            start += 1
        while start < end and messages[start].role == "user":  # begins with what was asked
            start += 1
        size = _size(messages[start:end])
    return start


def note_of(heard: str, topic: str, language: Language) -> Note:
    """Return what is worth remembering of an answer, as the interviewer would take it up."""
    phrases: list[str] = []
    used: set[str] = set()
    for _ in range(_PHRASES):
        found = find_phrase(heard[-_LOOKED_AT_CHARACTERS:], language, used=used)
        if found is None:
            break
        used.add(found.head)
        if len(found.text) <= _MOST_PHRASE_CHARACTERS:
            phrases.append(found.text)
    return topic, ", ".join(phrases)


def summary_of(notes: Sequence[Note]) -> str:
    """Return what was talked about, ``MOST_SUMMARY_CHARACTERS`` at most, "" for nothing.

    Where it is too long, what was said first loses its phrases, and then goes.
    """
    topics: dict[str, dict[str, None]] = {}
    for topic, phrases in notes:
        if topic:
            said = topics.setdefault(topic, {})
            said.update(dict.fromkeys(phrase for phrase in phrases.split(", ") if phrase))
    items = list(topics.items())
    for bare in range(len(items) + 1):
        text = _written(items, bare)
        if len(text) <= MOST_SUMMARY_CHARACTERS:
            return text
    for first in range(1, len(items)):
        text = _written(items[first:], len(items))
        if len(text) <= MOST_SUMMARY_CHARACTERS:
            return text
    return ""


def _written(items: Sequence[tuple[str, dict[str, None]]], bare: int) -> str:
    """Return ``items`` in a line, the first ``bare`` ones without what was said."""
    written = (
        f"{topic}: {', '.join(said)}" if said and place >= bare else topic
        for place, (topic, said) in enumerate(items)
    )
    return "; ".join(written)


def _size(messages: Sequence[Message]) -> int:
    return sum(len(message.content) for message in messages)
