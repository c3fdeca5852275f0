// What a page keeps of an interview, so that it can go on with it after a reload.
// @ts-check

/** @typedef {{get(): string | null, set(value: string | null): void}} Store */

/**
 * `resume_token` is the key to the interview, and to its records afterwards. ended: why it is over;
 * absent while it can go on. patience, half_duplex: what the candidate has chosen. typed: answers
 * that the server has not taken yet.
 *
 * @typedef {object} Saved
 * @property {string} session_id
 * @property {string} resume_token
 * @property {number} answers that the server has taken
 * @property {string} [patience]
 * @property {boolean} [half_duplex]
 * @property {string} [ended]
 * @property {import('./typed.js').Answer[]} [typed]
 */

/**
 * @param {Store | undefined} store
 * @returns {Saved | null}
 */
export function load(store) {
  try {
    const saved = JSON.parse(store?.get() ?? 'null');
    if (typeof saved?.resume_token !== 'string') return null;
    return { ...saved, typed: answersIn(saved.typed) };
  } catch {
    return null; // not ours, or cut short: as good as nothing
  }
}

/** @param {unknown} typed */
function answersIn(typed) {
  const all = Array.isArray(typed) ? typed : [];
  return all.filter((one) => typeof one?.id === 'string' && typeof one.text === 'string');
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
