// The parts of the screen after an interview that only show something.
// @ts-check

import { h } from '../dom.js';
import { icon } from '../icons.js';
import { date, keptUntil, minutesBetween } from './format.js';

/**
 * @typedef {import('./records.js').Overview} Overview
 * @typedef {import('./reader.js').Page} Page
 */

/**
 * The heading: thanks, or which interview it is.
 * @param {Page} page @param {Overview | null} one what is known of it by now
 * @param {{reason?: string, message?: string}} ending why it ended, if it just did
 * @param {boolean} [lead] whether it says what is below
 */
export function hero({ t, lang }, one, { reason, message }, lead = true) {
  const minutes = one?.ended ? minutesBetween(one.created, one.ended) : 0;
  const facts = one && [
    one.role || t(`after.kind.${one.kind}`),
    date(one.created, lang, { time: true }),
    minutes > 0 && t('after.lasted', { n: minutes }),
  ];
  const words = reason && reason !== 'finished' && message ? message : t(leadOf(one));
  return h(
    'header',
    { class: 'after-hero' },
    h('h1', { tabindex: -1 }, t(reason ? 'after.thanks' : 'after.yours')),
    facts && h('p', { class: 'after-facts' }, facts.filter(Boolean).join(' · ')),
    lead && h('p', { class: 'quiet-text' }, words),
  );
}

/**
 * Return the key of the words on what is below.
 * @param {Overview | null} one
 */
function leadOf(one) {
  if (!one || one.redacted || one.report !== 'none') {
    return 'after.lead';
  }
  return one.turns ? 'after.lead_said' : 'after.lead_nothing';
}

/** @param {Page} page */
export function opening({ t }) {
  const waits = h('span', { class: 'spinner', 'aria-hidden': 'true' });
  const words = h('p', null, t('after.opening'));
  return h('div', { class: 'card waiting', role: 'status' }, waits, words);
}

/**
 * What is kept, and until when.
 * @param {Page} page @param {Overview} one
 */
export function kept({ t, lang }, one) {
  const until = keptUntil(one.ended ?? one.created, one.keeps.days);
  const days = until
    ? t('after.keeps_until', { date: date(until, lang) })
    : t('after.keeps_for_ever');
  const rows = [
    ['check', t(one.redacted ? 'after.keeps_redacted' : 'after.keeps_transcript')],
    one.report !== 'none' && ['check', t('after.keeps_report')],
    one.keeps.audio ? ['check', t('after.keeps_audio')] : ['x', t('after.keeps_no_audio')],
    ['lock', t('after.keeps_here')],
    ['clock', days],
  ];
  return h(
    'ul',
    { class: 'kept' },
    rows.map((row) => row && h('li', null, icon(row[0]), h('span', null, row[1]))),
  );
}

/**
 * A screen with nothing more to read.
 * @param {Page} page @param {string} sign an icon @param {string} title @param {string} words
 * @param {Node} way on
 */
export function end({ t }, sign, title, words, way) {
  return h(
    'div',
    { class: 'after-end card stack' },
    h('span', { class: `sign ${sign === 'lock' ? '' : 'ok'}` }, icon(sign)),
    h('h1', { tabindex: -1 }, t(title)),
    h('p', null, t(words)),
    h('div', { class: 'row' }, way),
  );
}

/**
 * @param {string} title @param {string} [words]
 */
export function trouble(title, words) {
  const more = words ? h('p', { class: 'small' }, words) : null;
  return h(
    'div',
    { class: 'banner danger', role: 'alert' },
    icon('warning'),
    h('div', null, h('strong', null, title), more),
  );
}
