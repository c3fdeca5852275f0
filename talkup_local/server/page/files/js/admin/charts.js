// Delays and load over time: five plots that share their stretch of time.
// @ts-check

import { bytes, number, timeOfDay } from '../after/format.js';
import { fill, h, svg } from '../dom.js';
import { Plot, legend } from './plots.js';
import { binned, linePath, percentile, thinned, ticksTo } from './scales.js';

/**
 * @typedef {import('./main.js').DeskApp} DeskApp
 * @typedef {import('./scales.js').TurnPoint} TurnPoint
 * @typedef {{at: string, sessions: number, cpu: number, memory_bytes: number,
 *   waiting: Record<string, number>, buffered_s: number}} Point
 */

const RANGES_MIN = [15, 60, 360, 1440];
const BIN_WIDTH = 26;
const [LEAST_BINS, MOST_BINS] = [8, 36];
const MOST_POINTS = 180;
const MINUTE_MS = 60_000;
const MEMORY_UNIT = 1e6;
const BROKEN_MS = 3 * MINUTE_MS;
const TURNS_AGAIN_MS = 15_000;

/** @param {DeskApp} app */
export function createCharts(app) {
  const { t, lang, desk } = app;
  let minutes = 60;
  /** @type {Point[]} */
  let points = [];
  /** @type {TurnPoint[]} */
  let turns = [];
  let read = 0;
  const gap = gapPlot(app);
  const loads = loadPlots(app);

  const draw = () => {
    const to = Math.max(
      Date.parse(points.at(-1)?.at ?? '') || 0,
      Date.parse(turns.at(-1)?.at ?? '') || 0,
    );
    const until = to || Date.now();
    const from = until - minutes * MINUTE_MS;
    gap.draw(turns, from, until);
    for (const load of loads) {
      load.draw(points, from, until);
    }
  };
  const load = async () => {
    read = performance.now();
    try {
      const history = await desk.request('history', { minutes });
      ({ points, turns } = /** @type {any} */ (history));
      draw();
    } catch {
      // a lost connection is told at the top; the plots stay
    }
  };
  const choices = RANGES_MIN.map((range) => {
    const button = h(
      'button',
      { class: 'switch-part', type: 'button', 'aria-pressed': String(range === minutes) },
      range < 60 ? t('admin.minutes', { n: range }) : t('admin.hours', { n: range / 60 }),
    );
    button.addEventListener('click', () => {
      minutes = range;
      for (const one of choices) {
        one.setAttribute('aria-pressed', String(one === button));
      }
      void load();
    });
    return button;
  });
  draw();
  void load();
  const range = h(
    'div',
    { class: 'switch', role: 'group', 'aria-label': t('admin.range') },
    choices,
  );
  return {
    root: h(
      'section',
      { class: 'card stack' },
      h('div', { class: 'row between' }, h('h2', null, t('admin.history')), range),
      gap.root,
      h(
        'div',
        { class: 'small-plots' },
        loads.map((one) => one.root),
      ),
    ),
    /** @param {Point} point */
    add: (point) => {
      points = [...points, point].filter(
        (one) => Date.parse(one.at) >= Date.parse(point.at) - minutes * MINUTE_MS,
      );
      if (performance.now() - read > TURNS_AGAIN_MS) {
        void load(); // turns are not told as they end
      } else {
        draw();
      }
    },
  };
}

/** @param {DeskApp} app */
function gapPlot({ t, lang }) {
  let again = () => {};
  const plot = new Plot({
    fitted: () => again(),
    title: t('admin.plot.gap'),
    unit: 'ms',
    empty: t('admin.plot.no_turns'),
    heads: [
      t('admin.plot.time'),
      t('admin.plot.endpoint'),
      t('admin.plot.compute'),
      'p50',
      'p95',
      t('admin.plot.turns'),
    ],
    asTable: t('admin.plot.table'),
    hint: t('admin.plot.hint'),
    time: (at) => timeOfDay(new Date(at), lang),
    legend: [
      legend('endpoint', t('admin.plot.endpoint')),
      legend('compute', t('admin.plot.compute')),
      legend('line p50', t('admin.plot.p50')),
      legend('line p95', t('admin.plot.p95')),
    ],
    height: 260,
  });
  /** @param {TurnPoint[]} turns @param {number} from @param {number} to */
  const draw = (turns, from, to) => {
    again = () => draw(turns, from, to);
    const bins = binned(turns, from, to, binsOf(plot.width));
    const most = Math.max(0, ...bins.map((bin) => Math.max(bin.p95, bin.endpoint + bin.compute)));
    const full = (/** @type {number} */ value) => number(value, lang);
    const seen = turns
      .filter((turn) => Date.parse(turn.at) >= from && turn.gap_ms !== null)
      .map((turn) => turn.gap_ms ?? 0);
    const summary = seen.length
      ? t('admin.plot.gap_summary', {
          p50: full(percentile(seen, 0.5) ?? 0),
          p95: full(percentile(seen, 0.95) ?? 0),
          n: seen.length,
        })
      : '';
    plot.draw(
      {
        from,
        to,
        ticks: ticksTo(most || 1000, 4, 1),
        label: full,
        places: bins.map((bin) => {
          const at = (bin.start + bin.end) / 2;
          const values = [bin.endpoint, bin.compute, bin.p50, bin.p95].map(full);
          const time = timeOfDay(new Date(at), lang);
          const [endpoint, compute, p50, p95] = values;
          const told = { time, endpoint, compute, p50, p95, n: bin.count };
          return {
            at,
            cells: [time, ...values, full(bin.count)],
            words: t('admin.plot.gap_at', told),
          };
        }),
        marks: (x, y, foot) => gapMarks(bins, x, y, foot),
      },
      summary,
    );
  };
  return { root: plot.root, draw };
}

/** @param {number} width of the plot */
function binsOf(width) {
  return Math.max(LEAST_BINS, Math.min(MOST_BINS, Math.floor(width / BIN_WIDTH)));
}

/**
 * @param {import('./scales.js').Bin[]} bins @param {(at: number) => number} x
 * @param {(value: number) => number} y @param {number} foot
 */
function gapMarks(bins, x, y, foot) {
  const middle = (/** @type {import('./scales.js').Bin} */ bin) => x((bin.start + bin.end) / 2);
  const widest = bins.length ? 2.5 * (x(bins[0].end) - x(bins[0].start)) : 0;
  const bars = bins.flatMap((bin) => {
    const [left, width] = [x(bin.start) + 1.5, Math.max(2, x(bin.end) - x(bin.start) - 3)];
    const [low, top] = [y(bin.endpoint), y(bin.endpoint + bin.compute)];
    const common = { x: left, width };
    return [
      svg('rect', { ...common, y: low, height: Math.max(0, foot - low), class: 'endpoint' }),
      svg('rect', { ...common, y: top, height: Math.max(0, low - top), class: 'compute' }),
    ];
  });
  const line = (/** @type {'p50' | 'p95'} */ which) => [
    svg('path', {
      d: linePath(
        bins.map((bin) => /** @type {[number, number]} */ ([middle(bin), y(bin[which])])),
        widest,
      ),
      class: `line ${which}`,
    }),
    ...bins.map((bin) =>
      svg('circle', { cx: middle(bin), cy: y(bin[which]), r: 2, class: `dot ${which}` }),
    ),
  ];
  return [...bars, ...line('p50'), ...line('p95')];
}

/** @param {DeskApp} app */
function loadPlots(app) {
  const { t, lang } = app;
  const waiting = (/** @type {Point} */ point) =>
    Object.values(point.waiting).reduce((sum, one) => sum + one, 0);
  return [
    loadPlot(
      app,
      'sessions',
      '',
      (one) => one.sessions,
      (value) => number(value, lang),
      1,
    ),
    loadPlot(
      app,
      'cpu',
      t('admin.plot.cores'),
      (one) => one.cpu,
      (value) => number(value, lang, 2),
      0,
    ),
    loadPlot(
      app,
      'memory',
      lang === 'fr' ? 'Mo' : 'MB',
      (one) => one.memory_bytes / MEMORY_UNIT,
      (value) => number(value, lang),
      1,
    ),
    loadPlot(app, 'waiting', t('admin.plot.jobs'), waiting, (value) => number(value, lang), 1),
  ];
}

/**
 * @param {DeskApp} app @param {string} name @param {string} unit
 * @param {(point: Point) => number} valueOf @param {(value: number) => string} label
 * @param {number} least step of the ticks
 */
function loadPlot({ t, lang }, name, unit, valueOf, label, least) {
  const title = t(`admin.plot.${name}`);
  let again = () => {};
  const plot = new Plot({
    fitted: () => again(),
    title,
    unit,
    empty: t('admin.plot.nothing'),
    heads: [t('admin.plot.time'), unit ? `${title} (${unit})` : title],
    asTable: t('admin.plot.table'),
    hint: t('admin.plot.hint'),
    time: (at) => timeOfDay(new Date(at), lang),
    height: 170,
  });
  /** @param {Point[]} points @param {number} from @param {number} to */
  const draw = (points, from, to) => {
    again = () => draw(points, from, to);
    const all = points.map((point) => ({ at: Date.parse(point.at), value: valueOf(point) }));
    const seen = thinned(all, from, to, MOST_POINTS);
    const last = seen.at(-1);
    const most = Math.max(0, ...seen.map((one) => one.value));
    plot.draw(
      {
        from,
        to,
        ticks: ticksTo(most, 3, least),
        label,
        places: seen.map(({ at, value }) => {
          const time = timeOfDay(new Date(at), lang);
          const cells = [time, label(value)];
          return { at, cells, words: `${time} · ${label(value)} ${unit}`.trim() };
        }),
        marks: (x, y, foot) => {
          const places = seen.map(
            ({ at, value }) => /** @type {[number, number]} */ ([x(at), y(value)]),
          );
          const widest = x(from + BROKEN_MS) - x(from);
          return [
            svg('path', { d: areaPath(places, foot, widest), class: `area ${name}` }),
            svg('path', { d: linePath(places, widest), class: `line ${name}` }),
          ];
        },
      },
      last ? `${label(last.value)} ${unit}`.trim() : '',
    );
  };
  return { root: plot.root, draw };
}

/**
 * @param {[number, number][]} places @param {number} foot @param {number} widest
 */
function areaPath(places, foot, widest) {
  /** @type {[number, number][][]} */
  const runs = [];
  for (const place of places) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && place[0] - before[0] <= widest) {
      run.push(place);
    } else {
      runs.push([place]);
    }
  }
  return runs
    .map((run) => {
      const end = run.at(-1) ?? run[0];
      return `${linePath(run)}L${end[0].toFixed(1)} ${foot}L${run[0][0].toFixed(1)} ${foot}Z`;
    })
    .join('');
}
