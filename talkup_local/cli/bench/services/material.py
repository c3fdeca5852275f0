"""What is analysed: answers with word times, and services that only take time."""

from __future__ import annotations

import asyncio
from itertools import cycle
from typing import ClassVar, Final

from talkup_local.cli.bench.turns.answers import answers
from talkup_local.config.services import Service as ServiceName
from talkup_local.protocol.services.contents import Analysis, Content, TextContent, Word
from talkup_local.services.base import Service

_WORD_S: Final = 0.4
"""150 words in a minute."""


def spoken(words: int) -> TextContent:
    """Return about ``words`` words of answers, whole sentences, with their times."""
    said: list[str] = []
    for answer in cycle(answers().open):
        for sentence in answer.sentences:
            said += sentence.split()
            if len(said) >= words:
                timed = (
                    Word(text=word, start_s=n * _WORD_S, end_s=(n + 0.8) * _WORD_S)
                    for n, word in enumerate(said)
                )
                question = answers().open[0].question
                return TextContent(
                    text=" ".join(said), language="en", words=tuple(timed), question=question
                )
    raise AssertionError("cycle() does not end")


class Sleeper(Service[Content, Analysis]):
    """Takes its time and finds nothing."""

    name: ClassVar[ServiceName] = "verbal_analyzer"

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds

    async def process(self, request: Content) -> Analysis:  # noqa: ARG002 (whatever it is)
        if self._seconds:
            await asyncio.sleep(self._seconds)
        return Analysis(measures={})
