// The microphone: blocks of 20 ms of 16 kHz sound, from any device, also when it is exchanged.
// @ts-check

import { DeviceWatch } from './device-watch.js';
import { MicrophoneError, microphoneError } from './errors.js';
import { timer } from './watch.js';

const RATE_HZ = 16_000;

/** Blocks in the 50 ms or so that `level` is about. */
const LEVEL_BLOCKS = 3;

/** So long the sound may take to begin: headphones by radio have to wake up. */
const BEGIN_MS = 8_000;

/**
 * @typedef {object} MicrophoneOptions
 * @property {string} [deviceId] one of `devices()`; by default, the browser's choice
 * @property {boolean} [echoCancellation]
 * @property {boolean} [noiseSuppression]
 * @property {boolean} [autoGainControl]
 */

/**
 * Events (detail): `samples` {samples: Int16Array} every 20 ms, `level` {rms, peak} 0..1, `lost`
 * when the device is gone, `back` {label, other} when it or another one has taken its place.
 */
export class Microphone extends EventTarget {
  /** @type {MicrophoneOptions} */
  #options = {};
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {Promise<AudioWorkletNode> | null} */
  #preparing = null;
  /** @type {MediaStream | null} */
  #stream = null;
  /** @type {MediaStreamAudioSourceNode | null} */
  #source = null;
  #lost = false;
  /** Label of what was in use last. */
  #before = '';
  /** How often it was opened or closed: the last wish counts, however long a browser asks. */
  #wishes = 0;
  /** @type {number[]} */
  #squares = [];
  #changed = () => {
    if (this.#lost) this.#replace();
  };
  #watch = new DeviceWatch({
    list: async () => (await Microphone.devices()).map(({ id }) => id),
    onGone: () => this.#lose(),
    onNews: () => this.#changed(),
    setTimer: timer,
  });

  /**
   * @returns {Promise<{id: string, label: string}[]>} without labels before the first `open`
   * @throws {MicrophoneError} INSECURE, UNSUPPORTED
   */
  static async devices() {
    const devices = await media().enumerateDevices();
    return devices
      .filter((device) => device.kind === 'audioinput')
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  }

  /**
   * Opens a device, in place of the one that is open.
   *
   * @param {MicrophoneOptions} [options]
   * @throws {MicrophoneError} INSECURE, DENIED, NOT_FOUND, IN_USE, UNSUPPORTED, FAILED; CLOSED when
   *   it was closed meanwhile, or opened once more
   */
  async open(options = {}) {
    if (!globalThis.AudioWorkletNode) throw unsupported();
    this.#wishes += 1;
    const wish = this.#wishes;
    const stream = await streamOf(options);
    try {
      this.#stillWanted(wish);
      const context = (this.#context ??= new AudioContext({ latencyHint: 'interactive' }));
      this.#preparing ??= this.#prepare(context);
      const node = await this.#preparing;
      this.#stillWanted(wish);
      const begun = await begins(context);
      this.#stillWanted(wish);
      if (!begun) throw new MicrophoneError('FAILED', 'The browser begins no sound.');
      this.#take(stream, context, node);
    } catch (error) {
      stop(stream);
      if (wish === this.#wishes && !this.#stream) void this.#dropContext(); // tried anew
      throw microphoneError(error);
    }
    this.#options = options;
    media().addEventListener('devicechange', this.#changed);
    this.#tellBack();
  }

  async close() {
    this.#wishes += 1;
    globalThis.navigator?.mediaDevices?.removeEventListener('devicechange', this.#changed);
    this.#drop();
    this.#watch.stop();
    this.#lost = false;
    this.#squares = [];
    this.#emit('closed', {});
    await this.#dropContext();
  }

  /** Whether its sound is gone for the moment, and it waits for it to come back. */
  get lost() {
    return this.#lost;
  }

  /** Of the device; '' while there is none. */
  get label() {
    return this.#stream?.getAudioTracks()[0]?.label ?? '';
  }

  /** RMS of the last 50 ms, 0..1. */
  get level() {
    if (!this.#squares.length) return 0;
    return Math.sqrt(this.#squares.reduce((sum, value) => sum + value) / this.#squares.length);
  }

  /**
   * @param {number} seconds
   * @returns {Promise<Int16Array>} 16 kHz mono
   * @throws {MicrophoneError} NOT_FOUND when it is lost, CLOSED
   */
  async record(seconds) {
    if (this.#lost) throw goneMissing();
    if (!this.#stream) throw closed();
    const sound = new Int16Array(Math.round(seconds * RATE_HZ));
    let filled = 0;
    return new Promise((resolve, reject) => {
      /** @param {() => void} settle */
      const finish = (settle) => {
        for (const [type, handler] of Object.entries(handlers)) {
          this.removeEventListener(type, handler);
        }
        settle();
      };
      /** @type {Record<string, (event: any) => void>} */
      const handlers = {
        samples: ({ detail }) => {
          const part = detail.samples.subarray(0, sound.length - filled);
          sound.set(part, filled);
          filled += part.length;
          if (filled === sound.length) finish(() => resolve(sound));
        },
        lost: () => finish(() => reject(goneMissing())),
        closed: () => finish(() => reject(closed())),
      };
      for (const [type, handler] of Object.entries(handlers)) this.addEventListener(type, handler);
    });
  }

  /** @param {AudioContext} context */
  async #prepare(context) {
    await context.audioWorklet.addModule(new URL('./capture-worklet.js', import.meta.url));
    const node = new AudioWorkletNode(context, 'talkup-capture', {
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    node.port.onmessage = ({ data }) => this.#give(data);
    node.connect(context.destination); // silence; unconnected, some browsers would let it rest
    context.onstatechange = () => this.#contextChanged();
    return node;
  }

  /** @param {number} wish */
  #stillWanted(wish) {
    if (wish !== this.#wishes) throw closed();
  }

  /**
   * @param {MediaStream} stream
   * @param {AudioContext} context
   * @param {AudioWorkletNode} node
   */
  #take(stream, context, node) {
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
    this.#drop();
    source.connect(node);
    context.resume().catch(() => {}); // it was closed meanwhile
    this.#stream = stream;
    this.#source = source;
    for (const track of stream.getAudioTracks()) {
      track.onended = () => {
        if (this.#stream === stream) this.#lose();
      };
      void this.#watch.follow(track.getSettings().deviceId ?? '');
    }
  }

  #drop() {
    this.#source?.disconnect();
    if (this.#stream) stop(this.#stream);
    this.#source = this.#stream = null;
  }

  async #dropContext() {
    const context = this.#context;
    this.#context = this.#preparing = null;
    if (context && context.state !== 'closed') await context.close();
  }

  /** @param {{samples: Int16Array, rms: number, peak: number}} block */
  #give({ samples, rms, peak }) {
    this.#squares = [...this.#squares, rms * rms].slice(-LEVEL_BLOCKS);
    this.#watch.hear(peak);
    this.#emit('samples', { samples });
    this.#emit('level', { rms, peak });
  }

  // -- when it is lost

  #lose() {
    this.#drop();
    this.#squares = [];
    this.#tellLost();
    this.#replace();
  }

  #tellLost() {
    if (this.#lost) return;
    this.#lost = true;
    this.#emit('lost', {});
  }

  #tellBack() {
    const { label } = this;
    const other = label !== this.#before;
    this.#before = label;
    if (!this.#lost) return;
    this.#lost = false;
    this.#emit('back', { label, other });
  }

  /** Takes the one that was chosen, else the browser's choice, now or when devices change. */
  async #replace() {
    const context = this.#context;
    const node = await this.#preparing;
    if (!context || !node) return;
    // none for the moment: a device that comes is tried anew
    const stream = await streamOf(this.#options)
      .catch(() => streamOf({ ...this.#options, deviceId: undefined }))
      .catch(() => null);
    if (!stream) {
      if (this.#context === context && !this.#stream) void this.#watch.wait();
      return; // there is none yet
    }
    if (this.#context !== context || this.#stream) {
      stop(stream);
      return;
    }
    try {
      this.#take(stream, context, node);
    } catch {
      stop(stream);
      await this.#dropContext(); // they don't go together: it is opened anew by hand
      return;
    }
    this.#tellBack();
  }

  /** A telephone call, for instance, takes the sound away for a while. */
  #contextChanged() {
    const context = this.#context;
    if (!context || context.state === 'closed') return;
    if (context.state === 'running') {
      if (this.#stream) this.#tellBack();
    } else if (this.#stream) {
      this.#tellLost();
      context.resume().catch(() => {}); // it is not ours to take yet, or it was closed
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

/**
 * Without a loudspeaker, Firefox begins no sound, so that a microphone is not heard either.
 *
 * @param {AudioContext} context
 */
async function begins(context) {
  const begun = context.resume().catch(() => {}); // it was closed meanwhile
  await Promise.race([begun, new Promise((resolve) => setTimeout(resolve, BEGIN_MS))]);
  return context.state === 'running';
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}

function closed() {
  return new MicrophoneError('CLOSED', 'It is closed, or was opened anew.');
}

function goneMissing() {
  return new MicrophoneError('NOT_FOUND', 'It was lost.');
}

function unsupported() {
  return new MicrophoneError('UNSUPPORTED', 'This browser can\'t hand the microphone to a page.');
}

function media() {
  if (!globalThis.isSecureContext) {
    throw new MicrophoneError('INSECURE', 'Browsers give the microphone over https only.');
  }
  if (!navigator.mediaDevices?.getUserMedia) throw unsupported();
  return navigator.mediaDevices;
}

/**
 * @param {MicrophoneOptions} options
 * @returns {Promise<MediaStream>}
 */
async function streamOf(options) {
  const { deviceId, ...wanted } = options;
  const devices = media();
  const audio = {
    deviceId: deviceId ? { exact: deviceId } : undefined,
    channelCount: 1,
    echoCancellation: wanted.echoCancellation ?? true,
    noiseSuppression: wanted.noiseSuppression ?? true,
    autoGainControl: wanted.autoGainControl ?? true,
  };
  try {
    return await devices.getUserMedia({ audio });
  } catch (error) {
    throw microphoneError(error);
  }
}
