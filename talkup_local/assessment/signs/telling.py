"""Points of a question as sentences: what an answer does, and what it could do next.

A point's name begins with a verb ("names the trade-off"). It is turned ("Name the trade-off.")
where a rule of spelling surely does so, and stands in a frame that fits any verb elsewhere.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from talkup_local.assessment.signs.texts import texts_for
from talkup_local.config.model import Language

_THEY: Final = re.compile(r"\b(?:they|their|them|themselves)\b")
_OWN_SAYING: Final = re.compile(r"(?:says|tells|gives) (?:what|how|where|something) they\b")
_YOU: Final = MappingProxyType(
    {"they": "you", "their": "your", "them": "you", "themselves": "yourself"}
)
_OWN: Final = re.compile(r"(?<!your )\b(?:the |an )?own\b")
_SECOND_VERB: Final = re.compile(r"(?:\b(?:and|or|then|but)|,) \w+s\b")
_IRREGULAR: Final = MappingProxyType({"is": "be", "has": "have", "does": "do", "goes": "go"})
_HISSING: Final = re.compile(r"(?:ss|sh|ch|x|zz)es$")

_THEIRS_FR: Final = re.compile(r"\b(?:se|son|sa|ses|soi|leurs?|lui|elles?|ils)\b|\b[sl]'occupe")
_SECOND_VERB_FR: Final = re.compile(
    r"(?:\b(?:et|ou|puis|mais)|,) (?!(?:une?|des?|du|aux?|à|avec|pour|par|sans|pourquoi|comment|"
    r"quand|qui|quoi|ce)\b|d')"
)
_REGULAR_FR: Final = re.compile(r"(?!\w*(?:è|ê|elle$|ette$|[aou]ie$))\w{3,}e")
_IRREGULAR_FR: Final = MappingProxyType(
    {
        "dit": "dites",
        "fait": "faites",
        "décrit": "décrivez",
        "choisit": "choisissez",
        "voit": "voyez",
        "prévient": "prévenez",
        "prend": "prenez",
        "reprend": "reprenez",
        "apprend": "apprenez",
        "met": "mettez",
        "tient": "tenez",
        "suit": "suivez",
        "répond": "répondez",
        "réduit": "réduisez",
        "rend": "rendez",
        "emploie": "employez",
        "essaie": "essayez",
        "pèse": "pesez",
        "protège": "protégez",
    }
)


def shown(name: str, language: Language) -> str:
    """Return that an answer meets the point of that name: "Names the trade-off."."""
    return _sentence(name if language == "fr" else _to_you(name))


def advised(name: str, language: Language) -> str:
    """Return that an answer should meet the point of that name: "Name the trade-off."."""
    turned = _turned_fr(name) if language == "fr" else _turned(name)
    return _sentence(turned or texts_for(language).point.format(point=name))


def _turned(name: str) -> str:
    """Return an English point as an order, "" where that is not sure."""
    verb, _, rest = _to_you(name).partition(" ")
    if not re.fullmatch(r"[a-z]+s", verb) or _THEY.search(rest) or _SECOND_VERB.search(rest):
        return ""
    return f"{_plain(verb)} {rest}".strip()


def _to_you(name: str) -> str:
    """Return a point with "you" in place of a "they" that is surely the candidate."""
    if _OWN_SAYING.match(name):
        name = _THEY.sub(lambda found: _YOU[found[0]], name)
    return _OWN.sub("your own", name)


def _plain(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if _HISSING.search(verb):
        return verb[:-2]
    return f"{verb[:-3]}y" if re.fullmatch(r"\w{2,}ies", verb) else verb[:-1]


def _turned_fr(name: str) -> str:
    """Return a French point as an order, "" where that is not sure."""
    verb, _, rest = name.partition(" ")
    if _THEIRS_FR.search(name) or _SECOND_VERB_FR.search(name):
        return ""
    turned = _IRREGULAR_FR.get(verb) or (f"{verb}z" if _REGULAR_FR.fullmatch(verb) else "")
    return f"{turned} {rest}".strip() if turned else ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}."
