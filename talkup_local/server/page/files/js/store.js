// What this tab remembers over a reload: token, interview in hand, record, lobby form.
// @ts-check

/**
 * @typedef {object} RecordKey
 * @property {string} session_id
 * @property {string} key opens the candidate's own record
 */

const PREFIX = 'talkup.';

/** A wrapper of sessionStorage that falls back to memory. */
export class TabStore {
  /** @type {Map<string, string>} */
  #memory = new Map();
  #storage;

  /** @param {Storage | null} [storage] null for memory alone */
  constructor(storage = browserStorage()) {
    this.#storage = storage;
  }

  /**
   * @param {string} name
   * @returns {string | null}
   */
  get(name) {
    try {
      // memory first: a storage that is full has what was written before
      return this.#memory.get(name) ?? this.#storage?.getItem(PREFIX + name) ?? null;
    } catch {
      return null; // forbidden, and memory has nothing
    }
  }

  /**
   * @param {string} name
   * @param {string | null} value null forgets it
   */
  set(name, value) {
    if (value === null) {
      this.#memory.delete(name);
    } else {
      this.#memory.set(name, value);
    }
    try {
      if (value === null) {
        this.#storage?.removeItem(PREFIX + name);
      } else {
        this.#storage?.setItem(PREFIX + name, value);
      }
    } catch {
      // full or forbidden: memory has it until the page is left
    }
  }

  /**
   * Read what was kept as JSON; null when there is none, or none that can be read.
   * @param {string} name
   * @returns {any}
   */
  getJson(name) {
    try {
      return JSON.parse(this.get(name) ?? 'null');
    } catch {
      // cut short, or not ours: as if there were none
      return null;
    }
  }

  /**
   * @param {string} name
   * @param {unknown} value null forgets it
   */
  setJson(name, value) {
    this.set(name, value === null ? null : JSON.stringify(value));
  }

  /** Of the server, when it asks for one. */
  get token() {
    return this.get('token');
  }

  set token(value) {
    this.set('token', value);
  }

  /** The interview in hand, as the client module writes it: see its saved.js. */
  get session() {
    return this.get('session');
  }

  set session(value) {
    this.set('session', value);
  }

  /** @returns {(RecordKey & {ended: boolean}) | null} the interview in hand, or the last one */
  get lastSession() {
    const { session_id, resume_token, ended } = this.getJson('session') ?? {};
    const whole = typeof session_id === 'string' && typeof resume_token === 'string';
    return whole ? { session_id, key: resume_token, ended: Boolean(ended) } : null;
  }

  /** @returns {RecordKey | null} the interview that is over, as the screen after it shows it */
  get record() {
    return this.getJson('record');
  }

  set record(value) {
    this.setJson('record', value);
  }

  /**
   * Take the token of a link. One that is not the one before is somebody else's, most likely: they
   * are not shown what was said before. An interview that is still open stays, with a new token.
   * @param {string} token
   */
  invite(token) {
    if (this.token && this.token !== token && (this.lastSession?.ended ?? true)) {
      this.forget();
    }
    this.token = token;
  }

  /** Forget everything that was said or typed; the token stays. */
  forget() {
    for (const name of ['session', 'record', 'draft', 'answer', 'talk', 'muted', 'typed']) {
      this.set(name, null);
    }
  }
}

/** @returns {Storage | null} */
function browserStorage() {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null; // forbidden in this browser
  }
}
