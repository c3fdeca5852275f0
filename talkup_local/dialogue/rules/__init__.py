"""The interviewer that needs no language model, by what is being done."""

from __future__ import annotations

from talkup_local.dialogue.rules.interviewer import MOST_HEARD_CHARACTERS, RulesInterviewer
from talkup_local.dialogue.rules.progress import Progress, Stage, Turn

__all__ = ["MOST_HEARD_CHARACTERS", "Progress", "RulesInterviewer", "Stage", "Turn"]
