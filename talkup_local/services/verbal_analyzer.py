"""What was said, and how, as a service: over the pure analysis of the words."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final

from talkup_local.analysis.verbal.answer import MEASURES, Answer, TimedWord, analyse, readings
from talkup_local.config.model import Language
from talkup_local.config.services import Service as ServiceName
from talkup_local.protocol.services.contents import Analysis, TextContent
from talkup_local.services.base import Service
from talkup_local.services.media import language_for

_SHORT: Final = 2_000
"""Characters, and words with times, that are analysed sooner than a thread is woken."""

_WARM_UP: Final[Mapping[Language, str]] = MappingProxyType(
    {"en": "I led a small team.", "fr": "J'ai dirigé une petite équipe."}
)


class VerbalAnalyzer(Service[TextContent, Analysis]):
    """Analyses the words of an answer, or of a whole interview."""

    name: ClassVar[ServiceName] = "verbal_analyzer"

    def __init__(self, *, language: Language) -> None:
        self._language = language
        self._long = asyncio.Lock()  # several at once would only take time from the interviews

    async def process(self, request: TextContent) -> Analysis:
        answer = Answer(
            text=request.text,
            language=language_for(request.language, self._language),
            words=tuple(
                TimedWord(text=word.text, start_s=word.start_s, end_s=word.end_s)
                for word in request.words or ()
            ),
            question=request.question or "",
            question_end_s=request.question_end_s,
            asked_s=request.asked_s,
        )
        if len(answer.text) + len(answer.question) + len(answer.words) <= _SHORT:
            return _analysed(answer)
        async with self._long:
            return await asyncio.to_thread(_analysed, answer)

    @property
    def describes(self) -> dict[str, Any]:
        return {"languages": ["en", "fr"], "measures": [measure.name for measure in MEASURES]}


def warm_up() -> None:
    """Make the word lists ready, so that the first answer does not wait for them."""
    for language, text in _WARM_UP.items():
        analyse(Answer(text=text, language=language))


def _analysed(answer: Answer) -> Analysis:
    found = analyse(answer)
    return Analysis(
        measures=readings(found, answer.language),
        language=answer.language,
        confidence=found.confidence,
        details=found.details,
        notes=found.notes,
    )
