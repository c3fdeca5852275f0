// The conversation as it was held, with times, and the sound of answers where it is kept.
// @ts-check

import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { conversation } from './conversation.js';
import { clock, timeOfDay } from './format.js';
import { Playback, soundFormat } from './playback.js';
import { blobOf } from './records.js';

/**
 * @typedef {import('./reader.js').Page} Page
 * @typedef {import('./reader.js').Source} Source
 * @typedef {import('./conversation.js').Said} Said
 */

const STEP_S = 0.1;

/**
 * Make the transcript; it loads by itself.
 * @param {Page} page @param {Source} source
 * @param {string} [candidate] the candidate's name
 */
export function createTranscript(page, source, candidate = page.t('after.candidate')) {
  const { t } = page;
  const words = { t, lang: page.lang };
  const root = h('div', { class: 'card transcript', 'aria-busy': 'true' });
  const playback = new Playback(async (turn) => blobOf(await source.audio(turn, soundFormat())));
  fill(root, h('p', { class: 'quiet-text' }, t('after.loading')));
  source
    .transcript()
    .then(
      (transcript) =>
        fill(root, shown({ ...words, candidate }, conversation(transcript), playback)),
      (error) =>
        fill(root, h('p', { role: 'alert' }, t('after.transcript_failed'), ' ', error.message)),
    )
    .finally(() => root.removeAttribute('aria-busy'));
  return { root, close: () => playback.close() };
}

/**
 * @typedef {{t: Page['t'], lang: string, candidate: string}} Words
 * @param {Words} page @param {Said[]} said @param {Playback} playback
 */
function shown(page, said, playback) {
  if (!said.length) {
    return h('p', null, page.t('after.nothing_said'));
  }
  return h(
    'ol',
    { class: 'said-list' },
    said.map((one) => bubble(page, one, playback)),
  );
}

/** @param {Words} page @param {Said} one @param {Playback} playback */
function bubble({ t, lang, candidate }, one, playback) {
  const at = one.at
    ? h('time', { datetime: one.at, class: 'figures' }, timeOfDay(one.at, lang))
    : null;
  const mark = one.question
    ? t('after.question', { number: one.question })
    : one.mark && t(`after.step.${one.mark}`);
  const speech =
    one.who === 'candidate' && one.speechS >= 1
      ? h('span', null, t('after.speech', { n: Math.round(one.speechS) }))
      : null;
  return h(
    'li',
    { class: `said ${one.who}` },
    h(
      'div',
      { class: 'said-head small quiet-text' },
      h('strong', null, one.who === 'candidate' ? candidate : t('after.interviewer')),
      mark && h('span', { class: 'chip' }, mark),
      at,
      speech,
    ),
    one.text.trim()
      ? h('p', { class: 'said-text', dir: 'auto' }, one.text)
      : h(
          'p',
          { class: 'said-text quiet-text' },
          t(`after.${one.skipped ? 'skipped' : 'nothing_heard'}`),
        ),
    one.audio && player({ t }, one.turn, playback),
  );
}

/**
 * A button that plays an answer, and a place in it to be chosen once it plays.
 * @param {Pick<Page, 't'>} page @param {number} turn @param {Playback} playback
 */
function player({ t }, turn, playback) {
  const button = h('button', { class: 'button quiet play', type: 'button' });
  const place = h('input', { type: 'range', min: 0, step: STEP_S, 'aria-label': t('after.place') });
  const time = h('span', { class: 'figures small quiet-text' });
  const root = h('div', { class: 'player' }, button, place, time);
  let shownState = '';
  const show = () => {
    const mine = playback.turn === turn;
    const state = mine ? playback.state : 'idle';
    if (state !== shownState) {
      const name = state === 'playing' ? 'pause' : 'play';
      const words = state === 'failed' ? 'after.play_failed' : `after.${name}`;
      fill(button, icon(state === 'failed' ? 'warning' : name), t(words));
      button.setAttribute('aria-busy', String(state === 'loading'));
      shownState = state;
    }
    place.hidden = time.hidden = !mine || state === 'loading' || state === 'failed';
    if (mine && !place.hidden) {
      place.max = String(playback.length || 1);
      place.value = String(playback.at);
      place.setAttribute('aria-valuetext', clock(playback.at));
      time.textContent = `${clock(playback.at)} / ${clock(playback.length)}`;
    }
  };
  button.addEventListener('click', () => playback.toggle(turn));
  place.addEventListener('input', () => playback.seek(Number(place.value)));
  playback.addEventListener('change', show);
  show();
  return root;
}
