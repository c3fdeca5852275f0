"""Take out of a text what tells who somebody is and where they live."""

from __future__ import annotations

import re
from typing import Final

_MONTHS: Final = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr|fevr|mars|avr|mai|juin|juil|"
    r"août|aout|sept|déc)\w*\.?"
)
_DATE: Final = (
    rf"(?:\d{{1,2}}[./ -]\d{{1,2}}[./ -]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th|er)?(?: of)? {_MONTHS},? \d{{4}}|"
    rf"{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|(?:19|20)\d{{2}})"
)
_STREETS_BEFORE: Final = (
    "rue|avenue|av|bd|boulevard|chemin|allée|allee|place|impasse|route|quai|cours|square|passage|"
    "faubourg|résidence|residence|lotissement"
)
_STREETS_AFTER: Final = (
    "street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|close|way|square|"
    "terrace|gardens|crescent|place"
)
_NAME: Final = r"[A-ZÀ-Þ][\w'-]{1,40}"

_STREET: Final = rf"(?i:\b\d{{1,4}}(?: ?(?:bis|ter))?,? (?:{_STREETS_BEFORE})\b\.?[^\n,;|]{{2,60}})"
_ROAD: Final = rf"\b\d{{1,5}},? (?:{_NAME} ){{1,4}}(?i:{_STREETS_AFTER})\b\.?"
_TOWN: Final = (
    rf"\b(?:F-|B-|CH-|L-)?\d{{4,5}},? {_NAME}"
    rf"(?:[ -](?:{_NAME}|sur|sous|la|le|les|en|de)){{0,4}}(?= *(?:$|[,;|\n(]))"
)
_POSTCODE: Final = (
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]{2} \d{5}(?:-\d{4})?\b|(?i:\bp\.? ?o\.? box \d+)"
)
_LINK: Final = (
    r"(?i:(?:https?://|www\.)\S+|\b[\w-]{1,64}\.(?:com|org|net|fr|io|dev|me|eu|uk|be|ch|ca)/\S*|"
    r"(?<!\w)@\w{3,})"
)
_BORN: Final = (
    r"(?i:\b(?:born|d\.?o\.?b\.?|date of birth|birth ?date|née?(?:\(e\))?|date de naissance)"
    rf"(?!\w)[^\n\d]{{0,40}}{_DATE})"
)
_AGE: Final = (
    r"(?i:\b(?:aged?|âge|âgée? de)\b\W{0,3}\d{2}\b(?: ans| years(?: old)?)?|"
    r"\b\d{2}[ -]years?[ -]old\b|\b(?:1[6-9]|[2-7]\d) ans\b(?! d))"
)
_PHONE: Final = (
    r"(?i:\b(?:tel|tél|phone|mobile|mob|téléphone|telephone|portable|gsm|cell)\b\.?\W{0,3}"
    r"[\d ().+/-]{6,30}\d|(?<![\w+])\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,6}|"
    r"(?<![\w.])0\d(?:[ .-]?\d{2}){4}(?!\d)|(?<![\w.])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)|"
    r"(?<![\w.])0\d{2,4} \d{3,4} ?\d{3,4}(?!\d))"
)
_PATTERNS: Final = (
    ("[e-mail]", re.compile(r"(?i:[\w.+-]{1,64} ?@ ?[\w-]{1,64}(?:\.[\w-]{1,64})+)")),
    ("[link]", re.compile(_LINK)),
    ("[date of birth]", re.compile(_BORN)),
    ("[age]", re.compile(_AGE)),
    ("[phone]", re.compile(_PHONE)),
    ("[address]", re.compile(f"{_STREET}|{_ROAD}|{_TOWN}|{_POSTCODE}", re.MULTILINE)),
)

MASKS: Final = tuple(mask for mask, _ in _PATTERNS)


def redacted(text: str) -> str:
    """Return ``text`` with a mask in place of each e-mail, link, phone, address and birth date.

    By form alone: a name, or an address without number or post code, stays.
    """
    for mask, pattern in _PATTERNS:
        text = pattern.sub(mask, text)
    return text
