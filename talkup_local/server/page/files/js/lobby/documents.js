// A document of the candidate's: dropped, chosen or pasted.
// @ts-check

import { fill, h, uniqueId } from '../dom.js';
import { icon } from '../icons.js';
import { ACCEPT, fileProblem, sizeOf } from './files.js';

/** @typedef {import('./lobby.js').Desk} Desk */

export class DocumentField {
  root;
  #desk;
  #name;
  #body = h('div', { class: 'stack tight' });
  #error = h('p', { class: 'error', role: 'alert', id: uniqueId('document-error') });
  /** Of a file that was not taken: nobody needs another one to go on. */
  #without;

  /**
   * @param {Desk} desk
   * @param {'job' | 'cv'} name
   */
  constructor(desk, name) {
    this.#desk = desk;
    this.#name = name;
    const { app } = desk;
    this.#without = h(
      'button',
      { type: 'button', class: 'button quiet edge', hidden: true, onclick: () => this.#drop() },
      app.t('lobby.document.without'),
    );
    this.root = h(
      'fieldset',
      { class: 'plain document field', dataset: { document: name } },
      h('legend', { class: 'label' }, app.t(`lobby.${name}`)),
      this.#ways(),
      this.#body,
      this.#error,
      h('div', null, this.#without),
    );
    this.#draw();
    this.#checkText();
  }

  /** Whether nothing speaks against it. */
  get good() {
    return this.#error.textContent === '';
  }

  focus() {
    /** @type {HTMLElement | null} */ (this.#body.querySelector('input, textarea'))?.focus();
  }

  get #part() {
    return this.#desk.draft[this.#name];
  }

  get #most() {
    return this.#desk.app.lobby?.document_bytes ?? Infinity;
  }

  #ways() {
    const { app } = this.#desk;
    const group = uniqueId(this.#name);
    const parts = (/** @type {const} */ (['file', 'text'])).map((by) =>
      h(
        'label',
        { class: 'switch-part' },
        h('input', {
          type: 'radio',
          class: 'visually-hidden',
          name: group,
          value: by,
          checked: this.#part.by === by,
          onchange: () => this.#switch(by),
        }),
        app.t(`lobby.document.by_${by}`),
      ),
    );
    return h('div', { class: 'switch' }, parts);
  }

  /** @param {'file' | 'text'} by */
  #switch(by) {
    this.#part.by = by;
    this.#say('');
    this.#draw();
    this.#checkText();
    this.#desk.changed();
  }

  #draw() {
    const { file, by } = this.#part;
    fill(this.#body, by === 'text' ? this.#text() : file ? this.#chosen(file) : this.#zone());
  }

  #zone() {
    const { app } = this.#desk;
    const size = this.#size(this.#most);
    const input = h('input', {
      type: 'file',
      class: 'visually-hidden',
      accept: ACCEPT,
      'aria-describedby': this.#error.id,
      onchange: () => this.#take(input.files),
    });
    const zone = h(
      'label',
      {
        class: 'drop',
        ondragover: (/** @type {DragEvent} */ event) => {
          event.preventDefault();
          zone.dataset.over = 'true';
        },
        ondragleave: () => delete zone.dataset.over,
        ondrop: (/** @type {DragEvent} */ event) => {
          event.preventDefault();
          event.stopPropagation();
          delete zone.dataset.over;
          this.#take(event.dataTransfer?.files);
        },
      },
      input,
      icon('upload'),
      h('span', { class: 'strong' }, app.t('lobby.document.choose')),
      h('span', { class: 'quiet-text small' }, app.t('lobby.document.formats', { size })),
    );
    return zone;
  }

  /** @param {File} file */
  #chosen(file) {
    const { app } = this.#desk;
    return h(
      'div',
      { class: 'chosen' },
      icon('file'),
      h('span', { class: 'file-name', title: file.name }, file.name),
      h('span', { class: 'quiet-text small' }, this.#size(file.size)),
      h(
        'button',
        {
          type: 'button',
          class: 'button quiet icon-only',
          'aria-label': app.t('lobby.document.remove', { name: file.name }),
          onclick: () => this.#drop(),
        },
        icon('x'),
      ),
    );
  }

  #text() {
    const { app, changed } = this.#desk;
    const area = h('textarea', {
      class: 'textarea',
      name: this.#name,
      'aria-label': app.t(`lobby.${this.#name}`),
      'aria-describedby': this.#error.id,
      placeholder: app.t(`lobby.${this.#name}.paste`),
      value: this.#part.text,
      oninput: () => {
        this.#part.text = area.value;
        this.#checkText();
        changed();
      },
    });
    return area;
  }

  #checkText() {
    if (this.#part.by === 'text') {
      const bytes = new TextEncoder().encode(this.#part.text).length;
      this.#say(bytes > this.#most ? this.#desk.app.t('lobby.document.error.long') : '');
    }
  }

  #drop() {
    this.#part.file = null;
    this.#say('');
    this.#draw();
    this.focus();
    this.#desk.changed();
  }

  /** @param {FileList | null | undefined} files */
  #take(files) {
    const file = files?.[0];
    if (!file) {
      return;
    }
    const problem = files.length > 1 ? 'several' : fileProblem(file, this.#most);
    const params = { name: file.name, size: this.#size(this.#most) };
    this.#say(problem ? this.#desk.app.t(`lobby.document.error.${problem}`, params) : '');
    this.#without.hidden = !problem;
    if (!problem) {
      this.#part.file = file;
      this.#draw();
      /** @type {HTMLElement | null} */ (this.#body.querySelector('button'))?.focus();
    }
    this.#desk.changed();
  }

  /** @param {number} bytes */
  #size(bytes) {
    const { value, unit } = sizeOf(bytes);
    return this.#desk.app.t(`lobby.size.${unit}`, { n: value });
  }

  /** @param {string} text '' for nothing */
  #say(text) {
    this.#error.textContent = text;
    this.#without.hidden = true;
  }
}
