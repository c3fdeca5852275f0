// The keyboard: which key does what, and when it is left alone.
// @ts-check

/** What the help shows, in this order; `hold` is for as long as the key is down. */
export const KEYS = Object.freeze({
  repeat: 'R',
  skip: 'S',
  wait: 'W',
  pause: 'P',
  mute: 'M',
  type: 'T',
  done: 'D',
  captions: 'C',
  help: '?',
});

/**
 * @param {{key: string, code?: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean,
 *   repeat?: boolean, isComposing?: boolean}} event
 * @param {{editing: boolean, onControl: boolean, pushToTalk: boolean}} focus  editing: in a field;
 *   onControl: on a button reached by the keyboard, which needs Space for itself
 * @returns {string|null}  an action, `talk` for Space
 */
export function actionOf(event, { editing, onControl, pushToTalk }) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || editing) return null;
  if (event.key === ' ') return pushToTalk && !onControl ? 'talk' : null;
  if (event.repeat) return null;
  const key = event.key.toUpperCase();
  const found = Object.entries(KEYS).find(([, name]) => name === key);
  return found ? found[0] : null;
}

const TAP_MS = 300;

/** A button to hold while one talks; a short tap keeps it down until the next one. */
export class TalkButton {
  #downAtMs = -Infinity;
  on = false;
  held = false;
  #closing = false;

  /** @param {number} nowMs @returns {boolean}  whether it is on now */
  down(nowMs) {
    if (this.held) return this.on;
    this.held = true;
    this.#closing = this.on;
    this.#downAtMs = nowMs;
    this.on = true;
    return this.on;
  }

  /** @param {number} nowMs @returns {boolean}  whether it is on now */
  up(nowMs) {
    if (!this.held) return this.on;
    this.held = false;
    this.on = !this.#closing && nowMs - this.#downAtMs < TAP_MS;
    return this.on;
  }

  /** The key is out of sight, as the window has lost it; what a tap has begun goes on. */
  lose() {
    if (this.held) this.release();
  }

  /** It is off, however it was on. */
  release() {
    this.held = false;
    this.on = false;
  }
}
