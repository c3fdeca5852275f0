"""French: words that show whether a speaker goes on."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.words.model import word_set
from talkup_local.turn.words.answers_fr import CLOSINGS, LISTS, QUESTIONS
from talkup_local.turn.words.endings_fr import ENDINGS
from talkup_local.turn.words.model import Lexicon, anywhere, head, tail, whole

_THING: Final = r"(?:raison|chose|point|problème|question|réponse|idée|vérité|souci|difficulté)s?"

FRENCH: Final = Lexicon(
    elisions=frozenset(
        {"l'", "d'", "j'", "m'", "t'", "s'", "n'", "c'", "qu'"}
        | {"jusqu'", "lorsqu'", "puisqu'", "quoiqu'"}
    ),
    fillers=word_set("euh euhm heu hum hmm hm mh mmh mm mmm bah beh ben eh ah oh hein"),
    filler_tail=tail(
        r"""
        (?:et |mais |ben |bon |euh )*(?:alors|donc|enfin|bon|bon ben|bon alors|voyons|voyons voir|
            disons|genre|du coup|en fait|c'est-à-dire|c'est à dire)
        donc euh
        comment (?:dire|dirais-je|je pourrais dire|je peux dire|vous dire|expliquer|l'expliquer|
            dire ça|on dit|on dit ça|ça s'appelle|on appelle ça|formuler|expliquer ça|je vais dire)
        (?:je|on) (?:dirais|va dire|pourrait dire)
        (?:vous|tu) (?:voyez|vois|savez|sais)
        (?:quoi|qu'est-ce que je peux dire|qu'est-ce que je pourrais dire|quoi dire|
            quoi dire d'autre|quoi d'autre|que dire)
        (?:c'est une |très )?(?:bonne|belle|vaste) question
        (?:ça s'appelle|ça s'appelait) comment
        (?:je ne sais plus|je sais plus) (?:comment|comment on dit|le nom)
        une sorte de
        une espèce de
        entre guillemets
        """
    ),
    starter=whole(
        r"""
        (?:oui|ouais|non|alors|bon|ok|okay|d'accord|très bien|bien|bien sûr|oui bien sûr|
            tout à fait|eh bien|et bien|ah|oui alors|alors oui|alors voilà|oui d'accord|bon alors|
            ok très bien|d'accord très bien|donc|en fait)
        merci(?: beaucoup)? (?:pour|de) (?:la|votre|cette) question
        (?:bonjour|bonsoir|salut)(?: à vous| à tous| madame| monsieur)?
        """
    ),
    request_tail=tail(
        r"""
        (?:laissez-moi|laisse-moi|laissez moi|il faut que je|faut que je|je dois|je vais|
            j'ai besoin de|permettez-moi de|je peux|
            puis-je)(?: un peu| juste| encore)? (?:réfléchir|réfléchisse|y réfléchir|y réfléchisse|
            chercher|me souvenir|
            me rappeler)(?: un peu| un instant| un moment| une seconde| à ça| une minute)?
        (?:donnez-moi|donne-moi|donnez moi|laissez-moi|accordez-moi|attendez|juste|encore|
            il me faut|j'ai besoin d'|j'ai besoin de|je peux avoir)(?: juste| encore)? ?(?:une|un|
            deux|quelques|cinq) (?:petite |petit |petites )?(?:seconde|secondes|instant|instants|
            moment|minute|minutes)(?: s'il vous plaît| pour réfléchir)?
        (?:un|une|deux) (?:petit |petite )?(?:instant|moment|seconde|secondes|minute|
            minutes) (?:s'il vous plaît|je réfléchis|je cherche)
        (?:une seconde|un instant|deux secondes|une petite seconde|un petit instant|un moment)
        je (?:réfléchis|
            cherche)(?: un peu| encore| juste)?(?: mes mots| le mot| un exemple| mes idées)?
        (?:attendez|attends)(?: voir)?
        le temps de réfléchir
        """
    ),
    promise_tail=tail(
        rf"""
        par exemple
        c'est-à-dire(?: que)?
        autrement dit
        (?:comme|tels que|telles que|à savoir)
        (?:la|le|les|ma|mon) (?:vraie |seule |première |principale |principal |
            gros )?{_THING}(?: \w+)? (?:c'est|c'était|est|était|c'est que|est que|était que)
        ce qui (?:s'est passé|est arrivé|se passe|compte|m'a aidé|m'a plu|me plaît|est important|
            m'intéresse|m'a marqué)(?: c'est| c'est que| c'était)?
        ce que j'ai (?:fait|appris|retenu|proposé)(?: c'est| c'est que| c'était)
        (?:je vais|je peux|je pourrais|laissez-moi|permettez-moi de) (?:vous )?(?:donner|raconter|
            citer|prendre|
            expliquer)(?: un exemple(?: concret)?| un autre exemple| ça| pourquoi| comment)?
        je (?:vous|m') ?(?:explique|raconte|donne un exemple|en donne un)
        (?:voici|voilà) (?:un exemple|ce qui s'est passé|ce que j'ai fait|comment|pourquoi)
        j'ai (?:un|un bon|un autre) exemple
        un (?:bon |autre |premier )?exemple(?: c'est| serait| concret)?
        un (?:jour|matin|soir)
        en d'autres termes
        tout a commencé(?: quand| par)?
        """
    ),
    promise=anywhere(
        r"""
        (?:je vais|je peux|j'aimerais|je voudrais|laissez-moi) (?:vous |d'abord |commencer par |
            vous d'abord )?(?:parler|raconter|donner|citer|décrire|dire|présenter|
            commencer par)(?: \S+){0,6}
        (?:j'ai|je me souviens d'|je pense à|je me rappelle) ?(?:un|une) (?:bon |bonne )?(?:exemple|
            histoire|anecdote|cas|situation|fois|projet)(?: \S+){0,7}
        """
    ),
    setup=tail(
        r"""
        (?:avais|avait|avons|avions|j'ai|j'ai eu|y a|y avait|a eu|était|c'était|est|a|ai eu|
            rencontré|eu)(?: aussi| toujours| donc)? (?:un|une|des|deux|trois|plusieurs|ce|
            le)(?: \w+)? (?:idée|problème|problèmes|souci|choix|question|difficulté|difficultés|
            situation|conflit|désaccord|client|cliente|projet|accident|panne|erreur|crise|dilemme|
            défi|raisons|options|solutions|étapes)(?: \w+)?
        ce n'était pas (?:facile|simple|évident|gagné)
        c'était pas (?:facile|simple|évident|gagné)
        un (?:jour|matin|soir)
        ça dépend(?: de \S+(?: \S+){0,3})?
        """
    ),
    repair_tail=tail(
        r"""
        (?:non|ou|enfin|euh) (?:pardon|plutôt|attendez|non|enfin)
        (?:\S+ ){3,}pardon
        enfin non
        (?:je|on) (?:reprends|recommence|reformule)
        je veux dire
        """
    ),
    repeatable=word_set(
        "non oui si très vraiment jamais bien tout plus merci nous vous voilà petit"
    ),
    fragment=whole(
        r"""
        en (?:bref|fait|général|résumé|gros|effet|plus|revanche|particulier|théorie|pratique|
            réalité|conclusion|principe|même temps|ce moment|ce qui me concerne|tout cas|outre|
            premier|premier lieu|deuxième|deuxième lieu|somme|un mot|parallèle|début d'année|
            fin d'année)
        en \d{4}
        (?:bref|franchement|honnêtement|personnellement|généralement|normalement|récemment|
            actuellement|aujourd'hui|finalement|d'abord|tout d'abord|ensuite|puis|et puis|après|
            premièrement|deuxièmement|enfin|cependant|pourtant|malheureusement|heureusement|
            évidemment|soudain|du coup|par contre|par ailleurs|d'ailleurs|d'un autre côté|
            d'une part|d'autre part|d'un côté|de plus|de l'autre|sinon|parfois|souvent|au début|
            au départ|au final|à la fin|à l'époque|à ce moment-là|à ce moment là|à mon avis|
            à vrai dire|au fond|dans l'ensemble|avant tout|avant|avant ça|après ça|depuis|cela dit|
            ceci dit|entre-temps|plus tard|ces derniers temps)
        pour (?:être honnête|être franc|être franche|être clair|commencer|finir|conclure|résumer|
            moi|ma part|répondre à votre question|faire court)
        (?:selon|d'après) moi
        quant à moi
        de (?:mon côté|manière générale|façon générale|temps en temps|nos jours)
        dans (?:mon dernier poste|mon poste actuel|mon métier|mon équipe|mon travail|mon cas|ce cas|
            ce cas-là|mon entreprise|mon ancien poste|un premier temps|un second temps)
        (?:l'année dernière|l'an dernier|l'été dernier|le mois dernier|la semaine dernière|
            cette année|un jour|une fois|il y a (?:deux|trois|quatre|cinq|dix|quelques|un) (?:ans|
            an|mois|semaines|années))
        (?:le|la|mon|ma) (?:plus (?:gros|grosse|grand|grande|belle|beau) \w+|premier \w+|
            première \w+|principal \w+|principale \w+)
        """
    ),
    lead=word_set("et mais donc alors bon ben bah euh heu oui non ok puis bref enfin ouais hum"),
    subordinate=head(
        r"""
        quand
        lorsque
        lorsqu'\S+
        si
        s'(?:il|ils)
        comme
        puisque
        puisqu'\S+
        (?:dès|alors|tandis|bien|après|avant|pendant|depuis|tant|à chaque fois|chaque fois|une fois|
            le jour où|au moment où|pour|afin|vu|étant donné|maintenant)(?: que| qu'\S+)
        (?:le jour|au moment|là) où
        même (?:si|quand)
        """
    ),
    subjects=word_set(
        """
        je tu il elle on nous vous ils elles ça c' j' ce cela tout ceci
        """
    ),
    links=word_set(
        """
        que qu' qui dont où quand si comme parce et ou lorsque puisque pourquoi comment avec pour
        chez à de sans par quoi lorsqu' puisqu' entre sur dans
        """
    ),
    finite=anywhere(
        r"""
        est|était|sont|étaient|suis|étais|a|ai|avait|avais|avons|ont|va|vais|fait|faisait|doit|peut
        pouvait|veut|voulait|sera|serait|faut|fallait|sommes|êtes|avez|vont|devait|arrive|arrivait
        vient|venait|dit|appelle|demande|travaille|travaillait
        \w{2,}(?:ait|aient|erait|eront|era)
        (?!client|souvent|argent|agent|accident|incident|patient|président|récent|urgent|présent|
            absent|différent|parent|content)\w{3,}(?<!m)ent
        """
    ),
    prepositions=word_set(
        "dans en pour avec pendant chez au aux sur sous depuis après avant lors à dès sans"
    ),
    determiners=word_set(
        "le la les un une des mon ma mes notre nos ce cette ces chaque tous leur leurs"
    ),
    scene=anywhere(
        r"""
        (?:je|j') ?(?:travaillais|étais|faisais|devais|venais|commençais|gérais|étudiais)
        (?:on|nous) (?:était|étions|avait|avions|devait|devions|travaillait|travaillions|préparait)
        il y (?:a|avait)
        j'avais|j'étais
        un (?:jour|matin|soir)
        à l'époque|à ce moment-là|au début|au départ
        l'(?:année|an|été) (?:dernière|dernier)
        dans (?:mon|ma) (?:dernier|dernière|ancien|ancienne|premier|première) (?:poste|entreprise|
            travail|emploi|équipe|boîte)
        """
    ),
    numbers=word_set(
        """
        deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
        seize vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingts
        quatre-vingt-dix cent cents mille million douzaine dizaine vingtaine trentaine
        """
    ),
    tens=word_set("vingt trente quarante cinquante soixante quatre-vingt cent mille million"),
    attention=word_set(
        """
        accord ah bien bon c ça d entendu est euh exact fait hein hm hmm hum je mhm mm oh ok okay
        ouais oui parfait super sûr tout très voilà vois à
        """
    ),
    calls=word_set(
        "allô attendez comment excusez non pardon question quoi répétez stop arrêtez désolé désolée"
    ),
    endings=ENDINGS,
    closings=CLOSINGS,
    lists=LISTS,
    questions=QUESTIONS,
)
