"""The language model as a service: continues a conversation, its caller's or one of its own."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

import structlog

from talkup_local.clock import Clock
from talkup_local.config.model import Language
from talkup_local.config.services import Service as ServiceName
from talkup_local.dialogue.interviewer import Draft, Interviewer, ModelFailed
from talkup_local.dialogue.thoughts import ThoughtFilter
from talkup_local.engines.base import ChatMessage, GenerationOptions, LanguageModel
from talkup_local.errors import Unusable
from talkup_local.interview.history import History
from talkup_local.protocol.services.contents import PromptContent, Reply
from talkup_local.services.base import Service
from talkup_local.services.media import language_for

log = structlog.get_logger(__name__)

_MOST_SESSIONS: Final = 256
"""Conversations that are remembered; the one unused for longest goes first."""

OpenInterview = Callable[[str, Language], Interviewer]
"""Makes an interviewer from the id of its interview and its language."""


@dataclass(eq=False)
class _Session:
    """One conversation that is kept here."""

    interviewer: Interviewer
    history: History = field(default_factory=History)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class LlmService(Service[PromptContent, Reply]):
    """Answers by ``model``, or by the rules of an interviewer where there is none.

    ``text`` is answered as the interviewer would, who remembers the session; ``messages``
    are the caller's own conversation and prompt.
    """

    name: ClassVar[ServiceName] = "llm"

    def __init__(
        self,
        model: LanguageModel | None,
        open_interview: OpenInterview,
        *,
        language: Language,
        options: GenerationOptions,
        clock: Clock,
    ) -> None:
        self._model, self._open_interview, self._clock = model, open_interview, clock
        self._language, self._options = language, options
        self._sessions: OrderedDict[tuple[str, Language], _Session] = OrderedDict()

    async def process(self, request: PromptContent) -> Reply:
        reply = Reply(text="")
        async with contextlib.aclosing(self.pieces(request)) as pieces:
            async for piece in pieces:
                reply = piece
        return reply

    async def pieces(self, request: PromptContent) -> AsyncGenerator[Reply, None]:
        language = language_for(request.language, self._language)
        if request.messages:
            found = (
                self._replayed(request, language)
                if self._model is None
                else self._generated(self._model, request)
            )
        elif request.text is not None:
            found = self._conversed(request.text, request.session_id or "", language)
        else:
            raise Unusable("`text` or `messages` must say what is to be answered.")
        said = ""
        async with contextlib.aclosing(found) as pieces:
            async for piece in pieces:
                said += piece
                yield Reply(text=said.strip())

    async def _generated(
        self, model: LanguageModel, request: PromptContent
    ) -> AsyncGenerator[str, None]:
        """Let the model answer the caller's own conversation."""
        options = self._options
        options = GenerationOptions(
            max_tokens=request.max_tokens or options.max_tokens,
            temperature=options.temperature if request.temperature is None else request.temperature,
            conversation=request.session_id or "",
        )
        messages = [ChatMessage(role=m.role, content=m.content) for m in request.messages or ()]
        thoughts = ThoughtFilter()
        pieces = model.stream(messages, options)
        try:
            async for piece in pieces:
                if said := thoughts.push(piece):
                    yield said
            yield thoughts.flush()
        finally:
            if isinstance(pieces, AsyncGenerator):
                await pieces.aclose()

    async def _replayed(
        self, request: PromptContent, language: Language
    ) -> AsyncGenerator[str, None]:
        """Let the rules come to where the conversation is, and answer its last words."""
        session = self._opened(request.session_id or "", language)
        heard = [m.content for m in request.messages or () if m.role == "user"]
        if not heard:
            raise Unusable("`messages` must have one of the role `user`.")
        for text in heard[:-1]:
            session.interviewer.reply(text, session.history).commit()
            await asyncio.sleep(0)  # a long conversation holds up nobody else's
        draft = session.interviewer.reply(heard[-1], session.history)
        async with contextlib.aclosing(_said(draft)) as pieces:
            async for piece in pieces:
                yield piece

    async def _conversed(
        self, text: str, session_id: str, language: Language
    ) -> AsyncGenerator[str, None]:
        """Answer as the interviewer of the session; what was given up on was never said."""
        session = self._session(session_id, language)
        async with session.turn:
            draft = session.interviewer.reply(text, session.history)
            said = ""
            async with contextlib.aclosing(_said(draft)) as pieces:
                async for piece in pieces:
                    said += piece
                    yield piece
            draft.commit()
            now = self._clock.utc_now()
            session.history.add("user", text, now)
            session.history.add("assistant", said.strip(), now)

    def _session(self, session_id: str, language: Language) -> _Session:
        if not session_id:
            return self._opened(session_id, language)
        key = (session_id, language)
        session = self._sessions.pop(key, None) or self._opened(session_id, language)
        self._sessions[key] = session
        if len(self._sessions) > _MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return session

    def _opened(self, session_id: str, language: Language) -> _Session:
        """Return a new session: who speaks to us first has been greeted by somebody else."""
        interviewer = self._open_interview(session_id, language)
        interviewer.greet().commit()
        return _Session(interviewer)

    @property
    def describes(self) -> dict[str, Any]:
        return {"engine": "rules" if self._model is None else str(self._model.info)}


async def _said(draft: Draft) -> AsyncGenerator[str, None]:
    """Yield the sentences of ``draft``, with spaces between."""
    space = ""
    async with contextlib.aclosing(draft.pieces()) as pieces:
        async for piece in pieces:
            if isinstance(piece, ModelFailed):
                log.warning("answered without the model", code=piece.error.code)
            else:
                yield f"{space}{piece.text}"
                space = " "
