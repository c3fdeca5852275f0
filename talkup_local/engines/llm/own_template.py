"""The template that a GGUF carries, run where an operator allows it for that very file.

It is a program. It runs in Jinja's sandbox and sees no words of the conversation: it gets a
mark for each message, and the words take the marks' places afterwards, as text that can't
become a special token.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, NoReturn

from talkup_local.engines.base import ChatMessage
from talkup_local.engines.llm.templates import Piece, without_markers, without_system
from talkup_local.errors import EngineUnavailable, GenerationError

_SAFE_JINJA: Final = (3, 1, 6)
"""Earlier releases have known ways out of the sandbox."""
_LONGEST_CHARACTERS: Final = 1_000_000
_PROBE: Final = (
    ChatMessage(role="system", content="a"),
    ChatMessage(role="user", content="b"),
    ChatMessage(role="assistant", content="c"),
    ChatMessage(role="user", content="d"),
)
_LEAVE_IT: Final = "Leave llm.own_template empty: the usual templates are known"


def check_allowed(engine: str, path: Path, allowed_sha256: str) -> None:
    """Raise EngineUnavailable unless the file at ``path`` is the one that was allowed."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != allowed_sha256:
        raise EngineUnavailable(
            engine,
            f"llm.own_template allows the template of another file than {path}",
            f'If you trust it, set llm.own_template = "{found}"; else leave it empty',
        )


class OwnTemplate:
    """A model's own way to write a conversation. Raises EngineUnavailable when it can't.

    source: the program. end: what the model writes at the end of a turn.
    """

    name = "own"
    stops: tuple[str, ...] = ()

    def __init__(self, engine: str, source: str, end: str) -> None:
        self._engine, self._end = engine, end
        self._system_in_user = False
        if not source:
            raise EngineUnavailable(engine, "the file carries no template", _LEAVE_IT)
        if _release() < _SAFE_JINJA:
            mend = 'pip install "jinja2>=3.1.6"'
            raise EngineUnavailable(engine, "jinja2 is missing or too old to be safe", mend)
        from jinja2 import TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
        environment.globals["raise_exception"] = _raise
        try:
            self._template: Any = environment.from_string(source)
        except TemplateError as exc:
            reason = f"its own template can't be read: {exc}"
            raise EngineUnavailable(engine, reason, _LEAVE_IT) from exc
        self._try_out()

    def render(self, messages: Sequence[ChatMessage], *, reply: bool = True) -> list[Piece]:
        """Return the prompt; with ``reply``, up to where the model goes on.

        Raises GenerationError.
        """
        if self._system_in_user:
            messages = without_system(messages)
        mark = secrets.token_hex(8)
        given = [
            {"role": message.role, "content": f"<{mark}:{number}>"}
            for number, message in enumerate(messages)
        ]
        parts = re.split(rf"<{mark}:(\d+)>", self._run(given, reply=reply))
        if [int(number) for number in parts[1::2]] != list(range(len(messages))):
            raise GenerationError(self._engine, "its own template loses or repeats messages")
        pieces = [
            Piece(text=without_markers(messages[int(part)].content))
            if place % 2
            else Piece(text=part, special=True)
            for place, part in enumerate(parts)
        ]
        return [piece for piece in pieces if piece.text]

    def _run(self, messages: list[dict[str, str]], *, reply: bool) -> str:
        parts, length = [], 0
        try:
            for part in self._template.generate(
                messages=messages,
                add_generation_prompt=reply,
                enable_thinking=False,
                bos_token="",  # the start is written by whoever reads the prompt
                eos_token=self._end,
            ):
                parts.append(part)
                length += len(part)
                if length > _LONGEST_CHARACTERS:
                    break  # what is missing then is told by whoever looks for the messages
        except Exception as exc:
            # it may fail in any way that a program can
            raise GenerationError(self._engine, f"its own template fails: {exc}") from exc
        return "".join(parts)

    def _try_out(self) -> None:
        """Find out whether it knows system prompts, and whether it writes all messages."""
        for self._system_in_user in (False, True):
            try:
                self.render(_PROBE)
            except GenerationError as exc:
                fault = exc
            else:
                return
        raise EngineUnavailable(self._engine, fault.reason, _LEAVE_IT) from fault


def _raise(message: object) -> NoReturn:
    raise ValueError(message)


def _release() -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in re.findall(r"\d+", version("jinja2"))[:3])
    except PackageNotFoundError:
        return ()
