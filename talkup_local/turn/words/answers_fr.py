"""French: how answers are asked for, counted up and closed."""

from __future__ import annotations

from typing import Final

from talkup_local.turn.words.model import Closings, Lists, Questions, anywhere, head, tail

_LEADS: Final = "(?:(?:alors|oui|non|et|mais|bon|ben|euh|pardon|donc|ok|d'accord|justement) )*"

CLOSINGS: Final = Closings(
    tail=tail(
        r"""
        (?:et |euh |donc |bref |enfin )*(?:voilà|voilà voilà|voilà quoi|et voilà|voilà tout|
            donc voilà)
        (?:c'est|ce sera|ça sera|c'était|ça c'est) (?:tout|à peu près tout|bon|ça|tout pour moi|
            terminé|fini)(?: pour moi| je crois| je pense| en gros| quoi)?
        merci(?: beaucoup| bien| à vous)?
        j'ai (?:fini|terminé|tout dit|répondu)(?: je crois| je pense)?
        (?:rien|pas grand-chose) (?:d'autre|de plus)(?: à (?:ajouter|dire))?
        (?:rien|quoi que ce soit) à ajouter
        (?:tout|voilà) ce que (?:je peux|je voulais|j'ai|j'avais|je pourrais)(?: \S+)? (?:dire|
            vous dire|à dire|à vous dire)
        j'espère (?:que ça|que cela|avoir)(?: \S+){1,4}
        est-ce que (?:ça|cela) (?:répond|vous)(?: \S+){0,4}
        à vous
        (?:ça|tout|cela)(?: a| s'est)(?: très| finalement| vraiment)?(?: bien)? (?:marché|
            fonctionné|passé|fini|terminé)
        """
    ),
    head=anywhere(
        r"""
        (?:et|donc|et donc|bref) c'est (?:pour ça|pour cela|comme ça|ainsi|la raison|pourquoi)
        c'est (?:pour ça|pour cela|comme ça|ainsi|la raison pour laquelle) (?:que|qu'\S+)
        (?:et |donc |mais )?(?:au final|finalement|à la fin|en fin de compte|au bout du compte|
            tout compte fait)
        (?:et |donc |bref )?(?:en résumé|pour conclure|pour résumer|en conclusion|pour finir|
            dans l'ensemble|globalement|bref)
        (?:et )?(?:depuis ce jour|depuis lors|à partir de là|aujourd'hui encore)
        (?:et |donc )?(?:ce que j'ai appris|ce que j'en ai retenu|le résultat|résultat|
            j'en ai retenu|ça m'a appris|cela m'a appris|ça m'a permis)
        (?:c'est|c'était) (?:vraiment |sûrement |sans doute )?(?:ma plus grande|ma plus belle|
            mon plus grand|ce dont je suis)
        """
    ),
    outcome=anywhere(
        r"""
        résultat|résultats|marché|fonctionné|réussi|réussite|succès|résolu|réglé|corrigé|fini
        terminé|livré|lancé
        appris|permis|maintenant|aujourd'hui|toujours|depuis|content|contente|contents|fier|fière
        satisfait|satisfaite|satisfaits|ravi|ravie|heureux
        amélioré|augmenté|réduit|gagné|doublé|plus vite|mieux|à temps|dans les temps|pour cent
        de moitié
        remercié|promu|promue|prix|accepté|d'accord
        """
    ),
    yes_no=head(
        r"""
        (?:alors |ben |bah |euh |ah |eh bien |je crois |je pense )*(?:que )?(?:oui|ouais|non|si|nan|
            bien sûr|tout à fait|absolument|exactement|pas vraiment|pas encore|pas du tout|jamais|
            parfois|peut-être|évidemment|volontiers|certainement|sans doute|souvent|rarement|
            toujours|effectivement|plutôt|je crois|je pense|je ne crois pas|je ne pense pas|
            je pense que oui|un peu|en effet|c'est ça|c'est exact|de temps en temps|carrément|
            avec plaisir|d'accord)
        """
    ),
    question=head(
        rf"""
        {_LEADS}(?:est-ce|qu'est-ce|y a-t-il|combien|pourquoi|puis-je|pourrais-je|c'est quoi)
        {_LEADS}(?:quel|quelle|quels|quelles) (?:est|sont|sera|seront|était|\S+ (?:est-ce|utilisez|
            avez|faites|\S+-vous))
        {_LEADS}(?:comment|quand|où|qui|combien \S+(?: \S+)?) (?:est-ce|est|sont|se|ça|fait|sera|
            \S+-(?:vous|il|elle|on|t-il|t-on))
        {_LEADS}(?:\S+-(?:vous|t-il|t-elle|t-on)) \S+
        {_LEADS}(?:vous|je) (?:pouvez|pourriez|peux|pourrais) (?:me |vous |répéter|redire|préciser|
            reformuler|poser)
        """
    ),
)

LISTS: Final = Lists(
    announced=anywhere(
        r"""
        (?:il y a|il y avait|y a|y avait|j'ai|j'ai eu|j'avais|je vois|je dirais|on a|on avait|
            nous avons|pour|ce sont|
            c'est)(?: en fait| surtout| principalement| environ| eu)* (?P<count>deux|trois|
            quatre|cinq|2|3|4|5|plusieurs|quelques)(?: \w+)? (?:raisons|choses|points|façons|
            manières|étapes|parties|aspects|exemples|options|problèmes|défis|phases|facteurs|
            éléments|côtés|qualités|forces|défauts|faiblesses|compétences|causes|questions|
            idées|règles|objectifs|priorités|langues|volets)
        """
    ),
    counts={"deux": 2, "2": 2, "trois": 3, "3": 3, "quatre": 4, "4": 4, "cinq": 5, "5": 5}
    | {"plusieurs": 2, "quelques": 2},
    places=(
        anywhere("d'abord|premièrement|la première|le premier|en premier|d'une part|d'un côté"),
        anywhere(
            "ensuite|deuxièmement|la deuxième|le deuxième|la seconde|le second|puis|et aussi|"
            "l'autre|d'autre part|de l'autre|en deuxième|après"
        ),
        anywhere("troisièmement|la troisième|le troisième|en troisième"),
        anywhere("quatrièmement|la quatrième|le quatrième"),
        anywhere("cinquièmement|la cinquième|le cinquième"),
    ),
    last=anywhere("enfin|finalement|pour finir|la dernière|le dernier|en dernier|dernièrement"),
    opened=anywhere(
        r"""
        \| (?:(?:et|donc|alors|bon|ben|euh|oui|mais) )*(?:d'abord|tout d'abord|premièrement|
            pour commencer|dans un premier temps|en premier lieu)
        d'une part|d'un côté
        (?:la première|le premier|un premier|une première) (?:chose|raison|étape|point|partie|
            qualité) (?:c'est|c'était|est|était|serait|que)
        """
    ),
    resumed=anywhere(
        r"""
        ensuite|puis|après|deuxièmement|la deuxième|le deuxième|le second|la seconde|enfin
        finalement|pour finir|d'autre part|de l'autre|d'un autre côté|mais|et aussi|en plus
        dans un second temps|dans un deuxième temps|l'autre
        """
    ),
    link=frozenset({"et", "ou"}),
)

QUESTIONS: Final = Questions(
    ask=anywhere(
        r"""
        (?:parlez|racontez|décrivez|expliquez|dites|donnez|citez|précisez|montrez)(?:-moi|-nous|
            -m'en)?
        pensez|prenez|choisissez|présentez-vous|imaginez|allez-y|en dire plus|un peu plus
        entendre|restons|revenons|détailler|nommez|indiquez
        """
    ),
    story=anywhere(
        r"""
        (?:parlez|racontez|décrivez)(?:-moi|-nous|-m'en)?|pensez à|un moment où|une fois où
        une situation|un exemple|présentez-vous|de vous
        """
    ),
    brief=anywhere("brièvement|en une phrase|en quelques mots|en un mot|rapidement|en deux mots"),
    fact=anywhere(
        r"""
        (?:quel|quelle) (?:est|était) (?:votre|le|la) (?:nom|prénom|âge|adresse|poste|titre|
            nationalité|numéro|date|ville|langue|\w+ préférée?|poste actuel|nom de .*)
        (?:quel|quelle) (?:année|ville|pays|langue|école|université|entreprise|jour|mois|âge|
            diplôme|niveau|service)
        comment (?:venez|veniez|êtes|alliez|allez)-vous (?:ici|là-bas|venue?|au travail)
        comment vous appelez-vous
        votre (?:nom|prénom)
        ^(?:(?:et|alors|donc|merci) )*(?:d'où|où (?!vous voyez)\S+|
            qui (?:est|était|sont|étaient))
        où$
        """
    ),
    several=anywhere(
        r"""
        (?:quels|quelles) \S+
        ^(?:(?:et|alors|donc|merci) )*qui (?:sont|étaient) (?:les|vos)
        où avez-vous(?: \S+)* (?:jusqu'ici|jusqu'à présent|jusqu'à maintenant|avant)
        """
    ),
    amount=anywhere(
        r"""
        combien|depuis quand|depuis combien|quel âge
        (?:quelle|quel) (?:année|date|heure|âge|pourcentage|niveau)
        à quelle (?:heure|fréquence|date)
        ^(?:(?:et|alors|donc|merci) )*(?:à partir de |pour )?quand \S+
        quand$
        sur une échelle
        """
    ),
    wide=anywhere(
        r"comment|pourquoi|quoi|quels?|quelles?|où|qui|^(?:(?:et|alors|donc) )*(?:que|qu'\S+)"
    ),
    yes_no=anywhere(
        r"""
        est-ce (?:que|qu'\S+)
        (?:avez|êtes|aviez|étiez|savez|pouvez|pourriez|voulez|voudriez|souhaitez|aimez|aimeriez|
            connaissez|travaillez|parlez|seriez|auriez|utilisez|pensez|faites|habitez|
            accepteriez|préférez)-vous
        (?:y )?a-t-(?:il|elle|on)
        \S+-t-(?:il|elle|on)
        (?:est|était|sont|sera|serait|peut|doit|faut|faudrait)-(?:ce|il|elle|ils|elles|on)
        """
    ),
    further=anywhere(
        r"""
        (?:et )?(?:pourquoi|comment)(?! vous appelez)
        (?:pouvez|pourriez|voulez|voudriez)-vous (?:me |nous |m'en |vous |en )?(?:parler|
            raconter|décrire|expliquer|donner|dire|présenter|détailler|préciser|dire plus)
        qu'est-ce qui|qu'est-ce que|qu'est-ce qu'\S+|que \S+-vous|qu'\S+-vous|quoi|si oui
        en quoi|dans quelles? \S+|de quelle (?:manière|façon)
        """
    ),
)
