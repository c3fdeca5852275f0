"""What an error code is, in every dialect: what it means and how it is told."""

from __future__ import annotations

from dataclasses import dataclass

from talkup_local.config.model import Language


@dataclass(frozen=True, kw_only=True)
class ErrorCode:
    """What a code means, what a client should do, and the sentence for people."""

    meaning: str
    recovery: str
    en: str
    fr: str

    def sentence(self, language: Language) -> str:
        """Return the sentence in ``language``."""
        return self.fr if language == "fr" else self.en
