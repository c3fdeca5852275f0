// Step one: what the interview is about, and how it is held.
// @ts-check

import { fill, h, uniqueId } from '../dom.js';
import { DocumentField } from './documents.js';
import { PATIENCE, lengths } from './form.js';
import { lengthOf, nameOf } from './summary.js';

/** @typedef {import('./lobby.js').Desk} Desk */
/** @typedef {import('./form.js').Fixed} Fixed */

export class AboutStep {
  #desk;
  /** @type {DocumentField[]} */
  #documents;
  #language = h('div', { class: 'field' });

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    const { app } = desk;
    this.#documents = (/** @type {const} */ (['job', 'cv'])).map(
      (name) => new DocumentField(desk, name),
    );
    this.root = h(
      'div',
      { class: 'stack step-body' },
      h('h1', null, app.t('lobby.title')),
      h('p', { class: 'lead' }, app.t('lobby.lead')),
      this.#fixed(),
      this.#fields(),
      this.#patience(),
      h(
        'div',
        { class: 'stack' },
        h(
          'div',
          null,
          h('h2', { class: 'section-title' }, app.t('lobby.documents')),
          h('p', { class: 'quiet-text small' }, app.t('lobby.documents.hint')),
        ),
        h('div', { class: 'pair' }, this.#documents.map((field) => field.root)),
      ),
    );
  }

  /** The server has told more: it knows its languages only when it is ready. */
  refresh() {
    const { app, draft } = this.#desk;
    const known = app.lobby?.languages.length ? app.lobby.languages : [draft.language];
    const options = known.map((value) => ({ value, label: nameOf(app, 'language', value) }));
    const parts = this.#select('language', options, draft.language, (v) => (draft.language = v));
    fill(this.#language, parts);
  }

  primary() {
    const { app } = this.#desk;
    const run = () => {
      const wrong = this.#documents.find((field) => !field.good);
      if (wrong) {
        wrong.focus();
      } else {
        this.#desk.next();
      }
    };
    return { label: app.t('lobby.continue'), run };
  }

  /** What the link has fixed is shown, not asked. */
  #fixed() {
    const { app, draft, fixed } = this.#desk;
    if (app.presets.plan) {
      const plan = [h('dt', null, app.t('lobby.plan')), h('dd', null, app.presets.plan)];
      return h('dl', { class: 'facts fixed' }, plan);
    }
    /** @type {Record<Fixed, string>} */
    const words = {
      role: draft.role,
      kind: nameOf(app, 'kind', draft.kind),
      level: nameOf(app, 'level', draft.level),
      minutes: lengthOf(app, draft.minutes),
    };
    const rows = fixed.map((name) => [
      h('dt', null, app.t(`lobby.${name}`)),
      h('dd', null, words[name]),
    ]);
    return rows.length > 0 && h('dl', { class: 'facts fixed' }, rows);
  }

  #fields() {
    const { app, draft, fixed } = this.#desk;
    const facts = /** @type {import('../app.js').Lobby} */ (app.lobby);
    const named = (/** @type {string} */ field, /** @type {string[]} */ all) =>
      all.map((value) => ({ value, label: nameOf(app, field, value) }));
    const minutes = lengths(facts).map((n) => ({ value: String(n), label: lengthOf(app, n) }));
    const field = (
      /** @type {Fixed} */ name,
      /** @type {{value: string, label: string}[]} */ options,
      /** @type {(value: string) => void} */ choose,
    ) =>
      !fixed.includes(name) &&
      h('div', { class: 'field' }, this.#select(name, options, String(draft[name]), choose));
    this.refresh();
    return h(
      'div',
      { class: 'fields' },
      !fixed.includes('role') && this.#role(),
      field('kind', named('kind', facts.kinds), (v) => (draft.kind = v)),
      field('level', named('level', facts.levels), (v) => (draft.level = v)),
      field('minutes', minutes, (v) => (draft.minutes = Number(v))),
      this.#language,
    );
  }

  #role() {
    const { app, draft, changed } = this.#desk;
    const id = uniqueId('role');
    return h(
      'div',
      { class: 'field wide' },
      h('label', { for: id }, app.t('lobby.role')),
      h('input', {
        id,
        class: 'input',
        name: 'role',
        type: 'text',
        maxlength: 120,
        autocomplete: 'off',
        value: draft.role,
        placeholder: app.t('lobby.role.example'),
        'aria-describedby': `${id}-hint`,
        oninput: (/** @type {Event} */ event) => {
          draft.role = /** @type {HTMLInputElement} */ (event.target).value;
          changed();
        },
      }),
      h('p', { class: 'hint', id: `${id}-hint` }, app.t('lobby.role.hint')),
    );
  }

  /**
   * @param {string} name
   * @param {{value: string, label: string}[]} options
   * @param {string} chosen
   * @param {(value: string) => void} choose
   */
  #select(name, options, chosen, choose) {
    const { app, changed } = this.#desk;
    const id = uniqueId(name);
    const select = h(
      'select',
      {
        id,
        class: 'select',
        name,
        onchange: () => {
          choose(select.value);
          changed();
        },
      },
      options.map(({ value, label }) =>
        h('option', { value, selected: value === chosen }, label),
      ),
    );
    return [h('label', { for: id }, app.t(`lobby.${name}`)), select];
  }

  #patience() {
    const { app, draft, changed } = this.#desk;
    const group = uniqueId('patience');
    const cards = PATIENCE.map((value) =>
      h(
        'label',
        { class: 'choice' },
        h('input', {
          type: 'radio',
          name: group,
          value,
          checked: value === draft.patience,
          onchange: () => {
            draft.patience = value;
            changed();
          },
        }),
        h(
          'span',
          null,
          h('span', { class: 'strong block' }, app.t(`lobby.patience.${value}`)),
          h('span', { class: 'quiet-text small block' }, app.t(`lobby.patience.${value}.hint`)),
        ),
      ),
    );
    return h(
      'fieldset',
      { class: 'plain', dataset: { field: 'patience' } },
      h('legend', { class: 'section-title' }, app.t('lobby.patience')),
      h('div', { class: 'choices' }, cards),
    );
  }
}
