"""From a stream of text to sentences that can be spoken.

``SentenceSplitter`` cuts, ``speakable`` cleans. The splitter looks at one
character after the other and at nothing behind it but one word, so the sentences
do not depend on how the text was cut into pieces.
"""

from __future__ import annotations

import re
from typing import Final

MAX_CHARACTERS: Final = 240
"""Longest sentence, in characters, before it is cut at a clause."""

MIN_CLAUSE_CHARACTERS: Final = 20
"""A cut at a clause leaves at least so much in front of it."""

_ENDS: Final = ".!?\N{HORIZONTAL ELLIPSIS}"
_CLOSERS: Final = (
    "\"')]*_"
    "\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
_AFTER_SPACE: Final = "!?:;\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"  # French spacing
_CLAUSES: Final = ",;:\N{EM DASH}\N{EN DASH}"
_ENUMERATOR_DIGITS: Final = 2


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ABBREVIATIONS: Final = _words(
    """
    adj al approx apr art aug av avr bd bldg ca capt cf ch chap col corp déc dec dept dir dr drs
    ed eg env equiv esp est etc ex excl feb fév fig fri gen gov hon ie inc incl jan janv jr jul
    juil jun lt ltd m mar maj max me messrs mgr min mlle mlles mm mme mmes mon mr mrs ms mt nb
    no nos nov n° obs oct op p pp prof pt réf ref rep rev sat sec sén sen sep sept sgt sr st ste
    sun tél tel thu tue vol vs wed
    """
)
_MAY_END: Final = _words(
    """
    etc inc ltd jr sr corp no al mon sat sun me mar est max min op
    """
)
"""Abbreviations, or words that look like one, after which a sentence may well end."""


class SentenceSplitter:
    """Cuts text that comes in pieces into sentences.

    max_characters: longer sentences are cut at a clause, or at a space if there is none.
    first_max_characters: the first sentence is cut at a clause once it is that long,
        so that it sounds sooner; 0 leaves it whole.
    No character but white space is lost.
    """

    def __init__(
        self, *, max_characters: int = MAX_CHARACTERS, first_max_characters: int = 0
    ) -> None:
        self._max = max(max_characters, MIN_CLAUSE_CHARACTERS + 1)
        self._first_max = first_max_characters
        self._text = ""
        self._end: int | None = None  # where a sentence seems to end, if what follows agrees
        self._emitted = False

    def push(self, text: str) -> list[str]:
        """Return the sentences that ``text`` completes."""
        sentences: list[str] = []
        for character in text:
            self._push(character, sentences)
        return sentences

    def flush(self) -> list[str]:
        """Return what is left, and begin anew."""
        sentences: list[str] = []
        self._emit(len(self._text), sentences)
        self._emitted = False
        return sentences

    def _push(self, character: str, sentences: list[str]) -> None:
        if character in "\n\r":
            self._emit(len(self._text), sentences)
            return
        if character.isspace():
            if self._end is None and self._seems_ended():
                self._end = len(self._text)
        elif self._end is not None:
            self._settle(character, sentences)
        self._text += character
        self._shorten(sentences)

    def _settle(self, following: str, sentences: list[str]) -> None:
        """Decide on the end that was seen, now that the next word begins."""
        end = self._end
        assert end is not None
        self._end = None
        if following in _AFTER_SPACE:
            return
        body = self._text[:end].rstrip(_CLOSERS)
        closed = len(body) < end
        if following.islower() and (closed or not body.endswith(("!", "?"))):
            return
        self._emit(end, sentences)

    def _seems_ended(self) -> bool:
        body = self._text.rstrip(_CLOSERS)
        if body.endswith((" ", "\N{NO-BREAK SPACE}")):  # "oui. »": what closes stands apart
            body = body.rstrip()
        if not body or body[-1] not in _ENDS:
            return False
        if body[-1] != "." or body.endswith(".."):
            return True
        word = body[:-1].rsplit(maxsplit=1)[-1].lstrip("\"'([*_-") if body[:-1].split() else ""
        return not self._is_abbreviation(word, first=body[:-1].strip() == word)

    @staticmethod
    def _is_abbreviation(word: str, *, first: bool) -> bool:
        plain = word.lower()
        if plain in _MAY_END:
            return False
        if plain in _ABBREVIATIONS:
            return True
        if len(word) == 1 and word.isalpha():  # an initial, unless it is the English "I"
            return word != "I"
        if "." in word.strip("."):  # "e.g", "p.m", "U.S"; but not "12.5"
            return all(len(part) == 1 and part.isalpha() for part in word.split("."))
        return first and word.isdigit() and len(word) <= _ENUMERATOR_DIGITS

    def _shorten(self, sentences: list[str]) -> None:
        """Cut what has grown too long."""
        size = len(self._text)
        sounds_sooner = 0 < self._first_max < size and not self._emitted
        if not sounds_sooner and size <= self._max:
            return
        cut = self._clause_end()
        if cut is None:
            if size <= self._max:
                return
            space = self._text.rfind(" ", 1, self._max)
            cut = space if space > 0 else self._max
        self._emit(cut, sentences)

    def _clause_end(self) -> int | None:
        """Return the end of the last clause that leaves enough in front of it."""
        for place in range(len(self._text) - 2, MIN_CLAUSE_CHARACTERS - 2, -1):
            if self._text[place] in _CLAUSES and self._text[place + 1].isspace():
                return place + 1
        return None

    def _emit(self, end: int, sentences: list[str]) -> None:
        sentence, rest = self._text[:end].strip(), self._text[end:].lstrip()
        self._text, self._end = rest, None
        if sentence:
            self._emitted = True
            sentences.append(sentence)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a whole text."""
    splitter = SentenceSplitter()
    return [*splitter.push(text), *splitter.flush()]


_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_URL: Final = re.compile(r"\b(?:https?://|www\.)(?P<rest>[^\s<>\")\]]+)", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|<\|[^|<>]*\|>")
_LEAD: Final = re.compile(r"^\s*(?:#{1,6}\s+|>+\s*|[-*+\N{BULLET}]\s+|\d{1,2}[.)]\s+)+")
_ROLE: Final = re.compile(
    r"^[\s*_\"]*(?:interviewer|assistant|ai|bot|recruiter|recruteur|recruteuse|intervieweur|"
    r"intervieweuse|ia)[\s*_]*:[\s*_]*",
    re.IGNORECASE,
)
_STAGE: Final = re.compile(r"^\s*[(*\[][^()*\[\]]{1,60}[)*\]][.\s]*$")  # "(smiles)"
_MARKUP: Final = re.compile(r"[*`#~|\\^<>{}\[\]]+|(?<![^\W_])_+|_+(?![^\W_])")
_PICTURES: Final = re.compile(
    "[\U0001f000-\U0001faff\U00002600-\U000027bf\U00002190-\U000021ff\U00002b00-\U00002bff"
    "\U0000fe00-\U0000fe0f\U0000200d\U000020e3\U000e0000-\U000e007f]+"
)
_SYMBOLS: Final = {
    "en": (("&", " and "), ("+", " plus "), ("=", " equals "), ("@", " at "), ("/", " or ")),
    "fr": (("&", " et "), ("+", " plus "), ("=", " égale "), ("@", " arobase "), ("/", " ou ")),
}
_DOT: Final = {"en": " dot ", "fr": " point "}


def speakable(sentence: str, language: str = "en") -> str:
    """Return a whole sentence as it can be spoken, "" when nothing of it can.

    Takes out markdown, tags, emoji, stage directions and the speaker's own name in
    front; an address becomes the words of its host.
    """
    text, cleaned = sentence, _cleaned(sentence, language)
    while cleaned != text:  # what was inside of one mark may be another
        text, cleaned = cleaned, _cleaned(cleaned, language)
    return text


def _cleaned(text: str, language: str) -> str:
    text = _LINK.sub(r"\1", text)
    text = _URL.sub(lambda match: _host(match["rest"], language), text)
    text = _TAG.sub(" ", text)
    if _STAGE.match(text):
        emphasised = text.strip().startswith("*") and text.strip(" *")[-1:] in _ENDS
        text = text if emphasised else ""
    text = _ROLE.sub("", _LEAD.sub("", text))
    text = _LEAD.sub("", text)
    text = _PICTURES.sub(" ", _MARKUP.sub(" ", text)).replace("_", " ")
    for symbol, word in _SYMBOLS.get(language, _SYMBOLS["en"]):
        text = text.replace(symbol, word)
    text = " ".join(text.split())
    text = re.sub(r"\s+([.,])", r"\1", text)
    return text if any(character.isalnum() for character in text) else ""


def _host(address: str, language: str) -> str:
    host = re.split(r"[/?#:]", address, maxsplit=1)[0]
    host = host.removeprefix("www.").rstrip(".,;!?")
    tail = address[-1] if address[-1] in ".,;!?" else ""
    return host.replace(".", _DOT.get(language, _DOT["en"])) + tail
