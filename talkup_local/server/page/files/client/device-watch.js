// Notices a microphone that is gone, or that comes, where no browser tells of it.
// @ts-check

/** A microphone that hears as little as this for so long, in blocks of 20 ms, may be gone. */
const SILENCE = 0.001;
const SILENT_BLOCKS = 100;

const LOOK_MS = 2_000;

/**
 * Browsers tell of what is plugged in and out of a socket. A headset by radio that goes out of
 * reach may only fall silent, and come back as silently; the list of devices knows.
 */
export class DeviceWatch {
  #list;
  #onGone;
  #onNews;
  #setTimer;
  /** Counts what is watched, as looking takes time. */
  #watched = 0;
  /** @type {string | null} the device in use, if the list had it when it was opened */
  #inUse = null;
  #silent = 0;
  #stopTimer = () => {};

  /**
   * @param {object} options
   * @param {() => Promise<string[]>} options.list ids of the microphones that there are
   * @param {() => void} options.onGone what was in use is not in the list any more
   * @param {() => void} options.onNews there are others than there were
   * @param {(work: () => void, ms: number) => () => void} options.setTimer returns what stops it
   */
  constructor({ list, onGone, onNews, setTimer }) {
    this.#list = list;
    this.#onGone = onGone;
    this.#onNews = onNews;
    this.#setTimer = setTimer;
  }

  /**
   * A device is in use.
   *
   * @param {string} id
   */
  async follow(id) {
    const watched = this.stop();
    const ids = await this.#look();
    if (watched === this.#watched && ids?.includes(id)) this.#inUse = id;
  }

  /** @param {number} peak of a block that it has heard, 0..1 */
  hear(peak) {
    this.#silent = peak > SILENCE ? 0 : this.#silent + 1;
    if (this.#inUse === null || this.#silent < SILENT_BLOCKS) return;
    this.#silent = 0;
    void this.#miss();
  }

  /** There is none: waits for one to come. */
  async wait() {
    const watched = this.stop();
    const before = await this.#look();
    const look = async () => {
      const ids = await this.#look();
      if (watched !== this.#watched) return;
      if (ids && String(ids) !== String(before)) this.#onNews();
      else this.#stopTimer = this.#setTimer(look, LOOK_MS);
    };
    if (watched === this.#watched) this.#stopTimer = this.#setTimer(look, LOOK_MS);
  }

  /** @returns {number} what is watched from now on, so far nothing */
  stop() {
    this.#stopTimer();
    this.#inUse = null;
    this.#silent = 0;
    this.#watched += 1;
    return this.#watched;
  }

  async #miss() {
    const watched = this.#watched;
    const ids = await this.#look();
    if (watched !== this.#watched || !ids || ids.includes(this.#inUse ?? '')) return;
    this.#inUse = null;
    this.#onGone();
  }

  #look() {
    return this.#list().catch(() => null); // then nothing is known
  }
}
