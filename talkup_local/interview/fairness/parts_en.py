"""Groups of English words that the rules on fairness are made of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "adj": r"""
            own|exact|real|current|present|actual|general|personal|first|main|future|true|overall|
                last|dear|young|small|little|late|elderly
        """,
        "adv": r"""
            really|actually|currently|still|also|now|ever|originally|perhaps|maybe|possibly|usually|
                regularly|often|normally|very|at all|already|by any chance|personally|not|a bit|
                a little|rather|quite|too|happily|legally
        """,
        "are": r"""
            (?:are|were|aren't|weren't|if) you|you are|you're|you were|(?:have|had) you (?:ever |
                recently |already )?been|that you are|(?:describe|consider|call|
                see) yourself(?: as)?|identify as
        """,
        "have": r"""
            do you (?:\w+ly |still |also |ever )?(?:have|own|expect|need|want)|have you got|
                if you have|whether you have|did you (?:\w+ly |still |also |ever )?have
        """,
        "kin": r"""
            husband|wife|spouse|boyfriend|girlfriend|fiance|fiancee|children|child|kids|kid|son|
                sons|daughter|daughters|baby|babies|toddler|family|families|parents?|mother|father|
                mum|mom|dad|brothers?|sisters?|siblings|in laws|relatives|dependents|dependants|
                ex wife|ex husband|grandparents|grandmother|grandfather|better half|
                significant other
        """,
        "number": r"""
            \d+|eighteen|twenty|thirty|forty|fifty|sixty|seventy|twenty five|thirty five|forty five
        """,
        "peoples": r"""
            african|algerian|american|arab|arabic|armenian|asian|belgian|black|brazilian|british|
                bulgarian|caribbean|caucasian|chinese|colombian|congolese|dutch|egyptian|english|
                european|filipino|french|german|greek|gypsy|hispanic|indian|indonesian|iranian|
                iraqi|irish|israeli|italian|japanese|korean|kurdish|latino|latina|lebanese|mexican|
                moroccan|nigerian|pakistani|palestinian|polish|portuguese|roma|romanian|russian|
                scottish|senegalese|somali|spanish|syrian|tunisian|turkish|ukrainian|vietnamese|
                welsh|white
        """,
    }
)
