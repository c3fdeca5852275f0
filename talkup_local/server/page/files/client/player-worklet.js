// On the audio thread: plays segments one after the other to the sample, and stops at once.
// @ts-check

/** Long enough that a stop does not click, short enough that it is one. */
const FADE_S = 0.004;

/** How often the level is told. */
const LEVEL_S = 0.05;

/** @typedef {{id: number, reply: number, samples: Float32Array}} Segment */

/**
 * What happened: a segment began (`gap`: samples of silence between it and the one before it in the
 * same reply), all was played, the sound has faded out after a stop (`at`: the sample of the block
 * that is rendered), or how loud it was.
 *
 * @typedef {{type: 'segment', id: number, gap: number}
 *   | {type: 'drained'}
 *   | {type: 'stopped', at: number}
 *   | {type: 'level', rms: number}} Event
 */

/** A queue of segments, and how far it has been played. */
export class Queue {
  #tell;
  #fade;
  #levelEvery;
  /** @type {Segment[]} */
  #segments = [];
  /** Samples of the first segment that were played. */
  #at = 0;
  #held = false;
  #gain = 1;
  /** What is left of the sound that was dropped: it fades out beside what follows. */
  #tail = new Float32Array(0);
  #tailAt = 0;
  #reply = -1;
  #silence = 0;
  #squares = 0;
  #measured = 0;

  /**
   * @param {number} rate of the output, Hz
   * @param {(event: Event) => void} tell
   */
  constructor(rate, tell) {
    this.#tell = tell;
    this.#fade = Math.round(rate * FADE_S);
    this.#levelEvery = Math.round(rate * LEVEL_S);
  }

  /** @param {Segment} segment */
  add(segment) {
    this.#segments.push(segment);
  }

  /** Fades out and stands still. */
  hold() {
    if (this.#held) return;
    this.#held = true;
    if (!this.#segments.length && !this.#tail.length) this.#stopped();
  }

  /** Goes on where it stands. */
  resume() {
    this.#held = false;
  }

  /** Fades out and forgets all that there is. */
  flush() {
    const first = this.#segments[0];
    this.#segments = [];
    if (first && this.#gain > 0) this.#fadeOut(first);
    else this.#stopped();
    this.#at = 0;
    this.#gain = this.#held ? 0 : 1;
  }

  /** @param {Float32Array} output is filled */
  render(output) {
    output.fill(0);
    this.#renderSegments(output);
    this.#renderTail(output);
    this.#measure(output);
  }

  /** @param {Float32Array} output */
  #renderSegments(output) {
    for (let to = 0; to < output.length; to += 1) {
      if (this.#held && this.#gain === 0) return;
      const segment = this.#next();
      if (!segment) {
        this.#silence += output.length - to;
        if (this.#held) this.#standStill(to);
        return;
      }
      output[to] = segment.samples[this.#at] * this.#gain;
      this.#at += 1;
      this.#changeGain(to);
    }
  }

  /**
   * Returns the segment that plays, begins it if it is a new one, and ends those that are over.
   *
   * @returns {Segment | null}
   */
  #next() {
    for (let segment = this.#segments[0]; segment; segment = this.#segments[0]) {
      if (this.#at === 0) this.#begin(segment);
      if (this.#at < segment.samples.length) return segment;
      this.#segments.shift();
      this.#at = 0;
      if (!this.#segments.length) this.#tell({ type: 'drained' });
    }
    return null;
  }

  /** @param {Segment} segment */
  #begin(segment) {
    const gap = segment.reply === this.#reply ? this.#silence : 0;
    this.#reply = segment.reply;
    this.#silence = 0;
    this.#tell({ type: 'segment', id: segment.id, gap });
  }

  /** @param {number} to */
  #changeGain(to) {
    if (this.#held) {
      this.#gain = Math.max(0, this.#gain - 1 / this.#fade);
      if (this.#gain === 0) this.#stopped(to);
    } else if (this.#gain < 1) {
      this.#gain = Math.min(1, this.#gain + 1 / this.#fade);
    }
  }

  /** @param {number} to */
  #standStill(to) {
    this.#gain = 0;
    this.#stopped(to);
  }

  /** @param {Segment} segment that is played at the moment */
  #fadeOut(segment) {
    this.#tail = segment.samples.slice(this.#at, this.#at + this.#fade);
    for (let at = 0; at < this.#tail.length; at += 1) {
      this.#tail[at] *= this.#gain * (1 - (at + 1) / this.#fade);
    }
    this.#tailAt = 0;
    if (!this.#tail.length) this.#stopped();
  }

  /** @param {Float32Array} output */
  #renderTail(output) {
    const length = Math.min(output.length, this.#tail.length - this.#tailAt);
    if (length <= 0) return;
    for (let at = 0; at < length; at += 1) output[at] += this.#tail[this.#tailAt + at];
    this.#tailAt += length;
    if (this.#tailAt < this.#tail.length) return;
    this.#tail = new Float32Array(0);
    this.#stopped(length);
  }

  #stopped(at = 0) {
    this.#tell({ type: 'stopped', at });
  }

  /** @param {Float32Array} output */
  #measure(output) {
    for (const value of output) this.#squares += value * value;
    this.#measured += output.length;
    if (this.#measured < this.#levelEvery) return;
    this.#tell({ type: 'level', rms: Math.sqrt(this.#squares / this.#measured) });
    this.#squares = this.#measured = 0;
  }
}

/** @type {any} what an audio thread has, and a page has not */
const scope = globalThis;

if (scope.registerProcessor) {
  scope.registerProcessor(
    'talkup-player',
    class extends scope.AudioWorkletProcessor {
      constructor() {
        super();
        const port = /** @type {any} */ (this).port;
        const queue = new Queue(scope.sampleRate, (event) => {
          port.postMessage({ ...event, frame: scope.currentFrame });
        });
        port.onmessage = (/** @type {MessageEvent} */ { data }) => {
          if (data.type === 'add') queue.add(data.segment);
          if (data.type === 'hold') queue.hold();
          if (data.type === 'resume') queue.resume();
          if (data.type === 'flush') queue.flush();
        };
        this.queue = queue;
      }

      /**
       * @param {Float32Array[][]} _inputs
       * @param {Float32Array[][]} outputs
       */
      process(_inputs, outputs) {
        this.queue.render(outputs[0][0]);
        return true;
      }
    },
  );
}
