// The client over a network of the test's own: starting, and what it makes of what it hears.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Bench, range, SESSION } from './client-bench.mjs';
import { FakeSocket, settle, valuesOf } from './client-fakes.mjs';

let bench;

beforeEach(() => {
  bench = new Bench();
});

// -- the start

test('an interview is asked for with all that a page needs', async () => {
  const client = bench.client();
  const started = client.start({ role: 'data analyst', consent: true });
  await settle();
  assert.equal(FakeSocket.last.url, 'ws://127.0.0.1:8000/ws/candidate');
  FakeSocket.last.open();
  const { type, role, consent, delivery, capabilities, sample_rate } = FakeSocket.last.texts[0];
  assert.deepEqual(
    { type, role, consent, delivery, sample_rate },
    {
      type: 'start_interview',
      role: 'data analyst',
      consent: true,
      delivery: 'ahead',
      sample_rate: 16000,
    },
  );
  assert.ok(capabilities.includes('answer_taken') && capabilities.includes('session'));
  FakeSocket.last.say('session', SESSION);
  assert.equal((await started).session_id, 'iv_1');
  const states = bench.seen.state.map(({ state }) => state);
  assert.deepEqual(states, ['connecting', 'starting', 'live']);
});

test('the token is the first thing that is said', async () => {
  const client = bench.client({ token: () => 'tk_1' });
  client.start().catch(() => {}); // what it says is not the point here
  await settle();
  FakeSocket.last.open();
  assert.deepEqual(FakeSocket.last.texts[0], { type: 'auth', token: 'tk_1' });
});

test('who has no token where one is needed is told so before anything is sent', async () => {
  bench.facts.token = true;
  await assert.rejects(bench.client().start(), { code: 'TOKEN_NEEDED' });
  assert.equal(FakeSocket.all.length, 0);
});

test('a wrong token is told', async () => {
  const started = bench.client({ token: 'tk_0' }).start();
  await settle();
  FakeSocket.last.open();
  FakeSocket.last.break(1008, 'This token is not valid, or no longer.');
  await assert.rejects(started, { code: 'TOKEN_WRONG' });
});

test('too many attempts tell when to try again', async () => {
  const started = bench.client({ token: 'tk_0' }).start();
  await settle();
  FakeSocket.last.open();
  FakeSocket.last.break(1008, 'Too many attempts from this address. Please wait 12 s.');
  await assert.rejects(started, { code: 'RATE_LIMITED', retryAfterS: 12 });
});

for (const [what, code, mend] of [
  ['full', 'SERVER_BUSY', () => { bench.facts.places.open = 16; }],
  ['not ready', 'NOT_READY', () => { bench.facts.ready = false; }],
  ['not there', 'UNREACHABLE', () => { bench.facts = null; }],
]) {
  test(`a server that is ${what} is told as such, though a browser does not say`, async () => {
    const client = bench.client();
    const started = client.start();
    await settle();
    mend();
    FakeSocket.last.break();
    await assert.rejects(started, { code });
    assert.equal(client.state, 'idle');
  });
}

test('a server that does not answer is given up after four seconds', async () => {
  const started = bench.client().start();
  await settle();
  bench.facts = null;
  bench.time.pass(4_600);
  await assert.rejects(started, { code: 'UNREACHABLE' });
});

test('a refused start passes the code on, and may be tried again', async () => {
  const client = bench.client();
  const started = client.start({ plan: 'none' });
  await settle();
  FakeSocket.last.open();
  FakeSocket.last.say('error', { code: 'UNKNOWN_PLAN', message: 'There is no such plan.' });
  await assert.rejects(started, { code: 'UNKNOWN_PLAN', message: 'There is no such plan.' });
  client.start().catch(() => {}); // what it says is not the point here
  await settle();
  assert.equal(FakeSocket.all.length, 2);
});

test('a start tells what keeps a page from its token, or from a socket', async () => {
  const token = () => {
    throw new Error('the storage is forbidden');
  };
  const client = bench.client({ token });
  await assert.rejects(client.start(), /forbidden/);
  assert.equal(client.state, 'idle');

  bench.facts = null;
  const webSocket = class {
    constructor() {
      throw new Error('ws: from https:');
    }
  };
  await assert.rejects(bench.client({ webSocket }).start(), { code: 'UNREACHABLE' });
});

test('an interview is held though nothing can be stored', async () => {
  const set = () => {
    throw new Error('full');
  };
  const client = await bench.interviewed({ store: { get: () => null, set } });
  assert.equal(client.state, 'live');
});

test('a second start beside the first one is refused', async () => {
  const client = await bench.interviewed();
  await assert.rejects(client.start(), { code: 'BUSY' });
});

test('a clock that is an hour off is told once, and changes nothing', async () => {
  const client = bench.client();
  const started = client.start();
  await settle();
  FakeSocket.last.open();
  const timestamp = new Date(Date.now() + 3_600_000).toISOString();
  FakeSocket.last.say('session', { ...SESSION, timestamp });
  await started;
  assert.equal(bench.seen.clock.length, 1);
  assert.ok(Math.abs(bench.seen.clock[0].offset_ms - 3_600_000) < 60_000);
  assert.equal(client.state, 'live');
});

// -- the interview

test('without a player, words are told when they come', async () => {
  await bench.interviewed();
  assert.deepEqual(bench.seen.says, [{ text: 'Hello.' }]);
  assert.deepEqual(bench.seen.said, [{ text: 'Hello.' }]);
});

test('with a player, words are told when they begin to sound', async () => {
  const player = Object.assign(new EventTarget(), { add() {}, hold() {}, resume() {}, flush() {} });
  const client = await bench.interviewed();
  client.attach(bench.microphone, player);
  FakeSocket.last.play('Why?');
  assert.deepEqual(bench.seen.says, [{ text: 'Hello.' }]);
  player.dispatchEvent(new CustomEvent('segment', { detail: { text: 'Why?' } }));
  assert.deepEqual(bench.seen.says[1], { text: 'Why?' });
});

test('the sound stands still while it is held, and is dropped when it is broken off', async () => {
  const calls = [];
  const player = Object.assign(
    new EventTarget(),
    Object.fromEntries(
      ['add', 'hold', 'resume', 'flush'].map((name) => [name, () => calls.push(name)]),
    ),
  );
  const client = await bench.interviewed();
  client.attach(bench.microphone, player);
  FakeSocket.last.say('turn_state', { state: 'speaking' });
  FakeSocket.last.play('Why?');
  FakeSocket.last.say('turn_state', { state: 'held' });
  FakeSocket.last.say('turn_state', { state: 'speaking' });
  FakeSocket.last.say('turn_state', { state: 'held' });
  FakeSocket.last.say('ai_interrupted', { text: 'Wh' });
  assert.deepEqual(calls, ['resume', 'add', 'hold', 'resume', 'hold', 'flush', 'resume']);
  assert.deepEqual(bench.seen.interrupted, [{ text: 'Wh' }]);
});

test('words that have no sound are told all the same', async () => {
  const added = [];
  const player = Object.assign(new EventTarget(), {
    add: (mp3, text) => added.push([mp3 && mp3.byteLength, text]),
    hold() {},
    resume() {},
    flush() {},
  });
  const client = await bench.interviewed();
  client.attach(bench.microphone, player);
  FakeSocket.last.say('ai_text', { text: 'Unspoken.' });
  FakeSocket.last.play('Spoken.');
  FakeSocket.last.say('ai_text', { text: 'The end.' });
  FakeSocket.last.say('ai_response_complete', { text: 'Unspoken. Spoken. The end.' });
  assert.deepEqual(added, [[null, 'Unspoken.'], [4, 'Spoken.'], [null, 'The end.']]);
});

test('without a bench.microphone, answers are typed', async () => {
  const client = await bench.interviewed();
  client.attach(null, null);
  client.typing();
  client.typeAnswer('  ');
  client.typeAnswer('I tested it.');
  client.request('repeat');
  const others = ['ping', 'start_interview'];
  const texts = FakeSocket.last.texts.filter(({ type }) => !others.includes(type));
  assert.deepEqual(texts, [
    { type: 'typing' },
    { type: 'text_answer', text: 'I tested it.', id: texts[1].id },
    { type: 'request', what: 'repeat' },
  ]);
});

test('while it is paused the microphone is not sent', async () => {
  const client = await bench.interviewed();
  bench.say(1, 5);
  client.pause();
  bench.say(5, 9);
  client.continue_();
  bench.say(9, 13);
  assert.deepEqual(valuesOf(FakeSocket.last.sound), [1, 2, 3, 4, 9, 10, 11, 12]);
  const types = FakeSocket.last.types().filter((type) => ['pause', 'continue'].includes(type));
  assert.deepEqual(types, ['pause', 'continue']);
});

test('a typed answer goes on after a pause, and so does the microphone', async () => {
  const client = await bench.interviewed();
  client.pause();
  FakeSocket.last.say('turn_state', { state: 'paused' });
  client.typeAnswer('I led the tests.');
  FakeSocket.last.say('turn_state', { state: 'processing' });
  bench.say(1, 5);
  assert.deepEqual(valuesOf(FakeSocket.last.sound), range(1, 5));
});

test('a pause that the server refuses is none', async () => {
  const client = await bench.interviewed();
  client.pause();
  FakeSocket.last.say('error', { code: 'RATE_LIMITED', message: 'slower' });
  bench.say(1, 5);
  assert.deepEqual(valuesOf(FakeSocket.last.sound), range(1, 5));
});

test('letting the key go completes the answer, after its last sound', async () => {
  const client = await bench.interviewed();
  client.pushToTalk(true);
  client.talk(true);
  bench.say(1, 5);
  client.talk(false);
  bench.say(5, 25);
  const sent = FakeSocket.last.sent;
  const at = sent.findIndex((data) => data.type === 'send_for_AI_processing');
  const before = sent.slice(0, at).filter((data) => data instanceof Int16Array);
  assert.deepEqual(valuesOf(before.flatMap((data) => [...data])), range(1, 20));
});

test('half a character is no reason to lose a whole answer', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('I am \ud83d glad \u{1f600}');
  assert.equal(FakeSocket.last.first('text_answer').text, 'I am \ufffd glad \u{1f600}');
});

test('what is no message is passed over', async () => {
  await bench.interviewed();
  for (const data of ['{"type":', 'null', '[]', '{}']) FakeSocket.last.onmessage({ data });
  FakeSocket.last.say('ai_text', { text: 'And then?' });
  assert.equal(bench.seen.says.at(-1).text, 'And then?');
});

test('what goes wrong without ending the interview is a notice', async () => {
  await bench.interviewed();
  FakeSocket.last.say('error', { code: 'TTS_ERROR', message: 'Please read it.' });
  assert.deepEqual(bench.seen.notice, [{ code: 'TTS_ERROR', message: 'Please read it.' }]);
});
