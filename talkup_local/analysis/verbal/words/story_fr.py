"""French: words that show what is told, and the forms of verbs that tell it."""

from __future__ import annotations

from typing import Final

from talkup_local.analysis.verbal.words.model import Telling

IRREGULAR: Final = """
    accompli acquis admis aperçu appris assis attendu atteint battu bu choisi compris conclu
    conduit conçu confondu connu construit contenu contraint convaincu couvert cru cueilli cuit
    décrit découvert défendu défini déduit démis descendu détruit disparu dit écrit élargi élu
    entendu entrepris envahi établi éteint étendu exclu fait fini fourni franchi garanti guéri
    inclus inscrit instruit interdit interrompu introduit investi joint lu maintenu mis mordu
    nourri obtenu offert omis ouvert peint perdu permis poursuivi pourvu prescrit prévu pris
    produit promis proscrit puni reconnu reconstruit récrit réécrit reçu recueilli réduit refait
    rejoint relu remis rempli rendu repris requis résolu restreint retenu retranscrit réuni
    réussi revu saisi senti servi soumis soutenu souscrit suivi surpris suspendu tendu tenu
    traduit transmis trahi unis vaincu vécu vendu vu
"""


def participles(bases: str) -> str:
    """Return a pattern for any of ``bases``, agreeing with what they belong to."""
    return f"(?:{'|'.join(bases.split())})(?:e|es|s)?"


TELLING: Final = Telling(
    doers="je j' nous on",
    auxiliaries="""
        ai a as avons avais avait avions suis sommes est ne n' l' le la les lui leur y en me m'
        nous s' se vous tout
    """,
    compound=True,
    deed=rf".{{2,}}(?:é|ée|és|ées)|{participles(IRREGULAR)}",
    not_deed="""
        eu été dû fallu aimé adoré détesté voulu souhaité espéré pensé travaillé étudié vécu appris
        réussi compris senti vu entendu reçu gagné obtenu perdu connu rencontré né allé arrivé
        entré intégré rejoint resté passé commencé terminé fini
        remarqué constaté économisé amélioré augmenté réduit doublé diminué intéressé motivé
        passionné cru su pu atteint retenu confronté chargé embauché nommé stressé
        côté assez pressé fatigué débordé satisfait
    """,
    situation="""
        quand|lorsque j'étais|je travaillais|on était|nous étions|j'ai commencé
        lorsque j'étais|nous étions
        dans mon|ma ancien|ancienne|dernier|dernière|premier|première|précédent|précédente|actuel|\
actuelle poste|entreprise|emploi|travail|stage|société|équipe|école|alternance
        à mon|ma ancien|ancienne|dernier|dernière|premier|première|précédent|précédente poste|\
emploi|travail
        pendant|durant|lors mon|ma|mes|un|une|de stage|études|alternance|apprentissage|projet|\
formation|mission|année|licence|master
        lors de mon|ma|mes|d'un|d'une stage|études|alternance|projet|formation|mission|licence
        l'année|an dernière|dernier|passée
        l'été|hiver dernier
        il y a un|une|deux|trois|quatre|cinq|six|quelques|plusieurs an|ans|mois|semaines|année|\
années
        à l'époque
        à ce moment-là
        à ce moment là
        il y avait
        on avait
        nous avions
        j'étais
        on était
        nous étions
        je travaillais
        nous travaillions
        on travaillait
        j'ai travaillé
        j'ai fait mon|un stage|alternance|apprentissage
        j'ai rejoint|intégré
        la situation|contexte était
        le contexte était
        notre client|entreprise|équipe|magasin|site|service avait|était|voulait|voulais
        un jour|matin|soir
        une fois
        tout a commencé
        en première|deuxième|troisième|dernière année
    """,
    task="""
        mon rôle|travail|objectif|but était|c'était
        mon rôle|travail|objectif|but , c'était
        ma mission|tâche|responsabilité était|c'était
        ma mission|tâche|responsabilité , c'était
        notre objectif|mission|but|rôle était
        l'objectif|but|enjeu|idée était|c'était
        le but|défi|délai|problème était|c'était
        la mission|tâche|consigne était
        je devais
        on devait
        nous devions
        j'ai dû
        on a dû
        nous avons dû
        il fallait
        il a fallu
        il me|nous fallait
        j'étais|j'ai été chargé|chargée|responsable de|d'
        j'étais responsable|chargé|chargée de|d'|du|des
        j'étais en charge
        on|il|elle m'a demandé|confié|chargé|chargée
        mon|ma manager|responsable|chef|cheffe|tuteur|tutrice|professeur m'a demandé|confié|donné
        on m'avait demandé|confié
        c'était à moi de
        j'avais pour mission|objectif|tâche|rôle
        j'avais à
        nous voulions
        on voulait
        je voulais
    """,
    action="""
        d'abord|puis|ensuite|alors je|j'ai|on|nous
        ensuite|puis j'ai|nous avons|on a
        la première chose que
        ma première étape
        ce que j'ai fait
        ce que nous avons fait
        ce qu'on a fait
        j'ai commencé par
        nous avons commencé par
        on a commencé par
        j'ai appelé|réduit|amélioré le|la|les|l'
        étape par étape
    """,
    result="""
        au final
        secondes|minutes|heures|jours|semaines|mois|euros|clients|erreurs au lieu de|d'
        finalement ,
        finalement on|nous|le|la|les|ça|j'ai
        en conséquence
        résultat ,
        le résultat
        les résultats
        grâce à cela|ça|ce|cette|ces
        du coup on|nous a|avons réussi|pu
        ça a marché|fonctionné|permis|payé|donné
        cela a marché|fonctionné|permis|payé|donné
        ce qui a permis
        ce qui nous|m'a permis
        j'ai réussi|pu|gagné|obtenu|atteint
        on a réussi|pu|gagné|obtenu|atteint
        nous avons réussi|pu|gagné|obtenu|atteint
        on a livré|terminé|fini
        nous avons livré|terminé|fini
        j'ai livré|terminé|fini
        j'ai appris
        ça m'a appris
        cela m'a appris
        nous avons appris
        depuis ce jour
        depuis ,
        à la fin
        le client était|a content|satisfait|ravi|été|adoré
        les clients étaient contents|satisfaits|ravis
        étaient contents|satisfaits|ravis
        était content|satisfait|ravi|contente|satisfaite|ravie
        un succès
        une réussite
        à temps
        dans les temps|délais
        les ventes|erreurs|retards|coûts|plaintes ont
        le chiffre d'affaires a
        est toujours utilisé|utilisée
        retour|retours positif|positifs
    """,
    change=r"""augment\w+|amélior\w+|rédui\w+|réduc\w+|dimin\w+|baiss\w+|gagn\w+|économis\w+
        |progress\w+|doubl\w+|tripl\w+|hausse|gain|gains|chut\w+|accél\w+|pass(?:é|ée|és|ées)|moins
        |divis\w+|vendu(?:e|es|s)?|gagn\w+|plus|mieux""",
    story="""
        parlez-moi
        parlez moi
        parlez-nous
        pouvez-vous me|nous parler
        racontez
        raconter
        décrivez
        décrire
        donnez-moi un exemple
        un exemple
        par exemple
        une fois où
        une situation
        un moment où
        une occasion
        expérience
        défi
        conflit
        erreur
        échec
        réussite
        fier
        fière
        projet
        avez-vous déjà
        avez-vous eu|fait|été|géré|résolu|travaillé
        qu'avez-vous
        qu'est-ce que vous avez
        comment avez-vous
        comment vous avez
        quel a été
        quelle a été
    """,
)
