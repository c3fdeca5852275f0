// What the interviewer says: its words and its sound, brought together for a player, or without.
// @ts-check

/** @typedef {import('./player.js').Player} Player */

/** In any other state the sound stays as it is: it may be about to be broken off. */
const STANDING = new Set(['held', 'paused']);
const GOING_ON = new Set(['speaking', 'listening']);

export class Spoken {
  #says;
  /** @type {Player | null} */
  #player = null;
  /** @type {string | null} the words whose sound is still to come */
  #text = null;
  #reply = 0;
  #begun = /** @param {Event} event */ (event) => {
    this.#says(/** @type {CustomEvent} */ (event).detail.text);
  };

  /** @param {(text: string) => void} says called when words begin to sound */
  constructor(says) {
    this.#says = says;
  }

  /** @param {Player | null} player without one, words count as heard when they come */
  attach(player) {
    this.#player?.removeEventListener('segment', this.#begun);
    this.#player = player;
    player?.addEventListener('segment', this.#begun);
  }

  /** @param {string} text the words of the sound that follows, if any does */
  text(text) {
    this.#withoutSound();
    this.#text = text;
    if (!this.#player) this.#withoutSound();
  }

  /** @param {ArrayBuffer} mp3 */
  sound(mp3) {
    if (!this.#player) return;
    this.#player.add(mp3, this.#text ?? '', this.#reply);
    this.#text = null;
  }

  /** A reply is complete: what comes is another one. */
  complete() {
    this.#withoutSound();
    this.#reply += 1;
  }

  /** @param {string} state whose turn it is */
  turn(state) {
    if (STANDING.has(state)) this.#player?.hold();
    if (GOING_ON.has(state)) this.#player?.resume();
  }

  /** Nothing more of what was said is to be heard. */
  stop() {
    this.#text = null;
    this.#reply += 1;
    this.#player?.flush();
    this.#player?.resume();
  }

  #withoutSound() {
    const text = this.#text;
    this.#text = null;
    if (text === null) return;
    if (this.#player) this.#player.add(null, text, this.#reply);
    else this.#says(text);
  }
}
