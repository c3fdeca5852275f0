// Screens for what goes wrong: what it is, what to do, and a way on.
// @ts-check

import { fill, h, uniqueId } from './dom.js';
import { icon } from './icons.js';

/** @typedef {import('./app.js').App} App */

/**
 * @typedef {object} ProblemData
 * @property {string} code
 * @property {string} [message] the server's or the client's own sentence
 * @property {number} [retryAfterS]
 * @property {() => void | Promise<void>} [retry] what to do again
 * @property {() => void | Promise<void>} [back] where what was typed is
 * @property {{session_id: string, key: string} | null} [record] an interview that can be read
 */

/** How long to wait before it is tried again by itself, seconds. */
const RETRY_S = new Map([
  ['UNREACHABLE', 5],
  ['CONNECTION_LOST', 5],
  ['NOT_READY', 3],
  ['SERVER_BUSY', 10],
  ['SHUTTING_DOWN', 10],
  ['RATE_LIMITED', 30],
]);
const LONGEST_S = 60;

/** Codes that share a screen. @type {Record<string, string>} */
const SAME = {
  INTERNAL_ERROR: 'INTERNAL',
  UNAUTHORIZED: 'TOKEN_WRONG',
  FORBIDDEN: 'TOKEN_WRONG',
  NOTHING_TO_RESUME: 'RESUME_UNKNOWN',
  CONNECTION_LOST: 'UNREACHABLE',
  TOO_MANY_CONNECTIONS: 'RATE_LIMITED',
};

const SIGNS = new Map([
  ['NOT_READY', 'clock'],
  ['SERVER_BUSY', 'clock'],
  ['SHUTTING_DOWN', 'clock'],
  ['RATE_LIMITED', 'clock'],
  ['TOKEN_NEEDED', 'lock'],
  ['TOKEN_WRONG', 'lock'],
  ['UNREACHABLE', 'plug'],
  ['RESUME_EXPIRED', 'clock'],
]);

/** @param {App} app */
export function create(app) {
  return new ProblemScreen(app);
}

/**
 * Return the code whose screen explains a code.
 * @param {string} code
 * @param {(code: string) => boolean} known whether there are words for it
 */
export function screenOf(code, known) {
  const same = SAME[code] ?? code;
  return known(same) ? same : 'INTERNAL';
}

/**
 * Return how long to wait, seconds, before it is tried again by itself; 0 for never.
 * @param {string} code
 * @param {number} [askedS] what the server asks for
 * @param {number} [tries] how often it was tried already
 */
export function waitS(code, askedS, tries = 0) {
  const usual = RETRY_S.get(code) ?? 0;
  return usual && Math.min(LONGEST_S, Math.max(askedS ?? 0, usual * 1.5 ** tries));
}

class ProblemScreen {
  name = 'problem';
  root = h('section', { class: 'narrow', dataset: { screen: 'problem', state: '' } });
  #app;
  /** @type {ProblemData} */
  #data = { code: 'INTERNAL' };
  #code = 'INTERNAL';
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;
  #countdown = h('p', { class: 'quiet-text figures-text' });

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
  }

  /** @param {ProblemData} data */
  enter(data) {
    const app = this.#app;
    this.#data = data;
    this.#code = screenOf(data.code, (code) => app.i18n.has(`problem.${code}.title`));
    this.root.dataset.state = this.#code;
    const waits = this.#retryS();
    fill(
      this.root,
      h(
        'div',
        { class: 'card stack' },
        h('span', { class: 'sign' }, icon(SIGNS.get(this.#code) ?? 'warning')),
        h('h1', null, app.t(`problem.${this.#code}.title`)),
        h('p', { class: 'lead' }, app.t(`problem.${this.#code}`)),
        h('p', null, app.t(`problem.${this.#code}.do`)),
        this.#detail(),
        this.#waits(),
        this.#contact(),
        this.#token(),
        waits > 0 && this.#countdown,
        this.#ways(),
      ),
    );
    if (waits > 0) {
      this.#count(waits);
    }
  }

  leave() {
    clearInterval(this.#ticking);
  }

  /** The words of the server, where the screen is the one for everything. */
  #detail() {
    const { message } = this.#data;
    return this.#code === 'INTERNAL' && message && h('p', { class: 'quiet-text small' }, message);
  }

  /** Who is asked for a token in mid-interview fears for it. */
  #waits() {
    const open = this.#app.store.lastSession?.ended === false;
    return open && this.#code.startsWith('TOKEN_') && h('p', null, this.#app.t('problem.open'));
  }

  #contact() {
    const contact = this.#app.lobby?.contact;
    return contact && h('p', null, this.#app.t('problem.contact', { contact }));
  }

  #retryS() {
    return waitS(this.#code, this.#data.retryAfterS, triesOf(this.#app, this.#code));
  }

  /** @param {number} seconds */
  #count(seconds) {
    const end = performance.now() + seconds * 1000;
    const show = () => {
      const left = Math.ceil((end - performance.now()) / 1000);
      this.#countdown.textContent = this.#app.t('problem.retry_in', { n: Math.max(0, left) });
      if (left <= 0) {
        this.#again();
      }
    };
    show();
    this.#ticking = setInterval(show, 1000);
  }

  #again() {
    clearInterval(this.#ticking);
    tried(this.#app, this.#code);
    const { retry } = this.#data;
    void (retry ? retry() : location.reload());
  }

  #ways() {
    const ways = this.#buttons();
    return ways.length > 0 && h('div', { class: 'row' }, ways);
  }

  /** @returns {(HTMLElement | false | null | undefined)[]} */
  #buttons() {
    const { back } = this.#data;
    const lobby = () => this.#newInterview();
    switch (this.#code) {
      case 'TOKEN_NEEDED':
      case 'TOKEN_WRONG':
        return []; // the form has its button
      case 'RESUME_EXPIRED':
        return [
          this.#button('primary', 'refresh', 'problem.new_interview', lobby),
          this.#readReport(),
        ];
      case 'RESUME_UNKNOWN':
        return [this.#button('primary', 'refresh', 'problem.new_interview', lobby)];
      case 'TAKEN_OVER':
        return [
          this.#button('primary', 'refresh', 'problem.take_back', () => this.#takeOver()),
          this.#button('quiet', 'x', 'problem.close', () => this.#close()),
        ];
      case 'SECOND_TAB':
        return [
          this.#button('primary', 'play', 'problem.continue_here', () => this.#takeOver()),
          this.#button('quiet', 'x', 'problem.close', () => this.#close()),
        ];
      case 'STORAGE_ERROR':
        return [
          this.#button('primary', 'refresh', 'problem.retry', () => this.#again()),
          this.#readReport(),
        ];
      case 'UNSUPPORTED':
        return [this.#button('primary', 'refresh', 'problem.retry', () => location.reload())];
      default:
        return [
          this.#button('primary', 'refresh', 'problem.retry', () => this.#again()),
          back && this.#button('quiet', 'chevron', 'problem.back', () => void back()),
        ];
    }
  }

  /**
   * @param {'primary' | 'quiet' | ''} kind
   * @param {string} sign
   * @param {string} key
   * @param {() => void} onclick
   */
  #button(kind, sign, key, onclick) {
    const props = { type: 'button', class: `button ${kind}`, dataset: { way: key }, onclick };
    return h('button', props, icon(sign), this.#app.t(key));
  }

  #readReport() {
    const record = this.#data.record ?? this.#app.store.lastSession;
    const open = () => {
      this.#app.store.session = null;
      void this.#app.go('after', record);
    };
    return record && this.#button('', 'file', 'problem.read_report', open);
  }

  #newInterview() {
    this.#app.store.session = null;
    this.#app.renewClient();
    void this.#app.go('lobby', {});
  }

  #takeOver() {
    void this.#app.go('resume', { steal: true });
  }

  #close() {
    this.#app.store.session = null; // it belongs to the other tab now
    this.#app.closeSound();
    window.close(); // only a tab that a script has opened closes by this
    void this.#app.go('lobby', {});
  }

  #token() {
    if (this.#code !== 'TOKEN_NEEDED' && this.#code !== 'TOKEN_WRONG') {
      return null;
    }
    const app = this.#app;
    const id = uniqueId('token');
    const error = h('p', { class: 'error', role: 'alert', id: `${id}-error` });
    const input = h('input', {
      id,
      class: 'input figures',
      type: 'password',
      autocomplete: 'off',
      spellcheck: 'false',
      autocapitalize: 'none',
      'aria-describedby': `${id}-error`,
    });
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      const token = input.value.trim();
      if (!token) {
        error.textContent = app.t('problem.token.missing');
        input.focus();
        return;
      }
      app.store.token = token;
      void (this.#data.retry ? this.#data.retry() : this.#afterToken());
    };
    return h(
      'form',
      { class: 'stack', onsubmit: submit },
      h(
        'div',
        { class: 'field' },
        h('label', { for: id }, app.t('problem.token')),
        input,
        error,
      ),
      h(
        'div',
        { class: 'row' },
        h('button', { class: 'button primary', type: 'submit' }, app.t('problem.token.use')),
      ),
    );
  }

  #afterToken() {
    return this.#app.go(this.#app.store.session ? 'resume' : 'lobby', {});
  }
}

// how often it was tried, so that the waits grow

/**
 * @param {App} app
 * @param {string} code
 * @returns {number}
 */
function triesOf({ store }, code) {
  const { code: last, tries, at } = store.getJson('tries') ?? {};
  return last === code && Date.now() - at < 2 * LONGEST_S * 1000 ? tries : 0;
}

/**
 * @param {App} app
 * @param {string} code
 */
function tried(app, code) {
  app.store.setJson('tries', { code, tries: triesOf(app, code) + 1, at: Date.now() });
}
