// Plots over time: SVG with axes, values under the pointer or by arrow keys, and a table.
// @ts-check

import { fill, h, svg, uniqueId } from '../dom.js';
import { nearest, scale, timeTicks } from './scales.js';
import { table } from './table.js';

/**
 * @typedef {object} Place where a value stands, and what is said of it
 * @property {number} at ms since 1970
 * @property {string[]} cells of its row in the table, its time first
 * @property {string} words the same as a line
 *
 * @typedef {object} Drawing what a plot shows at the moment
 * @property {number} from ms since 1970 @property {number} to
 * @property {number[]} ticks of the values, from 0
 * @property {(value: number) => string} label of a tick
 * @property {Place[]} places in their order
 * @property {(x: (at: number) => number, y: (value: number) => number, foot: number) =>
 *   SVGElement[]} marks
 *
 * @typedef {object} PlotOptions
 * @property {string} title @property {string} unit of the values
 * @property {string} empty words for no values at all
 * @property {string[]} heads of the table, the time first
 * @property {string} asTable words on what opens it
 * @property {string} hint how values are read by keys
 * @property {(at: number) => string} time of day in words
 * @property {() => void} fitted is called when its width is another: to draw it anew
 * @property {Node[]} [legend]
 * @property {number} [height] px
 */

const LEFT = 54;
const RIGHT = 14;
const TOP = 28;
const BOTTOM = 26;
const MOST_TICKS = 6;
const WIDE = 520;
const USUAL_WIDTH = 640;
const LEAST_WIDTH = 240;

/** A figure with a drawing that can be drawn anew. */
export class Plot {
  /** @type {Drawing | null} */ #drawing = null;
  #chosen = -1;

  /** @param {PlotOptions} options */
  constructor(options) {
    this.options = options;
    this.width = USUAL_WIDTH;
    this.height = options.height ?? 220;
    const title = uniqueId('plot');
    this.note = h('span', { class: 'plot-note figures small' });
    this.said = h('span', { class: 'visually-hidden', role: 'status' });
    this.area = h('div', {
      class: 'plot-area',
      tabindex: 0,
      role: 'group',
      'aria-labelledby': title,
      'aria-description': options.hint,
    });
    this.rows = h('div', { class: 'plot-table' });
    const more = h('details', null, h('summary', null, options.asTable), this.rows);
    more.addEventListener('toggle', () => this.#fillTable(more.open));
    this.more = more;
    this.root = h(
      'figure',
      { class: 'plot' },
      h(
        'figcaption',
        { class: 'plot-head' },
        h('span', { id: title, class: 'plot-title' }, options.title),
        options.legend && h('span', { class: 'legend' }, options.legend),
        this.note,
      ),
      this.area,
      this.said,
      more,
    );
    // drawn at once, it would change what is being measured, and some browsers call that an error
    const measured = new ResizeObserver(([{ contentRect: { width } }]) =>
      requestAnimationFrame(() => this.#fit(width)));
    measured.observe(this.area);
    this.area.addEventListener('pointermove', (event) => this.#point(event));
    this.area.addEventListener('pointerleave', () => this.#choose(-1));
    this.area.addEventListener('blur', () => this.#choose(-1));
    this.area.addEventListener('keydown', (event) => this.#key(event));
  }

  /** @param {Drawing} drawing @param {string} [summary] shown while no value is chosen */
  draw(drawing, summary = '') {
    this.#drawing = drawing;
    this.summary = summary;
    this.#chosen = Math.min(this.#chosen, drawing.places.length - 1);
    fill(this.area, this.#picture(drawing));
    this.#fillTable(this.more.open);
    this.#show();
  }

  /**
   * Draw in the size in which it is seen, so that its letters keep theirs.
   * @param {number} width
   */
  #fit(width) {
    const whole = Math.max(LEAST_WIDTH, Math.round(width));
    if (whole !== this.width && width > 0) {
      this.width = whole;
      this.options.fitted();
    }
  }

  /** @param {Drawing} drawing */
  #picture(drawing) {
    const { width, height } = this;
    const foot = height - BOTTOM;
    const x = scale(drawing.from, drawing.to, LEFT, width - RIGHT);
    const y = scale(0, drawing.ticks.at(-1) ?? 1, foot, TOP);
    const unit = svg('text', { x: LEFT, y: 12, class: 'unit' }, this.options.unit);
    const grid = drawing.ticks.flatMap((value) => [
      svg('line', { x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value), class: 'grid' }),
      svg('text', { x: LEFT - 8, y: y(value) + 4, class: 'tick end' }, drawing.label(value)),
    ]);
    const offset = -new Date(drawing.to).getTimezoneOffset() * 60_000;
    const count = width > WIDE ? MOST_TICKS : 3;
    const times = timeTicks(drawing.from, drawing.to, count, offset)
      .filter((at) => x(at) > LEFT + 14 && x(at) < width - RIGHT - 16)
      .map((at) => svg('text', { x: x(at), y: height - 8, class: 'tick' }, this.options.time(at)));
    const marks = drawing.places.length
      ? drawing.marks(x, y, foot)
      : [svg('text', { x: width / 2, y: height / 2 - 6, class: 'tick' }, this.options.empty)];
    this.cursor = svg('line', { x1: 0, x2: 0, y1: TOP, y2: foot, class: 'cursor' });
    this.cursor.style.display = 'none';
    return svg(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', focusable: 'false' },
      [unit, ...grid, ...times, ...marks, this.cursor],
    );
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const drawing = this.#drawing;
    if (!drawing?.places.length) {
      return;
    }
    const box = this.area.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * this.width;
    const x = scale(drawing.from, drawing.to, LEFT, this.width - RIGHT);
    this.#choose(
      nearest(
        drawing.places.map((place) => x(place.at)),
        at,
      ),
    );
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const last = (this.#drawing?.places.length ?? 0) - 1;
    const from = this.#chosen < 0 ? last + 1 : this.#chosen;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) {
      return;
    }
    event.preventDefault();
    this.#choose(Math.max(0, Math.min(last, to)));
    this.said.textContent = this.#drawing?.places[this.#chosen]?.words ?? '';
  }

  /** @param {number} place */
  #choose(place) {
    this.#chosen = place;
    this.#show();
  }

  #show() {
    const place = this.#drawing?.places[this.#chosen];
    this.note.textContent = place ? place.words : (this.summary ?? '');
    if (!this.cursor || !this.#drawing) {
      return;
    }
    this.cursor.style.display = place ? '' : 'none';
    if (place) {
      const x = scale(this.#drawing.from, this.#drawing.to, LEFT, this.width - RIGHT)(place.at);
      this.cursor.setAttribute('x1', String(x));
      this.cursor.setAttribute('x2', String(x));
    }
  }

  /** @param {boolean} open */
  #fillTable(open) {
    if (open) {
      const rows = this.#drawing?.places.map((place) => place.cells) ?? [];
      fill(this.rows, table(this.options.heads, rows.reverse(), { label: this.options.title }));
    } else {
      fill(this.rows);
    }
  }
}

/**
 * Return a sign of a legend: a patch of colour and its words.
 * @param {string} kind class of the marks @param {string} words
 */
export function legend(kind, words) {
  const patch = svg('svg', { viewBox: '0 0 14 10', class: 'patch', 'aria-hidden': 'true' }, [
    kind.startsWith('line')
      ? svg('path', { d: 'M0 5H14', class: kind })
      : svg('rect', { width: 14, height: 10, rx: 2, class: kind }),
  ]);
  return h('span', { class: 'legend-item' }, patch, words);
}
