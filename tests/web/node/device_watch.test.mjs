// A microphone that is gone without a word, and one that comes.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DeviceWatch } from '../../../talkup_local/server/page/files/client/device-watch.js';

const SILENT_BLOCKS = 100;

/** A watch over microphones that a test plugs in and out; `tick` lets its time pass. */
function watched(...plugged) {
  const told = [];
  const timers = [];
  const watch = new DeviceWatch({
    list: async () => [...plugged],
    onGone: () => told.push('gone'),
    onNews: () => told.push('news'),
    setTimer: (work) => {
      timers.push(work);
      return () => timers.splice(timers.indexOf(work), 1);
    },
  });
  const hear = async (peak, blocks = SILENT_BLOCKS) => {
    for (let n = 0; n < blocks; n += 1) watch.hear(peak);
    await settled();
  };
  const tick = async () => {
    for (const work of timers.splice(0)) work();
    await settled();
  };
  return { watch, told, plugged, hear, tick, timers };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a microphone that falls silent and is not listed any more is gone', async () => {
  const { watch, told, plugged, hear } = watched('headset');
  await watch.follow('headset');
  plugged.pop();
  await hear(0);
  await hear(0);
  assert.deepEqual(told, ['gone']);
});

test('a microphone that is listed may be silent, and one that sounds is there', async () => {
  const { watch, told, plugged, hear } = watched('headset');
  await watch.follow('headset');
  await hear(0);
  plugged.pop();
  await hear(0.1);
  assert.deepEqual(told, []);
});

test('of a microphone that the list never had, nothing is known', async () => {
  const { watch, told, hear } = watched('');
  await watch.follow('made by a program');
  await hear(0);
  assert.deepEqual(told, []);
});

test('who waits is told once when a microphone comes', async () => {
  const { watch, told, plugged, tick, timers } = watched();
  await watch.wait();
  await tick();
  assert.deepEqual(told, []);
  plugged.push('headset');
  await tick();
  await tick();
  assert.deepEqual(told, ['news']);
  assert.equal(timers.length, 0);
});

test('what is not watched any more is not told', async () => {
  const { watch, told, plugged, tick, hear } = watched('headset');
  await watch.wait();
  await watch.follow('headset');
  watch.stop();
  plugged.pop();
  await hear(0);
  await tick();
  assert.deepEqual(told, []);
});
