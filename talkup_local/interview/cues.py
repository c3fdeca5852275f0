"""Tell an answer from what is said about the interview itself."""

from __future__ import annotations

import re
from typing import Final

from talkup_local.config.model import Language
from talkup_local.interview.words import Cue, Words, words_for

MAX_BESIDE: Final = {Cue.PASS: 1}
"""Most content words beside a cue; with more, the utterance is an answer after all."""

MAX_BESIDE_OTHER: Final = 2

MAX_QUESTION_WORDS: Final = 25

_WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*'?")
_MARKS: Final = re.compile(r"[^\w'\s-]+")

# In this order: what is said first wins ("I don't know, can you repeat?" is a request).
_ORDER: Final = (Cue.STOP, Cue.REPEAT, Cue.WAIT, Cue.NO_MORE, Cue.PASS, Cue.NO)


def understand(heard: str, language: Language) -> Cue:
    """Return what ``heard`` is: an answer, unless little is said beside a cue."""
    words = words_for(language)
    plain = plain_text(heard, words)
    if not _WORD.search(plain):
        return Cue.NOTHING
    for cue in _ORDER:
        if (match := words.cues[cue].search(plain)) is None:
            continue
        beside = f"{plain[: match.start()]} {plain[match.end() :]}"
        if _count(beside, words) <= MAX_BESIDE.get(cue, MAX_BESIDE_OTHER):
            return cue
    return _question(heard, words) or Cue.ANSWER


def announces(heard: str, language: Language) -> bool:
    """Return whether ``heard`` only says that something is to come ("Yes, one question")."""
    words = words_for(language)
    plain = plain_text(heard, words)
    match = words.cues[Cue.READY].search(plain)
    asks = is_question(heard, language) and not words.cues[Cue.PERMISSION].search(plain)
    if match is None or asks:
        return False
    return _count(f"{plain[: match.start()]} {plain[match.end() :]}", words) <= 1


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
    """Return ``text`` in lower case with no punctuation and no fillers."""
    text = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower()
    text = words.fillers.sub(" ", text)
    return " ".join(_MARKS.sub(" ", text).split())


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
