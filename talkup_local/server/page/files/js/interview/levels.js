// From the level of a voice (RMS of full scale) to what is seen of it.
// @ts-check

const SILENCE_DB = -56;
const RANGE_DB = 60;

/** Bands of what is shown, by their lower ends; the last is very loud, or clipping. */
const BANDS = Object.freeze([0, 0.2, 0.4, 0.6, 0.8]);

/**
 * An ear hears in ratios: speech, mostly from 0.02 to 0.3, comes to lie around the middle.
 * @param {number} rms  0..1
 * @returns {number}  0..1
 */
export function loudness(rms) {
  if (!(rms > 0)) return 0;
  const shown = (20 * Math.log10(rms) - SILENCE_DB) / RANGE_DB;
  return Math.min(1, Math.max(0, shown));
}

/** @param {number} shown  loudness, 0..1  @returns {number}  0..4 */
export function band(shown) {
  let found = 0;
  for (let n = 1; n < BANDS.length; n += 1) if (shown >= BANDS[n]) found = n;
  return found;
}

const ATTACK_MS = 45;
const RELEASE_MS = 260;
const STALE_MS = 250;

/** A level that moves as a needle does: up at once, down slowly, to nothing when none comes. */
export class Needle {
  value = 0;
  #target = 0;
  #setAtMs = -Infinity;

  /** @param {number} rms @param {number} nowMs */
  set(rms, nowMs) {
    this.#target = loudness(rms);
    this.#setAtMs = nowMs;
  }

  /** @param {number} nowMs @param {number} stepMs  since the last time @returns {number}  0..1 */
  at(nowMs, stepMs) {
    const target = nowMs - this.#setAtMs > STALE_MS ? 0 : this.#target;
    const tau = target > this.value ? ATTACK_MS : RELEASE_MS;
    this.value += (target - this.value) * (1 - Math.exp(-stepMs / tau));
    if (this.value < 0.001) this.value = 0;
    return this.value;
  }
}

/** The last values of a level, newest first: what rings and bars are drawn from. */
export class Trail {
  #values;
  #newest = 0;
  #restMs = 0;

  /** @param {number} length @param {number} everyMs  one value */
  constructor(length, everyMs) {
    this.#values = new Float32Array(length);
    this.everyMs = everyMs;
  }

  /** @param {number} value @param {number} stepMs */
  push(value, stepMs) {
    this.#restMs += Math.min(stepMs, this.everyMs * this.#values.length);
    const before = this.#values[this.#newest];
    const steps = Math.floor(this.#restMs / this.everyMs);
    for (let step = 1; step <= steps; step += 1) { // between two frames it went evenly
      this.#newest = (this.#newest + 1) % this.#values.length;
      this.#values[this.#newest] = before + ((value - before) * step) / steps;
    }
    this.#restMs -= steps * this.everyMs;
    this.#values[this.#newest] = Math.max(value, this.#values[this.#newest] * 0.98);
  }

  /** @param {number} ago  index, 0 is the newest @returns {number} */
  at(ago) {
    const length = this.#values.length;
    const index = this.#newest - Math.min(Math.max(0, Math.round(ago)), length - 1);
    return this.#values[(index + length) % length];
  }

  get still() {
    return this.#values.every((value) => value < 0.01);
  }
}

/** So much voice while muted, and the candidate has forgotten that. */
const VOICE = 0.5;
const FORGOTTEN_MS = 900;

/** Notices somebody who talks though nobody can hear it. */
export class MutedVoice {
  #voiceMs = 0;
  #heardAtMs = 0;

  /**
   * @param {number} rms  of the microphone
   * @param {boolean} muted
   * @param {number} nowMs
   * @returns {boolean}  whether it is to be told now
   */
  hears(rms, muted, nowMs) {
    const stepMs = Math.min(100, nowMs - this.#heardAtMs);
    this.#heardAtMs = nowMs;
    const speaks = muted && loudness(rms) > VOICE;
    this.#voiceMs = Math.max(0, this.#voiceMs + (speaks ? stepMs : -stepMs / 2));
    if (this.#voiceMs <= FORGOTTEN_MS) return false;
    this.#voiceMs = 0;
    return true;
  }
}
