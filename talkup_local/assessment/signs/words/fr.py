"""French: words that show what an answer holds."""

from __future__ import annotations

from typing import Final

from talkup_local.assessment.signs.words.model import Words

FRENCH: Final = Words(
    own="je j'",
    group="nous on",
    generic="tu vous",
    other="il elle ils elles ça c' ce qui cela celui celle personne",
    between="""
        ne n' me m' te t' se s' le la l' les lui leur y en pas plus jamais aussi bien toujours
        encore déjà tout alors donc vite même souvent enfin d'abord presque vraiment juste quoi
        ensuite puis simplement seulement surtout personnellement genre rapidement directement
        immédiatement finalement toutes tous peu trop mal mieux nous vous ben euh comment dire
    """,
    helps="""
        ai a as avons avais avait avions ont avaient aurais aurait auraient aurions suis sommes es
        sont étais était étions étaient est
    """,
    modal="""
        vais va vas allons peux peut pouvons pouvais pouvait dois doit devons devais devait veux
        veut voulais voulait voudrais voudrait faut fallait faudrait sais sait savais essaie
        essaye essaies essayais essayait essayé pourrais pourrait devrais devrait aimerais
        aimerait préfère préférais commence commençais voulu allais allait à de d'
        réussi
    """,
    denial="pas jamais rien aucun aucune",
    joins="et puis mais ou donc",
    leads="""
        essayé décidé commencé continué fini aidé réussi tenté dû pu proposé choisi allé passé
    """,
    done="fait dit mis",
    bare="",
    no_deed="""
        suis est sommes étais était étions sont étaient serais serait ai a as avons avais avait
        avions aurais aurait eu été pu dû fallu voulu aimé adoré détesté souhaité espéré pensé cru
        su senti vu entendu reçu connu né resté allé vécu appris compris passé arrivé tombé devenu
        pense crois trouve sais vois sens veux peux dois aime adore déteste préfère espère
        souhaite comprends connais reste deviens vis viens vais pensais croyais trouvais savais
        voyais sentais voulais pouvais devais aimais adorais préférais espérais comprenais
        connaissais restais voudrais pourrais devrais aimerais souhaiterais préférerais saurais
        dirais imagine suppose dis disais rappelle souviens considère estime mérite aurai serai
        maîtrise possède gère adapte rêve attends réussi gagné perdu obtenu failli intéressé motivé
        passionné côté assez tenu remarqué constaté oublié trompé trompe oublie il elle ils elles
        que qu' qui ce si très plus parle appelle faut es aperçue aperçu né née
        découvert réalisé
    """,
    present=r"[^\W\d]{3,}",
    conditional=r"[^\W\d]{2,}r(?:ais|ait|ions|aient)",
    lesson="""
        j'ai |beaucoup|aussi|surtout|bien|vite appris|compris
        on a |beaucoup|aussi|surtout|bien|vite appris|compris
        nous avons |beaucoup|aussi|surtout|bien|vite appris|compris
        ce que j'ai appris|compris|retenu
        ce que j'en retiens|retire|garde|tire
        ce que je retiens|retire|garde
        j'en retiens|retire|tire|garde
        m'a |beaucoup|bien|surtout appris
        nous a |beaucoup|bien|surtout appris
        m'a fait comprendre|réfléchir
        la|une|ma leçon
        je me suis rendu|rendue compte
        j'ai réalisé
        avec le recul
        avec du recul
        la prochaine fois
        une autre|prochaine fois
        si c'était à refaire
        si je devais|pouvais |le|la refaire|recommencer
        j'aurais dû|pu|mieux
        on aurait dû|pu|mieux
        nous aurions dû|pu
        j'aurais |peut-être|sans doute préféré|aimé|voulu
        depuis ,
        depuis je|j'|on|nous|il|elle|c'|ça / / suis étais ai
        depuis lors
        désormais
        maintenant je|j'|on|nous
        aujourd'hui je|j'|on|nous / / dis
        à présent je|j'|on|nous
        à partir de ce|là
        dorénavant
        plus jamais
        autrement
        différemment
        pas recommencer|refaire
        mon erreur|tort était|c'était
        j'avais tort
        j'ai eu tort
        j'ai sous-estimé|surestimé
        à refaire
        m'a montré|ouvert|servi
        je fais|suis plus|davantage attention|prudent|prudente|attentif|attentive
        j'ai changé|modifié ma|mes|de
        je m'y prendrais
        il aurait fallu|mieux
        ça|cela aurait été
        j'aurais été
        je ne fais|le|la|m'y|me plus
        je n'y|en plus
        je sais maintenant|désormais
        maintenant je sais
        ce que je changerais|ferais|referais
        ce qui m'a surpris|surprise|marqué|marquée
        je ne m'attendais|m'y
        je ne m'y attendais
        c'était ma|de faute
        c'était de ma faute
        je me suis |bien|vraiment trompé|trompée
        je suis |un|bien|beaucoup peu plus prudent|prudente|patient|patiente|attentif|attentive
    """,
    again="""
        je ferais|referais|dirais|commencerais|demanderais|prendrais|mettrais|garderais|essaierais|\
préviendrais|testerais|écrirais|noterais|vérifierais
        je ne|n'|le|la|les|lui|leur ferais|referais|dirais|commencerais|demanderais|prendrais|\
mettrais|garderais|essaierais
        je ne le|la|les referais|ferais
    """,
    weighed="""
        même si
        bien que
        alors que
        quoique
        quitte à
        d'un|de l'autre côté
        d'un côté
        le|un|seul|gros|petit inconvénient|défaut|risque|piège|revers|désavantage|bémol
        l'inconvénient
        au lieu de|d'
        plutôt que
        aux|au dépens|détriment|prix
        ça|cela|qui|il|elle |nous|vous|lui|leur|me coûte|coûtait|coûtent|coûterait
        en contrepartie
        l'avantage
        vaut|valait la|mieux|le
        une perte
        l'alternative
        l'autre solution|option|possibilité
        sinon
        par rapport à|au|aux
        j'accepte|ai accepté
        je sais|savais|vois que|bien|qu'
        mieux|plus|moins payé|cher|rapide|sûr|simple|facile|juste|solide|lourd|léger|lent|long que|\
qu'
        plus|moins de|d' que
        si on|je|l'on trop|mettait|fait|met|monte|baisse
        on pourrait|aurait pu
        j'aurais pu
        par contre
        en revanche
        pourtant
        cependant
        malgré
        sauf
        à condition
        tant que|qu'
        seulement si|quand
        pas parce
        non pas
        exprès
        je préfère|préférais|préférerais
        j'ai |donc choisi|préféré|renoncé
        on a |donc choisi|préféré|renoncé
        nous avons |donc choisi|préféré|renoncé
        un compromis
        trop risqué|cher|lent|tard|long|compliqué|dangereux|lourd|peu
        pas assez
        pas parfait|idéal|parfaite|idéale
        le pour et le contre
        en échange|retour
        il|elle|ils avait|avaient|a|ont raison
        il|elle|ils avait|avaient |pas tort
        au moins
        plus cher|chère|long|longue|lent|lente mais
        aurait|auraient coûté|pris|fallu|été
        tant pis
        faute de
        à défaut
        quand même
        à la place
        mais pas|seulement|là|pour|si
        contre / compter mur
        ni
    """,
    reason="""
        parce que|qu'
        car / / de
        puisque|puisqu'
        comme je|j'|on|il|elle|ça|c'|le|la|les
        pour que|qu'|ne|éviter|pouvoir
        afin de|d'|que|qu'
        c'est pour ça|cela|quoi|que
        c'est pourquoi
        la raison
        à cause
        grâce
        donc je|j'|on|nous|il|elle
        du coup
        ce qui fait|permet|veut|évite
        sinon
        vu que|qu'
        si on|je|j'|il|elle|ça|le|la|les|l'|quelqu'un
        de sorte|façon que|qu'
        ça|cela permet|évite|veut
    """,
    result="""
        ça|cela|il|elle|qui a |bien|tout|toujours marché|tenu|payé|aidé|servi|suffi|fonctionné|\
arrêté
        est|sont|était|étaient réglé|réglée|réglés|prêt|prête|prêts|fini|finie|finis|revenu|\
revenue|revenus|arrivé|arrivée|arrivés|parti|partie|plein|vendu
        elle|il|ils|elles a|ont |bien|tout|finalement accepté|souri|ri|remercié|signé|dit|acheté|\
pris|gardé|envoyé|\
appelé|rappelé|écrit|refusé|embauché|demandé
        m'a|m'ont remercié|remerciée|félicité|félicitée|serré|souri
        nous a|ont remercié|remerciés|félicité|félicités
        plus aucun|aucune|jamais|de|rien
        n'est|a plus
        jamais arrivé|revenu
        on a eu|gagné|livré|fini|réussi|pu
        finie|fini|terminé|terminée|livré en|à|avec
        au bout
        à temps
        il restait|reste
        il n'y a|avait plus
        et voilà
        maintenant ils|elle|elles|il|ça|c'|on
        aujourd'hui ils|elle|elles|il|ça|c'|on
        au lieu de|d'
        résultat
    """,
    example="""
        par exemple
        comme un|une|quand|si|dans
        imaginez
        imagine
        disons que
        supposons
        un exemple
        la semaine|année dernière
        le mois dernier
        lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche dernier|matin|soir
        c'est comme
        l'autre jour
        tel que
        par analogie
    """,
    plan="""
        je voudrais|souhaite|souhaiterais|veux|compte|espère|vais|vise
        j'aimerais|espère|aimerai|envisage
        mon projet|objectif|but|rêve|ambition
        à l'avenir
        plus tard
        un jour
        dans|d'ici deux|trois|cinq|dix|un|une|quelques ans|an|années|mois
    """,
    boast="""
        je suis quelqu'un
        je suis une personne
        je suis de nature
        je suis |vraiment|plutôt|très|assez organisé|organisée|motivé|motivée|passionné|passionnée|\
perfectionniste|rigoureux|rigoureuse|dynamique|polyvalent|polyvalente|force|exigeant|exigeante|\
carré|\
carrée|doué|douée|sérieux|sérieuse|fiable|curieux|curieuse|créatif|créative|ambitieux|ambitieuse|\
autonome|ouvert|ouverte|impliqué|impliquée|investi|investie|adaptable
        j'ai toujours été|su|eu
        ma|mon|mes |plus|principale|première|grande|grand|principal qualité|force|priorité|\
qualités|atout|devise|truc|adn|défaut
        on me dit
        tout le monde me|dit
        je donne tout|cent
        à cent|mille pour
        à 100|200|1000
        à deux cents pour
        je m'adapte|m'organise|gère|maîtrise
        c'est la|une|ma base|clé|passion|devise|question|mon
        esprit d'équipe
        perfectionniste
        comptez|compter sur moi
        vous pouvez compter
        pas de problème
        force de proposition
        dans le positif
        je m'entends bien
        la passion
    """,
    denied="""
        je ne|n' vois|ai|trouve|sais|connais|me pas|jamais
        je n'ai pas|jamais|aucun
        j'ai pas|jamais d'|eu|de|vraiment
        je vois|sais|connais|trouve pas
        ça|cela ne m'est jamais
        ça m'est jamais
        rien du tout
        rien ne me
        aucune idée
        c'était |tout|déjà|très|vraiment parfait|bien
        tout était parfait|bien
        pas mon truc
    """,
    courtesy="""
        merci |beaucoup|bien|à|pour|infiniment|de vous|votre|cette|la|l'|m'|question|
        s'il vous|te plaît
        je vous|en remercie|prie
        c'est une |très|vraiment bonne|belle|excellente|difficile question
        très|vraiment bonne question
        bonne|excellente question
        j'espère que|avoir|ça|cela j'ai|répond|bien|ça|cela|répondu|
        avec plaisir
        je vous en prie
        laissez-moi réfléchir
        excusez-moi
        pardon
        bonne journée|soirée
        voilà
        pour votre|cette question|temps|écoute
        ravi|ravie|enchanté|enchantée de|d'|
    """,
    when="""
        la semaine|année dernière|d'avant|passée|suivante
        l'an|l'année|l'été|l'hiver|l'automne dernier|dernière|passé|passée
        le mois|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|printemps dernier|matin|soir
        lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche
        en janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre
        depuis|jusqu'en|début|fin janvier|février|mars|avril|mai|juin|juillet|août|septembre|\
octobre|\
novembre|décembre
        il y a un|une|deux|trois|quatre|cinq|six|quelques|dix an|ans|mois|semaines|semaine|jours
        l'autre jour|fois|soir|matin
        le lendemain
        la veille
        ce jour-là|matin-là|soir-là
        un jour|matin|soir|samedi|dimanche|lundi|après-midi
        une fois|nuit
        hier
        à midi|minuit
        à une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|quatorze|quinze|seize|dix-sept|\
dix-huit|dix-neuf|vingt heure|heures
        cette année|semaine|fois-là
        quand j'étais|étais|ai
        au début
        il y avait
        pendant trois|deux|un|une|mon|ma|mes
        la première|deuxième|dernière semaine|fois|année
    """,
)
