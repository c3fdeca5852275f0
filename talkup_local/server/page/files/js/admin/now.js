// Now: places, engines, the interviews that go on, and how delays and load were.
// @ts-check

import { bytes, clock, number } from '../after/format.js';
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { createCharts } from './charts.js';
import { engineCards } from './engines.js';
import { rewrite, table } from './table.js';

/**
 * @typedef {import('./main.js').DeskApp} DeskApp
 * @typedef {import('./table.js').Cell} Cell
 */

const REFRESH_MS = 10_000;

/** @param {DeskApp} app */
export function create(app) {
  const { t, desk } = app;
  const tiles = h('dl', { class: 'tiles' });
  const live = h('div', { class: 'desk-live' });
  const engines = h('div', { class: 'engine-list' });
  const charts = createCharts(app);
  const show = () => {
    fill(tiles, tilesOf(app));
    fill(engines, engineCards(app, desk.overview?.engines ?? {}));
  };
  const refresh = () => {
    if (document.visibilityState === 'visible' && desk.state === 'open') {
      desk.refresh().then(show, () => {
        // the lost connection is told at the top
      });
    }
  };
  const timer = setInterval(refresh, REFRESH_MS);
  show();
  refresh(); // what is known may be from the last time that this was looked at
  showLive(app, live, []);
  desk.request('live').then(
    (message) => showLive(app, live, message.sessions),
    () => {
      // the next push brings it
    },
  );
  return {
    root: h(
      'div',
      { class: 'desk stack' },
      h('h1', null, t('admin.now')),
      tiles,
      section(t('admin.live'), live),
      charts.root,
      section(t('admin.engines'), engines),
    ),
    /** @param {any} message */
    live: (message) => showLive(app, live, message.sessions),
    /** @param {any} message */
    point: (message) => charts.add(message.point),
    close: () => clearInterval(timer),
  };
}

/** @param {string} title @param {...(Node | null)} content */
export function section(title, ...content) {
  return h('section', { class: 'card stack' }, h('h2', null, title), content);
}

/** @param {DeskApp} app */
function tilesOf({ t, lang, desk }) {
  const one = desk.overview;
  if (!one) {
    return [];
  }
  const { sessions, turns, machine } = one;
  const gap = turns.gap_ms ?? {};
  const used = machine.memory_bytes - machine.memory_free_bytes;
  const count = gap.p50 === undefined || gap.p50 === null ? 0 : turns.count;
  return [
    tile(t('admin.places'), t('admin.of', { n: sessions.open, most: sessions.limit }), [
      meter(sessions.open, sessions.limit, t('admin.places')),
    ]),
    tile(t('admin.gap'), ms(gap.p50, lang), [
      count ? t('admin.gap_note', { p95: ms(gap.p95, lang), n: count }) : t('admin.no_turns'),
    ]),
    tile(
      t('admin.load'),
      machine.load === null ? '–' : number(machine.load, lang, 2),
      [t('admin.cores', { n: machine.cpus }), machine.processor].filter(Boolean).join(' · '),
    ),
    tile(t('admin.memory'), bytes(machine.process_memory_bytes, lang), [
      t('admin.memory_note', { used: bytes(used, lang), all: bytes(machine.memory_bytes, lang) }),
    ]),
    tile(t('admin.uptime'), lasting(t, one.uptime_s), t('admin.version', { version: one.version })),
  ];
}

/** @param {string} name @param {string} value @param {(Node | string)[] | string} note */
function tile(name, value, note) {
  return h(
    'div',
    { class: 'tile' },
    h('dt', null, name),
    h('dd', null, h('strong', { class: 'figures' }, value), h('span', { class: 'small' }, note)),
  );
}

/** @param {number} value @param {number} most @param {string} label */
function meter(value, most, label) {
  const bar = h('span', { class: 'meter-bar' });
  bar.style.width = `${Math.min(100, (100 * value) / Math.max(1, most))}%`;
  const full = value >= most;
  return h('span', { class: `meter${full ? ' full' : ''}`, role: 'img', 'aria-label': label }, bar);
}

/** @param {number | null | undefined} value @param {string} lang */
function ms(value, lang) {
  return value === null || value === undefined ? '–' : `${number(value, lang)} ms`;
}

/** @param {DeskApp['t']} t @param {number} seconds */
function lasting(t, seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) {
    return t('admin.minutes', { n: minutes });
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? t('admin.hours', { n: hours })
    : t('admin.days', { n: Math.floor(hours / 24) });
}

/** @param {DeskApp} app @param {HTMLElement} place @param {any[]} sessions */
function showLive(app, place, sessions) {
  const { t, lang } = app;
  if (!sessions.length) {
    if (!place.querySelector('.empty')) {
      fill(place, h('p', { class: 'quiet-text empty' }, t('admin.nobody')));
    }
    return;
  }
  const rows = sessions.map(
    (one) =>
      /** @type {Cell[]} */ ([
        `${one.role || t(`after.kind.${one.kind}`)}`,
        t(`admin.turn.${one.state}`),
        one.question ? t('admin.of', { n: one.question, most: one.questions }) : '–',
        one.remaining_s === null
          ? clock(one.elapsed_s)
          : `${clock(one.elapsed_s)} / ${clock(one.elapsed_s + one.remaining_s)}`,
        String(one.turns),
        ms(one.gap_ms, lang),
        one.gap_ms === null
          ? '–'
          : `${number(one.endpoint_ms, lang)} + ${number(one.compute_ms, lang)}`,
        one.language.toUpperCase(),
        h('code', null, one.session_id.slice(0, 8)),
      ]),
  );
  const made = place.querySelector('table');
  if (made && rewrite(made, rows)) {
    return;
  }
  const heads = [
    'who',
    'state',
    'question',
    'time',
    'turns',
    'last_gap',
    'parts',
    'language',
    'id',
  ];
  const kinds = ['', '', 'right', 'right', 'right', 'right', 'right', '', ''];
  fill(
    place,
    table(
      heads.map((head) => t(`admin.live.${head}`)),
      rows,
      { label: t('admin.live'), kinds },
    ),
    h('p', { class: 'small quiet-text aside-note' }, icon('info'), t('admin.live_note')),
  );
}
