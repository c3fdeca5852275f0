"""French."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from talkup_local.assessment.signs.texts.model import SignTexts

FR: Final = SignTexts(
    shows=MappingProxyType(
        {
            "situation": "la situation",
            "task": "la mission",
            "action": "ce qui a été fait",
            "plan": "ce qui serait fait",
            "example": "un exemple",
            "result": "le résultat",
            "lesson": "ce qui a été appris",
            "weighed": "ce qui a été pesé",
            "reason": "une raison",
        }
    ),
    parts=MappingProxyType(
        {
            "situation": "Dites d'abord où et quand c'était, et qui était là.",
            "task": "Dites ce qu'on attendait de vous, ou ce que vous vouliez atteindre.",
            "action": "Racontez ce que vous avez fait vous-même, étape par étape.",
            "result": "Dites comment cela s'est terminé, avec un chiffre s'il y en a un.",
        }
    ),
    strong=MappingProxyType(
        {
            "action": "Raconte vos propres actions, pas seulement ce que l'on fait en général.",
            "plan": "Dit ce que vous feriez vous-même, pas seulement ce que l'on fait en général.",
            "explained": "Explique par étapes que l'on peut suivre.",
            "result": "Dit comment cela s'est terminé.",
            "lesson": "Dit ce qui a été appris, ou serait fait autrement.",
            "weighed": "Met en balance le pour et le contre.",
            "reason": "Donne des raisons.",
            "facts": "Donne des chiffres ou des dates.",
        }
    ),
    missing=MappingProxyType(
        {
            "story": "Racontez une fois où c'est arrivé, au lieu de ce que l'on fait en général.",
            "situation": "Dites ce que vous feriez d'abord, puis ensuite, dans un cas à vous.",
            "knowledge": "Expliquez étape par étape, avec un exemple.",
            "motivation": "Donnez une raison bien à vous, et quelque chose que vous avez fait "
            "et qui la montre.",
            "steps": "Racontez davantage ce que vous avez fait vous-même : au moins deux étapes, "
            "l'une après l'autre.",
            "shown": "Racontez quelque chose que vous avez fait et qui montre votre raison.",
            "own": "Dites « je » là où c'était vous : quelle était votre part ?",
            "lesson": "Dites ce que vous en avez appris, ou ce que vous feriez autrement.",
            "weighed": "Dites aussi ce qui s'y oppose, et pourquoi vous faites ce choix.",
            "reason": "Dites pourquoi.",
            "answer": "Répondez d'abord à la question elle-même.",
            "more": "Dites-en plus : il n'y avait presque rien à évaluer.",
        }
    ),
    themes=MappingProxyType(
        {
            "result": r"^(?:donne|dit|raconte) (?:le |un )?(?:résultat|l'issue|la fin\b|comment "
            r"cela s'est terminé|ce qu'il en reste)",
            "lesson": r"\bleçon|\bce qui (?:a été appris|en a été appris|se fait autrement)",
            "reason": r"\b(?:pourquoi|raisons?)\b",
            "facts": r"\b(?:chiffres?|nombres|montants?)\b",
        }
    ),
    point="Répondez comme quelqu'un qui {point}.",
    little="Très peu a été dit sur cette question.",
    astray="Presque aucun mot de cette question ni de sa grille n'a été entendu : la réponse porte "
    "peut-être sur autre chose, ou le dit avec des mots que l'évaluation ne connaît pas.",
)
