// Keeping: for how long, how much there is, and deleting what is due.
// @ts-check

import { bytes, number } from '../after/format.js';
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { action, tell, wordsOf } from './doing.js';
import { confirmPurge, purged } from './interviews.js';
import { section } from './now.js';

/** @typedef {import('./main.js').DeskApp} DeskApp */

/** @param {DeskApp} app */
export function create(app) {
  const { t } = app;
  const place = h('div', { class: 'stack' }, h('p', { class: 'quiet-text' }, t('after.loading')));
  const root = h('div', { class: 'desk stack' }, h('h1', null, t('admin.keeping')), place);
  const load = async () => {
    try {
      const [overview, retention] = await Promise.all([
        app.desk.refresh(),
        app.desk.request('retention'),
      ]);
      fill(place, ...parts(app, overview?.store ?? {}, retention, root, load));
    } catch (error) {
      fill(place, h('p', { role: 'alert' }, wordsOf(error)));
    }
  };
  void load();
  return { root };
}

/**
 * @param {DeskApp} app @param {any} store @param {any} retention @param {HTMLElement} root
 * @param {() => Promise<void>} load
 */
function parts(app, store, { days, expired }, root, load) {
  const { t, lang, desk } = app;
  if (!store.enabled) {
    return [h('div', { class: 'banner' }, icon('info'), h('p', null, t('admin.store_off')))];
  }
  const purge = action(
    'trash',
    t('admin.purge_due', { n: expired }),
    async () => {
      if (await confirmPurge(app, expired)) {
        const { deleted, proven } = await desk.request('purge', { expired: true });
        await load();
        tell(root, 'ok', purged(app, deleted, proven));
      }
    },
    'danger',
  );
  const due = days ? (expired ? 'admin.due_now' : 'admin.due_none') : 'admin.due_never';
  const facts = [
    [t('admin.kept_interviews'), number(store.interviews, lang)],
    [t('admin.kept_size'), bytes(store.bytes, lang)],
    [t('admin.kept_audio'), t(store.audio ? 'admin.yes' : 'admin.no')],
    [t('admin.kept_reports'), t(store.reports ? 'admin.yes' : 'admin.no')],
    [t('admin.kept_days'), days ? t('admin.days', { n: days }) : t('admin.for_ever')],
  ];
  return [
    section(
      t('admin.store'),
      h(
        'dl',
        { class: 'facts-list' },
        facts.map(([name, value]) => h('div', null, h('dt', null, name), h('dd', null, value))),
      ),
      h('p', { class: 'small quiet-text' }, t('admin.store_how')),
    ),
    section(
      t('admin.due'),
      h('p', null, t(due, { n: expired })),
      h('p', { class: 'small quiet-text' }, days ? t('admin.due_how') : ''),
      expired > 0 ? h('div', { class: 'row' }, purge) : null,
    ),
  ];
}
