// Keeps an interview connected: starts it, notices that it broke off, and takes it up again.
// @ts-check

import { Connection } from './connection.js';
import { ClientError } from './errors.js';
import { Retry } from './retry.js';
import { load, save } from './saved.js';
import { closing, lobby, refused, shuttingDown, whyNotOpened } from './server.js';
import { watch } from './watch.js';

/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Session} Session */
/** @typedef {import('./types.js').Means} Means */

/**
 * What a lifeline tells, and asks.
 *
 * @typedef {object} Owner
 * @property {(state: State, detail: object) => void} state also while it stays the same, with news
 * @property {(session: Session) => void} session it was accepted, or taken up again
 * @property {(message: any) => void} message
 * @property {(data: ArrayBuffer) => void} binary
 * @property {() => void} cut the connection is gone
 * @property {() => boolean} continues whether the answer is kept that was broken off
 * @property {() => number} keptMs
 * @property {(reason: string, message: string) => void} ended
 * @property {(error: ClientError) => void} failed
 * @property {() => void} tick time has passed
 */

const TICK_MS = 1_000;
const HASTY_TICK_MS = 250;
const NEWS_MS = 1_000;

export class Lifeline {
  #means;
  #owner;
  /** @type {State} */
  #state = 'idle';
  /** @type {Session | null} */
  #session = null;
  /** @type {import('./saved.js').Saved | null} */
  #saved = null;
  /** @type {Connection | null} */
  #connection = null;
  #connections = 0;
  /** @type {{resolve: (session: Session) => void, reject: (error: ClientError) => void} | null} */
  #opening = null;
  /** @type {Retry | null} */
  #retry = null;
  #toldAt = 0;
  #ending = false;
  #unwatch = () => {};

  /**
   * @param {Means} means
   * @param {Owner} owner
   */
  constructor(means, owner) {
    this.#means = means;
    this.#owner = owner;
  }

  get state() {
    return this.#state;
  }

  get session() {
    return this.#session;
  }

  /** Typed answers that were not taken before a reload. */
  get typed() {
    return this.#saved?.typed ?? [];
  }

  /** Bytes that were not sent yet. */
  get waiting() {
    return this.#connection?.waiting ?? 0;
  }

  /**
   * @param {{patience?: string, half_duplex?: boolean}} fields of `start_interview`
   * @returns {Promise<Session>}
   */
  start(fields) {
    this.#needNone();
    this.#saved = { session_id: '', resume_token: '', answers: 0, ...chosen(fields) };
    return this.#begin(fields);
  }

  /** @returns {Promise<Session>} */
  resume() {
    this.#needNone();
    const saved = load(this.#means.store) ?? this.#saved;
    if (!saved?.resume_token) {
      throw new ClientError('NOTHING_TO_RESUME', 'There is no interview to go on with.');
    }
    if (saved.ended) throw new ClientError('RESUME_EXPIRED', 'This interview is over.');
    this.#saved = saved;
    return this.#begin({ resume: saved.resume_token, ...chosen(saved) });
  }

  /** @param {object} message */
  send(message) {
    this.#connection?.send(message);
  }

  /** @param {ArrayBuffer} sound */
  sendSound(sound) {
    this.#connection?.sendSound(sound);
  }

  /** Ends the interview, now or as soon as the connection is back. */
  end() {
    this.#ending = true;
    if (this.#state === 'starting' || this.#state === 'live') this.send({ type: 'end_interview' });
    else if (this.#state === 'connecting') this.close();
  }

  /** Leaves; the interview goes on being open on the server. */
  close() {
    const opening = this.#opening;
    this.#stop();
    if (this.#state !== 'ended' && this.#state !== 'failed') this.#enter('idle');
    opening?.reject(new ClientError('CLOSED', 'The connection was closed.'));
  }

  /**
   * Looks after the connection. Called by a timer, and by whoever knows that time passes: timers
   * are slow in pages that are not seen.
   *
   * @param {'online' | 'offline' | ''} [network] what the browser has noticed
   */
  check(network = '') {
    const now = this.#means.now();
    if (network === 'offline') this.#connection?.doubt();
    if (network === 'online') this.#retry?.hurry(now);
    this.#connection?.tick();
    this.#owner.tick();
    if (this.#retry && !this.#connection) this.#tryAgain(this.#retry, now);
    if (this.#retry && now - this.#toldAt >= NEWS_MS) this.#tellRetry();
  }

  // -- the first connection

  #needNone() {
    if (!['idle', 'ended', 'failed'].includes(this.#state)) {
      throw new ClientError('BUSY', 'An interview is going on.');
    }
  }

  /**
   * @param {object} fields of `start_interview`
   * @returns {Promise<Session>}
   */
  #begin(fields) {
    this.#means.token(); // what a page's own function throws, it gets
    this.#session = null;
    this.#ending = false;
    this.#watch();
    this.#enter('connecting');
    return new Promise((resolve, reject) => {
      const opening = { resolve, reject };
      this.#opening = opening;
      this.#tokenNeeded().then((needed) => {
        if (this.#opening !== opening) return;
        if (needed) this.#refuse(new ClientError('TOKEN_NEEDED', 'This server asks for a token.'));
        else this.#dial(() => fields);
      });
    });
  }

  /** Whether the server wants a token that we don't have; who has none is told 10 s later only. */
  async #tokenNeeded() {
    if (this.#means.token()) return false;
    // out of reach: then nothing is known
    const facts = await lobby(this.#means.address, this.#means.fetch).catch(() => null);
    return Boolean(facts?.token); // no answer: the connection finds out why
  }

  /** @param {() => object} fields of `start_interview` */
  #dial(fields) {
    const { address, webSocket, now, clientId } = this.#means;
    this.#connections += 1;
    const again = this.#connections > 1 ? `.${this.#connections}-${Date.now().toString(36)}` : '';
    this.#connection = new Connection({
      url: address.interview(clientId + again, Boolean(this.#saved?.resume_token)),
      webSocket,
      now,
      listener: {
        opened: () => this.#opened(fields()),
        message: (message) => this.#receive(message),
        binary: (data) => this.#owner.binary(data),
        closed: (how) => this.#closed(how),
      },
    });
  }

  /** @param {object} fields */
  #opened(fields) {
    const token = this.#means.token();
    if (token) this.send({ type: 'auth', token });
    this.send({ type: 'start_interview', ...fields, ...this.#means.fields });
    if (this.#state === 'connecting') this.#enter('starting');
  }

  /** @param {ClientError} error */
  #refuse(error) {
    const opening = this.#opening;
    this.#stop();
    this.#enter('idle');
    opening?.reject(error);
  }

  // -- what comes

  /** @param {any} message */
  #receive(message) {
    const accepted = this.#state === 'live';
    if (message.type === 'session') this.#accepted(message);
    else if (message.type === 'interview_ended') this.#interviewEnded(message);
    else if (message.type === 'error' && !accepted) this.#unaccepted(refused(message));
    else if (message.type !== 'pong') this.#owner.message(message);
  }

  /** @param {Session} session */
  #accepted(session) {
    const opening = this.#opening;
    this.#session = session;
    this.#opening = this.#retry = null;
    const { session_id, resume_token = '' } = session;
    this.note({ session_id, resume_token });
    this.#owner.session(session);
    this.#enter('live', { resumed: session.resumed, continues: session.continues ?? false });
    if (this.#ending) this.end();
    opening?.resolve(session);
  }

  /** @param {{reason?: string, message?: string}} message */
  #interviewEnded({ reason = 'client', message = '' }) {
    if (reason === 'shutdown') {
      this.#connection?.close();
      if (this.#state === 'live') this.#lost();
      else this.#unaccepted(shuttingDown());
      return;
    }
    const opening = this.#opening;
    if (reason !== 'taken_over') this.note({ ended: reason });
    this.#stop();
    this.#enter('ended', reason === 'taken_over' ? { code: 'TAKEN_OVER' } : {});
    this.#owner.ended(reason, message);
    opening?.reject(new ClientError('CLOSED', message || 'The interview was ended.'));
  }

  // -- when it breaks

  /** @param {{opened: boolean, code: number, reason: string}} how */
  async #closed({ code, reason }) {
    this.#connection = null;
    const error = closing(code, reason);
    if (this.#state === 'live') {
      if (error?.code === 'TOKEN_WRONG') this.#fail(error);
      else this.#lost();
    } else if (this.#retry) {
      this.#tryFailed(error);
    } else {
      const opening = this.#opening;
      const why = error ?? (await this.#whyNotOpened());
      if (this.#opening === opening) this.#refuse(why);
    }
  }

  /** @param {ClientError} error */
  #unaccepted(error) {
    if (this.#opening) this.#refuse(error);
    else this.#tryFailed(error);
  }

  #whyNotOpened() {
    const { address, fetch, token } = this.#means;
    return whyNotOpened(address, fetch, Boolean(token()));
  }

  #lost() {
    this.#connection = null;
    this.#owner.cut();
    const graceMs = (this.#session?.resume_grace_s ?? 0) * 1000;
    if (this.#ending) {
      this.#interviewEnded({});
    } else if (this.#saved?.resume_token && graceMs > 0) {
      this.#retry = new Retry(this.#means.now(), graceMs);
      this.#enter('reconnecting', this.#news());
      this.check();
    } else {
      this.#fail(new ClientError('CONNECTION_LOST', 'The connection broke off for good.'));
    }
  }

  /**
   * @param {Retry} retry
   * @param {number} now
   */
  #tryAgain(retry, now) {
    if (retry.over(now)) {
      this.#fail(new ClientError('UNREACHABLE', 'The server could not be reached in time.'));
    } else if (retry.due(now)) {
      retry.begin();
      this.#tellRetry();
      this.#dial(() => this.#resumption());
    }
  }

  #resumption() {
    const saved = this.#saved;
    const resume = { resume: saved?.resume_token, ...chosen(saved) };
    return this.#owner.continues() ? { ...resume, continues: saved?.answers } : resume;
  }

  /** @param {ClientError | null} error */
  #tryFailed(error) {
    this.#connection?.close();
    this.#connection = null;
    if (error && !error.retryAfterS && error.code !== 'INTERNAL_ERROR') {
      this.#fail(error);
      return;
    }
    this.#retry?.failed(this.#means.now(), error?.retryAfterS);
    this.#tellRetry();
  }

  /** @param {ClientError} error */
  #fail(error) {
    this.#stop();
    this.#enter('failed', { code: error.code });
    this.#owner.failed(error);
  }

  // -- small things

  /**
   * @param {State} state
   * @param {object} [detail]
   */
  #enter(state, detail = {}) {
    this.#state = state;
    this.#owner.state(state, detail);
  }

  #tellRetry() {
    this.#toldAt = this.#means.now();
    this.#owner.state('reconnecting', this.#news());
  }

  #news() {
    const retryInMs = Math.max(0, (this.#retry?.at ?? 0) - this.#means.now());
    return { attempt: this.#retry?.attempt ?? 0, retryInMs, keptMs: this.#owner.keptMs() };
  }

  /** @param {Partial<import('./saved.js').Saved>} news to be kept over a reload */
  note(news) {
    if (!this.#saved) return;
    this.#saved = { ...this.#saved, ...news };
    if (this.#saved.resume_token) save(this.#means.store, this.#saved);
  }

  #watch() {
    this.#unwatch();
    this.#unwatch = watch({
      page: this.#means.page,
      check: (news) => this.check(news),
      everyMs: () => (this.#state === 'live' ? TICK_MS : HASTY_TICK_MS),
      setTimer: this.#means.setTimer,
    });
  }

  #stop() {
    this.#unwatch();
    this.#connection?.close();
    this.#connection = null;
    this.#opening = this.#retry = null;
  }
}

/**
 * What a resume must say once more.
 *
 * @param {{patience?: string, half_duplex?: boolean} | null} start
 */
function chosen(start) {
  return { patience: start?.patience, half_duplex: start?.half_duplex };
}
