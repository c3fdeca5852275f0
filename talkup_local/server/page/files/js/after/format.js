// Dates, lengths and sizes as people read them, in the language of the page.
// @ts-check

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** @typedef {'en' | 'fr' | string} Language */

/**
 * Return a date, with the time of day if wanted: "21 November 2026, 14:05".
 * @param {string | Date | null | undefined} when @param {Language} lang
 * @param {{time?: boolean, short?: boolean}} [how]
 */
export function date(when, lang, { time = false, short = false } = {}) {
  const moment = momentOf(when);
  if (!moment) return '';
  const month = short ? 'short' : 'long';
  /** @type {Intl.DateTimeFormatOptions} */
  const day = { day: 'numeric', month, year: 'numeric' };
  const clock = time ? /** @type {const} */ ({ hour: '2-digit', minute: '2-digit' }) : {};
  return new Intl.DateTimeFormat(locale(lang), { ...day, ...clock }).format(moment);
}

/**
 * Return the time of day: "14:05".
 * @param {string | Date | null | undefined} when @param {Language} lang
 */
export function timeOfDay(when, lang) {
  const moment = momentOf(when);
  const how = /** @type {const} */ ({ hour: '2-digit', minute: '2-digit' });
  return moment ? new Intl.DateTimeFormat(locale(lang), how).format(moment) : '';
}

/**
 * Return seconds as a clock shows them: "4:05", "1:02:03".
 * @param {number | null | undefined} seconds
 */
export function clock(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const tail = String(whole % 60).padStart(2, '0');
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/**
 * Return a number with at most `digits` behind its point, or a dash.
 * @param {number | null | undefined} value @param {Language} lang @param {number} [digits]
 */
export function number(value, lang, digits = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return new Intl.NumberFormat(locale(lang), { maximumFractionDigits: digits }).format(value);
}

/**
 * Return a size in bytes as "12 MB".
 * @param {number | null | undefined} size @param {Language} lang
 */
export function bytes(size, lang) {
  if (size === null || size === undefined || !Number.isFinite(size)) return '–';
  const units = lang === 'fr' ? ['o', 'ko', 'Mo', 'Go', 'To'] : ['B', 'kB', 'MB', 'GB', 'TB'];
  let [value, unit] = [size, 0];
  while (value >= 999.5 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${number(value, lang, unit > 0 && value < 9.95 ? 1 : 0)}\u00a0${units[unit]}`;
}

/**
 * Return the day on which something is deleted, null when that is never.
 * @param {string | null | undefined} from ISO time @param {number} days 0 is never
 */
export function keptUntil(from, days) {
  const moment = momentOf(from);
  return moment && days > 0 ? new Date(moment.getTime() + days * DAY_MS) : null;
}

/**
 * Return the whole minutes between two times, 0 where one of them is missing or they are swapped.
 * @param {string | null | undefined} start @param {string | null | undefined} end
 */
export function minutesBetween(start, end) {
  const [from, to] = [momentOf(start), momentOf(end)];
  return from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / MINUTE_MS)) : 0;
}

/** @param {string | Date | null | undefined} when @returns {Date | null} */
function momentOf(when) {
  if (!when) return null;
  const moment = when instanceof Date ? when : new Date(when);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** @param {Language} lang */
function locale(lang) {
  return lang === 'fr' ? 'fr-FR' : 'en-GB';
}
