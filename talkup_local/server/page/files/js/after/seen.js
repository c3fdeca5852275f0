// A page that somebody looks at keeps its place; one that nobody sees may lose it to others.
// @ts-check

/** A third of what the server waits for before it gives a silent connection's place away. */
const EVERY_MS = 20_000;

/** Whether somebody can see the page. @param {{visibilityState?: string}} [page] */
export function seen(page = globalThis.document) {
  return page?.visibilityState === 'visible';
}

/**
 * Ping over an open connection as long as the page is seen.
 * @param {{live: boolean, request(type: string): Promise<unknown>}} link
 * @param {{everyMs?: number, isSeen?: () => boolean}} [options]
 * @returns {() => void} ends it
 */
export function pingWhileSeen(link, { everyMs = EVERY_MS, isSeen = seen } = {}) {
  if (isSeen === seen && !globalThis.document) return () => {}; // no page, nobody to look at it
  const timer = setInterval(() => {
    if (link.live && isSeen()) {
      link.request('ping').catch(() => {
        // what is wrong with the connection is told by its close
      });
    }
  }, everyMs);
  return () => clearInterval(timer);
}
