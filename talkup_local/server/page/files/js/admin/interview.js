// One interview, as the operator sees it: report, transcript, and what can be done with it.
// @ts-check

import { confirmDeletion } from '../after/deleting.js';
import { date, keptUntil, minutesBetween } from '../after/format.js';
import { LinkError } from '../after/link.js';
import { Reader } from '../after/reader.js';
import { blobOf } from '../after/records.js';
import { save } from '../after/save.js';
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { action, tell, wordsOf } from './doing.js';
import { confirmPurge, kindOf, stateChip } from './interviews.js';

/**
 * @typedef {import('./main.js').DeskApp} DeskApp
 * @typedef {import('../after/records.js').Overview} Overview
 */

/** @param {DeskApp} app @param {string} id */
export function create(app, id) {
  const view = new Interview(app, id);
  void view.load();
  return { root: view.root, close: () => view.close() };
}

class Interview {
  /** @type {Reader | null} */ #reader = null;

  /** @param {DeskApp} app @param {string} id */
  constructor(app, id) {
    this.app = app;
    this.id = id;
    const { t } = app;
    this.title = h('h1', null, t('admin.interview'));
    this.facts = h('div', { class: 'stack facts' });
    this.place = h('div', null, h('p', { class: 'quiet-text' }, t('after.loading')));
    this.root = h(
      'div',
      { class: 'desk stack' },
      h(
        'header',
        { class: 'stack interview-head' },
        h('a', { class: 'back', href: '#interviews' }, icon('chevron'), t('admin.back')),
        this.title,
        this.facts,
      ),
      this.place,
    );
  }

  close() {
    this.#reader?.close();
  }

  async load() {
    try {
      this.#show(/** @type {any} */ (await this.#ask('open')));
    } catch (error) {
      const gone = error instanceof LinkError && error.code === 'RECORD_UNKNOWN';
      const banner = h('div', { class: `banner ${gone ? 'warn' : 'danger'}`, role: 'alert' }, [
        icon('warning'),
        h('p', null, wordsOf(error)),
        // what can't be read can still be deleted
        !gone && action('trash', this.app.t('admin.purge'), () => this.#purge(), 'danger'),
      ]);
      fill(this.place, banner);
    }
  }

  /** @param {string} type @param {Record<string, unknown>} [fields] */
  #ask(type, fields = {}) {
    return this.app.desk.request(type, { ...fields, session_id: this.id });
  }

  /** @param {Overview} one */
  #show(one) {
    const { app } = this;
    const { t, lang } = app;
    const until = keptUntil(one.ended ?? one.created, one.keeps.days);
    const title = one.role || kindOf(app, one.kind);
    this.title.textContent = title;
    app.showTitle(title);
    fill(
      this.facts,
      h('p', { class: 'row' }, [
        stateChip(app, one),
        h('span', { class: 'quiet-text' }, [
          [
            one.role && kindOf(app, one.kind),
            date(one.created, lang, { time: true }),
            one.ended && t('after.lasted', { n: minutesBetween(one.created, one.ended) }),
            t('admin.answers', { n: one.turns }),
            until && t('admin.until', { date: date(until, lang) }),
          ]
            .filter(Boolean)
            .join(' · '),
        ]),
      ]),
      h('p', { class: 'small quiet-text' }, h('code', null, one.session_id)),
      h('div', { class: 'row' }, this.#actions(one)),
    );
    this.#reader?.close();
    this.#reader = new Reader(
      app,
      {
        transcript: () => /** @type {any} */ (this.#ask('transcript')),
        report: (format) => /** @type {any} */ (this.#ask('report', { format })),
        audio: (turn, format) => /** @type {any} */ (this.#ask('audio', { turn, format })),
      },
      one,
      { candidate: t('admin.candidate') },
    );
    fill(this.place, this.#reader.root);
  }

  /** @param {Overview} one */
  #actions(one) {
    const { t } = this.app;
    const over = one.state !== 'open';
    return [
      action('download', t('after.export'), () => this.#export()),
      over && !one.redacted && action('refresh', t('admin.make_report'), () => this.#make()),
      over && !one.redacted && action('lock', t('admin.redact'), () => this.#redact()),
      action('trash', t('admin.purge'), () => this.#purge(), 'danger'),
    ];
  }

  async #export() {
    const content = /** @type {any} */ (await this.#ask('export'));
    save(blobOf(content), content.name);
  }

  async #make() {
    await this.#ask('make_report');
    await this.load();
    tell(this.root, 'ok', this.app.t('admin.made'));
  }

  async #redact() {
    const { app } = this;
    const { t } = app;
    const agreed = await confirmDeletion(t, {
      title: t('admin.redact_title'),
      lead: t('admin.redact_what'),
      goes: [t('admin.redact_words'), t('admin.redact_report'), t('after.delete_audio')],
      note: t('admin.redact_note'),
      sure: t('admin.redact_sure'),
      yes: t('admin.redact_yes'),
    });
    if (agreed) {
      await this.#ask('redact');
      await this.load();
      tell(this.root, 'ok', t('admin.redact_done'));
    }
  }

  async #purge() {
    if (await confirmPurge(this.app, 1)) {
      await this.app.desk.request('purge', { session_ids: [this.id] });
      this.app.announce(this.app.t('admin.purged', { n: 1 }));
      location.hash = '#interviews';
    }
  }
}
