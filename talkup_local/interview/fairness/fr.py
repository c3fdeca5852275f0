"""Unfair questions in French; written without accents, as the text is when it is looked at."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.fairness.model import Rules

FRENCH: Final = Rules(
    parts={
        "adj": r"""
            propres?|actuel|actuels|actuelle|veritables?|vraie?s?|premiere?s?|chers?|cheres?|
                futurs?|future|exacte?|petits?|petites?|jeunes?|deux|trois
        """,
        "adv": r"""
            deja|toujours|encore|actuellement|vraiment|plutot|peut etre|aussi|par hasard|souvent|
                parfois|jamais|tres|trop|assez|un peu|bien|vous meme|personnellement|recemment|
                regulierement|habituellement|donc|du tout|heureusement|bientot|plus|pas
        """,
        "are": r"""
            (?:etes|etiez|seriez|serez) vous|vous (?:etes|etiez|seriez|serez)|(?:es|etais) tu|
                tu (?:es|etais)|(?:avez|aviez) vous (?:deja |jamais )?ete|vous (?:avez|
                aviez) (?:deja |jamais )?ete|soyez|vous (?:sentez|considerez|definissez|definiriez|
                diriez)(?: vous)?(?: comme)?|(?:sentez|considerez|definissez|definiriez|
                diriez) vous(?: comme)?
        """,
        "have": r"""
            (?:avez|aviez|auriez|aurez) vous|vous (?:avez|aviez|auriez|aurez)|(?:as|avais) tu|
                tu (?:as|avais)
        """,
        "kin": r"""
            maris?|femme|epouse|epoux|conjointe?|compagnon|compagne|enfants?|bebes?|gosses|fils|
                filles?|famille|parents?|mere|pere|maman|papa|freres?|soeurs?|belle mere|beau pere|
                beaux parents|grands? parents|copain|copine|petit ami|petite amie|fiancee?|moitie|
                ex mari|ex femme|proches
        """,
        "peoples": r"""
            africain|algerien|allemand|americain|anglais|antillais|arabe|armenien|asiatique|belge|
                berbere|blanc|breton|bresilien|camerounais|chinois|congolais|corse|espagnol|
                europeen|francais|gitan|indien|ivoirien|italien|japonais|kabyle|kurde|libanais|
                malien|marocain|maghrebin|metis|noir|polonais|portugais|rom|roumain|russe|
                senegalais|suisse|syrien|tunisien|turc|ukrainien|vietnamien
        """,
        "some": r"""
            (?:de la |de l'|de |d'|du |des |un |une |le |la |l'|les |vos |votre |d'autres |
                quelques |a )
        """,
        "your": r"votre|vos|ton|ta|tes",
    },
    pronouns="(?:VERB) vous|vous (?:VERB)",
    fair=r"""
        (?:process\w*|class\w*|noeuds?|composants?|elements?|themes?|tables?|dossiers?|fenetres?|
            taches?|pages?|comptes?|tickets?|fiches?) (?:parente?s?|enfants?|meres?|filles?|soeurs?)
        (?:carte|maison|societe|entreprise)s? (?:mere|soeur|fille)s?
        (?:entreprise|restaurant|affaire|commerce|ferme|boutique|hotel|medecin|forfait|
            billet)s? familiale?(?:s|aux)?
        familles? (?:de|des|d'|du|clientes?|accueillies?|hebergees?)
        (?:rayon|vetements|mode|menu|livres|jouets|club|coin|espace|service|secteur|formule|
            activites|atelier|ateliers|section|pour) (?:pour )?(?:les )?(?:enfants?|bebes?|femmes?|
            hommes?)
        conditions? de concurrence
        applications? natives?|code natif|natif du numerique|cloud natif
        syndicats? (?:de copropriete|d'initiative|des coproprietaires|professionnels)
        (?:sante|securite) (?:et securite|au travail|publique|numerique|informatique)|
            secteur (?:de la sante|medical)|produits? de sante|donnees de sante|controle de sante
        (?:dispositif|materiel|logiciel|secretariat|personnel|dossier)s? medica(?:l|ux)
        dettes? techniques?
        adresses? (?:e ?mail|mail|ip|electroniques?|internet|web|memoire|de livraison|des clients)
        orientation (?:client|clients|scolaire|professionnelle|resultats?|objet)
        (?:tableau|boite|page|liste|carte|ecran)s? (?:noire?s?|blanche?s?|blancs?)
        corps de (?:metier|texte|la page)|garde corps|esprit de corps
        visage (?:de la marque|de l'entreprise)|face a face
        taille (?:de|des|du|d'|critique)|poids (?:de|des|du|d')
        genre (?:de|d'|que)
        (?:tiers|tierces) parties?|parti pris|partie prenante
        foi (?:dans|en (?:ce|la|votre|l'equipe))|bonne foi
        service (?:client|clients|commercial|public|informatique)
        (?:grand|grande|petit|petite|gros|grosse) (?:amateur|lecteur|lectrice|projet|public|equipe|
            consommateur|partie|client)
        rencontre (?:des |un |une )?(?:clients?|problemes?)
        (?:tranches?|limites?|verification|classes?|groupes?) d'ages?
        age moyen (?:de|des)
        en quete de|d'origine (?:controlee|biologique)|origine (?:de la|du|de ce|des|d'un)
        livre blanc|marque blanche|nuit blanche
        retraite (?:de nos|des clients|complementaire)|clients? (?:retraites|a la retraite)
    """,
    unfair={
        "age": r"""
            quel age
            (?:{your}) (?:{adj} )*(?:age|date de naissance|jour de naissance|annee de naissance|
                anniversaire|generation|retraite)
            (?:quand|en quelle annee|quel jour|quel mois|quelle annee) (?:{are}) nee?
            (?:{are}) nee?s? (?:en|avant|apres|dans les annees|le|quand|quelle annee)(?! (?:france|
                europe|afrique|algerie|belgique|suisse|ville))
            (?:{are}) (?:{adv} )*(?:jeune|vieux|vieille|agee?|ancien|majeure?|mineure?|retraitee?|
                senior|un (?:jeune|senior|ancien)|millenial|boomer|quinquagenaire|quadragenaire|
                sexagenaire)
            (?:vous|tu) (?:\w+ ){0,3}(?:trop|assez) (?:jeune|vieux|vieille|agee?)
            trop (?:jeune|vieux|vieille|agee?) pour
            (?:{have}) (?:{adv} )*(?:moins|plus|au moins|depasse|atteint|passe|franchi|
                bientot) (?:de |les |la |le cap (?:des|de la) )?(?:\w+ (?:deux |cinq )?ans(?! d)|
                trentaine|quarantaine|cinquantaine|soixantaine|vingtaine)
            (?:approchez|approchez vous|abordez) (?:de )?la (?:trentaine|quarantaine|cinquantaine|
                soixantaine|retraite)
            (?:prendre|partir|partirez|prendrez|partez|prenez|irez|mettre|
                serez) (?:vous )?(?:\w+ )?(?:a |en |votre |bientot a )(?:la )?retraite
            a (?:votre|ton) age|de votre age|pour votre age
            (?:en )?quelle annee {have} (?:\w+ ){0,2}(?:obtenu|passe|eu|fini|termine|quitte)
            (?:plus|moins) (?:jeune|age|agee|vieux|vieille)s? que vous
            (?:chef|responsable|manager|superieure?|collegues?|patron|equipe) (?:bien |
                beaucoup )?plus (?:jeune|age|agee)s?
        """,
        "family": r"""
            (?:{your}) (?:{adj} )*(?:{kin})
            (?:{your}) (?:{adj} )*(?:situation (?:de famille|familiale|maritale|matrimoniale|
                amoureuse|personnelle)|vie (?:privee|de famille|familiale|de couple|amoureuse)|
                mariage|divorce|grossesse|contraception|nom de jeune fille|
                conges? (?:de )?(?:maternite|paternite|parental)|(?:mode|solution)s? de garde|
                obligations? familiales?|charges? (?:de famille|familiales?)|etat civil|
                projets? (?:de famille|familia\w+|de maternite|de bebe|d'enfant)|
                responsabilites familiales|statut marital)
            (?:{are}) (?:{adv} )*(?:un |une |en |encore |bientot |future? |jeune )*(?:mariee?|
                celibataire|divorcee?|separee?|pacsee?|fiancee?|veuf|veuve|enceinte|en couple|
                couple|mere|pere|parent|maman|papa|mere de famille|pere de famille|concubinage|
                femme au foyer|aidante?|adoptee?|en concubinage|soutien de famille)
            (?:{have}) (?:(?:des|un|une|d'autres|de|deja|jeunes?|petits?|fonde|le projet|
                l'intention|encore|eu|envie|pense|prevu|du|en bas age|quelqu'un|vos) |
                d')*(?:enfants?|bebes?|gosses|conjointe?|mari|femme|epoux|epouse|compagne|compagnon|
                famille|filles?|fils|petite? amie?|copain|copine|freres?|soeurs?|
                personnes? a charge|mode de garde|nounou|charges? de famille|obligations familiales|
                projets? d'enfants?|avoir (?:un|des) (?:enfants?|bebe)|conge (?:maternite|paternite|
                parental)|(?:a|dans) (?:vous marier|votre vie))
            (?:<voulez|souhaitez|comptez|envisagez|prevoyez|pensez|desirez|voudriez|aimeriez|
                pensiez|esperez|allez>|{have} (?:l'intention|le projet|envie|prevu)) (?:\w+ )?(?:d'|
                de |a )?(?:avoir |fonder |faire |adopter |prendre )?(?:(?:des|un|une|d'autres|votre|
                bientot|plus tard) )*(?:enfants?|bebes?|famille|vous marier|marier|tomber enceinte|
                grossesse|divorcer|conge (?:de )?(?:maternite|paternite|parental))
            qui (?:\w+ ){0,4}(?:garde|gardera|garder|s'occupe|s'occupera|s'occuper|occupe|
                ira chercher|va chercher) (?:de |d')?(?:vos|des|les|ton|votre|la|le)? ?(?:enfants?|
                bebe|petits?|fille|fils)
            combien (?:d'enfants|de (?:freres|soeurs|personnes a charge|fois (?:\w+ ){1,3}mariee?))
            (?:madame|mademoiselle) ou (?:madame|mademoiselle)
            (?:tomb\w+|etre|etes vous|serez) (?:\w+ )?enceinte
            <vivez> (?:en couple|maritalement|chez vos|avec quelqu'un|seule?)
            en tant que (?:jeune )?(?:mere|pere|maman|papa|parent)
            comment <faites|ferez|feriez|organisez|comptez|allez> (?:\w+ ){0,5}(?:garde (?:de|des|
                d')|garder|avec (?:les|des) enfants)
            (?:bebe|enfant) en route|<attendez> (?:\w+ )?(?:enfant|bebe|heureux evenement)|
                <allaitez>
            <vous marierez|marierez>|<prenez|prendrez|prendriez> (?:un |
                votre )?conge (?:de )?(?:maternite|paternite|parental)
        """,
        "finances": r"""
            combien <gagnez|touchez|gagniez|touchiez|devez>|combien (?:<etes|etiez>|
                {have} (?:\w+ )?ete) (?:\w+ )?payee?|combien (?:gagnes|touches) tu|
                combien (?:{have}) (?:\w+ )?(?:gagne|touche|d'economies|de dettes|en banque|
                sur votre compte)
            (?:{your}) (?:{adj} )*(?:dettes?|emprunts?|epargne|compte (?:bancaire|en banque)|loyer|
                (?:situation|difficulte|probleme)s? financieres?|revenus?|fortune|patrimoine|
                (?:dernier|ancien|precedent) salaire|salaire (?:actuel|precedent|anterieur|passe)|
                fiches? de paie|bulletins? de (?:salaire|paie)|economies|heritage|credit immobilier|
                decouvert)
            (?:{have}) (?:\w+ )?{some}*(?:dettes?|emprunts?|economies|pret immobilier|credits? (?:a|
                en|immobilier|sur|conso)|saisies? sur salaire|interdit bancaire|
                problemes? (?:d'argent|financiers?)|difficultes financieres|
                fait faillite)
            (?:{are}) (?:{adv} )*(?:proprietaire|locataire|surendettee?|riche|pauvre|
                interdite? bancaire|endettee?|au rsa|a decouvert|allocataire|
                a l'aise financierement|fichee? (?:a la )?banque)(?! (?:d'un|du) (?:produit|backlog|
                projet))
            <louez|remboursez>
            <touchez|percevez> (?:\w+ ){0,2}(?:rsa|allocations?|aides?|chomage|pension)
        """,
        "gender": r"""
            (?:{are}) (?:{adv} )*(?:un |une |nee? )*(?:homme|femme|garcon|fille|transgenre|trans|
                non binaire|intersexe|transsexuel(?:le)?)
            (?:{your}) (?:{adj} )*(?:sexe|genre|identite de genre|hormones|menopause)
            (?:en tant que|comme|etant) (?:la seule |le seul |une |un )?(?:jeune )?(?:femme|homme|
                fille)
            (?:le fait d'|d')?etre (?:la seule |le seul |une |un )(?:femme|homme|fille)
            (?:diriger|encadrer|commander|manager|gerer) (?:une equipe (?:de|
                d'))?(?:\w+ )?(?:hommes|femmes)
            (?:dirigee?|ordres?|obeir|commandee?|encadree?|managee?) (?:\w+ )?(?:par|d'|a|
                de) ?(?:une |un )(?:femme|homme)
            changement de sexe|transition de genre|femme ou (?:un )?homme|homme ou (?:une )?femme
        """,
        "health": r"""
            (?:{your}) (?:{adj} )*(?:sante|etat (?:de sante|physique|mental)|maladies?|handicap|
                traitement (?:medical|contre|en cours)|antecedents medicaux|medicaments?|medecin|
                psychologue|psychiatre|therapeute|therapie|arrets? (?:maladie|de travail)|
                allergies?|depression|audition|suivi medical|invalidite|groupe sanguin|blessures?|
                burn ?out|fauteuil roulant|addictions?|limitations? physiques?|dos|
                restrictions? medicales?|condition physique|absences pour maladie|
                problemes? de (?:sante|dos))
            (?:{are}) (?:{adv} )*(?:en |un |une |sous |reconnue? |travailleu[rs]e? )*(?:malade|
                handicapee?|bonne sante|mauvaise sante|depressi(?:f|ve)|depression|diabetique|
                epileptique|sourde?|aveugle|malvoyante?|malentendante?|dyslexique|autiste|bipolaire|
                alcoolique|fumeur|fumeuse|seropositi(?:f|ve)|vaccinee?|invalide|asthmatique|
                allergique|hyperacti(?:f|ve)|drogue|medicaments|traitement|arret maladie|
                arretee? pour|hospitalisee?|operee?|blessee?|suivie? par (?:un |une |
                des )?(?:psy\w*|medecin|therapeute|specialiste)|apte physiquement|
                bonne forme physique|buveur|dependante? (?:a|de))
            (?:{have}) (?:(?:un|une|des|de|d'|du|la|le|eu|ete|fait|souffert|connu|pris|jamais|deja|
                subi|recemment|suivi|actuellement|vos|quelques|souvent|ou|en|longtemps|certain|
                graves?|consulte|beaucoup|reconnaissance) )*(?:handicap|maladies?|
                probleme?s? (?:de (?:sante|dos)|physiques?|medica\w+|psych\w+|cardiaques?|d'alcool|
                mentaux)|soucis? de sante|allergies?|arrets? (?:maladie|de travail)|
                arretee? pour maladie|depression|burn ?out|cancer|operation (?:chirurgicale|grave)|
                hospitalisee?|operee?|medicaments|traitement medical|troubles? (?:psy\w*|mentaux|du|
                de|dys)|accidents? du travail|cure|psychiatre|psychologue|malade|
                restrictions? medicales?|absente? pour|mal au dos|drogue|infarctus|addictions?)
            <souffrez>|<suivez> (?:\w+ ){0,2}(?:traitement(?: medical| contre|(?= *[,.?!]))|
                therapie|cure)|<avez> souffert|<begayez>|<boitez>
            <prenez|consommez|touchez> (?:\w+ ){0,2}(?:medicaments?|antidepresseurs|drogues?|
                traitement|alcool|stupefiants|l'alcool|cannabis)
            <fumez|vapotez>|<buvez>(?! (?:du cafe|du the|de l'eau))
            combien (?:de |d')(?:\w+ ){0,5}(?:malade|d'arrets?(?: maladie| de travail)?|absente?|
                arrets? maladie)
            <voyez|consultez> (?:\w+ )?(?:psy\w*|medecin|therapeute)
            qu'est ce qui est arrive a votre|(?:{your}) (?:begaiement|boiterie|tremblements?)
        """,
        "home": r"""
            (?:ou|avec qui|chez qui|dans quel quartier|dans quelle (?:ville|rue|commune|
                banlieue)) <habitez|vivez|logez|residez>|<habitez|vivez> (?:ou|avec qui)
            <habitez|logez> (?:\w+ )?(?:loin|pres|seule?|chez|en|dans|a|au|avec|la)
            (?:{your}) (?:{adj} )*(?:adresse|domicile|quartier|trajets?|temps de (?:trajet|
                transport)|logement|lieu de residence|code postal|commune|colocataires?|colocation|
                voisins?|banlieue|cite)
            combien de (?:temps|kilometres|minutes) (?:\w+ ){0,6}(?:trajet|pour venir|jusqu'ici|
                domicile|chez vous|de route|de transport)
            (?:comment|par quel moyen) (?:<venez|viendrez|allez|viendriez|etes venu|
                rendez>) (?:\w+ )?(?:travail|bureau|travailler|ici|jusqu'ici)
            (?:{have}) (?:une |votre |la )?(?:propre )?(?:voiture|vehicule)|<etes> vehiculee?
            (?:se passe|ca va) (?:\w+ ){0,2}(?:a la maison|chez vous)
        """,
        "looks": r"""
            combien <pesez|mesurez>|<pesez|mesurez> combien
            (?:{your}) (?:{adj} )*(?:poids|taille|physique|apparence|look|coiffure|cheveux|
                tatouages?|piercings?|barbe|corps|silhouette|visage|corpulence|beaute|photo|
                mensurations|jambes)
            (?:{have}) {some}*(?:tatouages?|piercings?|cicatrices?|kilos)
            (?:{are}) (?:{adv} )*(?:gros|grosse|mince|beau|belle|jolie?|seduisante?|laide?|obese|
                chauve|grande?(?= *[,.?!])|en surpoids|tatouee?|attirante?|sexy)
            (?:raser|couper|perdre|maigrir|porter) (?:\w+ )?(?:barbe|cheveux|poids|kilos|jupes?|
                talons|decollete)
            <portez> (?:\w+ )?(?:talons|jupes?|maquillage|perruque)|<maquillez>
            photos? de vous
        """,
        "military": r"""
            (?:{your}) (?:{adj} )*(?:(?:service|passe|carriere|grade|dossier) militaires?|
                service national|armee|regiment|obligations militaires)
            (?:{have}) (?:\w+ )?(?:fait|effectue|accompli|servi|rejoint|
                combattu) (?:\w+ ){0,3}(?:armee|l'armee|militaire|service national|marine|legion|
                guerre|gendarmerie)
            (?:{are}) (?:{adv} )*(?:un |une |dans |ancien |ancienne )*(?:reserviste|militaire|
                veteran|l'armee|soldat|reformee?|exemptee?|objecteur de conscience)
            obligations militaires|service militaire
        """,
        "origin": r"""
            d'ou <venez|etes|provenez|sortez>|d'ou (?:viens|es) tu|<venez> d'ou
            d'ou (?:vient|viennent|est|sont) (?:{your}) (?:\w+ )?(?:{kin}|nom|prenom|accent)
            de quel pays|de quelle (?:origine|nationalite|ethnie|race|couleur|region <venez>)|
                quelle (?:nationalite|origine)
            (?:{your}) (?:{adj} )*(?:nationalites?|origines?|ethnie|race|couleur de peau|peau|pays|
                pays (?:d'origine|natal|de naissance)|langue (?:maternelle|natale|d'origine)|
                lieu de naissance|ville natale|accent|racines|ancetres|(?:titre|carte|
                permis) de sejour|visa|passeport|citoyennete|communaute|culture d'origine|papiers|
                permis de travail)
            ou {are} nee?|<etes> nee? (?:ou|ici|en (?:france|afrique|algerie|europe|belgique)|
                a l'etranger|dans (?:ce|quel) pays)
            ou (?:{have}) (?:\w+ )?(?:grandi|passe votre enfance)
            (?:{are}) (?:{adv} )*(?:d'origine|de nationalite|de souche|issue? (?:de l'immigration|
                d'une famille)|un |une )?(?:{peoples})(?:e|ne|se|que)?s?
            (?:{are}) (?:{adv} )*(?:un |une |d'origine )?(?:etrangere?s?|immigree?|refugiee?|
                migrante?|expatriee?|sans papiers|naturalisee?|natif de|native de|citoyenn?e?|
                de souche|d'ici|issue? de l'immigration|francophone de naissance)
            (?:quelles? langues?|quelle langue) (?:\w+ ){1,4}(?:a la maison|chez vous|en famille)
            <parlez> (?:\w+ ){1,3}(?:a la maison|chez vous|en famille)|(?:parle|
                parlait) (?:\w+ )?chez vous
            depuis (?:quand|combien de temps|combien d'annees|quelle annee) <vivez|habitez|etes|
                residez>(?: \w+)? (?:ici|en france|en belgique|en suisse|dans (?:ce|le|notre) pays)
            (?:quand|pourquoi|comment) (?:<etes>|avez vous) (?:\w+ )?(?:arrivee?|venue?|immigre|
                quitte votre pays|emigre) ?(?:en france|dans|ici|en)?
            (?:{have}) {some}*(?:double |autre |petit |leger |fort )*(?:nationalite|titre de sejour|
                carte de sejour|permis de (?:travail|sejour)|visa|papiers|accent|origines)
            (?:{some}|quel )(?:petit |leger |fort )?accent (?:<avez>|est ce|vient il)
            (?:parlez|maitrisez) (?:vraiment |tres |si )?bien (?:le |notre )?(?:francais|langue)
            appris (?:a parler )?(?:si bien )?(?:le |notre )?francais
            (?:nom|prenom) (?:\w+ ){0,3}(?:consonance|d'origine|vient|exotique|etranger)
            origine de votre (?:nom|prenom)
            chez vous,? (?:au pays|la bas)|dans votre pays|gens de votre|les gens comme vous|
                pour un etranger|pour une etrangere
        """,
        "politics": r"""
            (?:{your}) (?:{adj} )*(?:opinions?|convictions?|idees|preferences?|couleurs?|
                engagements?|orientations?|tendances?|sensibilites?|appartenance|affiliation|bord|
                activites?|positions?) politiques?
            (?:{your}) (?:parti|vote|bulletin de vote)
            (?:pour|contre) (?:qui|quel candidat|quel parti) (?:\w+ ){0,3}(?:vote|voter|votez|
                voteriez|voterez|avez vous vote)
            (?:{have}) (?:\w+ )?vote (?:aux|pour|a|lors|contre|blanc)|<votez> (?:\w+ )?(?:a |pour|
                aux|blanc|contre)
            (?:{are}) (?:{adv} )*(?:de |a |d'|un |une )*(?:gauche|droite|extreme (?:gauche|droite)|
                ecologiste|socialiste|communiste|centriste|royaliste|anarchiste|feministe|
                militante?|politisee?|encartee?|(?:membre|adherente?|sympathisante?) (?:d'un|a un|
                du|d'aucun) parti|engagee? (?:politiquement|en politique|dans un parti))
            parti (?:politique )?<soutenez|votez|preferez|defendez>|(?:quel|a un|d'un|
                un) parti politique|<appartenez|adherez|militez> (?:\w+ )?(?:a |dans |pour )?(?:un |
                quel )?parti|<militez>
            (?:<pensez>|{your} (?:avis|opinion)) (?:sur |de |du |des )?(?:le |la |les |l'|
                notre )?(?:\w+ )?(?:gouvernement|president|premier ministre|maire|elections?|
                gilets jaunes|immigration|avortement|grevistes)
            (?:faites|faire|fait) vous de la politique|<faites> de la politique
            (?:participe|particip\w+|defile|manifeste) (?:\w+ ){0,3}manifestations?|
                (?:{have}) (?:\w+ )?manifeste (?:contre|pour)
        """,
        "record": r"""
            (?:{your}) (?:{adj} )*(?:casier|casier judiciaire|passe (?:judiciaire|penal|criminel)|
                condamnations?|antecedents (?:judiciaires|penaux))
            (?:{have}) (?:(?:un|une|deja|jamais|ete|des|fait|eu|commis|de|la|passe|en|du|le|mal|
                quelque) )*(?:casier|condamnee?|condamnations?|arretee? par|incarceree?|garde a vue|
                prison|(?:ennuis?|demeles|problemes?) avec la (?:justice|police)|infractions?|
                delits?|crimes?|mis en examen|mise en examen|vole|enfreint la loi)
            (?:{are}) (?:{adv} )*(?:en |sous |passee? par |alle en |un |une )*(?:condamnee?|
                incarceree?|prison|liberte conditionnelle|controle judiciaire|criminel(?:le)?|
                delinquante?|poursuivie? en justice|arretee? par|garde a vue|connue? des services)
            casier judiciaire|passee? par la (?:case )?prison
        """,
        "religion": r"""
            (?:{your}) (?:{adj} )*(?:religions?|foi|croyances?|dieu|culte|confession|eglise|
                paroisse|mosquee|synagogue|temple|prieres?|(?:pratique|conviction|appartenance|fete|
                croyance|obligation|jour|vie)s? (?:religieuses?|spirituelles?|feries? religieux)|
                spiritualite)
            (?:{are}) (?:{adv} )*(?:un |une |de confession |de religion )?(?:croyante?|pratiquante?|
                religieux|religieuse|catholique|musulmane?|chretien(?:ne)?|juif|juive|protestante?|
                bouddhiste|hindoue?|athee|agnostique|baptisee?|orthodoxe|temoin de jehovah|laique|
                evangelique|sikh)
            <croyez> (?:\w+ )?en (?:un |votre )?dieu
            <priez|jeunez>|<pratiquez> (?:une |votre |quelle )religion
            <faites|ferez|observez|respectez|suivez> (?:\w+ )?(?:le |la |les |vos )?(?:ramadan|
                careme|shabbat|sabbat|prieres?|jeune)
            <allez|frequentez> (?:\w+ )?(?:a |au |une |la )*(?:messe|l'eglise|eglise|mosquee|
                synagogue|temple)
            <portez> (?:\w+ )?(?:voile|foulard|kippa|turban|croix|hijab|signe religieux)
            <mangez> (?:\w+ )?(?:porc|halal|casher|cacher)
            <celebrez|fetez> (?:\w+ )?(?:noel|paques|l'aid|aid|ramadan|hanoucca|kippour)
            quelle (?:religion|confession|foi)|(?:motifs?|raisons?|fetes?) religieu(?:x|ses?)
            (?:{have}) {some}*(?:religion|foi|convictions? religieuses?|croyances?)
            en tant que (?:musulmane?|chretien(?:ne)?|juif|juive|catholique|croyante?)
        """,
        "sexuality": r"""
            (?:{are}) (?:{adv} )*(?:un |une )?(?:gay|homosexuel(?:le)?|heterosexuel(?:le)?|hetero|
                homo|lesbienne|bisexuel(?:le)?|bi|queer|lgbt\w*|asexuel(?:le)?|attiree? par)
            (?:{your}) (?:{adj} )*(?:orientation|orientation sexuelle|sexualite|vie sexuelle|
                preferences? sexuelles?|coming out)
            <aimez|preferez|frequentez> (?:\w+ )?(?:les |des )(?:hommes|femmes|garcons|filles)
        """,
        "union": r"""
            (?:{are}) (?:{adv} )*(?:un |une |au |membre |adherente? |affiliee? |representante? |
                deleguee? |elue? )*(?:syndiquee?|(?:d'un |a un |du |au )?syndicats?|syndicale?|
                syndicaliste)
            <appartenez|adherez|cotisez|militez|participez> (?:\w+ )?(?:a |dans |pour |d')*(?:un |
                quel |des |votre )?syndicat
            (?:{your}) (?:{adj} )*(?:syndicat|(?:activite|engagement|appartenance|mandat|carte|
                affiliation)s? syndicale?s?|cotisation syndicale)
            (?:<pensez>|(?:{your}) (?:avis|opinion)|position) (?:\w+ )?(?:des|sur les|du|
                aux) syndicats?
            (?:{have}) (?:{adv} )*(?:fait (?:la )?greve|participe a (?:une|des) (?:greve|
                mouvement)s?|rejoint un syndicat|(?:un |une )?(?:mandat|carte|activite|
                responsabilite)s? syndicale?)
            <faites|feriez|ferez> (?:\w+ )?(?:greve|partie d'un syndicat)
        """,
    },
)
