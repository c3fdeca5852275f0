"""What a scorer says of an answer, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from talkup_local.assessment.scoring import StarPart


@dataclass(frozen=True, kw_only=True)
class SignTexts:
    """Sentences.

    shows: of a part of a story, and of what was learnt ("lesson"), held against something else
    ("weighed"), given as a reason ("reason") or an example ("example"), or would be done ("plan").
    strong, missing: by what they are of. themes: patterns of names of points that say the same as
    one of these sentences. point: advice to meet a point, with ``{point}``. little, astray: notes.
    """

    shows: Mapping[str, str]
    parts: Mapping[StarPart, str]
    strong: Mapping[str, str]
    missing: Mapping[str, str]
    themes: Mapping[str, str]
    point: str
    little: str
    astray: str
