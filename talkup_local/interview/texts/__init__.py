"""What the interviewer says, by language."""

from __future__ import annotations

from talkup_local.config.model import Language
from talkup_local.interview.texts.en import ENGLISH
from talkup_local.interview.texts.fr import FRENCH
from talkup_local.interview.texts.model import PromptTexts, Step, Texts, Topic

__all__ = ["PromptTexts", "Step", "Texts", "Topic", "texts_for"]


def texts_for(language: Language) -> Texts:
    """Return the texts of ``language``."""
    return FRENCH if language == "fr" else ENGLISH
