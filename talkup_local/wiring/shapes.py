"""Makes the shapes of data known before several threads need them at once.

msgspec works out a type when it is first used, and while it does, another thread that uses the
same type ends the process (0.22: a segmentation fault). Interviews are prepared in threads, and
two may well begin in the same moment; so what they read is looked at here, in one thread, first.
"""

from __future__ import annotations

import msgspec

from talkup_local.config.model import InterviewKind, Language
from talkup_local.documents.child import Read
from talkup_local.interview.bank import competencies, load_bank
from talkup_local.interview.own_plans import check_plan
from talkup_local.interview.plan import InterviewPlan
from talkup_local.interview.record import Word


def know_shapes(kind: InterviewKind, language: Language) -> None:
    """Look at everything that is read in threads; kind, language: of the bank that is read."""
    for shape in (InterviewPlan, tuple[Word, ...], dict[str, str], Read):
        msgspec.json.Decoder(shape)
    load_bank(kind, language)
    competencies(language)
    check_plan("")
