// On the audio thread: the microphone's sound as blocks of 20 ms of 16 kHz int16.
// @ts-check

import { Resampler, toInt16 } from './resampler.js';

export const RATE_HZ = 16000;
const BLOCK = 320;

/** Cuts sound of the device's rate into blocks, and measures each. */
export class Blocks {
  #resampler;
  #block = new Float32Array(BLOCK);
  #filled = 0;

  /** @param {number} rate of the sound that is pushed, Hz */
  constructor(rate) {
    this.#resampler = new Resampler(rate, RATE_HZ);
  }

  /**
   * @param {Float32Array} input
   * @param {(block: {samples: Int16Array, rms: number, peak: number}) => void} give is called
   *   with each block that is complete; rms and peak are 0..1
   */
  push(input, give) {
    let rest = this.#resampler.push(input);
    while (rest.length) {
      const part = rest.subarray(0, BLOCK - this.#filled);
      this.#block.set(part, this.#filled);
      this.#filled += part.length;
      rest = rest.subarray(part.length);
      if (this.#filled === BLOCK) {
        this.#filled = 0;
        give({ samples: toInt16(this.#block), ...measured(this.#block) });
      }
    }
  }
}

/** @param {Float32Array} samples */
function measured(samples) {
  let squares = 0;
  let peak = 0;
  for (const value of samples) {
    squares += value * value;
    peak = Math.max(peak, Math.abs(value));
  }
  return { rms: Math.min(1, Math.sqrt(squares / samples.length)), peak: Math.min(1, peak) };
}

/** @type {any} what an audio thread has, and a page has not */
const scope = globalThis;

if (scope.registerProcessor) {
  scope.registerProcessor(
    'talkup-capture',
    class extends scope.AudioWorkletProcessor {
      #blocks = new Blocks(scope.sampleRate);

      /** @param {Float32Array[][]} inputs */
      process(inputs) {
        const channel = inputs[0]?.[0];
        if (channel) {
          this.#blocks.push(channel, (block) => {
            /** @type {any} */ (this).port.postMessage(block, [block.samples.buffer]);
          });
        }
        return true;
      }
    },
  );
}
