// The candidate's page: where it starts.
// @ts-check

import { readAddress } from './address.js';
import { App, askLobby } from './app.js';
import { I18n, chooseLanguage } from './i18n.js';
import * as lobby from './lobby/lobby.js';
import * as resume from './lobby/resume.js';
import * as problems from './problems.js';
import { SettingsStore, showSettings } from './settings.js';
import { buildShell } from './shell.js';
import { TabStore } from './store.js';

/** @type {Record<import('./app.js').ScreenName, import('./shell.js').Loader>} */
const SCREENS = {
  lobby: () => lobby,
  resume: () => resume,
  problem: () => problems,
  interview: () => import('./interview/interview.js'),
  after: () => import('./after/after.js'),
};

async function start() {
  const facts = askLobby(); // on its way while the words are
  facts.catch(() => {}); // told below
  const settings = new SettingsStore();
  const store = new TabStore();
  const address = readAddress(location.href);
  showSettings(settings, document.documentElement);
  if (address.token) {
    store.invite(address.token);
  }
  history.replaceState(history.state, '', address.clean); // which step of the lobby it was stays
  const wishes = [store.get('language'), address.presets.lang, settings.get('language')];
  const i18n = new I18n(chooseLanguage([...wishes, ...navigator.languages]));
  await i18n.load('app', 'lobby', 'problem');
  const app = new App({
    i18n,
    settings,
    store,
    presets: address.presets,
    shell: (made) => buildShell(made, SCREENS),
  });
  addEventListener('beforeunload', (event) => app.isLive && event.preventDefault());
  await open(app, address, facts);
}

/**
 * Read what the server says and show the screen that is due.
 * @param {App} app
 * @param {import('./address.js').Address} address
 * @param {Promise<import('./app.js').Lobby>} [facts] that were asked for already
 */
async function open(app, address, facts) {
  const lacks = unsupported();
  if (lacks) {
    await app.go('problem', { code: 'UNSUPPORTED' });
    return;
  }
  try {
    await app.readLobby(facts);
  } catch (error) {
    const { code = 'UNREACHABLE', message } = /** @type {{code?: string, message?: string}} */ (
      error
    );
    await app.go('problem', { code, message, retry: () => open(app, address) });
    return;
  }
  app.shell.showTitle();
  await app.go(...firstScreen(app, address));
  whenIdle(() => {
    for (const screen of /** @type {const} */ (['interview', 'after'])) {
      app.shell.prepare(screen).catch(() => {
        // fetched again when it is needed, with an explanation if it can't be
      });
    }
  });
}

/**
 * @param {App} app
 * @param {import('./address.js').Address} address
 * @returns {[import('./app.js').ScreenName, any]}
 */
function firstScreen({ store, lobby: facts }, { record }) {
  const kept = store.record;
  if (record) {
    const key = record.key ?? (kept?.session_id === record.session_id ? kept.key : null);
    return ['after', { session_id: record.session_id, key }];
  }
  if (facts?.token && !store.token) {
    return ['problem', { code: 'TOKEN_NEEDED' }];
  }
  const last = store.lastSession;
  if (last) {
    return last.ended ? ['after', last] : ['resume', {}];
  }
  return kept ? ['after', kept] : ['lobby', {}];
}

function unsupported() {
  const secure = globalThis.isSecureContext;
  const needed = ['WebSocket', 'HTMLDialogElement', ...(secure ? ['AudioWorkletNode'] : [])];
  return needed.some((name) => !(name in globalThis));
}

/** @param {() => void} work */
function whenIdle(work) {
  if ('requestIdleCallback' in globalThis) {
    requestIdleCallback(work, { timeout: 2000 });
  } else {
    setTimeout(work, 500);
  }
}

void start();
