// A client on a bench: its network, its clock and its microphone are the test's.
import { TalkupClient } from '../../../talkup_local/server/page/files/client/client.js';
import { block, FakeSocket, FakeTime, settle } from './client-fakes.mjs';

export const SESSION = {
  session_id: 'iv_1',
  resume_token: 'rt_1',
  resume_grace_s: 60,
  resumed: false,
  keeps: { transcript: true, audio: false, days: 90 },
};
const EVENTS = [
  'state', 'turn', 'says', 'said', 'answer', 'notice', 'ended', 'failed', 'clock', 'microphone',
  'level', 'transcript', 'interrupted', 'progress',
];

/** What is around a client; `seen` has the details of the events of the last one, by type. */
export class Bench {
  time = new FakeTime();
  facts = { ready: true, token: false, places: { open: 0, limit: 16 } };
  stored = null;
  microphone = new EventTarget();
  page = new EventTarget();
  seen = {};

  constructor() {
    FakeSocket.all = [];
  }

  client(options = {}) {
    const client = new TalkupClient({
      url: 'ws://127.0.0.1:8000',
      clientId: 'candidate',
      store: { get: () => this.stored, set: (value) => { this.stored = value; } },
      webSocket: FakeSocket,
      page: this.page,
      fetch: async () => {
        if (!this.facts) throw new TypeError('no answer');
        return Response.json(this.facts);
      },
      now: this.time.now,
      setTimer: this.time.setTimer,
      ...options,
    });
    this.seen = Object.fromEntries(EVENTS.map((type) => [type, []]));
    for (const type of EVENTS) {
      client.addEventListener(type, (event) => this.seen[type].push(event.detail));
    }
    return client;
  }

  /** Starts an interview and leaves it where the first question has been asked. */
  async interviewed(options) {
    const client = this.client(options);
    client.attach(this.microphone, null);
    const started = client.start({ patience: 'relaxed' });
    await settle();
    FakeSocket.last.open();
    FakeSocket.last.say('session', SESSION);
    FakeSocket.last.say('thinking', { message: 'Preparing' });
    FakeSocket.last.say('turn_state', { state: 'speaking' });
    FakeSocket.last.play('Hello.');
    FakeSocket.last.say('turn_state', { state: 'listening' });
    FakeSocket.last.say('interview_started', { message: 'Hello.' });
    await started;
    return client;
  }

  /** The candidate says the numbers from `from` to `to - 1`; the server answers all it hears. */
  say(from, to, { answered = true } = {}) {
    const socket = FakeSocket.last;
    for (let value = from; value < to; value += 1) {
      this.time.pass(20);
      const before = socket.sent.length;
      const detail = { samples: block(value) };
      this.microphone.dispatchEvent(new CustomEvent('samples', { detail }));
      const frames = socket.sent.slice(before).filter((data) => data instanceof Int16Array);
      if (answered) frames.forEach(() => socket.say('amplitude', { value: 0.1 }));
    }
  }
}

/** The server lets a client go on with its interview. */
export function accept(socket, fields) {
  socket.open();
  socket.say('session', { ...SESSION, resumed: true, ...fields });
  socket.say('thinking', { message: 'Preparing' });
}

/** The same, in the middle of an answer. */
export function goOn(socket) {
  accept(socket, { continues: true });
  socket.say('turn_state', { state: 'listening' });
  socket.say('interview_started', { message: 'Hello.' });
}

export const range = (from, to) => Array.from({ length: to - from }, (_, at) => from + at);
