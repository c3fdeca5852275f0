// What the interview screen shows, as one value: the client's events make it, nothing else.
// @ts-check

/**
 * `skipFreeMs`: from when on a question may be skipped, 0 for at once. `leaving`: it is to end once
 * the connection is back. `leftover`: what was typed and is no part of the interview that is over.
 *
 * @typedef {'connecting'|'greeting'|'listening'|'hearing'|'thinking'|'speaking'|'paused'
 *   |'reconnecting'|'ended'} ScreenState
 * @typedef {'open'|'ptt'|'typed'} Mode
 * @typedef {{question: number, questions: number, step: string}} Progress
 * @typedef {{state: string, attempt: number, retryAtMs: number|null, lostAtMs: number|null
 *   }} Connection
 * @typedef {{
 *   connection: Connection,
 *   turn: string,
 *   greeted: boolean,
 *   sounding: boolean,
 *   muted: boolean,
 *   pushToTalk: boolean,
 *   talking: boolean,
 *   typing: boolean,
 *   microphone: 'none'|'open'|'lost',
 *   blocked: boolean,
 *   skipFreeMs: number,
 *   leaving: boolean,
 *   progress: Progress|null,
 *   ending: {reason: string, message: string}|null,
 *   leftover: string,
 * }} View
 * @typedef {{type: string, [field: string]: any}} ViewEvent  `type`: a client's event, or our own
 * @typedef {'repeat'|'skip'|'wait'|'pause'|'mute'|'talk'|'done'|'type'|'send'|'end'} Action
 */

/** After a skip, the next question is waited for; of a question, so much must have been heard. */
const SKIPPING_MS = 10_000;
const UNHEARD_MS = 1_500;

/**
 * @param {{microphone?: boolean, pushToTalk?: boolean, muted?: boolean}} [given]
 * @returns {View}
 */
export function firstView({ microphone = true, pushToTalk = false, muted = false } = {}) {
  return {
    connection: { state: 'connecting', attempt: 0, retryAtMs: null, lostAtMs: null },
    turn: '',
    greeted: false,
    sounding: false,
    muted: microphone && !pushToTalk && muted,
    pushToTalk,
    talking: false,
    typing: !microphone,
    microphone: microphone ? 'open' : 'none',
    blocked: false,
    skipFreeMs: 0,
    leaving: false,
    progress: null,
    ending: null,
    leftover: '',
  };
}

/**
 * @param {View} view
 * @param {ViewEvent} event
 * @param {number} nowMs  of a clock that only goes forward
 * @returns {View}  the same one when nothing changes
 */
export function nextView(view, event, nowMs = 0) {
  const change = changeBy(view, event, nowMs);
  return change ? { ...view, ...change } : view;
}

/**
 * @param {View} view
 * @param {ViewEvent} event
 * @param {number} nowMs
 * @returns {Partial<View>|null}
 */
function changeBy(view, event, nowMs) {
  switch (event.type) {
    case 'state':
      return connected(view, event, nowMs);
    case 'turn':
      return {
        turn: event.state,
        greeted: view.greeted || ['listening', 'hearing'].includes(event.state),
      };
    case 'says':
      return { sounding: true };
    case 'said':
      return { greeted: true };
    case 'interrupted':
    case 'drained':
      return view.sounding ? { sounding: false } : null;
    case 'progress': {
      const { question, questions, step } = event;
      const skipFreeMs = view.skipFreeMs && nowMs + UNHEARD_MS;
      return { progress: { question, questions, step }, skipFreeMs };
    }
    case 'microphone':
      return { microphone: event.state === 'lost' ? 'lost' : 'open' };
    case 'blocked':
    case 'unblocked':
      return { blocked: event.type === 'blocked' };
    case 'skipped':
      return { skipFreeMs: nowMs + SKIPPING_MS };
    case 'notice':
      return event.text ? { typing: true } : null; // it is in the field again
    case 'tick':
      return view.skipFreeMs && view.skipFreeMs <= nowMs ? { skipFreeMs: 0 } : null;
    case 'ended':
      return { ending: { reason: event.reason ?? '', message: event.message ?? '' } };
    case 'set':
      return event.change;
    default:
      return null;
  }
}

/**
 * @param {View} view
 * @param {ViewEvent} event
 * @param {number} nowMs
 * @returns {Partial<View>}
 */
function connected(view, event, nowMs) {
  const { state, attempt = 0, retryInMs = null } = event;
  const retryAtMs = retryInMs === null ? null : nowMs + retryInMs;
  const lostAtMs = state === 'reconnecting' ? (view.connection.lostAtMs ?? nowMs) : null;
  const connection = { state, attempt, retryAtMs, lostAtMs };
  const back = state === 'live' && view.connection.state === 'reconnecting';
  return back || state === 'reconnecting'
    ? { connection, sounding: false, turn: back ? '' : view.turn, skipFreeMs: 0 }
    : { connection };
}

/**
 * @param {View} view
 * @returns {ScreenState}
 */
export function screenState(view) {
  const { state } = view.connection;
  if (view.ending || state === 'ended') return 'ended';
  if (state === 'reconnecting') return 'reconnecting';
  if (state !== 'live') return 'connecting';
  if (view.turn === 'paused') return 'paused';
  if (!view.greeted) return 'greeting';
  return turnState(view);
}

/**
 * @param {View} view
 * @returns {ScreenState}
 */
function turnState(view) {
  switch (view.turn) {
    case 'hearing':
    case 'pausing':
    case 'held':
      return 'hearing';
    case 'processing':
      return 'thinking';
    case 'speaking':
      return 'speaking';
    default:
      // the server is done with its sentence a moment before the loudspeaker is; a sound that the
      // browser holds back has no end
      return view.sounding && !view.blocked ? 'speaking' : 'listening';
  }
}

/**
 * @param {View} view
 * @returns {Mode}
 */
export function mode(view) {
  if (view.typing || view.microphone === 'none') return 'typed';
  return view.pushToTalk ? 'ptt' : 'open';
}

/** Whether the goodbye was said, and only the end is to come. @param {View} view */
export function isClosing(view) {
  return view.progress?.step === 'close' && screenState(view) === 'listening';
}

/** Of the candidate's answer: whether anybody listens to it now. @param {View} view */
export function isDeaf(view) {
  return view.microphone !== 'open' || view.muted || (view.pushToTalk && !view.talking);
}

/** Whether the candidate's sound is cut off for longer than a moment. @param {View} view */
export function isCut(view) {
  return view.microphone === 'lost' || view.muted;
}

/**
 * What stands under the presence. Keys are of words; `hint` may be empty.
 * @param {View} view
 * @returns {{icon: string, title: string, hint: string}}
 */
export function headline(view) {
  const state = screenState(view);
  const plain = { icon: ICONS[state], title: `interview.state.${state}`, hint: '' };
  switch (state) {
    case 'listening':
      return yourTurn(view, plain);
    case 'hearing':
      if (view.muted && mode(view) === 'open') {
        return { ...plain, icon: 'mic-off', hint: 'interview.hint.muted' };
      }
      return view.turn === 'pausing' ? { ...plain, hint: 'interview.hint.pausing' } : plain;
    case 'speaking':
      return view.microphone === 'open' && !view.muted && !view.pushToTalk
        ? { ...plain, hint: 'interview.hint.interrupt' }
        : plain;
    case 'paused':
    case 'connecting':
      return { ...plain, hint: `interview.hint.${state}` };
    case 'ended':
      return { ...plain, hint: endingKey(view.ending?.reason ?? '') };
    default:
      return plain;
  }
}

/**
 * @param {View} view
 * @param {{icon: string, title: string, hint: string}} plain
 */
function yourTurn(view, plain) {
  if (isClosing(view)) {
    return {
      icon: 'check', title: 'interview.state.closing', hint: 'interview.hint.closing',
    };
  }
  if (mode(view) === 'typed') {
    return { ...plain, icon: 'keyboard', hint: 'interview.hint.type' };
  }
  if (view.microphone === 'lost') return { ...plain, icon: 'mic-off' };
  if (view.muted) return { icon: 'mic-off', title: plain.title, hint: 'interview.hint.muted' };
  if (view.pushToTalk) return { ...plain, hint: `interview.hint.${view.talking ? 'go' : 'ptt'}` };
  return { ...plain, hint: 'interview.hint.listening' };
}

/** @type {Record<ScreenState, string>} */
const ICONS = {
  connecting: 'refresh',
  greeting: 'hand',
  listening: 'mic',
  hearing: 'wave',
  thinking: 'dots',
  speaking: 'volume',
  paused: 'pause',
  reconnecting: 'refresh',
  ended: 'check',
};

const ENDINGS = ['finished', 'silence', 'idle', 'no_consent', 'storage', 'shutdown'];

/** @param {string} reason @returns {string}  key of a sentence */
export function endingKey(reason) {
  return `interview.end.${ENDINGS.includes(reason) ? reason : 'asked'}`;
}

/**
 * Why an action would mean nothing now.
 * @param {Action} action
 * @param {View} view
 * @returns {string|null}  key of a sentence; null when it may be done
 */
export function unavailable(action, view) {
  const state = screenState(view);
  if (state === 'ended') return 'interview.why.ended';
  if (action === 'end' || action === 'type') return null;
  if (action === 'mute' || action === 'talk') {
    if (view.microphone === 'none') return 'interview.why.no_microphone';
    if (view.microphone === 'lost') return 'interview.why.microphone_lost';
    return action === 'talk' && state === 'paused' ? 'interview.why.paused' : null;
  }
  if (state === 'connecting') return 'interview.why.connecting';
  if (state === 'reconnecting') return 'interview.why.reconnecting';
  if (action === 'pause') return null;
  if (state === 'paused') return 'interview.why.paused';
  return action === 'send' ? null : untimely(action, state, view);
}

/**
 * @param {Action} action
 * @param {ScreenState} state
 * @param {View} view
 */
function untimely(action, state, view) {
  if (state === 'greeting') return 'interview.why.greeting';
  const answering = state === 'listening' || state === 'hearing';
  if (action === 'done' && view.microphone === 'none') return 'interview.why.typed';
  if ((action === 'done' || action === 'wait') && !answering) return 'interview.why.not_your_turn';
  if (action !== 'repeat' && view.progress?.step === 'close') return 'interview.why.last';
  if (action === 'skip' && view.skipFreeMs) return 'interview.why.skipping';
  return null;
}

/**
 * What a screen reader says of a change: only what one must know to act.
 * @param {View} before
 * @param {View} after
 * @returns {string|null}  key of a sentence
 */
export function announcement(before, after) {
  const [was, is] = [screenState(before), screenState(after)];
  if (before.microphone === 'open' && after.microphone === 'lost') return 'interview.mic.lost';
  if (!before.blocked && after.blocked) return 'interview.blocked';
  if (was === is) return null;
  if (was === 'reconnecting' && is !== 'ended') return 'interview.say.back';
  switch (is) {
    case 'listening':
      return was === 'hearing' ? null : 'interview.state.listening';
    case 'paused':
      return 'interview.say.paused';
    case 'reconnecting':
      return 'interview.say.reconnecting';
    case 'ended':
      return endingKey(after.ending?.reason ?? '');
    default:
      return was === 'paused' ? 'interview.say.continues' : null;
  }
}
