"""The interviewer of `bench turns`: asks what the scenario says, and replies by script."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Final, Literal

from talkup_local.config.model import InterviewKind, Language
from talkup_local.dialogue.interviewer import Draft, FixedDraft, Interviewer, Piece, Sentence
from talkup_local.dialogue.sentences import SentenceSplitter
from talkup_local.interview.history import History

ReplyPace = Literal["instant", "slow", "thanks_first"]

TOKENS: Final = (
    *("Thank", " you", ".", " Can", " you", " tell", " me", " more"),
    *(" about", " the", " result", "?"),
)
"""Every reply, as a language model would give it."""

_THANKS: Final = "Thank you."


@dataclass(frozen=True)
class Pace:
    """How fast a language model is. ``tokens_per_s``: 0 is at once.

    thanks_first: whether the thanks do not wait for it, as with ``llm.lead_in``.
    """

    first_token_s: float = 0.0
    tokens_per_s: float = 0.0
    thanks_first: bool = False


PACES: Final[dict[ReplyPace, Pace]] = {
    "instant": Pace(),
    "slow": Pace(0.3, 25.0),
    "thanks_first": Pace(0.3, 25.0, thanks_first=True),
}


async def tokens(pace: Pace) -> AsyncGenerator[str, None]:
    """Yield ``TOKENS`` when they are due; a reader that is slow finds them waiting."""
    begin_s = time.monotonic()
    token_s = 1 / pace.tokens_per_s if pace.tokens_per_s else 0.0
    for number, token in enumerate(TOKENS):
        wait_s = begin_s + pace.first_token_s + number * token_s - time.monotonic()
        if wait_s > 0:
            await asyncio.sleep(wait_s)
        yield token


class ScriptedInterviewer(Interviewer):
    """Greets with ``question``, replies always the same, and never comes to an end."""

    def __init__(
        self, question: str, pace: Pace, *, language: Language, kind: InterviewKind
    ) -> None:
        self._question, self._pace = question, pace
        self._language: Language = language
        self._kind: InterviewKind = kind

    @property
    def language(self) -> Language:
        return self._language

    @property
    def kind(self) -> InterviewKind:
        return self._kind

    @property
    def finished(self) -> bool:
        return False

    def greet(self) -> Draft:
        return FixedDraft((self._question,))

    def reply(self, heard: str, history: History) -> Draft:
        del heard, history
        return _Draft(self._pace)


class _Draft(Draft):
    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def pieces(self) -> AsyncGenerator[Piece, None]:
        if self._pace.thanks_first:
            yield Sentence(_THANKS)
        async for sentence in self._sentences():
            if not self._pace.thanks_first or sentence != _THANKS:
                yield Sentence(sentence)

    async def _sentences(self) -> AsyncGenerator[str, None]:
        splitter = SentenceSplitter()
        async for token in tokens(self._pace):
            for sentence in splitter.push(token):
                yield sentence
        for sentence in splitter.flush():
            yield sentence

    def commit(self) -> None:
        """Nothing moves on."""
