"""What of a story an answer tells, and of whom: the quick look, while somebody waits."""

from __future__ import annotations

from dataclasses import dataclass

from talkup_local.analysis.verbal.content import parts_of
from talkup_local.analysis.verbal.speech import Answer, Speech
from talkup_local.config.model import Language


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an answer tells.

    parts: of ``content.PARTS``. own, shared: how often "I" does something, and how often "we".
    """

    parts: frozenset[str]
    own: int
    shared: int


def told(text: str, language: Language) -> Told:
    """Return what ``text`` tells, in time linear in its length."""
    speech = Speech(Answer(text=text, language=language))
    found = (part for sentence in speech.sentences for part in parts_of(speech, sentence))
    doers = [token.text for token in speech.tokens if token.text in speech.lexicon.doers]
    own = sum(doer in speech.lexicon.singular for doer in doers)
    return Told(parts=frozenset(found), own=own, shared=len(doers) - own)
