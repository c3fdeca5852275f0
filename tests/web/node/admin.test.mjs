// What the operator's page is made of: the scales of its plots, its address, its connection.

import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { FakeSocket, settle } from './desk-fakes.mjs';

const FILES = new URL('../../../talkup_local/server/page/files/js/admin/', import.meta.url);
const load = (path) => import(new URL(path, FILES));
const { binned, linePath, nearest, niceStep, percentile, scale, thinned, ticksTo, timeTicks } =
  await load('scales.js');
const { routeIn, secretIn, tokenAddress } = await load('route.js');
const { Desk } = await load('desk.js');

const MINUTE_MS = 60_000;
const NOON = Date.parse('2026-11-21T12:00:00Z');

beforeEach(() => (FakeSocket.all = []));

test('ticks are round, begin at 0 and cover the largest value', () => {
  assert.deepEqual(ticksTo(1730, 4), [0, 500, 1000, 1500, 2000]);
  assert.deepEqual(ticksTo(0.147, 3), [0, 0.05, 0.1, 0.15]);
  assert.deepEqual(ticksTo(3, 3, 1), [0, 1, 2, 3]);
  assert.deepEqual(ticksTo(0, 3, 1), [0, 1]);
  assert.deepEqual(ticksTo(NaN, 2), [0, 0.5, 1]);
});

test('a step is one of 1, 2, 5 and their tens', () => {
  assert.deepEqual([0.03, 1, 1.1, 30, 0, NaN].map(niceStep), [0.05, 1, 2, 50, 1, 1]);
});

test('times on the axis are round on the clock of the reader', () => {
  const hour = timeTicks(NOON + 3 * MINUTE_MS, NOON + 63 * MINUTE_MS, 6);
  assert.deepEqual(
    hour.map((at) => (at - NOON) / MINUTE_MS),
    [10, 20, 30, 40, 50, 60],
  );
  const half = 330 * MINUTE_MS; // a clock that is five hours and a half ahead
  const day = timeTicks(NOON, NOON + 1440 * MINUTE_MS, 6, half);
  assert.ok(day.length <= 7);
  assert.ok(day.every((at) => (at + half) % (240 * MINUTE_MS) === 0));
});

test('a scale of nothing puts everything at its start', () => {
  assert.equal(scale(0, 10, 100, 0)(5), 50);
  assert.equal(scale(3, 3, 20, 40)(3), 20);
});

test('percentiles are values that were there', () => {
  assert.equal(percentile([5, 1, 3], 0.5), 3);
  assert.equal(percentile([1, 2, 3, 4], 0.95), 4);
  assert.equal(percentile([], 0.5), null);
});

test('turns of the same time are put together', () => {
  const turn = (minute, endpoint, compute) => ({
    at: new Date(NOON + minute * MINUTE_MS).toISOString(),
    gap_ms: endpoint === null ? null : endpoint + compute,
    endpoint_ms: endpoint,
    compute_ms: compute,
  });
  const turns = [
    turn(-5, 1, 1),
    turn(1, 400, 100),
    turn(2, 600, 300),
    turn(25, 500, 0),
    turn(26, null, null),
  ];
  const bins = binned(turns, NOON, NOON + 30 * MINUTE_MS, 3);
  assert.deepEqual(
    bins.map(({ start, count, endpoint, compute, p95 }) => [
      (start - NOON) / MINUTE_MS,
      count,
      endpoint,
      compute,
      p95,
    ]),
    [
      [0, 2, 500, 200, 900],
      [20, 1, 500, 0, 500],
    ],
  );
});

test('of many values the peaks are drawn', () => {
  const values = [1, 9, 2, 3, 4, 8].map((value, n) => ({ at: n, value }));
  assert.deepEqual(
    thinned(values, 0, 6, 2).map(({ value }) => value),
    [9, 8],
  );
  assert.deepEqual(
    thinned(values, 2, 4, 10).map(({ at }) => at),
    [2, 3, 4],
  );
});

test('a line is broken where nothing was measured', () => {
  assert.equal(
    linePath(
      [
        [0, 1],
        [5, 2],
        [50, 3],
      ],
      10,
    ),
    'M0.0 1.0L5.0 2.0M50.0 3.0',
  );
});

test('the pointer chooses the value that is nearest', () => {
  assert.equal(nearest([0, 10, 20], 14), 1);
  assert.equal(nearest([], 14), -1);
});

test('the address names a view', () => {
  assert.deepEqual(routeIn('#tokens'), { view: 'tokens', id: '' });
  assert.deepEqual(routeIn('#interviews/iv_7f'), { view: 'interview', id: 'iv_7f' });
  assert.deepEqual(routeIn('#interviews/%'), { view: 'interview', id: '%' });
  assert.deepEqual(routeIn('#nonsense'), { view: 'now', id: '' });
  assert.deepEqual(routeIn(''), { view: 'now', id: '' });
});

test('a token comes behind the hash, and goes there', () => {
  assert.equal(secretIn('#token=tk_1'), 'tk_1');
  assert.equal(secretIn('#now'), null);
  const page = 'https://here/rooms/admin?x=1#tokens';
  assert.equal(
    tokenAddress(page, 'tk_1', ['interview', 'admin']),
    'https://here/rooms/#token=tk_1',
  );
  assert.equal(tokenAddress(page, 'tk_1', ['admin']), 'https://here/rooms/admin#token=tk_1');
});

function desk(options = {}) {
  const made = new Desk({
    url: 'ws://here/desk',
    token: () => null,
    language: () => 'en',
    asksToken: async () => false,
    open: (url) => new FakeSocket(url),
    ...options,
  });
  clearInterval(made.pinging);
  made.stopPinging();
  return made;
}

async function opened(made) {
  void made.connect();
  await settle();
  await FakeSocket.last.open();
  await FakeSocket.last.answer('overview', { version: '1' });
  await FakeSocket.last.answer('watch');
}

test('without a token the desk opens where none is asked for', async () => {
  const made = desk();
  await opened(made);
  assert.deepEqual([made.state, made.overview.version], ['open', '1']);
  assert.deepEqual(FakeSocket.last.types, ['overview', 'watch']);
  made.close();
});

test('where a token is asked for, nothing is tried without one', async () => {
  const made = desk({ asksToken: async () => true });
  await made.connect();
  assert.deepEqual([made.state, made.code, FakeSocket.all.length], ['refused', 'TOKEN_NEEDED', 0]);
  made.close();
});

test('a wrong token is not tried again', async () => {
  const made = desk({ token: () => 'tk_wrong' });
  void made.connect();
  await settle();
  await FakeSocket.last.open();
  await FakeSocket.last.lose(1008, 'This token is not valid, or no longer.');
  assert.deepEqual([made.state, made.code], ['refused', 'TOKEN_WRONG']);
  made.close();
});

test('an upgrade that is refused without a token asks for one', async () => {
  const made = desk();
  void made.connect();
  await settle();
  await FakeSocket.last.lose(); // all that a browser tells
  assert.deepEqual([made.state, made.code], ['refused', 'TOKEN_NEEDED']);
  made.close();
});

test('a lost connection comes back by itself', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const made = desk();
  await opened(made);
  await FakeSocket.last.lose();
  assert.deepEqual([made.state, made.code, made.signed], ['lost', 'CONNECTION_LOST', true]);
  mock.timers.tick(60_000);
  await settle();
  assert.equal(FakeSocket.all.length, 2);
  await FakeSocket.last.open();
  await FakeSocket.last.answer('overview');
  await FakeSocket.last.answer('watch');
  assert.equal(made.state, 'open');
  made.close();
  mock.timers.reset();
});

test('a desk that was let go comes back when somebody looks at it', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let looked = false;
  const made = desk({ seen: () => looked });
  await opened(made);
  await FakeSocket.last.tell({ type: 'error', code: 'LET_GO', message: 'others need it' });
  await FakeSocket.last.lose(1013);
  assert.deepEqual([made.state, made.code], ['lost', 'LET_GO']);
  mock.timers.tick(60_000);
  made.come();
  await settle();
  assert.equal(FakeSocket.all.length, 1);
  looked = true;
  made.come();
  await settle();
  assert.equal(FakeSocket.all.length, 2);
  await FakeSocket.last.open();
  await FakeSocket.last.answer('overview');
  await FakeSocket.last.answer('watch');
  assert.equal(made.state, 'open');
  made.close();
  mock.timers.reset();
});

test('what the desk tells by itself is passed on', async () => {
  const made = desk();
  const told = [];
  for (const type of ['live', 'point']) {
    made.addEventListener(type, (event) => told.push(event.detail));
  }
  await opened(made);
  await FakeSocket.last.tell({ type: 'live', sessions: [] });
  await FakeSocket.last.tell({ type: 'point', point: { at: 'now' } });
  await FakeSocket.last.tell({ type: 'unknown' });
  assert.deepEqual(
    told.map(({ type }) => type),
    ['live', 'point'],
  );
  made.close();
});
