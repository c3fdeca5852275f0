"""Whether a question that a language model wrote may be asked, and answers scored by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from talkup_local.config.model import Language
from talkup_local.dialogue.checks import around, is_foreign, open_stems, runs
from talkup_local.dialogue.sentences import speakable
from talkup_local.dialogue.unsaid import unsaid_in
from talkup_local.documents.privacy import MASKS, redacted
from talkup_local.interview.checking import texts_of
from talkup_local.interview.cues import without_orders
from talkup_local.interview.fairness import faults
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.questions import Question
from talkup_local.interview.relevance import stems
from talkup_local.interview.words import words_for

MOST_WORDS: Final = 35
"""Of what is asked at once."""

FEWEST_WORDS: Final = 4

_TAKEN_OVER_WORDS: Final = 7
_SAME_QUESTION: Final = 0.6
_ADDRESS: Final[dict[Language, re.Pattern[str]]] = {
    "en": re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:vous|votre|vos|vôtre)\b", re.IGNORECASE),
}
_FAMILIAR: Final[dict[Language, re.Pattern[str]]] = {
    "en": re.compile(r"(?!)"),
    "fr": re.compile(r"\b(?:tu|toi|ton|ta|tes)\b", re.IGNORECASE),
}


@dataclass(frozen=True, kw_only=True)
class _Look:
    """A question, and what it is to fit."""

    question: Question
    bank: Question
    plan: InterviewPlan
    others: Sequence[Question]
    documents: Sequence[str]

    @property
    def asked(self) -> Iterator[str]:
        """What is spoken."""
        one = self.question
        yield from (one.text, one.rephrase, one.probe, *one.follow_ups)

    @property
    def read(self) -> Iterator[str]:
        """What a candidate may hear or read."""
        yield from (text for _, text in texts_of(self.question))
        yield from self.question.anchors


def fault_of(
    question: Question,
    bank: Question,
    plan: InterviewPlan,
    others: Sequence[Question],
    documents: Sequence[str],
) -> str:
    """Return what is wrong with a question in a word, "" for nothing.

    bank: the one in whose place it is to be asked. others: of the plan. documents: what the model
    has read of them.
    """
    look = _Look(question=question, bank=bank, plan=plan, others=others, documents=documents)
    return next((name for name, fails in _LOOKS if fails(look)), "")


def _is_unfair(look: _Look) -> bool:
    return any(faults(text, look.plan.language) for text in look.read)


def _is_not_spoken(look: _Look) -> bool:
    return any(
        not FEWEST_WORDS <= len(text.split()) <= MOST_WORDS
        or text.count("?") > 1
        or speakable(text, look.plan.language) != " ".join(text.split())
        for text in look.asked
    )


def _is_in_another_language(look: _Look) -> bool:
    language = look.plan.language
    texts = (*look.asked, look.question.outline, " ".join(look.question.anchors))
    if any(is_foreign(text, language) for text in texts):
        return True
    return any(_FAMILIAR[language].search(text) for text in look.asked)


def _is_not_to_the_candidate(look: _Look) -> bool:
    if look.question.style == "knowledge":  # "What makes a good test?"
        return False
    return _ADDRESS[look.plan.language].search(look.question.text) is None


def _orders(look: _Look) -> bool:
    unsaid = unsaid_in(look.plan.language)
    return any(
        without_orders(text, look.plan.language)[1]
        or unsaid.scores.search(text.lower())
        or unsaid.own.search(text.lower())
        for text in look.asked
    )


def _takes_over(look: _Look) -> bool:
    """Whether it quotes a document, or holds what tells who somebody is."""
    if any(mask in redacted(text) for text in look.read for mask in MASKS):
        return True
    said = frozenset[tuple[str, ...]]().union(
        *(runs(text, _TAKEN_OVER_WORDS) for text in look.read)
    )
    return any(not said.isdisjoint(runs(text, _TAKEN_OVER_WORDS)) for text in look.documents)


def _is_there_already(look: _Look) -> bool:
    language = look.plan.language
    own = stems(look.question.text, language)
    for other in look.others:
        theirs = stems(other.text, language)
        if len(own & theirs) >= _SAME_QUESTION * max(1, len(own | theirs)):
            return True
    return any(look.question.topic.lower() == other.topic.lower() for other in look.others)


def _strays(look: _Look) -> bool:
    """Whether it is about nothing of the role, the documents' terms or the competency."""
    plan, language = look.plan, look.plan.language
    names = [
        f"{one.name} {one.meaning}"
        for one in plan.competencies
        if one.id == look.question.competency
    ]
    about = " ".join((plan.role, *plan.terms, *names, around(look.bank)))
    own = stems(look.question.text, language)
    return not (own & stems(about, language) or own <= open_stems(language))


def _has_no_rubric(look: _Look) -> bool:
    """Whether points or levels are there twice, or a cue is in every answer ("the")."""
    question, common = look.question, words_for(look.plan.language).determiners
    cues = (cue for point in question.points for cue in point.cues)
    names = [point.name for point in question.points]
    doubled = any(len(set(texts)) < len(texts) for texts in (names, question.anchors))
    return doubled or any(cue in common for cue in cues)


_LOOKS: Final[tuple[tuple[str, Callable[[_Look], bool]], ...]] = (
    ("unfair", _is_unfair),
    ("not spoken", _is_not_spoken),
    ("language", _is_in_another_language),
    ("not to the candidate", _is_not_to_the_candidate),
    ("order", _orders),
    ("taken over", _takes_over),
    ("there already", _is_there_already),
    ("astray", _strays),
    ("rubric", _has_no_rubric),
)
