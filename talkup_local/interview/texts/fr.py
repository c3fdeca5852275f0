"""What the interviewer says in French."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.texts.conduct_fr import CONDUCT
from talkup_local.interview.texts.model import Texts, Topic
from talkup_local.interview.texts.prompts_fr import PROMPTS

FRENCH: Final = Texts(
    language="fr",
    greeting="Bonjour et bienvenue. Je suis un recruteur automatique, "
    "une intelligence artificielle.",
    purposes={
        "general": "Nous allons parler de votre parcours, de votre façon de travailler "
        "et de ce que vous cherchez.",
        "behavioural": "Nous allons parler de situations que vous avez vécues "
        "et de ce que vous avez fait.",
        "technical": "Nous allons parler de votre travail technique et de vos choix.",
        "customer_service": "Nous allons parler de votre travail avec les clients.",
        "sales": "Nous parlerons de votre travail dans la vente et de votre façon de convaincre.",
        "internship": "Nous parlerons de vos études et de ce que vous aimeriez apprendre en stage.",
    },
    advice="Vous pouvez à tout moment me demander de répéter, de passer une question "
    "ou de vous laisser une minute.",
    acknowledgements=(
        "Merci.",
        "Je vois.",
        "D'accord.",
        "Entendu, merci.",
        "Merci de votre réponse.",
        "Je comprends.",
        "C'est noté.",
        "Bien, merci.",
    ),
    transitions=(
        "",
        "Passons à la suite.",
        "",
        "Voici une autre question.",
        "",
        "Parlons d'autre chose.",
    ),
    last_question="Voici ma dernière question.",
    mentions=("Vous avez mentionné {phrase}.", "Vous avez évoqué {phrase}."),
    follow_ups={
        Topic.WORK: (
            "Qu'avez-vous fait vous-même, concrètement ?",
            "Qu'est-ce qui a été le plus difficile ?",
            "Comment avez-vous procédé ?",
            "Avec le recul, que feriez-vous autrement ?",
        ),
        Topic.PROBLEM: (
            "Qu'avez-vous fait en premier ?",
            "Qu'en avez-vous retenu ?",
            "Comment vous en êtes-vous rendu compte ?",
        ),
        Topic.TOOL: (
            "À quoi cela servait-il exactement ?",
            "Comment cela marchait-il, en pratique ?",
            "Qu'est-ce que cela rendait plus facile ?",
        ),
        Topic.NAME: (
            "Pour faire quoi, exactement ?",
            "Comment avez-vous appris à vous en servir ?",
            "Qu'est-ce que vous y trouvez difficile ?",
        ),
        Topic.RESULT: (
            "Comment ce chiffre a-t-il été mesuré ?",
            "Qu'est-ce qui a fait la différence ?",
            "Comment y êtes-vous arrivé ?",
        ),
        Topic.TEAM: (
            "Comment vous répartissiez-vous le travail ?",
            "Comment travailliez-vous ensemble au quotidien ?",
            "Comment vous teniez-vous au courant les uns les autres ?",
        ),
        Topic.CLIENT: (
            "Qu'attendait-on de vous ?",
            "Comment avez-vous géré la situation ?",
            "Qu'est-ce qui comptait le plus, de ce côté-là ?",
        ),
        Topic.PLACE: (
            "Qu'est-ce que cette expérience vous a appris ?",
            "Qu'est-ce qui vous y a demandé le plus d'efforts ?",
            "À quoi ressemble une journée là-bas ?",
        ),
        Topic.STUDY: (
            "Qu'en avez-vous retenu ?",
            "Qu'est-ce qui vous a le plus marqué ?",
            "Qu'est-ce qui vous a servi depuis ?",
        ),
        Topic.OTHER: (
            "Pouvez-vous m'en dire un peu plus ?",
            "Pouvez-vous m'expliquer un peu ?",
            "À quoi cela ressemble-t-il, concrètement ?",
        ),
    },
    probes=(
        "J'aimerais en savoir un peu plus.",
        "Restons un instant sur ce point.",
        "Entrons un peu dans le détail.",
    ),
    repeats=("Bien sûr.", "Oui, je répète.", "Volontiers."),
    rephrase="Je vais le dire autrement.",
    skips=("Pas de souci.", "Ce n'est pas grave, laissons cette question.", "Aucun problème."),
    waits=("Bien sûr, prenez votre temps.", "Prenez tout le temps qu'il vous faut."),
    encouragement="Prenez votre temps.",
    permit="Oui, bien sûr. Allez-y.",
    defer="Je ne peux pas vous répondre maintenant, mais il y aura un moment pour vos questions "
    "à la fin. Je reviens à ma question.",
    not_heard=(
        "Pardon, je n'ai pas bien entendu. Pouvez-vous répéter ?",
        "Pardon, je ne vous entends toujours pas. Pouvez-vous vous rapprocher du micro ?",
    ),
    invite="C'étaient toutes mes questions. Y a-t-il quelque chose que vous aimeriez demander "
    "ou ajouter ?",
    listen="Je vous écoute.",
    cannot_answer=(
        "Merci de votre question. Je ne peux pas y répondre, posez-la aux organisateurs.",
        "Là aussi, ce sont les organisateurs qui pourront vous répondre.",
    ),
    anything_else="Y a-t-il autre chose ?",
    closing="Merci pour votre temps et pour vos réponses.",
    goodbye="L'entretien est terminé. Au revoir et bonne journée.",
    stopped="Bien sûr, nous pouvons nous arrêter là. Merci pour votre temps. "
    "Au revoir et bonne journée.",
    over=(
        "L'entretien est terminé. Merci encore et au revoir.",
        "Nous avons terminé. Au revoir et bonne journée.",
    ),
    asking=(
        "parlez-moi",
        "parlez moi",
        "dites-moi",
        "dites moi",
        "décrivez",
        "racontez-moi",
        "racontez moi",
        "racontez",
        "expliquez",
        "donnez-moi",
        "donnez moi",
        "pensez à",
        "choisissez",
    ),
    conduct=CONDUCT,
    prompts=PROMPTS,
)
