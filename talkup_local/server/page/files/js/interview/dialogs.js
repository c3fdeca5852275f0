// The dialogs of the interview: whether to end it, the keyboard, and which microphone.
// @ts-check

import { Microphone } from '../../client/talkup-client.js';
import { fill, h, uniqueId } from '../dom.js';
import { icon } from '../icons.js';
import { KEYS } from './keys.js';

/** @typedef {import('./types.js').Desk} Desk */

/**
 * Show a dialog; it is gone when it closes, and the focus is back where it was.
 * @param {ParentNode & Node} place
 * @param {string} title
 * @param {(close: () => void) => import('../dom.js').Child[]} content
 */
function open(place, title, content) {
  const id = uniqueId('dialog');
  const dialog = h('dialog', { class: 'dialog iv-dialog', 'aria-labelledby': id });
  const close = () => dialog.close();
  fill(dialog, h('h2', { id }, title), ...content(close));
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close(); // beside it
  });
  place.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * @param {Node & ParentNode} place
 * @param {Desk} desk
 * @param {{kept: boolean, draft: boolean, end: () => void}} options  kept: whether the server keeps
 *   the answers; draft: whether there are words in the field that were not sent
 */
export function askToEnd(place, { t }, { kept, draft, end }) {
  open(place, t('interview.ending.title'), (close) => [
    h('p', null, t(kept ? 'interview.ending.kept' : 'interview.ending.not_kept')),
    draft && h('p', null, t('interview.ending.draft')),
    h('div', { class: 'row iv-dialog-foot' },
      h('button', { type: 'button', class: 'button primary', autofocus: true, onclick: close },
        t('interview.ending.stay')),
      h('button', {
        type: 'button', class: 'button danger', dataset: { confirm: 'end' },
        onclick: () => {
          close();
          end();
        },
      }, t('interview.ending.end'))),
  ]);
}

/**
 * @param {Node & ParentNode} place
 * @param {Desk} desk
 */
export function showHelp(place, { t, app }) {
  const { settings } = app;
  const row = (/** @type {string} */ key, /** @type {string} */ text) =>
    h('div', null, h('dt', null, h('kbd', null, key)), h('dd', null, text));
  const toggle = h('button', { type: 'button', role: 'switch', class: 'iv-switch',
    'aria-checked': String(settings.get('shortcuts')) },
  h('span', null, t('interview.keys.use')), h('i', { 'aria-hidden': 'true' }));
  toggle.addEventListener('click', () => {
    settings.set('shortcuts', !settings.get('shortcuts'));
    toggle.setAttribute('aria-checked', String(settings.get('shortcuts')));
  });
  open(place, t('interview.keys.title'), (close) => [
    h('p', { class: 'quiet-text' }, t('interview.keys.text')),
    h('dl', { class: 'iv-keys' },
      Object.entries(KEYS).map(([name, key]) => row(key, t(`interview.help.${name}`))),
      row(t('interview.keys.space'), t('interview.keys.talk')),
      row(t('interview.keys.enter'), t('interview.keys.send')),
      row(t('interview.keys.escape'), t('interview.keys.close'))),
    toggle,
    h('div', { class: 'row iv-dialog-foot' },
      h('button', { type: 'button', class: 'button primary', autofocus: true, onclick: close },
        t('interview.close'))),
  ]);
}

/** Codes of the microphone that have a sentence of ours. */
const MISHAPS = ['INSECURE', 'DENIED', 'NOT_FOUND', 'IN_USE', 'UNSUPPORTED'];

/**
 * Choose another microphone in mid-interview.
 * @param {Node & ParentNode} place
 * @param {Desk} desk
 * @param {() => void} opened  it gives sound now
 */
export function chooseMicrophone(place, { t, app }, opened) {
  const id = uniqueId('device');
  const select = h('select', { id, class: 'select' },
    h('option', { value: '' }, t('interview.mic.usual')));
  const error = h('p', { class: 'error', role: 'alert' });
  const microphone = app.microphone ?? new Microphone();
  void list(select, app.settings.get('deviceId'));
  const dialog = open(place, t('interview.mic.title'), (close) => [
    h('div', { class: 'field' }, h('label', { for: id }, t('interview.mic.which')), select, error),
    h('div', { class: 'row iv-dialog-foot' },
      h('button', { type: 'button', class: 'button', onclick: close }, t('interview.cancel')),
      h('button', { type: 'button', class: 'button primary', onclick: () => void use() },
        icon('mic'), t('interview.mic.use'))),
  ]);

  dialog.addEventListener('close', () => {
    if (microphone !== app.microphone) void microphone.close(); // the browser may still ask for it
  });

  async function use() {
    try {
      await microphone.open({ deviceId: select.value || undefined });
    } catch (mishap) {
      const code = /** @type {{code?: string}} */ (mishap).code ?? '';
      if (code === 'CLOSED') return; // not wanted any more
      error.textContent = t(`interview.mic.${MISHAPS.includes(code) ? code : 'FAILED'}`);
      return;
    }
    app.settings.set('deviceId', select.value);
    app.microphone = microphone;
    app.client.attach(microphone, app.player);
    opened();
    dialog.close();
  }
}

/** @param {HTMLSelectElement} select @param {string} chosen */
async function list(select, chosen) {
  let devices;
  try {
    devices = await Microphone.devices();
  } catch {
    return; // the usual one can be tried still
  }
  select.append(...devices.filter(({ id }) => id && id !== 'default').map(({ id, label }, n) =>
    h('option', { value: id, selected: id === chosen }, label || `${n + 1}`)));
}
