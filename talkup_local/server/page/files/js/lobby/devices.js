// The microphone and the loudspeaker, as the screens open them.
// @ts-check

import { Microphone, MicrophoneError, Player } from '../../client/talkup-client.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../app.js').Microphone} OpenMicrophone */
/** @typedef {import('../app.js').Player} OpenPlayer */

const UNLOCK_MS = 1000;
/** Its parts come by the network, which may be dead: that is told when the interview begins. */
const OPEN_MS = 10_000;

/**
 * Open the microphone that was chosen, else the usual one.
 * @param {App} app
 * @returns {Promise<OpenMicrophone>} rejects with MicrophoneError, CLOSED when it is not wanted
 *   any more
 */
export async function openMicrophone(app) {
  closeMicrophone(app);
  if (!globalThis.isSecureContext) {
    throw new MicrophoneError('INSECURE', 'Browsers give the microphone over https only.');
  }
  const deviceId = app.settings.get('deviceId');
  const microphone = new Microphone();
  app.asked = microphone;
  try {
    await microphone.open(deviceId ? { deviceId } : {});
  } catch (error) {
    const { code } = /** @type {{code?: string}} */ (error);
    if (!deviceId || code !== 'NOT_FOUND' || app.asked !== microphone) {
      throw error;
    }
    app.settings.set('deviceId', ''); // it is not there any more: the usual one will do
    await microphone.open({});
  }
  app.asked = null;
  app.microphone = microphone;
  return microphone;
}

/**
 * Give the microphone back, and the one that is asked for.
 * @param {App} app
 */
export function closeMicrophone(app) {
  app.asked?.close();
  app.microphone?.close();
  app.asked = app.microphone = null;
}

/**
 * Open the loudspeaker, in a click; without sound the interview goes on with captions.
 * @param {App} app
 * @returns {Promise<OpenPlayer | null>}
 */
export async function openPlayer(app) {
  if (!app.player) {
    const player = new Player();
    try {
      await Promise.race([player.open(), late(OPEN_MS)]);
    } catch {
      player.close();
      return null; // no sound here, as on plain http: what is said can be read
    }
    player.setVolume(app.settings.get('volume'));
    app.player = player;
  }
  // outside of a click it never resolves; then the interview shows a button for it
  await Promise.race([app.player.unlock().catch(() => {}), pause(UNLOCK_MS)]);
  return app.player;
}

/** @param {number} ms */
async function late(ms) {
  await pause(ms);
  throw new Error('It takes too long.');
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
