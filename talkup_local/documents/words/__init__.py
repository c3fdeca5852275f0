"""Words that tell what somebody can do, and words that tell nothing or too much."""

from __future__ import annotations

from talkup_local.config.model import Language
from talkup_local.documents.words.en import ENGLISH
from talkup_local.documents.words.fr import FRENCH
from talkup_local.documents.words.model import Vocabulary

__all__ = ["Vocabulary", "vocabulary"]


def vocabulary(language: Language) -> Vocabulary:
    """Return the words of ``language``."""
    return FRENCH if language == "fr" else ENGLISH
