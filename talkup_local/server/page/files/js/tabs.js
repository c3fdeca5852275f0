// One tab per interview: a lock that the tabs of one browser share.
// @ts-check

const PREFIX = 'talkup.session.';
const ANSWER_MS = 250;

/** Held while an interview is open in this tab; without Web Locks the tabs ask one another. */
export class SessionLock {
  /** @type {(() => void) | null} */
  #letGo = null;
  #held = '';

  /**
   * Take the lock of a session; false when another tab has it.
   * @param {string} sessionId
   * @param {{steal?: boolean}} [options] steal: take it from the other tab
   * @returns {Promise<boolean>}
   */
  async take(sessionId, { steal = false } = {}) {
    if (this.#held === sessionId) {
      return true;
    }
    this.release();
    const release = navigator.locks
      ? await lock(PREFIX + sessionId, steal)
      : await claim(PREFIX + sessionId, steal);
    if (release) {
      this.#letGo = release;
      this.#held = sessionId;
    }
    return release !== null;
  }

  release() {
    this.#letGo?.();
    this.#letGo = null;
    this.#held = '';
  }
}

/**
 * @param {string} name
 * @param {boolean} steal
 * @returns {Promise<(() => void) | null>} what releases it
 */
function lock(name, steal) {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, steal ? { steal } : { ifAvailable: true }, (held) => {
        if (!held) {
          resolve(null);
          return undefined;
        }
        return new Promise((/** @type {(value?: unknown) => void} */ release) => {
          resolve(() => release());
        });
      })
      .catch(() => resolve(() => {})); // no locks here; that one was stolen is told by the server
  });
}

/**
 * @param {string} name
 * @param {boolean} steal
 * @returns {Promise<(() => void) | null>} what releases it
 */
async function claim(name, steal) {
  if (typeof BroadcastChannel === 'undefined') {
    return () => {};
  }
  const channel = new BroadcastChannel(name);
  const taken = !steal && (await isTaken(channel));
  if (taken) {
    channel.close();
    return null;
  }
  channel.onmessage = ({ data }) => data === 'whose?' && channel.postMessage('mine');
  return () => channel.close();
}

/**
 * @param {BroadcastChannel} channel
 * @returns {Promise<boolean>}
 */
function isTaken(channel) {
  return new Promise((resolve) => {
    channel.onmessage = ({ data }) => data === 'mine' && resolve(true);
    channel.postMessage('whose?');
    setTimeout(resolve, ANSWER_MS, false);
  });
}
