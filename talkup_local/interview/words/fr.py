"""French words."""

from __future__ import annotations

import re
from typing import Final

from talkup_local.interview.texts.model import Topic
from talkup_local.interview.words.cues_fr import (
    ADDS,
    ASTRAY,
    CHATTER,
    CUES,
    DOERS,
    OWN,
    REPORTS,
    RESERVES,
    YES,
)
from talkup_local.interview.words.en import TOOLS
from talkup_local.interview.words.model import Words, by_topic, word_set
from talkup_local.interview.words.orders_fr import ORDERS

_NOUNS: Final = by_topic(
    {
        Topic.WORK: """
            code guide livret manuel newsletter questionnaire tableau affiche algorithme analyse
            appli application atelier audit automatisation base boutique-en-ligne brochure
            bibliothèque campagne cartographie catalogue chantier chaîne charte collecte composant
            concert configuration conférence conception création document documentation dossier
            déploiement développement démarche enquête événement exposition film fonctionnalité
            gestion interface inventaire lancement livraison maquette menu microservice migration
            mise modèle module montage moteur méthode organisation page pièce plan planning
            plateforme portail présentation procédure processus produit production programme
            projet prototype rapport réorganisation recherche recrutement refonte rénovation
            réseau robot routine réunion serveur service simulation site solution spectacle
            stratégie suivi système test traduction vitrine mémoire
        """,
        Topic.TOOL: """
            calendrier cahier fiche fichier formulaire grille logiciel machine outil podcast
            script
        """,
        Topic.PROBLEM: """
            accident anomalie blocage bogue bug conflit contretemps crise coupure défaut désaccord
            difficulté échéance échec erreur faille fuite imprévu incident litige malentendu
            manque obstacle oubli panne perte plainte problème réclamation retard rupture tension
            urgence défi surcharge
        """,
        Topic.TEAM: """
            apprenti binôme brigade chef cheffe collaborateur collaboratrice collègue directeur
            directrice encadrant équipe fournisseur groupe manager manageuse prestataire
            responsable stagiaire supérieur supérieure tuteur tutrice bénévole
        """,
        Topic.CLIENT: """
            acheteur auditeur client cliente clientèle élève étudiant étudiante invité lecteur
            passager patient patiente public résident usager utilisateur utilisatrice visiteur
            voyageur
        """,
        Topic.PLACE: """
            agence association atelier-vélo banque bar boulangerie boutique bureau café caisse
            centre cinéma clinique commerce crèche cuisine école entrepôt ferme garage hôpital
            hôtel laboratoire labo librairie magasin musée pharmacie restaurant rayon salon
            start-up startup supermarché théâtre université usine
        """,
        Topic.STUDY: """
            alternance apprentissage bts certificat certification cours diplôme dut formation
            licence stage
        """,
        Topic.OTHER: """
            approche budget commande négociation objectif partenariat priorité responsabilité
            technique tournoi vente contrat
        """,
    }
)

FRENCH: Final = Words(
    elisions=frozenset(
        {"l'", "d'", "j'", "m'", "t'", "s'", "n'", "c'", "qu'", "jusqu'", "lorsqu'", "puisqu'"}
    ),
    fillers=re.compile(
        r"\b(?:e+u+h+|heu+|hum+|hein|bah|ben|bon ben|hmm+|mmh?|tu vois|vous voyez|en fait|"
        r"du coup|on va dire|disons|genre|une sorte d(?:e |')|une espèce d(?:e |')|comment dire|"
        r"je dirais|quand même|franchement|vraiment|justement)(?<!'),?(?=\s|,|$|[.!?])"
        r"|,\s*(?:quoi|voilà|bon|enfin)(?=\s*[,.!?]|$)",
        re.IGNORECASE,
    ),
    determiners={
        "un": "",
        "une": "",
        "des": "",
        "le": "",
        "la": "",
        "les": "",
        "l'": "",
        "mon": "votre",
        "ma": "votre",
        "mes": "vos",
        "notre": "votre",
        "nos": "vos",
        "plusieurs": "",
        "deux": "",
        "trois": "",
        "quatre": "",
        "cinq": "",
        "du": "le",
        "au": "le",
        "aux": "les",
    },
    definite=word_set("le la les l' du au aux"),
    function=word_set(
        """
        à afin ai aie ainsi alors après as assez au aucun aucune auprès aussi autant autour autre
        autres aux avaient avais avait avant avec avez aviez avions avoir avons ayant beaucoup car
        ce ceci cela celle celles celui ces cet cette ceux chacun chacune chaque chez ci combien
        comme comment contre d' dans de depuis derrière des dès désormais devait devais devant
        doit dois donc dont du durant elle elles en encore enfin ensuite entre envers es est et
        étaient étais était étant étions être eu eue eux fais faisait faisais faisions fait faire
        fallait faut font fois fur grâce hier hors ici il ils j' jamais je jusqu' juste l' la là
        laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lorsqu' lui m' ma
        maintenant mais malgré me même mêmes merci mes mien mieux moi moins mon n' ne ni non nos
        notre nôtre nous on ont or ou où oui par parce parfois parmi partout pas pendant personne
        peu peut peux plein plus plaît plusieurs plutôt pour pourquoi pourriez pourtant pouvait
        pouvais pouvez presque puis puisque puisqu' qu' quand que quel quelle quelles quelque
        quelques quels qui quoi rien s' sa sans se selon sera serait ses seulement si sien sinon
        sois soit son sont souvent suis sur surtout t' ta tandis tant te tel telle tellement tes
        toi ton toujours tous tout toute toutefois toutes très trop tu un une va vais vas vers
        veut veux voici voilà voir vont vos votre vous vu vue y
        """
    ),
    link=word_set("de d' du des"),
    beside=word_set("avec"),
    named=word_set("appelé appelée nommé nommée baptisé baptisée"),
    uses=word_set(
        """
        utilisé utilise utilisais utilisant utilisait utiliser avec sur en sous
        """
    ),
    inside=word_set("dans à en au chez"),
    before=word_set(
        """
        petit petite petits petites grand grande grands grandes gros grosse grosses nouveau nouvel
        nouvelle nouveaux nouvelles bon bonne bons bonnes mauvais mauvaise premier première
        premiers premières dernier dernière ancien ancienne anciens anciennes vieux vieille jeune
        vrai vraie bel beau belle autre autres même seul seule énorme principal principale
        véritable long longue
        """
    ),
    adjective=re.compile(
        r"(?:.{2,}(?:able|ible|ique|el|elle|al|ale|if|ive|eux|euse|aire|é|ée|ant-garde|iel|ielle"
        r"|ien|ienne|istique)s?|.{2,}aux|difficiles?|complexes?|importante?s?|mécontente?s?|"
        r"internes?|externes?|agiles?|mobiles?|web|exigeante?s?|urgente?s?|interactif|interactive|"
        r"simples?|complète?s?|complets?|ouverte?s?|gratuite?s?|réguliers?|régulières?|majeure?s?|"
        r"grave?s?|permanente?s?|commune?s?|concrète?s?|scolaires?|numériques?|lourde?s?|lente?s?|tournante?s?|"
        r"bloquante?s?|tendue?s?|étrangers?|étrangères?|divers|diverses?|clients?|produits?)$"
    ),
    noun=re.compile(
        r".{2,}(?:tion|sion|ment|ité|ance|ence|erie|age|ure|isme|iste|eur|euse|logie|graphie)s?$"
    ),
    verb=re.compile(
        r".{2,}(?:er|ir|ais|ait|aient|ions|iez|ez|ons|ant|ait|ent)$"
        r"|(?:faire|mettre|prendre|rendre|vendre|répondre|comprendre|produire|suivre|dire|lire)$"
    ),
    intensifiers=word_set("très vraiment plutôt assez super trop tout toute"),
    nouns=_NOUNS,
    tools=TOOLS,
    hollow=word_set(
        """
        aide an année ans avis besoin bout but cadre capacité cas choix chose chance début défaut
        domaine durée entreprise emploi envie exemple expérience fait façon fin fois genre gens
        goût habitude heure heures idée impression information instant intérêt jour journée jours
        jeunesse lien lieu manière matin matière mesure métier mois moitié moment monde motivation
        niveau nom nombre occasion partie part passion peine période personne personnes place
        plaisir plupart point possibilité poste pourcentage pression question raison rapport
        résultat sens semaine semaines sentiment situation soir sorte sujet tâche temps tour
        travail truc vie ville voie volonté vue compétence compétences qualité communication
        changement réussite côté âge milieu demande confiance attention ambiance environnement
        moyen majorité connaissance connaissances valeur relation relations heureusement
        évidemment ensemble seulement
        """
    ),
    bland=word_set(
        """
        application base bureau diplôme licence chef client cliente collègue cours difficulté
        document dossier école équipe erreur étudiant fiche fichier formation gestion groupe
        logiciel machine magasin manque manager méthode mise modèle organisation outil page plan
        problème processus procédure produit programme projet recherche réseau réunion responsable
        service site solution stage suivi système tableau test université utilisateur vente
        commande public développement défi objectif approche technique responsabilité pièce retard
        production création conception présentation analyse code chaîne
        """
    ),
    empty=word_set(
        """
        autre autres même seul seule vrai vraie bon bonne bons bonnes grand grande grands grandes
        petit petite petits petites gros grosse nouveau nouvel nouvelle nouveaux nouvelles beau
        bel belle premier première dernier dernière mauvais mauvaise énorme principal principale
        véritable certain certaine différents différentes jeune ancien ancienne
        """
    ),
    private=word_set(
        """
        femme mari époux épouse conjoint conjointe compagnon compagne copain copine enfant enfants
        fils fille filles bébé mère maman père papa parent parents frère soeur sœur grand-mère
        grand-père famille familles familial familiale mariage divorce enceinte grossesse
        maternité paternité parental parentale malade maladie cancer dépression anxiété burn-out
        burnout handicap handicapé handicapée thérapie traitement opération hospitalisé
        hospitalisée médecin diagnostic autisme autiste dyslexie dyslexique santé religion
        religieux religieuse église mosquée synagogue temple prière dieu musulman musulmane islam
        chrétien chrétienne catholique protestant juif juive hindou bouddhiste athée foi politique
        élection vote syndicat syndical syndicale grève gay homosexuel homosexuelle lesbienne
        bisexuel trans genre sexe sexuel sexuelle race racial ethnie ethnique noir noire blanc
        blanche arabe africain africaine asiatique immigré immigrée immigration réfugié réfugiée
        asile visa nationalité pays âge retraite armée prison casier addiction alcool drogue dette
        dettes mort décès deuil suicide salaire ramadan
        """
    ),
    crude=word_set(
        """
        merde merdique putain bordel con conne cons connard connasse connerie conneries chier
        chiant chiante salope salaud enculé foutre foutu foutue cul bite débile débiles crétin
        imbécile imbéciles idiot idiote idiots abruti abrutis nul nulle
        """
    ),
    numbers=word_set(
        """
        un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
        dix-sept dix-huit dix-neuf vingt vingt-cinq trente trente-cinq quarante quarante-cinq
        cinquante soixante soixante-dix quatre-vingts quatre-vingt quatre-vingt-dix cent cents
        mille million millions et
        """
    ),
    people=word_set("personnes ingénieurs développeurs bénévoles étudiants vendeurs"),
    percent="pour cent",
    change=re.compile(
        r"\b(?:augment|amélior|rédui|dimin|baiss|gagn|économis|progress|doubl|réduct|hausse|"
        r"gain|chut|accélér|plus (?:vite|rapide)|moins (?:cher|chère|de))",
        re.IGNORECASE,
    ),
    negation=word_set("pas jamais sans aucun aucune ni n' ne rien si"),
    being=word_set("suis étais comme devenu devenue deviens être"),
    cues=CUES,
    reports=REPORTS,
    yes=YES,
    reserves=RESERVES,
    adds=ADDS,
    orders=ORDERS,
    astray=ASTRAY,
    chatter=CHATTER,
    doers=DOERS,
    own=OWN,
    interrogative=re.compile(
        r"^(?:(?:alors|oui|et|mais|bon|euh|pardon|bonjour|d'accord|justement) )*"
        r"(?:est-ce|qu'est-ce|quel|quelle|quels|quelles|quand|comment|combien|où|qui|pourquoi|"
        r"que|y a-t-il|à quel|à quelle|c'est quoi|avez-vous|êtes-vous|allez-vous|pouvez-vous|"
        r"pourriez-vous|savez-vous|faut-il|sera-t-il|peut-on|vous (?:êtes|avez|allez|pouvez))\b"
    ),
)
