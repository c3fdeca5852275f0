"""French: what the last words of a sentence look like, and of one that goes on."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.words.model import word_set
from talkup_local.turn.words.model import Endings, tail

ENDINGS: Final = Endings(
    never_last=word_set(
        """
        l' d' j' m' t' s' n' c' qu' jusqu' lorsqu' puisqu' quoiqu'
        le la les un une des du de au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre
        nos votre vos quel quelle quels quelles chaque
        et ou mais donc car ni or que qui dont si quand lorsque puisque quoique comme parce afin
        dans sur sous avec sans pour par chez vers entre pendant jusque parmi selon malgré sauf
        dès à en envers hormis durant via concernant notamment
        je tu il on ils ne y se me te
        est sont suis es êtes sommes étais était étaient étions étiez sera seront serait serais ai
        as ont avons avez avais avait avaient avions aura aurait aurais
        peux peut peuvent dois doit doivent veux veut voulais voulait pouvais pouvait devais devait
        vais va vont allais allait faut fallait très si afin lequel laquelle lesquels auquel
        """
    ),
    seldom_last=word_set(
        """
        leur leurs elle elles nous vous a où depuis contre avant après lors quelques certains
        certaines plusieurs tous toute toutes tout même assez tellement surtout environ presque
        seulement moins jusqu'à quoi dire faire être avoir faisais faisait permet permettait
        appelle appelait aimais aimait trouve trouvais trouvait pense pensais crois croyais décidé
        essayé voulu commencé demandé dit compris appris pris mis sais savais savait utilise
        utilisais devient devenu semble pourrais pourrait devrais devrait voudrais voudrait
        aimerais aimerait eu été lui encore vraiment personne puisse puissent soit sache
        """
    ),
    fine=tail(
        r"""
        (?:\w{3,}er|avec|pour|chez|sans|à|de|d'|contre|vers|sur|par|entre|c'est|comme|malgré|
            grâce à|selon|parmi) (?:elles?|nous|vous|eux|lui|moi)
        d'elles?
        (?:merci|s'il|à|pour|avec|chez|de) (?:à )?(?:vous|nous|plaît)
        ce (?:que|qu'il)(?: \w+){0,2} (?:est|était|faut|fallait|peux|pouvais|pouvait|voulais|
            voulait|veux|dois|devais|ai|ont|avons|aime|faisais|faisait|pense|sais)
        ce que (?:c'est|c'était|j'ai|j'avais|j'aime|j'ai fait|j'ai dit|j'ai compris|j'ai appris|
            je fais|je pense|je voulais|je sais)
        (?:comme|quand|où|comment|qui|là où|plus que|autant que|tel qu'|
            tant que)(?: \w+){0,2} (?:est|était|suis|sont|faut|peut|peux|pouvais|pouvait|ai|avais|
            c'est|veut|voulais|voulait)
        (?:oui|non|si|ouais|bien sûr) (?:je |j'y |il |elle |on |ça )?(?:suis|est|était|sais|peux|
            peut|veux|pense|crois|trouve|aimerais|voudrais|l'ai|l'est)
        (?:je|on|il) (?:le |la |l'|y )?(?:crois|pense|sais) (?:bien|que oui|que non)
        (?:sais|savais|sait|vois|comprends) (?:pas|plus) (?:quoi|où|quand|comment|pourquoi)
        n'importe (?:quoi|où|quand|comment|quel|lequel|qui)
        (?:de|par|grand|sur|à|hein|ou) quoi
        (?:\w+ ){2,}quoi
        (?:ans?|années?|mois|semaines?|jours?|heures?|minutes?|peu|longtemps|jour|semaine|année|
            fois) (?:avant|après)
        (?:et|bien|juste|longtemps|d'|fois|comme) (?:avant|après)
        (?:quand|tout de|le|la|les|moi|lui|elle|eux|nous|vous|de|du) mêmes?
        (?:pas du|du|malgré|après|avant|c'est|voilà|à|en|sur|partout) tout
        (?:pas|rien|un peu de|de|à|tous|eux|pour) (?:tous|toutes)
        tous les (?:trois|deux|quatre|jours)
        (?:au|de plus en|en|à peu près|de|plus ou|d'ailleurs) moins
        (?:à|le|pas|plus|rien|beaucoup|de|quelque chose|ça|les|tout) (?:faire|dire|être|avoir)
        (?:bien|trop|pour|pas|plus|mal|savoir|bien se|peut-|bien-) (?:être|faire|dire|commencé|
            compris)
        (?:j'ai|a|on a|avons|ont|n'ai pas|n'a pas|été|est|était|bien|tout|plus|c'est|s'est|ai|suis|
            bien été) (?:compris|commencé|pris|appris|décidé|fait)
        (?:c'est|comme|je l'ai|on l'a|l'a|me l'a|l'ont|m'a|m'ont|avait|été|avais|a|j'ai|l'avais|
            ce qui est) (?:demandé|dit|voulu|essayé)
        (?:que|qu') (?:oui|non|si)
        (?:moi|toi|lui|oui|non|mais|et|pas|ça) (?:si|aussi|non plus)
        (?:plus|jamais|pas|toujours|rien|bien|mieux)(?: \S+){0,3} depuis
        (?:voulez|veut|veux|voulais|vouliez|peux|va) dire
        (?:de|en) plus
        (?:l'|cet |d'|en |chaque |un )été
        (?:pas|moi|non|plus|toujours|mieux|pire) (?:vraiment|encore)
        (?:encore|et|pas) (?:et )?encore
        (?:plus|pour|de|sur|contre|y a|avait|n'y avait) personne
        (?:ou|si) pas
        et (?:pourquoi|comment|où|quand)
        (?:c'est|voilà|voici) (?:pourquoi|comment|pour quoi)
        (?:on|ça|il|tout) y va
        ça (?:me |te |lui |nous |vous |leur )?va
        (?:bien|mieux|là|j'en|on en|nous en) (?:sont|est|suis|sommes)
        """
    ),
    open=tail(
        r"""
        c'est(?: que| un| une| le| la| de| d'| pas| aussi| surtout| vraiment| plutôt| quand| à| en)?
        (?:c'était|ce sont|ce sera|il y a|il y avait|y a|y avait|j'ai|j'avais|j'étais|je suis|
            c'étaient|ce qui|ce que|ce qu')
        parce (?:que|qu'|que je|que j'|que c'est|que on|qu'on|qu'il|que ça)
        (?:que|parce que|quand|si|et|mais|donc|puisque|comme|où|dont|ou|alors|lorsque) (?:ça|elles?|
            nous|vous|moi je|leur|tout|même)
        et (?:puis|donc|alors|après|aussi|ensuite|surtout|là|du coup|moi|en plus|même|enfin)
        (?:mais|donc|et|puis|alors|après) (?:après|alors|donc|bon|là|en fait|du coup)
        (?:de|d'|à|en|pour|avec|sur|dans|par|vers|sans) (?:la|le|les|l'|un|une|des|mon|ma|mes|notre|
            nos|son|sa|ses|ce|cette|ces)
        (?:le|la|les|un|une|mon|ma|mes|notre|nos|ce|cette|ces|son|sa|de|des|d'un|d'une|du|
            l')(?: très| plus| assez| vraiment)? (?:petit|petite|petits|petites|grand|grande|grands|
            grandes|bon|bonne|bons|bonnes|nouveau|nouvelle|nouveaux|nouvelles|nouvel|premier|
            première|premiers|premières|deuxième|troisième|gros|grosse|vrai|vraie|autre|autres|seul|
            seule|principal|principale|certain|certaine|jeune|jeunes|ancien|ancienne|véritable|
            meilleur|meilleure|très|plus|dernier|dernière)
        (?:n'est|n'ai|n'a|n'était|n'avait|n'avais|n'y a|ne suis|ne sont|ne peux|ne peut|
            ne sais) pas(?: de| d'| que| le| la| un| une| très| toujours| encore)?
        (?:je|j'|on|il|elle|nous|ils) (?:me|se|te|vous|nous|lui|leur|le|la|les|en|y|l'|m'|s')
        à cause (?:de|du|des|d')
        (?:grâce|face|jusqu'|par rapport|quant|suite) (?:à|au|aux)
        (?:alors|tandis|bien|après|avant|pendant|depuis|dès|pour|afin|sans|ainsi|tant|autant|plus|
            moins|mieux|sauf|vu|pourvu|étant donné) (?:que|qu')
        (?:le|la|un|une|les|des|cette|ce) (?:fait|chose|idée|raison|problème) (?:que|qui|qu'|de|
            dont|est|était|c'est)
        virgule
        """
    ),
    seldom=tail(
        r"""
        (?:parce que|quand|si|où|puisque|lorsque|alors que|pendant que|combien) (?:le|la|les|l'|mon|
            ma|mes|notre|nos|un|une|ce|cette|ces|leur|leurs|des) \S+
        (?:parce que|quand|si|où|puisque|lorsque|alors que|pendant que) (?:personne|tout le monde|
            les gens|quelqu'un)
        (?:ai|a|avons|ont|avait|avais|suis|est|était)(?: plus| pas)? (?:jamais|toujours|bien)
        (?:je|j'ai|on|nous|il|elle|j') (?:suis allé|ai eu|ai pu|ai dû|pu|dû|eu|été|a dû|a pu|a eu|
            avons dû|avons pu|avons eu|travaillais|travaillait|cherchais|cherchait|essaie|essayais|
            commençais|gérais|préfère|dirais|sens|remarqué|réalisé|trouvé|créé|mis en place|
            développé|demandé|proposé|rencontré|utilisé|travaillé|voulu|souhaite)
        (?:la|le|les) (?:même|plupart|suivante?|plus|moins|mieux)
        mis en place
        (?:beaucoup|plein|peu|trop|assez|plus|moins|autant|lots|nombre) de
        (?:aussi|vraiment|plutôt|surtout) (?:le|la|les|des|un|une)
        """
    ),
    loose=tail(
        r"""
        (?:(?<!quand )(?<!ce que )(?<!avant que )(?<!comme )(?<!si )(?<!où ))(?:je|j'|on|il|elle|
            ils|elles) (?!(?:va|vais|accepté|arrive|arrivait|reste|restait|marche|
            marchait|travaille|progresse|avance|pars|part|partait|change|changeait)$)\w{3,}
        nous \w{2,}ons
        que (?:le|la|les|mon|ma|mes|notre|nos|un|une|ce|cette|ces|leur|leurs|personne|
            tout le monde)(?: \S+)?
        qu'(?:un|une) \S+
        (?:j'ai|j'avais|on a|on avait|nous avons|je n'ai pas|j'ai été|
            et ai)(?: tout| aussi| donc| même| alors| enfin| toujours| bien)? (?!(?:accepté|
            réussi|signé|gagné|refusé|terminé|fini|démissionné|travaillé|continué|arrêté|changé|
            marché|essayé|échoué|répondu|hésité|déménagé|grandi|progressé|discuté|ri|participé|
            adoré|insisté|abandonné|recommencé|attendu|perdu)$)\w+(?:é|i|u|ert|is|it)
        (?:me|te|lui) \w{4,}(?:ait|aient)
        """
    ),
    number=tail(
        r"""
        depuis|jusqu'en|jusqu'à|d'ici|de \w+ à|classe de
        """
    ),
)
