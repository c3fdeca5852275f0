// The screen after an interview: thanks, the report, the transcript, and what becomes of it all.
// @ts-check

import { withoutRecord } from '../address.js';
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { confirmDeletion } from './deleting.js';
import { LinkError } from './link.js';
import { end, hero, kept, opening, trouble } from './parts.js';
import { Reader } from './reader.js';
import { Records, blobOf, recordAddress } from './records.js';
import { copy, save } from './save.js';

/**
 * @typedef {import('./records.js').Overview} Overview
 * @typedef {{session_id: string, key: string}} RecordKey
 * @typedef {object} AfterData
 * @property {string} [session_id] @property {string | null} [key] the interview's resume token
 * @property {string} [reason] why it ended, as the server tells it
 * @property {string} [message] the same as a sentence
 *
 * @typedef {object} App what this screen needs of the page
 * @property {string} lang
 * @property {boolean} asksToken whether the server wants a token
 * @property {(key: string, params?: Record<string, string | number>) => string} t
 * @property {import('../store.js').TabStore} store
 * @property {(text: string, assertive?: boolean) => void} announce
 * @property {(screen: any, data?: any) => void} go
 * @property {() => void} showTitle the heading is another one now
 */

/** Codes that the problem screen explains; it brings back here. */
const PROBLEMS = new Set([
  'UNREACHABLE',
  'NOT_READY',
  'SERVER_BUSY',
  'SHUTTING_DOWN',
  'TOKEN_NEEDED',
  'TOKEN_WRONG',
  'RATE_LIMITED',
  'FORBIDDEN',
  'UNAUTHORIZED',
  'CONNECTION_LOST',
]);
/** Codes that say that there is nothing (any more). */
const NOTHING = new Set(['STORE_OFF', 'RECORD_UNKNOWN', 'RECORD_NOT_OPEN']);

/** @param {any} app */
export function create(app) {
  const screen = new After({
    get lang() {
      return app.lang;
    },
    get asksToken() {
      return Boolean(app.lobby?.token);
    },
    store: app.store,
    t: (key, params) => app.t(key, params),
    announce: (text, assertive) => app.announce(text, assertive),
    go: (screen, data) => app.go(screen, data),
    showTitle: () => app.shell.showTitle(),
  });
  return {
    name: 'after',
    root: screen.root,
    /** @param {AfterData} [data] */
    enter: (data) => screen.enter(data ?? {}),
    leave: () => screen.leave(),
  };
}

class After {
  /** @type {Records | null} */ #records = null;
  /** @type {Reader | null} */ #reader = null;
  /** @type {Overview | null} */ #overview = null;
  /** @type {RecordKey | null} */ #key = null;
  /** @type {AfterData} */ #data = {};
  #visit = 0;

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.root = h('div', { class: 'after', dataset: { screen: 'after', state: 'waiting' } });
  }

  /** @param {AfterData} data */
  async enter(data) {
    this.leave();
    const visit = this.#visit;
    const { app } = this;
    this.#data = data;
    this.#key = keyIn(data) ?? (data.session_id ? null : app.store.record);
    if (data.reason === 'no_consent') {
      return this.#nothing('no_consent');
    }
    if (!this.#key) {
      return this.#nothing(data.key === null ? 'no_key' : ''); // null: of a link without its end
    }
    app.store.record = this.#key;
    if (app.asksToken && !app.store.token) {
      return app.go('problem', { code: 'TOKEN_NEEDED', retry: () => app.go('after', data) });
    }
    this.#become('waiting', hero(app, null, data), opening(app));
    this.#records = new Records({
      sessionId: this.#key.session_id,
      key: this.#key.key,
      token: () => app.store.token,
      language: app.lang,
    });
    try {
      const overview = await this.#records.overview();
      if (visit === this.#visit) {
        this.#show(overview);
      }
    } catch (error) {
      if (visit === this.#visit) {
        this.#failed(error);
      }
    }
  }

  leave() {
    this.#visit += 1;
    this.#reader?.close();
    this.#records?.close();
    this.#reader = this.#records = this.#overview = null;
  }

  /** @param {string} state @param {...(Node | null)} content */
  #become(state, ...content) {
    this.root.dataset.state = state;
    if (!content.length) {
      return;
    }
    const held = this.root.contains(document.activeElement);
    fill(this.root, content);
    this.app.showTitle();
    if (held) {
      this.root.querySelector('h1')?.focus({ preventScroll: true });
    }
  }

  /** @param {unknown} error */
  #failed(error) {
    const { app } = this;
    const code = error instanceof LinkError ? error.code : 'INTERNAL_ERROR';
    const message = error instanceof Error ? error.message : '';
    if (PROBLEMS.has(code)) {
      return app.go('problem', {
        code: code === 'UNAUTHORIZED' ? 'TOKEN_NEEDED' : code,
        message,
        retry: () => app.go('after', this.#data),
      });
    }
    if (NOTHING.has(code)) {
      // right after its end it was never kept; later it was deleted
      return this.#nothing(code === 'STORE_OFF' || this.#data.reason ? '' : 'gone');
    }
    const again = this.#button('refresh', 'after.again', () => this.enter(this.#data), 'primary');
    const banner = trouble(app.t('after.failed'), message);
    const ways = h('div', { class: 'row' }, again, this.#anew(''));
    const what = h('div', { class: 'card stack' }, banner, ways);
    this.#become('failed', hero(app, null, this.#data, false), what);
  }

  /** @param {Overview} overview */
  #show(overview) {
    const { app } = this;
    this.#overview = overview;
    const records = /** @type {Records} */ (this.#records);
    const reader = new Reader(app, records, overview);
    this.#reader = reader;
    const tell = () => this.#become(reader.state);
    reader.addEventListener('state', tell);
    const aside = h('div', { class: 'after-aside stack' }, this.#kept(overview), this.#next());
    this.#become(
      reader.state,
      hero(app, overview, this.#data),
      h('div', { class: 'after-grid' }, h('div', { class: 'after-main' }, reader.root), aside),
    );
  }

  // -- parts -------------------------------------------------------------------------------------

  /** @param {'' | 'no_consent' | 'no_key' | 'gone'} why */
  #nothing(why) {
    const title = why === 'gone' || why === 'no_key' ? 'after.none_title_gone' : 'after.none_title';
    const words = why ? `after.none_${why}` : 'after.none';
    this.#become('none', end(this.app, 'lock', title, words, this.#anew('primary')));
  }

  /** @param {Overview} one */
  #kept(one) {
    const { app } = this;
    const { t } = app;
    return h(
      'section',
      { class: 'card stack', 'aria-labelledby': 'after-kept' },
      h('h2', { id: 'after-kept' }, t('after.kept')),
      kept(app, one),
      h(
        'div',
        { class: 'stack after-actions' },
        this.#button('download', 'after.export', (button) => this.#export(button)),
        this.#button('link', 'after.copy_link', () => this.#copyLink()),
        h('p', { class: 'small quiet-text', id: 'after-link-note' }, t('after.link_note')),
        this.#button('trash', 'after.delete', () => this.#delete(), 'danger'),
      ),
    );
  }

  #next() {
    const { t } = this.app;
    return h(
      'section',
      { class: 'card stack', 'aria-labelledby': 'after-next' },
      h('h2', { id: 'after-next' }, t('after.next')),
      h('p', { class: 'quiet-text' }, t('after.next_how')),
      this.#anew(''),
    );
  }

  /** @param {string} kind */
  #anew(kind) {
    return this.#button('repeat', 'after.another', () => this.#another(), kind);
  }

  /**
   * @param {string} sign @param {string} key @param {(button: HTMLButtonElement) => void} work
   * @param {string} [kind]
   */
  #button(sign, key, work, kind = '') {
    /** @type {HTMLButtonElement} */
    const button = h(
      'button',
      { class: `button ${kind}`, type: 'button' },
      icon(sign),
      this.app.t(key),
    );
    button.addEventListener('click', () => work(button));
    return button;
  }

  // -- what can be done --------------------------------------------------------------------------

  #another() {
    const { store } = this.app;
    store.record = null;
    if (store.lastSession?.session_id === this.#key?.session_id) {
      store.session = null; // it is over
    }
    history.replaceState(null, '', withoutRecord(location.href));
    this.app.go('lobby');
  }

  /** @param {HTMLButtonElement} button */
  async #export(button) {
    const { app } = this;
    button.setAttribute('aria-busy', 'true');
    try {
      const content = await /** @type {Records} */ (this.#records).export();
      save(blobOf(content), content.name ?? 'interview.json');
      app.announce(app.t('after.downloaded', { name: content.name ?? '' }));
    } catch (error) {
      this.#trouble('after.download_failed', error);
    }
    button.removeAttribute('aria-busy');
  }

  async #copyLink() {
    const { app } = this;
    const { session_id: sessionId, key } = /** @type {RecordKey} */ (this.#key);
    const address = recordAddress(location.href, sessionId, key);
    const note = /** @type {HTMLElement} */ (this.root.querySelector('#after-link-note'));
    const done = await copy(address);
    const field = h('input', {
      class: 'input',
      readonly: true,
      'aria-label': app.t('after.link'),
      value: address,
    });
    fill(note, app.t(done ? 'after.link_copied' : 'after.link_by_hand'), done ? null : field);
    if (!done) {
      field.select();
    }
    app.announce(app.t(done ? 'after.link_copied' : 'after.link_by_hand'));
  }

  async #delete() {
    const { app } = this;
    const { t } = app;
    const one = /** @type {Overview} */ (this.#overview);
    const agreed = await confirmDeletion(t, {
      title: t('after.delete_title'),
      lead: t('after.delete_what'),
      goes: [
        t('after.delete_transcript'),
        t('after.delete_report'),
        ...(one.keeps.audio ? [t('after.delete_audio')] : []),
        t('after.delete_link'),
      ],
      note: t('after.delete_note'),
      first: this.#button('download', 'after.export', (button) => this.#export(button)),
      sure: t('after.delete_sure'),
      yes: t('after.delete_yes'),
    });
    if (!agreed) {
      return;
    }
    try {
      await /** @type {Records} */ (this.#records).delete();
    } catch (error) {
      return this.#trouble('after.delete_failed', error);
    }
    this.leave();
    this.#key = null;
    app.store.forget();
    history.replaceState(null, '', withoutRecord(location.href));
    this.#become(
      'deleted',
      end(app, 'check-circle', 'after.deleted_title', 'after.deleted', this.#anew('primary')),
    );
    this.root.querySelector('h1')?.focus();
  }

  /** @param {string} key @param {unknown} error */
  #trouble(key, error) {
    const { app, root } = this;
    document.querySelector('.after-trouble')?.remove();
    const banner = trouble(app.t(key), error instanceof Error ? error.message : '');
    banner.classList.add('after-trouble');
    const place = document.querySelector('dialog[open] h2') ?? root.querySelector('.after-hero');
    place?.after(banner);
    banner.scrollIntoView({ block: 'nearest' });
  }
}

/** @param {AfterData} data @returns {RecordKey | null} */
function keyIn({ session_id: sessionId, key }) {
  return sessionId && key ? { session_id: sessionId, key } : null;
}
