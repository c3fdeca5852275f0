// The operator's connection: it comes back by itself, watches, and knows when a token is missing.
// @ts-check

import { Link, LinkError } from '../after/link.js';
import { pingWhileSeen, seen } from '../after/seen.js';

/** Codes that only another token mends. */
const REFUSALS = new Set([
  'TOKEN_NEEDED',
  'TOKEN_WRONG',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'RATE_LIMITED',
]);
const WAITS_MS = [500, 1000, 2000, 4000, 8000, 15_000];
const PING_MS = 240_000;
/** A server that wants a token says so late; one that wants none answers much sooner than this. */
const SILENT_MS = 1500;

/**
 * @typedef {'connecting' | 'open' | 'lost' | 'refused'} DeskState
 * @typedef {import('../after/link.js').Message} Message
 */

/**
 * Events: `state`; `live` and `point` (detail: what the server told).
 */
export class Desk extends EventTarget {
  /** @type {DeskState} */
  state = 'connecting';
  /** Why it is refused, or was lost. */
  code = '';
  /** @type {Message | null} the latest `overview` */
  overview = null;
  #tries = 0;
  #closed = false;
  #signed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {{url: string, token: () => string | null, language: () => string,
   *   asksToken?: () => Promise<boolean>, open?: (url: string) => WebSocket,
   *   seen?: () => boolean}} options
   *   seen: whether somebody looks at the page; asksToken: whether the server asks for one; throws when it can't be reached
   */
  constructor(options) {
    super();
    this.options = options;
    const { url, token, open } = options;
    this.link = new Link({ url, token, open });
    this.link.addEventListener('push', (event) => this.#pushed(/** @type {any} */ (event).detail));
    this.link.addEventListener('closed', (event) =>
      this.#lost(/** @type {CustomEvent<LinkError>} */ (event).detail.code),
    );
    this.pinging = setInterval(() => this.#ping(), PING_MS);
    this.stopPinging = pingWhileSeen(this.link, { isSeen: () => this.#seen() });
  }

  /** Connect, or try again at once. */
  async connect() {
    clearTimeout(this.#timer);
    this.#become(this.state === 'lost' ? 'lost' : 'connecting');
    const token = this.options.token();
    if (token === null && (await this.#mustSign())) {
      return this.#become('refused', 'TOKEN_NEEDED');
    }
    if (token === null) {
      this.#timer = setTimeout(() => this.#become('refused', 'TOKEN_NEEDED'), SILENT_MS);
    }
    try {
      this.overview = await this.link.request('overview', { lang: this.options.language() });
      await this.link.request('watch', { on: true });
      clearTimeout(this.#timer);
      this.#tries = 0;
      this.#signed = true;
      this.#become('open');
    } catch (error) {
      const code = error instanceof LinkError ? error.code : 'UNREACHABLE';
      if (this.link.live) {
        this.link.close(); // it answers, but not to us
        this.#lost(code);
      }
    }
  }

  /**
   * Ask; see Link.
   * @param {string} type @param {Message} [fields]
   */
  request(type, fields) {
    return this.link.request(type, fields);
  }

  /** Look at the house anew. */
  async refresh() {
    this.overview = await this.request('overview');
    return this.overview;
  }

  /** Leave with this token; the next `connect` begins anew. */
  leave() {
    clearTimeout(this.#timer);
    this.link.close();
    this.#signed = false;
    this.overview = null;
    this.#become('refused', 'TOKEN_NEEDED');
  }

  /** End for good. */
  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.pinging);
    this.stopPinging();
    this.link.close();
  }

  /** A refused upgrade looks like a dead server; if that is there, it is the token that lacks. */
  async #askWhy() {
    try {
      await this.options.asksToken?.();
    } catch {
      return; // it is out of reach indeed
    }
    if (this.state === 'lost' && !this.#signed) {
      clearTimeout(this.#timer);
      this.#become('refused', 'TOKEN_NEEDED');
    }
  }

  async #mustSign() {
    try {
      return (await this.options.asksToken?.()) ?? false;
    } catch {
      return false; // out of reach: the connection will tell
    }
  }

  /** Somebody looks at the page: connect again, if the place was given away. */
  come() {
    if (this.state === 'lost' && this.code === 'LET_GO' && this.#seen()) {
      void this.connect();
    }
  }

  #seen() {
    return (this.options.seen ?? seen)();
  }

  /** @param {string} code */
  #lost(code) {
    clearTimeout(this.#timer);
    if (this.#closed) {
      return;
    }
    if (REFUSALS.has(code)) {
      return this.#become('refused', code);
    }
    if (code === 'UNREACHABLE' && this.options.token() === null) {
      void this.#askWhy();
    }
    if (code === 'LET_GO' && !this.#seen()) {
      return this.#become('lost', code); // somebody else has the place; `come` asks for one again
    }
    const wait = WAITS_MS[Math.min(this.#tries, WAITS_MS.length - 1)];
    this.#tries += 1;
    this.#become('lost', code);
    this.#timer = setTimeout(() => this.connect(), wait);
  }

  /** @param {Message} message */
  #pushed(message) {
    if (message.type === 'live' || message.type === 'point') {
      this.dispatchEvent(new CustomEvent(message.type, { detail: message }));
    }
  }

  #ping() {
    if (this.state === 'open') {
      this.link.request('ping').catch(() => {
        // the close that comes with it is told above
      });
    }
  }

  /** Whether it was open before with this token. */
  get signed() {
    return this.#signed;
  }

  /** @param {DeskState} state @param {string} [code] */
  #become(state, code = '') {
    const changed = state !== this.state || code !== this.code;
    this.state = state;
    this.code = code;
    if (changed) {
      this.dispatchEvent(new CustomEvent('state'));
    }
  }
}
