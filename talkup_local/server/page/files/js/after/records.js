// The candidate's own record: read, taken away and deleted by its key.
// @ts-check

import { Link, LinkError, socketAddress } from './link.js';
import { pingWhileSeen } from './seen.js';

/**
 * @typedef {object} Overview what is kept of an interview
 * @property {string} session_id
 * @property {'open'|'ended'|'broken'} state
 * @property {string} kind @property {string} language @property {string} role
 * @property {string} created ISO time @property {string | null} ended
 * @property {number} turns
 * @property {{transcript: boolean, audio: boolean, days: number}} keeps
 * @property {'ready'|'waiting'|'none'} report
 * @property {boolean} redacted
 *
 * @typedef {object} Exchange one question and its answer
 * @property {number} number @property {string} question_id @property {string} step
 * @property {string} asked @property {string} heard
 * @property {string} asked_at @property {string} answered_at
 * @property {number} speech_s @property {boolean} audio
 *
 * @typedef {{turns: Exchange[], closing: string}} Transcript
 * @typedef {{media_type: string, name?: string, text?: string, data?: string}} Content
 * @typedef {'html'|'json'|'md'|'pdf'} Format
 */

/** Codes after which the same may be asked once more, on a new connection. */
const AGAIN = new Set(['CONNECTION_LOST', 'LET_GO', 'SHUTTING_DOWN', 'TIMEOUT']);

/**
 * One record, on a connection of its own; a lost one is made anew, once for each request. One that
 * was let go comes back with the next request, too.
 */
export class Records {
  #opened = false;
  /** @type {(() => void) | null} ends the pings */ #pings = null;

  /**
   * @param {{sessionId: string, key: string, token?: () => string | null, language?: string,
   *   url?: string, open?: (url: string) => WebSocket}} options
   */
  constructor(options) {
    this.options = options;
    this.link = new Link({ ...options, url: options.url ?? socketAddress('records') });
    this.link.addEventListener('closed', () => this.#lost());
  }

  /** Look at it anew. @returns {Promise<Overview>} */
  async overview() {
    return /** @type {any} */ (await this.#twice(() => this.#open()));
  }

  /** @returns {Promise<Transcript>} */
  async transcript() {
    return /** @type {any} */ (await this.#ask('transcript'));
  }

  /** @param {Format} format @returns {Promise<Content>} REPORT_NOT_READY until it is made */
  async report(format) {
    return /** @type {any} */ (await this.#ask('report', { format }));
  }

  /** @param {number} turn its number @param {'opus'|'mp3'} format @returns {Promise<Content>} */
  async audio(turn, format) {
    return /** @type {any} */ (await this.#ask('audio', { turn, format }));
  }

  /** All that is kept. @returns {Promise<Content>} */
  async export() {
    return /** @type {any} */ (await this.#ask('export'));
  }

  /** Delete it for good. */
  async delete() {
    try {
      await this.#ask('delete');
    } catch (error) {
      // the answer to the first try may have been lost with the connection
      if (!(error instanceof LinkError) || error.code !== 'RECORD_UNKNOWN') throw error;
    }
    this.close();
  }

  /** End the connection. */
  close() {
    this.#lost();
    this.link.close();
  }

  #lost() {
    this.#opened = false;
    this.#pings?.();
    this.#pings = null;
  }

  #open() {
    const { sessionId, key, language } = this.options;
    const lang = language ? { lang: language } : {};
    return this.link.request('open', { session_id: sessionId, key, ...lang }).then((answer) => {
      this.#opened = true;
      this.#pings ??= pingWhileSeen(this.link);
      return answer;
    });
  }

  /** @param {string} type @param {Record<string, unknown>} [fields] */
  #ask(type, fields) {
    return this.#twice(async () => {
      if (!this.#opened) await this.#open();
      return this.link.request(type, fields);
    });
  }

  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  async #twice(work) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LinkError) || !AGAIN.has(error.code)) throw error;
      return work();
    }
  }
}

/**
 * Return the address under which a record can be read. The key stands behind the `#`, so no
 * server and no log ever sees it.
 * @param {string} page the page's address @param {string} sessionId @param {string} key
 */
export function recordAddress(page, sessionId, key) {
  const url = new URL(page);
  url.search = new URLSearchParams({ record: sessionId }).toString();
  url.hash = new URLSearchParams({ key }).toString();
  return url.href;
}

/**
 * Return what a content holds, to be saved or played.
 * @param {Content} content @returns {Blob}
 */
export function blobOf(content) {
  const { media_type: type, text, data = '' } = content;
  if (text !== undefined) return new Blob([text], { type });
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type });
}
