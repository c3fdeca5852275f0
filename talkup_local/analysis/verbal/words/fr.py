"""French: words that show how an answer is worded."""

from __future__ import annotations

from typing import Final

from talkup_local.analysis.verbal.words.model import Words
from talkup_local.analysis.verbal.words.story_fr import IRREGULAR, TELLING, participles

FRENCH: Final = Words(
    hesitation=r"e+u+h+|h+e+u+h*|e+u{2,}|h+u*m+|m+h*m+|m+h+",
    fillers="""
        en fait
        du coup
        genre / un une le du ce quel quelle même bon mauvais autre tout de en son / de d'
        tu vois|sais / si que comme quand ce / ce que qu' comment pourquoi où si
        vous voyez|savez / si que comme quand ce / ce que qu' comment pourquoi où si
        on va dire
        disons / nous
        comment dire
        comment vous dire
        je dirais
        si vous voulez
        si tu veux
        je veux dire / que
        bah
        ben
        hein
        bon ben|bah
        eh ben
        , quoi ,
        quoi , / de à en sur avec pour sais c' est était dire dit faire et ou par après moi
        voilà ,
        , enfin ,
        bref ,
        , bon ,
        bon , / est était très plus assez vraiment pas un si trop aussi
        un petit peu
        on peut dire
        entre guillemets
        en gros
        concrètement ,
        honnêtement
        franchement
    """,
    repair="""
        non pardon
        pardon non
        pardon je voulais|veux dire
        ou plutôt
        enfin non
        enfin plutôt
        enfin je veux dire
        non attendez
        attendez non
        je reprends|recommence ,
        je reformule
        je me suis mal exprimé|exprimée
        je veux dire plutôt
        non en fait
        , c'est pas ça
        ce que je voulais|veux dire / savez sais voyez vois comprenez
    """,
    doubles="nous vous très oui non si bien trop tout petit loin vite jamais plus fort super",
    abbreviations="m mm mme mmes mlle dr pr me st ste etc ex cf env",
    openers="""
        et|mais|donc|puis|alors|ensuite|après|finalement|enfin|ainsi|sinon|bref|voilà
        cependant|pourtant|puisque|résultat
        d'abord
        du coup
        au final|début
        à la fin
        en fait
        par exemple
        par contre
        en conséquence
        à ce moment-là
        après ça|cela
        un jour
    """,
    subjects="""
        je j' on nous il elle ils elles c' ça ce vous tu le la les l' mon ma mes notre nos cela
    """,
    strong="je j' on",
    shields="""
        que qu' qui quand si s' comme parce lorsque lorsqu' où dont ce et mais donc puis alors
        pense crois fois puisque puisqu' quoique pendant depuis dès tant afin car ou ni moment jour
        époque année chose ensuite après finalement enfin d'abord ainsi est-ce sais dis disais
        trouve suis je j' on nous vous il elle ils elles tu me te se ne n' de d' à en dans pour
        sur avec par chez le la les l' un une des peut-être pourquoi comment combien quel quelle
        quels quelles jusqu' sans même aussi là
    """,
    unfinished="""
        le la les l' un une des du de d' à au aux en dans pour sur avec par chez sans et mais ou
        donc car que qu' qui dont où si quand comme parce je j' on nous il elle ils elles c' ce
        cette ces mon ma mes notre nos son sa ses leur leurs ne n' me m' se s' y ai as a avons
        avez ont avais avait est suis sommes sont étais était étions étaient très plus trop
    """,
    hanging="""
        le la les l' un une des du de d' au aux mon ma mes notre nos et ou car que qu' parce je j'
        on
    """,
    verbs="ai a est suis était étais avait avais avons sommes étions avions",
    hedges="""
        peut-être
        peut être
        probablement
        sans doute
        sûrement
        apparemment
        éventuellement
        possiblement
        normalement
        je pense / / à au aux
        je crois / / en au
        je suppose
        j'imagine
        il me semble
        il semble|semblerait
        j'ai l'impression
        je ne sais pas si|trop
        je sais pas si|trop
        je ne suis pas sûr|sûre|certain|certaine
        je suis pas sûr|sûre|certain|certaine
        plus ou moins
        à peu près
        en quelque sorte
        une sorte|espèce de|d'
        d'une certaine manière|façon
        dans une certaine mesure
        un peu / petit / de d' partout plus moins avant après
        plutôt / ou mais / que qu'
        pas vraiment
        pas forcément
        si je me souviens bien
        si je ne me trompe pas
        j'espère
        on dirait
        assez / / de d' pour
        il se peut
        ça se peut
    """,
    absolutes="""
        toujours
        jamais
        rien / de
        personne / une la cette chaque par de d' l' autre tierce
        tout le monde
        tout le temps
        absolument
        complètement
        totalement
        entièrement
        parfaitement
        forcément / pas
        évidemment
        bien sûr
        bien entendu
        certainement
        constamment
        indéniablement
        sans aucun doute
        sans exception
        impossible
        à cent pour cent
        à 100
        c'est sûr
        c'est certain
        systématiquement
        n'importe qui|quoi
    """,
    vague="""
        chose / bonne première seconde deuxième dernière autre même grand'
        choses
        quelque chose
        truc
        trucs
        machin
        machins
        bidule
        quelqu'un
        quelque part
        etc
        et cetera
        et tout ,
        et tout ça
        et compagnie
        et ainsi de suite
        ou quelque chose comme ça
        ou quoi que ce soit
        ce genre de choses|trucs
        des choses|trucs comme ça
        un peu de tout
        plein de|d'
        pas mal de|d'
        beaucoup de choses
        un tas de|d'
        divers
        diverses
        d'une manière ou d'une autre
        en général
        n'importe comment
        ceci cela
    """,
    singular="je j' me m' moi mon ma mes mien mienne miens miennes moi-même",
    plural="nous notre nos nôtre nôtres on nous-mêmes",
    objects="me m' nous",
    be="""
        suis es est sommes êtes sont étais était étions étiez étaient fus fut fûmes furent serai
        sera seras serons serez seront serais serait serions seraient soit soient sois été être
        étant
    """,
    participle=rf".{{2,}}(?:é|ée|és|ées)|{participles(IRREGULAR)}",
    not_passive="""
        allé arrivé entré monté tombé resté retourné rentré passé né décédé remonté ressorti
        intéressé passionné motivé situé âgé fatigué stressé dépassé débordé épuisé inquiété
        compliqué adapté expérimenté diplômé qualifié déterminé concentré persuadé pressé
        désolé énervé étonné ravi satisfait parfait habitué doué organisé réservé posé
        engagé enchanté occupé éloigné privé varié obligé censé côté
        descendu cru tendu senti ouvert réalité vérité qualité difficulté été
        connu reconnu fini terminé fermé cassé lié basé spécialisé équipé impliqué investi surpris
        perdu assis rassuré soulagé frustré agacé fâché vexé limité marié convaincu préparé
        volonté liberté santé société équité capacité quantité facilité
    """,
    between="""
        pas plus jamais aussi bien toujours encore déjà très tout tous toutes ensuite alors donc
        vite été être ainsi même mal souvent enfin d'abord ne presque vraiment un peu
    """,
    adverb=r".{3,}ment",
    reflexive="me m' te t' se s'",
    numbers="""
        un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
        vingt vingt-et-un vingt-cinq trente trente-cinq quarante quarante-cinq cinquante soixante
        soixante-dix soixante-quinze quatre-vingts quatre-vingt quatre-vingt-dix dix-sept dix-huit
        dix-neuf cent cents mille million millions milliard milliards douzaine dizaine vingtaine
        trentaine centaine centaines milliers quinzaine moitié tiers
    """,
    one="un une et",
    function="""
        à afin ai ainsi alors après as assez au aucun aucune aussi autre autres aux avaient avais
        avait avant avec avez avions avoir avons beaucoup bien c' ça car ce ceci cela celle celles
        celui ces cet cette ceux chaque chez ci comme comment d' dans de depuis des donc dont du
        elle elles en encore entre es est et étaient étais était étions été être êtes eu eux fait
        faire fais faites faut fois ici il ils j' jamais je l' la là le les leur leurs lui m' ma
        mais me même mes moi moins mon n' ne ni non nos notre nous on ont ou où oui par parce pas
        pendant peu peut peux plus pour pourquoi pouvez puis qu' quand que quel quelle quelles
        quels qui quoi rien s' sa sans se sera ses si son sont souvent suis sur t' ta te tes toi
        ton toujours tous tout toute toutes très trop tu un une va vers voilà vos votre vous y
        était-ce est-ce avez-vous êtes-vous ouais d'accord merci bon ben euh
    """,
    frame="""
        parlez parler décrivez décrire racontez raconter expliquez expliquer donnez exemple
        exemples situation question questions moment fois dernier dernière premier première
        instance occasion cas poste rôle travail travaillé expérience pouvez pourriez dire dites
        présentez important importante difficile détail détails réponse quelque chose
    """,
    not_names="ok tv pc cv rh pdf dieu ceo pdg dg drh api kpi crm erp faq sms sav cdi cdd bts",
    syllables="""
        client 2 clients 2 pays 2 paysage 3 août 1 oignon 2 idée 2 idées 2 expérience 4 et 1 est 1
        monsieur 2 femme 1 faisais 2 faisait 2 oui 1 web 1 site 1 sites 1 business 2 manager 3
        management 4 équipe 2 équipes 2 feedback 2 planning 2 team 1 leader 2 team-building 3
        email 2 emails 2 e-mail 2 mail 1 mails 1 online 2 week-end 2 weekend 2 process 2 reporting 3
        start-up 2 startup 2 data 2 open 2 space 1 stage 1 truc 1 coopération 5 coordination 5
        coopérer 4 coordonner 4 réel 2 réelle 2 réels 2 noël 2 maïs 2 aujourd'hui 3 quelqu'un 2
        outil 2 outils 2 fusil 2 gentil 2 hier 1 lien 1 bien 1 rien 1 euh 1 hum 1 hm 1 mm 1 mmh 1
        c' 0 d' 0 j' 0 l' 0 m' 0 n' 0 s' 0 t' 0 qu' 0 jusqu' 1 lorsqu' 1 puisqu' 1 quoiqu' 1
        plier 2 crier 2 trier 2 oublier 3 oublié 3 publier 3 publié 3 quatrième 3
        ouvrier 3 février 3 prier 2 calendrier 4 courrier 3 prioriser 4 priorité 4
        priorités 4 triage 3 brillant 2 triangle 3 février 3 trier 2 vous 1 chef 1 mer 1 cher 1
        hiver 2 fer 1 hôtel 2 ai 1 août 1 poème 2 poésie 3 plusieurs 2 second 2 seconde 2 secondes 2
    """,
    sounded="""
        je te me se ce ne de le que les des mes tes ses ces es et client clients patient patients
        patiente souvent argent argents agent agents cent cents talent talents accent accents
        parent parents présent présents récent récents urgent urgents évident excellent excellents
        compétent compétents permanent permanents différent différents content contents vent vents
        dent dents accident accidents incident incidents président présidents continent
        fréquent fréquents efficient suffisamment adolescent adolescents adhérent adhérents
        référent référents cohérent transparent résident résidents concurrent concurrents
        intelligent prudent impatient inconvénient inconvénients ingrédient ingrédients orient vient
        tient devient revient obtient maintient convient contient appartient intervient lent lents
        innocent imminent pertinent pertinents éminent ardent lequel auquel
    """,
    telling=TELLING,
)
