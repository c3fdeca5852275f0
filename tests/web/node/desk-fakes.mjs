// A socket that a test answers, for records and for the desk.

export class FakeSocket extends EventTarget {
  /** @type {FakeSocket[]} */
  static all = [];

  static get last() {
    return FakeSocket.all.at(-1);
  }

  constructor(url) {
    super();
    this.url = url;
    this.sent = [];
    FakeSocket.all.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.lose(1000);
  }

  // -- what a test does

  open() {
    this.dispatchEvent(new Event('open'));
    return settle();
  }

  tell(message) {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(message) }));
    return settle();
  }

  /** Answer the latest request of a type. */
  answer(type, fields = {}) {
    return this.tell({ type: 'answer', id: this.request(type).id, ...fields });
  }

  fail(type, code) {
    return this.tell({ type: 'error', id: this.request(type).id, code, message: `it is ${code}` });
  }

  lose(code = 1006, reason = '') {
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
    return settle();
  }

  request(type) {
    return this.sent.findLast((one) => one.type === type);
  }

  get types() {
    return this.sent.map((one) => one.type);
  }
}

/** Let everything run that waits for nothing but its turn. */
export async function settle() {
  for (let turn = 0; turn < 10; turn += 1) {
    await Promise.resolve();
  }
}
