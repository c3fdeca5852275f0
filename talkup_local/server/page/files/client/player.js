// Plays what the interviewer says: segments join without a gap, and stop at once.
// @ts-check

/** After this, a sound that can't begin is taken for blocked. */
const BLOCKED_MS = 400;

/** Gaps that are remembered. */
const MOST_GAPS = 1_000;

/** So long the volume takes to change, s. */
const VOLUME_S = 0.02;

/**
 * gaps: silence between two segments of a reply, where the second one was late. stoppedInMs: from
 * the last `hold` or `flush` of a sound to silence; null before any. Both leave out what the
 * device itself adds.
 *
 * @typedef {{gaps: {ms: number}[], stoppedInMs: number | null}} Stats
 */

/**
 * Events (detail): `segment` {text} when its first sample plays, `drained`, `stats` Stats, `level`
 * {value}, `blocked` when the browser wants a gesture first, `unblocked`.
 */
export class Player extends EventTarget {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {AudioWorkletNode | null} */
  #node = null;
  /** @type {GainNode | null} */
  #gain = null;
  /** @type {Promise<void> | null} */
  #opening = null;
  /** @type {Promise<void>} what was added before is decoded */
  #decoded = Promise.resolve();
  /** @type {Map<number, string>} the words of the segments that have not begun */
  #texts = new Map();
  #ids = 0;
  /** What was added before the last flush is not played. */
  #generation = 0;
  #reply = 0;
  #held = false;
  #playing = false;
  #blocked = false;
  #level = 0;
  #volume = 1;
  /** @type {number | null} when silence was asked for, s on the clock of the context */
  #stopAskedS = null;
  /** @type {Stats} */
  #stats = { gaps: [], stoppedInMs: null };

  /** Whether there is anything to be heard that was not heard yet. */
  get playing() {
    return this.#playing || this.#texts.size > 0;
  }

  /** RMS of the last 50 ms, 0..1. */
  get level() {
    return this.#level;
  }

  /** @returns {Stats} */
  get stats() {
    return { ...this.#stats, gaps: [...this.#stats.gaps] };
  }

  /** The last node before the loudspeaker, for a meter or a recording; null before `open`. */
  get output() {
    return this.#gain;
  }

  /** Gets ready to play; `add` does so too. Best called in a gesture. */
  open() {
    if (this.#opening) return this.#opening;
    const opening = this.#open();
    this.#opening = opening;
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = null; // the next one tries again
    });
    return opening;
  }

  /**
   * Plays a segment after those before it.
   *
   * @param {ArrayBuffer | null} mp3 null for words without a sound
   * @param {string} text
   * @param {number} [reply] number of what it belongs to: between replies there may be a gap
   */
  add(mp3, text, reply = 0) {
    if (this.#blocked && reply !== this.#reply) this.flush(); // too late to be heard
    this.#reply = reply;
    const id = this.#ids;
    this.#ids += 1;
    this.#texts.set(id, text);
    const generation = this.#generation;
    const sound = this.#decode(mp3);
    this.#decoded = this.#decoded.then(async () => {
      const samples = await sound;
      if (generation !== this.#generation) return;
      if (!this.#node) {
        this.#texts.delete(id); // there is no sound here: words are all there is
        if (text) this.#emit('segment', { text });
        return;
      }
      this.#post({ type: 'add', segment: { id, reply, samples } }, [samples.buffer]);
      this.#expect();
    });
    return this.#decoded;
  }

  /** Stands still, where it is. */
  hold() {
    if (this.#held) return;
    this.#held = true;
    this.#stop('hold');
  }

  /** Goes on from there. */
  resume() {
    if (!this.#held) return;
    this.#held = false;
    this.#stopAskedS = null;
    this.#post({ type: 'resume' });
  }

  /** Forgets all that was not heard yet. */
  flush() {
    this.#generation += 1;
    this.#texts.clear();
    this.#stop('flush');
    this.#playing = false;
  }

  /** @param {number} volume 0..1 */
  setVolume(volume) {
    this.#volume = Math.max(0, Math.min(1, volume));
    const now = this.#context?.currentTime ?? 0;
    this.#gain?.gain.setTargetAtTime(this.#volume, now, VOLUME_S);
  }

  /** Lets sound begin where the browser waits for a gesture: to be called in one. */
  async unlock() {
    const opened = this.open();
    await this.#context?.resume();
    await opened;
  }

  async close() {
    this.flush();
    this.#node?.disconnect();
    const context = this.#context;
    this.#context = this.#node = this.#gain = this.#opening = null;
    if (context && context.state !== 'closed') await context.close();
  }

  async #open() {
    // `playback` tears less where a machine is busy, and stops some 70 ms later
    const context = new AudioContext({ latencyHint: 'interactive' });
    this.#context = context;
    context.onstatechange = () => this.#watch();
    try {
      await context.audioWorklet.addModule(new URL('./player-worklet.js', import.meta.url));
      if (this.#context === context) this.#connect(context);
    } catch (error) {
      if (this.#context !== context) return; // it was closed meanwhile
      this.#context = null;
      void context.close();
      throw error;
    }
  }

  /** @param {AudioContext} context */
  #connect(context) {
    const node = new AudioWorkletNode(context, 'talkup-player', {
      numberOfInputs: 0,
      outputChannelCount: [1],
    });
    node.port.onmessage = ({ data }) => this.#take(data);
    this.#gain = new GainNode(context, { gain: this.#volume });
    node.connect(this.#gain).connect(context.destination);
    this.#node = node;
    if (this.#held) this.#post({ type: 'hold' });
  }

  /**
   * @param {ArrayBuffer | null} mp3
   * @returns {Promise<Float32Array<ArrayBuffer>>} at the rate of the context
   */
  async #decode(mp3) {
    try {
      await this.open();
      if (!mp3 || !this.#context) return new Float32Array(0);
      const sound = await this.#context.decodeAudioData(mp3);
      return new Float32Array(sound.getChannelData(0));
    } catch {
      return new Float32Array(0); // what can't be played is still told in words
    }
  }

  /**
   * @param {object} message
   * @param {Transferable[]} [transfer]
   */
  #post(message, transfer = []) {
    this.#node?.port.postMessage(message, transfer);
  }

  /** @param {'hold' | 'flush'} how */
  #stop(how) {
    if (this.#playing) this.#stopAskedS ??= this.#context?.currentTime ?? null;
    this.#post({ type: how });
  }

  /** @param {any} event of the audio thread */
  #take(event) {
    switch (event.type) {
      case 'segment':
        this.#begun(event.id, event.gap);
        break;
      case 'drained':
        if (this.#texts.size === 0) {
          this.#playing = false;
          this.#emit('drained', {});
        }
        break;
      case 'stopped':
        this.#stopped(event.frame + event.at);
        break;
      case 'level':
        this.#level = event.rms;
        if (this.#playing) this.#emit('level', { value: event.rms });
        break;
    }
  }

  /**
   * @param {number} id
   * @param {number} gap samples
   */
  #begun(id, gap) {
    const text = this.#texts.get(id);
    if (text === undefined || !this.#context) return;
    this.#texts.delete(id);
    this.#playing = true;
    if (text) this.#emit('segment', { text });
    if (gap > 0) {
      const gaps = [...this.#stats.gaps, { ms: (gap / this.#context.sampleRate) * 1000 }];
      this.#stats = { ...this.#stats, gaps: gaps.slice(-MOST_GAPS) };
      this.#emit('stats', this.stats);
    }
  }

  /** @param {number} frame */
  #stopped(frame) {
    if (this.#stopAskedS === null || !this.#context) return;
    const stoppedInMs = (frame / this.#context.sampleRate - this.#stopAskedS) * 1000;
    this.#stopAskedS = null;
    this.#stats = { ...this.#stats, stoppedInMs: Math.max(0, stoppedInMs) };
    this.#emit('stats', this.stats);
  }

  // -- browsers that want a gesture first, or take the sound away

  /** There is something to play: it should begin now. */
  #expect() {
    const context = this.#context;
    if (!context || context.state === 'running') return;
    context.resume().catch(() => {}); // it was closed meanwhile
    setTimeout(() => this.#watch(), BLOCKED_MS);
  }

  #watch() {
    const state = this.#context?.state ?? 'closed';
    if (state === 'closed') return;
    const blocked = state !== 'running' && (this.#texts.size > 0 || this.#playing);
    if (blocked) this.#tellWords();
    if (blocked === this.#blocked) return;
    this.#blocked = blocked;
    this.#emit(blocked ? 'blocked' : 'unblocked', {});
  }

  /** Nothing sounds, so nothing begins to sound: the words are told at once. */
  #tellWords() {
    for (const [id, text] of this.#texts) {
      this.#texts.set(id, '');
      if (text) this.#emit('segment', { text });
    }
  }

  /**
   * @param {string} type
   * @param {unknown} detail
   */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
