"""What conducts an interview: the interface, and the reply in the making."""

from __future__ import annotations

import abc
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from talkup_local.config.model import InterviewKind, Language
from talkup_local.errors import EngineError
from talkup_local.interview.history import History
from talkup_local.interview.texts import texts_for

Wish = Literal["repeat", "rephrase", "skip", "wait", "time"]
"""What a candidate may want beside answering: the question once more, in other words, the next
one, a minute to think, how much is left."""


@dataclass(frozen=True)
class Sentence:
    """One sentence that can be spoken as it is."""

    text: str


@dataclass(frozen=True)
class ModelFailed:
    """The language model failed or was late; the reply goes on without it."""

    error: EngineError


Piece = Sentence | ModelFailed


@dataclass(frozen=True, kw_only=True)
class Position:
    """What the candidate is being asked now.

    question_id: of the plan, "" where it is none of it (consent, their own questions).
    step: how it was asked.
    """

    question_id: str = ""
    step: str = ""


class Draft(abc.ABC):
    """A reply in the making; it may be thrown away at any point without trace."""

    @abc.abstractmethod
    def pieces(self) -> AsyncGenerator[Piece, None]:
        """Yield the reply as it comes; closing the generator stops what makes it.

        Every reply has at least one sentence. Read it once.
        """

    @abc.abstractmethod
    def commit(self) -> None:
        """It is being spoken: the interview moves on. A second time changes nothing."""


class FixedDraft(Draft):
    """Sentences that stand already. ``on_commit`` is called when they are spoken."""

    def __init__(
        self, sentences: Sequence[str], on_commit: Callable[[], None] = lambda: None
    ) -> None:
        self._sentences, self._on_commit = tuple(sentences), on_commit

    async def pieces(self) -> AsyncGenerator[Piece, None]:
        for sentence in self._sentences:
            yield Sentence(sentence)

    def commit(self) -> None:
        self._on_commit()


class Interviewer(abc.ABC):
    """Conducts one interview; light, one per interview.

    The caller owns the history: it adds what was heard and what was said. The
    interviewer only reads it.
    """

    @property
    @abc.abstractmethod
    def language(self) -> Language:
        """Language of the interview."""

    @property
    @abc.abstractmethod
    def kind(self) -> InterviewKind:
        """Kind of the interview."""

    @property
    @abc.abstractmethod
    def finished(self) -> bool:
        """Whether the closing has been committed."""

    @property
    def position(self) -> Position:
        """What the candidate is being asked now."""
        return Position()

    @property
    def consent(self) -> bool | None:
        """The candidate's spoken word on what is kept; None as long as there is none."""
        return None

    @abc.abstractmethod
    def greet(self) -> Draft:
        """Return the greeting with the first question."""

    @abc.abstractmethod
    def reply(self, heard: str, history: History) -> Draft:
        """Return the reply to ``heard``, which need not be in ``history`` yet."""

    def leave(self, heard: str, history: History) -> Draft:
        """Return the reply to a candidate who wants the next question.

        heard: what was said to the open one, "" for nothing.
        """
        return self.reply(heard, history)

    def oblige(self, wish: Wish) -> Draft:  # noqa: ARG002 - of those who know more than to repeat
        """Return what fulfils a wish while the open question stays open; none for ``skip``."""
        return self.welcome_back()

    def encourage(self) -> Draft:
        """Return a gentle word for a candidate who has been looking for words for long."""
        return FixedDraft((texts_for(self.language).encouragement,))

    def check_in(self, times: int) -> Draft | None:  # noqa: ARG002 - of those who check in
        """Return a gentle word for a candidate who has not begun to answer.

        times: how often in a row it was said before. None: nothing is to be said.
        """
        return None

    def welcome_back(self) -> Draft:
        """Return what is said when a broken interview goes on: the open question again."""
        return self.greet()

    def give_up(self) -> Draft:
        """Return the goodbye for when what is said can't be kept any more."""
        return FixedDraft((texts_for(self.language).stopped,))

    def save(self) -> bytes:
        """Return where the interview stands, for ``restore`` of a later process."""
        return b""

    def restore(self, saved: bytes) -> None:
        """Go on from where ``save`` was called. Raises ValueError when it is no such thing."""

    async def prepare(self) -> None:
        """Do beforehand what makes the first reply come sooner."""

    async def close(self) -> None:
        """Let go of what is kept for this interview."""
