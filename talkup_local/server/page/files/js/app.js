// What all screens of the candidate's page share: one object, made at the start.
// @ts-check

import { TalkupClient } from '../client/talkup-client.js';
import { StepHistory } from './lobby/steps.js';
import { SessionLock } from './tabs.js';

/** @typedef {import('../client/talkup-client.js').Microphone} Microphone */
/** @typedef {import('../client/talkup-client.js').Player} Player */
/** @typedef {import('../client/talkup-client.js').TalkupClient} Client */
/** @typedef {import('./i18n.js').I18n} I18n */
/** @typedef {import('./settings.js').SettingsStore} SettingsStore */
/** @typedef {import('./store.js').TabStore} TabStore */
/** @typedef {import('./address.js').Presets} Presets */
/** @typedef {'lobby' | 'resume' | 'interview' | 'after' | 'problem'} ScreenName */

/** @typedef {import('../client/server.js').Lobby} Lobby what `GET /lobby` says */

/**
 * A screen, made by `create(app)` of its module.
 * @typedef {object} Screen
 * @property {string} name
 * @property {HTMLElement} root with data-screen and data-state, and one h1
 * @property {(data: any) => void | Promise<void>} enter
 * @property {() => void} leave
 * @property {() => void} [relabel] the language has changed; without it the screen is made anew,
 *   except for the interview
 */

/**
 * A bar above the screen.
 * @typedef {object} Banner
 * @property {string} id one bar at a time has it
 * @property {'info' | 'ok' | 'warn' | 'danger'} kind
 * @property {string} text
 */

/**
 * What the shell does for the screens.
 * @typedef {object} Shell
 * @property {(screen: ScreenName, data?: any) => Promise<void>} go
 * @property {(screen: ScreenName) => Promise<void>} prepare
 * @property {() => ScreenName | null} current
 * @property {() => void} openSettings
 * @property {() => void} showTitle the operator's name for the page is known now
 * @property {(banner: Banner) => void} showBanner
 * @property {(id: string) => void} hideBanner
 * @property {(text: string, assertive?: boolean) => void} announce
 */

const LIVE = ['starting', 'live', 'reconnecting'];

/** The server of this page; its files lie in a folder of their own. */
const SERVER = new URL('./', location.href).href;

/**
 * Ask the server what it offers.
 * @returns {Promise<Lobby>} rejects with ClientError
 */
export function askLobby() {
  return TalkupClient.lobby(SERVER);
}

/** The app. Its screens find everything here, and nothing in globals. */
export class App {
  /** @type {Lobby | null} */
  lobby = null;
  /** @type {Microphone | null} open, or null for one who types */
  microphone = null;
  /** @type {Microphone | null} that the browser is still asked for */
  asked = null;
  /** @type {Player | null} unlocked, or null without sound */
  player = null;
  /** @type {import('./lobby/form.js').Draft | null} the lobby's form, its files included */
  draft = null;
  /** @type {Client} */
  client;
  lock = new SessionLock();
  steps = new StepHistory();

  /**
   * @param {{i18n: I18n, settings: SettingsStore, store: TabStore, presets: Presets,
   *   shell: (app: App) => Shell}} parts
   */
  constructor({ i18n, settings, store, presets, shell }) {
    this.i18n = i18n;
    this.settings = settings;
    this.store = store;
    this.presets = presets;
    this.client = this.#makeClient();
    this.shell = shell(this);
  }

  get lang() {
    return this.i18n.language;
  }

  /**
   * @param {string} key
   * @param {import('./i18n.js').Params} [params]
   */
  t(key, params) {
    return this.i18n.t(key, params);
  }

  /**
   * Show a screen. A screen that was prepared is there when this returns.
   * @param {ScreenName} screen
   * @param {any} [data] for its `enter`
   */
  go(screen, data) {
    if (screen === 'after' && data?.session_id && data.key) {
      this.store.record = { session_id: data.session_id, key: data.key };
    }
    return this.shell.go(screen, data);
  }

  /**
   * Say something to screen readers.
   * @param {string} text
   * @param {boolean} [assertive] at once
   */
  announce(text, assertive) {
    this.shell.announce(text, assertive);
  }

  openSettings() {
    this.shell.openSettings();
  }

  /** Whether leaving the page would break off an interview. */
  get isLive() {
    return LIVE.includes(this.client.state);
  }

  /**
   * Read what the server says of itself.
   * @param {Promise<Lobby>} [facts] that were asked for already
   * @returns {Promise<Lobby>} rejects with ClientError
   */
  async readLobby(facts = askLobby()) {
    this.lobby = await facts;
    return this.lobby;
  }

  /** A new client, for a new interview; the old one is left. */
  renewClient() {
    this.client.close();
    this.client = this.#makeClient();
    return this.client;
  }

  /** Give back the microphone and the loudspeaker. */
  closeSound() {
    this.asked?.close();
    this.microphone?.close();
    this.asked = this.microphone = null;
    this.player?.close();
    this.player = null;
  }

  #makeClient() {
    const { store } = this;
    const client = new TalkupClient({
      url: SERVER,
      token: () => store.token,
      store: { get: () => store.session, set: (value) => (store.session = value) },
    });
    client.addEventListener('state', () => this.#followState(client));
    client.addEventListener('failed', (event) => this.#fail(client, event));
    client.addEventListener('ended', (event) => this.#over(client, event));
    client.addEventListener('clock', (event) => this.#tellClock(event));
    return client;
  }

  /** @param {Client} client */
  #followState(client) {
    if (client !== this.client) {
      return;
    }
    if (client.state === 'live' && client.session) {
      void this.lock.take(client.session.session_id, { steal: true });
    } else if (client.state === 'ended' || client.state === 'failed') {
      this.lock.release();
    }
  }

  /**
   * An interview that can't go on; a start that is refused is the lobby's own affair.
   * @param {Client} client
   * @param {Event} event
   */
  #fail(client, event) {
    const error = /** @type {CustomEvent} */ (event).detail;
    if (client === this.client && this.shell.current() === 'interview') {
      void this.go('problem', { code: error.code, message: error.message });
    }
  }

  /**
   * @param {Client} client
   * @param {Event} event
   */
  #over(client, event) {
    const { code } = /** @type {CustomEvent} */ (event).detail;
    if (client === this.client && code === 'TAKEN_OVER') {
      void this.go('problem', { code });
    }
  }

  /** @param {Event} event */
  #tellClock(event) {
    const minutes = Math.round(/** @type {CustomEvent} */ (event).detail.offset_ms / 60_000);
    const key = minutes > 0 ? 'app.clock.behind' : 'app.clock.ahead';
    this.shell.showBanner({
      id: 'clock',
      kind: 'warn',
      text: this.t(key, { n: Math.abs(minutes) }),
    });
  }
}
