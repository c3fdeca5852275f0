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
    others="a as ont avait avais avaient est étaient était",
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
        dans|à mon|ma ancien|ancienne|dernier|dernière|premier|première|précédent|précédente
        dans|à mon|ma actuel|actuelle
        dans|à mon poste|emploi|travail|stage précédent|actuel
        dans|à mon|ma entreprise|société|équipe|école précédente|actuelle
        c'était en|pendant|lors|dans
        à la|l' fac|université|école
        le premier|deuxième|troisième|dernier jour|matin|soir
        pendant|durant|lors mon|ma|mes|un|une|de stage|études|alternance|apprentissage|projet|\
formation|mission|année|licence|master
        lors de mon|ma|mes|d'un|d'une stage|études|alternance|projet|formation|mission|licence
        l'année|an dernière|dernier|passée
        l'été|hiver dernier
        il y a |environ|peut-être un|une|deux|trois|quatre|cinq|six|quelques|plusieurs an|ans|\
mois|semaines|année|années
        à l'époque
        à ce moment-là
        à ce moment là
        il y avait
        on avait / / à
        nous avions / / à
        j'étais / / content contente satisfait satisfaite fier fière ravi ravie chargé \
chargée
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
        mon|ma manager|responsable|chef|cheffe|directeur|directrice|patron|patronne|tuteur|tutrice|\
professeur|client|cliente m'a demandé|confié|donné
        mon|ma|notre manager|responsable|chef|cheffe|directeur|directrice|patron|patronne nous a \
demandé|confié|donné
        on m'avait demandé|confié
        c'était à moi de
        j'avais pour mission|objectif|tâche|rôle
        j'avais à
        nous voulions
        on voulait
        je voulais
    """,
    action="""
        d'abord|puis|ensuite|alors je|on|nous / / nous me m' suis étais était avais avait a ai avons
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
        était |très|hyper|super|vraiment content|satisfait|ravi|contente|satisfaite|ravie
        nous|m' a|ont remercié|remerciée|remerciés|remerciées
        nous|m' a|ont félicité|félicitée|félicités|félicitées
        passé|passée|passés|passées de|d'
        à l'heure / / actuelle où
        depuis je|j'|on|nous / / ai avons a suis étais
        ce que j'en retiens
        j'ai retenu
        la leçon
        un succès
        une réussite
        à temps / / plein partiel
        dans les temps|délais
        les ventes|erreurs|retards|coûts|plaintes ont
        le chiffre d'affaires a
        est toujours utilisé|utilisée
        retour|retours positif|positifs
    """,
    change="""
        augmenté|augmentée|augmentés|augmentées|augmentait|augmentation
        amélioré|améliorée|améliorés|améliorées|amélioration
        réduit|réduite|réduits|réduites|réduisait|réduction
        diminué|diminuée|diminués|diminuées|diminution|baissé|baissée|baissés|baisse
        gagné|gagnée|gagnés|économisé|économisés|économisée|économisées|économie
        progressé|progression|doublé|doublée|doublés|triplé|triplée|triplés
        divisé|divisée|divisés|divisées|multiplié|multipliée|multipliés|multipliées
        hausse|gain|gains|chuté|chute|accéléré|accélérée|vendu
        de plus|moins / plus moins près / en que qu' de d'
        fois plus|moins
    """,
    story="""
        parlez-moi|parlez-nous de|d' / / vous votre vos toi ton ta tes
        parlez-moi|parlez-nous du|des
        parlez moi de|d' / / vous votre vos
        pouvez-vous me|nous parler de|d' / / vous votre vos
        pouvez-vous me|nous parler du|des
        racontez / / vous votre
        racontez-moi|racontez-nous / / votre
        raconter / / votre
        décrivez / / vous votre
        décrivez|décrire votre plus
        décrire / / votre
        donnez-moi un exemple
        un exemple
        une fois où
        une situation
        un moment où
        une occasion
        une expérience
        défi
        conflit
        erreur
        échec
        réussite
        fier
        fière
        un|ce|dernier|du projet
        projet dont|que|où|qui
        avez-vous déjà
        avez-vous géré|résolu|dirigé|mené
        qu'avez-vous fait|appris
        qu'est-ce que vous avez fait|appris
        comment avez-vous / / connu trouvé entendu choisi
        comment vous avez / / connu trouvé entendu choisi
        quel|quelle a été votre plus|meilleur|meilleure|pire
    """,
)
