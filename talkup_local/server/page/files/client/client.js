// An interview as a page sees it: one object that holds it, and tells what happens.
// @ts-check

import { Lifeline } from './lifeline.js';
import { meansOf } from './means.js';
import { Pause } from './pause.js';
import { clockOffsetMs, lobby, randomId, ServerAddress, whyNotOpened } from './server.js';
import { soundCheck } from './sound-check.js';
import { Spoken } from './spoken.js';
import { Uplink } from './uplink.js';
import { VoiceGate } from './voice-gate.js';
import { Typed } from './typed.js';

/** @typedef {import('./errors.js').ClientError} ClientError */
/** @typedef {import('./microphone.js').Microphone} Microphone */
/** @typedef {import('./player.js').Player} Player */
/** @typedef {import('./types.js').Session} Session */
/** @typedef {import('./types.js').ClientOptions} ClientOptions */
/** @typedef {import('./types.js').StartOptions} StartOptions */

/** Nobody takes an answer then. */
const OVER = ['idle', 'ended', 'failed'];

/** Between two looks at the connection that blocks of sound give rise to. */
const CHECK_MS = 200;

/** Blocks come every 20 ms; longer ago than this, none come. */
const SOUNDING_MS = 500;

/** An interview. Its events stand in docs/embedding.md. */
export class TalkupClient extends EventTarget {
  #means;
  /** @type {Lifeline} */
  #lifeline;
  /** @type {Uplink} */
  #uplink;
  #gate = new VoiceGate(() => this.done());
  #spoken = new Spoken((text) => this.#emit('says', { text }));
  /** @type {Microphone | null} */
  #microphone = null;
  /** @type {[string, (event: any) => void][]} */
  #handlers = [
    ['samples', ({ detail }) => this.#hear(detail.samples)],
    ['lost', () => this.#emit('microphone', { state: 'lost' })],
    ['back', () => this.#emit('microphone', { state: 'back' })],
  ];
  /** Whether what was said before the connection broke off goes on now, without a word. */
  #continuing = false;
  /** Whether the interviewer has asked all that is to be answered. */
  #asked = false;
  #pause = new Pause();
  #typed = new Typed((typed) => this.#lifeline.note({ typed }));
  #clockTold = false;
  #leaving = new AbortController();
  #checkedAt = 0;
  #heardAt = -Infinity;

  /** @param {ClientOptions} [options] */
  constructor(options = {}) {
    super();
    this.#means = meansOf(options);
    this.#lifeline = new Lifeline(this.#means, {
      state: (state, detail) => this.#emit('state', { state, ...detail }),
      session: (session) => this.#begin(session),
      message: (message) => this.#take(message),
      binary: (data) => this.#spoken.sound(data),
      cut: () => this.#cut(),
      continues: () => this.#asked || this.#uplink.answering,
      keptMs: () => this.#uplink.keptMs,
      ended: (reason, message) => this.#ended(reason, message),
      failed: (error) => this.#fail(error),
      tick: () => this.#uplink.pump(),
    });
    this.#uplink = new Uplink({
      send: (data) => this.#lifeline.send(data),
      sendSound: (sound) => this.#lifeline.sendSound(sound),
      waiting: () => this.#lifeline.waiting,
      now: this.#means.now,
    });
  }

  /**
   * What the server offers, before anything is asked of it.
   *
   * @param {string} [baseUrl]
   * @returns {Promise<import('./server.js').Lobby>}
   * @throws {ClientError}
   */
  static lobby(baseUrl) {
    return lobby(new ServerAddress(baseUrl), fetch.bind(globalThis));
  }

  get state() {
    return this.#lifeline.state;
  }

  /** The server's `session` message; null before the start. */
  get session() {
    return this.#lifeline.session;
  }

  /** How much of the voice is kept, as the server has not taken it yet, ms. */
  get keptMs() {
    return this.#uplink.keptMs;
  }

  /**
   * Has the server listen to a few words.
   *
   * @param {Int16Array} samples 16 kHz mono, at most 20 s
   * @param {string} [language]
   * @returns {Promise<import('./sound-check.js').Heard>}
   * @throws {ClientError}
   */
  async soundCheck(samples, language) {
    const { address, token, fetch } = this.#means;
    return soundCheck({
      ...this.#means,
      url: address.interview(randomId()),
      token: token(),
      samples,
      language,
      signal: this.#leaving.signal,
      whyNotOpened: () => whyNotOpened(address, fetch, Boolean(token())),
    });
  }

  /**
   * Starts an interview.
   *
   * @param {StartOptions} [options]
   * @returns {Promise<Session>} once the server has accepted it; the greeting follows
   * @throws {ClientError}
   */
  async start(options = {}) {
    const started = this.#lifeline.start(options);
    this.#typed.restore([]);
    return started;
  }

  /**
   * Goes on with the interview in the store, for instance after a reload.
   *
   * @returns {Promise<Session>}
   * @throws {ClientError} NOTHING_TO_RESUME, RESUME_EXPIRED, RESUME_UNKNOWN, or as `start`
   */
  async resume() {
    const resumed = this.#lifeline.resume();
    this.#typed.restore(this.#lifeline.typed);
    return resumed;
  }

  /**
   * Both may be left out, and attached or replaced at any time.
   *
   * @param {Microphone | null} microphone without one, answers are typed
   * @param {Player | null} player without one, nothing is heard
   */
  attach(microphone, player) {
    for (const [type, handler] of this.#handlers) {
      this.#microphone?.removeEventListener(type, handler);
      microphone?.addEventListener(type, handler);
    }
    this.#microphone = microphone;
    this.#spoken.attach(player);
  }

  /**
   * @param {string} text an answer, in place of a spoken one
   * @returns {boolean} whether it goes out, now or later; not taken, a `notice` gives it back
   */
  typeAnswer(text) {
    const goes = Boolean(text.trim()) && !OVER.includes(this.state);
    if (goes) this.#uplink.say(this.#typed.add(text), true);
    return goes;
  }

  /** The candidate is typing: no need to ask whether anybody is there. */
  typing() {
    if (this.state === 'live') this.#lifeline.send({ type: 'typing' });
  }

  /** @param {'repeat'|'rephrase'|'skip'|'wait'|'time'} what */
  request(what) {
    if (this.state === 'live') this.#uplink.say({ type: 'request', what });
  }

  pause() {
    if (this.#pause.want(true)) this.#uplink.say({ type: 'pause' });
  }

  continue_() {
    if (this.#pause.want(false)) this.#uplink.say({ type: 'continue' });
  }

  /** The answer is complete, whatever the server thinks of the pause. */
  done() {
    this.#uplink.say({ type: 'send_for_AI_processing' }, true);
  }

  /** Ends the interview; `ended` follows, at once or when the connection is back. */
  end() {
    this.#lifeline.end();
  }

  /** Leaves without ending: the interview can be resumed. A sound check is given up. */
  close() {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#lifeline.close();
    this.#quiet(); // what was typed is still kept, for who resumes
  }

  /** @param {boolean} on whether the server hears silence in place of the microphone */
  mute(on) {
    this.#gate.mute(on);
  }

  /** @param {boolean} on whether the microphone is heard only while `talk(true)` */
  pushToTalk(on) {
    this.#gate.pushToTalk(on);
  }

  /** @param {boolean} down whether the key is down; letting it go completes the answer */
  talk(down) {
    this.#gate.hold(down, this.#means.now() - this.#heardAt < SOUNDING_MS);
  }

  // -- the voice

  /** @param {Int16Array} block */
  #hear(block) {
    const now = this.#means.now();
    this.#heardAt = now;
    if (!this.#pause.on) {
      this.#uplink.push(this.#gate.filter(block));
      this.#gate.passed();
    }
    if (now - this.#checkedAt < CHECK_MS) return;
    this.#checkedAt = now;
    this.#lifeline.check();
  }

  // -- the connection

  /** @param {Session} session */
  #begin(session) {
    this.#continuing = Boolean(session.continues);
    if (this.#continuing) {
      this.#uplink.rewind();
    } else {
      this.#uplink.clear();
      this.#typed.doubt();
      this.#asked = false;
    }
    this.#pause.begin(session.resumed);
    const offset = clockOffsetMs(session.timestamp);
    if (offset && !this.#clockTold) this.#emit('clock', { offset_ms: offset });
    this.#clockTold ||= offset !== 0;
  }

  /** The server listens from now on. */
  #listen() {
    if (this.#uplink.open() && this.#pause.on) this.#uplink.say({ type: 'pause' });
    this.#giveBack();
  }

  /** @param {boolean} [late] whether the interview is over */
  #giveBack(late = false) {
    const message = 'It is not known whether this answer has arrived.';
    const text = this.#typed.giveBack();
    if (text) this.#emit('notice', { code: `ANSWER_${late ? 'LATE' : 'UNSURE'}`, message, text });
  }

  /** @param {{answers: number, ids?: string[]}} message */
  #taken({ answers, ids = [] }) {
    this.#asked = false;
    this.#typed.taken(ids);
    this.#uplink.taken(ids);
    this.#lifeline.note({ answers });
    this.#emit('answer', { answers });
  }

  /** @param {{code: string, message: string, ids?: string[]}} error */
  #refused({ code, message, ids = [] }) {
    const text = this.#typed.refuse(ids);
    this.#uplink.drop(ids);
    if (code === 'RATE_LIMITED' && !ids.length) this.#pause.refused();
    this.#emit('notice', text ? { code, message, text } : { code, message });
  }

  #cut() {
    this.#uplink.shut();
    this.#spoken.stop();
  }

  #quiet() {
    this.#uplink.shut();
    this.#spoken.stop();
    this.#uplink.clear();
    this.#typed.doubt();
  }

  /**
   * @param {string} reason
   * @param {string} message
   */
  #ended(reason, message) {
    const elsewhere = reason === 'taken_over';
    this.#quiet();
    this.#giveBack(!elsewhere);
    this.#emit('ended', { reason, message, ...(elsewhere ? { code: 'TAKEN_OVER' } : {}) });
  }

  /** @param {ClientError} error */
  #fail(error) {
    this.#quiet();
    this.#giveBack();
    this.#emit('failed', error);
  }

  // -- what the server says

  /** @param {any} message */
  #take(message) {
    switch (message.type) {
      case 'thinking':
        if (!this.#continuing) this.#listen();
        this.#emit('thinking', { message: message.message });
        break;
      case 'interview_started':
        this.#started(message.message);
        break;
      case 'ai_response_complete':
        this.#said(message.text);
        break;
      case 'ai_text':
        this.#asked = false;
        this.#spoken.text(message.text);
        break;
      case 'ai_audio_chunk':
        this.#emit('voice', { value: message.amplitude });
        break;
      case 'ai_interrupted':
        this.#spoken.stop();
        this.#emit('interrupted', { text: message.text });
        break;
      case 'amplitude':
        this.#uplink.answered();
        if (!this.#uplink.catchingUp) this.#emit('level', { value: message.value });
        break;
      case 'turn_state':
        this.#pause.turn(message.state);
        this.#uplink.turn(message.state);
        this.#spoken.turn(message.state);
        this.#emit('turn', { state: message.state });
        break;
      case 'answer_taken':
        this.#taken(message);
        break;
      case 'transcript_update':
        this.#emit('transcript', {
          text: message.text, stable: message.stable, final: message.final,
        });
        break;
      case 'error':
        this.#refused(message);
        break;
      default:
        this.#emit(message.type, message);
    }
  }

  /** @param {string} text */
  #started(text) {
    this.#asked = true;
    if (this.#continuing) {
      this.#continuing = false; // the question was heard before
      this.#listen();
    } else {
      this.#said(text);
    }
  }

  /** @param {string} text */
  #said(text) {
    this.#asked = true;
    this.#spoken.complete();
    this.#emit('said', { text });
  }

  /**
   * @param {string} type
   * @param {unknown} detail
   */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
