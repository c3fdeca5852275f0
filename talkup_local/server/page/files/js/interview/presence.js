// The presence: runs its animation while it is seen and something moves.
// @ts-check

import { h } from '../dom.js';
import { Needle, Trail, band } from './levels.js';
import { FIRST_REST_MS, restMs } from './pace.js';
import { LOOKS, paint } from './paint.js';

const STEP_MS = 28;
const SETTLE_MS = 170;
const MOST_PIXELS = 2;
const BAR_EVERY_MS = 200;

/** Draws who speaks, and how loud. */
export class Presence {
  #canvas = h('canvas', { 'aria-hidden': 'true' });
  #cells = [0, 1, 2, 3, 4].map(() => h('i', null));
  #meter = h('div', { class: 'iv-meter', 'aria-hidden': 'true' }, this.#cells);
  #context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
  #voice = new Needle();
  #level = new Needle();
  #voiceTrail = new Trail(24, STEP_MS);
  #levelTrail = new Trail(40, STEP_MS);
  #look = { ...LOOKS.connecting };
  /** @type {import('./paint.js').Palette|null} */
  #palette = null;
  #state = 'connecting';
  #deaf = false;
  #cut = false;
  #size = 0;
  #frame = 0;
  #rest = 0;
  #lastMs = 0;
  #barAtMs = -Infinity;
  /** Whether nothing is to move. */
  #calm = isCalm();
  /** @type {(() => void)[]} */
  #undo = [];

  root = h('div', { class: 'iv-presence' }, this.#canvas, this.#meter);

  /** Begin to follow the size, the colours and whether it is seen. */
  enter() {
    const wake = () => this.#wake();
    const recolour = () => {
      this.#palette = null;
      this.#calm = isCalm();
      this.#wake();
    };
    const sizes = new ResizeObserver(() => this.#resize());
    sizes.observe(this.root);
    const looks = new MutationObserver(recolour);
    looks.observe(document.documentElement, { attributes: true });
    const media = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)',
      '(prefers-reduced-motion: reduce)'].map((query) => matchMedia(query));
    for (const one of media) one.addEventListener('change', recolour);
    document.addEventListener('visibilitychange', wake);
    this.#undo = [
      () => sizes.disconnect(),
      () => looks.disconnect(),
      ...media.map((one) => () => one.removeEventListener('change', recolour)),
      () => document.removeEventListener('visibilitychange', wake),
    ];
    this.#wake();
  }

  leave() {
    for (const undo of this.#undo) undo();
    this.#undo = [];
    clearTimeout(this.#rest);
    cancelAnimationFrame(this.#frame);
    this.#frame = this.#rest = 0;
  }

  /**
   * @param {string} state  of the screen
   * @param {boolean} deaf  nobody hears the candidate just now
   * @param {boolean} cut  ... nor will, until something is done about it
   */
  show(state, deaf, cut) {
    if (state === this.#state && deaf === this.#deaf && cut === this.#cut) return;
    this.#state = state;
    this.#deaf = deaf;
    this.#cut = cut;
    this.#wake();
  }

  /** @param {number} rms */
  voice(rms) {
    this.#voice.set(rms, performance.now());
    this.#wake();
  }

  /** @param {number} rms */
  level(rms) {
    this.#level.set(rms, performance.now());
    this.#wake();
  }

  #wake() {
    if (this.#frame || this.#rest || !this.#seen || !this.#undo.length) return;
    this.#lastMs = performance.now();
    this.#ask(FIRST_REST_MS);
  }

  /** Whether there is a place on the screen for it. */
  get #seen() {
    return !document.hidden && this.#size > 0;
  }

  /** Draw when this much time has gone by. @param {number} restMs */
  #ask(restMs) {
    this.#rest = setTimeout(() => {
      this.#rest = 0;
      this.#frame = requestAnimationFrame((nowMs) => this.#step(nowMs));
    }, restMs);
  }

  #resize() {
    const size = Math.floor(Math.min(this.root.clientWidth, this.root.clientHeight));
    if (size === this.#size) return;
    this.#size = size;
    const scale = Math.min(devicePixelRatio || 1, MOST_PIXELS);
    this.#canvas.width = size * scale;
    this.#canvas.height = size * scale;
    this.#canvas.style.width = `${size}px`;
    this.#canvas.style.height = `${size}px`;
    this.#context.setTransform(scale, 0, 0, scale, 0, 0);
    this.#wake();
  }

  /** @param {number} nowMs */
  #step(nowMs) {
    this.#frame = 0;
    if (!this.#seen) return;
    const beganMs = performance.now();
    const stepMs = Math.max(0, Math.min(100, nowMs - this.#lastMs));
    const settled = this.#draw(nowMs, stepMs);
    if (settled && !this.#moves()) return;
    const movement = this.#movement(settled);
    this.#rest = setTimeout(() => {
      const tookMs = performance.now() - beganMs; // with what the browser has done for it
      this.#ask(restMs(tookMs, movement));
    });
  }

  /**
   * @param {number} nowMs
   * @param {number} stepMs
   * @returns {boolean}  whether the look of the state is reached
   */
  #draw(nowMs, stepMs) {
    const calm = this.#calm;
    this.#lastMs = nowMs;
    this.#voiceTrail.push(this.#voice.at(nowMs, stepMs), stepMs);
    this.#levelTrail.push(this.#level.at(nowMs, stepMs), stepMs);
    const settled = this.#mix(calm ? Infinity : stepMs);
    if (calm) this.#bar(nowMs);
    paint(this.#context, {
      size: this.#size,
      timeMs: calm ? 0 : nowMs,
      palette: (this.#palette ??= readPalette()),
      look: this.#look,
      deaf: this.#deaf,
      cut: this.#cut,
      voice: calm ? STILL : this.#voiceTrail,
      level: calm ? STILL : this.#levelTrail,
    });
    return settled;
  }

  #moves() {
    if (this.#calm || this.#state === 'paused' || this.#state === 'ended') return this.#sounds();
    return true;
  }

  /** @param {boolean} settled @returns {import('./pace.js').Movement} */
  #movement(settled) {
    if (this.#look.orbit > 0.01 || this.#look.dash > 0.01) return 'round';
    return settled && !this.#sounds() ? 'breath' : 'level';
  }

  #sounds() {
    return !this.#voiceTrail.still || !this.#levelTrail.still;
  }

  /** Go a step towards the look of the state. @param {number} stepMs @returns {boolean}  there */
  #mix(stepMs) {
    const target = LOOKS[this.#state] ?? LOOKS.connecting;
    const share = 1 - Math.exp(-stepMs / SETTLE_MS);
    let farthest = 0;
    for (const [name, value] of Object.entries(target)) {
      const key = /** @type {keyof import('./paint.js').Look} */ (name);
      this.#look[key] += (value - this.#look[key]) * share;
      farthest = Math.max(farthest, Math.abs(value - this.#look[key]));
    }
    return farthest < 0.01;
  }

  /** With little movement the level is a bar of five cells. @param {number} nowMs */
  #bar(nowMs) {
    if (nowMs - this.#barAtMs < BAR_EVERY_MS) return;
    this.#barAtMs = nowMs;
    const speaks = this.#state === 'speaking' || this.#state === 'greeting';
    const shown = speaks ? this.#voice.value : this.#deaf ? 0 : this.#level.value;
    const lit = shown > 0.05 ? band(shown) : -1;
    this.#cells.forEach((cell, n) => cell.classList.toggle('on', n <= lit));
  }
}

const STILL = new Trail(1, 1000);

function isCalm() {
  const wish = document.documentElement.dataset.motion;
  return wish === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** The colours of the style sheet, as they are now. @returns {import('./paint.js').Palette} */
function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const strong = document.documentElement.dataset.contrast === 'high'
    || matchMedia('(prefers-contrast: more)').matches;
  return {
    accent: colour('--accent'),
    accentSoft: colour('--accent-soft'),
    candidate: colour('--candidate'),
    candidateSoft: colour('--candidate-soft'),
    onCandidate: colour('--on-candidate'),
    line: colour('--line'),
    quiet: colour('--line-strong'),
    ink: colour('--ink'),
    warn: colour('--warn'),
    strong,
  };
}
