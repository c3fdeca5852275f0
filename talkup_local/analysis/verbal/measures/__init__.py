"""The verbal measures: what each is, where it comes from, what is usual and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from talkup_local.analysis.measure import Measure
from talkup_local.analysis.verbal.measures.content import CONTENT
from talkup_local.analysis.verbal.measures.fluency import FLUENCY
from talkup_local.analysis.verbal.measures.time import TIME
from talkup_local.analysis.verbal.measures.wording import WORDING

__all__ = ["GROUPS"]

GROUPS: Final[Mapping[str, tuple[Measure, ...]]] = MappingProxyType(
    {"time": TIME, "fluency": FLUENCY, "wording": WORDING, "content": CONTENT}
)
"""By what they look at."""
