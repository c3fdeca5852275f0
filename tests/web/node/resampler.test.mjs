// The resampler: what speech needs passes, what would come back as something else does not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Resampler, toInt16 } from '../../../talkup_local/server/page/files/client/resampler.js';
import { Blocks } from '../../../talkup_local/server/page/files/client/capture-worklet.js';

const RATES = [8000, 22050, 44100, 48000, 96000];

function sine(hz, rate, seconds = 0.5) {
  return Float32Array.from({ length: rate * seconds }, (_, at) =>
    Math.sin((2 * Math.PI * hz * at) / rate),
  );
}

function joined(parts) {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

/** RMS of the middle, where the filter is full. */
function loudness(samples) {
  const middle = samples.subarray(samples.length / 4, (samples.length * 3) / 4);
  return Math.sqrt(middle.reduce((sum, value) => sum + value * value, 0) / middle.length);
}

function decibels(ratio) {
  return 20 * Math.log10(ratio);
}

for (const rate of RATES) {
  test(`speech passes from ${rate} Hz as it is`, () => {
    for (const hz of [100, 1000, 3000]) {
      const output = new Resampler(rate, 16000).push(sine(hz, rate));
      assert.ok(Math.abs(decibels(loudness(output) / Math.SQRT1_2)) < 0.1, `${hz} Hz`);
    }
  });
}

for (const rate of [44100, 48000, 96000]) {
  test(`what 16 kHz can't hold is gone, from ${rate} Hz`, () => {
    for (const hz of [8800, 10000, 15000, 20000]) {
      const output = new Resampler(rate, 16000).push(sine(hz, rate));
      assert.ok(decibels(loudness(output) / Math.SQRT1_2) < -70, `${hz} Hz`);
    }
  });

  test(`however it is cut, the output from ${rate} Hz is the same`, () => {
    const input = sine(440, rate, 0.1);
    const whole = new Resampler(rate, 16000).push(input);
    for (const size of [3, 7, 128, 1000]) {
      const resampler = new Resampler(rate, 16000);
      const parts = [];
      for (let at = 0; at < input.length; at += size) {
        parts.push(resampler.push(input.subarray(at, at + size)).slice());
      }
      assert.deepEqual(joined(parts), whole);
    }
  });

  test(`a second of ${rate} Hz is a second of 16 kHz`, () => {
    const resampler = new Resampler(rate, 16000);
    let length = 0;
    for (let block = 0; block < 10; block += 1) {
      length += resampler.push(new Float32Array(rate / 10)).length;
    }
    assert.equal(length, 16000);
  });
}

test('sound of the right rate is not touched', () => {
  const input = sine(440, 16000);
  assert.deepEqual(new Resampler(16000, 16000).push(input), input);
});

test('samples beyond full scale are cut off, not wrapped', () => {
  const samples = toInt16(Float32Array.of(0, 1, -1, 1.5, -2));
  assert.deepEqual([...samples], [0, 32767, -32767, 32767, -32767]);
});

test('blocks are 20 ms, with their loudness and their peak', () => {
  const blocks = [];
  const cutter = new Blocks(16000);
  const input = new Float32Array(960).fill(0.5);
  for (let at = 0; at < input.length; at += 128) {
    cutter.push(input.subarray(at, at + 128), (block) => blocks.push(block));
  }
  assert.deepEqual(blocks.map(({ samples }) => samples.length), [320, 320, 320]);
  assert.ok(Math.abs(blocks[0].rms - 0.5) < 1e-6);
  assert.equal(blocks[0].peak, 0.5);
  assert.equal(blocks[0].samples[0], 16384);
});
