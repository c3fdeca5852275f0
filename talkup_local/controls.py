"""Signs that do something to whatever shows a text, as parts of a class of regular expressions."""

from __future__ import annotations

from typing import Final

CONTROLS: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f"
"""They control a terminal, and markup does not allow them; tabs and line ends are text."""

TURNING: Final = "\u202a-\u202e\u2066-\u2069"
"""They turn the direction of the text around them."""

HALVES: Final = "\ud800-\udfff"
"""Halves of signs: no encoding has them."""
