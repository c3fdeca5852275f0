"""What whoever reads an analysis has to know about it, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from talkup_local.config.model import Language

NOTES: Final[Mapping[str, Mapping[Language, str]]] = MappingProxyType(
    {
        "nothing": {
            "en": "There are no words to go by.",
            "fr": "Il n'y a aucun mot à mesurer.",
        },
        "few_words": {
            "en": "There are few words: a single one changes these figures a lot.",
            "fr": "Il y a peu de mots : un seul change beaucoup ces chiffres.",
        },
        "no_times": {
            "en": "Rates, pauses and shares of time need the times of the words.",
            "fr": "Les débits, les pauses et les parts de temps demandent l'heure de chaque mot.",
        },
        "few_times": {
            "en": "Too few words have times for a rate.",
            "fr": "Trop peu de mots ont une heure pour calculer un débit.",
        },
        "disagree": {
            "en": "The text and the timed words differ in length; rates follow the timed words.",
            "fr": "Le texte et les mots datés n'ont pas la même longueur ; les débits suivent les "
            "mots datés.",
        },
        "guessed": {
            "en": "The text has hardly any full stops: sentences were guessed from clauses and "
            "pauses.",
            "fr": "Le texte n'a presque pas de points : les phrases ont été devinées d'après les "
            "propositions et les pauses.",
        },
        "short_for_diversity": {
            "en": "Lexical diversity needs at least 100 words.",
            "fr": "La diversité lexicale demande au moins 100 mots.",
        },
        "short_for_readability": {
            "en": "Reading ease needs at least 30 words.",
            "fr": "La facilité de lecture demande au moins 30 mots.",
        },
        "short_for_star": {
            "en": "The parts of a story need at least 15 words.",
            "fr": "Les parties d'un récit demandent au moins 15 mots.",
        },
        "no_story": {
            "en": "The question does not ask for a story, so its parts are not measured.",
            "fr": "La question ne demande pas de récit : ses parties ne sont pas mesurées.",
        },
        "no_capitals": {
            "en": "Names can't be told from other words: the capitals of the text say nothing.",
            "fr": "Les noms ne se distinguent pas des autres mots : les majuscules du texte ne "
            "disent rien.",
        },
        "no_question_words": {
            "en": "The question has no word of its own that an answer could take up.",
            "fr": "La question n'a aucun mot propre qu'une réponse pourrait reprendre.",
        },
    }
)
"""By key and language."""
