"""How an interview is conducted: the shape of what is said around the questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Conduct:
    """What is said about the interview itself in one language, written for the ear.

    Tuples are variants of one another, used in turn. In braces: ``{role}`` as it follows "the
    role of", ``{questions}``, ``{minutes}`` and ``{days}`` in words.

    Opening: role, one_question, questions, within; keeps_nothing, keeps_text, keeps_audio with
    day, days or keeps_always; consent asks, agreed and refused answer, unclear and plainly ask
    again, explained says it once more.

    Asking on: parts by the part of a story that is missing, and ``own`` for one's own part;
    easier leads in a question in other words, this one that asks on; shorter asks for the main
    point next time.

    Requests: the answers to each, then back leads to the question again. leave_it: enough of
    this question.

    Time: left, soon (less than a minute), up, and up_invite, the short invitation; ahead and its
    kin tell how much is left.

    Silence: check_in offers to repeat, no_hurry is for who asked for a minute, still_there,
    nobody ends it; the others are for the consent and for the candidate's own questions.
    """

    role: str
    one_question: str
    questions: str
    within: str
    keeps_nothing: str
    keeps_text: str
    keeps_audio: str
    day: str
    days: str
    keeps_always: str
    consent: str
    agreed: str
    refused: str
    explained: str
    unclear: str
    plainly: str

    parts: Mapping[str, tuple[str, ...]]
    easier: str
    this: str
    shorter: tuple[str, ...]

    person: str
    scoring: str
    data: str
    data_nothing: str
    slower: str
    calm: tuple[str, ...]
    astray: tuple[str, ...]
    astray_on: str
    permit_addition: str
    added: str
    back: str
    leave_it: str

    left: str
    soon: str
    up: str
    up_invite: str
    ahead: str
    ahead_one: str
    ahead_none: str
    ahead_closing: str

    report: str
    next: str

    check_in: str
    no_hurry: str
    consent_check_in: str
    invited_check_in: str
    still_there: str
    nobody: str
    welcome_back: str
    welcome_closing: str
    give_up: str
