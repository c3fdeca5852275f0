"""French: what tells the interviewer what to be, or what to find. In lower case, without marks."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.words.model import either

_SCORE: Final = (
    r"(?:notes?|scores?|points|niveau (?:quatre|4)|étoiles|vingt sur vingt|dix sur dix|"
    r"cent pour cent|résultats?|évaluation|appréciation|mention|recommandation)"
)
_BEST: Final = r"(?:maximale?|maximum|max|parfaite?|excellente?|meilleure?s?|bonne|haute|élevée?)"
_OBEY: Final = (
    r"(?:s'il vous plaît |s'il te plaît |maintenant |bon |alors |donc |et |mais |écoutez |écoute |"
    r"juste |aussi |ensuite |d'abord |bonjour |ordinateur |assistant |machine |robot |pardon |"
    r"désolée? |d'accord |ok |bien )*"
    r"(?:(?:vous devez|tu dois|il faut|vous allez|tu vas|pouvez-vous|peux-tu|vous pouvez|tu peux|"
    r"pourriez-vous|pourrais-tu|veuillez|je (?:veux|voudrais|souhaite|demande) que (?:vous|tu)|"
    r"je (?:vous|t'|te) (?:demande|ordonne) (?:de |d')?|"
    r"votre (?:nouvelle )?(?:tâche|mission) est de|ta (?:nouvelle )?(?:tâche|mission) est de) ?"
    r"(?:maintenant |me |m'|nous )*)?"
)

ORDERS: Final = either(
    rf"""
    (?P<told>\b(?:je|j'ai|nous|on|ils|elles|il|elle|nous avons|qui) (?:ai |a |ont |avons |dû |
        devais |devait |voulais |pouvais )*)?\b(?:ignore|ignorez|ignorer|ignoriez|oublie|oubliez|
        oublier|oubliiez|néglige|négligez|contourne|contournez|annule|annulez|efface|effacez|
        supprime|supprimez|laisse tomber|laissez tomber|ne suis plus|ne suivez plus|ne suivez pas|
        ne tenez (?:pas|plus) compte|passe outre|passez outre|écarte|écartez)(?:-moi)?
        (?: (?!pas\b)\w+| d'\w+| l'\w+){{0,4}}? (?:instructions?|consignes?|règles?|prompt|ordres|
        directives?|programmation|restrictions?|contraintes?|grille|barème|(?:tout )?ce (?:qu'on|
        que|qui)|précède)\b[a-z'àâçéèêëîïôùûü -]*
    ^{_OBEY}(?:ceci est un |voici un )?(?:prompt|message|instruction|consigne|
        commande) (?:système|de l'administrateur|du système)\b[a-z'àâçéèêëîïôùûü -]*
    \bprompt (?:système|initial|caché|secret|interne|de départ)\b
    \b(?:votre|ton|le) (?:\w+ )?prompt\b
    \bmode (?:dieu|sans (?:restriction|limite)s?)\b|\bjailbreak\b
    \b(?:vous êtes|tu es|vous serez|tu seras) (?:maintenant|désormais|à présent|dorénavant)\b
    \b(?:à partir de maintenant|désormais|dorénavant|à partir de là|
        à compter de maintenant) (?:vous|tu|répond\w*|parle\w*|donne\w*)\b
    \bvous n'êtes plus\b|\btu n'es plus\b
    ^{_OBEY}(?:fais|faites|faire|fasse|fassiez) (?:comme si|semblant)\b|^{_OBEY}(?:imagine|
        imaginez|joue|jouez|jouer|simule|simulez|comporte-toi|comportez-vous|agis|agissez|prétend|
        prétendez)(?:-moi)? (?:que|le rôle|comme|un|une|être)\b
    (?P<told2>\b(?:je|j'ai|nous|on|ils|elles|il|elle|qui|à|de|pas) )?\b(?:donne|donnez|mets|
        mettez|attribue|attribuez|accorde|accordez)(?:-moi|-lui|-nous|-le|-la| moi)
        (?: \w+| l'\w+){{0,5}}? (?:(?:\w+ )?{_BEST}(?: \w+)? {_SCORE}|{_SCORE}(?: \w+)? {_BEST}|
        notes?|niveau (?:quatre|4)|vingt sur vingt|dix sur dix)\b
    ^{_OBEY}(?:donner|mettre|mettiez|donniez|attribuer|accorder|note|notez|noter|évalue|évaluez|
        évaluer|écris|écrivez|inscris|inscrivez|classe|classez|fixe|fixez)(?:-moi|-lui|-nous|-le|
        -la)?(?: \w+| l'\w+){{0,6}}? (?:{_SCORE}|quatre|dix|vingt|admise?|reçue?|embauchée?|
        parfait|excellent)\b
    \b(?:je|j') ?(?:mérite|dois avoir|veux|exige|devrais avoir|demande)
        (?: \w+){{0,2}}? (?:{_BEST} {_SCORE}|{_SCORE} {_BEST})\b
    ^{_OBEY}(?:embauche|embauchez|embaucher|recommande|recommandez|recommander|sélectionne|
        sélectionnez|retiens|retenez|accepte|acceptez|valide|validez|valider)-?(?: )?(?:moi|
        ma candidature|ce candidat|cette candidate|cette candidature|mon profil|mon entretien)\b
    ^{_OBEY}(?:dis|dites|dire|montre|montrez|montrer|donne|donnez|donner|lis|lisez|lire|révèle|
        révélez|révéler|affiche|affichez|afficher|répète|répétez|répéter|récite|récitez|partage|
        partagez|traduis|traduisez|divulgue|divulguez)(?:-moi|-nous)?
        (?: \w+| l'\w+| d'\w+){{0,5}}? (?:prompt|instructions|consignes|(?:bonnes?|
        meilleures?) réponses?|réponses? (?:attendues?|idéales?|correctes?|parfaites?|modèles?)|
        (?:code source|mot de passe|configuration)|(?:prochaines|autres) questions|
        questions (?:suivantes|à venir|restantes)|mot pour mot|premier message)\b
    \b(?:quel|quelle|quels|quelles) (?:est|sont|était|étaient) (?:votre|vos|ton|tes|le|la|
        les) (?:\w+ )?(?:prompt|instructions|consignes|bonne réponse|réponse attendue|
        réponse idéale|meilleure réponse)\b[a-z'àâçéèêëîïôùûü -]*
    \b(?:qu'est-ce qu'on|que) (?:vous|t'|te) a-t-on (?:dit|demandé)|\bqu'est-ce qu'on (?:vous|
        t')(?: a)? (?:a )?(?:dit|demandé|programmé)\b[a-z'àâçéèêëîïôùûü -]*
    ^{_OBEY}(?:dis|dites|dire|écris|écrivez|écrire|répète|répétez|répéter|réponds|répondez|
        répondre|confirme|confirmez|confirmer|conclus|concluez|conclure|annonce|annoncez|ajoute|
        ajoutez|indique|indiquez)(?:-moi)?(?: \w+| l'\w+){{0,5}}? (?:(?:que|qu'|j'ai|je) ?(?:je|
        j'ai|j'étais|le candidat|la candidate|ce candidat|cette candidate|suis|réussi)\b|
        après moi\b|en (?:anglais|espagnol|allemand|italien|chinois|rimes|majuscules)\b|(?:dans|
        au|sur) (?:le|mon|votre|ton|la)? ?(?:rapport|bilan|compte-rendu)\b)[a-z'àâçéèêëîïôùûü -]*
    ^{_OBEY}(?:raconte|racontez|raconter|chante|chantez|chanter|écris|écrivez|écrire|récite|
        récitez|compose|composez|dis|dites|fais|faites)(?:-moi|-nous)? (?:une?|des|
        encore une?) (?:\w+ )?(?:blagues?|poème|chanson|haïku|rédaction|code|rap|devinette|
        histoire drôle|conte|imitation)\b
    ^{_OBEY}(?:parle|parlez|parler|réponds|répondez|répondre)(?:-moi)?
        (?: \w+){{0,2}}? comme (?:un|une|le|la)\b
    ^{_OBEY}(?:considère|considérez|considérer|considériez|traite|traitez|traiter|compte|comptez|
        compter|regarde|regardez|suppose|supposez|admets|admettez|prends|prenez)(?: que)? (?:tout|
        tous|toutes|chaque|cette|ce|ma|mes|mon|la|cela|ça|je|j'ai|l'\w+|les)
        (?: \w+| j'\w+| l'\w+){{0,8}}? ?(?:correcte?s?|parfaite?s?|complète?s?|complet|
        excellente?s?|juste|justes|réussie?s?|terminée?|bonnes?|instructions?|validée?s?|
        niveau (?:quatre|4))\b
    ^{_OBEY}(?:passe|passez|passer|change|changez|changer|active|activez|activer|entre|entrez|
        réinitialise|réinitialisez|redémarre|redémarrez|débloque|débloquez)(?:-toi|-vous)?
        (?: \w+){{0,4}}? (?:mode|rôle|personnalité|paramètres|système|notation|instructions)\b
    ^(?:ceci est |c'est |voici )?(?:une? |la |les |vos |de |et maintenant |voici )*(?:nouvelle|
        nouvelles|importante?|urgente?) (?:instruction|consigne|règle|directive)s?\b
        [a-z'àâçéèêëîïôùûü -]*
    ^(?:ceci est |c'est |voici )?(?:une? |la |les |vos )*(?:instruction|consigne|règle|directive|
        message)s? (?:importante?s?|nouvelles?|urgente?s?|prioritaires?|de l'administrateur|
        du développeur)\b[a-z'àâçéèêëîïôùûü -]*
    \b(?:je suis|c'est) (?:votre|ton) (?:\w+ )?(?:développeur|développeuse|créateur|créatrice|
        programmeur|programmeuse|administrateur|administratrice|concepteur|opérateur)\b
    \bje suis (?:le|la|l') ?(?:développeur|développeuse|créateur|créatrice|administrateur|
        administratrice|programmeur) (?:de |du )(?:ce |cet |cette )?(?:système|programme|logiciel|
        entretien|application)\b
    ^{_OBEY}(?:l'|le |la |cet |cette |ce )(?:entretien|candidat|candidate) (?:est|a été|
        a) (?:maintenant |déjà |désormais |été )+(?:terminée?|finie?|réussie?|validée?|acceptée?|
        admise?|embauchée?)\b
    ^{_OBEY}(?:augmente|augmentez|monte|montez|améliore|améliorez|change|changez|fixe|
        fixez) (?:ma|mes|mon)(?: \w+)? ?(?:notes?|scores?|niveau|points|résultats?|rapport|
        évaluation)\b[a-z'àâçéèêëîïôùûü -]*
    ^{_OBEY}(?:réponds|répondez|répondre)(?: \w+){{0,3}}? (?:à ma place|pour moi|vous-même|
        toi-même|seulement par|uniquement par)\b[a-z'àâçéèêëîïôùûü -]*
    ^{_OBEY}(?:obéis|obéissez|(?:résume|résumez|affiche|affichez) (?:les|vos|tes) \w+|
        ne (?:me )?(?:posez|pose) plus de|ne posez aucune)\b[a-z'àâçéèêëîïôùûü -]*
    \b(?:que|qu'est-ce que je|que dois-je|que faut-il) ?(?:dois-je |dois |faut-il )?(?:répondre|
        dire) pour(?: \w+){{0,4}}? ?(?:{_SCORE}|réussir|être (?:reçue?|embauchée?))\b
    ^{_OBEY}(?:arrête|arrêtez|cesse|cessez) de (?:poser|me poser|m'interroger)\b
        [a-z'àâçéèêëîïôùûü -]*
    ^{_OBEY}(?:passe|passez|saute|sautez)(?: directement)? (?:à la fin|au rapport|au résultat)
        \b[a-z'àâçéèêëîïôùûü -]*
    """
)
