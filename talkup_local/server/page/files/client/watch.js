// Calls back as time passes, and when the browser notices something about the network or the page.
// @ts-check

/**
 * A window, as far as the client needs one.
 *
 * @typedef {Partial<EventTarget> & {document?: EventTarget}} Page
 */

/**
 * @param {object} options
 * @param {Page} options.page
 * @param {(news: 'online' | 'offline' | '') => void} options.check
 * @param {() => number} options.everyMs until the next call
 * @param {(work: () => void, ms: number) => () => void} options.setTimer returns what stops it
 * @returns {() => void} what ends it
 */
export function watch({ page, check, everyMs, setTimer }) {
  const online = () => check('online');
  const offline = () => check('offline');
  const seen = () => check('');
  const tick = () => {
    stopTimer = setTimer(tick, everyMs());
    check('');
  };
  let stopTimer = setTimer(tick, everyMs());
  page.addEventListener?.('online', online);
  page.addEventListener?.('offline', offline);
  page.document?.addEventListener('visibilitychange', seen);
  return () => {
    stopTimer();
    page.removeEventListener?.('online', online);
    page.removeEventListener?.('offline', offline);
    page.document?.removeEventListener('visibilitychange', seen);
  };
}

/**
 * @param {() => void} work
 * @param {number} ms
 */
export function timer(work, ms) {
  const id = setTimeout(work, ms);
  return () => clearTimeout(id);
}
