// Engines and models: what is loaded, what could be, and the command that fetches it.
// @ts-check

import { bytes } from '../after/format.js';
import { fill, h } from '../dom.js';
import { wordsOf } from './doing.js';
import { engineCards, state } from './engines.js';
import { section } from './now.js';
import { table } from './table.js';

/** @typedef {import('./main.js').DeskApp} DeskApp */

const STATES = { installed: 'ok', partial: 'warn', changed: 'danger', absent: '' };

/** @param {DeskApp} app */
export function create(app) {
  const { t, desk } = app;
  const catalogue = h(
    'div',
    { class: 'stack' },
    h('p', { class: 'quiet-text' }, t('after.loading')),
  );
  desk.request('models').then(
    (answer) => fill(catalogue, ...catalogueOf(app, answer)),
    (error) => fill(catalogue, h('p', { role: 'alert' }, wordsOf(error))),
  );
  const services = Object.entries(desk.overview?.services ?? {});
  return {
    root: h(
      'div',
      { class: 'desk stack' },
      h('h1', null, t('admin.models')),
      section(
        t('admin.engines'),
        h('p', { class: 'quiet-text' }, t('admin.languages', { list: languages(app) })),
        h('div', { class: 'engine-list' }, engineCards(app, desk.overview?.engines ?? {})),
      ),
      section(
        t('admin.services'),
        table(
          [t('admin.service'), t('admin.where'), t('admin.state')],
          services.map(([name, one]) => [
            h('code', null, name),
            one.url === 'local' || one.url === 'off' ? '–' : h('code', null, one.url),
            state(t, one.state),
          ]),
          { label: t('admin.services') },
        ),
      ),
      section(t('admin.catalogue'), catalogue),
    ),
  };
}

/** @param {DeskApp} app */
function languages({ desk, t }) {
  const known = desk.overview?.languages ?? [];
  return known.length
    ? known.map((/** @type {string} */ one) => t(`admin.language.${one}`)).join(', ')
    : '–';
}

/** @param {DeskApp} app @param {any} answer */
function catalogueOf(app, { folder, models, presets }) {
  const { t, lang } = app;
  const heads = ['model', 'job', 'languages', 'size', 'fits', 'state', 'command'];
  const rows = models.map((/** @type {any} */ one) => {
    const missing = one.state !== 'installed';
    const kind = /** @type {Record<string, string>} */ (STATES)[one.state] ?? '';
    return [
      h(
        'span',
        null,
        one.title,
        h(
          'span',
          { class: 'small quiet-text block' },
          h('code', null, one.name),
          ` · ${one.licence}`,
        ),
      ),
      t(`admin.job.${one.job}`),
      one.languages.join(', ').toUpperCase(),
      bytes(one.size_bytes, lang),
      h('span', { title: one.why }, t(`admin.fit.${one.fit.replaceAll(' ', '_')}`)),
      h('span', { class: `chip ${kind}` }, t(`admin.model.${one.state}`)),
      missing ? h('code', { class: 'small' }, `talkup-local models pull ${one.name}`) : '–',
    ];
  });
  const sets = Object.entries(presets).map(([name, one]) =>
    h('li', null, [
      h('span', { class: 'block' }, /** @type {any} */ (one).title),
      h('code', { class: 'small' }, `talkup-local models pull ${name}`),
    ]),
  );
  return [
    h('p', { class: 'quiet-text' }, t('admin.catalogue_how'), ' ', h('code', null, folder)),
    sets.length ? h('ul', { class: 'goes' }, sets) : null,
    table(
      heads.map((head) => t(`admin.models.${head}`)),
      rows,
      { label: t('admin.catalogue'), kinds: ['', 'whole', '', 'right', 'whole', '', 'whole'] },
    ),
  ];
}
