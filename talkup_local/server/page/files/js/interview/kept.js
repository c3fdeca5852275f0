// What was said, kept in the tab for a reload; it goes with the interview.
// @ts-check

/** @typedef {import('./talk.js').Entry} Entry */

const NAME = 'talk';
const MOST = 100;

export class KeptTalk {
  #store;
  #written = 0;

  /** @param {import('../store.js').TabStore} store */
  constructor(store) {
    this.#store = store;
  }

  /** @param {string} sessionId @returns {Entry[]} */
  read(sessionId) {
    const kept = this.#store.getJson(NAME);
    return kept?.session_id === sessionId && Array.isArray(kept.entries) ? kept.entries : [];
  }

  /** @param {string} sessionId @param {Entry[]} entries  written when there are more of them */
  write(sessionId, entries) {
    if (!sessionId || entries.length === this.#written) return;
    this.#written = entries.length;
    this.#store.setJson(NAME, { session_id: sessionId, entries: entries.slice(-MOST) });
  }

  forget() {
    this.#store.set(NAME, null);
  }
}
