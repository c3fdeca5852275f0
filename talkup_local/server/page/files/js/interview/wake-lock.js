// Keeps the screen of a telephone on for as long as the interview lasts.
// @ts-check

export class WakeLock {
  #wanted = false;
  /** @type {WakeLockSentinel|null} */
  #lock = null;
  #again = () => void this.#ask();

  hold() {
    this.#wanted = true;
    // it is lost when the page is hidden
    document.addEventListener('visibilitychange', this.#again);
    void this.#ask();
  }

  release() {
    this.#wanted = false;
    document.removeEventListener('visibilitychange', this.#again);
    void this.#lock?.release();
    this.#lock = null;
  }

  async #ask() {
    if (!this.#wanted || document.hidden || !navigator.wakeLock) return;
    try {
      const lock = await navigator.wakeLock.request('screen');
      if (this.#wanted) this.#lock = lock;
      else await lock.release();
    } catch {
      // low battery, or not allowed: the screen goes dark as it always does
    }
  }
}
