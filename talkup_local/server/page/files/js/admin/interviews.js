// Interviews that are kept: a list, the latest first, to open or to delete.
// @ts-check

import { confirmDeletion } from '../after/deleting.js';
import { date, number } from '../after/format.js';
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { action, tell, wordsOf } from './doing.js';
import { table } from './table.js';

/**
 * @typedef {import('./main.js').DeskApp} DeskApp
 * @typedef {object} Listed
 * @property {string} session_id @property {string} client_id @property {string} state
 * @property {boolean} live @property {string} reason @property {string} kind
 * @property {string} language @property {string} role @property {string} created
 * @property {string | null} ended @property {number} minutes @property {number} turns
 * @property {'ready' | 'waiting' | 'none'} report @property {boolean} redacted
 */

const PAGE = 25;
const STATES = ['', 'ended', 'broken', 'open'];

/** @param {DeskApp} app */
export function create(app) {
  const view = new List(app);
  void view.load();
  return { root: view.root };
}

class List {
  /** @type {Listed[]} */ #rows = [];
  /** @type {Set<string>} */ #chosen = new Set();
  #state = '';
  #more = false;
  #asked = 0;

  /** @param {DeskApp} app */
  constructor(app) {
    this.app = app;
    const { t } = app;
    this.place = h('div', { class: 'card' }, h('p', { class: 'quiet-text' }, t('after.loading')));
    this.older = action('chevron-down', t('admin.older'), () => this.load(true));
    this.remove = action('trash', '', () => this.#purge(), 'danger');
    this.count = h('p', { class: 'quiet-text', role: 'status' });
    const select = h(
      'select',
      { class: 'select', id: 'desk-state' },
      STATES.map((one) => h('option', { value: one }, t(`admin.state.${one || 'all'}`))),
    );
    select.addEventListener('change', () => {
      this.#state = select.value;
      this.#chosen.clear(); // what is not seen is not deleted
      this.#choose();
      void this.load();
    });
    this.root = h(
      'div',
      { class: 'desk stack' },
      h('h1', null, t('admin.interviews')),
      h(
        'div',
        { class: 'row between' },
        h(
          'div',
          { class: 'row' },
          h('label', { for: 'desk-state' }, t('admin.state')),
          h('span', { class: 'state-choice' }, select),
          this.count,
        ),
        this.remove,
      ),
      this.place,
      h('div', { class: 'row' }, this.older),
    );
    this.older.hidden = true;
    this.#choose();
  }

  /** @param {boolean} [further] what is older than the last one, beside what is there */
  async load(further = false) {
    const { app } = this;
    const asked = ++this.#asked;
    const before = further ? this.#rows.at(-1)?.created : null;
    try {
      const answer = await app.desk.request('sessions', {
        limit: PAGE,
        ...(before ? { before } : {}),
        ...(this.#state ? { state: this.#state } : {}),
      });
      if (asked !== this.#asked) {
        return;
      }
      this.#rows = [...(before ? this.#rows : []), ...answer.sessions];
      this.#more = answer.sessions.length === PAGE;
      this.count.textContent = app.t('admin.kept', { n: answer.count });
      this.#show();
    } catch (error) {
      if (asked === this.#asked) {
        fill(this.place, h('p', { role: 'alert' }, wordsOf(error)));
      }
    }
  }

  #show() {
    const { t } = this.app;
    this.older.hidden = !this.#more;
    if (!this.#rows.length) {
      fill(this.place, h('p', { class: 'quiet-text' }, t('admin.no_interviews')));
      return;
    }
    const heads = ['when', 'role', 'state', 'length', 'answers', 'report', 'language', 'choose'];
    fill(
      this.place,
      table(
        heads.map((head) => t(`admin.list.${head}`)),
        this.#rows.map((row) => this.#cells(row)),
        { label: t('admin.interviews'), kinds: ['', '', '', 'right', 'right', '', '', 'choose'] },
      ),
    );
    this.#choose();
  }

  /** @param {Listed} one @returns {import('./table.js').Cell[]} */
  #cells(one) {
    const { t, lang } = this.app;
    const box = h('input', {
      type: 'checkbox',
      checked: this.#chosen.has(one.session_id),
      'aria-label': t('admin.choose', {
        when: date(one.created, lang, { time: true, short: true }),
      }),
      onchange: () => this.#toggle(one.session_id, box.checked),
    });
    return [
      h(
        'a',
        { href: `#interviews/${one.session_id}` },
        date(one.created, lang, { time: true, short: true }),
      ),
      h(
        'span',
        null,
        one.role || kindOf(this.app, one.kind),
        one.role && h('span', { class: 'small quiet-text block' }, kindOf(this.app, one.kind)),
      ),
      stateChip(this.app, one),
      t('admin.min', { n: Number(number(one.minutes, 'en', 0)) }),
      String(one.turns),
      one.redacted ? t('admin.redacted') : t(`admin.report.${one.report}`),
      one.language.toUpperCase(),
      h('label', { class: 'box' }, box),
    ];
  }

  /** @param {string} id @param {boolean} on */
  #toggle(id, on) {
    if (on) {
      this.#chosen.add(id);
    } else {
      this.#chosen.delete(id);
    }
    this.#choose();
  }

  #choose() {
    const n = this.#chosen.size;
    this.remove.hidden = n === 0;
    fill(this.remove, icon('trash'), this.app.t('admin.purge_chosen', { n }));
  }

  async #purge() {
    const { app } = this;
    const ids = [...this.#chosen];
    if (!(await confirmPurge(app, ids.length))) {
      return;
    }
    const { deleted, proven } = await app.desk.request('purge', { session_ids: ids });
    this.#chosen.clear();
    await this.load();
    tell(this.root, 'ok', purged(app, deleted, proven));
  }
}

/** @param {DeskApp} app @param {number} n how many */
export function confirmPurge({ t }, n) {
  return confirmDeletion(t, {
    title: t('admin.purge_title', { n }),
    lead: t('after.delete_what'),
    goes: [t('after.delete_transcript'), t('after.delete_report'), t('after.delete_audio')],
    note: t('admin.purge_note'),
    sure: t('after.delete_sure'),
    yes: t('after.delete_yes'),
  });
}

/** @param {DeskApp} app @param {number} n @param {boolean} proven */
export function purged({ t }, n, proven) {
  return `${t('admin.purged', { n })} ${proven ? '' : t('admin.purged_later')}`.trim();
}

/** @param {DeskApp} app @param {string} kind it may be of another release */
export function kindOf({ t, i18n }, kind) {
  return i18n.has(`after.kind.${kind}`) ? t(`after.kind.${kind}`) : kind;
}

/** @param {DeskApp} app @param {{state: string, live?: boolean}} one */
export function stateChip({ t }, one) {
  const name = one.live ? 'live' : one.state;
  const kind = { live: 'ok', broken: 'warn' }[name] ?? '';
  return h('span', { class: `chip ${kind}` }, t(`admin.state.${name}`));
}
