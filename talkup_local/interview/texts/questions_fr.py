"""The French questions, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from talkup_local.config.model import InterviewKind
from talkup_local.interview.questions import Question

_GENERAL: Final = (
    Question(
        id="general.introduction",
        competency="communication",
        topic="présentation",
        text="Pour commencer, que faites-vous en ce moment, au travail ou dans vos études, "
        "et quel a été votre chemin jusque-là ?",
        probe="À quoi ressemble une journée ordinaire pour vous ?",
    ),
    Question(
        id="general.motivation",
        competency="communication",
        topic="motivation",
        text="Qu'est-ce qui vous attire dans le métier que vous visez ?",
        probe="Quelle partie de ce travail vous plairait le plus ?",
    ),
    Question(
        id="general.achievement",
        competency="communication",
        topic="réussite",
        text="Parlez-moi d'une réussite qui compte pour vous, au travail ou dans vos études. "
        "Comment avez-vous fait pour y arriver ?",
        probe="Qu'avez-vous fait vous-même pour y arriver ?",
    ),
    Question(
        id="general.strengths",
        competency="communication",
        topic="points forts",
        text="Pour quoi vient-on vous voir, en général ? Donnez-moi un exemple, s'il vous plaît.",
        probe="Quand vous a-t-on demandé de l'aide pour la dernière fois, et pour quoi faire ?",
    ),
    Question(
        id="general.teamwork",
        competency="communication",
        topic="travail en équipe",
        text="Pensez à un groupe dans lequel vous avez travaillé. "
        "Comment le travail était-il réparti, et quelle était votre part ?",
        probe="Sur quoi les autres comptaient-ils sur vous ?",
    ),
    Question(
        id="general.organisation",
        competency="communication",
        topic="organisation",
        text="Comment vous organisez-vous quand plusieurs choses sont urgentes en même temps ?",
        probe="Prenez une journée chargée. Par quoi avez-vous commencé, et pourquoi ?",
    ),
    Question(
        id="general.learning",
        competency="communication",
        topic="apprentissage",
        text="Parlez-moi d'une chose nouvelle que vous avez dû apprendre vite. "
        "Comment avez-vous fait ?",
        probe="Par où avez-vous commencé, et sur qui ou sur quoi avez-vous pu compter ?",
    ),
    Question(
        id="general.difficulty",
        competency="communication",
        topic="difficulté",
        text="Parlez-moi d'une difficulté rencontrée dans votre travail ou dans vos études. "
        "Qu'avez-vous fait ?",
        probe="Qu'avez-vous essayé en premier ?",
    ),
    Question(
        id="general.feedback",
        competency="communication",
        topic="retours reçus",
        text="Parlez-moi d'une remarque qui a changé votre façon de travailler.",
        probe="Que faites-vous autrement depuis ?",
    ),
    Question(
        id="general.future",
        competency="communication",
        topic="suite du parcours",
        text="Dans votre prochain emploi, qu'aimeriez-vous faire "
        "que vous ne faites pas aujourd'hui ?",
        probe="De quoi auriez-vous besoin pour y arriver ?",
    ),
)

_BEHAVIOURAL: Final = (
    Question(
        id="behavioural.introduction",
        competency="communication",
        topic="présentation",
        text="Pour commencer, parlez-moi en quelques mots de votre poste actuel ou du dernier. "
        "À quoi ressemble une semaine type ?",
        probe="Quelle tâche vous prend le plus de temps ?",
    ),
    Question(
        id="behavioural.teamwork",
        competency="communication",
        topic="travail en équipe",
        text="Racontez-moi une fois où vous avez travaillé de près avec d'autres "
        "pour atteindre un but. Quelle était votre part ?",
        probe="Comment vous êtes-vous réparti le travail ?",
    ),
    Question(
        id="behavioural.problem",
        competency="communication",
        topic="résolution d'un problème",
        text="Décrivez un problème que vous avez résolu au travail. "
        "Qu'avez-vous fait, étape par étape ?",
        probe="Comment avez-vous remarqué ce problème ?",
    ),
    Question(
        id="behavioural.deadline",
        competency="communication",
        topic="manque de temps",
        text="Racontez-moi une fois où il y avait trop à faire et trop peu de temps. "
        "Comment avez-vous choisi par quoi commencer ?",
        probe="Qu'avez-vous décidé de laisser de côté ?",
    ),
    Question(
        id="behavioural.disagreement",
        competency="communication",
        topic="désaccord",
        text="Parlez-moi d'un désaccord avec une personne avec qui vous travailliez. "
        "Comment l'avez-vous géré, et comment cela s'est-il terminé ?",
        probe="Que voulait l'autre personne, d'après vous ?",
    ),
    Question(
        id="behavioural.change",
        competency="communication",
        topic="adaptation",
        text="Pensez à un moment où tout a changé à la dernière minute. Comment avez-vous réagi ?",
        probe="Qu'avez-vous fait en premier ?",
    ),
    Question(
        id="behavioural.initiative",
        competency="communication",
        topic="initiative",
        text="Parlez-moi d'une chose que vous avez améliorée sans qu'on vous le demande. "
        "Qu'est-ce qui vous en a donné l'idée ?",
        probe="Qu'est-ce qui avait changé une fois le travail terminé ?",
    ),
    Question(
        id="behavioural.mistake",
        competency="communication",
        topic="erreur",
        text="Parlez-moi d'une erreur que vous avez faite au travail. "
        "Comment avez-vous réagi, et qu'avez-vous changé depuis ?",
        probe="Comment l'avez-vous découverte, et à qui en avez-vous parlé ?",
    ),
    Question(
        id="behavioural.persuasion",
        competency="communication",
        topic="persuasion",
        text="Décrivez une situation où vous avez dû convaincre quelqu'un. "
        "Comment avez-vous procédé ?",
        probe="Qu'est-ce qui inquiétait l'autre personne ?",
    ),
    Question(
        id="behavioural.result",
        competency="communication",
        topic="résultat",
        text="Parlez-moi d'un résultat qui vous a fait plaisir. "
        "À quoi avez-vous vu que c'était une réussite ?",
        probe="Qui a remarqué la différence, et comment ?",
    ),
)

_TECHNICAL: Final = (
    Question(
        id="technical.introduction",
        competency="communication",
        topic="présentation",
        text="Pour commencer, sur quoi travaillez-vous en ce moment, et avec quels outils ?",
        probe="Quel outil connaissez-vous le mieux, et à quoi vous sert-il ?",
    ),
    Question(
        id="technical.explanation",
        competency="communication",
        topic="explication d'un système",
        text="Choisissez un système que vous connaissez bien et expliquez-moi "
        "comment il fonctionne, comme à un nouveau collègue.",
        probe="Qu'est-ce qui y entre, et qu'est-ce qui en sort ?",
    ),
    Question(
        id="technical.choice",
        competency="communication",
        topic="choix technique",
        text="Parlez-moi d'un choix technique que vous avez fait. "
        "Quelles étaient les options, et pourquoi celle-là ?",
        probe="Quel aurait été l'inconvénient de l'autre option ?",
    ),
    Question(
        id="technical.performance",
        competency="communication",
        topic="amélioration",
        text="Parlez-moi d'une chose que vous avez rendue plus rapide, moins chère ou plus fiable. "
        "Comment l'avez-vous mesuré ?",
        probe="Où partait le temps ou l'argent, avant ?",
    ),
    Question(
        id="technical.fault",
        competency="communication",
        topic="recherche de panne",
        text="Parlez-moi d'une panne difficile à comprendre. "
        "Comment en avez-vous trouvé la cause ?",
        probe="Qu'avez-vous écarté en premier, et comment ?",
    ),
    Question(
        id="technical.collaboration",
        competency="communication",
        topic="travail avec les autres",
        text="Pensez à un désaccord technique dans votre équipe. Comment l'avez-vous réglé ?",
        probe="Quels étaient les arguments de l'autre côté ?",
    ),
    Question(
        id="technical.incident",
        competency="communication",
        topic="incident",
        text="Décrivez un incident que vous avez eu à traiter. "
        "Qu'avez-vous fait en premier, et qu'avez-vous changé ensuite ?",
        probe="Comment avez-vous su que quelque chose n'allait pas ?",
    ),
    Question(
        id="technical.quality",
        competency="communication",
        topic="qualité",
        text="Comment vérifiez-vous votre travail avant que d'autres s'appuient dessus ? "
        "Prenez un exemple récent, s'il vous plaît.",
        probe="Que vérifiez-vous vous-même, et que laissez-vous vérifier par une machine ?",
    ),
    Question(
        id="technical.compromise",
        competency="communication",
        topic="compromis",
        text="Parlez-moi d'un compromis que vous avez fait pour tenir les délais. "
        "Qu'en avez-vous fait plus tard ?",
        probe="Qu'est-ce que ce compromis vous a coûté ensuite ?",
    ),
    Question(
        id="technical.learning",
        competency="communication",
        topic="apprentissage",
        text="Qu'avez-vous appris récemment dans votre domaine, et à quoi cela vous a-t-il servi ?",
        probe="Comment faites-vous, d'habitude, pour apprendre quelque chose de nouveau ?",
    ),
)

_CUSTOMER_SERVICE: Final = (
    Question(
        id="customer_service.introduction",
        competency="communication",
        topic="présentation",
        text="Pour commencer, dites-moi où vous avez travaillé avec des clients ou du public, "
        "et ce que vous y faisiez.",
        probe="Pour quoi venait-on vous voir, le plus souvent ?",
    ),
    Question(
        id="customer_service.good_service",
        competency="communication",
        topic="bon accueil",
        text="Pour vous, qu'est-ce qu'un bon service ? "
        "Donnez-moi un exemple que vous avez vu ou vécu.",
        probe="Pensez à un magasin où vous aimez retourner. Que font-ils bien ?",
    ),
    Question(
        id="customer_service.difficult_customer",
        competency="communication",
        topic="client mécontent",
        text="Parlez-moi d'un client mécontent. Que lui avez-vous dit, et qu'avez-vous fait ?",
        probe="De quoi se plaignait cette personne, et comment l'avez-vous compris ?",
    ),
    Question(
        id="customer_service.understanding",
        competency="communication",
        topic="comprendre un besoin",
        text="Parlez-moi d'un client qui ne savait pas dire clairement ce qu'il voulait. "
        "Comment avez-vous trouvé ?",
        probe="Quelles questions lui avez-vous posées ?",
    ),
    Question(
        id="customer_service.pressure",
        competency="communication",
        topic="travail sous pression",
        text="Décrivez un moment de forte affluence, avec de l'attente et des imprévus. "
        "Comment avez-vous fait face ?",
        probe="De qui avez-vous choisi de vous occuper d'abord, et pourquoi ?",
    ),
    Question(
        id="customer_service.refusal",
        competency="communication",
        topic="dire non",
        text="Racontez-moi une fois où vous avez dû dire non à un client. "
        "Comment le lui avez-vous dit ?",
        probe="Qu'avez-vous pu lui proposer à la place ?",
    ),
    Question(
        id="customer_service.mistake",
        competency="communication",
        topic="réparer une erreur",
        text="Racontez-moi une fois où quelque chose s'est mal passé pour un client. "
        "Comment avez-vous réparé cela ?",
        probe="Que lui avez-vous dit, et à quel moment ?",
    ),
    Question(
        id="customer_service.teamwork",
        competency="communication",
        topic="travail en équipe",
        text="Racontez-moi une fois où vous avez eu besoin d'un collègue pour aider un client. "
        "Comment avez-vous travaillé ensemble ?",
        probe="Comment lui avez-vous transmis ce que vous saviez ?",
    ),
    Question(
        id="customer_service.extra",
        competency="communication",
        topic="en faire plus",
        text="Racontez-moi une fois où vous en avez fait plus que prévu pour un client.",
        probe="Pourquoi avez-vous choisi de le faire ?",
    ),
    Question(
        id="customer_service.improvement",
        competency="communication",
        topic="améliorer le service",
        text="Pensez au dernier endroit où vous avez servi des gens. "
        "Qu'y changeriez-vous, et comment ?",
        probe="De quoi les clients se plaignaient-ils le plus souvent ?",
    ),
)

QUESTIONS: Final[Mapping[InterviewKind, tuple[Question, ...]]] = {
    "general": _GENERAL,
    "behavioural": _BEHAVIOURAL,
    "technical": _TECHNICAL,
    "customer_service": _CUSTOMER_SERVICE,
    "sales": _GENERAL,
    "internship": _GENERAL,
}
