"""The interviewer that lets a language model find the words.

The plan decides what to do, the model says it. What the model says is checked
sentence by sentence; where it fails, is late or says nothing of use, the rules'
words for the same turn are spoken.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from dataclasses import replace as with_changes
from typing import Final

import structlog
from msgspec.structs import replace

from talkup_local.clock import Clock
from talkup_local.config.engines import LanguageModel as LanguageModelSettings
from talkup_local.config.model import InterviewKind, Language
from talkup_local.dialogue.checks import PASSING, QUESTION_WORDS, REPEATABLE_WORDS, Checks, Fault
from talkup_local.dialogue.framing import frame_of
from talkup_local.dialogue.interviewer import (
    Draft,
    Interviewer,
    ModelFailed,
    Piece,
    Position,
    Sentence,
    Wish,
)
from talkup_local.dialogue.rules import MOST_HEARD_CHARACTERS, RulesInterviewer, Stage, Turn
from talkup_local.dialogue.sentences import SentenceSplitter, speakable
from talkup_local.dialogue.thoughts import ThoughtFilter
from talkup_local.engines.base import ChatMessage, GenerationOptions, LanguageModel
from talkup_local.errors import EngineError, GenerationError
from talkup_local.interview.cues import without_orders
from talkup_local.interview.history import History, Message
from talkup_local.interview.memory import NOTHING, note_of
from talkup_local.interview.prompts import PromptMessage, messages_for, note_for, system_prompt
from talkup_local.interview.texts import Step

log = structlog.get_logger(__name__)

MOST_SHOWN_CHARACTERS: Final = 2_000
"""Of an answer, from its end: what the model sees."""

MAX_SENTENCES: Final = 5
"""Sentences of one reply, whatever the model would go on to say."""

FIRST_SENTENCE_CHARACTERS: Final = 60
"""A longer first sentence is spoken from its first clause on."""

EXACT: Final = frozenset(
    {
        Step.CONSENT,
        Step.CLARIFY,
        Step.WAIT,
        Step.PERMIT,
        Step.TELL,
        Step.ADD,
        Step.CALM,
        Step.NOT_HEARD,
        Step.LISTEN,
        Step.ANSWER,
        Step.CLOSE,
        Step.OVER,
    }
)
"""Steps whose words are not left to a model: nothing to gain, or facts to make up."""

_LEADS_IN: Final = frozenset(
    {Step.ASK, Step.FOLLOW_UP, Step.PROBE, Step.PART, Step.POINT, Step.INVITE}
)
"""Steps after an answer: their first sentence thanks for it, and the rules know it at once."""

_OTHER_SPEAKER: Final = re.compile(
    r"(?:\b(?:candidate|user|human|interviewee|candidate?|candidat|utilisateur|utilisatrice)"
    r"[\s*_]*:)|<\|(?!think)|<(?:end|start)_of_turn>|</s>|\[/?INST\]",
    re.IGNORECASE,
)


class ModelInterviewer(Interviewer):
    """Conducts an interview with ``model``; ``rules`` keep the plan and the way back."""

    def __init__(
        self,
        model: LanguageModel,
        rules: RulesInterviewer,
        settings: LanguageModelSettings,
        clock: Clock,
        interview_id: str,
    ) -> None:
        self._model = model
        self._rules = rules
        self._settings = settings
        self._clock = clock
        self._clean: dict[str, str] = {}
        self._options = GenerationOptions(
            max_tokens=settings.max_tokens,
            temperature=settings.temperature,
            conversation=interview_id,
        )

    @property
    def language(self) -> Language:
        return self._rules.language

    @property
    def kind(self) -> InterviewKind:
        return self._rules.kind

    @property
    def finished(self) -> bool:
        return self._rules.finished

    @property
    def position(self) -> Position:
        return self._rules.position

    @property
    def consent(self) -> bool | None:
        return self._rules.consent

    def greet(self) -> Draft:
        """Return the rules' greeting: nobody waits for a model to say hello."""
        return self._rules.greet()

    def reply(self, heard: str, history: History) -> Draft:
        return self._said_by_model(heard, history, self._rules.decide(heard, improvise=True))

    def leave(self, heard: str, history: History) -> Draft:
        return self._said_by_model(heard, history, self._rules.decide_wish("skip", heard))

    def oblige(self, wish: Wish) -> Draft:
        return self._rules.oblige(wish)

    def _said_by_model(self, heard: str, history: History, turn: Turn) -> Draft:
        """Return a draft for ``turn`` in the model's words, unless the rules' are exact."""
        turn = self._noted(heard, turn)
        if turn.step in EXACT or not heard:
            return self._rules.draft(turn)
        note = note_for(
            self._rules.plan, turn.step, question=turn.topic, phrase=turn.phrase, last=turn.last
        )
        leads_in = self._settings.lead_in and turn.step in _LEADS_IN
        lead_in = turn.opening[0] if leads_in and turn.opening else ""
        if lead_in:
            note += self._rules.plan.texts.prompts.led_in.format(words=lead_in)
        past = self._past(history, heard)
        notes = self._rules.progress.notes
        messages = messages_for(self._rules.plan, past, self._cleaned(heard), note, notes)
        spoken = tuple(message.content for message in past if message.role == "assistant")
        checks = Checks(frame_of(self._rules.plan, turn, self._rules.progress, heard, spoken))
        stream = _Stream(self._model, _chat(messages), self._options, self._settings, self._clock)
        return _ModelDraft(stream, self._rules, turn, checks, lead_in)

    def _noted(self, heard: str, turn: Turn) -> Turn:
        """Return ``turn`` with a note of what was heard."""
        now, note = self._rules.progress, NOTHING
        if heard and turn.step in _LEADS_IN and now.stage is Stage.QUESTIONS:
            topic = self._rules.plan.questions[now.question].topic
            note = note_of(self._cleaned(heard), topic, self.language)
        return with_changes(turn, after=replace(turn.after, notes=(*now.notes, note)))

    def _past(self, history: History, heard: str) -> list[Message]:
        """Return what was said before ``heard``, which may be in the history already."""
        past = list(history)
        if past and past[-1].role == "user" and past[-1].content == heard:
            past.pop()
        return [
            with_changes(message, content=self._cleaned(message.content))
            if message.role == "user"
            else message
            for message in past
        ]

    def _cleaned(self, heard: str) -> str:
        """Return ``heard`` as the model sees it: its end, without orders to the interviewer."""
        if heard not in self._clean:
            end = heard[-MOST_HEARD_CHARACTERS:]
            self._clean[heard] = without_orders(end, self.language)[0][-MOST_SHOWN_CHARACTERS:]
        return self._clean[heard]

    def check_in(self, times: int) -> Draft | None:
        return self._rules.check_in(times)

    def welcome_back(self) -> Draft:
        return self._rules.welcome_back()

    def give_up(self) -> Draft:
        return self._rules.give_up()

    def save(self) -> bytes:
        return self._rules.save()

    def restore(self, saved: bytes) -> None:
        self._rules.restore(saved)

    async def prepare(self) -> None:
        """Let the model read the system prompt now. A failure shows at the first reply."""
        with contextlib.suppress(EngineError):
            await self._model.prepare(_chat([system_prompt(self._rules.plan)]), self._options)

    async def close(self) -> None:
        """Let the model forget this conversation."""
        with contextlib.suppress(EngineError):
            await self._model.forget(self._options.conversation)


class _Late(Exception):
    """The model has used up its time."""


class _Stream:
    """The model's text as it comes, within the time that the settings give.

    Only the time spent waiting for the model counts, not the reader's own.
    """

    def __init__(
        self,
        model: LanguageModel,
        messages: Sequence[ChatMessage],
        options: GenerationOptions,
        settings: LanguageModelSettings,
        clock: Clock,
    ) -> None:
        self.model_name = model.info.name
        self._model = model
        self._messages = messages
        self._options = options
        self._settings = settings
        self._clock = clock

    async def text(self) -> AsyncGenerator[str, None]:
        """Yield text to be said. Raises _Late, EngineError; closing it stops the model."""
        thoughts = ThoughtFilter()
        waited_s = 0.0
        limit_s = min(self._settings.first_token_timeout_s, self._settings.reply_timeout_s)
        pieces = self._model.stream(self._messages, self._options)
        try:
            while True:
                began_s = self._clock.monotonic_s()
                piece = await _next(pieces, limit_s - waited_s)
                waited_s += self._clock.monotonic_s() - began_s
                said = thoughts.flush() if piece is None else thoughts.push(piece)
                if said.strip():
                    limit_s = self._settings.reply_timeout_s
                if said:
                    yield said
                if piece is None:
                    return
        finally:
            if isinstance(pieces, AsyncGenerator):
                await pieces.aclose()


async def _next(pieces: AsyncIterator[str], within_s: float) -> str | None:
    """Return the next piece, None at the end. Raises _Late."""
    try:
        async with asyncio.timeout(max(0.0, within_s)):
            return await anext(pieces, None)
    except TimeoutError:
        raise _Late from None


class _ModelDraft(Draft):
    """Speaks what the model says, as far as it is fit to be spoken.

    lead_in: a sentence of the rules that is spoken first, so that nobody waits for the
    model's first words; "" for none.
    """

    def __init__(
        self, stream: _Stream, rules: RulesInterviewer, turn: Turn, checks: Checks, lead_in: str
    ) -> None:
        self._stream = stream
        self._lead_in = lead_in
        self._rules = rules
        self._turn = turn
        self._checks = checks
        self._said: list[str] = []
        self._has_asked = False
        self._faults: list[Fault] = []

    def commit(self) -> None:
        self._rules.advance(self._turn)

    async def pieces(self) -> AsyncGenerator[Piece, None]:
        for words in filter(None, (*self._turn.notice, self._lead_in)):
            yield Sentence(words)
        failure: EngineError | None = None
        reason = "said nothing that can be used"
        text = self._stream.text()
        try:
            async with contextlib.aclosing(text), contextlib.aclosing(self._read(text)) as read:
                async for sentence in read:
                    yield Sentence(sentence)
        except _Late:
            reason = "late: nothing to say in time"
        except EngineError as exc:
            failure = exc
        self._tell()
        if failure is None and not self._said and not self._faults:
            failure = GenerationError(self._stream.model_name, reason)
        if failure is not None:
            yield ModelFailed(failure)
        for words in self._rest():
            yield Sentence(words)

    def _tell(self) -> None:
        if self._faults:
            kept = len(self._said)
            log.info("reply repaired", step=self._turn.step, faults=self._faults, kept=kept)

    async def _read(self, text: AsyncGenerator[str, None]) -> AsyncGenerator[str, None]:
        """Yield sentences fit to be spoken, until one is not or it is enough."""
        splitter = SentenceSplitter(first_max_characters=FIRST_SENTENCE_CHARACTERS)
        async for piece in text:
            for sentence in splitter.push(piece):
                if fit := self._fit(sentence):
                    yield fit
                if self._is_enough(sentence):
                    return
        for sentence in splitter.flush():
            if fit := self._fit(sentence):
                yield fit
            if self._is_enough(sentence):
                return

    def _fit(self, sentence: str) -> str:
        """Return what of ``sentence`` can be spoken, "" for nothing, and take note of it."""
        own = _OTHER_SPEAKER.split(sentence, maxsplit=1)[0]
        words = self._checks.one_question(speakable(own, self._rules.language))
        if not words or (self._lead_in and not self._said and self._only_thanks(words)):
            return ""
        before = [self._lead_in, *self._said] if self._lead_in else self._said
        if fault := self._checks.fault(words, before):
            self._faults.append(fault)
            return ""
        self._said.append(words)
        self._has_asked = self._has_asked or self._checks.asks(words)
        return words

    def _is_enough(self, sentence: str) -> bool:
        if _OTHER_SPEAKER.search(sentence) or len(self._said) >= MAX_SENTENCES:
            return True
        if self._faults and self._faults[-1] not in PASSING:
            return True
        asked = bool(self._said) and self._checks.has_asked(self._said)
        return asked and len(sentence.split()) >= QUESTION_WORDS

    def _only_thanks(self, words: str) -> bool:
        """Whether ``words`` are one more thanks for the answer."""
        short = len(words.split()) <= REPEATABLE_WORDS + 1
        return short and not self._checks.asks(words)

    def _rest(self) -> tuple[str, ...]:
        """Return what the rules have to add so that the turn is whole."""
        if not self._said:
            words = self._turn.opening + self._turn.question
            return words[1 if self._lead_in else 0 :]
        return () if self._has_asked else self._turn.question


def _chat(messages: Iterable[PromptMessage]) -> list[ChatMessage]:
    return [ChatMessage(role=message.role, content=message.content) for message in messages]
