// French words of the interview screen.
// @ts-check

export default {
  'interview.title': 'Votre entretien',
  'interview.controls': 'Commandes de l’entretien',
  'interview.close': 'Fermer',
  'interview.cancel': 'Annuler',
  'interview.more': 'Plus',
  'interview.volume': 'Volume de l’intervieweur',

  'interview.question': 'Question {question} sur {questions}',
  'interview.step.consent': 'Votre accord',
  'interview.step.follow_up': 'Relance',
  'interview.step.probe': 'Pour préciser',
  'interview.step.repeat': 'Répétition',
  'interview.step.rephrase': 'Autrement dit',
  'interview.step.invite': 'Vos questions',
  'interview.step.close': 'Au revoir',
  'interview.time.left.one': 'Encore {n} min',
  'interview.time.left.other': 'Encore {n} min',
  'interview.time.last': 'Dernière minute',
  'interview.time.over': 'Le temps est écoulé : vous pouvez terminer',

  'interview.state.connecting': 'Connexion…',
  'interview.state.greeting': 'Bienvenue',
  'interview.state.listening': 'C’est à vous',
  'interview.state.hearing': 'On vous écoute',
  'interview.state.thinking': 'Réflexion…',
  'interview.state.speaking': 'L’intervieweur parle',
  'interview.state.paused': 'En pause',
  'interview.state.reconnecting': 'Connexion perdue',
  'interview.state.ended': 'Merci',
  'interview.state.closing': 'C’était la dernière question',

  'interview.hint.listening': 'Prenez le temps qu’il vous faut, puis parlez.',
  'interview.hint.pausing': 'Prenez votre temps.',
  'interview.hint.interrupt': 'Vous pouvez l’interrompre à tout moment.',
  'interview.hint.type': 'Écrivez votre réponse ci-dessous.',
  'interview.hint.muted': 'Votre micro est coupé.',
  'interview.hint.ptt': 'Maintenez le bouton, ou Espace, pendant que vous parlez.',
  'interview.hint.go': 'Parlez ; relâchez quand vous avez fini.',
  'interview.hint.paused': 'Rien n’est écouté, et le temps est arrêté.',
  'interview.hint.connecting': 'L’entretien commence dans un instant.',
  'interview.hint.closing': 'L’entretien se terminera de lui-même dans un instant.',

  'interview.say.back': 'La connexion est rétablie. L’entretien continue.',
  'interview.say.paused': 'En pause. Rien n’est écouté.',
  'interview.say.continues': 'L’entretien continue.',
  'interview.say.reconnecting':
    'Connexion perdue. Reconnexion en cours ; ce que vous dites est conservé pendant dix secondes.',
  'interview.say.muted': 'Micro coupé',
  'interview.say.unmuted': 'Micro activé',
  'interview.say.captions_on': 'Sous-titres affichés',
  'interview.say.captions_off': 'Sous-titres masqués',

  'interview.button.repeat': 'Répéter',
  'interview.button.skip': 'Passer',
  'interview.button.wait': 'Une minute',
  'interview.button.mute': 'Couper',
  'interview.button.unmute': 'Activer',
  'interview.button.pause': 'Pause',
  'interview.button.continue': 'Continuer',
  'interview.button.talk': 'Maintenir pour parler',
  'interview.button.talking': 'Toucher pour finir',
  'interview.button.done': 'J’ai fini',
  'interview.button.type': 'Écrire',
  'interview.button.more': 'Plus',
  'interview.button.end': 'Terminer',

  'interview.help.repeat': 'Réécouter la question',
  'interview.help.skip': 'Passer à la question suivante',
  'interview.help.wait': 'Prendre une minute de réflexion',
  'interview.help.mute': 'Couper ou activer votre micro',
  'interview.help.unmute': 'Activer votre micro',
  'interview.help.pause': 'Mettre en pause ou reprendre',
  'interview.help.continue': 'Reprendre l’entretien',
  'interview.help.talk':
    'Maintenez pendant que vous parlez, ou touchez pour commencer puis pour finir',
  'interview.help.talking': 'Touchez encore quand vous avez fini',
  'interview.help.done': 'Ma réponse est complète : continuer tout de suite',
  'interview.help.type': 'Écrire une réponse au lieu de parler',
  'interview.help.more': 'Autres commandes et réglages',
  'interview.help.end': 'Terminer l’entretien',
  'interview.help.captions': 'Afficher ou masquer les sous-titres',
  'interview.help.help': 'Afficher cette liste',

  'interview.why.ended': 'L’entretien est terminé.',
  'interview.why.connecting': 'Possible dès que la connexion est établie.',
  'interview.why.reconnecting': 'Possible dès que la connexion est rétablie.',
  'interview.why.paused': 'Reprenez d’abord l’entretien.',
  'interview.why.greeting': 'Possible après l’accueil.',
  'interview.why.not_your_turn': 'Possible quand ce sera à vous.',
  'interview.why.last': 'C’était la dernière question.',
  'interview.why.skipping': 'Un instant : la question suivante arrive.',
  'interview.why.typed': 'Vous écrivez : envoyez plutôt votre réponse.',
  'interview.why.no_microphone': 'Aucun micro n’est utilisé.',
  'interview.why.microphone_lost': 'Le micro n’est plus là : choisissez-en un autre, ou écrivez.',

  'interview.more.push_to_talk': 'Maintenir un bouton pour parler',
  'interview.more.captions': 'Sous-titres',
  'interview.more.transcript': 'Afficher la conversation',
  'interview.more.sound': 'Choisir un micro',
  'interview.more.help': 'Raccourcis clavier',

  'interview.transcript': 'Conversation',
  'interview.transcript.empty': 'Ce qui est dit apparaît ici.',
  'interview.transcript.close': 'Fermer la conversation',
  'interview.who.interviewer': 'Intervieweur',
  'interview.who.candidate': 'Vous',
  'interview.mark.interrupted': 'interrompu',
  'interview.mark.typed': 'écrit',
  'interview.mark.unfinished': 'inachevé',

  'interview.type.label': 'Votre réponse',
  'interview.type.placeholder': 'Écrivez votre réponse ici',
  'interview.type.hint': 'Entrée envoie, Maj + Entrée va à la ligne.',
  'interview.type.full':
    'Trop long : {count} caractères, pour {most} au plus. Raccourcissez, ou envoyez en plusieurs '
    + 'fois.',
  'interview.type.send': 'Envoyer',
  'interview.type.close': 'Fermer',

  'interview.reconnecting.kept':
    'Continuez à parler : jusqu’à {n} secondes de ce que vous dites sont conservées, puis envoyées.',
  'interview.reconnecting.full':
    'Patientez : ce que vous dites maintenant n’est pas conservé. Vos derniers mots, si.',
  'interview.reconnecting.silent':
    'Vos réponses sont conservées. L’entretien reprendra de lui-même.',
  'interview.reconnecting.leaving': 'L’entretien se terminera dès que la connexion sera rétablie.',
  'interview.reconnecting.trying': 'Reconnexion (tentative {attempt})…',
  'interview.reconnecting.next': 'La tentative {attempt} a échoué. Prochaine dans {n} s.',

  'interview.blocked': 'Votre navigateur bloque le son.',
  'interview.blocked.mend': 'Activer le son',

  'interview.mic.lost':
    'Le micro n’est plus là. Rebranchez-le, choisissez-en un autre, ou écrivez.',
  'interview.mic.other': 'Le micro utilisé est maintenant : {label}.',
  'interview.mic.choose': 'En choisir un autre',
  'interview.mic.type': 'Écrire',
  'interview.mic.title': 'Micro',
  'interview.mic.which': 'Lequel utiliser',
  'interview.mic.usual': 'Micro par défaut',
  'interview.mic.use': 'Utiliser ce micro',
  'interview.mic.INSECURE':
    'Le navigateur n’autorise le micro que sur une adresse https, ou sur cet ordinateur même. Vous pouvez écrire.',
  'interview.mic.DENIED':
    'Le navigateur bloque le micro. Autorisez-le dans la barre d’adresse et réessayez, ou écrivez.',
  'interview.mic.NOT_FOUND': 'Ce micro est introuvable. Branchez-en un et réessayez, ou écrivez.',
  'interview.mic.IN_USE': 'Un autre programme utilise ce micro. Fermez-le et réessayez.',
  'interview.mic.UNSUPPORTED':
    'Ce navigateur ne peut pas utiliser de micro ici. Vous pouvez écrire.',
  'interview.mic.FAILED': 'Le micro n’a pas pu être ouvert. Réessayez, ou choisissez-en un autre.',

  'interview.note.close': 'Masquer cette note',
  'interview.note.TRANSCRIPTION_ERROR':
    'Aucun mot n’a été compris. Répétez votre réponse, s’il vous plaît.',
  'interview.note.TTS_ERROR': 'Cette phrase n’a pas pu être dite. Lisez-la à l’écran.',
  'interview.note.BUFFER_ERROR':
    'Cette réponse était trop longue pour être conservée. Répondez de nouveau, plus brièvement.',
  'interview.note.INTERNAL_ERROR':
    'Une erreur s’est produite sur le serveur. Répétez votre réponse, s’il vous plaît.',
  'interview.note.RATE_LIMITED': 'C’était trop rapide. Patientez un instant.',
  'interview.note.MUTED_VOICE': 'Vous parlez, mais votre micro est coupé.',

  'interview.back':
    'Votre réponse n’a pas été prise. Elle est de nouveau dans le champ : renvoyez-la.',
  'interview.back.ANSWER_UNSURE':
    'Votre réponse écrite n’est peut-être pas arrivée. Elle est de nouveau dans le champ.',
  'interview.back.INVALID_MESSAGE':
    'Votre réponse est trop longue pour être prise. Elle est de nouveau dans le champ : '
    + 'raccourcissez-la, ou envoyez-la en plusieurs fois.',
  'interview.back.RATE_LIMITED':
    'Trop de choses à la fois : votre réponse n’a pas été prise. Elle est de nouveau dans le '
    + 'champ. Attendez la suite, puis renvoyez-la.',
  'interview.back.TRANSCRIPTION_ERROR':
    'Il n’y avait aucun mot dans ce que vous avez écrit. C’est de nouveau dans le champ.',

  'interview.ending.title': 'Terminer l’entretien ?',
  'interview.ending.kept':
    'Vos réponses sont conservées, et le rapport en est tiré. Cet entretien ne pourra pas être repris.',
  'interview.ending.draft': 'Ce qui est dans le champ n’a pas été envoyé.',
  'interview.ending.not_kept':
    'Rien de cet entretien n’est conservé. Il ne pourra pas être repris.',
  'interview.ending.stay': 'Rester dans l’entretien',
  'interview.ending.end': 'Terminer l’entretien',

  'interview.closing.finish': 'Terminer maintenant',
  'interview.ended.text': 'La page suivante s’ouvrira d’elle-même dans un instant.',
  'interview.ended.leftover':
    'L’entretien s’est terminé avant que ceci soit envoyé ou pris. Copiez-le si vous en avez '
    + 'besoin.',
  'interview.ended.on': 'Continuer',
  'interview.end.asked': 'L’entretien est terminé.',
  'interview.end.finished': 'L’entretien est terminé.',
  'interview.end.silence': 'Rien n’a été entendu pendant longtemps : l’entretien est terminé.',
  'interview.end.idle': 'Cette page est restée longtemps sans activité : l’entretien est terminé.',
  'interview.end.no_consent': 'Vous n’avez pas donné votre accord. Rien n’a été conservé.',
  'interview.end.storage':
    'Les réponses ne peuvent plus être conservées. Ce que vous avez dit avant l’est.',
  'interview.end.shutdown': 'Le serveur s’arrête.',

  'interview.keys.title': 'Clavier',
  'interview.keys.text': 'Ces touches fonctionnent tant que vous n’écrivez pas dans un champ.',
  'interview.keys.space': 'Espace',
  'interview.keys.enter': 'Entrée',
  'interview.keys.escape': 'Échap',
  'interview.keys.talk': 'Maintenir pour parler, avec « Maintenir un bouton pour parler »',
  'interview.keys.send': 'Envoyer une réponse écrite',
  'interview.keys.close': 'Fermer ce qui est ouvert',
  'interview.keys.use': 'Utiliser ces raccourcis',
};
