"""Sentences of a report, in English and French."""

from __future__ import annotations

from talkup_local.assessment.report.texts.en import EN
from talkup_local.assessment.report.texts.fr import FR
from talkup_local.assessment.report.texts.model import ReportTexts
from talkup_local.config.model import Language

__all__ = ["ReportTexts", "texts_for"]


def texts_for(language: Language) -> ReportTexts:
    """Return the sentences of a language."""
    return FR if language == "fr" else EN
