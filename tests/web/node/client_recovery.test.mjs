// The client when its connection breaks: it comes back, and every word is there once.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { accept, Bench, goOn, range, SESSION } from './client-bench.mjs';
import { FakeSocket, settle, valuesOf } from './client-fakes.mjs';

let bench;

beforeEach(() => {
  bench = new Bench();
});

// -- when it breaks

test('a cut in an answer: it goes on under another name, every word is there once', async () => {
  const client = await bench.interviewed();
  FakeSocket.last.say('turn_state', { state: 'hearing' });
  bench.say(0, 100);
  FakeSocket.last.break();
  assert.equal(client.state, 'reconnecting');
  const next = FakeSocket.last;
  assert.match(next.url, /\/ws\/candidate\.2-\w+\?resume$/);
  bench.say(100, 200);
  goOn(next);
  bench.say(200, 210);
  const { resume, continues, patience, delivery } = next.first('start_interview');
  assert.deepEqual(
    { resume, continues, patience, delivery },
    { resume: 'rt_1', continues: 0, patience: 'relaxed', delivery: 'ahead' },
  );
  assert.deepEqual(valuesOf(next.sound), range(0, 210));
  assert.equal(client.state, 'live');
  assert.deepEqual(bench.seen.said.length, 1); // the question was heard before
});

test('no sound goes out before the server listens again', async () => {
  await bench.interviewed();
  FakeSocket.last.say('turn_state', { state: 'hearing' });
  bench.say(0, 10);
  FakeSocket.last.break();
  accept(FakeSocket.last, { continues: true });
  bench.say(10, 20);
  assert.deepEqual(FakeSocket.last.sound, []);
});

test('a server that welcomes back gets no old sound', async () => {
  await bench.interviewed();
  FakeSocket.last.say('turn_state', { state: 'hearing' });
  bench.say(0, 100);
  FakeSocket.last.break();
  bench.say(100, 110);
  accept(FakeSocket.last, { continues: false });
  bench.say(200, 210);
  assert.deepEqual(valuesOf(FakeSocket.last.sound), range(200, 210));
});

test('a question that was cut off is asked again: the client does not claim to go on', async () => {
  await bench.interviewed();
  FakeSocket.last.say('thinking', { message: '' });
  FakeSocket.last.say('answer_taken', { answers: 1 });
  FakeSocket.last.say('turn_state', { state: 'speaking' });
  FakeSocket.last.play('What did');
  FakeSocket.last.break();
  FakeSocket.last.open();
  assert.equal(FakeSocket.last.first('start_interview').continues, undefined);
});

test('the number of answers that were taken goes with a resume, and into the store', async () => {
  await bench.interviewed();
  FakeSocket.last.say('answer_taken', { answers: 2 });
  FakeSocket.last.say('ai_response_complete', { text: 'Why?' });
  assert.equal(JSON.parse(bench.stored).answers, 2);
  FakeSocket.last.break();
  FakeSocket.last.open();
  assert.equal(FakeSocket.last.first('start_interview').continues, 2);
});

test('a typed answer that was on its way is sent again', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('I tested it.');
  FakeSocket.last.break();
  client.typeAnswer('And more.');
  goOn(FakeSocket.last);
  const texts = FakeSocket.last.texts.flatMap(({ text }) => text ?? []);
  assert.deepEqual(texts, ['I tested it.', 'And more.']);
});

test('a typed answer of unknown fate is given back', async () => {
  const client = await bench.interviewed();
  FakeSocket.last.break();
  client.typeAnswer('I tested it.');
  accept(FakeSocket.last, { continues: false });
  assert.deepEqual(bench.seen.notice.map(({ code, text }) => [code, text]), [
    ['ANSWER_UNSURE', 'I tested it.'],
  ]);
});

test('a typed answer is given back when the interview can not go on', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('I led the tests.');
  FakeSocket.last.break();
  FakeSocket.last.open();
  FakeSocket.last.say('error', { code: 'RESUME_UNKNOWN', message: 'There is none.' });
  assert.equal(client.state, 'failed');
  assert.equal(bench.seen.notice[0].text, 'I led the tests.');
});

test('a typed answer that was taken before the cut is not given back', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('I tested it.');
  const { id } = FakeSocket.last.first('text_answer');
  FakeSocket.last.break();
  FakeSocket.last.open();
  FakeSocket.last.say('session', { ...SESSION, resumed: true });
  FakeSocket.last.say('answer_taken', { answers: 1, ids: [id] });
  FakeSocket.last.say('thinking', { message: '' });
  assert.deepEqual(bench.seen.notice, []);
  assert.equal(JSON.parse(bench.stored).answers, 1);
});

test('a pause outlives a cut', async () => {
  const client = await bench.interviewed();
  client.pause();
  FakeSocket.last.break();
  goOn(FakeSocket.last);
  assert.ok(FakeSocket.last.types().includes('pause'));
});

test('tries come at once, then ever later, each under another name', async () => {
  await bench.interviewed();
  FakeSocket.last.break();
  const at = [];
  for (let count = 2; count < 8; count += 1) {
    assert.equal(FakeSocket.all.length, count);
    at.push(bench.time.ms);
    FakeSocket.last.break();
    while (FakeSocket.all.length === count) bench.time.pass(50);
  }
  const waits = at.slice(1).map((ms, index) => ms - at[index]);
  [500, 1000, 2000, 4000, 8000].forEach((ms, index) => {
    assert.ok(waits[index] >= ms * 0.75 && waits[index] <= ms * 1.25 + 300, `${waits}`);
  });
  assert.equal(new Set(FakeSocket.all.map(({ url }) => url)).size, FakeSocket.all.length);
});

test('a network that is back is tried at once', async () => {
  await bench.interviewed();
  FakeSocket.last.break();
  for (let tries = 0; tries < 4; tries += 1) {
    FakeSocket.last.break();
    bench.time.pass(5_000);
  }
  FakeSocket.last.break();
  const count = FakeSocket.all.length;
  bench.page.dispatchEvent(new Event('online'));
  assert.equal(FakeSocket.all.length, count + 1);
});

test('when the bench.time to come back is over, so is the interview, and it says so', async () => {
  const client = await bench.interviewed();
  FakeSocket.last.break();
  for (let tries = 0; tries < 30 && client.state !== 'failed'; tries += 1) {
    FakeSocket.last.break();
    bench.time.pass(8_000);
  }
  assert.deepEqual(bench.seen.failed.map(({ code }) => code), ['UNREACHABLE']);
});

test('an interview that can not be taken up again fails with the reason', async () => {
  await bench.interviewed();
  FakeSocket.last.break();
  FakeSocket.last.open();
  FakeSocket.last.say('error', { code: 'RESUME_EXPIRED', message: 'It is over.' });
  assert.deepEqual(bench.seen.failed.map(({ code }) => code), ['RESUME_EXPIRED']);
});

test('a server that is full or starts up is tried again', async () => {
  const client = await bench.interviewed();
  FakeSocket.last.break();
  FakeSocket.last.open();
  FakeSocket.last.say('error', { code: 'SERVER_BUSY', message: 'Full.' });
  assert.equal(client.state, 'reconnecting');
  bench.time.pass(4_000);
  assert.equal(FakeSocket.all.length, 3);
});

test('too many attempts to come back are followed by a rest', async () => {
  const client = await bench.interviewed();
  FakeSocket.last.break();
  FakeSocket.last.open();
  const message = 'Too many attempts from this address. Please wait 20 s.';
  FakeSocket.last.say('error', { code: 'RESUME_UNKNOWN', message });
  bench.time.pass(19_000);
  assert.equal(FakeSocket.all.length, 2);
  bench.time.pass(2_000);
  assert.equal(FakeSocket.all.length, 3);
  assert.equal(client.state, 'reconnecting');
});

test('a server that goes down before it has accepted a start says when to come back', async () => {
  const started = bench.client().start();
  await settle();
  FakeSocket.last.open();
  FakeSocket.last.say('interview_ended', { reason: 'shutdown', message: 'Going down.' });
  await assert.rejects(started, { code: 'SHUTTING_DOWN', retryAfterS: 3 });
});

test('a connection that is dead without a word is noticed within six seconds', async () => {
  const client = await bench.interviewed();
  bench.say(0, 250, { answered: false });
  assert.equal(client.state, 'live');
  bench.say(250, 300, { answered: false });
  assert.equal(client.state, 'reconnecting');
});

test('without a bench.microphone it is noticed too, a little later', async () => {
  const client = await bench.interviewed();
  client.attach(null, null);
  bench.time.pass(17_000);
  assert.equal(client.state, 'reconnecting');
});

test('a page that was asleep does not take its own sleep for a dead connection', async () => {
  const client = await bench.interviewed();
  bench.say(0, 2, { answered: false });
  bench.time.ms += 60_000; // no timer ran
  bench.say(2, 4);
  assert.equal(client.state, 'live');
});

test('a server that goes down is waited for', async () => {
  const client = await bench.interviewed();
  FakeSocket.last.say('interview_ended', { reason: 'shutdown', message: 'Going down.' });
  assert.equal(client.state, 'reconnecting');
  assert.deepEqual(bench.seen.ended, []);
});

test('a token that ends in mid-interview ends the tries', async () => {
  await bench.interviewed();
  FakeSocket.last.break(1008, 'the token has ended');
  assert.deepEqual(bench.seen.failed.map(({ code }) => code), ['TOKEN_WRONG']);
});

for (const [where, resume_token] of [['nothing is kept', undefined], ['it is final', 'rt_1']]) {
  test(`where ${where}, a cut is the end, and it says so`, async () => {
    const started = bench.client().start();
    await settle();
    FakeSocket.last.open();
    FakeSocket.last.say('session', { ...SESSION, resume_token, resume_grace_s: 0 });
    await started;
    FakeSocket.last.break();
    assert.deepEqual(bench.seen.failed.map(({ code }) => code), ['CONNECTION_LOST']);
  });
}

// -- the end, and after a reload

test('an interview that is taken over elsewhere is over here, and can be taken back', async () => {
  const client = await bench.interviewed();
  FakeSocket.last.say('interview_ended', { reason: 'taken_over', message: 'Elsewhere.' });
  const [{ reason, code }] = bench.seen.ended;
  assert.deepEqual([reason, code], ['taken_over', 'TAKEN_OVER']);
  assert.equal(client.state, 'ended');
  client.resume().catch(() => {}); // what it says is not the point here
  await settle();
  FakeSocket.last.open();
  const { resume, continues } = FakeSocket.last.first('start_interview');
  assert.deepEqual([resume, continues], ['rt_1', undefined]);
});

test('an end that is asked for is told, and remembered over a reload', async () => {
  const client = await bench.interviewed();
  client.end();
  assert.ok(FakeSocket.last.types().includes('end_interview'));
  FakeSocket.last.say('interview_ended');
  FakeSocket.last.break(1000);
  assert.deepEqual(bench.seen.ended, [{ reason: 'client', message: '' }]);
  assert.equal(JSON.parse(bench.stored).ended, 'client');
  await assert.rejects(bench.client().resume(), { code: 'RESUME_EXPIRED' });
});

test('an end that is asked for during a cut comes as soon as the server is back', async () => {
  const client = await bench.interviewed();
  FakeSocket.last.break();
  client.end();
  goOn(FakeSocket.last);
  assert.ok(FakeSocket.last.types().includes('end_interview'));
});

test('after a reload the interview is taken up from the store, and welcomed by voice', async () => {
  const before = await bench.interviewed();
  before.close();
  const client = bench.client();
  const resumed = client.resume();
  await settle();
  accept(FakeSocket.last, { continues: false });
  assert.equal((await resumed).resumed, true);
  const { resume, continues, patience } = FakeSocket.last.first('start_interview');
  assert.deepEqual([resume, continues, patience], ['rt_1', undefined, 'relaxed']);
});

test('with nothing in the store there is nothing to resume', async () => {
  await assert.rejects(bench.client().resume(), { code: 'NOTHING_TO_RESUME' });
  bench.stored = 'not JSON';
  await assert.rejects(bench.client().resume(), { code: 'NOTHING_TO_RESUME' });
});

test('a bench.microphone that is lost and found is told', async () => {
  await bench.interviewed();
  bench.microphone.dispatchEvent(new CustomEvent('lost'));
  bench.microphone.dispatchEvent(new CustomEvent('back'));
  assert.deepEqual(bench.seen.microphone, [{ state: 'lost' }, { state: 'back' }]);
});

test('words that the server has heard are tried out before the interview', async () => {
  const heard = bench.client().soundCheck(Int16Array.of(1, -1), 'en');
  await settle();
  FakeSocket.last.open();
  const { data, language } = FakeSocket.last.first('sound_check');
  assert.deepEqual([data, language], ['AQD//w==', 'en']);
  const found = { text: 'hello', speech_s: 1, level: 0.1, noise: 0, clipped: 0 };
  FakeSocket.last.say('sound_checked', found);
  assert.equal((await heard).text, 'hello');
  assert.equal(FakeSocket.last.readyState, 3);
});

test('a sound check says when to come back, and leaves its place to the interview', async () => {
  const client = bench.client();
  const refused = client.soundCheck(new Int16Array(320));
  FakeSocket.last.open();
  FakeSocket.last.say('error', { code: 'SERVER_BUSY', message: 'All places are taken.' });
  await assert.rejects(refused, { code: 'SERVER_BUSY', retryAfterS: 3 });

  const left = client.soundCheck(new Int16Array(320));
  client.close();
  await assert.rejects(left, { code: 'CLOSED' });
  assert.equal(FakeSocket.last.readyState, 3);
});
