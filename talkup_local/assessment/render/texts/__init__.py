"""Headings and labels of a report, in English and French."""

from __future__ import annotations

from talkup_local.assessment.render.texts.en import EN
from talkup_local.assessment.render.texts.fr import FR
from talkup_local.assessment.render.texts.model import Labels
from talkup_local.config.model import Language

__all__ = ["Labels", "labels_for"]


def labels_for(language: Language) -> Labels:
    """Return the labels of a language."""
    return FR if language == "fr" else EN
