"""Emotion: two rough indicators, and the warning that goes with them.

Nobody's feelings can be read from sound and pictures. What is computed here are proxies:
a lively voice counts as arousal, a smile as valence. At work and in education their use is
forbidden in the EU, so the service is off unless an operator turns it on.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from talkup_local.analysis.measure import Findings, Measure
from talkup_local.config.model import Language

MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        name="arousal",
        unit="",
        definition="How lively the voice is, -1 to 1: mean of level, movement of the pitch and "
        "syllables per second, each against a middle and a spread that are the same for "
        "everybody. Microphone, language and habit move it as much as any feeling.",
        source="proxies after Scherer (2003); middles and spreads ours",
        usual={},
        advice={},
    ),
    Measure(
        name="valence",
        unit="",
        definition="How much of the pictures smiles, 0 to 1 on a scale of -1 to 1: nothing "
        "below 0 can be told. Many smiles are not glad, and most gladness does not smile.",
        source="ours",
        usual={},
        advice={},
    ),
)

WARNING: Final[Mapping[Language, str]] = MappingProxyType(
    {
        "en": "Rough indicators from the sound of a voice and the look of a face, not a reading "
        "of feelings: draw no conclusion about a person from them. In the European Union, "
        "Article 5(1)(f) of the AI Act has prohibited the use of AI systems to infer emotions "
        "at work and in education since 2 February 2025, but for medical or safety reasons.",
        "fr": "Indices grossiers tirés du son d'une voix et de l'aspect d'un visage, et non une "
        "lecture des sentiments : n'en concluez rien sur une personne. Dans l'Union européenne, "
        "l'article 5, paragraphe 1, point f), du règlement sur l'IA interdit depuis le "
        "2 février 2025 d'utiliser des systèmes d'IA pour déduire les émotions au travail et "
        "dans l'enseignement, sauf pour des raisons médicales ou de sécurité.",
    }
)
"""Goes with every result."""

_MIDDLE_AND_SPREAD: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "loudness_dbfs": (-24.0, 12.0),
        "pitch_variation_st": (2.8, 2.0),
        "syllables_per_s": (4.2, 1.8),
    }
)

_MOST_CONFIDENCE: Final = 0.3


def analyse(voice: Findings | None, pictures: Findings | None, language: Language) -> Findings:
    """Return arousal and valence, None where there is nothing to go by, and the warning.

    voice: what ``delivery`` found. pictures: what ``behaviour`` found.
    """
    arousal = None if voice is None else _arousal(voice.measures)
    valence = None if pictures is None else _valence(pictures)
    used = [
        found.confidence
        for found, value in ((voice, arousal), (pictures, valence))
        if found is not None and value is not None
    ]
    return Findings(
        measures={"arousal": arousal, "valence": valence},
        details={},
        confidence=round(_MOST_CONFIDENCE * max(used, default=0.0), 2),
        notes=(WARNING[language],),
    )


def _arousal(measures: Mapping[str, float | None]) -> float | None:
    parts = [
        min(max((value - middle) / spread, -1.0), 1.0)
        for name, (middle, spread) in _MIDDLE_AND_SPREAD.items()
        if (value := measures.get(name)) is not None
    ]
    return sum(parts) / len(parts) if parts else None


def _valence(pictures: Findings) -> float | None:
    smiling = pictures.measures.get("smiling_pictures")
    shown = pictures.details.get("pictures_with_face", 0)
    return None if smiling is None or not shown else smiling / shown
