"""What is said about a French interview itself."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.texts.conduct import Conduct

CONDUCT: Final = Conduct(
    role="Cet entretien concerne un poste {role}.",
    one_question="J'ai {questions} question à vous poser",
    questions="J'ai {questions} questions à vous poser",
    within=", et nous avons environ {minutes} minutes.",
    keeps_nothing="Aucune de vos réponses n'est conservée.",
    keeps_text="Vos réponses sont notées et conservées ici, mais pas le son.",
    keeps_audio="Vos réponses sont notées et conservées ici, avec le son.",
    day="Tout est supprimé au bout d'un jour.",
    days="Tout est supprimé au bout de {days} jours.",
    keeps_always="Cela y reste jusqu'à ce que quelqu'un le supprime.",
    consent="Est-ce que cela vous convient ?",
    agreed="Merci. Alors commençons.",
    refused="C'est entendu. Rien ne sera conservé et nous nous arrêtons là. Merci et au revoir.",
    explained="Vos réponses restent sur la machine qui mène cet entretien, pour les personnes qui "
    "l'organisent. Ce sont elles qui décident, pas moi, et vous pouvez tout faire supprimer à tout "
    "moment. En cas de refus, rien n'est conservé et nous nous arrêtons.",
    unclear="Pardon, je ne suis pas sûr d'avoir compris.",
    plainly="Il me faut un oui ou un non avant de commencer.",
    parts={
        "own": (
            "Vous parlez de tout le groupe. Qu'avez-vous fait vous-même ?",
            "Dans tout cela, qu'est-ce qui était votre propre travail ?",
            "Et quelle était votre part à vous ?",
            "De quoi vous occupiez-vous personnellement ?",
            "Et vous, là-dedans, qu'est-ce qui vous revenait ?",
        ),
        "action": (
            "Qu'avez-vous fait à ce moment-là, exactement ?",
            "Comment vous y êtes-vous pris, étape par étape ?",
            "Quelles démarches avez-vous faites vous-même ?",
            "Et concrètement, qu'avez-vous fait ?",
            "En quoi consistait votre travail, précisément ?",
        ),
        "result": (
            "Comment cela s'est-il terminé ?",
            "Qu'est-ce que cela a donné ?",
            "Et quel a été le résultat ?",
            "Qu'est-ce qui avait changé après ?",
            "Où en étaient les choses à la fin ?",
            "À quoi cela a-t-il mené ?",
            "Comment avez-vous su que cela avait marché ?",
        ),
        "situation": (
            "C'était où, et quand ?",
            "Quelle était la situation à ce moment-là ?",
            "Comment en était-on arrivé là ?",
            "Que se passait-il autour de vous ?",
            "Comment tout cela a-t-il commencé ?",
        ),
        "task": (
            "Qu'aviez-vous à faire, vous ?",
            "Quelle était votre mission là-dedans ?",
            "Que deviez-vous obtenir ?",
            "Quel était votre rôle au départ ?",
            "De quoi étiez-vous responsable ?",
        ),
    },
    easier="Je vais le dire autrement.",
    this="Je parle de ce que vous venez de me raconter.",
    shorter=(
        "Merci, cela fait beaucoup. Pour la suite, l'essentiel suffit.",
        "Merci. Je vous arrête là, pour que nous ayons le temps de tout voir.",
        "Merci pour tout cela.",
    ),
    person="Je suis un programme, une intelligence artificielle. Je ne suis pas une personne.",
    scoring="Je ne peux pas vous dire où vous en êtes, je ne fais que poser des questions. "
    "Ce qui compte, c'est ce que vous dites, pas votre voix, et ce sont des personnes "
    "qui décident, pas moi.",
    data="Les personnes qui organisent l'entretien peuvent le lire, et vous pouvez leur demander "
    "de le supprimer à tout moment.",
    next="Les personnes qui organisent cet entretien reliront vos réponses. "
    "Elles vous diront la suite.",
    data_nothing="Quand nous aurons fini, il n'en restera rien.",
    slower="Pardon si j'étais difficile à suivre.",
    calm=(
        "Je comprends que cela vous agace, et j'aimerais continuer calmement.",
        "Restons polis l'un envers l'autre.",
    ),
    astray=(
        "Cela nous éloigne de l'entretien.",
        "Ce n'est pas le sujet de cet entretien.",
    ),
    astray_on="Restons-en là sur ce point.",
    permit_addition="Oui, bien sûr. Que voulez-vous ajouter ?",
    added="Merci, j'en prends note.",
    back="Je reviens à ma question.",
    leave_it="Laissons cette question et continuons.",
    left="Il nous reste environ {minutes} minutes.",
    soon="Il nous reste environ une minute.",
    up="Notre temps est écoulé.",
    up_invite="Y a-t-il quelque chose que vous aimeriez demander ou ajouter, en deux mots ?",
    ahead="Après cette question, il m'en reste {questions}.",
    ahead_one="Après cette question, il m'en reste une.",
    ahead_none="C'est ma dernière question.",
    ahead_closing="Je n'ai plus de questions à vous poser.",
    report="Un bilan sera fait à partir de ce que vous avez dit. "
    "Ce sont des personnes qui décident, pas moi.",
    check_in="Rien ne presse. Voulez-vous que je répète la question ?",
    no_hurry="Rien ne presse. Commencez quand vous voulez.",
    consent_check_in="Rien ne presse. Un oui ou un non suffit.",
    invited_check_in="Prenez votre temps. S'il n'y a rien de plus, dites-le simplement.",
    still_there="Êtes-vous toujours là ? Il suffit de répondre quand vous voulez.",
    nobody="Je n'entends personne, alors je m'arrête là. Merci et au revoir.",
    welcome_back="Nous revoilà.",
    welcome_closing="Nous revoilà. Nous avions déjà terminé.",
    give_up="Je suis désolé, il y a un problème ici et je ne peux plus noter vos réponses. "
    "Ce que vous avez dit avant est bien conservé. Nous devons nous arrêter là. "
    "Merci et au revoir.",
)
