"""Find something in an answer that is worth asking about.

No parser and no model: a phrase begins with a determiner, holds a noun from a list
(or one that looks like a noun) and ends before the next word that can't be part of
it. Whatever is doubtful is left alone: no follow-up is better than a silly one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from talkup_local.config.model import Language
from talkup_local.interview.cues import split_elision
from talkup_local.interview.texts.model import Topic
from talkup_local.interview.words import Words, words_for

MIN_SCORE: Final = 3.5
MAX_PHRASE_WORDS: Final = 7
MAX_CHUNK_WORDS: Final = 4
BEFORE_WORDS: Final = 4
"""Words before a phrase that are searched for "no", "never", "if"."""

_TOKEN: Final = re.compile(
    r"\d+(?:[.,]\d+)*\s?%|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['.-][^\W_]+)*'?"
    r"|[,;:.!?\N{HORIZONTAL ELLIPSIS}]"
)
_SCORES: Final = {
    Topic.WORK: 4.0,
    Topic.PROBLEM: 4.5,
    Topic.RESULT: 5.0,
    Topic.TOOL: 4.0,
    Topic.NAME: 4.0,
    Topic.STUDY: 3.5,
    Topic.PLACE: 3.5,
    Topic.CLIENT: 3.0,
    Topic.TEAM: 3.0,
    Topic.OTHER: 2.5,
}
_UNKNOWN_SCORE: Final = 2.0


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A stretch of an answer as the interviewer would say it ("your team").

    head: the noun that it turns on, singular where known, lower case.
    """

    text: str
    topic: Topic
    head: str


@dataclass(frozen=True, kw_only=True)
class _Token:
    text: str
    opens: bool  # first word of a sentence: its capital letter means nothing

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def is_mark(self) -> bool:
        return not self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        return self.text[0].isupper() and not self.opens and self.text != "I"


@dataclass(frozen=True, kw_only=True)
class _Found:
    phrase: Phrase
    score: float


def find_phrase(
    answer: str, language: Language, *, question: str = "", used: Collection[str] = ()
) -> Phrase | None:
    """Return the phrase of ``answer`` most worth asking about, if any is good enough.

    question: what was asked; a noun from it says nothing new by itself.
    used: heads that have been asked about before.
    """
    words = words_for(language)
    tokens = _tokens(answer, words)
    asked = {_singular(token.lower, words) for token in _tokens(question, words)}
    best: _Found | None = None
    for found in (*_chunks(tokens, words, asked), *_tools(tokens, words), *_results(tokens, words)):
        if found.phrase.head in used or found.score < MIN_SCORE or _improper(found.phrase, words):
            continue
        if best is None or found.score > best.score:
            best = found
    return best.phrase if best else None


def _tokens(text: str, words: Words) -> list[_Token]:
    text = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if text.isupper():
        text = text.lower()
    text = words.fillers.sub(" ", text)
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text):
        for part in split_elision(match.group(), words):
            if tokens and part.lower() == tokens[-1].lower:
                continue  # a stutter: "my my team"
            opens = not tokens or tokens[-1].text in ".!?\N{HORIZONTAL ELLIPSIS}"
            tokens.append(_Token(text=part, opens=opens))
    return tokens


def _chunks(tokens: list[_Token], words: Words, asked: Collection[str]) -> Iterator[_Found]:
    """Yield the phrases that begin with a determiner."""
    free = 0  # a phrase inside a good one is not looked at by itself
    for start, token in enumerate(tokens):
        if start < free or token.lower not in words.determiners:
            continue
        if _means_otherwise(tokens, start, words):
            continue
        inside = _inside(tokens, start + 1, words)
        if (noun := _noun(inside, words)) is None:
            continue
        end = start + 1 + noun + 1
        end = _adjectives(tokens, end, words)
        core = [t for t in tokens[start + 1 : end] if t.lower not in words.intensifiers]
        head = tokens[start + 1 + noun]
        stop, extended = _extend(tokens, end, words)
        singular = _singular(head.lower, words)
        telling = [t for t in core if t is not head and t.lower not in words.empty]
        if singular in words.hollow or head.lower in words.hollow:
            continue
        bare = not telling and not extended
        if bare and (singular in words.bland or singular in asked):
            continue
        topic = words.nouns.get(singular)
        score = _SCORES[topic] if topic else _UNKNOWN_SCORE
        score += min(len(telling), 2) + extended
        score += 0.5 * bool(words.determiners[token.lower].startswith(("your", "vo")))
        score -= bare and token.lower in words.definite
        if topic is Topic.PLACE and not (start and tokens[start - 1].lower in words.inside):
            continue
        score -= 1.5 * _runs_on(tokens, stop, words)
        said = words.determiners[token.lower] or token.lower
        if score >= MIN_SCORE:
            free = stop
        text = _join([said, *(_shift(t, words) for t in (*core, *tokens[end:stop]))])
        yield _Found(
            phrase=Phrase(text=text, topic=topic or Topic.OTHER, head=singular), score=score
        )


def _inside(tokens: list[_Token], start: int, words: Words) -> list[_Token]:
    """Return the words after a determiner up to the first that ends the phrase."""
    inside: list[_Token] = []
    for token in tokens[start : start + MAX_CHUNK_WORDS + 2]:
        known = token.lower in words.intensifiers and not inside
        if token.is_mark or (token.lower in words.function and not known):
            break
        inside.append(token)
    return inside


def _noun(inside: list[_Token], words: Words) -> int | None:
    """Return the place of the noun that the phrase turns on."""
    known = [i for i, token in enumerate(inside) if _singular(token.lower, words) in words.nouns]
    if words.before:  # the noun comes first, after one of a few adjectives
        places = [i for i in known if all(_stands_before(t, words) for t in inside[:i])]
        if places:
            return places[0]
        first = next((i for i, t in enumerate(inside) if not _stands_before(t, words)), None)
        looks = first is not None and words.noun.match(inside[first].lower)
        return first if looks else None
    if known:
        return known[-1] if known[-1] < MAX_CHUNK_WORDS else None
    looks_like = [i for i, token in enumerate(inside) if words.noun.match(token.lower)]
    return looks_like[-1] if looks_like and looks_like[-1] < MAX_CHUNK_WORDS - 1 else None


def _stands_before(token: _Token, words: Words) -> bool:
    return token.lower in words.before or token.lower in words.intensifiers


def _adjectives(tokens: list[_Token], end: int, words: Words) -> int:
    """Return where the adjectives behind a noun end."""
    for _ in range(2):
        if end == len(tokens) or tokens[end].lower in words.named:
            break
        if not words.adjective.match(tokens[end].lower):
            break
        end += 1
    return end


def _extend(tokens: list[_Token], end: int, words: Words) -> tuple[int, bool]:
    """Return where "of our data" or "called Atlas" ends, and whether there is one."""
    stop = _named(tokens, end, words)
    if stop > end:
        return stop, True
    start = end
    for _ in range(2 if words.before else 1):
        end = _linked(tokens, end, words)
    return end, end > start


def _named(tokens: list[_Token], end: int, words: Words) -> int:
    if end >= len(tokens) or tokens[end].lower not in words.named:
        return end
    stop = end + 1
    while stop < len(tokens) and stop < end + 3 and tokens[stop].is_name:
        stop += 1
    return stop if stop > end + 1 else end


def _linked(tokens: list[_Token], end: int, words: Words) -> int:
    if end >= len(tokens) or tokens[end].lower not in words.link | words.beside:
        return end
    people = tokens[end].lower in words.beside
    start = end + 1
    if start == len(tokens):
        return end
    if _is_number(tokens[start], words) and not _is_article(tokens[start], words):
        return end if people else _counted(tokens, start, words)
    if tokens[start].lower in words.determiners:
        start += 1
    inside = _inside(tokens, start, words)
    noun = _noun(inside, words)
    if people and (noun is None or not _is_person(inside[noun], words)):
        return end
    if words.before and noun is None and inside:
        first = inside[0]
        is_plain = len(first.text) > 3 and not words.verb.match(first.lower)  # noqa: PLR2004 - letters
        noun = 0 if is_plain and not _stands_before(first, words) else None
    if noun is None or _singular(inside[noun].lower, words) in words.hollow:
        return end
    return _adjectives(tokens, start + noun + 1, words)


def _counted(tokens: list[_Token], number: int, words: Words) -> int:
    """Return where "of twelve" or "of twelve people" ends."""
    after = number + 1
    while after < len(tokens) and _is_number(tokens[after], words):
        after += 1
    if after < len(tokens) and tokens[after].lower in words.people:
        return after + 1
    return after


def _is_person(token: _Token, words: Words) -> bool:
    return words.nouns.get(_singular(token.lower, words)) in (Topic.TEAM, Topic.CLIENT)


def _runs_on(tokens: list[_Token], stop: int, words: Words) -> bool:
    """Whether the next word may well belong to the phrase but was not understood."""
    if stop >= len(tokens) or tokens[stop].is_mark:
        return False
    token = tokens[stop]
    return token.lower not in words.function and not words.verb.match(token.lower)


def _means_otherwise(tokens: list[_Token], start: int, words: Words) -> bool:
    """Whether the words before a phrase turn it round ("I never had", "I am a")."""
    if start and tokens[start - 1].lower in words.being:
        return True
    for token in reversed(tokens[max(0, start - BEFORE_WORDS) : start]):
        if token.is_mark:
            return False
        if token.lower in words.negation:
            return True
    return False


def _tools(tokens: list[_Token], words: Words) -> Iterator[_Found]:
    """Yield tools known by name, where they are spoken of as tools."""
    for before, token in itertools.pairwise(tokens):
        name = words.tools.get(token.lower)
        if name is None or before.lower not in words.uses:
            continue
        phrase = Phrase(text=name, topic=Topic.NAME, head=token.lower)
        yield _Found(phrase=phrase, score=_SCORES[Topic.NAME])


def _results(tokens: list[_Token], words: Words) -> Iterator[_Found]:
    """Yield percentages in sentences that tell of a change."""
    unit = words.percent.split()
    for place, token in enumerate(tokens):
        if token.text.endswith("%"):
            number = token.text.rstrip("% ")
        elif [t.lower for t in tokens[place : place + len(unit)]] == unit:
            number = " ".join(t.lower for t in _number_before(tokens, place, words))
        else:
            continue
        if not number or not words.change.search(_sentence_around(tokens, place)):
            continue
        text = f"{number} {words.percent}"
        phrase = Phrase(text=text, topic=Topic.RESULT, head=words.percent)
        yield _Found(phrase=phrase, score=_SCORES[Topic.RESULT])


def _number_before(tokens: list[_Token], place: int, words: Words) -> list[_Token]:
    start = place
    while start and _is_number(tokens[start - 1], words):
        start -= 1
    while start < place and tokens[start].lower == "et":
        start += 1
    return tokens[start:place]


def _sentence_around(tokens: list[_Token], place: int) -> str:
    start, end = place, place
    while start and not tokens[start].opens:
        start -= 1
    while end < len(tokens) and tokens[end].text not in ".!?":
        end += 1
    return " ".join(token.lower for token in tokens[start:end])


def _is_article(token: _Token, words: Words) -> bool:
    """Whether a number word is "un" or "une", which count nothing."""
    return bool(words.before) and token.lower in ("un", "une")


def _is_number(token: _Token, words: Words) -> bool:
    return token.text[0].isdigit() or all(p in words.numbers for p in token.lower.split("-"))


def _improper(phrase: Phrase, words: Words) -> bool:
    text = phrase.text.lower().replace("'s", "")
    said = {part for word in text.split() for part in split_elision(word, words)}
    said |= {_singular(word, words) for word in said}
    return len(said) > 2 * MAX_PHRASE_WORDS or bool(said & (words.private | words.crude))


def _singular(word: str, words: Words) -> str:
    """Return the singular that the lists know, else ``word`` itself."""
    forms = [word]
    if word.endswith("ies"):
        forms.append(f"{word[:-3]}y")
    if word.endswith("aux"):
        forms += [f"{word[:-3]}al", word[:-1]]
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith(("s", "x")):
        forms.append(word[:-1])
    for form in forms:
        if form in words.nouns or form in words.hollow or form in words.private:
            return form
    return word


def _shift(token: _Token, words: Words) -> str:
    """Turn "my" and "our" inside a phrase round; the rest stays as it was said."""
    said = words.determiners.get(token.lower, "")
    if said.startswith(("your", "vo")):
        return said
    return token.text if token.is_name else token.lower


def _join(parts: list[str]) -> str:
    return " ".join(parts).replace("' ", "'")
