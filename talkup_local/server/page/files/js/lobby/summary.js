// Beside the steps: what will happen, and what was chosen.
// @ts-check

import { h } from '../dom.js';
import { icon } from '../icons.js';

/** @typedef {import('./lobby.js').Desk} Desk */

/**
 * What an interview here is like.
 * @param {Desk} desk
 * @returns {HTMLElement[]}
 */
export function whatWillHappen({ app, draft }) {
  const points = [
    ['chat', 'lobby.happens.talk'],
    ['hand', 'lobby.happens.think'],
    ['keyboard', 'lobby.happens.type'],
    ['pause', 'lobby.happens.pause'],
    ['file', app.lobby?.keeps.reports ? 'lobby.happens.report' : 'lobby.happens.no_report'],
    ['lock', 'lobby.happens.private'],
  ];
  const length = draft.minutes
    ? app.t('lobby.happens.minutes', { n: draft.minutes })
    : app.t('lobby.happens.any_time');
  const planned = Boolean(app.presets.plan);
  return [
    h('h2', { class: 'aside-title' }, app.t('lobby.happens')),
    h(
      'ul',
      { class: 'points' },
      !planned && h('li', null, icon('clock'), h('span', null, length)),
      points.map(([sign, key]) => h('li', null, icon(sign), h('span', null, app.t(key)))),
    ),
  ];
}

/**
 * What was chosen in the first step, with a way back to it.
 * @param {Desk} desk
 * @param {(() => void) | null} change null while nothing can be changed
 * @returns {(HTMLElement | null)[]}
 */
export function summary(desk, change) {
  const { app } = desk;
  const label = (/** @type {string} */ key) =>
    app.t(app.i18n.has(`lobby.summary.${key}`) ? `lobby.summary.${key}` : `lobby.${key}`);
  const rows = facts(desk).map(([key, value]) => [
    h('dt', null, label(key)),
    h('dd', null, value),
  ]);
  return [
    h('h2', { class: 'aside-title' }, app.t('lobby.summary')),
    h('dl', { class: 'facts' }, rows),
    change &&
      h(
        'button',
        { type: 'button', class: 'button quiet edge', onclick: change },
        app.t('lobby.change'),
      ),
  ];
}

/**
 * @param {Desk} desk
 * @returns {[string, string][]} the name of a field and what it says
 */
function facts({ app, draft }) {
  const documents = [
    hasDocument(draft.job) && app.t('lobby.job'),
    hasDocument(draft.cv) && app.t('lobby.cv'),
  ].filter(Boolean);
  /** @type {[string, string][]} */
  const about = app.presets.plan
    ? [['plan', app.presets.plan]]
    : [
        ['role', draft.role || app.t('lobby.role.any')],
        ['kind', nameOf(app, 'kind', draft.kind)],
        ['level', nameOf(app, 'level', draft.level)],
        ['minutes', lengthOf(app, draft.minutes)],
      ];
  return [
    ...about,
    ['language', nameOf(app, 'language', draft.language)],
    ['patience', nameOf(app, 'patience', draft.patience)],
    ['documents', documents.join(', ') || app.t('lobby.documents.none')],
    ['answers', app.t(draft.typed ? 'lobby.answers.typed' : 'lobby.answers.voice')],
  ];
}

/** @param {import('./form.js').DocumentDraft} part */
function hasDocument(part) {
  return part.by === 'file' ? part.file !== null : part.text.trim() !== '';
}

/**
 * Return the name of a choice; one that the page has no word for stands for itself.
 * @param {import('../app.js').App} app
 * @param {string} field
 * @param {string} value
 */
export function nameOf(app, field, value) {
  const key = `lobby.${field}.${value}`;
  return app.i18n.has(key) ? app.t(key) : value.replaceAll('_', ' ');
}

/**
 * @param {import('../app.js').App} app
 * @param {number} minutes
 */
export function lengthOf(app, minutes) {
  return minutes ? app.t('lobby.minutes.n', { n: minutes }) : app.t('lobby.minutes.any');
}
