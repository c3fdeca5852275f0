// What the screen after an interview is made of: its connection, its words, the report's style.

import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { FakeSocket, settle } from './desk-fakes.mjs';

const FILES = new URL('../../../talkup_local/server/page/files/js/', import.meta.url);
const load = (path) => import(new URL(path, FILES));
const { Link, meaningOf, socketAddress } = await load('after/link.js');
const { Records, blobOf, recordAddress } = await load('after/records.js');
const { pingWhileSeen } = await load('after/seen.js');
const { conversation } = await load('after/conversation.js');
const { bytes, clock, date, keptUntil, number, minutesBetween } = await load('after/format.js');
const { scopedStyle, withoutStyle } = await load('after/report.js');

beforeEach(() => (FakeSocket.all = []));

const link = (options = {}) =>
  new Link({ url: 'ws://here/records', open: (url) => new FakeSocket(url), ...options });
const records = (options = {}) =>
  new Records({
    url: 'ws://here/records',
    open: (url) => new FakeSocket(url),
    sessionId: 'iv_1',
    key: 'rt_1',
    language: 'fr',
    ...options,
  });
const codeOf = (promise) =>
  promise.then(
    () => 'no error',
    (error) => error.code,
  );

test('a request waits for the connection, and for the answer with its number', async () => {
  const asked = link().request('report', { format: 'md' });
  assert.deepEqual(FakeSocket.last.sent, []);
  await FakeSocket.last.open();
  assert.deepEqual(FakeSocket.last.sent, [{ type: 'report', format: 'md', id: 1 }]);
  await FakeSocket.last.tell({ type: 'answer', id: 99, text: 'of another' });
  await FakeSocket.last.answer('report', { text: 'mine' });
  assert.equal((await asked).text, 'mine');
});

test('the token goes first', async () => {
  const asked = link({ token: () => 'tk_1' }).request('ping');
  await FakeSocket.last.open();
  await FakeSocket.last.answer('ping');
  await asked;
  assert.deepEqual(FakeSocket.last.sent[0], { type: 'auth', token: 'tk_1' });
});

test('an error of the server keeps its code and its words', async () => {
  const asked = link().request('audio', { turn: 1 });
  await FakeSocket.last.open();
  FakeSocket.last.fail('audio', 'NO_AUDIO');
  await assert.rejects(asked, { code: 'NO_AUDIO', message: 'it is NO_AUDIO' });
});

test('an error about the connection itself is what its close means', async () => {
  const asked = codeOf(link().request('ping'));
  await FakeSocket.last.open();
  await FakeSocket.last.tell({ type: 'error', id: null, code: 'RATE_LIMITED', message: 'slower' });
  await FakeSocket.last.lose();
  assert.equal(await asked, 'RATE_LIMITED');
});

test('a request that is never answered is given up', async () => {
  const asked = codeOf(link({ timeoutMs: 1 }).request('ping'));
  await FakeSocket.last.open();
  assert.equal(await asked, 'TIMEOUT');
});

test('a connection that is dead without a word is made anew', async () => {
  const asked = records({ timeoutMs: 1 }).report('md');
  await FakeSocket.last.open();
  while (FakeSocket.all.length < 2) await new Promise((resolve) => setTimeout(resolve));
  await FakeSocket.last.open();
  await FakeSocket.last.answer('open');
  await FakeSocket.last.answer('report', { text: 'there it is' });
  assert.equal((await asked).text, 'there it is');
});

test('a connection that neither opens nor fails is given up', async () => {
  assert.equal(await codeOf(link({ timeoutMs: 1 }).request('ping')), 'UNREACHABLE');
});

test('a close says what was wrong', () => {
  const close = (code, reason = '') => ({ code, reason });
  const open = { opened: true, token: true };
  assert.equal(meaningOf(close(1006), { opened: false, token: false }), 'UNREACHABLE');
  assert.equal(meaningOf(close(1006), open), 'CONNECTION_LOST');
  assert.equal(meaningOf(close(1008), { opened: true, token: false }), 'TOKEN_NEEDED');
  assert.equal(
    meaningOf(close(1008, 'This token is not valid, or no longer.'), open),
    'TOKEN_WRONG',
  );
  const scope = "This token does not have the scope 'admin'.";
  assert.equal(meaningOf(close(1008, scope), open), 'FORBIDDEN');
  assert.equal(meaningOf(close(1008, 'Too many attempts.'), open), 'RATE_LIMITED');
  assert.equal(meaningOf(close(1013), open), 'SERVER_BUSY');
  assert.equal(meaningOf(close(1001), open), 'SHUTTING_DOWN');
});

test('a socket is at the same place as the page', () => {
  const place = { protocol: 'https:', href: 'https://here/rooms/?record=iv_1#key=rt_1' };
  assert.equal(socketAddress('records', place), 'wss://here/rooms/records');
  const admin = { protocol: 'http:', href: 'http://127.0.0.1:8000/admin' };
  assert.equal(socketAddress('desk', admin), 'ws://127.0.0.1:8000/desk');
});

test('a record is opened by its key before anything is read of it', async () => {
  const asked = records().transcript();
  await FakeSocket.last.open();
  assert.deepEqual(FakeSocket.last.sent, [
    { type: 'open', session_id: 'iv_1', key: 'rt_1', lang: 'fr', id: 1 },
  ]);
  await FakeSocket.last.answer('open');
  await FakeSocket.last.answer('transcript', { turns: [], closing: 'Goodbye.' });
  assert.equal((await asked).closing, 'Goodbye.');
});

test('a record is opened once', async () => {
  const record = records();
  const asked = record.overview();
  await FakeSocket.last.open();
  await FakeSocket.last.answer('open');
  await asked;
  const report = record.report('html');
  await settle();
  await FakeSocket.last.answer('report', { text: '<p>' });
  await report;
  assert.deepEqual(FakeSocket.last.types, ['open', 'report']);
});

test('what was asked when the connection broke is asked once more', async () => {
  const asked = records().transcript();
  await FakeSocket.last.open();
  await FakeSocket.last.answer('open');
  await FakeSocket.last.lose();
  assert.equal(FakeSocket.all.length, 2);
  await FakeSocket.last.open();
  await FakeSocket.last.answer('open');
  await FakeSocket.last.answer('transcript', { turns: [], closing: '' });
  assert.deepEqual((await asked).turns, []);
});

test('a record that was let go comes back with the next request', async () => {
  const record = records();
  const looked = record.overview();
  await FakeSocket.last.open();
  await FakeSocket.last.answer('open');
  await looked;
  await FakeSocket.last.tell({ type: 'error', code: 'LET_GO', message: 'others need it' });
  await FakeSocket.last.lose(1013);
  const asked = record.transcript();
  assert.equal(FakeSocket.all.length, 2);
  await FakeSocket.last.open();
  await FakeSocket.last.answer('open');
  await FakeSocket.last.answer('transcript', { turns: [], closing: '' });
  assert.deepEqual((await asked).turns, []);
});

test('a page pings as long as it is seen, over a connection that is open', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  const asked = [];
  let isSeen = true;
  const open = { live: true, request: async (type) => asked.push(type) };
  const stop = pingWhileSeen(open, { everyMs: 10, isSeen: () => isSeen });
  mock.timers.tick(10);
  isSeen = false;
  mock.timers.tick(10);
  isSeen = true;
  open.live = false;
  mock.timers.tick(10);
  assert.deepEqual(asked, ['ping']);
  open.live = true;
  stop();
  mock.timers.tick(10);
  assert.deepEqual(asked, ['ping']);
  mock.timers.reset();
});

test('a server that is not there is not asked for ever', async () => {
  const asked = codeOf(records().transcript());
  await FakeSocket.last.lose();
  assert.equal(await asked, 'UNREACHABLE');
  assert.equal(FakeSocket.all.length, 1);
});

test('a record that is gone when its deletion is asked for again was deleted', async () => {
  const asked = records().delete();
  await FakeSocket.last.open();
  await FakeSocket.last.answer('open');
  await FakeSocket.last.lose();
  await FakeSocket.last.open();
  await FakeSocket.last.fail('open', 'RECORD_UNKNOWN');
  await asked;
});

test('the link to a record holds its key where no server sees it', () => {
  const address = new URL(recordAddress('https://here/rooms/?role=cook#x', 'iv_1', 'rt_a-b_c'));
  assert.equal(
    address.origin + address.pathname + address.search,
    'https://here/rooms/?record=iv_1',
  );
  assert.equal(address.hash, '#key=rt_a-b_c');
});

test('a file comes as text or as base64', async () => {
  const text = blobOf({ media_type: 'text/html', text: 'é' });
  const data = blobOf({ media_type: 'application/pdf', data: btoa('%PDF') });
  assert.deepEqual([await text.text(), text.type], ['é', 'text/html']);
  assert.deepEqual([await data.text(), data.type], ['%PDF', 'application/pdf']);
});

const turn = (number, step, question, asked, heard) => ({
  number,
  step,
  question_id: question,
  asked,
  heard,
  asked_at: 'then',
  answered_at: 'later',
  speech_s: 12,
  audio: number === 1,
});

test('a transcript is told as a conversation', () => {
  const said = conversation({
    turns: [
      turn(1, 'ask', 'q1', 'Why?', 'Because.'),
      turn(2, 'follow_up', 'q1', 'And?', ''),
      turn(3, 'ask', 'q2', 'How?', 'So.'),
      turn(4, 'check_in', '', '', 'I am here.'),
    ],
    closing: 'Goodbye.',
  });
  assert.deepEqual(
    said.map((one) => `${one.who[0]} ${one.mark}${one.question || ''} ${one.text}`),
    [
      'i ask1 Why?',
      'c  Because.',
      'i follow_up And?',
      'c  ',
      'i ask2 How?',
      'c  So.',
      'c  I am here.',
      'i  Goodbye.',
    ],
  );
  assert.deepEqual(
    said.filter((one) => one.audio).map((one) => one.turn),
    [1],
  );
});

test('a question that was skipped was asked, and nothing was missed', () => {
  const said = conversation({
    turns: [turn(1, 'ask', 'q1', 'Why?', 'So.'), turn(2, 'skip', 'q2', 'And you?', '')],
    closing: '',
  });
  assert.deepEqual(
    said.map(({ question, skipped }) => [question, skipped]),
    [[1, false], [0, false], [2, false], [0, true]],
  );
});

test('lengths, sizes and dates are written as people read them', () => {
  assert.deepEqual(
    [clock(65.9), clock(3723), clock(0), clock(null)],
    ['1:05', '1:02:03', '0:00', '–'],
  );
  assert.deepEqual(
    [bytes(999, 'en'), bytes(1.45e6, 'en'), bytes(2.5e9, 'fr')],
    ['999\u00a0B', '1.5\u00a0MB', '2,5\u00a0Go'],
  );
  assert.equal(number(1234.56, 'en', 1), '1,234.6');
  assert.equal(date('2026-11-21T12:00:00.000Z', 'en'), '21 November 2026');
  assert.equal(date('2026-11-21T12:00:00.000Z', 'fr'), '21 novembre 2026');
  assert.deepEqual([date(null, 'en'), date('nonsense', 'en')], ['', '']);
});

test('what is kept for 0 days is kept until somebody deletes it', () => {
  assert.equal(keptUntil('2026-11-21T12:00:00Z', 0), null);
  assert.equal(keptUntil('2026-11-21T12:00:00Z', 10)?.toISOString(), '2026-12-01T12:00:00.000Z');
});

test('a clock that was set back makes no negative length', () => {
  assert.equal(minutesBetween('2026-11-21T12:09:00Z', '2026-11-21T12:00:00Z'), 0);
  assert.equal(minutesBetween('2026-11-21T12:00:00Z', '2026-11-21T12:09:20Z'), 9);
});

test('the style of a page is told of its host', () => {
  const css = ':root { --a: 1; }\nhtml { x: y }\nbody, p { z: w }\n.body-text { q: r }';
  assert.equal(
    scopedStyle(css),
    ':host { --a: 1; }\n:host { x: y }\n.report-body, p { z: w }\n.body-text { q: r }',
  );
});

test('the style is taken out of a page before it is read', () => {
  const { css, rest } = withoutStyle('<head><style>p{}</style></head><body>&lt;style&gt;</body>');
  assert.equal(css, 'p{}');
  assert.equal(rest, '<head></head><body>&lt;style&gt;</body>');
});
