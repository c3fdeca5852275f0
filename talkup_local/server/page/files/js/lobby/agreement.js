// Step three: what is kept, what the interviewer is, and the candidate's agreement.
// @ts-check

import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { needsConsent } from './form.js';

/** @typedef {import('./lobby.js').Desk} Desk */

export class AgreementStep {
  #desk;
  #error = h('p', { class: 'error', role: 'alert', id: 'consent-error' });

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    const { app } = desk;
    const facts = /** @type {import('../app.js').Lobby} */ (app.lobby);
    const points = keptPoints(facts).map(([sign, key, n]) =>
      h('li', null, icon(sign), h('span', null, app.t(key, { n }))),
    );
    this.root = h(
      'div',
      { class: 'stack step-body' },
      h('h1', null, app.t('lobby.agreement.title')),
      h('p', { class: 'lead' }, app.t('lobby.agreement.lead')),
      h('h2', { class: 'section-title' }, app.t('lobby.kept')),
      h('ul', { class: 'points' }, points),
      h('h2', { class: 'section-title' }, app.t('lobby.ai')),
      h('p', null, app.t('lobby.ai.text')),
      needsConsent(facts) && this.#consent(),
    );
  }

  primary() {
    const { app } = this.#desk;
    return { label: app.t('lobby.start'), icon: 'play', run: () => this.#start() };
  }

  #start() {
    const { app, draft, start } = this.#desk;
    const facts = /** @type {import('../app.js').Lobby} */ (app.lobby);
    if (needsConsent(facts) && !draft.consent) {
      fill(this.#error, app.t('lobby.consent.missing'));
      /** @type {HTMLElement | null} */ (this.root.querySelector('#consent'))?.focus();
      return;
    }
    start();
  }

  #consent() {
    const { app, draft, changed } = this.#desk;
    const box = h('input', {
      type: 'checkbox',
      id: 'consent',
      checked: draft.consent,
      'aria-describedby': this.#error.id,
      onchange: () => {
        draft.consent = box.checked;
        fill(this.#error);
        changed();
      },
    });
    return h(
      'div',
      { class: 'consent' },
      h('label', { class: 'check' }, box, h('span', null, app.t('lobby.consent'))),
      this.#error,
    );
  }
}

/**
 * Return what is kept as rows: an icon, a key of words, a number for it.
 * @param {import('../app.js').Lobby} lobby
 * @returns {[string, string, number][]}
 */
function keptPoints({ keeps }) {
  if (!keeps.transcript && !keeps.audio) {
    return [
      ['check', 'lobby.kept.nothing', 0],
      ['lock', 'lobby.kept.here', 0],
    ];
  }
  return [
    ['file', keeps.reports ? 'lobby.kept.report' : 'lobby.kept.transcript', 0],
    keeps.audio ? ['mic', 'lobby.kept.audio', 0] : ['mic-off', 'lobby.kept.no_audio', 0],
    ['clock', keeps.days ? 'lobby.kept.days' : 'lobby.kept.until', keeps.days],
    ['lock', 'lobby.kept.here', 0],
    ['trash', 'lobby.kept.delete', 0],
  ];
}
