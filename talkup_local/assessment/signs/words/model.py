"""What is known of the words of one language, as plain text: see `lexis` for its use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one language, in lower case.

    Lists are words with white space between, lines are phrases as `phrases.Phrases` takes them.

    own, group, generic, other: who a sentence is about: the speaker, the speaker with others,
    anybody, somebody else. between: may stand between a subject and its verb. helps: verbs that
    a participle follows. modal: verbs that an infinitive follows. denial: takes a deed back.
    joins: words that go on with the same subject. leads: verbs that another follows, which is the
    deed ("I tried to reach"). done: forms of the past that the lexicon lacks; bare: verbs that,
    behind one that helps, are the past of who is not fluent. no_deed: verbs that do nothing that
    could be seen; present, conditional (patterns): forms of verbs.

    lesson (lines): learnt, or done in another way since. again (lines): would be done in another
    way, or in the same. weighed (lines): held against something else. reason, result, example,
    plan (lines). boast (lines): praise of oneself that shows nothing. denied (lines): there is
    nothing to tell. courtesy (lines): said to the other side and no part of an answer. when
    (lines): one time.
    """

    own: str
    group: str
    generic: str
    other: str
    between: str
    helps: str
    modal: str
    denial: str
    joins: str
    leads: str
    done: str
    bare: str
    no_deed: str
    present: str
    conditional: str
    lesson: str
    again: str
    weighed: str
    reason: str
    result: str
    example: str
    plan: str
    boast: str
    denied: str
    courtesy: str
    when: str
