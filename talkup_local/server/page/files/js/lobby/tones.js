// Sounds of the sound check: a chime, the chirp, and what was recorded.
// @ts-check

import { chirp } from './echo.js';

const RECORDED_HZ = 16_000;

/** C, E and G: frequency in Hz, and when it begins, seconds. */
const NOTES = [
  [523.25, 0],
  [659.25, 0.16],
  [783.99, 0.32],
];
const NOTE_S = 1.1;
const CHIME_S = 1.5;
const LATE_S = 3;

/** A small loudspeaker of its own; made in a click. */
export class Tones {
  #context = new AudioContext();
  /** @type {AudioBufferSourceNode | null} */
  #playing = null;

  /** Play the chime; resolves when it is over. */
  async chime() {
    const context = await this.#running();
    const now = context.currentTime + 0.05;
    for (const [hz, after] of NOTES) {
      const tone = context.createOscillator();
      const loudness = context.createGain();
      tone.frequency.value = hz;
      loudness.gain.setValueAtTime(0, now + after);
      loudness.gain.linearRampToValueAtTime(0.14, now + after + 0.015);
      loudness.gain.exponentialRampToValueAtTime(0.0001, now + after + NOTE_S);
      tone.connect(loudness).connect(context.destination);
      tone.start(now + after);
      tone.stop(now + after + NOTE_S);
    }
    await pause(CHIME_S);
  }

  /** Play the chirp a few times, so that echo cancellation has had its chance. */
  async chirps(times = 3, everyS = 0.6) {
    const context = await this.#running();
    const samples = chirp(context.sampleRate);
    const buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    for (let n = 0; n < times; n += 1) {
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      source.start(context.currentTime + n * everyS);
    }
    await pause(times * everyS);
  }

  /**
   * Play a recording; resolves when it is over or stopped.
   * @param {Int16Array} samples 16 kHz mono
   */
  async play(samples) {
    const context = await this.#running();
    this.stop();
    const buffer = context.createBuffer(1, Math.max(1, samples.length), RECORDED_HZ);
    buffer.copyToChannel(Float32Array.from(samples, (sample) => sample / 32_768), 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    this.#playing = source;
    await new Promise((resolve) => {
      source.onended = resolve;
      source.start();
    });
  }

  stop() {
    this.#playing?.stop();
    this.#playing = null;
  }

  close() {
    this.stop();
    void this.#context.close();
  }

  async #running() {
    if (this.#context.state !== 'running') {
      await Promise.race([this.#context.resume(), late()]);
    }
    return this.#context;
  }
}

/** Without a loudspeaker, some browsers never begin. */
async function late() {
  await pause(LATE_S);
  throw new Error('There is no sound.');
}

/** @param {number} seconds */
function pause(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
