// Tokens: who may come in; a new one is shown once, with the link that it makes.
// @ts-check

import { confirmDeletion } from '../after/deleting.js';
import { date } from '../after/format.js';
import { copy } from '../after/save.js';
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { action, tell, wordsOf } from './doing.js';
import { section } from './now.js';
import { tokenAddress } from './route.js';
import { table } from './table.js';

/** @typedef {import('./main.js').DeskApp} DeskApp */

const SCOPES = ['interview', 'admin', 'stream', 'service'];
const DAYS = [1, 7, 30, 365, 0];
const USUAL_DAYS = 30;

/** @param {DeskApp} app */
export function create(app) {
  const { t } = app;
  const list = h('div', null, h('p', { class: 'quiet-text' }, t('after.loading')));
  const made = h('div', { class: 'made-place' });
  const root = h('div', { class: 'desk stack' }, h('h1', null, t('admin.tokens')));
  const load = async () => {
    try {
      const answer = await app.desk.request('tokens');
      fill(list, lacking(app, answer.tokens), tokenTable(app, answer, root, load));
    } catch (error) {
      fill(list, h('p', { role: 'alert' }, wordsOf(error)));
    }
  };
  const form = addForm(app, async (wish) => {
    const answer = await app.desk.request('add_token', wish);
    fill(made, newToken(app, answer.token, wish));
    made.querySelector('input')?.select();
    await load();
  });
  root.append(made, section(t('admin.tokens_add'), form), section(t('admin.tokens_list'), list));
  void load();
  return { root };
}

/**
 * A warning for who would be locked out: tokens are asked for, and none of them opens this page.
 * @param {DeskApp} app @param {any[]} tokens
 */
function lacking({ t }, tokens) {
  const valid = tokens.filter((one) => one.state === 'valid');
  const locked = valid.length && !valid.some((one) => one.scopes.includes('admin'));
  return (
    locked && h('div', { class: 'banner warn' }, icon('warning'), h('p', null, t('admin.no_admin')))
  );
}

/**
 * @param {DeskApp} app
 * @param {(wish: {name: string, scopes: string[], days?: number}) => Promise<void>} add
 */
function addForm({ t }, add) {
  const name = h('input', { class: 'input', id: 'token-name', maxlength: 80, required: true });
  const days = h(
    'select',
    { class: 'select', id: 'token-days' },
    DAYS.map((n) =>
      h(
        'option',
        { value: n, selected: n === USUAL_DAYS },
        n ? t('admin.days', { n }) : t('admin.until_revoked'),
      ),
    ),
  );
  const scopes = SCOPES.map((scope) => {
    const box = h('input', { type: 'checkbox', value: scope, checked: scope === 'interview' });
    const words = h('span', { class: 'small quiet-text block' }, t(`admin.scope.${scope}.hint`));
    return {
      box,
      root: h('label', { class: 'check' }, box, h('span', null, t(`admin.scope.${scope}`), words)),
    };
  });
  const error = h('p', { class: 'form-error', role: 'alert', hidden: true });
  const send = h(
    'button',
    { class: 'button primary', type: 'submit' },
    icon('check'),
    t('admin.token_add'),
  );
  const form = h(
    'form',
    { class: 'stack', novalidate: true },
    h('div', { class: 'form-grid' }, [
      h('div', { class: 'field' }, [
        h('label', { for: 'token-name' }, t('admin.token_name')),
        name,
        h('span', { class: 'hint' }, t('admin.token_name_hint')),
      ]),
      h('div', { class: 'field' }, h('label', { for: 'token-days' }, t('admin.token_days')), days),
    ]),
    h(
      'fieldset',
      { class: 'scopes' },
      h('legend', null, t('admin.token_scopes')),
      scopes.map(({ root }) => root),
    ),
    error,
    h('div', { class: 'row' }, send),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const chosen = scopes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    const wrong = !name.value.trim()
      ? 'admin.token_no_name'
      : !chosen.length && 'admin.token_no_scope';
    error.hidden = !wrong;
    if (wrong) {
      error.textContent = t(wrong);
      return (name.value.trim() ? scopes[0].box : name).focus();
    }
    const n = Number(days.value);
    try {
      await add({ name: name.value.trim(), scopes: chosen, ...(n ? { days: n } : {}) });
      name.value = '';
    } catch (failure) {
      error.hidden = false;
      error.textContent = wordsOf(failure);
    }
  });
  return form;
}

/** @param {DeskApp} app @param {string} token @param {{name: string, scopes: string[]}} wish */
function newToken(app, token, { name, scopes }) {
  const { t } = app;
  const opens = scopes.some((scope) => scope === 'interview' || scope === 'admin');
  const address = opens ? tokenAddress(location.href, token, scopes) : '';
  return h(
    'section',
    { class: 'card stack made', 'aria-label': t('admin.token_made', { name }) },
    h('h2', null, t('admin.token_made', { name })),
    h('p', null, t('admin.token_once')),
    copied(app, t('admin.token'), token),
    address &&
      copied(app, t(scopes.includes('interview') ? 'admin.link' : 'admin.desk_link'), address),
  );
}

/** @param {DeskApp} app @param {string} label @param {string} value */
function copied({ t, announce }, label, value) {
  const id = `copied-${value.length}`;
  const input = h('input', { class: 'input figures', id, readonly: true, value });
  input.addEventListener('focus', () => input.select());
  const button = action('file', t('admin.copy'), async () => {
    if (await copy(value)) {
      fill(button, icon('check'), t('admin.copied'));
      announce(t('admin.copied'));
    } else {
      input.select();
    }
  });
  const line = h('div', { class: 'copy-line' }, input, button);
  return h('div', { class: 'field' }, h('label', { for: id }, label), line);
}

/**
 * @param {DeskApp} app @param {any} answer @param {HTMLElement} root
 * @param {() => Promise<void>} load
 */
function tokenTable(app, { tokens, mine }, root, load) {
  const { t, lang, desk } = app;
  if (!tokens.length) {
    return h('p', { class: 'quiet-text' }, t('admin.no_tokens'));
  }
  /** @param {any} one */
  const revoke = async (one) => {
    const agreed = await confirmDeletion(t, {
      title: t('admin.revoke_title', { name: one.name }),
      goes: [t('admin.revoke_effect')],
      note: one.token_id === mine ? t('admin.revoke_mine') : '',
      sure: t('admin.revoke_sure'),
      yes: t('admin.revoke'),
    });
    if (agreed) {
      await desk.request('revoke_token', { token_id: one.token_id });
      await load();
      tell(root, 'ok', t('admin.revoked', { name: one.name }));
    }
  };
  const heads = ['name', 'scopes', 'state', 'created', 'expires', 'used', 'revoke'];
  const kinds = { valid: 'ok', expired: 'warn', revoked: '' };
  const rows = tokens
    .toReversed()
    .map((/** @type {any} */ one) => [
      h(
        'span',
        null,
        one.name,
        one.token_id === mine && h('span', { class: 'chip' }, t('admin.this_one')),
      ),
      one.scopes.map((/** @type {string} */ scope) => t(`admin.scope.${scope}`)).join(', '),
      h(
        'span',
        { class: `chip ${/** @type {Record<string, string>} */ (kinds)[one.state]}` },
        t(`admin.token.${one.state}`),
      ),
      date(one.created, lang, { short: true }),
      one.expires ? date(one.expires, lang, { short: true }) : t('admin.never'),
      one.last_used ? date(one.last_used, lang, { short: true }) : '–',
      one.state === 'valid' ? action('x', t('admin.revoke'), () => revoke(one), 'quiet') : '–',
    ]);
  return table(
    heads.map((head) => t(`admin.tokens.${head}`)),
    rows,
    { label: t('admin.tokens_list') },
  );
}
