// What the interview screen shows of what happens.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  announcement,
  endingKey,
  firstView,
  headline,
  isDeaf,
  mode,
  nextView,
  screenState,
  unavailable,
} from '../../../talkup_local/server/page/files/js/interview/state.js';

const LIVE = { type: 'state', state: 'live' };
const turn = (state) => ({ type: 'turn', state });

/** A view after these events. */
const after = (...events) => events.reduce((view, event) => nextView(view, event), firstView());

const answering = after(LIVE, turn('listening'));

test('each turn of the server has its state on the screen', () => {
  const shown = (state) => screenState(nextView(answering, turn(state)));
  assert.deepEqual(
    ['listening', 'hearing', 'pausing', 'held', 'processing', 'speaking', 'paused'].map(shown),
    ['listening', 'hearing', 'hearing', 'hearing', 'thinking', 'speaking', 'paused'],
  );
});

test('it connects, then it greets, until the candidate may speak', () => {
  assert.equal(screenState(firstView()), 'connecting');
  assert.equal(screenState(after(LIVE, turn('speaking'))), 'greeting');
  assert.equal(screenState(after(LIVE, turn('speaking'), { type: 'said' })), 'speaking');
});

test('it speaks until the loudspeaker is done, though the server listens already', () => {
  const early = after(LIVE, turn('speaking'), { type: 'says' }, turn('listening'));
  assert.equal(screenState(early), 'speaking');
  assert.equal(screenState(nextView(early, { type: 'drained' })), 'listening');
});

test('a sound that the browser holds back keeps nobody from the turn', () => {
  const held = after(LIVE, turn('listening'), { type: 'says' }, { type: 'blocked' });
  assert.equal(screenState(held), 'listening');
  assert.equal(screenState(nextView(held, { type: 'unblocked' })), 'speaking');
});

test('a broken connection is shown before everything but the end', () => {
  const lost = nextView(answering, { type: 'state', state: 'reconnecting', attempt: 1 }, 1000);
  assert.equal(screenState(lost), 'reconnecting');
  assert.equal(screenState(nextView(lost, { type: 'ended', reason: 'finished' })), 'ended');
});

test('the time of the cut stays over all attempts, and is gone with it', () => {
  const first = nextView(answering, { type: 'state', state: 'reconnecting', attempt: 1 }, 1000);
  const second = nextView(
    first, { type: 'state', state: 'reconnecting', attempt: 2, retryInMs: 500 }, 4000,
  );
  assert.deepEqual([second.connection.lostAtMs, second.connection.retryAtMs], [1000, 4500]);
  assert.equal(nextView(second, LIVE, 6000).connection.lostAtMs, null);
});

test('without a microphone one types', () => {
  const view = firstView({ microphone: false });
  assert.equal(mode(view), 'typed');
  assert.equal(unavailable('mute', view), 'interview.why.no_microphone');
});

test('nobody hears who is muted, or does not hold the button', () => {
  assert.equal(isDeaf(answering), false);
  assert.equal(isDeaf({ ...answering, muted: true }), true);
  assert.equal(isDeaf({ ...answering, pushToTalk: true }), true);
  assert.equal(isDeaf({ ...answering, pushToTalk: true, talking: true }), false);
});

test('the headline says what to do', () => {
  assert.equal(headline(answering).hint, 'interview.hint.listening');
  assert.equal(headline({ ...answering, muted: true }).hint, 'interview.hint.muted');
  assert.equal(headline({ ...answering, pushToTalk: true }).hint, 'interview.hint.ptt');
  assert.equal(headline({ ...answering, typing: true }).hint, 'interview.hint.type');
});

test('after the goodbye there is nothing to do but to end', () => {
  const closing = nextView(answering, { type: 'progress', question: 6, questions: 6, step: 'close' });
  assert.equal(headline(closing).title, 'interview.state.closing');
  assert.equal(unavailable('skip', closing), 'interview.why.last');
});

test('an action is refused only when it would mean nothing, with a reason', () => {
  const speaking = nextView(answering, turn('speaking'));
  const paused = nextView(answering, turn('paused'));
  assert.equal(unavailable('done', answering), null);
  assert.equal(unavailable('done', speaking), 'interview.why.not_your_turn');
  assert.equal(unavailable('repeat', speaking), null);
  assert.equal(unavailable('skip', paused), 'interview.why.paused');
  assert.equal(unavailable('pause', paused), null);
  assert.equal(unavailable('send', nextView(answering, { type: 'state', state: 'reconnecting' })),
    'interview.why.reconnecting');
  assert.equal(unavailable('end', firstView()), null);
});

test('a question of which nothing was heard is not skipped', () => {
  const progress = { type: 'progress', question: 2, questions: 3, step: 'ask' };
  const skipped = nextView({ ...answering, greeted: true }, { type: 'skipped' }, 1000);
  const asked = nextView(skipped, progress, 3000);
  const reason = (view) => unavailable('skip', view);
  assert.equal(reason(skipped), 'interview.why.skipping');
  assert.equal(reason(nextView(asked, { type: 'tick' }, 3200)), 'interview.why.skipping');
  assert.equal(reason(nextView(asked, { type: 'tick' }, 5000)), null);
  assert.equal(reason(nextView(skipped, { type: 'tick' }, 12_000)), null);
});

test('a typed answer that may be lost opens the field that it is in again', () => {
  const refused = { type: 'notice', code: 'RATE_LIMITED', text: 'I.' };
  assert.equal(mode(nextView(answering, refused)), 'typed');
});

test('who mutes the microphone in mid-answer is told that nothing is heard', () => {
  const muted = { ...nextView(answering, turn('pausing')), muted: true };
  assert.equal(headline(muted).hint, 'interview.hint.muted');
});

test('nobody talks while everything stands still', () => {
  assert.equal(unavailable('talk', nextView(answering, turn('paused'))), 'interview.why.paused');
});

test('who was muted before a reload is muted after it', () => {
  assert.equal(isDeaf(firstView({ muted: true })), true);
  assert.equal(firstView({ muted: true, pushToTalk: true }).muted, false);
});

test('screen readers are told what one must know, and no more', () => {
  const said = (event, from = answering) => announcement(from, nextView(from, event));
  const speaking = nextView(answering, turn('speaking'));
  assert.equal(said(turn('listening'), speaking), 'interview.state.listening');
  assert.equal(said(turn('hearing')), null);
  assert.equal(said(turn('listening'), nextView(answering, turn('hearing'))), null);
  assert.equal(said(turn('paused')), 'interview.say.paused');
  const lost = nextView(answering, { type: 'state', state: 'reconnecting' });
  assert.equal(announcement(answering, lost), 'interview.say.reconnecting');
  assert.equal(said(LIVE, lost), 'interview.say.back');
  assert.equal(said({ type: 'microphone', state: 'lost' }), 'interview.mic.lost');
  assert.equal(said({ type: 'ended', reason: 'silence' }), 'interview.end.silence');
});

test('an ending without a reason, or with an unknown one, is that of who asked for it', () => {
  assert.equal(endingKey(''), 'interview.end.asked');
  assert.equal(endingKey('sunset'), 'interview.end.asked');
});

test('an event that changes nothing leaves the same view', () => {
  assert.equal(nextView(answering, { type: 'level', value: 0.1 }), answering);
});
