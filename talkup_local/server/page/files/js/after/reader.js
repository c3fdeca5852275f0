// Report and transcript of an interview, in two tabs: for its candidate and for the operator.
// @ts-check

import { fill, h, uniqueId } from '../dom.js';
import { icon } from '../icons.js';
import { LinkError } from './link.js';
import { blobOf } from './records.js';
import { mountReport } from './report.js';
import { save } from './save.js';
import { createTranscript } from './transcript.js';

/**
 * @typedef {import('./records.js').Overview} Overview
 * @typedef {import('./records.js').Format} Format
 * @typedef {import('./records.js').Content} Content
 * @typedef {import('./records.js').Transcript} Transcript
 *
 * @typedef {object} Source where it is read from
 * @property {() => Promise<Transcript>} transcript
 * @property {(format: Format) => Promise<Content>} report
 * @property {(turn: number, format: 'opus'|'mp3') => Promise<Content>} audio
 *
 * @typedef {object} Page what a screen may use of its page
 * @property {(key: string, params?: Record<string, string | number>) => string} t
 * @property {string} lang
 * @property {(text: string, assertive?: boolean) => void} announce
 *
 * @typedef {'waiting'|'report'|'transcript'|'failed'} ReaderState
 */

/** @type {readonly Format[]} */
const FORMATS = ['pdf', 'html', 'md', 'json'];
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5000;
/** Codes of a server that is away for a moment, and how often it is asked again. */
const AWAY = new Set([
  'CONNECTION_LOST',
  'UNREACHABLE',
  'SHUTTING_DOWN',
  'NOT_READY',
  'SERVER_BUSY',
  'TIMEOUT',
]);
const MOST_AWAY = 12;

/** The two tabs. Event `state`: `state` is another. */
export class Reader extends EventTarget {
  /** @type {'report' | 'transcript'} */ #tab = 'report';
  /** @type {'waiting' | 'ready' | 'none' | 'failed'} */ #report = 'waiting';
  /** @type {ReturnType<typeof createTranscript> | null} */ #transcript = null;
  #closed = false;
  #waitMs = FIRST_WAIT_MS;
  #away = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {Page} page
   * @param {Source} source
   * @param {Overview} overview
   * @param {{candidate?: string}} [names] the candidate's, where it isn't the reader
   */
  constructor(page, source, overview, names = {}) {
    super();
    this.names = names;
    this.page = page;
    this.source = source;
    this.overview = overview;
    const { t } = page;
    this.reportPanel = this.#panel('report');
    this.transcriptPanel = this.#panel('transcript');
    this.tabs = [this.#tabFor('report'), this.#tabFor('transcript')];
    this.downloads = this.#downloads();
    this.root = h(
      'section',
      { class: 'reader', 'aria-label': t('after.reader') },
      h(
        'div',
        { class: 'reader-bar' },
        h('div', { class: 'tabs', role: 'tablist', 'aria-label': t('after.reader') }, this.tabs),
        this.downloads,
      ),
      this.reportPanel,
      this.transcriptPanel,
    );
    this.root.addEventListener('keydown', (event) => this.#key(event));
    const first = overview.report === 'none' ? 'transcript' : 'report';
    this.show(first, false);
    this.#ask();
  }

  /** What is seen. @returns {ReaderState} */
  get state() {
    if (this.#tab === 'transcript') {
      return 'transcript';
    }
    return this.#report === 'failed' ? 'failed' : this.#report === 'waiting' ? 'waiting' : 'report';
  }

  /**
   * Open a tab.
   * @param {'report' | 'transcript'} name
   * @param {boolean} [focus] whether its handle takes the focus
   */
  show(name, focus = true) {
    this.#tab = name;
    for (const tab of this.tabs) {
      const open = tab.dataset.tab === name;
      tab.setAttribute('aria-selected', String(open));
      tab.tabIndex = open ? 0 : -1;
      if (open && focus) {
        tab.focus();
      }
    }
    this.reportPanel.hidden = name !== 'report';
    this.transcriptPanel.hidden = name !== 'transcript';
    if (name === 'transcript' && !this.#transcript) {
      this.#transcript = createTranscript(this.page, this.source, this.names.candidate);
      fill(this.transcriptPanel, this.#transcript.root);
    }
    this.#tell();
  }

  /** Stop polling and playing. */
  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#transcript?.close();
  }

  // -- the report ------------------------------------------------------------------------------

  async #ask() {
    if (this.overview.report === 'none') {
      return this.#become('none');
    }
    this.#become('waiting');
    try {
      const { text = '' } = await this.source.report('html');
      if (this.#closed) {
        return;
      }
      const host = h('div', { class: 'report' });
      mountReport(host, text);
      const late = this.#waitMs > FIRST_WAIT_MS;
      this.#become('ready', host);
      if (late) {
        this.page.announce(this.page.t('after.report_ready'));
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  /** @param {unknown} error */
  #failed(error) {
    if (this.#closed) {
      return;
    }
    const code = error instanceof LinkError ? error.code : 'FAILED';
    this.#away = AWAY.has(code) ? this.#away + 1 : 0;
    if (code === 'REPORT_NOT_READY' || (this.#away > 0 && this.#away < MOST_AWAY)) {
      this.#timer = setTimeout(() => this.#ask(), this.#waitMs);
      this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 1.5);
    } else if (code === 'NO_REPORT' || code === 'REDACTED') {
      this.#become('none');
    } else {
      this.#become('failed', this.#trouble(error));
    }
  }

  /** @param {unknown} error */
  #trouble(error) {
    const { t } = this.page;
    const again = h(
      'button',
      { class: 'button', type: 'button' },
      icon('refresh'),
      t('after.again'),
    );
    again.addEventListener('click', () => {
      this.#away = 0;
      this.#ask();
    });
    const words = error instanceof Error ? error.message : String(error);
    return h(
      'div',
      { class: 'banner danger', role: 'alert' },
      icon('warning'),
      h(
        'div',
        null,
        h('strong', null, t('after.report_failed')),
        h('p', { class: 'small' }, words),
      ),
      again,
    );
  }

  /** @param {'waiting' | 'ready' | 'none' | 'failed'} state @param {HTMLElement} [content] */
  #become(state, content) {
    const waits = this.#report === 'waiting' && this.reportPanel.childElementCount > 0;
    this.#report = state;
    this.downloads.hidden = state !== 'ready';
    if (state !== 'waiting' || !waits) {
      const held = this.reportPanel.contains(document.activeElement);
      fill(this.reportPanel, content ?? (state === 'none' ? this.#nothing() : this.#waiting()));
      if (held) {
        this.tabs[0].focus(); // what had the focus is gone
      }
    }
    this.#tell();
  }

  #waiting() {
    const { t } = this.page;
    const key = this.overview.state === 'open' ? 'after.waiting_open' : 'after.waiting';
    return h(
      'div',
      { class: 'card waiting', role: 'status' },
      h('span', { class: 'spinner', 'aria-hidden': 'true' }),
      h('div', null, h('h2', null, t(key)), h('p', null, t(`${key}_how`))),
    );
  }

  #nothing() {
    const { t } = this.page;
    const why = this.overview.redacted ? 'after.redacted' : 'after.no_report';
    return h('div', { class: 'card' }, h('p', null, t(why)));
  }

  #downloads() {
    const { t } = this.page;
    const buttons = FORMATS.map((format) => {
      const name = h('span', { class: 'visually-hidden' }, t('after.download_as'));
      const button = h(
        'button',
        { class: 'button', type: 'button' },
        name,
        t(`after.format.${format}`),
      );
      button.addEventListener('click', () => this.#download(button, format));
      return button;
    });
    return h(
      'div',
      { class: 'downloads', role: 'group', 'aria-label': t('after.download') },
      h(
        'span',
        { class: 'downloads-label', 'aria-hidden': 'true' },
        icon('download'),
        t('after.download'),
      ),
      buttons,
    );
  }

  /** @param {HTMLButtonElement} button @param {Format} format */
  async #download(button, format) {
    button.setAttribute('aria-busy', 'true');
    try {
      const content = await this.source.report(format);
      save(blobOf(content), content.name ?? `report.${format}`);
      this.page.announce(this.page.t('after.downloaded', { name: content.name ?? format }));
    } catch (error) {
      const words = error instanceof Error ? error.message : '';
      this.page.announce(`${this.page.t('after.download_failed')} ${words}`, true);
    }
    button.removeAttribute('aria-busy');
  }

  // -- the tabs --------------------------------------------------------------------------------

  /** @param {'report' | 'transcript'} name */
  #panel(name) {
    const id = uniqueId(name);
    return h('div', { role: 'tabpanel', id, 'aria-labelledby': `${id}-tab`, class: 'panel' });
  }

  /** @param {'report' | 'transcript'} name */
  #tabFor(name) {
    const panel = name === 'report' ? this.reportPanel : this.transcriptPanel;
    const tab = h(
      'button',
      {
        class: 'tab',
        role: 'tab',
        type: 'button',
        id: `${panel.id}-tab`,
        'aria-controls': panel.id,
        dataset: { tab: name },
      },
      icon(name === 'report' ? 'file' : 'chat'),
      this.page.t(`after.tab_${name}`),
    );
    tab.addEventListener('click', () => this.show(name));
    return tab;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const on = event.target instanceof Element && event.target.closest('[role=tab]');
    if (!on || !['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) {
      return;
    }
    event.preventDefault();
    this.show(this.#tab === 'report' ? 'transcript' : 'report');
  }

  #tell() {
    if (!this.#closed) {
      this.dispatchEvent(new CustomEvent('state'));
    }
  }
}
