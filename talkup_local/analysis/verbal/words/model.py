"""What is known of the words of one language, as plain text: see `lexicon` for its use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What tells a story in one language.

    doers: who acts; auxiliaries: stand between them and what they did, as ``between`` and
    ``adverb`` may; with ``compound`` one of them must. deed (pattern): what they did;
    not_deed: what has its look and is no action.
    situation, task, action, result (lines): what sentences of that part say.
    change (lines): a change that makes a number near it a result.
    others: forms of auxiliaries that tell that a doer is an object (« nous a »).
    story (lines): of questions that ask for something lived.
    """

    doers: str
    auxiliaries: str
    others: str
    compound: bool
    deed: str
    not_deed: str
    situation: str
    task: str
    action: str
    result: str
    change: str
    story: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one language, in lower case.

    Patterns are whole words; lists are words with white space between; lines are phrases as
    `phrases.Phrases` takes them.

    hesitation (pattern): sounds that fill a pause. fillers (lines): words used like them.
    repair (lines): take back what was said. doubles: words that may stand twice.
    abbreviations: may have a full stop that ends no sentence.
    openers (lines): begin a sentence where no mark tells it, before one of subjects; strong:
    subjects that do so alone, unless one of shields is before them. unfinished: no sentence
    ends so. hanging: none does, even where a mark ends it, as behind each pause.
    verbs: short finite verbs, after which a subject begins anew ("I was, we ...").

    hedges, absolutes, vague (lines). singular, plural: first persons. objects: those that are
    the same person once more, when the word before is that person ("je me").

    be: forms of to be. participle (pattern): past participles; not_passive: those that tell
    no passive after ``be``. between: may stand between, like words with the look of ``adverb``
    (pattern). reflexive: before ``be`` they make it no passive.

    numbers: number words; one: those that count only beside another number.
    function: words that tell nothing alone. frame: words that questions are made of, rather
    than of what is asked. not_names: written with a capital, but no name.

    syllables: of words that the rules get wrong, "word 2". sounded: words whose ending looks
    mute and is not.
    """

    hesitation: str
    fillers: str
    repair: str
    doubles: str
    abbreviations: str
    openers: str
    subjects: str
    strong: str
    shields: str
    unfinished: str
    hanging: str
    verbs: str
    hedges: str
    absolutes: str
    vague: str
    singular: str
    plural: str
    objects: str
    be: str
    participle: str
    not_passive: str
    between: str
    adverb: str
    reflexive: str
    numbers: str
    one: str
    function: str
    frame: str
    not_names: str
    syllables: str
    sounded: str
    telling: Telling
