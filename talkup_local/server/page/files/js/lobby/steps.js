// The browser's Back and Forward go through the steps of the lobby, in place of leaving the page.
// @ts-check

/** @typedef {(step: number) => void} Walk */

/**
 * Keeps as many entries of the browser's history behind the page as steps are done. Entries are
 * taken back late, so a change waits for the one before it.
 */
export class StepHistory {
  /** @type {Walk | null} */
  #walk = null;
  #history;
  #wanted = 0;
  #moving = false;
  #framed;

  /**
   * @param {{history?: History, events?: EventTarget, framed?: boolean}} [means] framed: within
   *   another site, whose entries are among ours: then nothing is done
   */
  constructor({
    history = globalThis.history,
    events = globalThis,
    framed = globalThis.top !== globalThis.self,
  } = {}) {
    this.#history = history;
    this.#framed = framed;
    events.addEventListener('popstate', () => this.#moved());
  }

  /**
   * Follow the browser until `leave`.
   * @param {Walk} walk the browser has gone to a step
   */
  follow(walk) {
    this.#walk = walk;
  }

  /** Another screen is shown: all steps are taken back. */
  leave() {
    this.#walk = null;
    this.show(0);
  }

  /**
   * A step is shown.
   * @param {number} step from 0
   */
  show(step) {
    this.#wanted = step;
    this.#adapt();
  }

  get #step() {
    return Number(this.#history.state?.step ?? 0);
  }

  #adapt() {
    if (this.#moving || this.#framed) {
      return;
    }
    for (let step = this.#step + 1; step <= this.#wanted; step += 1) {
      this.#history.pushState({ step }, '');
    }
    if (this.#step > this.#wanted) {
      this.#moving = true;
      this.#history.go(this.#wanted - this.#step);
    }
  }

  #moved() {
    if (this.#framed) {
      return;
    }
    if (this.#moving) {
      this.#moving = false;
      this.#adapt();
    } else if (this.#history.state === null && globalThis.location?.hash) {
      // a link within the page, as the one to its content: the step is the same
      this.#history.replaceState({ step: this.#wanted }, '');
    } else if (this.#walk && this.#step !== this.#wanted) {
      this.#wanted = this.#step;
      this.#walk(this.#step);
    }
  }
}
