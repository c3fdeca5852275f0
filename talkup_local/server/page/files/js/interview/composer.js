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
  /** What was given back, and stands before all that was typed since. */
  #back = '';

  /** @param {Desk} desk @param {(text: string) => boolean} send  tells whether it goes out */
  constructor(desk, send) {
    this.#desk = desk;
    const { t } = desk;
    const id = uniqueId('answer');
    this.#field = h('textarea', {
      id,
      class: 'textarea',
      rows: 3,
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
    this.#measure(false);
  }

  /** @param {import('./types.js').View} view */
  show(view) {
    const open = view.typing || view.microphone === 'none';
    // what has been begun is not hidden from who writes it
    this.root.hidden = !open || (isClosing(view) && !this.text);
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

  /** What stands in the field, and was not sent. */
  get text() {
    return this.#field.value.trim();
  }

  /**
   * What was not taken is there again, before what was typed since and after what came back before
   * it; who types goes on at the same place.
   * @param {string} text
   */
  restore(text) {
    const field = this.#field;
    const [value, start, end] = [field.value, field.selectionStart, field.selectionEnd];
    const before = this.#back && value.startsWith(this.#back) ? this.#back : '';
    const rest = value.slice(before.length).replace(/^\n/u, '');
    this.#back = [before, text].filter(Boolean).join('\n');
    field.value = [this.#back, rest].filter((part) => part.trim()).join('\n');
    const moved = field.value.length - value.length;
    field.setSelectionRange(start + moved, end + moved);
    this.#desk.app.store.set('answer', field.value);
    this.#measure();
  }

  /** @param {(text: string) => boolean} send */
  #submit(send) {
    const { text } = this;
    const { t, app } = this.#desk;
    if (!text) {
      this.#field.focus();
    } else if (this.why) {
      app.announce(t(this.why), true);
    } else if (this.#measure() || !send(text)) {
      app.announce(this.#full ? this.#hint.textContent ?? '' : t('interview.why.ended'), true);
    } else {
      this.#clear();
    }
  }

  #clear() {
    this.#field.value = this.#back = '';
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

  /**
   * Nothing is cut off what is too long to be sent: that is told.
   * @param {boolean} [aloud]  to screen readers too, when it becomes so
   */
  #measure(aloud = true) {
    const count = this.text.length;
    const full = count > MOST_CHARACTERS;
    if (!full && !this.#full) return false;
    const { t, app } = this.#desk;
    const params = { most: MOST_CHARACTERS, count };
    this.#hint.textContent = t(`interview.type.${full ? 'full' : 'hint'}`, params);
    this.#hint.classList.toggle('full', full);
    if (full && !this.#full && aloud) app.announce(this.#hint.textContent, true);
    this.#full = full;
    return full;
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
