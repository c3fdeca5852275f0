"""Questions that an interview must not ask, and ones that only sound like them."""

UNFAIR = {
    "en": """
        age: How old are you, if I may ask?
        age: What year were you born?
        age: Could you tell me your date of birth?
        age: When do you plan to retire?
        age: Do you think you might be too old for this kind of work?
        age: How would you feel about working for a boss who is younger than you?
        age: Are you over fifty?
        age: In which year did you graduate from high school?
        origin: Where are you originally from?
        origin: What is your native language?
        origin: That is an interesting accent, where were you born?
        origin: What's your nationality?
        origin: Are you a native speaker of English?
        origin: Which language do you speak at home?
        origin: Are you an American citizen?
        origin: Where do your parents come from?
        origin: Tell me about your ethnic background.
        origin: How long have you lived in this country?
        religion: What is your religion?
        religion: Do you go to church on Sundays?
        religion: Are you a practising Muslim?
        religion: Which religious holidays do you observe?
        religion: Do you pray during working hours?
        religion: Would you need time off for religious reasons?
        politics: Who did you vote for in the last election?
        politics: What are your political views?
        politics: Which party do you support?
        politics: What do you think of the government?
        union: Are you a member of a trade union?
        union: Have you ever been on strike?
        union: How do you feel about unions?
        health: Do you have any health problems we should know about?
        health: How many sick days did you take last year?
        health: Are you taking any medication?
        health: Do you have a disability?
        health: Have you ever been treated for depression?
        health: Do you smoke?
        health: How is your mental health these days?
        family: Are you married?
        family: Do you have children, or are you planning to have some?
        family: Are you pregnant?
        family: Who will look after the kids while you are at work?
        family: What does your husband do for a living?
        family: Do you intend to start a family soon?
        family: Tell me a little about your family.
        family: Would you take maternity leave next year?
        family: Is it Miss or Mrs?
        gender: As a woman, how do you cope in a team of engineers?
        gender: Are you a man or a woman?
        gender: Is it hard for you, being the only woman on site?
        sexuality: Are you gay?
        sexuality: What is your sexual orientation?
        looks: How much do you weigh?
        looks: How tall are you?
        looks: Do you have any visible tattoos?
        finances: Do you have any debts?
        finances: How much did you earn in your last position?
        finances: Do you own your home or rent it?
        finances: What is your current salary?
        military: Have you served in the army?
        military: What was your rank, and what kind of discharge did you get?
        record: Have you ever been arrested?
        record: Do you have a criminal record?
        home: How long is your commute?
        home: Do you live alone?
        home: Who do you live with?
        age: Mind telling me your age?
        age: What's your birthday?
        age: How many more years do you see yourself working before you retire?
        age: Aren't you a little young to lead people?
        age: Would you say you're in your forties?
        age: Do you remember a time before the internet, that is, are you old enough?
        age: When did you leave school?
        origin: What country are you from?
        origin: Where'd you grow up?
        origin: So which part of the world is your family from?
        origin: Is English your mother tongue?
        origin: Are you Chinese?
        origin: You have a lovely accent. Where is it from?
        family: Are your parents immigrants?
        origin: Do you have dual nationality?
        origin: Were you born here?
        origin: What race do you identify as?
        religion: Does your faith prevent you from working at weekends?
        religion: Can you work on Saturdays or is that against your religion?
        religion: Would you describe yourself as religious?
        religion: Do you celebrate Christmas?
        religion: Do you believe in God?
        politics: Are you left-wing?
        politics: Are you a Republican or a Democrat?
        politics: Would you vote for the current president?
        politics: Did you take part in political protests?
        union: Would you join a union here?
        union: Have you been a union representative?
        health: Do you suffer from any chronic illness?
        health: Are you disabled?
        health: Do you see a therapist?
        health: What is your medical history?
        health: Have you ever had a nervous breakdown?
        health: Do you drink?
        health: Are you in good health?
        health: How often were you ill last year?
        family: Do you have kids?
        family: Do you have a boyfriend?
        family: Is there a husband at home?
        family: Are you single?
        family: How many children do you have?
        family: How old are your kids?
        family: What are your childcare arrangements?
        family: Do you plan on getting pregnant in the next two years?
        family: When is the baby due?
        family: What does your father do?
        family: Is your wife happy with you travelling?
        family: Are you thinking of having a baby?
        family: What is your marital status?
        gender: Do you identify as male or female?
        gender: What is your gender?
        gender: How do you feel about taking orders from a woman?
        sexuality: Are you straight?
        sexuality: Do you prefer men or women?
        looks: What is your height and weight?
        looks: Would you be willing to lose some weight?
        finances: How is your credit score?
        finances: What was your last salary?
        finances: Have you ever been bankrupt?
        finances: How much money do you have in the bank?
        military: Were you in the military?
        military: Did you do your national service?
        record: Have you ever been convicted of a crime?
        record: Have you ever been to prison?
        home: Where do you live?
        home: How far do you live from the office?
        home: How would you get to work in the morning?
        home: What neighbourhood do you live in?
    """,
    "fr": """
        age: Quel âge avez-vous ?
        age: En quelle année êtes-vous née ?
        age: Pouvez-vous me donner votre date de naissance ?
        age: Quand comptez-vous partir à la retraite ?
        age: N'êtes-vous pas un peu trop jeune pour encadrer une équipe ?
        age: Vous avez plus de cinquante ans ?
        age: Comment vivriez-vous le fait d'avoir un chef plus jeune que vous ?
        origin: D'où venez-vous, à l'origine ?
        origin: Quelle est votre nationalité ?
        origin: Vous avez un petit accent, il vient d'où ?
        origin: Quelle est votre langue maternelle ?
        origin: Êtes-vous d'origine étrangère ?
        origin: Où êtes-vous né ?
        origin: Depuis combien de temps vivez-vous en France ?
        origin: Quelle langue parlez-vous à la maison ?
        origin: Avez-vous un titre de séjour ?
        origin: D'où vient votre nom de famille ?
        religion: Quelle est votre religion ?
        religion: Êtes-vous croyant ?
        religion: Faites-vous le ramadan ?
        religion: Portez-vous le voile en dehors du travail ?
        religion: Est-ce que vous allez à la messe ?
        religion: Est-ce que vous croyez en Dieu ?
        politics: Pour qui avez-vous voté ?
        politics: Quelles sont vos opinions politiques ?
        politics: Êtes-vous plutôt de gauche ou de droite ?
        politics: Que pensez-vous du gouvernement actuel ?
        union: Êtes-vous syndiqué ?
        union: Appartenez-vous à un syndicat ?
        union: Avez-vous déjà fait grève ?
        health: Avez-vous des problèmes de santé ?
        health: Êtes-vous en bonne santé ?
        health: Combien de jours d'arrêt maladie avez-vous eus l'an dernier ?
        health: Est-ce que vous prenez des médicaments ?
        health: Avez-vous une reconnaissance de handicap, un handicap ?
        health: Vous fumez ?
        health: Avez-vous déjà fait un burn-out ?
        family: Êtes-vous mariée ?
        family: Avez-vous des enfants en bas âge ?
        family: Souhaitez-vous avoir des enfants ?
        family: Êtes-vous enceinte ?
        family: Qui garde vos enfants quand vous travaillez ?
        family: Que fait votre mari dans la vie ?
        family: Parlez-moi de votre famille.
        family: Quelle est votre situation familiale ?
        family: C'est madame ou mademoiselle ?
        family: Vivez-vous en couple ?
        gender: En tant que femme, comment vous faites-vous respecter ?
        gender: Comment vivriez-vous d'être la seule femme de l'atelier ?
        sexuality: Êtes-vous homosexuel ?
        sexuality: Quelle est votre orientation sexuelle ?
        looks: Combien pesez-vous ?
        looks: Avez-vous des tatouages visibles ?
        looks: Accepteriez-vous de raser votre barbe ?
        finances: Avez-vous des dettes ?
        finances: Combien gagniez-vous dans votre dernier emploi ?
        finances: Êtes-vous propriétaire ou locataire ?
        military: Avez-vous fait votre service militaire ?
        military: Êtes-vous réserviste ?
        record: Avez-vous un casier judiciaire ?
        record: Avez-vous déjà été condamné ?
        home: Où habitez-vous ?
        home: Avec qui vivez-vous ?
        home: Combien de temps de trajet avez-vous pour venir ?
        home: Est-ce que vous avez une voiture ?
        age: Puis-je vous demander votre âge ?
        age: Vous êtes né en quelle année ?
        age: Vous avez quel âge ?
        age: Vous n'êtes pas trop vieux pour apprendre un nouveau logiciel ?
        age: Vous approchez de la retraite, non ?
        age: Avez-vous passé la quarantaine ?
        age: Dans combien d'années serez-vous à la retraite ?
        origin: Vous êtes de quelle origine ?
        origin: Vous venez de quel pays ?
        family: Vos parents sont-ils français ?
        origin: Êtes-vous français ?
        origin: Vous êtes née en France ?
        origin: C'est un nom de quelle origine ?
        origin: Avez-vous la nationalité française ?
        origin: Vous vous sentez plutôt algérien ou français ?
        origin: Où avez-vous grandi ?
        origin: Vous parlez arabe chez vous ?
        religion: Êtes-vous musulman ?
        religion: Vous priez pendant la journée ?
        religion: Votre religion vous empêche-t-elle de travailler le samedi ?
        religion: Vous mangez du porc ?
        religion: Fêtez-vous Noël ?
        religion: De quelle confession êtes-vous ?
        politics: Avez-vous voté aux dernières élections ?
        politics: Pour quel parti votez-vous ?
        politics: Êtes-vous engagé dans un parti politique ?
        politics: Vous êtes de droite ?
        union: Faites-vous partie d'un syndicat ?
        union: Avez-vous été délégué syndical ?
        union: Que pensez-vous des syndicats ?
        health: Souffrez-vous d'une maladie chronique ?
        health: Êtes-vous handicapé ?
        health: Quel est votre état de santé ?
        health: Avez-vous souvent été malade l'année dernière ?
        health: Buvez-vous de l'alcool ?
        health: Voyez-vous un psychologue ?
        health: Avez-vous mal au dos ?
        health: Suivez-vous un traitement médical ?
        health: Avez-vous déjà fait une dépression ?
        family: Avez-vous des enfants ?
        family: Combien d'enfants avez-vous ?
        family: Quel âge ont vos enfants ?
        family: Vous comptez vous marier ?
        family: Êtes-vous célibataire ?
        family: Envisagez-vous une grossesse ?
        family: Allez-vous prendre un congé parental ?
        family: Votre conjoint est-il d'accord avec les déplacements ?
        family: Que font vos parents ?
        family: Comment allez-vous faire pour la garde des enfants ?
        family: Êtes-vous mère de famille ?
        family: Vous attendez un enfant ?
        family: Y a-t-il un bébé en route ?
        gender: Êtes-vous un homme ou une femme ?
        gender: Ça ne vous dérange pas d'être dirigé par une femme ?
        sexuality: Êtes-vous gay ?
        sexuality: Vous préférez les hommes ou les femmes ?
        looks: Combien mesurez-vous ?
        looks: Seriez-vous prête à perdre du poids ?
        looks: Pouvez-vous nous envoyer une photo de vous ?
        finances: Quel est votre salaire actuel ?
        finances: Combien touchiez-vous avant ?
        finances: Avez-vous des crédits en cours ?
        finances: Êtes-vous endetté ?
        military: Avez-vous servi dans l'armée ?
        military: Avez-vous été militaire ?
        record: Avez-vous déjà fait de la prison ?
        record: Avez-vous déjà eu des problèmes avec la police ?
        home: Habitez-vous loin ?
        family: Vous vivez seul ?
        home: Comment venez-vous au travail ?
        home: Dans quel quartier habitez-vous ?
    """,
}

FAIR = {
    "en": """
        How do you handle customers of all ages?
        What did you learn when you worked in a family business?
        How would you find a race condition in this code?
        When would you build a native application, and when a web page?
        How do you make sure that backups are religiously tested?
        What do you do when a pregnant pause falls in a sales talk?
        How does a Python child process talk to its parent process?
        What is garbage-collected in the old generation, and when?
        Are you old friends with the command line, or did you come to it late?
        Tell me about a team that you felt at home in.
        How would you explain a health check endpoint to a colleague?
        What would you check first when a union query is slow?
        How did you handle a customer who was ill in the shop?
        How would you plan the shifts when a colleague goes on maternity leave?
        Have you ever worked with children, for instance as an instructor?
        How would you arrange the children's section of a bookshop?
        What is the difference between a black box test and a white box test?
        Which parts of your native mobile code did you share between platforms?
        How do you keep technical debt small?
        What would you do if two customers had a political argument at your counter?
        How do you decide which party in a dispute is right?
        Tell me about a time you had faith in an idea that others doubted.
        How do you keep your manager informed when you work from home?
        Where do your ideas come from?
        Where are most of the errors from?
        What salary do you expect?
        How do you weigh speed against quality?
        What weight do you give to each of these criteria?
        What would you look after first in a new shop?
        How would you sell a retirement plan to somebody who has never saved?
        Are you comfortable speaking in front of a group?
        What kind of discharge valve would you choose?
        Are you more drawn to front-end work or to back-end work?
        How do you treat visitors from another country who speak little English?
        What do you do when a customer does not accept your price?
        How do you make a page accessible to blind users?
        Which role do you usually take in a group?
        How would you deal with a customer who shouts at you?
        Did you vote on the stories in your planning meetings, or did one person decide?
        What was your part in the migration of the old parent company's data?
        How do you care for customers after the sale?
        How would you advise a young couple that wants to get married in your hotel?
        What did you do when the origin server went down?
        Have you served customers in a busy restaurant?
        What does a good code review look like to you?
        How would you charge a customer for extra work?
        How did you arrest the fall in sales?
        What makes a product family worth having?
        Is there a sentence in the offer that made you curious?
        How do you feel about working with people who see things differently?
        Are you planning to have a certificate in accounting by next year?
        What was the first language that you learnt to program in?
        Which orientation week tasks would you give to new interns?
        What kind of manager brings out the best in you?
        When were you last surprised by a test result?
        What was the hardest call you took in that job?
        How far do you go to keep a customer?
        Do you own the roadmap of that product, or does somebody else?
    """,
    "fr": """
        Comment accueillez-vous des clients de tous âges ?
        Qu'avez-vous appris dans une entreprise familiale ?
        Comment un processus parent parle-t-il à un processus enfant ?
        Comment évitez-vous la dette technique ?
        Quand choisiriez-vous une application native ?
        Comment réagissez-vous quand un client hausse la voix ?
        Avez-vous plus de cinq ans d'expérience dans la vente ?
        Une quarantaine de clients attendent, que faites-vous ?
        Que pensez-vous de la politique de retour d'un magasin ?
        Comment expliquez-vous un refus à un syndicat de copropriété ?
        Avez-vous arrêté un projet en cours de route ?
        Comment présentez-vous un produit de santé à un client ?
        Quelle est la taille de l'équipe idéale, selon vous ?
        Quel poids donnez-vous à chacun de ces critères ?
        Comment classez-vous les demandes urgentes ?
        Quel genre de problèmes aimez-vous résoudre ?
        Comment aménageriez-vous le rayon enfants d'une librairie ?
        Que feriez-vous si un client faisait un malaise dans le magasin ?
        Comment organisez-vous le remplacement d'une collègue en congé maternité ?
        Quelles sont vos règles pour relire du code ?
        Comment traitez-vous les données de santé des utilisateurs ?
        Quelle est l'origine de la panne, et comment l'avez-vous trouvée ?
        D'où vient votre envie de travailler dans la vente ?
        D'où viennent les erreurs que vous rencontrez le plus ?
        Quelle famille de produits connaissez-vous le mieux ?
        Comment vérifiez-vous l'adresse de livraison des clients ?
        Quel salaire souhaitez-vous ?
        Que faites-vous quand la file d'attente s'allonge ?
        Comment rendez-vous une page accessible aux personnes aveugles ?
        Comment accueillez-vous un visiteur étranger qui parle peu français ?
        Avez-vous voté en équipe pour choisir les priorités, ou quelqu'un a-t-il tranché ?
        Que faites-vous pour rester en bons termes avec un client mécontent ?
        Comment vendriez-vous une complémentaire retraite de nos partenaires ?
        À quel moment avez-vous pris la parole en réunion pour la première fois ?
        Comment répartissez-vous les tâches dans un groupe ?
        Qu'est-ce qu'une requête qui fait une union de deux tables ?
        Quelle ligne de conduite suivez-vous face à une remise demandée ?
        Êtes-vous plutôt du matin pour les tâches difficiles ?
        Quel est le premier langage que vous avez appris ?
        Comment gardez-vous le contact avec vos anciens clients ?
        Comment la classe mère et la classe fille se partagent-elles le code ?
        Que vous a appris votre premier stage ?
        Avez-vous une idée de ce que vous ferez dans trois ans ?
        Comment parlez-vous d'un prix élevé sans perdre le client ?
        Qu'avez-vous trouvé difficile dans vos études ?
        Comment menez-vous un projet de bout en bout ?
        Que feriez-vous si deux clients se disputaient à propos de religion ?
        Vous avez une demande d'un supérieur et une d'un client : laquelle passe d'abord ?
        Êtes-vous à l'aise pour parler devant un groupe ?
        De quel résultat êtes-vous le plus satisfait ?
        Quel traitement réservez-vous à une réclamation ?
        Comment protégez-vous la vie privée des utilisateurs ?
    """,
}
