// The start: files are read, sound is opened, the server makes its plan, and the interview begins.
// @ts-check

import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { closeMicrophone, openPlayer } from './devices.js';
import { readDocuments } from './files.js';
import { startOptions } from './form.js';

/** @typedef {import('./lobby.js').Desk} Desk */
/** @typedef {{code: string, message: string, retryAfterS?: number}} Refusal */

const LONG_MS = 8000;

export class Start {
  root = h('div', { class: 'stack starting' });
  #desk;
  #cancelled = false;
  /** @type {(nothing: null) => void} */
  #giveUp = () => {};
  /** @type {Promise<null>} what hangs on a dead network need not be waited for */
  #givenUp = new Promise((resolve) => (this.#giveUp = resolve));
  /** @type {(() => void)[]} */
  #undo = [];
  /** Key of what is done just now; '' while the server says it in its own words. */
  #doing = '';
  #long = false;
  #said = h('p', { class: 'lead', role: 'status' });
  #more = h('p', { class: 'quiet-text', role: 'status' });

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    this.relabel();
  }

  /** Written anew, in the language of the page as it is now. */
  relabel() {
    const { app } = this.#desk;
    if (this.#doing) {
      this.#said.textContent = app.t(this.#doing);
    }
    this.#more.textContent = this.#long ? app.t('lobby.starting.long') : '';
    fill(
      this.root,
      h('span', { class: 'spinner large', 'aria-hidden': 'true' }),
      h('h1', null, app.t('lobby.starting')),
      this.#said,
      this.#more,
      h(
        'button',
        { type: 'button', class: 'button', id: 'cancel', onclick: () => this.#cancel() },
        icon('x'),
        app.t('app.cancel'),
      ),
    );
  }

  /** @returns {Promise<Refusal | 'cancelled' | null>} null once the interview is on */
  async run() {
    const { app, draft } = this.#desk;
    const long = setTimeout(() => {
      this.#long = true;
      this.#more.textContent = app.t('lobby.starting.long');
    }, LONG_MS);
    this.#undo.push(() => clearTimeout(long));
    try {
      const documents = await Promise.race([this.#prepare(), this.#givenUp]);
      if (!documents) {
        return 'cancelled';
      }
      const anything = documents.length > 0 || draft.job.by === 'text' || draft.cv.by === 'text';
      this.#do(anything ? 'lobby.starting.documents' : 'lobby.starting.plan');
      await this.#open(documents);
    } catch (error) {
      return this.#cancelled ? 'cancelled' : refusalOf(error);
    } finally {
      this.leave();
    }
    if (this.#cancelled) {
      const forget = () => (app.store.session = null); // it has not begun: nothing to look at
      app.client.addEventListener('ended', forget, { once: true });
      app.client.end();
      return 'cancelled';
    }
    app.store.set('muted', null);
    app.draft = null;
    app.store.set('draft', null);
    app.store.set('typed', draft.typed ? 'yes' : null); // for who takes it back
    await app.go('interview', { typed: draft.typed });
    return null;
  }

  leave() {
    for (const undo of this.#undo.splice(0)) {
      undo();
    }
  }

  async #prepare() {
    const { app, draft } = this.#desk;
    await openPlayer(app); // first, while the click still counts for sound
    await app.shell.prepare('interview');
    return readDocuments(draft);
  }

  /** @param {{purpose: string, name: string, data: string}[]} documents */
  async #open(documents) {
    const { app, draft } = this.#desk;
    const lobby = /** @type {import('../app.js').Lobby} */ (app.lobby);
    const client = app.renewClient();
    if (draft.typed) {
      closeMicrophone(app);
    }
    client.attach(app.microphone, app.player);
    client.pushToTalk(app.microphone !== null && app.settings.get('pushToTalk'));
    this.#listen(client, 'thinking', ({ message }) => {
      this.#doing = '';
      this.#said.textContent = message;
    });
    await client.start(startOptions(draft, lobby, app.presets, documents));
  }

  /**
   * @param {EventTarget} client
   * @param {string} type
   * @param {(detail: any) => void} heard
   */
  #listen(client, type, heard) {
    const listener = (/** @type {Event} */ event) =>
      heard(/** @type {CustomEvent} */ (event).detail);
    client.addEventListener(type, listener);
    this.#undo.push(() => client.removeEventListener(type, listener));
  }

  /** @param {string} key of the words for it */
  #do(key) {
    this.#doing = key;
    this.#said.textContent = this.#desk.app.t(key);
  }

  #cancel() {
    this.#cancelled = true;
    this.#do('lobby.starting.cancelled');
    this.#giveUp(null);
    this.#desk.app.client.end();
  }
}

/**
 * @param {unknown} error
 * @returns {Refusal}
 */
export function refusalOf(error) {
  const { code, message, retryAfterS } = /** @type {Partial<Refusal>} */ (error ?? {});
  // a failed import has no code: the server could not be reached
  return { code: code ?? 'UNREACHABLE', message: code ? (message ?? '') : '', retryAfterS };
}
