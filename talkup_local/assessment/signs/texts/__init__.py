"""What a scorer says of an answer, in both languages."""

from talkup_local.assessment.signs.texts.en import EN
from talkup_local.assessment.signs.texts.fr import FR
from talkup_local.assessment.signs.texts.model import SignTexts
from talkup_local.config.model import Language

__all__ = ["SignTexts", "texts_for"]


def texts_for(language: Language) -> SignTexts:
    """Return the sentences in ``language``."""
    return FR if language == "fr" else EN
