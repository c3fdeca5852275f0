// The level of the microphone: a bar, and what it means in words.
// @ts-check

import { h } from '../dom.js';
import { levelVerdict, meterPosition } from './verdicts.js';

const FALL = 0.9;
const WORDS_MS = 500;
const KEPT_MS = 1500;
const MOST = 100;

export class Meter {
  root;
  #t;
  #microphone;
  #shown = 0;
  #bar = h('span', { class: 'meter-fill' });
  #words = h('span', { class: 'meter-words small' });
  #track;
  /** @type {number} */
  #frame = 0;
  #written = 0;
  /** @type {{at: number, rms: number, peak: number}[]} */
  #recent = [];
  /** @param {Event} event */
  #hear = (event) => {
    const { rms, peak } = /** @type {CustomEvent} */ (event).detail;
    this.#recent.push({ at: performance.now(), rms, peak });
    if (this.#recent.length > MOST) {
      this.#recent.shift(); // nobody judges while the page is not seen
    }
  };

  /**
   * @param {(key: string) => string} t
   * @param {EventTarget & {level: number}} microphone
   */
  constructor(t, microphone) {
    this.#t = t;
    this.#microphone = microphone;
    this.#track = h(
      'span',
      {
        class: 'meter',
        role: 'meter',
        'aria-label': t('lobby.meter'),
        'aria-valuemin': 0,
        'aria-valuemax': 100,
        'aria-valuenow': 0,
      },
      this.#bar,
    );
    this.root = h('div', { class: 'meter-line' }, this.#track, this.#words);
    this.#judge();
  }

  start() {
    this.#microphone.addEventListener('level', this.#hear);
    const draw = () => {
      this.#draw();
      this.#frame = requestAnimationFrame(draw);
    };
    draw();
  }

  stop() {
    cancelAnimationFrame(this.#frame);
    this.#microphone.removeEventListener('level', this.#hear);
  }

  #draw() {
    const now = meterPosition(this.#microphone.level);
    this.#shown = Math.max(now, this.#shown * FALL);
    this.#bar.style.setProperty('--level', this.#shown.toFixed(3));
    if (performance.now() - this.#written > WORDS_MS) {
      this.#judge();
    }
  }

  #judge() {
    this.#written = performance.now();
    this.#recent = this.#recent.filter(({ at }) => at > this.#written - KEPT_MS);
    const rms = Math.max(0, ...this.#recent.map((level) => level.rms));
    const peak = Math.max(0, ...this.#recent.map((level) => level.peak));
    const verdict = levelVerdict(rms, peak);
    const words = this.#t(`lobby.level.${verdict}`);
    if (this.#words.textContent !== words) {
      this.#words.textContent = words;
      this.root.dataset.level = verdict;
      this.#track.setAttribute('aria-valuetext', words);
    }
    this.#track.setAttribute('aria-valuenow', String(Math.round(meterPosition(rms) * 100)));
  }
}
