// The conversation as it is shown: it grows, and no word of it jumps.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Talk, cut } from '../../../talkup_local/server/page/files/js/interview/talk.js';

const lines = (talk) => talk.entries.map(({ who, text, mark }) => [who, text, mark]);

/** A conversation with one reply in it. */
function asked(text = 'What did you learn?') {
  const talk = new Talk();
  talk.says(text);
  talk.said(text);
  return talk;
}

test('text is cut by Unicode characters, as the server counts', () => {
  assert.deepEqual(cut('a👍b', 2), ['a👍', 'b']);
  assert.deepEqual(cut('été', 9), ['été', '']);
});

test('sentences of a reply are shown one after another and noted once it is complete', () => {
  const talk = new Talk();
  talk.says('Thank you.');
  talk.says('What did you learn?');
  assert.deepEqual(talk.entries, []);
  talk.said('Thank you. What did you learn?');
  assert.deepEqual(talk.reply.segments, ['Thank you.', 'What did you learn?']);
  assert.deepEqual(lines(talk), [['interviewer', 'Thank you. What did you learn?', '']]);
});

test('a sentence that sounds after its reply was complete is not shown twice', () => {
  const talk = new Talk();
  talk.says('Thank you.');
  talk.said('Thank you. What did you learn?');
  talk.says('What did you learn?');
  assert.deepEqual(talk.reply.segments, ['Thank you.', 'What did you learn?']);
  assert.equal(talk.entries.length, 1);
});

test('a question that comes without sound is shown', () => {
  const talk = new Talk();
  talk.said('What did you learn?');
  assert.deepEqual(talk.reply.segments, ['What did you learn?']);
});

test('the question that is open after a reconnection is not noted again', () => {
  const talk = asked();
  talk.said('What did you learn?');
  assert.equal(talk.entries.length, 1);
});

test('of an interrupted reply stays what was heard', () => {
  const talk = new Talk();
  talk.says('What did you learn from the whole of it?');
  talk.interrupted('What did you');
  talk.said('What did you');
  assert.deepEqual(talk.reply.segments, ['What did you']);
  assert.deepEqual(lines(talk), [['interviewer', 'What did you', 'interrupted']]);
});

test('the stable words of an answer only grow', () => {
  const talk = asked();
  talk.hears({ text: 'I worked an', stable: 8, final: false });
  assert.deepEqual([talk.answer.solid, talk.answer.loose], ['I worked', ' an']);
  talk.hears({ text: 'I worked on a team', stable: 11, final: false });
  assert.deepEqual([talk.answer.solid, talk.answer.loose], ['I worked on', ' a team']);
});

test('a final answer is noted, and an empty one is not', () => {
  const talk = asked();
  talk.hears({ text: 'A lot.', stable: 6, final: true });
  talk.hears({ text: '', stable: 0, final: true });
  assert.deepEqual(lines(talk).slice(1), [['candidate', 'A lot.', '']]);
});

test('an answer that is not over outlives a word of encouragement', () => {
  const talk = asked();
  talk.hears({ text: 'Well', stable: 4, final: false });
  talk.says('Take your time.');
  talk.said('Take your time.');
  assert.equal(talk.answer.solid, 'Well');
});

test('the next reply takes the place of the last answer', () => {
  const talk = asked();
  talk.hears({ text: 'A lot.', stable: 6, final: true });
  talk.says('Good.');
  assert.equal(talk.answer, null);
});

test('a typed answer is noted once, whether the server repeats it or not', () => {
  const silent = asked();
  silent.typed('A lot.');
  silent.says('Good.');
  const echoing = asked();
  echoing.typed('A lot.');
  echoing.hears({ text: 'A lot.', stable: 6, final: true });
  echoing.says('Good.');
  const expected = [['candidate', 'A lot.', 'typed']];
  assert.deepEqual(lines(silent).slice(1), expected);
  assert.deepEqual(lines(echoing).slice(1), expected);
});

test('what was typed follows what was said of the same answer', () => {
  const talk = asked();
  talk.hears({ text: 'Well', stable: 4, final: false });
  talk.typed('a lot.');
  assert.equal(talk.answer.solid, 'Well a lot.');
});

test('an answer that is asked for again is noted as broken off', () => {
  const talk = asked();
  talk.hears({ text: 'I wor', stable: 2, final: false });
  talk.breakOff();
  assert.deepEqual(lines(talk).slice(1), [['candidate', 'I wor', 'unfinished']]);
  assert.equal(talk.answer, null);
});

test('what was typed and is not taken is shown no more, and what stands around it stays', () => {
  const talk = asked();
  for (const text of ['One.', 'Two\nlines.', 'Three.']) talk.typed(text);
  talk.untyped('Two\nlines.');
  assert.equal(talk.answer.solid, 'One. Three.');
  talk.untyped('One.\nThree.');
  assert.equal(talk.answer, null);
  talk.untyped('One.');
  assert.equal(talk.answer, null);
});

test('an answer that is over, or that was spoken, is not taken away', () => {
  const talk = asked();
  talk.hears({ text: 'One.', stable: 4, final: false });
  talk.untyped('One.');
  talk.hears({ text: 'One.', stable: 4, final: true });
  talk.untyped('One.');
  assert.deepEqual(lines(talk).at(-1), ['candidate', 'One.', '']);
});
