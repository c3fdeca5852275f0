// Asks the operator for the token, and says why.
// @ts-check

import { h } from '../dom.js';
import { icon } from '../icons.js';

const COMMAND = 'talkup-local token add operator --scope admin';
/** @type {Record<string, string>} */
const ERRORS = { FORBIDDEN: 'admin.signin_scope', RATE_LIMITED: 'admin.signin_often' };

/**
 * @param {import('./main.js').DeskApp} app
 * @param {string} code why it is asked for @param {(token: string) => void} take
 */
export function createSignIn({ t }, code, take) {
  const wrong = code !== 'TOKEN_NEEDED';
  const input = h('input', {
    class: 'input figures',
    id: 'desk-token',
    type: 'password',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    placeholder: 'tk_…',
    required: true,
    'aria-describedby': wrong ? 'desk-token-error' : 'desk-token-hint',
    'aria-invalid': wrong ? 'true' : null,
  });
  const form = h(
    'form',
    { class: 'stack' },
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'desk-token' }, t('admin.token')),
      input,
      wrong &&
        h(
          'span',
          { class: 'error', id: 'desk-token-error', role: 'alert' },
          t(ERRORS[code] ?? 'admin.signin_wrong'),
        ),
      h('span', { class: 'hint', id: 'desk-token-hint' }, t('admin.signin_hint')),
    ),
    h(
      'div',
      { class: 'row' },
      h('button', { class: 'button primary', type: 'submit' }, icon('lock'), t('admin.signin_go')),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const token = input.value.trim();
    if (token) {
      take(token);
    }
  });
  const root = h(
    'div',
    { class: 'card stack after-end' },
    h('span', { class: 'sign' }, icon('lock')),
    h('h1', null, t('admin.signin')),
    h('p', { class: 'quiet-text' }, t('admin.signin_why')),
    form,
    h('p', { class: 'small quiet-text' }, t('admin.signin_make')),
    h('pre', { class: 'command' }, h('code', null, COMMAND)),
  );
  return { root };
}
