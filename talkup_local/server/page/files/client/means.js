// What a client works with: what it is given, or what the browser has.
// @ts-check

import { randomId, ServerAddress } from './server.js';
import { timer } from './watch.js';

const CAPABILITIES = ['turn_state', 'transcript_update', 'ai_text', 'ai_interrupted', 'session',
  'progress', 'answer_taken'];

/**
 * @param {import('./types.js').ClientOptions} options
 * @returns {import('./types.js').Means}
 */
export function meansOf(options) {
  const { token = null } = options;
  const capabilities = [...new Set([...CAPABILITIES, ...(options.capabilities ?? [])])];
  return {
    address: new ServerAddress(options.url),
    token: typeof token === 'function' ? token : () => token,
    clientId: options.clientId ?? randomId(),
    fields: { sample_rate: 16000, delivery: 'ahead', capabilities },
    store: options.store,
    webSocket: options.webSocket ?? WebSocket,
    page: options.page ?? globalThis,
    fetch: options.fetch ?? fetch.bind(globalThis),
    now: options.now ?? (() => performance.now()),
    setTimer: options.setTimer ?? timer,
  };
}
