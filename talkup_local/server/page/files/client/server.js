// Where the server is, what it says of itself, and why it lets nobody in.
// @ts-check

import { ClientError } from './errors.js';

/** A server that does not say so by itself is asked again after this. */
const COME_BACK_S = 3;

const ANSWER_MS = 5_000;

/** Clocks that differ by less are taken for the same. */
const CLOCK_MS = 120_000;

/**
 * What `GET /lobby` gives: what a page must know before it connects.
 *
 * @typedef {object} Lobby
 * @property {string} version
 * @property {boolean} ready
 * @property {string[]} languages
 * @property {string} language
 * @property {string[]} kinds
 * @property {string[]} levels
 * @property {{kind: string, role: string, level: string, questions: number, minutes: number,
 *   patience: string, language: string}} defaults
 * @property {{transcript: boolean, audio: boolean, days: number, reports: boolean}} keeps
 * @property {'ask' | 'state'} consent
 * @property {boolean} token whether one is asked for
 * @property {{open: number, limit: number}} places
 * @property {number} document_bytes
 * @property {number} resume_grace_s
 * @property {string} title
 * @property {string} contact
 * @property {string} now ISO 8601
 */

/** Addresses of one server. */
export class ServerAddress {
  /** @param {string | URL} [url] ws, wss, http or https; by default, where this file is from */
  constructor(url = new URL('../', import.meta.url)) {
    const base = new URL(url);
    base.protocol = base.protocol.replace(/^ws/, 'http');
    if (!base.pathname.endsWith('/')) base.pathname += '/';
    this.base = base;
  }

  /**
   * @param {string} clientId
   * @param {boolean} [returning] who comes back to an interview is let in though all is full
   */
  interview(clientId, returning = false) {
    const url = new URL(`ws/${encodeURIComponent(clientId)}`, this.base);
    if (returning) url.search = 'resume';
    url.protocol = url.protocol.replace(/^http/, 'ws');
    return url.href;
  }

  get lobby() {
    return new URL('lobby', this.base).href;
  }
}

/** Names a connection. Not `crypto.randomUUID`: over plain http on a network there is none. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return `page-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * Asks the server what it is ready for.
 *
 * @param {ServerAddress} address
 * @param {typeof fetch} ask
 * @returns {Promise<Lobby>}
 * @throws {ClientError} UNREACHABLE, FOREIGN_ORIGIN, RATE_LIMITED, or the server's code
 */
export async function lobby(address, ask) {
  let response;
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    response = await ask(address.lobby, { cache: 'no-store', signal });
  } catch {
    throw await noAnswer(address, ask);
  }
  if (!response.ok) throw await refusal(response);
  return response.json().catch(() => {
    throw unreachable(); // broken off, or the page of a proxy in between
  });
}

/**
 * Finds out why an interview's connection was not opened, which a browser does not tell.
 *
 * @param {ServerAddress} address
 * @param {typeof fetch} ask
 * @param {boolean} hasToken whether the client has shown one
 * @returns {Promise<ClientError>}
 */
export async function whyNotOpened(address, ask, hasToken) {
  try {
    return barrier(await lobby(address, ask), hasToken) ?? unreachable();
  } catch (error) {
    return error instanceof ClientError ? error : unreachable();
  }
}

/**
 * What keeps a client out, as far as the server's facts tell; null for nothing.
 *
 * @param {Lobby} facts
 * @param {boolean} hasToken
 */
export function barrier(facts, hasToken) {
  if (!facts.ready) {
    return new ClientError('NOT_READY', 'The server is not ready yet.', COME_BACK_S);
  }
  if (facts.token && !hasToken) {
    return new ClientError('TOKEN_NEEDED', 'This server asks for a token.');
  }
  if (facts.places && facts.places.open >= facts.places.limit) {
    return new ClientError('SERVER_BUSY', 'All places are taken at the moment.', COME_BACK_S);
  }
  return null;
}

/** Refusals that do not last. */
const PASSING = new Set(['SERVER_BUSY', 'NOT_READY', 'SHUTTING_DOWN', 'RATE_LIMITED']);

/**
 * What the server says when it does not accept a start.
 *
 * @param {{code: string, message: string}} error
 */
export function refused({ code, message }) {
  const waitS = waitIn(message);
  if (waitS) return new ClientError('RATE_LIMITED', message, waitS);
  return new ClientError(code, message, PASSING.has(code) ? COME_BACK_S : undefined);
}

/**
 * What a connection's end means that came before the interview was accepted; null where only the
 * server can tell.
 *
 * @param {number} code
 * @param {string} reason
 */
export function closing(code, reason) {
  const waitS = waitIn(reason);
  if (code === 1008 && waitS) return new ClientError('RATE_LIMITED', reason, waitS);
  if (code === 1008) return new ClientError('TOKEN_WRONG', reason || 'The token is not valid.');
  if (code === 1009) return new ClientError('DOCUMENT_TOO_LARGE', 'The documents are too large.');
  if (code === 1013) return new ClientError('SERVER_BUSY', reason, COME_BACK_S);
  if (code === 1001) return shuttingDown();
  if (code === 1011) {
    return new ClientError('INTERNAL_ERROR', 'Something went wrong on the server.');
  }
  return null;
}

/**
 * The seconds that the server asks to wait, as it does after too many attempts; else undefined.
 *
 * @param {string} sentence
 */
function waitIn(sentence) {
  return Number(/ wait (\d+) s/.exec(sentence)?.[1]) || undefined;
}

/**
 * By how much the server's clock is ahead of ours, ms; 0 where it hardly is.
 *
 * @param {string} timestamp of the server, now
 */
export function clockOffsetMs(timestamp) {
  const offset = Date.parse(timestamp) - Date.now();
  return Math.abs(offset) > CLOCK_MS ? offset : 0;
}

export function shuttingDown() {
  return new ClientError('SHUTTING_DOWN', 'The server is going down.', COME_BACK_S);
}

function unreachable() {
  return new ClientError('UNREACHABLE', 'The server can\'t be reached.', COME_BACK_S);
}

/**
 * A server that answers, but not to this page, is told from none.
 *
 * @param {ServerAddress} address
 * @param {typeof fetch} ask
 */
async function noAnswer(address, ask) {
  try {
    await ask(address.lobby, { mode: 'no-cors', signal: AbortSignal.timeout(ANSWER_MS) });
  } catch {
    return unreachable();
  }
  return new ClientError('FOREIGN_ORIGIN', 'The server does not serve pages of this origin.');
}

/** @param {Response} response */
async function refusal(response) {
  /** @type {{code?: string, message?: string}} */
  // a proxy in between may answer with a page of its own
  const said = await response.json().catch(() => ({}));
  const retryAfterS = Number(response.headers.get('Retry-After')) || undefined;
  const message = said.message ?? `The server answers ${response.status}.`;
  return new ClientError(said.code ?? 'UNREACHABLE', message, retryAfterS);
}
