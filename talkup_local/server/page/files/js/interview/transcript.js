// The conversation so far: a panel beside the stage, or a sheet over it where there is little room.
// @ts-check

import { h } from '../dom.js';
import { icon } from '../icons.js';

/** @typedef {import('./types.js').Desk} Desk */
/** @typedef {import('./talk.js').Entry} Entry */

const NEAR_THE_END_PX = 80;

export class Transcript {
  #list;
  #empty;
  #drawn = 0;

  /** @param {Desk} desk */
  constructor(desk) {
    this.t = desk.t;
    const title = desk.t('interview.transcript');
    this.#empty = h('p', { class: 'quiet-text small' }, desk.t('interview.transcript.empty'));
    this.#list = h('div', {
      class: 'iv-log', role: 'log', 'aria-live': 'off', 'aria-label': title, tabindex: 0,
    });
    const close = h('button', {
      type: 'button',
      class: 'button quiet icon-only',
      'aria-label': desk.t('interview.transcript.close'),
      onclick: () => desk.act('transcript'),
    }, icon('x'));
    this.root = h('aside', { class: 'iv-transcript', id: 'iv-transcript', 'aria-label': title },
      h('div', { class: 'iv-transcript-head' }, h('h2', null, title), close),
      this.#empty,
      this.#list);
  }

  /** Append what is new; never scroll away from what is being read. @param {Entry[]} entries */
  show(entries) {
    if (entries.length === this.#drawn) return;
    const list = this.#list;
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_THE_END_PX;
    const rows = entries.slice(this.#drawn).map((entry) => this.#row(entry));
    list.append(...rows);
    this.#drawn = entries.length;
    this.#empty.hidden = true;
    if (atEnd) list.scrollTop = list.scrollHeight;
  }

  /** Read new words out where they can't be heard. @param {boolean} on */
  readOut(on) {
    this.#list.setAttribute('aria-live', on ? 'polite' : 'off');
  }

  focus() {
    this.#list.focus();
    this.#list.scrollTop = this.#list.scrollHeight;
  }

  /** @param {Entry} entry */
  #row({ who, text, mark }) {
    return h('div', { class: `iv-entry ${who}` },
      h('p', { class: 'iv-who' },
        this.t(`interview.who.${who}`),
        mark && h('span', { class: 'quiet-text' }, ` · ${this.t(`interview.mark.${mark}`)}`)),
      h('p', { dir: 'auto' }, text));
  }
}
