"""Headings and labels in French."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from talkup_local.assessment.render.texts.model import Labels, PlotLabels

FR: Final = Labels(
    decimal=",",
    percent="{value} %",
    colon=" : ",
    spaced_marks=True,
    quote="« {text} »",
    date="{day} {month} {year}",
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
    minutes="{value} min",
    title="Rapport d'entretien",
    title_for="Rapport d'entretien : {role}",
    contents="Sommaire",
    kinds=MappingProxyType(
        {
            "general": "Entretien général",
            "behavioural": "Entretien comportemental",
            "technical": "Entretien technique",
            "customer_service": "Entretien de relation client",
            "sales": "Entretien commercial",
            "internship": "Entretien de stage",
        }
    ),
    experience=MappingProxyType(
        {
            "entry": "Premier emploi",
            "junior": "Junior",
            "experienced": "Confirmé",
            "senior": "Senior",
        }
    ),
    languages=MappingProxyType({"en": "anglais", "fr": "français"}),
    completeness=MappingProxyType(
        {
            "ended": "Mené jusqu'au bout",
            "broken": "Interrompu : connexion perdue, personne n'est revenu à temps",
            "refused": "Arrêté aussitôt : la personne n'a pas accepté ce qui serait conservé",
            "open": "En cours : voici ce qu'il y a jusqu'ici",
        }
    ),
    stopped_by_candidate="Arrêté par la personne avant que toutes les questions soient abordées",
    stopped="Arrêté avant que toutes les questions soient abordées",
    facts="L'entretien",
    kind="Type",
    role="Poste",
    plan="Plan",
    level="Niveau des questions",
    language="Langue",
    held="Tenu le",
    length="Durée",
    asked_for="{minutes} prévues",
    ending="Fin",
    counts="{planned} prévues, {reached} posées, {assessed} évaluées",
    session="Session",
    made="Rapport établi le",
    heard_by="Moteurs",
    competencies="Compétences",
    competencies_lead="Chaque question vise une compétence. Les niveaux, de 1 à 4, viennent de la "
    "grille de la question. Ils ne sont pas additionnés.",
    competency="Compétence",
    level_of="Niveau {level} sur 4",
    levels=("Un début", "En progrès", "Solide", "Très solide"),
    result="Niveaux",
    in_questions="Questions",
    advice="Ce qu'il faut essayer ensuite",
    advice_lead="Par ordre d'effet : d'abord ce qui manquait aux réponses, puis leur construction, "
    "puis la façon de parler.",
    no_advice="Il y a trop peu d'éléments pour un conseil.",
    areas=MappingProxyType(
        {
            "content": "Ce qui est dit",
            "structure": "La construction",
            "speech": "La façon de parler",
        }
    ),
    question="Question {numbers}",
    questions="Questions {numbers}",
    answers="Question par question",
    answers_lead="Ce qui appuie un niveau est marqué dans la réponse.",
    states=MappingProxyType(
        {
            "assessed": "",
            "unassessed": "Rien n'a été dit qui puisse être évalué. Elle ne compte pas.",
            "skipped": "Passée. Elle ne compte pas.",
            "not_reached": "Non atteinte. Elle ne compte pas.",
        }
    ),
    no_level="Sans niveau",
    strong="Ce qui était solide",
    missing="Ce qui manquait",
    evidence="Ce qui appuie le niveau",
    shows="montre",
    dropped="Citations écartées, car absentes de la transcription : {count}.",
    outline="Une meilleure réponse, dans ses grandes lignes",
    rubric="Tous les niveaux de cette question",
    here="cette réponse",
    transcript="Ce qui a été dit",
    interviewer="Question",
    candidate="Réponse",
    candidate_answer="Réponse {label}",
    nothing_heard="(rien n'a été compris)",
    skipped="(question passée)",
    steps=MappingProxyType(
        {
            "follow_up": "relance",
            "probe": "demande de précision",
            "repeat": "répétition",
            "rephrase": "reformulation",
            "wait": "temps laissé",
            "permit": "accord",
            "part": "demande d'une partie du récit",
            "point": "demande de précision",
            "clarify": "retour à la question",
            "defer": "remis à plus tard",
            "tell": "à propos de l'entretien",
            "add": "retour à la réponse d'avant",
            "calm": "appel au calme",
            "check_in": "pour savoir si tout va bien",
            "not_heard": "non compris",
        }
    ),
    story="Parties du récit",
    parts=MappingProxyType(
        {"situation": "Situation", "task": "Tâche", "action": "Action", "result": "Résultat"}
    ),
    told="dit",
    not_told="non dit",
    confidence="Confiance {value}",
    speech="La façon de parler",
    speech_lead="Sur toutes les réponses, à côté de ce qui est habituel à l'oral. En dehors, ce "
    "n'est pas faux ; à l'intérieur, pas forcément bon ; ces chiffres ne changent aucun niveau.",
    groups=MappingProxyType(
        {
            "time": "Débit et pauses",
            "fluency": "Fluidité",
            "wording": "Choix des mots",
            "content": "Contenu",
            "voice": "Voix et enregistrement",
        }
    ),
    measure="Mesure",
    value="Valeur",
    usual="Habituel",
    place="Par rapport à l'habituel",
    places=MappingProxyType({"below": "en dessous", "usual": "habituel", "above": "au-dessus"}),
    units=MappingProxyType(
        {
            "words/min": "mots/min",
            "syllables/s": "syllabes/s",
            "per 100 words": "pour 100 mots",
            "words": "mots",
            "semitones": "demi-tons",
        }
    ),
    up_to="jusqu'à {high}",
    at_least="à partir de {low}",
    between="{low} à {high}",
    usual_band="habituel",
    no_speech="Rien n'a été dit qui puisse être mesuré.",
    plots="Réponse par réponse",
    pace=PlotLabels(
        title="Débit au fil de l'entretien",
        description="Mots par minute de chaque réponse, au fil des minutes de l'entretien.",
        across="minute de l'entretien",
        up="mots par minute",
    ),
    talk=PlotLabels(
        title="Part de parole",
        description="Mots de la personne dans chaque échange ; le reste est à l'intervieweur.",
        across="réponse",
        up="% des mots",
    ),
    fillers=PlotLabels(
        title="Tics de langage",
        description="Tics de langage comme « du coup » pour 100 mots de chaque réponse.",
        across="réponse",
        up="pour 100 mots",
    ),
    pauses=PlotLabels(
        title="Temps de pause",
        description="Part du temps de chaque réponse qui est du silence.",
        across="réponse",
        up="% du temps",
    ),
    levels_plot=PlotLabels(
        title="Niveaux par compétence",
        description="Le niveau de chaque question, de 1 à 4, en lignes par compétence.",
        across="niveau",
        up="question",
    ),
    numbers="Les chiffres de chaque réponse",
    numbers_lead="2b est la deuxième réponse à la question 2. Un tiret : trop peu d'éléments.",
    answer="Réponse",
    columns=(
        "Minute", "Mots", "Mots par minute", "Part de parole", "Tics pour 100 mots",
        "Hésitations", "Pauses", "Temps de pause", "Plus longue pause (s)",
        "Temps avant de répondre (s)",
    ),
    talk_whole="De tous les mots, {value} sont de la personne : {words}, contre {other} de "
    "l'intervieweur.",
    rest="Le reste de la conversation",
    limits="Limites de ce rapport",
    trainer="Avis du formateur",
    trainer_lead="C'est une personne qui décide. Que voit le formateur autrement, et quelle est la "
    "suite ?",
    signed="Nom et date",
    page="Page {page} sur {pages}",
    characters="Certains caractères de la transcription ne peuvent pas être affichés dans ce "
    "fichier ; le rapport HTML les contient.",
)  # fmt: skip
"""French."""
