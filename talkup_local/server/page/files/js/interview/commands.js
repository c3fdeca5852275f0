// What each button and each key does.
// @ts-check

import { askToEnd, chooseMicrophone, showHelp } from './dialogs.js';
import { screenState, unavailable } from './state.js';

/** @typedef {import('./types.js').Command} Command */
/** @typedef {import('./types.js').Desk} Desk */
/** @typedef {import('./state.js').Action} Action */

/**
 * What commands need of the screen.
 * @typedef {object} Host
 * @property {Desk} desk
 * @property {HTMLElement} root
 * @property {() => import('./state.js').View} view
 * @property {(change: Partial<import('./state.js').View>) => void} set
 * @property {() => void} skipped  the open question is to be left
 * @property {() => void} focusComposer
 * @property {() => void} openSheet
 * @property {() => void} toggleTranscript
 * @property {() => void} microphoneOpened
 * @property {() => void} goOn  to what comes after the interview
 */

/** @type {readonly string[]} */
const LIMITED = ['repeat', 'skip', 'wait', 'pause', 'mute', 'talk', 'done', 'type', 'end'];

/**
 * Do it; who may not is told why.
 * @param {Host} host
 * @param {Command} command
 */
export function perform(host, command) {
  const { app, t } = host.desk;
  const view = host.view();
  const why = LIMITED.includes(command)
    ? unavailable(/** @type {Action} */ (command), view)
    : null;
  if (why) app.announce(t(why), true);
  else COMMANDS[command](host, view);
}

/** @type {Record<Command, (host: Host, view: import('./state.js').View) => void>} */
const COMMANDS = {
  repeat: ({ desk }) => desk.app.client.request('repeat'),
  skip: ({ desk, skipped }) => {
    desk.app.client.request('skip');
    skipped();
  },
  wait: ({ desk }) => desk.app.client.request('wait'),
  done: ({ desk }) => desk.app.client.done(),
  pause: ({ desk }, view) => {
    if (screenState(view) === 'paused') desk.app.client.continue_();
    else desk.app.client.pause();
  },
  mute: ({ desk, set }, view) => {
    const muted = !view.muted;
    desk.app.client.mute(muted);
    desk.app.store.set('muted', muted ? 'yes' : null);
    set({ muted });
    desk.app.announce(desk.t(muted ? 'interview.say.muted' : 'interview.say.unmuted'));
  },
  type: ({ set, focusComposer, root }, view) => {
    const typing = view.microphone === 'none' || !view.typing;
    set({ typing });
    if (typing) focusComposer();
    else focus(root, '[data-action="type"]');
  },
  end: ({ desk, root, view: now, set }, view) => {
    const { client } = desk.app;
    const end = () => {
      client.end();
      if (screenState(now()) !== 'reconnecting') return;
      set({ leaving: true });
      desk.app.announce(desk.t('interview.reconnecting.leaving'));
    };
    if (view.progress?.step === 'close') {
      end();
    } else {
      const kept = client.session?.keeps.transcript ?? true;
      const draft = Boolean(desk.app.store.get('answer')?.trim());
      askToEnd(root, desk, { kept, draft, end });
    }
  },
  push_to_talk: ({ desk }, view) => desk.app.settings.set('pushToTalk', !view.pushToTalk),
  captions: ({ desk }) => {
    const { settings } = desk.app;
    settings.set('captions', !settings.get('captions'));
    desk.app.announce(desk.t(`interview.say.captions_${settings.get('captions') ? 'on' : 'off'}`));
  },
  help: ({ desk, root }) => showHelp(root, desk),
  more: ({ openSheet }) => openSheet(),
  transcript: ({ toggleTranscript }) => toggleTranscript(),
  sound: ({ desk, root, microphoneOpened }) => chooseMicrophone(root, desk, microphoneOpened),
  unlock: ({ desk }) => {
    desk.app.player?.unlock().catch(() => {}); // still blocked: the button stays
  },
  after: ({ goOn }) => goOn(),
  talk: () => {}, // held, not pressed
};

/** @param {HTMLElement} root @param {string} selector */
function focus(root, selector) {
  const found = root.querySelector(selector);
  if (found instanceof HTMLElement) found.focus();
}
