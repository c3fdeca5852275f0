"""English."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from talkup_local.assessment.signs.texts.model import SignTexts

EN: Final = SignTexts(
    shows=MappingProxyType(
        {
            "situation": "the situation",
            "task": "the task",
            "action": "what was done",
            "plan": "what would be done",
            "example": "an example",
            "result": "the result",
            "lesson": "what was learnt",
            "weighed": "what was weighed",
            "reason": "a reason",
        }
    ),
    parts=MappingProxyType(
        {
            "situation": "Say first where and when it was, and who was there.",
            "task": "Say what was asked of you, or what you wanted to reach.",
            "action": "Tell what you did yourself, step by step.",
            "result": "Say how it ended, with a figure if there is one.",
        }
    ),
    strong=MappingProxyType(
        {
            "action": "Tells what you did yourself, not only what one does in general.",
            "plan": "Tells what you would do yourself, not only what one does in general.",
            "explained": "Explains it in steps that can be followed.",
            "result": "Says how it ended.",
            "lesson": "Says what was learnt, or would be done in another way.",
            "weighed": "Weighs one thing against another.",
            "reason": "Gives reasons.",
            "facts": "Gives figures or times.",
        }
    ),
    missing=MappingProxyType(
        {
            "story": "Tell of one time when it happened, instead of what one does in general.",
            "situation": "Say what you would do first and then, in a case of your own.",
            "knowledge": "Explain it step by step, with an example.",
            "motivation": "Give a reason of your own, and something you have done that shows it.",
            "steps": "Tell more of what you did yourself: at least two steps, one after the other.",
            "shown": "Tell of something you have done that shows your reason.",
            "own": "Say “I” where it was you: what was your own part?",
            "lesson": "Say what you learnt from it, or would do in another way.",
            "weighed": "Say what speaks against it as well, and why you choose it nevertheless.",
            "reason": "Say why.",
            "answer": "Answer the question itself before anything else.",
            "more": "Say more: there was hardly anything to go by.",
        }
    ),
    themes=MappingProxyType(
        {
            "result": r"^(?:gives|says|tells) (?:the |a )?(?:results?\b|outcome|how it "
            r"(?:ended|came out)|what (?:came|became) of it|how .* turned out)",
            "lesson": r"\blessons?\b|\bwhat (?:they (?:keep|took) from it|was learnt|is done diff)",
            "reason": r"\b(?:why|reasons?)\b",
            "facts": r"\b(?:figures?|numbers|amounts?)\b",
        }
    ),
    point="Answer as someone who {point}.",
    little="Very little was said to this question.",
    astray="Hardly a word of this question or of its rubric was heard: the answer may be to "
    "another one, or in other words than the scorer knows.",
)
