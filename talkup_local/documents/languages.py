"""Which language a text is written in, by its small words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from talkup_local.config.model import Language

_NAMES: Final = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}
_SMALL: Final = {
    "de": "der die das und ist nicht mit von für auf ein eine einen im zu wir sie den dem bei sind "
    "werden oder als auch nach",
    "en": "the and of to in is for with you your we our are on at by will be as this that have "
    "from or an their was",
    "es": "el los las y de que en un una por con para es del al se su como más lo sus nuestro",
    "fr": "le la les et de des du un une en est pour dans vous nous avec sur au aux votre notre ce "
    "qui que ou par sont",
    "it": "il lo gli di che e un una per con del della dei nel sono è come più nostro al alla",
    "nl": "de het een en van is voor met op te wij je zijn aan bij ons of ook naar wordt als",
    "pt": "o os as e de que em um uma para com do da dos das no na por é não mais nosso seu",
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_MOST_CHARACTERS: Final = 20_000
_FEWEST_HITS: Final = 5
_AHEAD: Final = 1.2


def language_of_text(text: str, *, fewest: int = _FEWEST_HITS) -> str | None:
    """Return the code of a text's language, None when it can't be told.

    Knows German, English, Spanish, French, Italian, Dutch and Portuguese. fewest: small words of
    the language that tell it.
    """
    counts = Counter(_WORD.findall(text[:_MOST_CHARACTERS].lower()))
    hits = {
        code: sum(counts[word] for word in set(words.split())) for code, words in _SMALL.items()
    }
    best, second = sorted(hits, key=lambda code: hits[code], reverse=True)[:2]
    if hits[best] < fewest or hits[best] < _AHEAD * hits[second]:
        return None
    return best


def language_note(text: str, language: Language) -> str:
    """Return a note on a document in another language than the interview's, else ""."""
    found = language_of_text(text)
    if found is None or found == language:
        return ""
    return f"The document seems to be in {_NAMES[found]}; the interview is in {_NAMES[language]}."
