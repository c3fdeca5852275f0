// The player's queue: joined to the sample, stopped at once, silent where it should be.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Queue } from '../../../talkup_local/server/page/files/client/player-worklet.js';

const RATE = 8000; // a fade is 32 samples

let events;
let queue;

beforeEach(() => {
  events = [];
  queue = new Queue(RATE, (event) => events.push(event));
});

function add(id, length, value = 0.5, reply = 0) {
  queue.add({ id, reply, samples: new Float32Array(length).fill(value) });
}

function render(blocks) {
  const output = new Float32Array(blocks * 128);
  for (let at = 0; at < blocks; at += 1) queue.render(output.subarray(at * 128, at * 128 + 128));
  return output;
}

const of = (type) => events.filter((event) => event.type === type);
const steps = (output) =>
  output.slice(1).reduce((most, value, at) => Math.max(most, Math.abs(value - output[at])), 0);

test('segments join without a sample between them', () => {
  add(1, 100, 0.25);
  add(2, 200, 0.5);
  const output = render(3);
  const expected = [...Array(100).fill(0.25), ...Array(200).fill(0.5)];
  assert.deepEqual([...output.subarray(0, 300)], expected);
  assert.ok(output.subarray(300).every((value) => value === 0));
});

test('a segment is told when its first sample plays, and the end when all is played', () => {
  add(1, 130);
  add(2, 10);
  render(1);
  assert.deepEqual(of('segment').map(({ id }) => id), [1]);
  render(1);
  assert.deepEqual(of('segment').map(({ id }) => id), [1, 2]);
  assert.deepEqual(of('drained'), [{ type: 'drained' }]);
});

test('a segment that is late leaves a gap, which is told', () => {
  add(1, 100);
  render(2);
  add(2, 100);
  render(1);
  assert.deepEqual(of('segment').map(({ gap }) => gap), [0, 156]);
});

test('between two replies there is no gap', () => {
  add(1, 100, 0.5, 1);
  render(4);
  add(2, 100, 0.5, 2);
  render(1);
  assert.deepEqual(of('segment').map(({ gap }) => gap), [0, 0]);
});

test('words without a sound take no time', () => {
  add(1, 0);
  add(2, 10);
  render(1);
  assert.deepEqual(of('segment').map(({ id }) => id), [1, 2]);
});

test('held, the sound fades out within 4 ms and goes on where it stood', () => {
  const ramp = Float32Array.from({ length: 4096 }, (_, at) => at / 4096);
  queue.add({ id: 1, reply: 0, samples: ramp });
  render(2);
  queue.hold();
  const held = render(8);
  assert.ok(held.subarray(40).every((value) => value === 0));
  assert.deepEqual(of('stopped').length, 1);
  queue.resume();
  const rest = render(8);
  const expected = (256 + 32 + 64) / 4096; // past both fades
  assert.ok(Math.abs(rest[64] - expected) < 1.1 / 4096 * 2, `${rest[64]} ${expected}`);
});

test('neither a stop nor going on makes a step in the sound', () => {
  add(1, 8000, 0.5);
  let output = [...render(2)];
  queue.hold();
  output = output.concat([...render(2)]);
  queue.resume();
  output = output.concat([...render(2)]);
  queue.flush();
  output = output.concat([...render(2)]);
  assert.ok(steps(output) < 0.02);
});

test('a wait for the candidate is no gap', () => {
  add(1, 400);
  render(1);
  queue.hold();
  render(20);
  add(2, 100);
  queue.resume();
  render(5);
  assert.deepEqual(of('segment').map(({ gap }) => gap), [0, 0]);
});

test('what is dropped is never heard, and what follows sounds at once', () => {
  add(1, 1000, 0.5);
  add(2, 1000, 0.5);
  render(1);
  queue.flush();
  add(3, 64, -0.25);
  const output = render(2);
  assert.deepEqual(of('segment').map(({ id }) => id), [1, 3]);
  assert.equal(output[40], -0.25);
  assert.ok(output.subarray(64).every((value) => value === 0));
});

test('dropped while it is held, nothing sounds when it goes on', () => {
  add(1, 1000);
  render(1);
  queue.hold();
  render(1);
  queue.flush();
  queue.resume();
  assert.ok(render(4).every((value) => value === 0));
});

test('a hold of silence is told at once, so that nobody waits for it', () => {
  queue.hold();
  assert.deepEqual(of('stopped'), [{ type: 'stopped', at: 0 }]);
});

test('the level follows the sound', () => {
  add(1, 400, 0.5);
  render(8);
  const levels = of('level').map(({ rms }) => rms);
  assert.ok(levels[0] > 0.4 && levels[1] === 0);
});
