"""Elements of HTML and SVG. Text is escaped unless it is ``Markup``, so nothing said gets in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final

from talkup_local.controls import CONTROLS, HALVES, TURNING

_VOID: Final = frozenset({"meta", "link", "br", "hr"})

_UNSAFE: Final = re.compile(f"[{CONTROLS}{TURNING}{HALVES}\ufffe\uffff]")
"""What HTML and XML don't allow, and what turns text around."""

Attribute = str | int | float | bool | None


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def clean(text: str) -> str:
    """Return ``text`` without control characters and lone surrogates."""
    return _UNSAFE.sub("", text)


def escaped(text: str) -> Markup:
    """Return ``text`` as it reads."""
    return text if isinstance(text, Markup) else Markup(escape(clean(text)))


def joined(parts: Iterable[str]) -> Markup:
    """Return the parts behind one another."""
    return Markup("".join(escaped(part) for part in parts))


def tag(element: str, /, *content: str, **attributes: Attribute) -> Markup:
    """Return an element.

    attributes: underscores stand for dashes, one at the end for nothing (``class_``); None and
    False leave an attribute out, True gives it no value.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if element in _VOID:
        return Markup(f"<{element}{written}>")
    return Markup(f"<{element}{written}>{joined(content)}</{element}>")


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    if isinstance(value, float):
        value = f"{value:.2f}".rstrip("0").rstrip(".")
    return f' {name}="{escape(clean(str(value)))}"'
