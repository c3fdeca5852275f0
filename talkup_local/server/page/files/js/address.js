// What the page's address brings: presets of the lobby, a token, a record to look at.
// @ts-check

/**
 * What a link may set beforehand; absent where it says nothing.
 * @typedef {object} Presets
 * @property {string} [plan]
 * @property {string} [role]
 * @property {string} [type]
 * @property {string} [level]
 * @property {number} [minutes]
 * @property {string} [lang]
 * @property {string} [patience]
 */

/**
 * @typedef {object} Address
 * @property {Presets} presets
 * @property {string | null} token
 * @property {{session_id: string, key: string | null} | null} record
 * @property {string} clean the address without its secrets, relative
 */

/**
 * Return an address without the record that it leads to, relative; what it presets stays.
 * @param {string} href
 */
export function withoutRecord(href) {
  const url = new URL(href);
  url.searchParams.delete('record');
  return url.pathname + url.search;
}

/** Most characters, as the server takes them. */
const LENGTHS = { plan: 80, role: 120, type: 40, level: 40, lang: 35, patience: 20 };

/**
 * Read an address: `?plan=`, `role`, `type`, `level`, `minutes`, `lang`, `patience`, `record`;
 * `#token=` and `#key=`, which never reach a server.
 * @param {string} href
 * @returns {Address}
 */
export function readAddress(href) {
  const url = new URL(href);
  const secrets = new URLSearchParams(url.hash.slice(1));
  const session = url.searchParams.get('record');
  const secret = secrets.has('token') || secrets.has('key');
  return {
    presets: presetsOf(url.searchParams),
    token: secrets.get('token') || null,
    record: session ? { session_id: session, key: secrets.get('key') } : null,
    clean: url.pathname + url.search + (secret ? '' : url.hash),
  };
}

/**
 * @param {URLSearchParams} query
 * @returns {Presets}
 */
function presetsOf(query) {
  /** @type {Record<string, string | number>} */
  const presets = {};
  for (const [name, most] of Object.entries(LENGTHS)) {
    const value = query.get(name)?.trim();
    if (value) {
      // cut, not passed over: nobody is interviewed about something else
      presets[name] = [...value].slice(0, most).join('').trimEnd();
    }
  }
  const minutes = Number(query.get('minutes') || NaN);
  if (minutes >= 0 && minutes <= 240) {
    presets.minutes = minutes;
  }
  return presets;
}
