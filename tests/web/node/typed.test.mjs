// What is typed is never lost: what the server does not take is given back, once and in order.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { accept, Bench, goOn, SESSION } from './client-bench.mjs';
import { FakeSocket, settle } from './client-fakes.mjs';

let bench;

beforeEach(() => {
  bench = new Bench();
});

const answers = (socket) => socket.texts.filter(({ type }) => type === 'text_answer');
const idsOf = (socket) => answers(socket).map(({ id }) => id);
const givenBack = () => bench.seen.notice.map(({ code, text }) => [code, text]);
const stored = () => JSON.parse(bench.stored).typed.map(({ text }) => text);

function refuse(code, ...ids) {
  FakeSocket.last.say('error', { code, message: 'Not now.', ids });
}

/** A connection that was broken off is taken up by a server that begins anew. */
function welcomeBack(taken) {
  FakeSocket.last.open();
  FakeSocket.last.say('session', { ...SESSION, resumed: true });
  FakeSocket.last.say('answer_taken', taken);
  FakeSocket.last.say('thinking', { message: '' });
}

test('each typed answer has a name of its own, of at most 64 characters', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('One.');
  client.typeAnswer('One.');
  const ids = idsOf(FakeSocket.last);
  assert.equal(new Set(ids).size, 2);
  assert.ok(ids.every((id) => id.length <= 64));
});

for (const code of ['RATE_LIMITED', 'INVALID_MESSAGE', 'NOT_STARTED', 'TRANSCRIPTION_ERROR']) {
  test(`a typed answer that is refused with ${code} is given back`, async () => {
    const client = await bench.interviewed();
    client.typeAnswer('One.');
    client.typeAnswer('Two.');
    refuse(code, idsOf(FakeSocket.last)[1]);
    assert.deepEqual(givenBack(), [[code, 'Two.']]);
    assert.deepEqual(stored(), ['One.']);
  });
}

test('an error about nothing that was typed gives nothing back', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('One.');
  FakeSocket.last.say('error', { code: 'RATE_LIMITED', message: 'Slower.' });
  refuse('RATE_LIMITED', 'somebody-else-s');
  assert.deepEqual(bench.seen.notice.map(({ text }) => text), [undefined, undefined]);
  assert.deepEqual(stored(), ['One.']);
});

test('what was refused is not sent again after a cut', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('One.');
  client.typeAnswer('Two.');
  refuse('RATE_LIMITED', idsOf(FakeSocket.last)[0]);
  FakeSocket.last.break();
  goOn(FakeSocket.last);
  assert.deepEqual(answers(FakeSocket.last).map(({ text }) => text), ['Two.']);
});

test('after a cut, what was taken is not given back, and what was not is', async () => {
  const client = await bench.interviewed();
  for (const text of ['One.', 'Two.', 'Three.']) client.typeAnswer(text);
  const [one] = idsOf(FakeSocket.last);
  FakeSocket.last.break();
  welcomeBack({ answers: 1, ids: [one] });
  assert.deepEqual(givenBack(), [['ANSWER_UNSURE', 'Two.\nThree.']]);
  assert.deepEqual(stored(), []);
});

test('of a server that has forgotten names, all is given back', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('One.');
  FakeSocket.last.break();
  welcomeBack({ answers: 1 });
  assert.deepEqual(givenBack(), [['ANSWER_UNSURE', 'One.']]);
});

test('a second cut before the server listens loses nothing', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('One.');
  FakeSocket.last.break();
  FakeSocket.last.open();
  FakeSocket.last.say('session', { ...SESSION, resumed: true });
  client.typeAnswer('Two.');
  FakeSocket.last.break();
  bench.time.pass(1_000);
  welcomeBack({ answers: 0 });
  assert.deepEqual(givenBack(), [['ANSWER_UNSURE', 'One.\nTwo.']]);
});

test('one that was sent while its reply was on its way is kept until it is taken too', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('One.');
  FakeSocket.last.say('turn_state', { state: 'processing' });
  client.typeAnswer('Two.');
  const [one, two] = idsOf(FakeSocket.last);
  FakeSocket.last.say('answer_taken', { answers: 1, ids: [one] });
  FakeSocket.last.say('turn_state', { state: 'speaking' });
  FakeSocket.last.say('turn_state', { state: 'listening' });
  FakeSocket.last.say('ai_response_complete', { text: 'And?' });
  FakeSocket.last.break();
  goOn(FakeSocket.last);
  assert.deepEqual(idsOf(FakeSocket.last), [two]);
});

test('an answer is kept over a reload until it is taken', async () => {
  const before = await bench.interviewed();
  before.typeAnswer('One.');
  before.typeAnswer('Two.');
  const [one] = idsOf(FakeSocket.last);
  FakeSocket.last.say('answer_taken', { answers: 1, ids: [one] });
  before.close();
  const client = bench.client();
  const resumed = client.resume();
  await settle();
  welcomeBack({ answers: 1, ids: [one] });
  await resumed;
  assert.deepEqual(givenBack(), [['ANSWER_UNSURE', 'Two.']]);
  assert.deepEqual(stored(), []);
});

test('a store that holds something else gives nothing back', async () => {
  const before = await bench.interviewed();
  before.close();
  bench.stored = JSON.stringify({ ...JSON.parse(bench.stored), typed: [{ text: 1 }, null, 'x'] });
  const client = bench.client();
  const resumed = client.resume();
  await settle();
  accept(FakeSocket.last);
  await resumed;
  assert.deepEqual(bench.seen.notice, []);
});

test('what is not taken when the interview ends is given back before the end is told', async () => {
  const client = await bench.interviewed();
  const told = [];
  for (const type of ['notice', 'ended']) client.addEventListener(type, () => told.push(type));
  client.typeAnswer('One.');
  client.end();
  FakeSocket.last.say('interview_ended');
  assert.deepEqual(givenBack(), [['ANSWER_LATE', 'One.']]);
  assert.deepEqual(told, ['notice', 'ended']);
});

test('an end that is asked for during a cut gives back what may not have arrived', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('One.');
  client.end();
  FakeSocket.last.break();
  assert.deepEqual(givenBack(), [['ANSWER_LATE', 'One.']]);
});

test('who loses the interview to another tab has the words back', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('One.');
  FakeSocket.last.say('interview_ended', { reason: 'taken_over', message: 'Elsewhere.' });
  assert.deepEqual(givenBack(), [['ANSWER_UNSURE', 'One.']]);
});

test('nothing is taken from who has no interview, and it says so', async () => {
  const client = await bench.interviewed();
  assert.equal(client.typeAnswer(' \n'), false);
  assert.equal(client.typeAnswer('One.'), true);
  FakeSocket.last.say('interview_ended');
  assert.equal(client.typeAnswer('Two.'), false);
  assert.equal(bench.client().typeAnswer('Three.'), false);
});

test('the next interview knows nothing of what was typed in the one before', async () => {
  const client = await bench.interviewed();
  client.typeAnswer('One.');
  client.close();
  const started = client.start();
  await settle();
  accept(FakeSocket.last);
  await started;
  assert.deepEqual(bench.seen.notice, []);
});
