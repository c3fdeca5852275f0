"""What single words and phrases say about whether a speaker goes on, by language."""

from __future__ import annotations

from talkup_local.config.model import Language
from talkup_local.turn.words.en import ENGLISH
from talkup_local.turn.words.fr import FRENCH
from talkup_local.turn.words.model import Lexicon, Questions

__all__ = ["Lexicon", "Questions", "lexicon_for"]


def lexicon_for(language: Language) -> Lexicon:
    """Return what is known of ``language``."""
    return FRENCH if language == "fr" else ENGLISH
