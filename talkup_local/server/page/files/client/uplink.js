// What goes up to the server: the voice and what belongs at a place in it, in order, once.
// @ts-check

import { BLOCK_MS, Retention } from './retention.js';

/** @typedef {{type: string, [field: string]: unknown}} Message */

/**
 * A message before the block `at`. lasting: whether it is sent again with the sound around it;
 * due: whether the server had it when it took the answer for over.
 *
 * @typedef {{at: number, message: Message, lasting: boolean, sent: boolean, due: boolean}} Mark
 */

/**
 * Blocks in a live frame: 40 ms; 20 while the interviewer speaks, as who interrupts is to be heard
 * at once. When catching up, a little more.
 */
const FRAME_BLOCKS = 2;
const HASTY_FRAME_BLOCKS = 1;
const LONG_FRAME_BLOCKS = 3;

/** What is sent at once after a break, and how fast the rest follows. */
const BURST_BLOCKS = 60_000 / BLOCK_MS;
const CATCHING_UP = 4;

/** What is kept of the silence before an answer. */
const LEAD_BLOCKS = 1_500 / BLOCK_MS;

/** What is kept from before the interviewer was done: a candidate may come in early. */
const EARLY_BLOCKS = 300 / BLOCK_MS;

/** What is kept of what is said while the connection is gone. */
const GAP_BLOCKS = 10_000 / BLOCK_MS;

/** Bytes that may wait in the socket: 2 s of sound. What waits here can still be sent elsewhere. */
const WAITING_BYTES = 64_000;

/** More than this behind is catching up. */
const BEHIND_BLOCKS = 10;

const ANSWERING = new Set(['hearing', 'pausing', 'processing', 'held']);

/**
 * Sends what the microphone gives, and keeps it until the answer that it belongs to is taken. The
 * server answers each frame with an `amplitude`: only what was answered so may be forgotten, and of
 * that only what is silence before an answer, or an answer that was taken.
 */
export class Uplink {
  #retention;
  #send;
  #sendSound;
  #waiting;
  #now;
  /** @type {Mark[]} in order */
  #marks = [];
  #open = false;
  /** Number of the next block to send, and of the first that the server has not answered. */
  #sent = 0;
  #reached = 0;
  /** @type {number[]} where the frames end that were not answered yet */
  #flying = [];
  #state = 'listening';
  /** Where the interviewer began to speak. */
  #spokenFrom = 0;
  #answering = false;
  /** @type {number | null} where the answer ends that is not taken yet */
  #answerEnd = null;
  #gap = 0;
  #allowance = BURST_BLOCKS;
  #allowedAt = 0;

  /**
   * @param {object} options
   * @param {(message: Message) => void} options.send
   * @param {(sound: ArrayBuffer) => void} options.sendSound
   * @param {() => number} options.waiting bytes that the socket has not sent yet
   * @param {() => number} options.now ms, monotonic
   * @param {Retention} [options.retention]
   */
  constructor({ send, sendSound, waiting, now, retention = new Retention() }) {
    this.#send = send;
    this.#sendSound = sendSound;
    this.#waiting = waiting;
    this.#now = now;
    this.#retention = retention;
  }

  /** How much sound is kept, ms. */
  get keptMs() {
    return (this.#retention.end - this.#retention.start) * BLOCK_MS;
  }

  /** Whether an answer has begun that is not taken yet. */
  get answering() {
    return this.#answering;
  }

  /** Whether there is more to send than what the microphone has just given. */
  get catchingUp() {
    return this.#retention.end - this.#sent > BEHIND_BLOCKS;
  }

  /**
   * Takes a block of 20 ms from the microphone.
   *
   * @param {Int16Array} block
   */
  push(block) {
    if (!this.#open) {
      if (this.#gap <= 0) return;
      this.#gap -= 1;
    }
    this.#retention.push(block);
    this.pump();
  }

  /**
   * Sends a message after all the sound so far.
   *
   * @param {Message} message
   * @param {boolean} [lasting] whether it belongs to the answer, and is sent again with it
   */
  say(message, lasting = false) {
    const at = this.#retention.end;
    this.#marks.push({ at, message, lasting, sent: false, due: false });
    if (lasting) {
      this.#answerEnd = at;
      this.#answering = true;
    }
    this.pump();
  }

  /**
   * The server listens: what is kept and what comes is sent.
   *
   * @returns {boolean} whether it did not before
   */
  open() {
    if (this.#open) return false;
    this.#flying = [];
    this.#allowance = BURST_BLOCKS;
    this.#allowedAt = this.#now();
    this.#open = true;
    this.pump();
    return true;
  }

  /** The server goes on with the answer that is kept here: it is sent again once it listens. */
  rewind() {
    this.#sent = this.#retention.start;
    this.#reached = this.#sent;
    for (const mark of this.#marks) mark.sent = mark.due = false;
    this.#state = 'listening';
    this.#answering = true;
    this.#gap = Infinity;
  }

  /** What was kept is not wanted any more. */
  clear() {
    this.#retention.forget(this.#retention.end);
    this.#sent = this.#retention.end;
    this.#reached = this.#sent;
    this.#marks = [];
    this.#flying = [];
    this.#answering = false;
    this.#answerEnd = null;
    this.#state = 'listening';
    this.#gap = 0;
  }

  /** @param {string[]} ids of typed answers that the server does not take */
  drop(ids) {
    const before = this.#marks.length;
    this.#marks = this.#marks.filter(({ message }) => !ids.includes(`${message.id}`));
    if (this.#marks.length === before || this.#marks.some((mark) => mark.lasting)) return;
    this.#answering = ANSWERING.has(this.#state);
    this.#answerEnd = null;
  }

  /** The connection is gone: what is said is kept for 10 s more. */
  shut() {
    if (!this.#open && this.#gap < Infinity) return;
    this.#open = false;
    this.#gap = GAP_BLOCKS;
    this.#marks = this.#marks.filter((mark) => mark.lasting);
  }

  /** The server has answered the oldest frame that was not answered. */
  answered() {
    this.#reached = this.#flying.shift() ?? this.#reached;
    this.#trim();
  }

  /**
   * The server tells whose turn it is.
   *
   * @param {string} state
   */
  turn(state) {
    if (state === 'hearing') {
      this.#answering = true;
      if (!this.#marks.some((mark) => mark.lasting)) this.#answerEnd = null;
    }
    if (state === 'processing') {
      this.#answerEnd ??= this.#reached;
      for (const mark of this.#marks) mark.due ||= mark.sent;
    }
    if (state === 'speaking' && this.#state !== 'held') this.#spokenFrom = this.#reached;
    if (this.#state === 'speaking' && (state === 'listening' || state === 'pausing')) {
      this.#dropEcho();
    }
    if (state === 'listening' && ANSWERING.has(this.#state)) {
      this.#answering = false;
      this.#answerEnd = null;
      this.#marks = this.#marks.filter(({ due, message }) => !due || message.id);
    }
    this.#state = state;
  }

  /**
   * The answer is safe: its sound is not needed any more. What came after it is.
   *
   * @param {string[]} [ids] of what was typed of it: other typed answers are not in it
   */
  taken(ids = []) {
    const end = this.#answerEnd ?? this.#reached;
    this.#retention.forget(Math.min(end, this.#sent));
    this.#marks = this.#marks.filter(({ due, message: { id } }) =>
      typeof id === 'string' ? !ids.includes(id) : !due,
    );
    this.#answering = false;
    this.#answerEnd = null;
  }

  /** Sends as much as may go now. */
  pump() {
    if (!this.#open) return;
    this.#allow();
    while (this.#waiting() < WAITING_BYTES) {
      this.#sent = Math.max(this.#sent, this.#retention.start);
      const mark = this.#marks.find((other) => !other.sent);
      if (mark && mark.at <= this.#sent) {
        this.#pass(mark);
      } else if (!this.#sendFrame(mark ? mark.at : null)) {
        return;
      }
    }
  }

  /** @param {Mark} mark */
  #pass(mark) {
    mark.sent = true;
    if (!mark.lasting) this.#marks = this.#marks.filter((other) => other !== mark);
    this.#send(mark.message);
  }

  /** @param {number | null} until where a message wants to follow at once */
  #sendFrame(until) {
    const ready = (until ?? this.#retention.end) - this.#sent;
    const length = Math.min(ready, ready > FRAME_BLOCKS ? LONG_FRAME_BLOCKS : FRAME_BLOCKS);
    if (length <= 0 || length > this.#allowance) return false;
    const least = this.#state === 'speaking' ? HASTY_FRAME_BLOCKS : FRAME_BLOCKS;
    if (length < least && until === null) return false;
    const to = this.#sent + length;
    const sound = this.#retention.sound(this.#sent, to);
    this.#sendSound(/** @type {ArrayBuffer} */ (sound.buffer));
    this.#sent = to;
    this.#flying.push(to);
    this.#allowance -= length;
    return true;
  }

  /** Of what was recorded while the interviewer spoke, nobody can tell an echo from a voice. */
  #dropEcho() {
    const to = this.#reached - EARLY_BLOCKS;
    if (this.#answering) this.#retention.hush(this.#spokenFrom, to);
    else this.#retention.forget(to);
  }

  #trim() {
    if (this.#answering || this.#state === 'held') return;
    const mark = this.#marks[0]?.at ?? Infinity;
    this.#retention.forget(Math.min(this.#reached - LEAD_BLOCKS, mark));
  }

  #allow() {
    const now = this.#now();
    const grown = ((now - this.#allowedAt) / BLOCK_MS) * CATCHING_UP;
    this.#allowance = Math.min(BURST_BLOCKS, this.#allowance + grown);
    this.#allowedAt = now;
  }
}
