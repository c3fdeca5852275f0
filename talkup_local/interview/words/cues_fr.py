"""French: what is said about the interview itself. All in lower case, without marks."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.words.model import Cue, either, word_set

_JUDGED: Final = r"(?:not|évalu|jug|mesur|apprécie)(?:e|er|ez|é|ée|és|ées|es|ent)?"
CUES: Final = {
    Cue.REPHRASE: either(
        r"""
        \b(?:reformuler|reformulez|reformule)\b(?: (?:la|votre|cette) question)?
        \b(?:dire|dites|poser|posez|expliquer|expliquez|expliquez-moi)(?: (?:ça|cela|la question|
            le|cette question|moi))* (?:autrement|plus simplement|différemment|
            d'une autre (?:façon|manière)|avec d'autres mots|en d'autres termes)\b
        \b(?:autrement|plus simplement|d'autres mots|d'autres termes)$
        (?:ne |n')?(?:comprends|saisis|suis) pas(?: (?:bien|très bien|tout|trop))?
            (?: (?:la question|votre question|cette question|ce que vous (?:voulez|demandez|
            dites)(?: dire)?))?$
        \b(?:n'ai |ai )?(?:pas|rien) (?:bien |très bien |tout |trop )?(?:compris|saisi|suivi)
            (?: (?:la|votre|ta|cette) question| ce que vous (?:voulez|demandez)(?: dire)?)?$
        \bvous (?:voulez|vouliez) dire quoi\b
        (?:pas|rien) (?:bien |très bien )?(?:compris|saisi)(?: (?:la|votre) question)?
            (?: vous (?:voulez|vouliez) dire quoi)$
        (?:comprends|saisis) pas(?: bien| très bien)? (?:est-ce que )?(?:vous |tu )?(?:pouvez|
            pourriez|peux|pourrais)(?:-vous|-tu)? [a-z'àâçéèêëîïôùûü ]*(?:autrement|
            plus simplement|expliquer|reformuler|préciser)$
        \bque voulez[- ]vous dire\b|\bqu'est-ce que (?:vous voulez dire|ça veut dire|
            vous entendez par)\b
        \bqu'entendez[- ]vous par\b|\b(?:ça|cela) veut dire quoi\b|\bc'est-à-dire$
        ^(?:comment ça|c'est-à-dire)$
        \b(?:préciser|précisez|clarifier|clarifiez|expliquer|expliquez) (?:la|votre|
            cette) question\b
        """
    ),
    Cue.REPEAT: either(
        r"""
        \b(?:répéter|répétez|répète|redire|redites|encore une fois)\b
        (?:pas|rien) (?:bien |très bien |tout )?entendu(?: (?:la|votre|ta) question)?
        quelle (?:est|était)(?: déjà)? (?:la|votre) question
        (?:c'était|c'est) quoi (?:déjà )?(?:la|votre) question
        \bc'était quoi(?: déjà)?$
        \b(?:oublié|perdu) (?:la|votre) question\b
        \bqu'avez[- ]vous (?:dit|demandé)\b|\bvous (?:avez dit|disiez) quoi\b
        ^(?:pardon|comment|quoi|hein|excusez[- ]moi|désolée?)$
        """
    ),
    Cue.PASS: either(
        r"""
        \bsais pas(?: trop| du tout)?(?: quoi (?:dire|répondre))?\b
        \bme (?:souviens|rappelle) (?:pas|plus)\b
        \b(?:aucune idée|pas d'idée|pas d'exemple(?: en tête)?)\b
        \bpasser (?:cette|la|à la|à une autre) (?:question|suite|suivante)(?: suivante)?\b
        \bpasser (?:celle(?:-ci|-là)?|ça)\b
        \bpassons(?: (?:à la|à une autre) (?:suite|suivante|question)(?: suivante)?)?\b
        \b(?:on passe|question suivante|autre question|(?:la )?suivante)\b
        \b(?:préfère|préférerais|aimerais mieux) (?:ne )?pas(?: y)?(?: (?:répondre|en parler))?
            (?: à (?:ça|cette question|cela))?\b
        \b(?:veux|souhaite|voudrais) pas(?: y)? (?:répondre|en parler)(?: à (?:ça|cette question|
            cela))?\b
        \brien (?:ne )?me vient\b|\bvois pas(?: trop)?\b|\bpeux pas répondre\b
        ^(?:je passe|passe|joker)$
        """
    ),
    Cue.NO_MORE: either(
        r"""
        ^non (?:merci|c'est bon)\b
        \bje (?:vous )?l'ai déjà (?:dit|expliqué|raconté)$|\bje viens de (?:vous )?le dire$
        \b(?:c'est tout|ce sera tout|ça sera tout|voilà tout|rien (?:d'autre|de plus|à ajouter|
            à dire)|pas (?:d'autres?|de) questions?|plus (?:rien|de questions?)|j'ai (?:fini|
            terminé)|j'ai tout dit)\b
        """
    ),
    Cue.NO: either(r"^(?:non|nan|pas vraiment|pas spécialement|aucune?)\b"),
    Cue.WAIT: either(
        r"""
        \b(?:une?|deux|quelques) (?:petite? )?(?:seconde|instant|minute|secondes|instants|
            moment)(?: (?:pour réfléchir|de réflexion))?\b
        \b(?:un peu de|le|du) temps(?: (?:pour|de) réfléchir)$
        \battendez\b
        \b(?:laissez[- ]moi|je) (?:le temps (?:de |d'y )?)?(?:y )?réfléchi(?:r|s)\b
        \bfaut que (?:je|j'y) réfléchisse\b
        """
    ),
    Cue.STOP: either(
        r"""
        \b(?:arrêter|terminer|stopper|quitter|finir|arrête|arrêtons|arrêtez) (?:là |ici )?(?:l'|
            cet )entretien\b
        \b(?:veux|voudrais|souhaite|aimerais|dois|préfère|peut|pouvons|pourrait|
            préférerais) (?:m'arrêter|arrêter|s'arrêter|nous arrêter|partir)(?: (?:là|ici|
            maintenant))?$
        \bpeut-on (?:arrêter|s'arrêter)(?: (?:là|ici|maintenant))?$
        \barrêtons(?:-nous)?(?: (?:là|ici))?$|\bon (?:s')?arrête(?: là| ici)?$
        """
    ),
    Cue.SLOWER: either(
        r"""
        \b(?:parler|parlez|parle|aller|allez|dire|dites|lire)(?:-moi|
            -le)? (?:un (?:petit )?peu )?(?:plus |moins )(?:lentement|doucement|fort|vite|
            clairement|distinctement)\b
        \bralenti(?:r|ssez)\b
        ^(?:pardon )?(?:vous (?:parlez|allez)|c'est|c'était) (?:trop|très|un peu) (?:trop )?
            (?:vite|rapide|bas|doucement)\b
        ^(?:trop vite|plus lentement|moins vite|plus fort|plus doucement)\b
        """
    ),
    Cue.DATA: either(
        r"""
        \b(?:que|qu'est-ce que|qu') ?(?:vous )?(?:faites-vous|faites|allez-vous faire|allez faire|
            deviennent|devient|advient-il|deviendront) (?:de |des |d'|mes |ma |
            avec )[a-z'àâçéèêëîïôùûü ]*
        \bqu'est-ce (?:qu'il|qui|que)[a-z' ]*(?:arrive|advient|deviennent|devient|
            passe)[a-z'àâçéèêëîïôùûü ]*
        \bqui (?:va |peut |pourra |aura |a )?(?:entendre|entend|lire|lit|voir|voit|écouter|écoute|
            accès|réécouter)(?: à)? (?:ça|cela|ce que|mes|ma|cet|l'|les|tout)[a-z'àâçéèêëîïôùûü ]*
        \b(?:est-ce que )?(?:vous|c'est|je suis|tu|ça|cet entretien est|est-ce)
            (?: \w+)? (?:enregistrez|enregistré|enregistrée|enregistres|conservez|conservé|gardez|
            stockez|sauvegardé|filmée?|noté)\b(?: (?:ça|cela|tout|mes \w+|ma \w+|ce que je dis))*
        \b(?:enregistrez|conservez|gardez|stockez)-vous\b[a-z'àâçéèêëîïôùûü ]*
        \boù (?:est|sont|vont|va) (?:mes|ma|ce|ça|les|ces)\b[a-z'àâçéèêëîïôùûü ]*
        \bcombien de temps (?:gardez|conservez|sont|est-ce|allez|vous gardez|vous conservez)\b
            [a-z'àâçéèêëîïôùûü -]*
        \b(?:supprimer|effacer|effacez|supprimez) (?:mes|ma|les|l'|cet|tout)\b(?: \w+)?
        \b(?:c'est|est-ce) (?:bien )?(?:confidentiel|privé|anonyme)\b|\bprotection des données\b|
            \bvie privée\b
        """
    ),
    Cue.NEXT: either(
        r"""
        \b(?:et )?(?:que|qu'est-ce qui|qu'est-ce qu'il) (?:se passe-t-il|se passe|va se passer|se
            passera-t-il|se passera)\b(?: (?:après|ensuite|maintenant|cet|l'entretien|entretien|
            la|suite|pour|à|partir|de))*
        \bquelles? (?:est|sont|sera|seront) (?:la suite|les prochaines étapes|la prochaine étape|
            les étapes suivantes)\b[a-z'àâçéèêëîïôùûü ]*
        \b(?:quand|comment) (?:est-ce que )?(?:je |j'|vous |saurai-je|aurai-je|serai-je|
            allez-vous|est-ce)[a-z'àâçéèêëîïôùûü -]*(?:réponse|résultat|nouvelles|contact\w*|
            rappel\w*|saurai|prévenue?|recontact\w*)\b[a-z'àâçéèêëîïôùûü ]*
        """
    ),
    Cue.TIME: either(
        r"""
        \bcombien (?:de |d')(?:temps|minutes|questions)\b[a-z'àâçéèêëîïôùûü -]*\b(?:reste|restent|
            restant|reste-t-il|encore|avons-nous|avez-vous|a-t-on|dure|durer|dure-t-il|y a-t-il|
            prendre)\b(?: (?:de|questions?|encore|temps|ça|l'entretien|cet entretien|en|à|avant|
            la|fin))*
        \b(?:il y (?:en )?a |(?:il )?reste )?encore combien(?: (?:de |d')?(?:temps|minutes|
            questions))?\b
        \b(?:il )?reste(?:-t-il|nt)? (?:encore )?combien\b[a-z'àâçéèêëîïôùûü -]*
        \bcombien (?:reste-t-il|il reste|en reste-t-il)\b[a-z'àâçéèêëîïôùûü -]*
        \b(?:ça|cela|l'entretien|cet entretien) (?:va )?(?:dure|durer|prend|
            prendre) (?:encore )?(?:combien|longtemps)\b(?: de temps)?
        \b(?:c'est|est-ce|on a|l'entretien est)(?: que c'est)? (?:bientôt|presque) (?:fini|
            terminé|la fin|la dernière)\b
        \b(?:c'est|est-ce)(?: bien)? (?:la|votre) dernière(?: question)?\b
        """
    ),
    Cue.SCORING: either(
        rf"""
        \bcomment (?:est-ce que )?(?:vous |je |on |mes réponses |cet entretien |l'entretien )?
            (?:allez-vous |allez |êtes |suis |sera |serai |sont |seront |est |me |m'|nous |les |
            mes )*{_JUDGED}(?:-vous|-je|-t-on)?\b(?: (?:les|mes|ma|mon|réponses?|entretien|moi|
            l'entretien))*
        \b(?:quels|quelles) sont (?:les|vos) critères\b
        \b(?:(?:vous |tu )?(?:m'avez|m'as)(?: mis| donné)? )?(?:quel|quelle) (?:niveau|note|score)\b
        \bje m'en sors comment\b|\bcomment (?:je m'en sors|est-ce que je m'en sors|
            ça se passe pour moi|je me débrouille)\b(?: jusqu'ici)?
        \b(?:est-ce que )?(?:j'ai|ai-je) (?:bien|mal) répondu\b
        (?<!non )\b(?:c'était|c'est|est-ce|ma réponse (?:est|était)(?:-elle)?)(?: que c'est)? (?:
            bien|bon|correct|juste|suffisant|ça|une bonne réponse|bonne)$
        \b(?:est-ce que )?vous (?:me |m')?(?:notez|évaluez|jugez)\b(?: mes réponses)?
        \b(?:me |m')(?:notez|évaluez|jugez)-vous\b
        \bqu'est-ce que vous (?:cherchez|attendez)\b|\bque cherchez-vous\b
        \bqui (?:décide|va décider|prend la décision)\b
        \b(?:est-ce que )?(?:j'ai|j'aurai|ai-je|aurai-je) (?:le poste|l'emploi|réussi)\b
        """
    ),
    Cue.PERSON: either(
        r"""
        \b(?:êtes-vous|vous êtes|es-tu|tu es|est-ce que (?:vous êtes|tu es)) (?:vraiment |bien |
            juste |seulement )*(?:une? )?(?:vraie? )?(?:humaine?|personne|robot|machine|
            ordinateur|ia|intelligence|être|programme|enregistrement|quelqu'un|réelle?)\b
            (?: (?:humaine?|artificielle|réelle|vivante?))*
        \b(?:je parle|est-ce que je parle|je suis en train de parler|parlé-je) (?:à|
            avec) (?:une? )?(?:vraie? )?(?:humaine?|personne|robot|machine|ordinateur|ia|
            intelligence|être|quelqu'un)\b(?: (?:humaine?|artificielle|réelle))*
        \b(?:qui|qu') ?êtes-vous\b|\bvous êtes (?:qui|quoi)\b
        \b(?:c'est|est-ce) (?:une? )(?:robot|machine|ia|intelligence artificielle|
            enregistrement)\b
        \bparler (?:à|avec) (?:une? )(?:vraie? )?(?:humain|personne|être humain)\b
        """
    ),
    Cue.ADD: either(
        r"""
        \b(?:je peux|puis-je|est-ce que je peux|je voudrais|j'aimerais|je souhaite|laissez-moi|
            je veux|pourrais-je)(?: (?:juste|aussi|encore))* (?:ajouter|compléter|corriger|
            préciser|rajouter|changer|revenir|dire)(?: (?:quelque chose|une chose|un mot|ça|
            un point|ma (?:dernière )?réponse|sur|à|la|question|réponse|d'avant|précédente|
            dernière|autre chose|encore))*
        \b(?:revenir|retourner|revenons) (?:à|sur) (?:la|ma|cette|votre) (?:dernière |
            première )?(?:question|réponse)(?: (?:précédente|d'avant|dernière))?
        ^(?:ah |oh |pardon |attendez |et )*j'ai oublié (?:quelque chose|de (?:dire|
            mentionner) quelque chose)\b
        """
    ),
    Cue.CRUDE: either(
        r"""
        \b(?:va|allez)(?: \w+)? (?:te faire|vous faire|au diable|chier)\b(?: \w+)*
        \b(?:c'est|vous êtes|tu es|t'es|quelle?|votre|espèce d[e']|sale) ?(?:\w+ ){0,3}?(?:débile|
            stupide|idiote?|conne?|connerie|merde|nul(?:le)?|ridicule|imbécile|abrutie?|
            perte de temps|bordel)\b(?: (?:question|questions|machine|robot|entretien))?
        \b(?:ferme-la|fermez-la|ta gueule|la ferme|fous-moi la paix|foutez-moi la paix|
            je vous déteste|je te déteste)\b
        \b(?:débile|stupide|idiote|nulle|ridicule|conne) (?:cette|votre|vos) (?:questions?|
            machine)\b
        \b(?:taisez-vous|tais-toi)\b|\b(?:foutez|moquez|fous|moques) de moi\b
        \bn'importe quoi votre\b|\b(?:êtes|es|t'es) (?:sourde?|aveugle)\b
        ^(?:merde|putain|bordel|connard|connasse|enculé|salope)\b
        """
    ),
    Cue.READY: either(
        r"""
        ^(?:oui|ouais|si)\b
        \b(?:une|deux|ai|quelques|des|plein de|plusieurs) (?:petites? |dernières? )?questions?\b
        \b(?:demander|poser) quelque chose\b
        """
    ),
    Cue.PERMISSION: either(
        r"""
        ^(?:(?:alors|oui|bon|pardon|et|euh) )*(?:(?:est-ce que je|je) (?:peux|pourrais|dois|
            devrais)\b(?=.*(?:question|exemple|parler|prendre|poser|raconter|répondre|dire))|
            puis-je\b|pourrais-je\b|dois-je\b|est-ce que ça (?:va|marche|vous va) si|
            ça vous va si|est-ce possible de)
        """
    ),
    Cue.REFUSE: either(
        r"""
        ^(?:(?:euh|alors|désolée?|pardon|bah|ben|eh bien|ah) )*(?:non|nan|jamais|pas question|
            certainement pas|absolument pas|surtout pas)\b(?! (?:aucun|pas de|ça ne|ça me|c'est))
        \b(?:ne |n')?(?:suis pas d'accord|accepte pas|veux pas|souhaite pas|consens pas|
            préfère pas|voudrais pas|voulais pas|aimerais pas)\b
        \b(?:préfère|préférerais|aimerais mieux) (?:que non|ne pas|pas|que vous ne)\b
        \bje (?:refuse|m'oppose)\b
        \b(?:oui|mais|enfin|en fait|bien sûr que|que) non\b
        \bpas d'accord\b|\bpouvez pas (?:garder|conserver|enregistrer|noter)\b
        ^(?:ben |bah |euh |non )*ça me (?:dérange|gêne)\b(?! pas)
        \bnon$
        """
    ),
}

REPORTS: Final = either(
    r"\b(?:demandé|demandais|demandait|dit|expliqué|savais|savait|vérifié|montré)\b"
)

YES: Final = either(
    r"""
    ^(?:(?:euh|bah|ben|eh bien|alors|bonjour|merci|ah|mais|oh|bon|donc) )*
        (?:oui|ouais|ouaip|d'accord|ok|okay|
        bien sûr|bien entendu|entendu|volontiers|certainement|absolument|tout à fait|parfait|
        allez-y|allons-y|faites donc|très bien|pas de (?:problème|souci)|aucun (?:problème|souci)|
        sans (?:problème|souci)|pourquoi pas|évidemment|ça marche|ça roule|c'est bon|
        c'est d'accord)\b
    \b(?:je suis d'accord|suis d'accord|j'accepte|je consens|vous pouvez|ça me va|cela me va|
        ça me convient|ça ne me (?:dérange|gêne) pas|ça me dérange pas|pas de (?:problème|souci)|
        aucun (?:problème|souci)|aucune objection|rien contre|
        c'est (?:bon|d'accord|ok|okay|parfait)(?: pour moi)?|(?:on|
        vous) peut (?:y aller|commencer|continuer)|allons-y|commençons)\b
    """
)

RESERVES: Final = either(
    r"""
    \b(?:mais|sauf|seulement|à condition|tant que|dépend|questions?|qui|quoi|comment|où)\b
    \bsi\b(?! (?:vous (?:voulez|le voulez|souhaitez)|tu veux|c'est comme))
    """
)

ADDS: Final = either(
    r"""
    ^(?:(?:ah|attendez|bon|et|mais|non|en fait|pardon|désolée?|excusez[- ]moi) )*
        (?:je voulais dire|j'ai oublié de (?:dire|mentionner|préciser|vous dire)|(?:pour|
        sur) (?:ma|la|votre) (?:dernière |première )?(?:réponse|question) (?:précédente|d'avant|
        dernière)|pour revenir (?:à|sur)|(?:je (?:voudrais|veux|souhaite)|j'aimerais|je peux|
        puis-je)(?: juste| aussi)* (?:ajouter|corriger|compléter|revenir|préciser|rajouter))\b
    """
)

ASTRAY: Final = word_set(
    """
    météo pluie pleut neige soleil ensoleillé orage foot football basket tennis rugby cyclisme
    netflix télé télévision série séries célébrité horoscope dîner déjeuner petit-déjeuner pâtes
    pizza burger sandwich spaghetti glace chocolat bière vin cocktail chat chats chaton chien
    chiens chiot perroquet hamster éléphant pingouin pingouins zèbre girafe banane bananes lune
    extraterrestre extraterrestres ovni licorne licornes dragon dragons fantôme vampire blague
    blagues toto vacances plage barbecue karaoké loto ragots pêche dinosaure dinosaures sorcier
    pirate pirates batman recette plu neigé film films manchot manchots chanson chansons voisin
    voisine voisins
    """
)

CHATTER: Final = either(
    r"""
    ^(?:(?:ah|oh|alors|tiens) )*(?:vous avez|avez-vous|tu as) (?:vu|regardé|entendu) (?:le|la|ce|
        cette|les) (?:temps|météo|match|film|pluie|nouvelles)\b
    ^(?:(?:ah|oh|alors|tiens) )*(?:vous savez |savez-vous |tu sais )?pourquoi (?:le|la|les|l'|un|
        une)\b.* parce qu|\btoc toc\b|\bquel est le comble\b
    \b(?:racont\w+|connaissez|connais) (?:bien )?(?:une|la|cette) (?:\w+ )?blague\b
    \bc'est (?:secret défense|top secret)\b|\bque je vous (?:tue|mange)\b
    \bhier (?:soir )?j'ai (?:vu|regardé) (?:un|le) (?:film|match)\b
    \bme rappelle (?:une|la|cette|un|le|ce|mes|mon) (?:chanson|film|blague|rêve|vacances)\b
    \bce que j'(?:aime|adore) c'est (?:le |la )?(?:foot|football|tennis|bière|vin|pizza)\b
    """
)

DOERS: Final = word_set("je j' nous on")

OWN: Final = DOERS | word_set("me m' moi mon ma mes mien mienne notre nos nôtre")
