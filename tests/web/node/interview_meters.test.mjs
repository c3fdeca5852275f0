// Levels, time and keys of the interview screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Countdown, timeLeft } from '../../../talkup_local/server/page/files/js/interview/countdown.js';
import { KEYS, TalkButton, actionOf } from '../../../talkup_local/server/page/files/js/interview/keys.js';
import {
  MutedVoice,
  Needle,
  Trail,
  band,
  loudness,
} from '../../../talkup_local/server/page/files/js/interview/levels.js';
import { restMs } from '../../../talkup_local/server/page/files/js/interview/pace.js';

test('what moves little is drawn the less often, and a slow machine rests the more', () => {
  assert.deepEqual(['round', 'level', 'breath'].map((movement) => restMs(2, movement)), [40, 57, 90]);
  assert.equal(restMs(30, 'round'), 90);
  assert.equal(restMs(30, 'breath'), 90);
  assert.equal(restMs(1000, 'level'), 180);
});

test('speech lies in the middle bands, silence below and clipping above', () => {
  const bands = [0, 0.002, 0.015, 0.05, 0.2, 0.6].map((rms) => band(loudness(rms)));
  assert.deepEqual(bands, [0, 0, 1, 2, 3, 4]);
});

test('who talks on while muted is told so once in a while, and nobody else', () => {
  const told = (rms, muted) => {
    const voice = new MutedVoice();
    return Array.from({ length: 60 }, (_, n) => voice.hears(rms, muted, 20 * n)).filter(Boolean);
  };
  assert.equal(told(0.2, true).length, 1);
  assert.equal(told(0.2, false).length + told(0.001, true).length, 0);
});

test('a needle rises faster than it falls', () => {
  const needle = new Needle();
  needle.set(0.2, 0);
  const risen = needle.at(50, 50);
  needle.set(0, 50);
  const fallen = risen - needle.at(100, 50);
  assert.ok(risen > 2 * fallen);
});

test('a needle falls to nothing when no level comes any more', () => {
  const needle = new Needle();
  needle.set(0.2, 0);
  needle.at(100, 100);
  for (let nowMs = 300; nowMs < 5000; nowMs += 100) needle.at(nowMs, 100);
  assert.equal(needle.value, 0);
});

test('a trail keeps the last values, newest first, at any frame rate', () => {
  const trail = new Trail(4, 20);
  for (const value of [0.1, 0.2, 0.3, 0.4, 0.5]) trail.push(value, 20);
  const seen = [0, 1, 2, 3, 9].map((ago) => Math.round(trail.at(ago) * 10));
  assert.deepEqual(seen, [5, 4, 3, 2, 2]);
});

test('where frames are few, a trail goes evenly from one to the next', () => {
  const trail = new Trail(4, 20);
  trail.push(0.6, 60);
  const seen = [0, 1, 2].map((ago) => Math.round(trail.at(ago) * 10));
  assert.deepEqual(seen, [6, 4, 2]);
});

test('the countdown runs, stands still in a pause, and never falls below nothing', () => {
  const countdown = new Countdown();
  assert.equal(countdown.left(0), null);
  countdown.set(100, 0);
  countdown.run(true, 0);
  assert.equal(countdown.left(10_000), 90);
  countdown.run(false, 10_000);
  assert.equal(countdown.left(50_000), 90);
  countdown.run(true, 50_000);
  assert.equal(countdown.left(60_000), 80);
  assert.equal(countdown.left(999_000), 0);
});

test('an interview without a limit has no countdown', () => {
  const countdown = new Countdown();
  countdown.set(undefined, 0);
  countdown.run(true, 0);
  assert.equal(countdown.left(1000), null);
});

test('time is told in whole minutes, and its end is marked', () => {
  const told = [760, 300, 60, 0].map((leftS) => timeLeft(leftS));
  assert.deepEqual(told.map(({ minutes }) => minutes), [13, 5, 1, 0]);
  assert.deepEqual(told.map(({ pace }) => pace), ['plenty', 'few', 'last', 'last']);
});

const FREE = { editing: false, onControl: false, pushToTalk: false };

test('each key has one action, in either case', () => {
  for (const [action, key] of Object.entries(KEYS)) {
    assert.equal(actionOf({ key: key.toLowerCase() }, FREE), action);
  }
});

test('keys are left alone in a field, with a modifier, and when they repeat', () => {
  assert.equal(actionOf({ key: 'r' }, { ...FREE, editing: true }), null);
  assert.equal(actionOf({ key: 'r', ctrlKey: true }, FREE), null);
  assert.equal(actionOf({ key: 'p', repeat: true }, FREE), null);
});

test('Space talks in its mode, unless a button needs it', () => {
  assert.equal(actionOf({ key: ' ' }, FREE), null);
  assert.equal(actionOf({ key: ' ' }, { ...FREE, pushToTalk: true }), 'talk');
  assert.equal(actionOf({ key: ' ' }, { ...FREE, pushToTalk: true, onControl: true }), null);
});

test('the talk button is on while it is held', () => {
  const button = new TalkButton();
  assert.equal(button.down(0), true);
  assert.equal(button.up(2000), false);
});

test('a tap of the talk button keeps it on until the next one', () => {
  const button = new TalkButton();
  button.down(0);
  assert.equal(button.up(100), true);
  assert.equal(button.down(5000), true);
  assert.equal(button.up(5100), false);
});

test('a key that is held is let go when the window is left, a tap is not', () => {
  const button = new TalkButton();
  button.down(0);
  button.lose();
  assert.equal(button.on, false);
  assert.equal(button.up(50), false);
  button.down(1000);
  button.up(1100);
  button.lose();
  assert.equal(button.on, true);
});
