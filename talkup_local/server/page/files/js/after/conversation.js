// What of a transcript is shown, and how: the conversation as a list of what was said by whom.
// @ts-check

/** @typedef {import('./records.js').Transcript} Transcript */

/**
 * @typedef {object} Said
 * @property {'interviewer'|'candidate'} who
 * @property {string} text '' where nothing was heard
 * @property {string | null} at ISO time
 * @property {string} mark a step of the interviewer's, '' for none
 * @property {number} question its number where `mark` is `ask`, else 0
 * @property {number} turn
 * @property {number} speechS seconds of speech
 * @property {boolean} audio whether its sound is kept
 * @property {boolean} skipped whether the question was skipped, with nothing said to it
 */

/** Steps that a reader wants to see; others go without saying. */
const MARKED = new Set([
  'consent',
  'ask',
  'follow_up',
  'probe',
  'part',
  'point',
  'clarify',
  'repeat',
  'rephrase',
  'wait',
  'add',
  'invite',
  'answer',
  'close',
]);

/**
 * Return the conversation in its order.
 * @param {Transcript} transcript @returns {Said[]}
 */
export function conversation({ turns, closing }) {
  /** @type {Map<string, number>} */ const numbers = new Map();
  /** @type {Said[]} */ const said = [];
  for (const one of turns) {
    const fresh = one.question_id !== '' && !numbers.has(one.question_id);
    // a question that was skipped was asked: its step is the last one
    const asks = (one.step === 'ask' && one.question_id !== '') || (one.step === 'skip' && fresh);
    if (asks && fresh) numbers.set(one.question_id, numbers.size + 1);
    const common = {
      turn: one.number,
      speechS: 0,
      audio: false,
      mark: '',
      question: 0,
      skipped: false,
    };
    if (one.asked.trim()) {
      said.push({
        ...common,
        who: 'interviewer',
        text: one.asked,
        at: one.asked_at,
        mark: asks ? 'ask' : MARKED.has(one.step) ? one.step : '',
        question: asks ? (numbers.get(one.question_id) ?? 0) : 0,
      });
    }
    said.push({
      ...common,
      who: 'candidate',
      text: one.heard,
      at: one.answered_at,
      speechS: one.speech_s,
      audio: one.audio,
      skipped: one.step === 'skip' && !one.heard.trim(),
    });
  }
  if (closing.trim()) {
    const last = { turn: 0, speechS: 0, audio: false, mark: '', question: 0, at: null };
    said.push({ ...last, who: 'interviewer', text: closing, skipped: false });
  }
  return said;
}
