"""The words of a language, made ready to be looked up; once for each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from talkup_local.analysis.verbal.phrases import Phrases
from talkup_local.analysis.verbal.words.en import ENGLISH
from talkup_local.analysis.verbal.words.fr import FRENCH
from talkup_local.config.model import Language


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """One language; the fields are those of `words.model.Words`, by their names."""

    language: Language
    hesitation: re.Pattern[str]
    participle: re.Pattern[str]
    adverb: re.Pattern[str]
    deed: re.Pattern[str]
    fillers: Phrases
    repair: Phrases
    openers: Phrases
    hedges: Phrases
    absolutes: Phrases
    vague: Phrases
    star: Mapping[str, Phrases]
    change: Phrases
    story: Phrases
    doubles: frozenset[str]
    abbreviations: frozenset[str]
    subjects: frozenset[str]
    strong: frozenset[str]
    shields: frozenset[str]
    unfinished: frozenset[str]
    hanging: frozenset[str]
    verbs: frozenset[str]
    singular: frozenset[str]
    plural: frozenset[str]
    objects: frozenset[str]
    be: frozenset[str]
    not_passive: frozenset[str]
    between: frozenset[str]
    reflexive: frozenset[str]
    doers: frozenset[str]
    auxiliaries: frozenset[str]
    others: frozenset[str]
    compound: bool
    not_deed: frozenset[str]
    numbers: frozenset[str]
    one: frozenset[str]
    function: frozenset[str]
    frame: frozenset[str]
    not_names: frozenset[str]
    syllables: Mapping[str, int]
    sounded: frozenset[str]


@cache
def lexicon_for(language: Language) -> Lexicon:
    """Return what is known of ``language``."""
    words = FRENCH if language == "fr" else ENGLISH

    def phrases(lines: str) -> Phrases:
        return Phrases(lines, language)

    def pattern(text: str) -> re.Pattern[str]:
        return re.compile(rf"(?:{text})\Z", re.VERBOSE)

    def listed(text: str) -> frozenset[str]:
        return frozenset(text.split())

    def agreeing(text: str) -> frozenset[str]:
        """Return the words of ``text`` with their endings, which French participles have."""
        endings = ("", "e", "s", "es") if language == "fr" else ("",)
        return frozenset(word + ending for word in text.split() for ending in endings)

    counted = words.syllables.split()
    return Lexicon(
        language=language,
        hesitation=pattern(words.hesitation),
        participle=pattern(words.participle),
        adverb=pattern(words.adverb),
        deed=pattern(words.telling.deed),
        fillers=phrases(words.fillers),
        repair=phrases(words.repair),
        openers=phrases(words.openers),
        hedges=phrases(words.hedges),
        absolutes=phrases(words.absolutes),
        vague=phrases(words.vague),
        star={
            "situation": phrases(words.telling.situation),
            "task": phrases(words.telling.task),
            "action": phrases(words.telling.action),
            "result": phrases(words.telling.result),
        },
        change=phrases(words.telling.change),
        story=phrases(words.telling.story),
        doubles=listed(words.doubles),
        abbreviations=listed(words.abbreviations),
        subjects=listed(words.subjects),
        strong=listed(words.strong),
        shields=listed(words.shields),
        unfinished=listed(words.unfinished),
        hanging=listed(words.hanging),
        verbs=listed(words.verbs),
        singular=listed(words.singular),
        plural=listed(words.plural),
        objects=listed(words.objects),
        be=listed(words.be),
        not_passive=agreeing(words.not_passive),
        between=listed(words.between),
        reflexive=listed(words.reflexive),
        doers=listed(words.telling.doers),
        auxiliaries=listed(words.telling.auxiliaries),
        others=listed(words.telling.others),
        compound=words.telling.compound,
        not_deed=agreeing(words.telling.not_deed),
        numbers=listed(words.numbers),
        one=listed(words.one),
        function=listed(words.function),
        frame=listed(words.frame),
        not_names=listed(words.not_names),
        syllables=dict(zip(counted[::2], map(int, counted[1::2]), strict=True)),
        sounded=listed(words.sounded),
    )
