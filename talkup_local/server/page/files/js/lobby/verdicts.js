// What the figures of the sound check mean for people.
// @ts-check

/**
 * The server's answer to a sound check.
 * @typedef {object} SoundChecked
 * @property {string} text
 * @property {number} speech_s
 * @property {number} level RMS of the speech, of 1
 * @property {number} noise RMS beside the speech, of 1
 * @property {number} clipped share of the samples at the limit
 */

/**
 * @typedef {object} Verdict
 * @property {'words' | 'loudness' | 'noise'} about
 * @property {string} is a word of its own for each: see the words `lobby.check.*`
 * @property {boolean} good
 */

const SILENT = 0.002;
const QUIET = 0.012;
const LOUD_PEAK = 0.98;
const TOO_QUIET_SPEECH = 0.012;
const CLIPPED_SHARE = 0.002;
const GOOD_DB = 18;
const FAIR_DB = 10;
const SPOKEN_S = 0.6;

/**
 * Judge what the meter shows of the last moments.
 * @param {number} rms of 1
 * @param {number} peak of 1
 * @returns {'silent' | 'quiet' | 'good' | 'loud'}
 */
export function levelVerdict(rms, peak) {
  if (peak >= LOUD_PEAK) {
    return 'loud';
  }
  if (rms < SILENT) {
    return 'silent';
  }
  return rms < QUIET ? 'quiet' : 'good';
}

/**
 * Return where a level stands on a meter of 60 dB, 0 to 1.
 * @param {number} rms of 1
 */
export function meterPosition(rms) {
  const db = 20 * Math.log10(Math.max(rms, 1e-6));
  return Math.min(1, Math.max(0, (db + 60) / 60));
}

/**
 * Judge a sound check.
 * @param {SoundChecked} heard
 * @returns {Verdict[]}
 */
export function soundVerdicts({ text, speech_s: speechS, level, noise, clipped }) {
  const spoken = speechS >= SPOKEN_S || text.trim() !== '';
  if (!spoken) {
    return [{ about: 'words', is: 'nothing', good: false }];
  }
  /** @type {Verdict[]} */
  const verdicts = [];
  const words = text.trim() ? 'heard' : 'unclear';
  verdicts.push({ about: 'words', is: words, good: words === 'heard' });
  const loudness =
    clipped > CLIPPED_SHARE ? 'clipped' : level < TOO_QUIET_SPEECH ? 'quiet' : 'good';
  verdicts.push({ about: 'loudness', is: loudness, good: loudness === 'good' });
  const db = 20 * Math.log10(Math.max(level, 1e-6) / Math.max(noise, 1e-6));
  const background = db >= GOOD_DB ? 'low' : db >= FAIR_DB ? 'some' : 'high';
  verdicts.push({ about: 'noise', is: background, good: background === 'low' });
  return verdicts;
}
