// What goes up: every sample once and in order, over cuts, slow networks and taken answers.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { block, valuesOf } from './client-fakes.mjs';
import { Retention } from '../../../talkup_local/server/page/files/client/retention.js';
import { Uplink } from '../../../talkup_local/server/page/files/client/uplink.js';
import { VoiceGate } from '../../../talkup_local/server/page/files/client/voice-gate.js';

/** An uplink, what came out of it, and the knobs around it. */
class Bench {
  now = 0;
  waiting = 0;
  out = [];
  /** @type {any[]} */
  messages = [];
  frames = 0;

  constructor(limit) {
    this.uplink = new Uplink({
      send: (message) => {
        this.out.push(message.type);
        this.messages.push(message);
      },
      sendSound: (sound) => {
        this.frames += 1;
        this.out.push(...valuesOf(new Int16Array(sound)));
      },
      waiting: () => this.waiting,
      now: () => this.now,
      retention: new Retention(limit),
    });
  }

  /** Says the numbers from `from` to `to - 1`, one in each block, in real time. */
  say(from, to) {
    for (let value = from; value < to; value += 1) {
      this.now += 20;
      this.uplink.push(block(value));
    }
  }

  /** The server answers all frames that it has. */
  answer() {
    for (; this.frames > 0; this.frames -= 1) this.uplink.answered();
  }

  cut() {
    this.uplink.shut();
    this.frames = 0;
    this.out = [];
    this.messages = [];
  }

  goOn() {
    this.uplink.rewind();
    this.uplink.open();
  }
}

const range = (from, to) => Array.from({ length: to - from }, (_, at) => from + at);

/** All of it, in order, but perhaps the last block: it waits for the next, for a frame of two. */
function assertSent(expected) {
  assert.deepEqual(bench.out, expected.slice(0, bench.out.length));
  assert.ok(bench.out.length >= expected.length - 1);
}

let bench;

beforeEach(() => {
  bench = new Bench();
});

test('nothing goes out before the server listens', () => {
  bench.say(0, 10);
  bench.uplink.open();
  bench.say(10, 12);
  assert.deepEqual(bench.out, [10, 11]);
});

test('every sample goes out once and in order', () => {
  bench.uplink.open();
  bench.say(0, 100);
  assert.deepEqual(bench.out, range(0, 100));
});

test('sound goes out in pairs of blocks, and block by block while the interviewer speaks', () => {
  bench.uplink.open();
  bench.say(0, 4);
  assert.equal(bench.frames, 2);
  bench.uplink.turn('speaking');
  bench.say(4, 8);
  assert.equal(bench.frames, 6);
  bench.uplink.turn('held');
  bench.say(8, 12);
  assert.equal(bench.frames, 8);
  assert.deepEqual(bench.out, range(0, 12));
});

test('an answer that is not taken is sent again after a cut, with what was said meanwhile', () => {
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(0, 100);
  bench.answer();
  bench.cut();
  bench.say(100, 200);
  bench.goOn();
  bench.say(200, 210);
  assert.deepEqual(bench.out, range(0, 210));
});

test('what was said into a connection that was dead already is sent again', () => {
  bench.uplink.open();
  bench.uplink.turn('listening');
  bench.say(0, 100);
  bench.answer();
  bench.say(100, 350); // never answered, and nobody said that it is heard
  bench.cut();
  bench.goOn();
  assertSent(range(25, 350)); // with 1.5 s before what was not answered
});

test('of the silence before an answer only the end is kept', () => {
  bench.uplink.open();
  for (let second = 0; second < 60; second += 1) {
    bench.say(second * 50, second * 50 + 50);
    bench.answer();
  }
  assert.equal(bench.uplink.keptMs, 1_500);
});

test('an answer is forgotten once it is taken, and what came after it is kept', () => {
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(0, 100);
  bench.answer();
  bench.uplink.turn('processing');
  bench.say(100, 140);
  bench.answer();
  bench.uplink.taken();
  bench.cut();
  bench.goOn();
  assertSent(range(100, 140));
});

test('who goes on after a pause that was taken for the end keeps the whole answer', () => {
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(0, 100);
  bench.answer();
  bench.uplink.turn('processing');
  bench.uplink.turn('hearing');
  bench.say(100, 200);
  bench.cut();
  bench.goOn();
  assert.deepEqual(bench.out, range(0, 200));
});

test('"take your time" in a pause forgets nothing of the answer', () => {
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(0, 500);
  bench.answer();
  bench.uplink.turn('speaking');
  bench.say(500, 600);
  bench.answer();
  assert.equal(bench.uplink.keptMs, 12_000);
});

test('what was recorded while the interviewer spoke is not sent again', () => {
  bench.uplink.open();
  bench.uplink.turn('speaking');
  bench.say(0, 100);
  bench.answer();
  bench.uplink.turn('listening');
  bench.say(100, 150);
  bench.cut();
  bench.goOn();
  assertSent(range(85, 150)); // a candidate may come in early by 300 ms
});

test('nor is "take your time" in the middle of an answer: silence stands in its place', () => {
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(1, 101);
  bench.answer();
  bench.uplink.turn('speaking');
  bench.say(101, 151);
  bench.answer();
  bench.uplink.turn('pausing');
  bench.say(151, 161);
  bench.cut();
  bench.goOn();
  assertSent([...range(1, 101), ...Array(35).fill(0), ...range(136, 161)]);
});

test('an interruption of the interviewer is sent again', () => {
  bench.uplink.open();
  bench.uplink.turn('speaking');
  bench.say(0, 100);
  bench.answer();
  bench.uplink.turn('held');
  bench.uplink.turn('hearing');
  bench.say(100, 150);
  bench.cut();
  bench.goOn();
  assertSent(range(25, 150));
});

test('a second cut, before all was sent again, loses nothing', () => {
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(0, 4_000);
  bench.answer();
  bench.cut();
  bench.goOn();
  bench.uplink.turn('listening');
  bench.answer();
  bench.say(4_000, 4_020);
  bench.cut();
  bench.goOn();
  bench.say(4_020, 4_400);
  assertSent(range(0, 4_400));
});

test('sixty seconds are sent again at once, the rest at four times its speed', () => {
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(0, 5_000);
  bench.cut();
  bench.goOn();
  assert.equal(bench.out.length, 3_000);
  bench.say(5_000, 5_100);
  assert.ok(Math.abs(bench.out.length - 3_400) <= 3);
  assert.ok(bench.uplink.catchingUp);
  bench.say(5_100, 5_900);
  assertSent(range(0, 5_900));
});

test('of a gap ten seconds are kept', () => {
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(0, 100);
  bench.cut();
  bench.say(100, 1_000);
  bench.goOn();
  bench.say(1_000, 1_010);
  assert.deepEqual(bench.out, [...range(0, 600), ...range(1_000, 1_010)]);
});

test('a connection that breaks before the server listens again opens no longer gap', () => {
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(0, 100);
  bench.cut();
  bench.uplink.rewind();
  bench.cut();
  bench.say(100, 1_000);
  bench.goOn();
  assertSent(range(0, 600));
});

test('a server that welcomes back gets only what is said from then on', () => {
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(0, 100);
  bench.cut();
  bench.say(100, 200);
  bench.uplink.clear();
  bench.uplink.open();
  bench.say(200, 210);
  assert.deepEqual(bench.out, range(200, 210));
});

test('a network that takes nothing loses nothing', () => {
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(0, 10);
  bench.waiting = 1_000_000;
  bench.say(10, 400);
  assert.deepEqual(bench.out, range(0, 10));
  bench.waiting = 0;
  bench.say(400, 410);
  assert.deepEqual(bench.out, range(0, 410));
});

test('more than the limit pushes out the oldest', () => {
  bench = new Bench(100);
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(0, 250);
  assert.equal(bench.uplink.keptMs, 2_000);
  bench.cut();
  bench.goOn();
  assertSent(range(150, 250));
});

test('a message goes out after the sound before it', () => {
  bench.uplink.open();
  bench.say(0, 3);
  bench.uplink.say({ type: 'send_for_AI_processing' }, true);
  bench.say(3, 6);
  assert.deepEqual(bench.out, [0, 1, 2, 'send_for_AI_processing', 3, 4]);
});

test('a typed answer is sent again with the sound around it, a request is not', () => {
  bench.uplink.open();
  bench.uplink.turn('hearing');
  bench.say(0, 4);
  bench.uplink.say({ type: 'request', what: 'repeat' });
  bench.uplink.say({ type: 'text_answer', text: 'Yes.' }, true);
  bench.say(4, 6);
  bench.cut();
  bench.goOn();
  assert.deepEqual(bench.out, [0, 1, 2, 3, 'text_answer', 4, 5]);
});

test('a typed answer that was taken is not sent again', () => {
  bench.uplink.open();
  bench.uplink.say({ type: 'text_answer', text: 'Yes.' }, true);
  bench.uplink.turn('processing');
  bench.uplink.taken();
  bench.cut();
  bench.goOn();
  assert.deepEqual(bench.out, []);
});

test('of typed answers, those that are not in the one that was taken are sent again', () => {
  bench.uplink.open();
  for (const id of ['1', '2']) bench.uplink.say({ type: 'text_answer', text: id, id }, true);
  bench.uplink.turn('processing');
  bench.uplink.taken(['1']);
  bench.uplink.turn('listening');
  bench.cut();
  bench.goOn();
  assert.deepEqual(bench.messages.map(({ id }) => id), ['2']);
});

test('a typed answer that was refused is not sent again, and what is said goes on', () => {
  bench.uplink.open();
  bench.uplink.say({ type: 'text_answer', text: 'One.', id: '1' }, true);
  bench.uplink.drop(['1']);
  assert.equal(bench.uplink.answering, false);
  bench.cut();
  bench.goOn();
  assert.deepEqual(bench.messages, []);
});

test('muted, silence of the same length goes through', () => {
  const gate = new VoiceGate(() => {});
  gate.mute(true);
  assert.deepEqual(gate.filter(block(7)), block(0));
  gate.mute(false);
  assert.deepEqual(gate.filter(block(7)), block(7));
});

test('by key, the voice goes through while it is held and for 300 ms after', () => {
  let released = 0;
  const gate = new VoiceGate(() => { released += 1; });
  gate.pushToTalk(true);
  const heard = (count) =>
    range(0, count).map(() => {
      const value = gate.filter(block(7))[0];
      gate.passed();
      return value;
    });
  assert.deepEqual(heard(2), [0, 0]);
  gate.hold(true);
  assert.deepEqual(heard(2), [7, 7]);
  gate.hold(false);
  assert.equal(released, 0);
  assert.deepEqual(heard(16), [...Array(15).fill(7), 0]);
  assert.equal(released, 1);
});

test('a key that is pressed again at once goes on with the same answer', () => {
  let released = 0;
  const gate = new VoiceGate(() => { released += 1; });
  gate.pushToTalk(true);
  gate.hold(true);
  gate.hold(false);
  gate.passed();
  gate.hold(true);
  for (let at = 0; at < 20; at += 1) gate.passed();
  assert.equal(released, 0);
});

test('without a microphone, letting the key go is enough', () => {
  let released = 0;
  const gate = new VoiceGate(() => { released += 1; });
  gate.pushToTalk(true);
  gate.hold(true);
  gate.hold(false, false);
  assert.equal(released, 1);
});
