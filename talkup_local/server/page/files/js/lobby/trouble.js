// Why there is no microphone, and what mends it in this browser.
// @ts-check

import { h } from '../dom.js';
import { icon } from '../icons.js';

/** @typedef {import('../app.js').App} App */

const KNOWN = ['INSECURE', 'DENIED', 'NOT_FOUND', 'IN_USE', 'UNSUPPORTED', 'FAILED'];

/**
 * Tell which browser it is, as far as its way to the permissions goes.
 * @param {string} userAgent
 * @returns {'ios' | 'android' | 'firefox' | 'safari' | 'chromium'}
 */
export function browserOf(userAgent) {
  if (/iPhone|iPad|iPod/.test(userAgent)) {
    return 'ios';
  }
  if (/Android/.test(userAgent)) {
    return 'android';
  }
  if (/Firefox\//.test(userAgent)) {
    return 'firefox';
  }
  return /Safari\//.test(userAgent) && !/Chrom(e|ium)\//.test(userAgent) ? 'safari' : 'chromium';
}

/**
 * Return the addresses under which a browser would give the microphone.
 * @param {string} href of the page, by plain http
 * @returns {{here: string, encrypted: string}} here: for the machine of the server itself
 */
export function safeAddresses(href) {
  const here = new URL(href);
  const encrypted = new URL(href);
  here.hostname = 'localhost';
  encrypted.protocol = 'https:';
  for (const url of [here, encrypted]) {
    url.hash = '';
  }
  return { here: here.href, encrypted: encrypted.href };
}

/**
 * Tell whether the same browser at the same address might do better at another try.
 * @param {string} code of a MicrophoneError
 */
export function isMendable(code) {
  return code !== 'INSECURE' && code !== 'UNSUPPORTED';
}

/**
 * Explain a MicrophoneError.
 * @param {App} app
 * @param {string} code
 * @param {...(HTMLElement | false)} ways buttons of the ways on
 * @returns {HTMLElement}
 */
export function trouble(app, code, ...ways) {
  const known = KNOWN.includes(code) ? code : 'FAILED';
  return h(
    'div',
    { class: 'banner warn trouble', role: 'alert', dataset: { trouble: known } },
    icon('mic-off'),
    h(
      'div',
      { class: 'stack tight' },
      h('h2', { class: 'section-title' }, app.t(`lobby.trouble.${known}.title`)),
      h('p', null, app.t(`lobby.trouble.${known}`)),
      known === 'INSECURE' ? addresses(app) : steps(app, known),
      known === 'DENIED' && globalThis.top !== globalThis.self && outside(app),
      ways.length > 0 && h('div', { class: 'row' }, ways),
    ),
  );
}

/**
 * Within another site, it may be that site that does not pass the microphone on.
 * @param {App} app
 */
function outside(app) {
  const way = h(
    'a',
    { href: location.href, target: '_blank', rel: 'noopener' },
    app.t('lobby.trouble.framed.open'),
  );
  return h('p', null, `${app.t('lobby.trouble.framed')} `, way);
}

/**
 * @param {App} app
 * @param {string} code
 */
function steps(app, code) {
  const browser = browserOf(navigator.userAgent);
  const list = app.i18n.has(`lobby.trouble.${code}.${browser}.1`)
    ? `lobby.trouble.${code}.${browser}`
    : `lobby.trouble.${code}.steps`;
  const items = [];
  for (let n = 1; app.i18n.has(`${list}.${n}`); n += 1) {
    items.push(h('li', null, app.t(`${list}.${n}`)));
  }
  return items.length > 0 && h('ol', { class: 'mend' }, items);
}

/** @param {App} app */
function addresses(app) {
  const { here, encrypted } = safeAddresses(location.href);
  const line = (/** @type {string} */ key, /** @type {string} */ href) =>
    h('li', null, `${app.t(key)} `, h('a', { href }, href));
  return h(
    'ul',
    { class: 'mend' },
    line('lobby.trouble.INSECURE.here', here),
    line('lobby.trouble.INSECURE.encrypted', encrypted),
    h('li', null, app.t('lobby.trouble.INSECURE.operator')),
  );
}
