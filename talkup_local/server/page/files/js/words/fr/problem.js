// French words of the screens for what goes wrong.
// @ts-check

export default {
  'problem.retry': 'Réessayer maintenant',
  'problem.retry_in': 'Nouvelle tentative dans {n} secondes.',
  'problem.retry_in.one': 'Nouvelle tentative dans {n} seconde.',
  'problem.back': 'Retour à vos choix',
  'problem.open': 'Votre entretien n’est pas perdu : il reprend avec un jeton valable.',
  'problem.contact': 'Besoin d’aide ? Contact : {contact}.',
  'problem.new_interview': 'Commencer un nouvel entretien',
  'problem.read_report': 'Lire ce qui a été dit',
  'problem.take_back': 'Le reprendre ici',
  'problem.continue_here': 'Continuer ici',
  'problem.close': 'Le laisser là-bas',
  'problem.token': 'Jeton',
  'problem.token.use': 'Continuer',
  'problem.token.missing': 'Collez d’abord le jeton.',

  'problem.UNREACHABLE.title': 'Le serveur ne répond pas',
  'problem.UNREACHABLE': 'Il est arrêté, il démarre, ou le réseau entre vous et lui est coupé.',
  'problem.UNREACHABLE.do':
    'Vérifiez votre réseau. Cette page continue d’essayer, et reprend d’elle-même au retour du serveur.',
  'problem.NOT_READY.title': 'L’intervieweur se prépare',
  'problem.NOT_READY': 'Le serveur a démarré et charge ce qu’il lui faut pour écouter et parler.',
  'problem.NOT_READY.do': 'Patientez un instant. L’entretien commencera de lui-même.',
  'problem.SERVER_BUSY.title': 'Toutes les places sont prises',
  'problem.SERVER_BUSY': 'Ce serveur mène déjà autant d’entretiens qu’il le peut.',
  'problem.SERVER_BUSY.do':
    'Laissez cet onglet ouvert. Tout ce que vous avez saisi y reste, et la page continue d’elle-même dès qu’une place se libère.',
  'problem.SHUTTING_DOWN.title': 'Le serveur redémarre',
  'problem.SHUTTING_DOWN': 'Il s’arrête un moment, le plus souvent pour une mise à jour.',
  'problem.SHUTTING_DOWN.do': 'Patientez. Cette page continue d’elle-même au retour du serveur.',
  'problem.RATE_LIMITED.title': 'Trop de tentatives',
  'problem.RATE_LIMITED': 'Trop de tentatives sont parties de votre adresse en peu de temps.',
  'problem.RATE_LIMITED.do': 'Patientez un peu. La page réessaie d’elle-même.',
  'problem.TOKEN_NEEDED.title': 'Il faut un jeton',
  'problem.TOKEN_NEEDED': 'Les entretiens sur ce serveur sont réservés aux personnes invitées.',
  'problem.TOKEN_NEEDED.do':
    'Collez le jeton de votre invitation ; il commence par tk_. Si vous n’en avez pas, adressez-vous à la personne qui vous a invité.',
  'problem.TOKEN_WRONG.title': 'Ce jeton ne fonctionne pas',
  'problem.TOKEN_WRONG': 'Il est inconnu ici, n’est plus valable, ou sert à autre chose.',
  'problem.TOKEN_WRONG.do':
    'Vérifiez qu’il a été copié en entier et collez-le de nouveau. Sinon, demandez-en un autre à la personne qui vous a invité.',
  'problem.FOREIGN_ORIGIN.title': 'Cette page ne peut pas utiliser le serveur',
  'problem.FOREIGN_ORIGIN':
    'Le serveur n’accepte que les pages des adresses que son responsable a inscrites.',
  'problem.FOREIGN_ORIGIN.do':
    'Ouvrez l’entretien à l’adresse du serveur, ou demandez à son responsable d’ajouter celle-ci à auth.origins.',
  'problem.RESUME_EXPIRED.title': 'Cet entretien est terminé',
  'problem.RESUME_EXPIRED': 'Il a pris fin, ou votre absence a été trop longue pour le reprendre.',
  'problem.RESUME_EXPIRED.do':
    'Ce que vous avez dit jusque-là n’est pas perdu. Vous pouvez aussi en commencer un nouveau.',
  'problem.RESUME_UNKNOWN.title': 'Il n’y a pas d’entretien à reprendre',
  'problem.RESUME_UNKNOWN': 'Le serveur ne le connaît pas, ou il a été supprimé.',
  'problem.RESUME_UNKNOWN.do': 'Vous pouvez en commencer un nouveau.',
  'problem.TAKEN_OVER.title': 'L’entretien continue dans une autre fenêtre',
  'problem.TAKEN_OVER': 'Votre entretien a été repris ailleurs ; il s’est donc arrêté ici.',
  'problem.TAKEN_OVER.do': 'Continuez dans l’autre fenêtre, ou reprenez-le ici.',
  'problem.SECOND_TAB.title': 'Cet entretien est ouvert dans un autre onglet',
  'problem.SECOND_TAB': 'Un entretien ne peut être ouvert que dans un onglet à la fois.',
  'problem.SECOND_TAB.do':
    'Revenez à l’autre onglet, ou continuez ici : il s’arrêtera alors là-bas.',
  'problem.STORAGE_ERROR.title': 'Le serveur ne peut pas conserver vos réponses',
  'problem.STORAGE_ERROR': 'Son stockage est plein ou en panne ; il ne mène donc pas d’entretien.',
  'problem.STORAGE_ERROR.do':
    'Prévenez le responsable de ce serveur. Ce que vous avez dit avant est conservé ; vous n’avez rien d’autre à faire.',
  'problem.UNSUPPORTED.title': 'Ce navigateur est trop ancien',
  'problem.UNSUPPORTED': 'Il lui manque ce dont cette page a besoin pour parler avec le serveur.',
  'problem.UNSUPPORTED.do':
    'Ouvrez cette page dans une version actuelle de Chrome, Edge, Firefox ou Safari.',
  'problem.INTERNAL.title': 'Un problème est survenu',
  'problem.INTERNAL': 'Ce n’est pas votre faute, et ce que vous avez dit avant est conservé.',
  'problem.INTERNAL.do': 'Réessayez. Si cela se reproduit, prévenez le responsable de ce serveur.',
};
