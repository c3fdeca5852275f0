// French words of what is around the screens.
// @ts-check

export default {
  'app.brand': 'talkup',
  'app.skip': 'Aller au contenu',
  'app.notices': 'Messages',
  'app.language': 'Langue de cette page',
  'app.settings': 'Réglages',
  'app.close': 'Fermer',
  'app.cancel': 'Annuler',
  'app.dismiss': 'Masquer ce message',
  'app.settings.captions': 'Afficher les sous-titres',
  'app.settings.captions.hint': 'Affiche en texte ce que disent les deux côtés.',
  'app.settings.captionsSize': 'Taille des sous-titres',
  'app.settings.captionsSize.s': 'Petite',
  'app.settings.captionsSize.m': 'Moyenne',
  'app.settings.captionsSize.l': 'Grande',
  'app.settings.captionsSize.xl': 'Très grande',
  'app.settings.pushToTalk': 'Maintenir un bouton pour parler',
  'app.settings.pushToTalk.hint':
    'Le micro n’est ouvert que pendant que vous maintenez le bouton ou la barre d’espace.',
  'app.settings.theme': 'Couleurs',
  'app.settings.theme.auto': 'Selon le système',
  'app.settings.theme.light': 'Claires',
  'app.settings.theme.dark': 'Sombres',
  'app.settings.contrast': 'Contraste',
  'app.settings.contrast.normal': 'Normal',
  'app.settings.contrast.high': 'Élevé',
  'app.settings.motion': 'Animations',
  'app.settings.motion.auto': 'Selon le système',
  'app.settings.motion.reduced': 'Réduites',
  'app.settings.language': 'Langue de cette page',
  'app.settings.kept': 'Enregistré dans ce navigateur uniquement.',
  'app.clock.ahead':
    'L’horloge de cet appareil avance de {n} minutes sur le serveur. C’est sans conséquence ; les heures de votre rapport sont celles du serveur.',
  'app.clock.ahead.one':
    'L’horloge de cet appareil avance de {n} minute sur le serveur. C’est sans conséquence ; les heures de votre rapport sont celles du serveur.',
  'app.clock.behind':
    'L’horloge de cet appareil retarde de {n} minutes sur le serveur. C’est sans conséquence ; les heures de votre rapport sont celles du serveur.',
  'app.clock.behind.one':
    'L’horloge de cet appareil retarde de {n} minute sur le serveur. C’est sans conséquence ; les heures de votre rapport sont celles du serveur.',
};
