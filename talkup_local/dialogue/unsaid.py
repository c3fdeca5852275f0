"""What an interviewer doesn't say: about scores, praise, its own instructions; by language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from talkup_local.config.model import Language


@dataclass(frozen=True, kw_only=True)
class Unsaid:
    """Patterns over a sentence in small letters.

    scores: marks, levels and the outcome of the interview. praise: of an answer, or its opposite.
    own: the interviewer's instructions, and that it answers itself. second: where one more
    question begins within a sentence. open: words of questions that fit any answer.
    invitation: words of the last question.
    """

    scores: re.Pattern[str]
    praise: re.Pattern[str]
    own: re.Pattern[str]
    second: re.Pattern[str]
    open: str
    invitation: str


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_ENGLISH: Final = Unsaid(
    scores=_any(
        r"\b(?:your|full|top|maximum|perfect|highest|the best|high|final) "
        r"(?:marks?|scores?|grades?|ratings?|points)\b",
        r"\b(?:level|grade|score|mark|rating)(?: of| is)? (?:one|two|three|four|five|ten|\d+)\b",
        r"\b(?:out of|over) (?:five|ten|twenty|a hundred|\d+)\b",
        r"\b(?:score|mark|grade|rate|assess|evaluate) (?:you|your|this|that|the candidate)\b",
        r"\b(?:the|this|a|our) (?:rubric|scoring|marking scheme|evaluation criteria)\b",
        r"\byou(?:'ve| have| are|'re|'ll| will)?(?: be)? (?:already |now |all )?"
        r"(?:passed|hired|approved|accepted|rejected|failed the interview|got the job|"
        r"get the job|being assessed|being evaluated)\b(?! (?:it|on|that|this|them|for))",
        r"\b(?:i|we)(?:'ll| will| would|'d| can)? (?:hire|recommend|reject|approve) you\b",
    ),
    praise=_any(
        r"^(?:wow|bravo|congratulations|well done|good job|great job|nice job|excellent|"
        r"perfect|fantastic|impressive|amazing|wonderful|brilliant|outstanding|awesome|superb)\b",
        r"\b(?:great|good|excellent|perfect|fantastic|impressive|amazing|wonderful|brilliant|"
        r"outstanding|strong|superb|weak|bad|poor|wrong|incorrect|disappointing|vague|correct) "
        r"(?:answers?|responses?|examples?|replies|reply|explanation)\b",
        r"\b(?:that|this)(?:'s| is| was| sounds) (?:really |very |so |truly |quite )?(?:great|"
        r"excellent|perfect|fantastic|impressive|amazing|wonderful|brilliant|outstanding|awesome|"
        r"correct|incorrect|wrong|disappointing)\b",
    ),
    own=_any(
        r"\b(?:system |initial |hidden )prompt\b",
        r"\bmy (?:\w+ )?(?:instructions|guidelines|programming|prompt|rules)\b",
        r"\bi (?:was|am|have been) (?:told|instructed|programmed|asked) to\b",
        r"\bas an? (?:ai|a\.i|artificial|language|large|automated)\b|\blanguage model\b",
        r"\b(?:an? |the )(?:good|right|correct|ideal|best|model|perfect|expected|sample) answer "
        r"(?:is|would|could|might|should|to)\b",
        r"\bthe (?:interview )?(?:plan|note) (?:says|tells)\b|\bsquare brackets?\b",
        r"\bas the (?:candidate|applicant),? i\b|\bi(?:'m| am) the (?:candidate|applicant)\b",
    ),
    second=re.compile(
        r",?\s+(?:and|or)(?: also| then)?,?\s+(?:what|why|how|when|where|who|which)"
        r"(?:\s+(?!did|do|does|was|were|is|are|would|could|can|has|have|had)\w+){0,2}"
        r"(?:\s+(?:did|do|does|was|were|is|are|would|could|can|has|have|had)\b|(?=\?|,? and\b))"
        r"|,?\s+(?:and|or)(?: also| then)?,?\s+(?:did|do|does|would|could|can|have|were|are) you\b",
        re.IGNORECASE,
    ),
    open="""
        achieve action answer approach aspect begin case challenge change choice choose colleague
        concrete day decide decision describe detail difference difficult easy end example exactly
        experience explain find follow handle happen hard help idea important influence instance
        involve kind lead lesson main manage matter measure moment notice organise outcome part
        particular people plan practice prepare problem process project question reaction reason
        response responsible result role share short situation skill solve step surprise task team
        test thing time tool useful walk way week word year
    """,
    invitation="add anything ask else know questions share tell us wonder",
)

_FRENCH: Final = Unsaid(
    scores=_any(
        r"\b(?:votre|ta|la meilleure|une bonne|bonne|la) (?:note|cotation)\b"
        r"(?! de (?:service|frais))",
        r"\b(?:note|score)s? (?:maximale?|parfaite?|finale?|maximum|élevée?|de \d+)\b",
        r"\bvotre (?:score|évaluation|appréciation|résultat d'entretien)\b",
        r"\bniveau (?:un|deux|trois|quatre|[1-4])\b",
        r"\bsur (?:cinq|dix|vingt|cent)\b(?! personnes| clients| ans| jours)",
        r"\b(?:vous|te) (?:note|noter|évalue|évaluer|attribue|attribuer)\b",
        r"\b(?:la|cette|une|le|notre) (?:grille|barème)(?: (?:d'évaluation|de notation))?\b",
        r"\bvous (?:êtes|avez été|avez|serez) (?:déjà |désormais |bien )?(?:embauchée?|reçue?|"
        r"admise?|retenue?|acceptée?|refusée?|recalée?|réussi l'entretien|le poste|évaluée?)\b",
        r"\b(?:je|nous) vous (?:embauche|embauchons|recommande|recommandons|retiens|retenons)\b",
    ),
    praise=_any(
        r"^(?:bravo|félicitations|excellent|parfait|super|génial|formidable|impressionnant|"
        r"magnifique|fantastique|remarquable|bien joué|très bien répondu|bon travail|waouh)\b",
        r"\b(?:excellente?|bonne|très bonne|parfaite|belle|superbe|mauvaise|faible|fausse) "
        r"(?:réponse|explication)\b|\b(?:excellent|bon|très bon|bel|mauvais) exemple\b",
        r"\bréponse (?:excellente|parfaite|impressionnante|incorrecte|fausse|faible|correcte|"
        r"remarquable|juste)\b",
        r"\b(?:c'est|c'était|voilà qui est) (?:vraiment |très |tout à fait )?(?:excellent|parfait|"
        r"génial|formidable|impressionnant|magnifique|fantastique|remarquable|incorrect|"
        r"décevant|super)\b",
    ),
    own=_any(
        r"\bprompt\b",
        r"\bmes (?:\w+ )?(?:instructions|consignes|règles|directives)\b",
        r"\b(?:on m'a|j'ai été|je suis) (?:demandé|dit|programmée?|chargée?|conçue?|instruite?) ?"
        r"(?:de|pour|à)\b",
        r"\ben tant qu[e']\W?(?:ia|une? ia|intelligence|modèle|assistant)|\bmodèle de langage\b",
        r"\b(?:la|une) (?:bonne|meilleure|parfaite|vraie) réponse (?:est|serait|était|à)\b",
        r"\bla réponse (?:attendue|idéale|correcte|parfaite|modèle)\b",
        r"\b(?:le plan|la note) (?:dit|indique|précise)\b|\bentre crochets\b",
        r"\ben tant que candidate?\b|\bje suis (?:le|la) candidate?\b",
    ),
    second=re.compile(
        r",?\s+(?:et|ou)(?: aussi| puis)?,?\s+(?:pourquoi|comment|qu'est-ce|qu'avez|qu'en|que |quel"
        r"(?:le)?s?\b|où |quand |avez-vous|est-ce|êtes-vous|pouvez-vous|pourriez-vous)",
        re.IGNORECASE,
    ),
    open="""
        action agir aider apprendre approche arriver aspect cas changer choisir choix chose
        collègue commencer conclure concret décider décision décrire défi déroulé détail difficile
        difficulté différence différemment équipe étape exemple expérience expliquer façon faire
        fin gérer idée important influence issue jour journée leçon manière mener mesurer moment
        moyen occuper organiser outil parler part participer passer personnes plan point pratique
        précis précisément problème procéder processus projet question raconter raison réaction
        réagir réponse responsable résoudre résultat retenir rôle réussir semaine situation tâche
        temps test tirer travail utile
    """,
    invitation="ajouter autre chose demander dire poser questions savoir",
)

_BY_LANGUAGE: Final[Mapping[Language, Unsaid]] = {"en": _ENGLISH, "fr": _FRENCH}


def unsaid_in(language: Language) -> Unsaid:
    """Return what is not said in ``language``."""
    return _BY_LANGUAGE[language]
