// Does the microphone hear the loudspeaker? A chirp is played and looked for in a recording.
// @ts-check

/** At this rate the search takes some 10 ms; 16 kHz would take 16 times as long. */
const RATE_HZ = 4000;
const RECORDED_HZ = 16_000;
const STEP = RECORDED_HZ / RATE_HZ;
const CHIRP_S = 0.3;
const FROM_HZ = 600;
const TO_HZ = 1800;
const LOUDNESS = 0.35;
const FADE_S = 0.02;

/** Noise alone stays below 0.2: the best of some 4000 places, with 360 cycles per place. */
const FOUND = 0.25;
const STRONG_LEVEL = 0.01;

/** What echo cancellation leaves of a loudspeaker at full volume, and nobody takes for a voice. */
const LEFT_LEVEL = 0.001;

/**
 * Make the chirp: a tone that rises from 600 to 1800 Hz within 0.3 s.
 * @param {number} rateHz
 * @returns {Float32Array<ArrayBuffer>} -1 to 1
 */
export function chirp(rateHz) {
  const length = Math.round(CHIRP_S * rateHz);
  const samples = new Float32Array(length);
  for (let n = 0; n < length; n += 1) {
    const t = n / rateHz;
    const cycles = FROM_HZ * t + ((TO_HZ - FROM_HZ) * t * t) / (2 * CHIRP_S);
    const fade = Math.min(1, t / FADE_S, (CHIRP_S - t) / FADE_S);
    samples[n] = LOUDNESS * Math.max(0, fade) * Math.sin(2 * Math.PI * cycles);
  }
  return samples;
}

/**
 * Look for the chirp in what the microphone heard.
 * @param {Int16Array} recorded 16 kHz mono
 * @returns {{score: number, level: number}} score: likeness of the best place, 0 to 1;
 *   level: RMS of the chirp there, of 1
 */
export function findChirp(recorded) {
  const heard = slower(recorded);
  const wanted = chirp(RATE_HZ);
  const length = wanted.length;
  const wantedNorm = Math.sqrt(energy(wanted, 0, length));
  let around = energy(heard, 0, length);
  let best = { score: 0, level: 0 };
  for (let at = 0; at + length <= heard.length; at += 1) {
    let product = 0;
    for (let n = 0; n < length; n += 1) {
      product += wanted[n] * heard[at + n];
    }
    const norm = Math.sqrt(Math.max(around, 1e-9));
    const score = Math.abs(product) / (wantedNorm * norm);
    if (score > best.score) {
      best = { score, level: Math.abs(product) / wantedNorm / Math.sqrt(length) };
    }
    const next = heard[at + length] ?? 0;
    around += next * next - heard[at] * heard[at];
  }
  return best;
}

/**
 * Say what was found in a word.
 * @param {{score: number, level: number}} found
 * @returns {'none' | 'some' | 'strong'}
 */
export function echoVerdict({ score, level }) {
  if (score < FOUND || level < LEFT_LEVEL) {
    return 'none';
  }
  return level >= STRONG_LEVEL ? 'strong' : 'some';
}

/**
 * From 16 to 4 kHz; means of four are filter enough for a tone that is known.
 * @param {Int16Array} samples
 */
function slower(samples) {
  const fewer = new Float32Array(Math.floor(samples.length / STEP));
  for (let n = 0; n < samples.length; n += 1) {
    fewer[Math.floor(n / STEP)] += samples[n] / (STEP * 32_768);
  }
  return fewer;
}

/**
 * @param {Float32Array} samples
 * @param {number} from
 * @param {number} length
 */
function energy(samples, from, length) {
  let sum = 0;
  for (let n = from; n < Math.min(from + length, samples.length); n += 1) {
    sum += samples[n] * samples[n];
  }
  return sum;
}
