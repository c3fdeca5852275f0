"""The root of the tree."""

from __future__ import annotations

from typing import ClassVar


class TalkupError(Exception):
    """Root of the tree."""

    code: ClassVar[str] = "INTERNAL_ERROR"
