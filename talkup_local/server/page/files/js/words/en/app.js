// English words of what is around the screens.
// @ts-check

export default {
  'app.brand': 'talkup',
  'app.skip': 'Skip to the content',
  'app.notices': 'Notices',
  'app.language': 'Language of this page',
  'app.settings': 'Settings',
  'app.close': 'Close',
  'app.cancel': 'Cancel',
  'app.dismiss': 'Dismiss this message',
  'app.settings.captions': 'Show captions',
  'app.settings.captions.hint': 'Shows what both sides say, as text.',
  'app.settings.captionsSize': 'Size of the captions',
  'app.settings.captionsSize.s': 'Small',
  'app.settings.captionsSize.m': 'Medium',
  'app.settings.captionsSize.l': 'Large',
  'app.settings.captionsSize.xl': 'Largest',
  'app.settings.pushToTalk': 'Hold a button to talk',
  'app.settings.pushToTalk.hint':
    'The microphone is open only while you hold the button or the space bar.',
  'app.settings.theme': 'Colours',
  'app.settings.theme.auto': 'Same as system',
  'app.settings.theme.light': 'Light',
  'app.settings.theme.dark': 'Dark',
  'app.settings.contrast': 'Contrast',
  'app.settings.contrast.normal': 'Normal',
  'app.settings.contrast.high': 'High',
  'app.settings.motion': 'Motion',
  'app.settings.motion.auto': 'Same as system',
  'app.settings.motion.reduced': 'Reduced',
  'app.settings.language': 'Language of this page',
  'app.settings.kept': 'Saved in this browser only.',
  'app.clock.ahead':
    'The clock of this device is {n} minutes ahead of the server. That does no harm; the times in your report are the server’s.',
  'app.clock.ahead.one':
    'The clock of this device is {n} minute ahead of the server. That does no harm; the times in your report are the server’s.',
  'app.clock.behind':
    'The clock of this device is {n} minutes behind the server. That does no harm; the times in your report are the server’s.',
  'app.clock.behind.one':
    'The clock of this device is {n} minute behind the server. That does no harm; the times in your report are the server’s.',
};
