"""Two rough indicators of emotion, as a service: off unless an operator turns it on."""

from __future__ import annotations

from typing import ClassVar

from talkup_local.analysis import emotion
from talkup_local.analysis.measure import Findings
from talkup_local.config.model import Language
from talkup_local.config.services import Service as ServiceName
from talkup_local.protocol.services.contents import Analysis
from talkup_local.services.behavior_analyzer import SenseAnalyzer, read


class EmotionAnalyzer(SenseAnalyzer):
    """Gives arousal and valence; every result carries the warning."""

    name: ClassVar[ServiceName] = "emotion_analyzer"

    def analysis(
        self, voice: Findings | None, pictures: Findings | None, language: Language
    ) -> Analysis:
        found = emotion.analyse(voice, pictures, language)
        return Analysis(
            measures=read(found, emotion.MEASURES, language),
            language=language,
            confidence=found.confidence,
            notes=found.notes,
        )
