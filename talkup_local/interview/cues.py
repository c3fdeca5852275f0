"""Tell an answer from what is said about the interview itself."""

from __future__ import annotations

import re
from typing import Final

from talkup_local.config.model import Language
from talkup_local.interview.words import Cue, Words, words_for

MAX_BESIDE: Final = {Cue.PASS: 1, Cue.CRUDE: 3, Cue.REPHRASE: 1}
"""Most content words beside a cue; with more, the utterance is an answer after all."""

MAX_BESIDE_OTHER: Final = 2

MAX_BESIDE_CONSENT: Final = 4

MAX_REMAINS: Final = 5
"""So many content words, left over in a sentence that orders, are part of the order."""

MAX_QUESTION_WORDS: Final = 25

MAX_REQUEST_WORDS: Final = 45
"""Nobody asks for something about the interview itself in more words."""

_WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*'?")
_CLAUSE: Final = re.compile(r"[.,;:!?\N{HORIZONTAL ELLIPSIS}]+")
_STUTTER: Final = re.compile(r"\b([^\W_]+)(?: \1\b)+")
_MARKS: Final = re.compile(r"[^\w'\s-]+")

# In this order: what is said first wins ("I don't know, can you repeat?" is a request).
_ORDER: Final = (
    Cue.STOP,
    Cue.DATA,
    Cue.NEXT,
    Cue.PERSON,
    Cue.SCORING,
    Cue.TIME,
    Cue.SLOWER,
    Cue.REPHRASE,
    Cue.REPEAT,
    Cue.ADD,
    Cue.WAIT,
    Cue.NO_MORE,
    Cue.PASS,
    Cue.CRUDE,
    Cue.NO,
)

_ABOUT: Final = frozenset({Cue.DATA, Cue.NEXT, Cue.PERSON, Cue.SCORING, Cue.TIME})


def understand(heard: str, language: Language) -> Cue:
    """Return what ``heard`` is: an answer, unless little is said beside a cue."""
    words = words_for(language)
    if len(heard.split()) > MAX_REQUEST_WORDS:
        return Cue.ANSWER
    plain = plain_text(heard, words)
    if not _WORD.search(plain):
        return Cue.NOTHING
    for cue in _ORDER:
        if (match := words.cues[cue].search(plain)) is None:
            continue
        if cue in _ABOUT and words.reports.search(plain[: match.start()]):
            continue
        if _beside(plain, words.cues[cue], words) <= MAX_BESIDE.get(cue, MAX_BESIDE_OTHER):
            return cue
    return _question(heard, words) or Cue.ANSWER


def agrees(heard: str, language: Language) -> bool | None:
    """Return whether ``heard`` is a yes, or a no, to a question that wants one; None: unclear.

    A yes may come after much, but little comes after it, and no reservation.
    """
    words = words_for(language)
    plain = plain_text(heard, words)
    refusal = words.cues[Cue.REFUSE].search(plain) or words.cues[Cue.STOP].search(plain)
    if refusal is not None:
        rest = f"{plain[: refusal.start()]} {plain[refusal.end() :]}"
        return None if words.yes.search(rest.strip()) else False
    if heard.rstrip().endswith("?"):
        return None
    clauses = [plain_text(clause, words) for clause in _CLAUSE.split(heard)]
    for place, clause in enumerate(clauses):
        if (yes := words.yes.search(clause)) is None:
            continue
        rest = " ".join((clause[yes.end() :], *clauses[place + 1 :]))
        if not words.reserves.search(rest) and _count(rest, words) <= MAX_BESIDE_CONSENT:
            return True
    return None


def without_orders(heard: str, language: Language) -> tuple[str, int]:
    """Return ``heard`` without what tells the interviewer what to be or to find, and how often.

    What a candidate says is an answer and never an instruction; here such sentences are
    taken out, so that nothing is made of their words either.
    """
    words = words_for(language)
    kept: list[str] = []
    count = 0
    for sentence in _sentences(heard):
        plain = plain_text(sentence, words)
        orders = [match for match in words.orders.finditer(plain) if not _told(match)]
        if not orders:
            kept.append(sentence)
            continue
        count += len(orders)
        rest = plain
        for match in reversed(orders):
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
        if _count(rest, words) > MAX_REMAINS:
            kept.append(rest)
    if not count:
        return heard, 0
    rest = " ".join(kept)
    # "Print it out", after "What does your prompt say?", is no answer
    return (rest if _count(plain_text(rest, words), words) > 1 else ""), count


def adds(heard: str, language: Language) -> bool:
    """Return whether ``heard`` begins by adding to the answer before ("Sorry, I meant ...")."""
    words = words_for(language)
    return words.adds.search(plain_text(heard[:200], words)) is not None


def announces(heard: str, language: Language) -> bool:
    """Return whether ``heard`` only says that something is to come ("Yes, one question")."""
    words = words_for(language)
    plain = plain_text(heard, words)
    ready = words.cues[Cue.READY]
    asks = is_question(heard, language) and not words.cues[Cue.PERMISSION].search(plain)
    if asks or not ready.search(plain):
        return False
    return _beside(plain, ready, words) <= 1


def has_questions(heard: str, language: Language) -> bool:
    """Return whether ``heard`` says that there are questions, and perhaps which."""
    words = words_for(language)
    found = words.cues[Cue.READY].finditer(plain_text(heard, words))
    return any("question" in match.group() for match in found)


def content_words(heard: str, language: Language) -> int:
    """Return how many words of ``heard`` carry meaning."""
    words = words_for(language)
    return _count(plain_text(heard, words), words)


def is_question(heard: str, language: Language) -> bool:
    """Return whether ``heard`` begins or ends as a question, mark or no mark."""
    words = words_for(language)
    return heard.rstrip().endswith("?") or any(
        words.interrogative.search(plain_text(sentence, words)) for sentence in _sentences(heard)
    )


def plain_text(text: str, words: Words) -> str:
    """Return ``text`` in lower case without punctuation, fillers and stutters."""
    text = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower()
    text = words.fillers.sub(" ", text)
    return _STUTTER.sub(r"\1", " ".join(_MARKS.sub(" ", text).split()))


def _question(heard: str, words: Words) -> Cue | None:
    plain = plain_text(heard, words)
    if len(plain.split()) > MAX_QUESTION_WORDS:
        return None
    if words.cues[Cue.PERMISSION].search(plain):
        return Cue.PERMISSION
    last = _sentences(heard)[-1]
    if last.endswith("?") and words.interrogative.search(plain_text(last, words)):
        return Cue.QUESTION
    return None


def _beside(plain: str, cue: re.Pattern[str], words: Words) -> int:
    """Return how many content words stand beside all that matches ``cue``."""
    return _count(cue.sub(" ", plain), words)


def _told(match: re.Match[str]) -> bool:
    """Whether the candidate tells of somebody else who was told so."""
    return any(value for name, value in match.groupdict().items() if name.startswith("told"))


def _sentences(text: str) -> list[str]:
    found = re.findall(r"[^.!?]+[.!?]*", text.strip())
    return [sentence.strip() for sentence in found] or [text]


def _count(plain: str, words: Words) -> int:
    parts = (part for word in _WORD.findall(plain) for part in split_elision(word, words))
    return sum(part not in words.function for part in parts)


def split_elision(word: str, words: Words) -> tuple[str, ...]:
    """Return the parts of "l'équipe"; a word without elision is its only part."""
    head, mark, tail = word.partition("'")
    if mark and tail and (head + mark).lower() in words.elisions:
        return head + mark, tail
    return (word,)
