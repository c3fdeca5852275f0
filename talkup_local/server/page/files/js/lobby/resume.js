// After a reload: the interview that is still open goes on, once somebody clicks.
// @ts-check

import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { openMicrophone, openPlayer } from './devices.js';
import { refusalOf } from './start.js';
import { isMendable, trouble } from './trouble.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app */
export function create(app) {
  return new ResumeScreen(app);
}

class ResumeScreen {
  name = 'resume';
  root = h('section', { class: 'narrow', dataset: { screen: 'resume', state: 'asking' } });
  #app;
  #busy = false;
  /** Whether it goes on here already, or another screen is shown. */
  #gone = false;
  /** the code of what keeps the microphone away */
  #trouble = '';
  #body = h('div', { class: 'stack' });

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#build();
  }

  /** In another language: what goes on is not begun anew. */
  relabel() {
    this.#build();
    if (this.#busy) {
      this.#wait();
    } else if (this.#trouble) {
      this.#explain();
    } else {
      this.#ask();
    }
  }

  #build() {
    const app = this.#app;
    fill(
      this.root,
      h(
        'div',
        { class: 'card stack' },
        h('span', { class: 'sign' }, icon('play')),
        h('h1', null, app.t('lobby.resume.title')),
        h('p', { class: 'lead' }, app.t('lobby.resume.lead')),
        h('p', { class: 'quiet-text' }, app.t('lobby.resume.hint')),
        this.#body,
      ),
    );
  }

  /** @param {{steal?: boolean, typed?: boolean}} data steal: take it from another tab, at once */
  async enter({ steal = false, typed = this.#app.store.get('typed') === 'yes' }) {
    const kept = this.#app.store.lastSession;
    if (!kept || kept.ended) {
      await (kept ? this.#app.go('after', kept) : this.#app.go('lobby', {}));
      return;
    }
    this.#ask();
    if (steal) {
      await this.#resume(typed);
    } else if (!(await this.#app.lock.take(kept.session_id)) && !this.#gone) {
      await this.#app.go('problem', { code: 'SECOND_TAB' });
    }
  }

  leave() {
    this.#gone = true;
  }

  #ask() {
    this.root.dataset.state = 'asking';
    fill(
      this.#body,
      h(
        'div',
        { class: 'row' },
        this.#button('primary', 'mic', 'lobby.resume.go', () => void this.#resume(false)),
        this.#button('', 'keyboard', 'lobby.type_instead', () => void this.#resume(true)),
      ),
      h(
        'div',
        { class: 'row' },
        this.#button('quiet edge', 'x', 'lobby.resume.leave', () => void this.#leaveIt()),
      ),
    );
  }

  /**
   * @param {string} kind
   * @param {string} sign
   * @param {string} key
   * @param {() => void} onclick
   */
  #button(kind, sign, key, onclick) {
    const props = { type: 'button', class: `button ${kind}`, dataset: { way: key }, onclick };
    return h('button', props, icon(sign), this.#app.t(key));
  }

  /** @param {boolean} typed */
  async #resume(typed) {
    const app = this.#app;
    if (this.#busy) {
      return;
    }
    this.#busy = this.#gone = true;
    this.#trouble = '';
    this.#wait();
    try {
      await openPlayer(app);
      if (!typed && !(await this.#openMicrophone())) {
        return;
      }
      await app.shell.prepare('interview');
      const client = app.renewClient();
      client.attach(typed ? null : app.microphone, app.player);
      client.pushToTalk(!typed && app.settings.get('pushToTalk'));
      await client.resume();
    } catch (error) {
      this.#failed(refusalOf(error));
      return;
    } finally {
      this.#busy = false;
    }
    app.store.set('typed', typed ? 'yes' : null);
    await app.go('interview', { resumed: true, typed });
  }

  #wait() {
    this.root.dataset.state = 'resuming';
    const words = this.#app.t('lobby.resume.going');
    fill(
      this.#body,
      h('p', { class: 'row', role: 'status' }, h('span', { class: 'spinner' }), words),
    );
  }

  async #openMicrophone() {
    try {
      await openMicrophone(this.#app);
      return true;
    } catch (error) {
      this.#trouble = /** @type {{code?: string}} */ (error).code ?? 'FAILED';
      this.#explain();
      return false;
    }
  }

  #explain() {
    const code = this.#trouble;
    const again = this.#button('', 'refresh', 'lobby.trouble.retry', () => this.#resume(false));
    const type = this.#button('quiet', 'keyboard', 'lobby.type_instead', () => this.#resume(true));
    this.root.dataset.state = 'trouble';
    fill(this.#body, trouble(this.#app, code, isMendable(code) && again, type));
  }

  /** @param {import('./start.js').Refusal} refusal */
  #failed({ code, message, retryAfterS }) {
    const app = this.#app;
    const record = app.store.lastSession;
    const retry = () => app.go('resume', {});
    void app.go('problem', { code, message, retryAfterS, retry, record });
  }

  /** Not to go on: what was said until then is still there, with its report. */
  async #leaveIt() {
    const record = this.#app.store.lastSession;
    this.#app.store.session = null;
    this.#app.lock.release();
    await (record ? this.#app.go('after', record) : this.#app.go('lobby', {}));
  }
}
