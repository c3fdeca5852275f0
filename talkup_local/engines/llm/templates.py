"""How a conversation is written down for a language model.

A GGUF carries its own template as a Jinja program; running a program that came
with a file is not for us. We know the few ways in use, and look for their
markers in the program's text or among the model's tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from talkup_local.engines.base import ChatMessage, Role

# Anything that some model takes for a marker. Nobody says these.
_MARKER = re.compile(
    r"<\|[^<>|\s]{1,40}\|>|</?(?:start|end)_of_turn>|\[/?(?:INST|SYSTEM_PROMPT)\]|</?s>|<[be]os>"
)
_NO_THINKING = "<think>\n\n</think>\n\n"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a prompt. Only where ``special`` is set do markers become tokens."""

    text: str
    special: bool = False


@dataclass(frozen=True, kw_only=True)
class ChatTemplate:
    """One way to write a conversation.

    signature: markers that all occur in a model's own template, or in its tokens.
    turns: what stands before and after the words of each role.
    opening: what makes the model reply. stops: text that ends a reply.
    system_in_user: the system prompt opens the first user message instead.
    one_line: messages are set apart by lines alone, so they can't have several.
    """

    name: str
    signature: tuple[str, ...]
    turns: Mapping[Role, tuple[str, str]]
    opening: str
    stops: tuple[str, ...] = ()
    system_in_user: bool = False
    one_line: bool = False

    def render(self, messages: Sequence[ChatMessage], *, reply: bool = True) -> list[Piece]:
        """Return the prompt; with ``reply``, up to where the model goes on.

        The pieces of a conversation begin with those of its earlier state, so that
        what was evaluated before can be used again.
        """
        if self.system_in_user:
            messages = without_system(messages)
        pieces: list[Piece] = []
        for message in messages:
            before, after = self.turns[message.role]
            text = without_markers(message.content)
            if self.one_line:
                text = " ".join(text.split())
            pieces += (
                Piece(text=before, special=True),
                Piece(text=text),
                Piece(text=after, special=True),
            )
        if reply:
            pieces.append(Piece(text=self.opening, special=True))
        return [piece for piece in pieces if piece.text]


def without_markers(text: str) -> str:
    """Return ``text`` stripped, and free of everything that a model takes for a marker."""
    while (cleaned := _MARKER.sub("", text)) != text:  # removing one may make another
        text = cleaned
    return text.strip()


def without_system(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """Move system prompts into what the user says next, and join what one role says."""
    roles: list[ChatMessage] = [
        replace(message, role="user") if message.role == "system" else message
        for message in messages
    ]
    return [
        ChatMessage(role=role, content="\n\n".join(message.content for message in group))
        for role, group in groupby(roles, key=lambda message: message.role)
    ]


def _alike(before: str, after: str, *, assistant: str = "assistant") -> dict[Role, tuple[str, str]]:
    """Turns that differ in the role's name only."""
    names: dict[Role, str] = {"system": "system", "user": "user", "assistant": assistant}
    return {role: (before.format(name), after) for role, name in names.items()}


CHATML: Final = ChatTemplate(
    name="chatml",
    signature=("<|im_start|>", "<|im_end|>"),
    turns=_alike("<|im_start|>{}\n", "<|im_end|>\n"),
    opening="<|im_start|>assistant\n",
    stops=("<|im_end|>", "<|im_start|>"),
)
LLAMA_3: Final = ChatTemplate(
    name="llama-3",
    signature=("<|start_header_id|>", "<|eot_id|>"),
    turns=_alike("<|start_header_id|>{}<|end_header_id|>\n\n", "<|eot_id|>"),
    opening="<|start_header_id|>assistant<|end_header_id|>\n\n",
    stops=("<|eot_id|>", "<|start_header_id|>"),
)
GEMMA: Final = ChatTemplate(
    name="gemma",
    signature=("<start_of_turn>", "<end_of_turn>"),
    turns=_alike("<start_of_turn>{}\n", "<end_of_turn>\n", assistant="model"),
    opening="<start_of_turn>model\n",
    stops=("<end_of_turn>", "<start_of_turn>"),
    system_in_user=True,
)
PHI_3: Final = ChatTemplate(
    name="phi-3",
    signature=("<|assistant|>", "<|end|>"),
    turns=_alike("<|{}|>\n", "<|end|>\n"),
    opening="<|assistant|>\n",
    stops=("<|end|>", "<|user|>"),
)
ZEPHYR: Final = ChatTemplate(
    name="zephyr",
    signature=("<|assistant|>", "<|user|>"),
    turns=_alike("<|{}|>\n", "</s>\n"),
    opening="<|assistant|>\n",
    stops=("</s>", "<|user|>"),
)
MISTRAL: Final = ChatTemplate(
    name="mistral-instruct",
    signature=("[INST]", "[/INST]"),
    turns={"system": ("", ""), "user": ("[INST] ", " [/INST]"), "assistant": (" ", "</s>")},
    opening="",
    stops=("</s>", "[INST]"),
    system_in_user=True,
)
PLAIN: Final = ChatTemplate(
    name="plain",
    signature=(),
    turns={
        "system": ("", "\n\n"),
        "user": ("User: ", "\n"),
        "assistant": ("Assistant: ", "\n"),
    },
    opening="Assistant:",
    stops=("\nUser:", "\nAssistant:"),
    one_line=True,
)

_KNOWN = (CHATML, LLAMA_3, GEMMA, PHI_3, ZEPHYR, MISTRAL)


def choose(own_template: str, tokens: Callable[[], Container[str]]) -> ChatTemplate:
    """Return the way to write for a model.

    own_template: text of the program that the model carries, "" without one.
    tokens: gives all tokens of the model; called only if the program says nothing.
    """
    for known in _KNOWN:
        if all(marker in own_template for marker in known.signature):
            if known is CHATML and "enable_thinking" in own_template:
                # It would think aloud for seconds; this is how its makers switch that off.
                return replace(known, opening=known.opening + _NO_THINKING)
            return known
    vocabulary = tokens()
    for known in _KNOWN:
        if all(marker in vocabulary for marker in known.signature):
            return known
    return PLAIN
