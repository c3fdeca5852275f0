// The sound of answers that are kept: one at a time, loaded when it is asked for.
// @ts-check

/**
 * Return the format in which this browser plays recordings.
 * @returns {'opus'|'mp3'}
 */
export function soundFormat() {
  return new Audio().canPlayType('audio/ogg; codecs=opus') ? 'opus' : 'mp3';
}

/**
 * Plays one recording at a time. Event `change`: `state`, `turn` or the place in it is another.
 */
export class Playback extends EventTarget {
  #audio = new Audio();
  /** @type {Map<number, string>} */ #urls = new Map();
  /** @type {(turn: number) => Promise<Blob>} */ #load;
  #wanted = 0;

  /** Which answer it is about, 0 for none. */
  turn = 0;
  /** @type {'idle'|'loading'|'playing'|'paused'|'failed'} */
  state = 'idle';

  /** @param {(turn: number) => Promise<Blob>} load */
  constructor(load) {
    super();
    this.#load = load;
    this.#audio.addEventListener('timeupdate', () => this.#tell());
    this.#audio.addEventListener('ended', () => this.#become('paused'));
    this.#audio.addEventListener('error', () => this.turn && this.#become('failed'));
  }

  /** Seconds played. */
  get at() {
    return this.#audio.currentTime;
  }

  /** Seconds in all, 0 until that is known. */
  get length() {
    return Number.isFinite(this.#audio.duration) ? this.#audio.duration : 0;
  }

  /**
   * Play an answer from its beginning; or if it is this one, stop it or go on.
   * @param {number} turn
   */
  async toggle(turn) {
    if (turn === this.turn && this.state === 'playing') {
      this.#audio.pause();
      return this.#become('paused');
    }
    if (turn === this.turn && this.state === 'loading') return; // it comes
    const wanted = ++this.#wanted;
    try {
      if (turn !== this.turn || this.state === 'failed') {
        this.#audio.pause();
        this.turn = turn;
        this.#become('loading');
        this.#allow();
        const blob = this.#urls.has(turn) ? null : await this.#load(turn);
        if (wanted !== this.#wanted) return;
        if (blob) this.#urls.set(turn, URL.createObjectURL(blob));
        this.#audio.src = this.#urls.get(turn) ?? '';
      }
      await this.#audio.play();
      this.#become('playing');
    } catch {
      // told by the state: its button says that it can't be played
      if (wanted === this.#wanted) this.#become('failed');
    }
  }

  /** Go to a second of it. @param {number} second */
  seek(second) {
    this.#audio.currentTime = second;
    this.#tell();
  }

  /** Stop, and let go of all sound. */
  close() {
    this.#wanted += 1;
    this.turn = 0;
    this.#audio.pause();
    this.#audio.removeAttribute('src');
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
    this.#become('idle');
  }

  /** Safari plays what comes after the click only where something was loaded in it. */
  #allow() {
    this.#audio.removeAttribute('src');
    this.#audio.load();
  }

  /** @param {Playback['state']} state */
  #become(state) {
    this.state = state;
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new CustomEvent('change'));
  }
}
