// What a page keeps of an interview, so that it can go on with it after a reload.
// @ts-check

/** @typedef {{get(): string | null, set(value: string | null): void}} Store */

/**
 * `resume_token` is the key to the interview, and to its records afterwards. ended: why it is over;
 * absent while it can go on. patience, half_duplex: what the candidate has chosen.
 *
 * @typedef {object} Saved
 * @property {string} session_id
 * @property {string} resume_token
 * @property {number} answers that the server has taken
 * @property {string} [patience]
 * @property {boolean} [half_duplex]
 * @property {string} [ended]
 */

/**
 * @param {Store | undefined} store
 * @returns {Saved | null}
 */
export function load(store) {
  try {
    const saved = JSON.parse(store?.get() ?? 'null');
    return saved && typeof saved.resume_token === 'string' ? saved : null;
  } catch {
    return null; // not ours, or cut short: as good as nothing
  }
}

/**
 * @param {Store | undefined} store
 * @param {Saved | null} saved
 */
export function save(store, saved) {
  try {
    store?.set(saved && JSON.stringify(saved));
  } catch {
    // full or forbidden: the interview goes on, but not over a reload
  }
}
