"""What is known of words, by language."""

from __future__ import annotations

from talkup_local.config.model import Language
from talkup_local.interview.words.en import ENGLISH
from talkup_local.interview.words.fr import FRENCH
from talkup_local.interview.words.model import Cue, Words

__all__ = ["Cue", "Words", "words_for"]


def words_for(language: Language) -> Words:
    """Return the words of ``language``."""
    return FRENCH if language == "fr" else ENGLISH
