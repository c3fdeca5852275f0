// How often the presence is drawn: a frame costs a browser the same, however little is drawn in it.
// @ts-check

/**
 * Time between two frames, by what moves: lights that go round, 20 a second; a level, 15, where the
 * browser begins to rest between them; nothing but a breath, 10, less than a pixel each. The machine
 * may have an interviewer to run, too. Each is a little less than the time of a whole number of
 * frames of a screen with 60 a second, as one of these is waited for after it.
 *
 * @typedef {'round' | 'level' | 'breath'} Movement
 * @type {Readonly<Record<Movement, number>>}
 */
const REST_MS = Object.freeze({ round: 42, level: 59, breath: 92 });

/** On a slow machine it rests three times as long as a frame took. */
const REST_SHARE = 3;
const MOST_REST_MS = 180;

/** Before the first frame. */
export const FIRST_REST_MS = REST_MS.round;

/**
 * @param {number} tookMs  the last frame, with what the browser has done for it
 * @param {Movement} movement
 * @returns {number}  ms until the next one is asked for
 */
export function restMs(tookMs, movement) {
  return Math.min(MOST_REST_MS, Math.max(REST_MS[movement] - tookMs, REST_SHARE * tookMs));
}
