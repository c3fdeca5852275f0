// What of the microphone may be heard: muted, or only while a key is held, the rest is silence.
// @ts-check

/** After the key is let go, so many blocks of 20 ms still go out: the end of the last word. */
const TAIL_BLOCKS = 15;

/**
 * Silence is not nothing: the server counts its time by the sound that comes.
 */
export class VoiceGate {
  #onReleased;
  #muted = false;
  #byKey = false;
  #held = false;
  #tail = 0;

  /** @param {() => void} onReleased called once the end of what was said has gone through */
  constructor(onReleased) {
    this.#onReleased = onReleased;
  }

  /** Whether nothing of the microphone goes through. */
  get muted() {
    return this.#muted;
  }

  /** @param {boolean} on */
  mute(on) {
    this.#muted = on;
  }

  /** @param {boolean} on whether sound goes through only while `hold(true)` */
  pushToTalk(on) {
    this.#byKey = on;
    this.#held = false;
    this.#tail = 0;
  }

  /**
   * @param {boolean} down
   * @param {boolean} [sounding] whether blocks come; without, there is no tail to wait for
   */
  hold(down, sounding = true) {
    if (!this.#byKey || down === this.#held) return;
    this.#held = down;
    this.#tail = down ? 0 : TAIL_BLOCKS;
    if (!down && !sounding) this.#release();
  }

  /**
   * @param {Int16Array} block
   * @returns {Int16Array} the same, or as much silence
   */
  filter(block) {
    const open = !this.#muted && (!this.#byKey || this.#held || this.#tail > 0);
    return open ? block : new Int16Array(block.length);
  }

  /** Tells that the block that was filtered has been passed on. */
  passed() {
    if (this.#tail === 0) return;
    this.#tail -= 1;
    if (this.#tail === 0) this.#release();
  }

  #release() {
    this.#tail = 0;
    this.#onReleased();
  }
}
