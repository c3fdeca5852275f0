// An answer that is typed: Enter sends it, and a draft survives a reload.
// @ts-check

import { h, uniqueId } from '../dom.js';
import { icon } from '../icons.js';
import { isClosing, unavailable } from './state.js';

/** @typedef {import('./types.js').Desk} Desk */

const TYPING_EVERY_MS = 4000;
const MOST_CHARACTERS = 20_000;

export class Composer {
  #desk;
  #field;
  #send;
  #close;
  #hint;
  #full = false;
  #typedAtMs = -Infinity;

  /** @param {Desk} desk @param {(text: string) => void} send */
  constructor(desk, send) {
    this.#desk = desk;
    const { t } = desk;
    const id = uniqueId('answer');
    this.#field = h('textarea', {
      id,
      class: 'textarea',
      rows: 3,
      maxlength: MOST_CHARACTERS,
      enterkeyhint: 'send',
      dir: 'auto',
      placeholder: t('interview.type.placeholder'),
      'aria-describedby': `${id}-hint`,
      oninput: () => this.#changed(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    this.#send = h('button', { type: 'submit', class: 'button primary' }, icon('send'),
      h('span', null, t('interview.type.send')));
    this.#hint = h('p', { id: `${id}-hint`, class: 'hint small quiet-text' },
      t('interview.type.hint'));
    this.#close = h('button', {
      type: 'button', class: 'button quiet', onclick: () => desk.act('type'),
    }, t('interview.type.close'));
    this.root = h('form', { class: 'iv-composer', hidden: true },
      h('label', { for: id }, t('interview.type.label')),
      this.#field,
      h('div', { class: 'iv-composer-foot' },
        this.#hint,
        this.#close,
        this.#send));
    this.root.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(send);
    });
    this.#field.value = desk.app.store.get('answer') ?? '';
  }

  /** @param {import('./types.js').View} view */
  show(view) {
    const open = view.typing || view.microphone === 'none';
    this.root.hidden = !open || isClosing(view);
    this.#close.hidden = view.microphone === 'none';
    const why = unavailable('send', view);
    this.#send.setAttribute('aria-disabled', String(why !== null));
    this.#send.title = why ? this.#desk.t(why) : '';
    this.why = why;
  }

  /** @type {string|null} */
  why = null;

  focus() {
    this.#field.focus();
  }

  /** What may not have arrived is there again, to be sent once more. @param {string} text */
  restore(text) {
    this.#field.value = [text, this.#field.value].filter((part) => part.trim()).join('\n');
    this.#desk.app.store.set('answer', this.#field.value);
  }

  /** @param {(text: string) => void} send */
  #submit(send) {
    const text = this.#field.value.trim();
    if (!text) {
      this.#field.focus();
      return;
    }
    if (this.why) {
      this.#desk.app.announce(this.#desk.t(this.why), true);
      return;
    }
    send(text);
    this.#field.value = '';
    this.#measure();
    this.#desk.app.store.set('answer', null);
    this.#typedAtMs = -Infinity;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // the Enter that ends a composition: Safari tells of it by the code alone
    const composes = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composes) return;
    event.preventDefault();
    this.root.requestSubmit();
  }

  /** More than fits is not taken by the field: that is told. */
  #measure() {
    const full = this.#field.value.length >= MOST_CHARACTERS;
    if (full === this.#full) return;
    this.#full = full;
    const { t, app } = this.#desk;
    const words = t(`interview.type.${full ? 'full' : 'hint'}`, { n: MOST_CHARACTERS });
    this.#hint.textContent = words;
    if (full) app.announce(words, true);
  }

  #changed() {
    const { app } = this.#desk;
    app.store.set('answer', this.#field.value || null);
    this.#measure();
    const nowMs = performance.now();
    if (this.why || nowMs - this.#typedAtMs < TYPING_EVERY_MS) return;
    this.#typedAtMs = nowMs;
    app.client?.typing();
  }
}
