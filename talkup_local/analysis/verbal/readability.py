"""How easily the wording is followed, by the formula made for each language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from talkup_local.analysis.verbal.speech import Found, Speech
from talkup_local.config.model import Language

FEWEST_WORDS: Final = 30

_EASE: Final[Mapping[Language, tuple[float, float, float]]] = MappingProxyType(
    {
        "en": (206.835, 1.015, 84.6),  # Flesch (1948)
        "fr": (207.0, 1.015, 73.6),  # Kandel and Moles (1958)
    }
)


def readability(speech: Speech) -> Found:
    """Measure the ease: constant less words per sentence and syllables per word, weighed."""
    if speech.words < FEWEST_WORDS:
        return Found({"reading_ease": None}, notes=("short_for_readability",))
    constant, length, word = _EASE[speech.answer.language]
    words_per_sentence = speech.words / len(speech.sentences)
    syllables_per_word = speech.syllables(speech.tokens) / speech.words
    return Found(
        {"reading_ease": constant - length * words_per_sentence - word * syllables_per_word}
    )
