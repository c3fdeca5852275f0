// Questions and answers over one WebSocket: what the record and the operator's desk speak.
// @ts-check

const TIMEOUT_MS = 60_000;
/** A connection that neither opens nor fails is given up. */
const OPENING_MS = 10_000;
const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;
const GOING_AWAY = 1001;

/**
 * @typedef {Record<string, any>} Message
 * @typedef {{resolve: (m: Message) => void, reject: (e: Error) => void, timer: any}} Waiting
 * @typedef {object} LinkOptions
 * @property {string} url
 * @property {() => string | null} [token] what opens the server, null for nothing
 * @property {string} [language] of the sentences of errors: `en` or `fr`
 * @property {(url: string) => WebSocket} [open] makes the socket
 * @property {number} [timeoutMs] until a request without an answer is given up
 */

/** What went wrong. `code` is the server's, or one of ours; `message` is for people. */
export class LinkError extends Error {
  /** @param {string} code @param {string} [message] */
  constructor(code, message = '') {
    super(message || code);
    this.name = 'LinkError';
    this.code = code;
  }
}

/**
 * Tell what a close means to who waited for an answer.
 * @param {{code: number, reason: string}} close
 * @param {{opened: boolean, token: boolean}} before whether it was open, and a token was shown
 * @returns {string} a code
 */
export function meaningOf(close, before) {
  if (close.code === POLICY_VIOLATION) {
    if (!before.token) {
      return 'TOKEN_NEEDED';
    }
    // the reason is the refusal's sentence, and the same in all languages
    if (/\bscope\b/.test(close.reason)) {
      return 'FORBIDDEN';
    }
    return /^Too many/.test(close.reason) ? 'RATE_LIMITED' : 'TOKEN_WRONG';
  }
  if (close.code === TRY_AGAIN_LATER) return 'SERVER_BUSY';
  if (close.code === GOING_AWAY) return 'SHUTTING_DOWN';
  return before.opened ? 'CONNECTION_LOST' : 'UNREACHABLE';
}

/**
 * One connection after the other: the first request opens it, and so does the next one after it
 * was lost. Events: `push` (detail: a message that nobody asked for), `open`, `closed` (detail:
 * a LinkError).
 */
export class Link extends EventTarget {
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {Promise<void> | null} */ #opening = null;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  /** @type {LinkError | null} */ #refusal = null;
  #number = 0;
  /** How many messages have come. */
  #come = 0;

  /** @param {LinkOptions} options */
  constructor(options) {
    super();
    this.options = options;
  }

  /** Whether it is open. */
  get live() {
    return this.#socket !== null && this.#opening === null;
  }

  /**
   * Ask, and return the answer. Rejects with LinkError.
   * @param {string} type @param {Message} [fields] @returns {Promise<Message>}
   */
  async request(type, fields = {}) {
    await this.#opened();
    const id = ++this.#number;
    const before = this.#come;
    const answer = new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#late(id, before), this.options.timeoutMs ?? TIMEOUT_MS);
      this.#waiting.set(id, { resolve, reject, timer });
    });
    this.#socket?.send(JSON.stringify({ ...fields, type, id }));
    return answer;
  }

  /** Close it; who waits for an answer gets CLOSED. */
  close() {
    const socket = this.#socket;
    this.#lost(new LinkError('CLOSED'), false);
    socket?.close();
  }

  #opened() {
    if (this.#opening) return this.#opening;
    if (this.#socket) return Promise.resolve();
    this.#refusal = null;
    this.#opening = new Promise((resolve, reject) => this.#open(resolve, reject));
    return this.#opening;
  }

  /** @param {() => void} resolve @param {(e: Error) => void} reject */
  #open(resolve, reject) {
    const make = this.options.open ?? ((url) => new WebSocket(url));
    const token = this.options.token?.() ?? null;
    const before = { opened: false, token: token !== null };
    const socket = make(this.options.url);
    this.#socket = socket;
    const opening = setTimeout(() => socket.close(), this.options.timeoutMs ?? OPENING_MS);
    socket.addEventListener('open', () => {
      clearTimeout(opening);
      before.opened = true;
      this.#opening = null;
      if (token !== null) socket.send(JSON.stringify({ type: 'auth', token }));
      resolve();
      this.dispatchEvent(new CustomEvent('open'));
    });
    socket.addEventListener('message', (event) => this.#take(event.data));
    socket.addEventListener('close', (event) => {
      clearTimeout(opening);
      if (this.#socket !== socket) return reject(new LinkError('CLOSED'));
      const error = this.#refusal ?? new LinkError(meaningOf(event, before), event.reason);
      reject(error);
      this.#lost(error, true);
    });
  }

  /**
   * An answer does not come. If nothing else came either, the connection is dead without a word.
   * @param {number} id @param {number} before how many messages had come
   */
  #late(id, before) {
    const error = new LinkError('TIMEOUT');
    this.#settle(id, (one) => one.reject(error));
    if (this.#come !== before) return;
    const socket = this.#socket;
    this.#lost(error, true);
    socket?.close();
  }

  /** @param {LinkError} error @param {boolean} tell */
  #lost(error, tell) {
    this.#socket = null;
    this.#opening = null;
    for (const id of [...this.#waiting.keys()]) this.#settle(id, (one) => one.reject(error));
    if (tell) this.dispatchEvent(new CustomEvent('closed', { detail: error }));
  }

  /** @param {unknown} data */
  #take(data) {
    this.#come += 1;
    if (typeof data !== 'string') return;
    /** @type {Message} */ const message = JSON.parse(data);
    const { id, type } = message;
    if (type === 'answer') this.#settle(id, (one) => one.resolve(message));
    else if (type !== 'error') this.dispatchEvent(new CustomEvent('push', { detail: message }));
    else {
      const error = new LinkError(message.code, message.message);
      if (this.#waiting.has(id)) this.#settle(id, (one) => one.reject(error));
      else this.#refusal = error; // about the connection: its close tells it
    }
  }

  /**
   * @param {number} id
   * @param {(one: {resolve: (m: Message) => void, reject: (e: Error) => void}) => void} how
   */
  #settle(id, how) {
    const one = this.#waiting.get(id);
    if (!one) return;
    this.#waiting.delete(id);
    clearTimeout(one.timer);
    how(one);
  }
}

/**
 * Return the address of a WebSocket of this site.
 * @param {string} path relative to the page, as `records`
 * @param {{protocol: string, href: string}} [place] of the page
 */
export function socketAddress(path, place = location) {
  const url = new URL(path, place.href);
  url.protocol = place.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = '';
  url.hash = '';
  return url.href;
}
