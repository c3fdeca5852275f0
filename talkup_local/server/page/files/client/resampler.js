// Turns sound of any rate into sound of another, block by block, by a windowed sinc.
// @ts-check

/** Zero crossings of the sinc on each side: more make a steeper edge. */
const CROSSINGS = 32;

/** Where the edge lies, as a share of the lower of the two Nyquist frequencies. */
const CUTOFF = 0.92;

/** Of the Kaiser window: about 80 dB of rejection. */
const BETA = 8;

/**
 * A polyphase resampler. However a stream is cut into blocks, the output is the same. It lags
 * behind the input by half of its filter (2 ms at most for speech), with silence before the start.
 */
export class Resampler {
  #up;
  #down;
  #half;
  #filters;
  #kept;
  #length;
  /** Where the next output lies, in samples of the input after the first that is kept. */
  #at = 0;
  #phase = 0;

  /**
   * @param {number} from rate of the input, Hz, a whole number
   * @param {number} to rate of the output, Hz, a whole number
   */
  constructor(from, to) {
    const divisor = greatestCommonDivisor(from, to);
    this.#up = to / divisor;
    this.#down = from / divisor;
    this.#half = Math.ceil(CROSSINGS * Math.max(1, from / to));
    this.#filters = filterBank(this.#up, this.#half, Math.min(1, to / from) * CUTOFF);
    // the end of the input so far: what the next output is made of
    this.#kept = new Float32Array(this.#half * 2);
    this.#length = this.#half * 2 - 1;
  }

  /**
   * @param {Float32Array} block any number of samples
   * @returns {Float32Array} the output that they complete
   */
  push(block) {
    if (this.#up === this.#down) return block.slice();
    this.#keep(block);
    const taps = this.#half * 2;
    const most = Math.ceil(((this.#length + 1) * this.#up) / this.#down) + 1;
    const output = new Float32Array(most);
    let made = 0;
    while (this.#at + taps <= this.#length) {
      output[made] = this.#output();
      made += 1;
      this.#phase += this.#down;
      this.#at += Math.floor(this.#phase / this.#up);
      this.#phase %= this.#up;
    }
    this.#forget();
    return output.subarray(0, made);
  }

  #output() {
    const filter = this.#filters[this.#phase];
    const kept = this.#kept;
    const at = this.#at;
    let sum = 0;
    for (let tap = 0; tap < filter.length; tap += 1) sum += kept[at + tap] * filter[tap];
    return sum;
  }

  /** @param {Float32Array} block */
  #keep(block) {
    const length = this.#length + block.length;
    if (length > this.#kept.length) {
      const larger = new Float32Array(length * 2);
      larger.set(this.#kept.subarray(0, this.#length));
      this.#kept = larger;
    }
    this.#kept.set(block, this.#length);
    this.#length = length;
  }

  #forget() {
    const past = Math.min(this.#at, this.#length);
    this.#kept.copyWithin(0, past, this.#length);
    this.#length -= past;
    this.#at -= past;
  }
}

/**
 * @param {Float32Array} samples -1..1; beyond, they are cut off
 * @returns {Int16Array}
 */
export function toInt16(samples) {
  return Int16Array.from(samples, (value) => {
    const bounded = Math.max(-1, Math.min(1, value));
    return Math.round(bounded * 32767);
  });
}

/**
 * One filter for each position of an output between two inputs, each with a sum of 1.
 *
 * @param {number} phases
 * @param {number} half taps on each side
 * @param {number} cutoff of the Nyquist frequency of the input
 */
function filterBank(phases, half, cutoff) {
  return Array.from({ length: phases }, (_, phase) => {
    const filter = new Float64Array(half * 2);
    let sum = 0;
    for (let tap = 0; tap < filter.length; tap += 1) {
      const x = tap - (half - 1) - phase / phases;
      filter[tap] = sinc(x * cutoff) * kaiser(x / half);
      sum += filter[tap];
    }
    return Float32Array.from(filter, (value) => value / sum);
  });
}

/** @param {number} x */
function sinc(x) {
  if (x === 0) return 1;
  return Math.sin(Math.PI * x) / (Math.PI * x);
}

/** @param {number} x -1..1 */
function kaiser(x) {
  return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
}

/**
 * The modified Bessel function of order zero, by its series.
 *
 * @param {number} x
 */
function bessel(x) {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/**
 * @param {number} a
 * @param {number} b
 * @returns {number}
 */
function greatestCommonDivisor(a, b) {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
