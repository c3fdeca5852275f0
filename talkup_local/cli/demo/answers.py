"""What the demo's candidate says: scripted answers, or recordings from a folder."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Final

from msgspec import Struct, toml

from talkup_local.audio.decode import decode
from talkup_local.audio.pcm import Samples
from talkup_local.config.model import Language
from talkup_local.errors import ConfigError

_ASKS_AGAIN: Final = 2

AUDIO_SUFFIXES: Final = frozenset({".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".aiff"})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the candidate says next.

    text: the words, None when nobody knows them; where "…" stands, the candidate looks for
    words. samples: a recording, int16, shape (n,), 16 kHz mono; None when the text is to be
    spoken by a voice.
    """

    text: str | None
    samples: Samples | None = field(default=None, repr=False)

    @property
    def parts(self) -> tuple[str, ...]:
        """The text between the pauses."""
        return tuple(part.strip() for part in (self.text or "").split("…") if part.strip())

    @property
    def words(self) -> str | None:
        """The text without the pauses, None when nobody knows it."""
        return None if self.text is None else " ".join(self.parts)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the candidate is asked.

    text: the words. question: number in the plan, from 1, 0 before the first. step: how it is
    asked, as the protocol's ``progress`` tells it.
    """

    text: str
    question: int = 0
    step: str = ""


Answers = Callable[[Asked], Answer | None]
"""Gives the next answer, None when there is nothing more to say."""


class _Scripted(Struct, frozen=True, forbid_unknown_fields=True):
    """An answer of the script, and what is said when it is asked on."""

    question: str
    say: str
    more: tuple[str, ...]


class Script(Struct, frozen=True, forbid_unknown_fields=True):
    """What a candidate says in one language: see ``script/``."""

    role: str
    yes: str
    again: str
    asks: str
    no_more: str
    general: tuple[str, ...]
    answer: tuple[_Scripted, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """Ids of the questions that it has answers to, in the order of asking."""
        return tuple(one.question for one in self.answer)


def script_for(language: Language) -> Script:
    """Return the script of a language."""
    file = resources.files(__package__) / "script" / f"{language}.toml"
    return toml.decode(file.read_bytes(), type=Script)


class ScriptedAnswers:
    """Answers by a script. questions: ids, as they are asked.

    Once, at the second question, it asks to hear the question again.
    """

    def __init__(self, script: Script, questions: Sequence[str]) -> None:
        self._script = script
        self._say = [self._queue(number, id_) for number, id_ in enumerate(questions, start=1)]
        self._general = itertools.cycle(script.general)
        self._asked_back = False

    def _queue(self, number: int, question: str) -> deque[str]:
        known = {one.question: (one.say, *one.more) for one in self._script.answer}
        begin = (self._script.again,) if number == _ASKS_AGAIN else ()
        return deque((*begin, *known.get(question, ())))

    def next(self, asked: Asked) -> Answer | None:
        """Return the answer to what was asked."""
        script = self._script
        match asked.step:
            case "consent":
                return Answer(text=script.yes)
            case "close" | "over":
                return None
            case "invite" | "listen" | "answer":
                text = script.no_more if self._asked_back else script.asks
                self._asked_back = True
                return Answer(text=text)
        waiting = self._say[asked.question - 1] if 0 < asked.question <= len(self._say) else None
        return Answer(text=waiting.popleft() if waiting else next(self._general))


class FolderAnswers:
    """Recordings from a folder, in the order of their names, again and again.

    A text file of the same name beside a recording holds its words.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise ConfigError(f"{folder} is not a folder", key="--answers")
        files = sorted(p for p in folder.iterdir() if p.suffix.lower() in AUDIO_SUFFIXES)
        if not files:
            kinds = " ".join(sorted(AUDIO_SUFFIXES))
            raise ConfigError(
                f"{folder} holds no audio file", key="--answers", mend=f"One of {kinds}"
            )
        self._answers = [self._read(file) for file in files]
        self._turn = 0

    @staticmethod
    def _read(file: Path) -> Answer:
        words = file.with_suffix(".txt")
        text = words.read_text(encoding="utf-8").strip() if words.is_file() else None
        return Answer(text=text, samples=decode(file))

    def next(self, asked: Asked) -> Answer:  # noqa: ARG002 - recordings do not listen
        """Return the next recording."""
        answer = self._answers[self._turn % len(self._answers)]
        self._turn += 1
        return answer
