// Engines and services: what runs here, how, and whether it is well.
// @ts-check

import { h } from '../dom.js';

/** @typedef {import('./main.js').DeskApp} DeskApp */

const KINDS = { ready: 'ok', busy: 'ok', up: 'ok', local: '', off: '', loading: 'warn' };

/**
 * Return a card for each engine.
 * @param {DeskApp} app @param {Record<string, any>} engines by job
 */
export function engineCards({ t }, engines) {
  return Object.entries(engines).map(([job, one]) => {
    const how = [
      one.device && String(one.device).toUpperCase(),
      one.threads && t('admin.threads', { n: one.threads }),
      one.compute_type,
      one.languages?.length && one.languages.join(', ').toUpperCase(),
      one.waiting ? t('admin.waiting', { n: one.waiting }) : '',
    ].filter(Boolean);
    return h(
      'div',
      { class: 'engine' },
      h('span', { class: 'small quiet-text' }, t(`admin.job.${job}`)),
      h('strong', null, [one.name, one.model].filter(Boolean).join(' · ')),
      h('span', { class: 'row engine-how small' }, state(t, one.state), how.join(' · ')),
      one.note && h('span', { class: 'small engine-note' }, one.note),
    );
  });
}

/**
 * @param {DeskApp['t']} t @param {string} name
 */
export function state(t, name) {
  const kind = /** @type {Record<string, string>} */ (KINDS)[name] ?? 'danger';
  return h('span', { class: `chip ${kind}` }, t(`admin.engine.${name}`));
}
