// A try of the microphone: a few words go to the server, which tells what it has heard.
// @ts-check

import { Connection } from './connection.js';
import { ClientError } from './errors.js';
import { closing, refused } from './server.js';

/**
 * speech_s: how much of it is speech; level, noise: RMS of the speech and of the rest, 0..1;
 * clipped: share of the samples at the limit.
 *
 * @typedef {{text: string, speech_s: number, level: number, noise: number, clipped: number}} Heard
 */

/** Recognising may wait for interviews that go on. */
const ANSWER_MS = 30_000;
const TICK_MS = 500;

/**
 * @param {object} options
 * @param {string} options.url
 * @param {string | null} options.token
 * @param {Int16Array} options.samples 16 kHz mono, at most 20 s
 * @param {string} [options.language]
 * @param {typeof WebSocket} options.webSocket
 * @param {() => number} options.now
 * @param {(work: () => void, ms: number) => () => void} options.setTimer
 * @param {AbortSignal} options.signal gives it up: its place is free for the interview
 * @param {() => Promise<ClientError>} options.whyNotOpened
 * @returns {Promise<Heard>}
 */
export function soundCheck(options) {
  const { url, token, samples, language, webSocket, now, setTimer, signal, whyNotOpened } = options;
  return new Promise((resolve, reject) => {
    let stopTimer = () => {};
    const until = now() + ANSWER_MS;
    /** @param {() => void} settle */
    const finish = (settle) => {
      signal.removeEventListener('abort', giveUp);
      stopTimer();
      connection.close();
      settle();
    };
    const giveUp = () => finish(() => reject(new ClientError('CLOSED', 'It was given up.')));
    const listener = {
      opened() {
        if (token) connection.send({ type: 'auth', token });
        const data = base64(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
        connection.send({ type: 'sound_check', data, sample_rate: 16000, language });
      },
      /** @param {any} message */
      message(message) {
        if (message.type === 'sound_checked') finish(() => resolve(message));
        if (message.type === 'error') finish(() => reject(refused(message)));
      },
      binary() {},
      /** @param {{opened: boolean, code: number, reason: string}} how */
      closed({ code, reason }) {
        const error = closing(code, reason);
        finish(() => (error ? reject(error) : whyNotOpened().then(reject)));
      },
    };
    const connection = new Connection({ url, webSocket, now, listener });
    const watch = () => {
      stopTimer = setTimer(watch, TICK_MS);
      connection.tick();
      if (now() > until) {
        finish(() => reject(new ClientError('SERVER_BUSY', 'The server is too busy to answer.')));
      }
    };
    signal.addEventListener('abort', giveUp);
    watch();
  });
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  const PIECE = 0x8000; // more arguments than this overflow the stack in some browsers
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(text);
}
