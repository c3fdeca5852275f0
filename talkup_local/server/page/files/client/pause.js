// Whether the interview stands still: as the candidate wants it, and as the server says.
// @ts-check

/** Not the candidate alone ends a pause: a typed answer and a request do so, too. */
export class Pause {
  #on = false;
  #turn = '';

  /** Whether nothing of the microphone is to go out. */
  get on() {
    return this.#on;
  }

  /**
   * @param {boolean} on what the candidate wants
   * @returns {boolean} whether that is news to the server
   */
  want(on) {
    const news = on !== this.#on;
    this.#on = on;
    return news;
  }

  /** @param {string} state whose turn it is, as the server tells */
  turn(state) {
    if (state === 'paused' || this.#turn === 'paused') this.#on = state === 'paused';
    this.#turn = state;
  }

  /** The server does not do what it was asked for. */
  refused() {
    if (this.#turn !== 'paused') this.#on = false;
  }

  /** @param {boolean} resumed whether a connection goes on with what was before it */
  begin(resumed) {
    this.#turn = '';
    if (!resumed) this.#on = false;
  }
}
