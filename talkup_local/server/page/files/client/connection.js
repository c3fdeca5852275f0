// One WebSocket to the server, watched: a dead one is noticed, though no browser tells of it.
// @ts-check

/** A connection that neither opens nor fails is given up. */
const OPENING_MS = 4_000;

/** No word for so long, though one is due, and it is dead; sooner when the browser is offline. */
const DEAD_MS = 5_000;
const DEAD_OFFLINE_MS = 2_000;

const PING_MS = 10_000;

/** Who was not called for so long was asleep, and may not have read what has come. */
const ASLEEP_MS = 2_500;

/**
 * What a connection tells its owner. `closed` comes once, and nothing after it.
 *
 * @typedef {object} Listener
 * @property {() => void} opened
 * @property {(message: any) => void} message
 * @property {(data: ArrayBuffer) => void} binary
 * @property {(how: {opened: boolean, code: number, reason: string}) => void} closed
 */

/** A connection. Its owner calls `tick` about once a second, or more often. */
export class Connection {
  #listener;
  #now;
  /** @type {WebSocket | null} */
  #socket;
  #opened = false;
  #begunAt;
  /** @type {number | null} since when an answer is due */
  #dueSince = null;
  #pingedAt;
  #tickedAt;
  /** Whether a sleep was taken for the reason of the silence; a second one is none. */
  #excused = false;
  #patienceMs = DEAD_MS;

  /**
   * @param {object} options
   * @param {string} options.url
   * @param {typeof WebSocket} options.webSocket
   * @param {() => number} options.now ms, monotonic
   * @param {Listener} options.listener
   */
  constructor({ url, webSocket, now, listener }) {
    this.#listener = listener;
    this.#now = now;
    this.#begunAt = this.#pingedAt = this.#tickedAt = now();
    this.#socket = this.#dial(url, webSocket);
  }

  /** Bytes that were not sent yet. */
  get waiting() {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** @param {object} message */
  send(message) {
    this.#write(JSON.stringify(message, (_, value) => wellFormed(value)));
  }

  /**
   * Sends what is answered at once.
   *
   * @param {ArrayBuffer} sound
   */
  sendSound(sound) {
    this.#write(sound);
    this.#dueSince ??= this.#now();
  }

  ping() {
    this.#pingedAt = this.#now();
    this.send({ type: 'ping' });
    this.#dueSince ??= this.#now();
  }

  /** The browser says that it is offline; it may be wrong, so the server is asked. */
  doubt() {
    if (!this.#opened) return;
    this.#patienceMs = DEAD_OFFLINE_MS;
    this.ping();
  }

  /** Looks whether it is still alive. */
  tick() {
    const now = this.#now();
    const asleep = now - this.#tickedAt > ASLEEP_MS;
    this.#tickedAt = now;
    if (!this.#socket) return;
    if (!this.#opened) {
      if (now - this.#begunAt > OPENING_MS) this.#end(1006, 'no answer');
      return;
    }
    if (asleep && this.#dueSince !== null && !this.#excused) {
      this.#dueSince = now;
      this.#excused = true;
    }
    if (this.#dueSince !== null && now - this.#dueSince > this.#patienceMs) {
      this.#end(1006, 'no answer');
    } else if (now - this.#pingedAt > PING_MS) {
      this.ping();
    }
  }

  /** Closes it; the owner is told nothing more. */
  close() {
    const socket = this.#release();
    socket?.close(1000);
  }

  /**
   * @param {string} url
   * @param {typeof WebSocket} webSocket
   */
  #dial(url, webSocket) {
    try {
      const socket = new webSocket(url);
      socket.binaryType = 'arraybuffer';
      socket.onopen = () => this.#open();
      socket.onmessage = ({ data }) => this.#receive(data);
      socket.onclose = ({ code, reason }) => this.#end(code, reason);
      return socket;
    } catch {
      // ws: from a page on https: for instance; told later, as any other failure is
      queueMicrotask(() => this.#listener.closed({ opened: false, code: 1006, reason: '' }));
      return null;
    }
  }

  #open() {
    this.#opened = true;
    this.#tickedAt = this.#now();
    this.#listener.opened();
    this.ping();
  }

  /** @param {string | ArrayBuffer} data */
  #receive(data) {
    this.#dueSince = null;
    this.#excused = false;
    this.#patienceMs = DEAD_MS;
    const message = typeof data === 'string' ? messageIn(data) : null;
    if (message) this.#listener.message(message);
    else if (typeof data !== 'string') this.#listener.binary(data);
  }

  /** @param {string | ArrayBuffer} data */
  #write(data) {
    if (this.#socket?.readyState === 1) this.#socket.send(data);
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #end(code, reason) {
    const socket = this.#release();
    if (!socket) return;
    socket.close();
    this.#listener.closed({ opened: this.#opened, code, reason });
  }

  #release() {
    const socket = this.#socket;
    if (socket) socket.onopen = socket.onmessage = socket.onclose = null;
    this.#socket = null;
    return socket;
  }
}

/**
 * Half a character, as of an emoji that was cut in two, would make no text of the whole.
 *
 * @param {unknown} value
 */
function wellFormed(value) {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\uFFFD') : value;
}

/**
 * @param {string} text
 * @returns {any} null for what is no message
 */
function messageIn(text) {
  try {
    const message = JSON.parse(text);
    return typeof message?.type === 'string' ? message : null;
  } catch {
    return null; // a word of something in between: the interview goes on without it
  }
}
