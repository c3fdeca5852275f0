"""Answers to interview questions, with the places where people stop to think.

In an answer, ``[c]`` stands in the middle of a clause, ``[f]`` after a filler, ``[s]`` after a
complete sentence, ``[l]`` inside a list, ``[p]`` after the promise of more; ``|`` is a short
breath. An answer without its marks is finished.
"""

# ruff: noqa: E501 - an answer is one line

from __future__ import annotations

import re
from dataclasses import dataclass

from talkup_local.engines.base import TimedWord

WORD_S = 0.3
BREATH_S = 0.35
CLASSES = {"c": "clause", "f": "filler", "s": "sentence", "l": "list", "p": "promise"}

ASKED = {
    "en": {
        "story": "Thank you. Tell me about a time when you solved a problem. What did you do?",
        "view": "Why did you choose this kind of work?",
        "yes_no": "I see. Do you have any experience with customers?",
        "amount": "How long have you worked in your current job?",
        "fact": "What is your name?",
    },
    "fr": {
        "story": "Merci. Parlez-moi d'un problème que vous avez résolu. Qu'avez-vous fait ?",
        "view": "Pourquoi avez-vous choisi ce métier ?",
        "yes_no": "Je vois. Avez-vous de l'expérience avec des clients ?",
        "amount": "Depuis combien de temps travaillez-vous dans votre poste actuel ?",
        "fact": "Quel est votre nom ?",
    },
}

ANSWERS = {
    "en": """
story: I was working [c] in a small bakery near the station. [s] One morning the oven broke down [s] and we had [c] forty orders to deliver. | I called um [f] a colleague from another shop and [c] we baked everything over there. | In the end every customer got their bread on time.
story: Last year our [c] biggest client threatened to leave. [s] I asked them what was wrong, | and it turned out that [c] nobody had answered their emails for a month. [s] So I set up a [c] weekly call with them, | and after two months they signed for another year.
story: Well [f] in my previous job I was responsible for [c] the night shift at a hotel. [s] A guest had lost his passport [s] and he was very [c] upset. | I phoned the embassy, er [f] I found the opening hours, and I arranged a taxi for him. | He sent us a thank you card afterwards.
story: When I joined the team [c] there was no documentation at all. [s] I started by [c] writing down every question that people asked me, | and then I turned the answers into a small handbook. | New colleagues still use it today.
story: The problem was that [c] our website was too slow. [s] I measured every page, you know, [f] with the tools of the browser, and I found that [c] the pictures were far too large. | After I compressed them the pages loaded twice as fast.
story: I'll give you an example. [p] We had a customer who [c] complained every single week. [s] First, [l] I listened to her without interrupting. | Then I wrote everything down and [c] checked it with the warehouse. | We found the mistake and she never had to call again.
story: There were three things [l] I changed in the shop. | First the opening hours, [l] second the way we ordered stock, [l] and third the training of new staff. | Sales went up by ten percent within half a year.
story: If a customer is angry [c] I let them finish first. [s] Then I repeat [c] what I understood and I ask if that is right. | Most people calm down at once, because they see that [c] somebody takes them seriously.
story: Um [f] let me think. [f] I was a student at [c] the university of Leeds and I organised a charity run. | We had a permit for [c] two hundred runners but four hundred turned up, | so we split the start in two groups and it all went well.
story: My manager wanted us to [c] finish the report in two days. [s] I told him that it was [c] not realistic, and I showed him a plan with [c] the most important parts first. | He agreed, and we delivered those parts on Friday.
story: So basically [f] I rewrote the payment module. [s] It was old code and [c] nobody understood it. | I added tests first, then I replaced it piece by piece over three months. | We haven't had an outage since then.
story: For example [p] I once had to train five [c] new colleagues in a week. | I paired each of them with an experienced person and I [c] checked in every evening. | All five passed their trial period.
view: I like working with people. [s] In my last job I [c] was alone in an office all day, and I missed [c] talking to customers. | That's why I applied here.
view: I think it's the [c] variety. [s] Every day is different | and you have to [c] find solutions quickly with what you have. | I also enjoy seeing that a guest leaves happier than he came.
view: To be honest, [c] it started by accident. [s] A friend needed help in his garage [s] and I discovered that I [c] loved repairing things. | So I did an apprenticeship and I have never regretted it.
view: There are two reasons. [l] The first one is [l] the team, because I've heard a lot of good things about it. [l] And the second one is that I want to work closer to home.
view: My mother was a nurse [s] and as a child I often visited her at [c] the hospital. | I saw how much the patients trusted her, | and I wanted to do something that [c] matters to people in the same way.
view: On the one hand [p] I enjoy the technical side, | but on the other hand I need [c] contact with people, and this role gives me both of them. | It's the combination that I find attractive.
view: I use Python, [l] Java and [l] a bit of SQL, | and I chose this field because I [c] enjoy solving puzzles since I was a child. | It never gets boring and I learn something every week.
view: How do I put it, [f] I've always wanted to [c] build things that people can touch. | Software was fun but after a while I [c] missed the workshop, so I went back to carpentry.
yes_no: Yes, I worked in [c] a shoe shop for three summers.
yes_no: A little. [s] I helped at the [c] reception of a hotel last year.
amount: I have been there for [c] about five years.
amount: Um [f] since twenty [c] nineteen.
fact: My name is [c] Anna Fischer.
""",
    "fr": """
story: Je travaillais dans [c] une petite boulangerie près de la gare. [s] Un matin le four est tombé en panne [s] et on avait [c] quarante commandes à livrer. | J'ai appelé euh [f] un collègue d'une autre boutique et [c] on a tout cuit là-bas. | Au final tous les clients ont eu leur pain à temps.
story: L'année dernière notre [c] plus gros client voulait partir. [s] Je lui ai demandé ce qui n'allait pas | et j'ai compris que [c] personne ne répondait à ses messages depuis un mois. [s] J'ai donc mis en place [c] un appel chaque semaine, | et il a signé pour une année de plus.
story: Alors euh [f] dans mon ancien poste j'étais responsable de [c] l'équipe de nuit dans un hôtel. [s] Un client avait perdu son passeport [s] et il était très [c] inquiet. | J'ai appelé l'ambassade, ben [f] j'ai trouvé les horaires et je lui ai réservé un taxi. | Il nous a envoyé une carte pour nous remercier.
story: Quand je suis arrivé dans l'équipe [c] il n'y avait aucune documentation. [s] J'ai commencé par [c] noter toutes les questions qu'on me posait, | et puis [c] j'en ai fait un petit guide. | Les nouveaux s'en servent encore aujourd'hui.
story: Le problème c'est que [c] notre site était trop lent. [s] J'ai mesuré chaque page, vous voyez, [f] avec les outils du navigateur, et j'ai vu que [c] les images étaient trop lourdes. | Après les avoir réduites le site allait deux fois plus vite.
story: Je vais vous donner un exemple. [p] On avait une cliente qui [c] se plaignait toutes les semaines. [s] D'abord [l] je l'ai écoutée sans l'interrompre. | Ensuite j'ai tout noté et [c] j'ai vérifié avec l'entrepôt. | On a trouvé l'erreur et elle n'a plus jamais appelé.
story: Il y avait trois choses [l] à changer dans le magasin. | Premièrement les horaires, [l] deuxièmement les commandes, [l] et troisièmement la formation des nouveaux. | Les ventes ont augmenté de dix pour cent en six mois.
story: Si un client est en colère [c] je le laisse finir. [s] Puis je répète ce que [c] j'ai compris et je lui demande si c'est juste. | La plupart des gens se calment tout de suite parce qu' [c] ils voient qu'on les prend au sérieux.
story: Euh [f] laissez-moi réfléchir. [f] J'étais étudiant à [c] l'université de Lille et j'ai organisé une course solidaire. | On attendait [c] deux cents coureurs et il en est venu quatre cents, | alors on a fait deux départs et ça s'est bien passé.
story: Ma responsable voulait qu'on [c] termine le rapport en deux jours. [s] Je lui ai dit que c'était [c] impossible, et je lui ai montré un plan avec [c] les parties les plus importantes. | Elle a accepté et on a livré ces parties le vendredi.
story: Donc euh [f] j'ai réécrit le module de paiement. [s] C'était un vieux code et [c] personne ne le comprenait. | J'ai d'abord ajouté des tests, ensuite j'ai tout remplacé petit à petit. | On n'a plus eu de panne depuis.
story: Par exemple [p] une fois j'ai dû former cinq [c] nouveaux collègues en une semaine. | J'ai mis chacun d'eux avec une personne expérimentée et je [c] faisais le point tous les soirs. | Ils ont tous réussi leur période d'essai.
view: J'aime travailler avec les gens. [s] Dans mon dernier poste j'étais [c] seul dans un bureau toute la journée, et le contact me [c] manquait. | C'est pour ça que j'ai postulé ici.
view: Je pense que c'est la [c] variété. [s] Chaque jour est différent | et il faut [c] trouver des solutions rapidement. | J'aime aussi voir qu'un client repart plus content qu'il n'est venu.
view: Pour être honnête [c] c'était un hasard. [s] Un ami avait besoin d'aide dans son garage [s] et j'ai découvert que j' [c] adorais réparer des choses. | J'ai donc fait un apprentissage et je ne l'ai jamais regretté.
view: Il y a deux raisons. [l] La première c'est [l] l'équipe, parce que j'en ai entendu beaucoup de bien. [l] Et la deuxième c'est que je veux travailler plus près de chez moi.
view: Ma mère était infirmière [s] et quand j'étais enfant j'allais souvent la voir à [c] l'hôpital. | Je voyais combien les patients lui faisaient confiance, | et je voulais faire un métier qui [c] compte pour les gens.
view: D'un côté [p] j'aime la technique, | mais de l'autre j'ai besoin du [c] contact avec les gens, et ce poste me donne les deux. | C'est ce mélange qui m'attire.
view: J'utilise Python, [l] Java et [l] un peu de SQL, | et j'ai choisi ce domaine parce que [c] j'aime résoudre des énigmes depuis toujours. | On ne s'ennuie jamais et on apprend toutes les semaines.
view: Comment dire, [f] j'ai toujours voulu [c] fabriquer des choses qu'on peut toucher. | L'informatique me plaisait mais l'atelier me [c] manquait, alors je suis revenu à la menuiserie.
yes_no: Oui, j'ai travaillé dans [c] un magasin de chaussures pendant trois étés.
yes_no: Un peu. [s] J'ai aidé à la [c] réception d'un hôtel l'an dernier.
amount: J'y suis depuis [c] environ cinq ans.
amount: Euh [f] depuis deux mille [c] dix-neuf.
fact: Je m'appelle [c] Anne Fournier.
""",
}

FINISHED = {
    "en": """
yes_no: Yes.
yes_no: No, not really.
yes_no: Yes, of course.
yes_no: Yes I do.
yes_no: Yeah, a little.
yes_no: No, I haven't.
yes_no: Not yet.
yes_no: I think so.
yes_no: Yes, I have worked with customers for most of my life.
amount: Five years.
amount: About three and a half years.
amount: Since 2019.
amount: Two years and six months.
amount: Almost twenty years.
amount: For about ten months now.
amount: Twenty-five.
fact: Anna Fischer.
fact: My name is John Miller.
fact: I'm Sarah Connelly.
story: Could you repeat that please?
story: Sorry, I didn't get the question.
story: I don't know.
story: I can't think of an example.
story: Can we skip this one?
story: What exactly do you mean by a problem?
story: Do you mean at work or in my studies?
view: No, thank you.
view: That's all from me.
story: I had a fight with a colleague, but we talked it over at lunch, so that was it.
story: I had to learn French in three months for a project. | I took lessons every morning and I passed the exam, so yeah.
story: We lost the data and we restored it from a copy on the same day. | That's all I can say about it.
story: I repaired the machine on my own during the night, and that's how I became the team leader.
view: I wanted to help people and I wanted a job that is never boring. | That's why I became a nurse. Thank you.
view: I grew up on a farm, so I was used to hard work and early mornings, | and I always knew I would do something with animals. | That's pretty much it.
story: A supplier cancelled two days before our biggest event of the year. | I called six other companies and found one that could deliver, | and the event went ahead as planned.
story: I noticed that the same question came in again and again on the phone. | So I wrote a page with the answers and put it on our website. | The number of calls dropped by a third within a month.
story: We were two people short on a Saturday before Christmas and the queue went out of the door. | I opened a second till, I asked my boss to pack the presents, | and by six o'clock everybody was served.
story: I once sent the wrong file to a client and noticed it an hour later. | I called him straight away, I explained what had happened and sent the right one. | He thanked me for being open about it.
view: I studied biology at first but I spent every free minute writing small programs for my friends. | After my degree I decided to make that my profession and I have enjoyed it ever since.
view: The work is close to what I did during my internship, and I felt at home there from the first day. | I would like to learn more about planning and this company is known for it.
view: I chose it because I enjoy being outside and working with my hands. | In an office I get tired after an hour, but in a garden I can go on all day.
""",
    "fr": """
yes_no: Oui.
yes_no: Non, pas vraiment.
yes_no: Oui, bien sûr.
yes_no: Oui, un peu.
yes_no: Tout à fait.
yes_no: Pas encore.
yes_no: Je pense que oui.
yes_no: Oui, j'ai toujours travaillé avec des clients.
amount: Cinq ans.
amount: Environ trois ans et demi.
amount: Depuis 2019.
amount: Deux ans et six mois.
amount: Presque vingt ans.
amount: Ça fait dix mois maintenant.
fact: Anne Fournier.
fact: Je m'appelle Jean Martin.
fact: Sophie Bernard.
story: Vous pouvez répéter la question s'il vous plaît ?
story: Pardon, je n'ai pas compris la question.
story: Je ne sais pas.
story: Je n'ai pas d'exemple.
story: On peut passer cette question ?
story: Qu'est-ce que vous voulez dire ?
story: Est-ce que vous parlez du travail ou des études ?
view: Non merci.
view: C'est tout pour moi.
story: J'ai eu un conflit avec un collègue, on en a parlé à midi et c'est réglé, voilà.
story: J'ai dû apprendre l'allemand en trois mois pour un projet. | J'ai pris des cours tous les matins et j'ai eu l'examen, donc voilà.
story: On a perdu les données et on les a restaurées le jour même. | C'est tout ce que je peux dire.
story: J'ai réparé la machine tout seul pendant la nuit, et c'est comme ça que je suis devenu chef d'équipe.
view: Je voulais aider les gens et je voulais un métier vivant. | C'est pour ça que je suis devenue infirmière. Merci.
view: J'ai grandi dans une ferme, alors j'avais l'habitude de me lever tôt, | et j'ai toujours su que je travaillerais avec des animaux. | Voilà.
story: Un fournisseur a annulé deux jours avant notre plus grand événement de l'année. | J'ai appelé six autres entreprises, j'en ai trouvé une qui pouvait livrer, | et l'événement a eu lieu comme prévu.
story: J'ai remarqué que la même question revenait sans cesse au téléphone. | J'ai écrit une page avec les réponses et je l'ai mise sur notre site. | Le nombre d'appels a baissé d'un tiers en un mois.
story: Il manquait deux personnes un samedi avant Noël et la queue allait jusque dans la rue. | J'ai ouvert une deuxième caisse, j'ai demandé à mon chef d'emballer les cadeaux, | et à six heures tout le monde était servi.
story: Une fois j'ai envoyé le mauvais fichier à un client et je l'ai vu une heure plus tard. | Je l'ai appelé tout de suite, je lui ai expliqué et j'ai envoyé le bon. | Il m'a remercié pour ma franchise.
view: J'ai d'abord étudié la biologie mais je passais mon temps libre à écrire des programmes pour mes amis. | Après mon diplôme j'ai décidé d'en faire mon métier et je ne le regrette pas.
view: Le travail ressemble à ce que j'ai fait pendant mon stage, et je m'y suis senti bien dès le premier jour. | J'aimerais en apprendre plus sur la planification et votre entreprise est connue pour ça.
view: Je l'ai choisi parce que j'aime être dehors et travailler de mes mains. | Dans un bureau je suis fatigué au bout d'une heure, mais dans un jardin je peux continuer toute la journée.
""",
}


@dataclass(frozen=True)
class Example:
    """What was heard when a pause began. ``kind``: ``finished``, or where it was cut."""

    language: str
    asked: str
    heard: str
    kind: str

    @property
    def words(self) -> tuple[TimedWord, ...]:
        return spoken(self.heard)


def spoken(text: str, breath_s: float = BREATH_S) -> tuple[TimedWord, ...]:
    """Return ``text`` as words with timing; ``|`` is a breath."""
    at, words = 0.0, []
    for word in text.split():
        if word == "|":
            at += breath_s
        else:
            words.append(TimedWord(text=word, start_s=at, end_s=at + WORD_S))
            at += WORD_S
    return tuple(words)


def examples(language: str) -> list[Example]:
    """Return every finished answer and every cut of ``language``."""
    found = []
    for line in (ANSWERS[language] + FINISHED[language]).strip().splitlines():
        if not line.strip():
            continue
        wish, answer = line.split(": ", 1)
        asked = ASKED[language][wish]
        for mark in re.finditer(r"\[(.)\]", answer):
            cut = Example(language, asked, _unmarked(answer[: mark.start()]), CLASSES[mark[1]])
            found.append(cut)
        found.append(Example(language, asked, _unmarked(answer), "finished"))
    return found


def _unmarked(text: str) -> str:
    # Between sentences there is a breath, even where nobody stops to think.
    text = re.sub(r"\[s\]", "|", text)
    return re.sub(r"\[.\] ?", "", text).strip(" |")
