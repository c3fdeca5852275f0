// How much time is left, counted by a clock that only goes forward.
// @ts-check

/** Set by what the server says; stands still while the interview does. */
export class Countdown {
  /** @type {number|null} */
  #leftS = null;
  #sinceMs = 0;
  #runs = false;

  /** @param {number|undefined|null} remainingS  none: no limit @param {number} nowMs */
  set(remainingS, nowMs) {
    this.#leftS = remainingS ?? null;
    this.#sinceMs = nowMs;
  }

  /** @param {boolean} on @param {number} nowMs */
  run(on, nowMs) {
    if (on === this.#runs) return;
    this.#leftS = this.left(nowMs);
    this.#sinceMs = nowMs;
    this.#runs = on;
  }

  /** @param {number} nowMs @returns {number|null}  seconds; null without a limit */
  left(nowMs) {
    if (this.#leftS === null) return null;
    const gone = this.#runs ? (nowMs - this.#sinceMs) / 1000 : 0;
    return Math.max(0, this.#leftS - gone);
  }
}

const FEW_S = 5 * 60;

/**
 * How it is told: in minutes, so that nothing ticks.
 * @param {number} leftS
 * @returns {{key: string, minutes: number, pace: 'plenty'|'few'|'last'}}
 */
export function timeLeft(leftS) {
  const minutes = Math.ceil(leftS / 60);
  if (leftS <= 0) return { key: 'interview.time.over', minutes: 0, pace: 'last' };
  if (leftS <= 60) return { key: 'interview.time.last', minutes: 1, pace: 'last' };
  return { key: 'interview.time.left', minutes, pace: leftS <= FEW_S ? 'few' : 'plenty' };
}
