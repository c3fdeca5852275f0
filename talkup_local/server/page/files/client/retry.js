// When to try again: at once, then ever later, until it is too late.
// @ts-check

const FIRST_MS = 500;
const LAST_MS = 8_000;

/** Of each wait, so that clients of one server do not all come at the same moment. */
const JITTER = 0.25;

export class Retry {
  #until;
  #random;

  /**
   * @param {number} now ms
   * @param {number} graceMs after this it is over
   * @param {() => number} [random] 0..1
   */
  constructor(now, graceMs, random = Math.random) {
    this.#until = now + graceMs;
    this.#random = random;
    /** When the next try is due, ms. */
    this.at = now;
    /** How many there were. */
    this.attempt = 0;
  }

  /** @param {number} now ms */
  due(now) {
    return now >= this.at;
  }

  /** @param {number} now ms */
  over(now) {
    return now > this.#until;
  }

  /** Counts a try. */
  begin() {
    this.attempt += 1;
  }

  /**
   * The try came to nothing.
   *
   * @param {number} now ms
   * @param {number} [retryAfterS] what the server asks for
   */
  failed(now, retryAfterS = 0) {
    const waitMs = Math.min(LAST_MS, FIRST_MS * 2 ** (this.attempt - 1));
    const jitter = 1 + JITTER * (2 * this.#random() - 1);
    this.at = now + Math.max(waitMs * jitter, retryAfterS * 1000);
  }

  /**
   * The network is back: no need to wait.
   *
   * @param {number} now ms
   */
  hurry(now) {
    this.at = Math.min(this.at, now);
  }
}
