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
from typing import Final

from talkup_local.clock import Clock
from talkup_local.config.engines import LanguageModel as LanguageModelSettings
from talkup_local.config.model import InterviewKind, Language
from talkup_local.dialogue.interviewer import Draft, Interviewer, ModelFailed, Piece, Sentence
from talkup_local.dialogue.rules import RulesInterviewer, Turn
from talkup_local.dialogue.sentences import SentenceSplitter, speakable
from talkup_local.dialogue.thoughts import ThoughtFilter
from talkup_local.engines.base import ChatMessage, GenerationOptions, LanguageModel
from talkup_local.errors import EngineError, GenerationError
from talkup_local.interview.history import History
from talkup_local.interview.prompts import PromptMessage, messages_for, note_for, system_prompt
from talkup_local.interview.texts import Step

MAX_SENTENCES: Final = 5
"""Sentences of one reply, whatever the model would go on to say."""

FIRST_SENTENCE_CHARACTERS: Final = 60
"""A longer first sentence is spoken from its first clause on."""

EXACT: Final = frozenset(
    {Step.WAIT, Step.PERMIT, Step.NOT_HEARD, Step.LISTEN, Step.ANSWER, Step.CLOSE, Step.OVER}
)
"""Steps whose words are not left to a model: nothing to gain, or facts to make up."""

_MUST_ASK: Final = frozenset(
    {Step.ASK, Step.FOLLOW_UP, Step.PROBE, Step.REPEAT, Step.REPHRASE, Step.DEFER, Step.INVITE}
)
_LEADS_IN: Final = frozenset({Step.ASK, Step.FOLLOW_UP, Step.PROBE, Step.INVITE})
"""Steps whose first sentence thanks for the answer: the rules know it at once."""

_MAY_REPEAT: Final = frozenset({Step.REPEAT, Step.REPHRASE, Step.DEFER})
_REPEATABLE_WORDS: Final = 3
"""So short a sentence ("Thank you.") may come again and again."""

_QUESTION_WORDS: Final = 4
"""A shorter question ("Really?") is not the one that ends the reply."""

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

    def greet(self) -> Draft:
        """Return the rules' greeting: nobody waits for a model to say hello."""
        return self._rules.greet()

    def reply(self, heard: str, history: History) -> Draft:
        turn = self._rules.decide(heard, improvise=True)
        if turn.step in EXACT:
            return self._rules.draft(turn)
        note = note_for(
            self._rules.plan, turn.step, question=turn.topic, phrase=turn.phrase, last=turn.last
        )
        leads_in = self._settings.lead_in and turn.step in _LEADS_IN
        lead_in = turn.opening[0] if leads_in and turn.opening else ""
        if lead_in:
            note += self._rules.plan.texts.prompts.led_in.format(words=lead_in)
        messages = _chat(messages_for(self._rules.plan, history, heard, note))
        said = [m.content for m in history.window() if m.role == "assistant"]
        stream = _Stream(self._model, messages, self._options, self._settings, self._clock)
        return _ModelDraft(stream, self._rules, turn, said, lead_in)

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
        self,
        stream: _Stream,
        rules: RulesInterviewer,
        turn: Turn,
        said_before: Iterable[str],
        lead_in: str,
    ) -> None:
        self._stream = stream
        self._lead_in = lead_in
        self._rules = rules
        self._turn = turn
        self._said_before = {
            _plain(sentence) for reply in said_before for sentence in _split(reply, rules.language)
        }
        self._said: list[str] = []
        self._has_asked = False

    def commit(self) -> None:
        self._rules.advance(self._turn)

    async def pieces(self) -> AsyncGenerator[Piece, None]:
        if self._lead_in:
            yield Sentence(self._lead_in)
        failure: EngineError | None = None
        text = self._stream.text()
        try:
            async with contextlib.aclosing(text), contextlib.aclosing(self._read(text)) as read:
                async for sentence in read:
                    yield Sentence(sentence)
        except _Late:
            if not self._said:
                failure = GenerationError(self._stream.model_name, "late: nothing to say in time")
        except EngineError as exc:
            failure = exc
        else:
            if not self._said:
                failure = GenerationError(self._stream.model_name, "said nothing that can be used")
        if failure is not None:
            yield ModelFailed(failure)
        for words in self._rest():
            yield Sentence(words)

    async def _read(self, text: AsyncGenerator[str, None]) -> AsyncGenerator[str, None]:
        """Yield sentences fit to be spoken, until one is not or it is enough."""
        splitter = SentenceSplitter(first_max_characters=FIRST_SENTENCE_CHARACTERS)
        async for piece in text:
            for sentence in splitter.push(piece):
                if (fit := self._check(sentence)) is not None:
                    yield fit
                if self._is_enough(sentence):
                    return
        for sentence in splitter.flush():
            if (fit := self._check(sentence)) is not None:
                yield fit
            if self._is_enough(sentence):
                return

    def _check(self, sentence: str) -> str | None:
        """Return what of ``sentence`` can be spoken, and take note of it."""
        own = _OTHER_SPEAKER.split(sentence, maxsplit=1)[0]
        words = speakable(own, self._rules.language)
        if not words or self._repeats(words):
            return None
        self._said.append(words)
        self._has_asked = self._has_asked or self._asks(words)
        return words

    def _is_enough(self, sentence: str) -> bool:
        if _OTHER_SPEAKER.search(sentence) or len(self._said) >= MAX_SENTENCES:
            return True
        asked = self._has_asked and sentence.rstrip("\"'*_) ").endswith("?")
        return asked and len(sentence.split()) >= _QUESTION_WORDS

    def _repeats(self, words: str) -> bool:
        plain = _plain(words)
        if plain in (_plain(said) for said in (self._lead_in, *self._said)):
            return True
        if self._lead_in and not self._said and self._only_thanks(words):
            return True
        if self._turn.step in _MAY_REPEAT or len(words.split()) <= _REPEATABLE_WORDS:
            return False
        return plain in self._said_before

    def _only_thanks(self, words: str) -> bool:
        """Whether ``words`` are one more thanks for the answer."""
        short = len(words.split()) <= _REPEATABLE_WORDS + 1
        return short and not self._asks(words)

    def _asks(self, words: str) -> bool:
        if words.endswith("?"):
            return True
        return words.lower().startswith(self._rules.plan.texts.asking)

    def _rest(self) -> tuple[str, ...]:
        """Return what the rules have to add so that the turn is whole."""
        if not self._said:
            return self._turn.sentences[1 if self._lead_in else 0 :]
        if self._has_asked or self._turn.step not in _MUST_ASK:
            return ()
        return self._turn.question


def _split(text: str, language: Language) -> list[str]:
    splitter = SentenceSplitter(first_max_characters=FIRST_SENTENCE_CHARACTERS)
    return [speakable(part, language) for part in (*splitter.push(text), *splitter.flush())]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _chat(messages: Iterable[PromptMessage]) -> list[ChatMessage]:
    return [ChatMessage(role=message.role, content=message.content) for message in messages]
