// What a client is given in place of a browser: sockets that a test answers, and a clock it moves.

export class FakeSocket {
  static all = [];

  static get last() {
    return FakeSocket.all.at(-1);
  }

  constructor(url) {
    this.url = url;
    this.readyState = 0;
    this.bufferedAmount = 0;
    this.sent = [];
    FakeSocket.all.push(this);
  }

  send(data) {
    this.sent.push(typeof data === 'string' ? JSON.parse(data) : new Int16Array(data));
  }

  close() {
    this.readyState = 3;
  }

  // -- what a test does

  open() {
    this.readyState = 1;
    this.onopen?.();
  }

  say(type, fields = {}) {
    const timestamp = new Date().toISOString();
    this.onmessage?.({ data: JSON.stringify({ type, timestamp, ...fields }) });
  }

  play(text, bytes = 4) {
    this.say('ai_text', { text });
    this.onmessage?.({ data: new ArrayBuffer(bytes) });
  }

  break(code = 1006, reason = '') {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  get texts() {
    return this.sent.filter((data) => !(data instanceof Int16Array));
  }

  get sound() {
    return this.sent.filter((data) => data instanceof Int16Array).flatMap((data) => [...data]);
  }

  types() {
    return this.texts.map((message) => message.type);
  }

  first(type) {
    return this.texts.find((message) => message.type === type);
  }
}

export class FakeTime {
  ms = 0;
  #due = [];

  now = () => this.ms;

  setTimer = (work, ms) => {
    const entry = { at: this.ms + ms, work };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  };

  pass(ms) {
    const until = this.ms + ms;
    for (;;) {
      const [next] = this.#due.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.ms = Math.max(this.ms, next.at);
      next.work();
    }
    this.ms = until;
  }
}

/** Lets promises that have been settled be acted on. */
export async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await null;
  await new Promise((resolve) => setImmediate(resolve));
}

/** A block of 20 ms, all of whose samples are `value`. */
export function block(value) {
  return new Int16Array(320).fill(value);
}

/** The values of blocks, in order, as they were sent. */
export function valuesOf(sound) {
  return sound.filter((_, at) => at % 320 === 0);
}
