// The settings dialog: captions, contrast, motion, theme, how one talks, language.
// @ts-check

import { fill, h, uniqueId } from './dom.js';
import { LANGUAGES, LANGUAGE_NAMES } from './i18n.js';
import { icon } from './icons.js';
import { changeLanguage } from './topbar.js';

/** @typedef {import('./topbar.js').BarApp} BarApp */
/** @typedef {'captionsSize' | 'theme' | 'contrast' | 'motion'} Chosen */
/** @typedef {'captions' | 'pushToTalk'} Switched */

const CHOICES = {
  captionsSize: ['s', 'm', 'l', 'xl'],
  theme: ['auto', 'light', 'dark'],
  contrast: ['normal', 'high'],
  motion: ['auto', 'reduced'],
};

/** Everything in it holds at once; closing gives the focus back. */
export class SettingsDialog {
  #app;
  #talks;
  #dialog;
  /** @type {Element | null} */
  #opener = null;

  /**
   * @param {BarApp} app
   * @param {{talks?: boolean}} [options] talks: whether the page has captions and a microphone
   */
  constructor(app, { talks = true } = {}) {
    this.#app = app;
    this.#talks = talks;
    this.#dialog = h('dialog', { class: 'dialog', id: 'settings' });
    this.#dialog.addEventListener('close', () => this.#giveBack());
    this.#dialog.addEventListener('click', (event) => {
      if (event.target === this.#dialog) {
        this.#dialog.close(); // a click beside it
      }
    });
    document.body.append(this.#dialog);
  }

  open() {
    if (!this.#dialog.open) {
      this.#opener = document.activeElement;
      this.#build();
      this.#dialog.showModal();
    }
  }

  /** The language has changed: its words too. */
  relabel() {
    if (this.#dialog.open) {
      this.#build();
      const pressed = this.#dialog.querySelector(`[value="${this.#app.i18n.language}"]`);
      /** @type {HTMLElement | null} */ (pressed)?.focus();
    }
  }

  #giveBack() {
    const opener = this.#opener;
    const target = opener?.isConnected ? opener : document.querySelector('#open-settings');
    /** @type {HTMLElement | null} */ (target)?.focus();
  }

  #build() {
    const { i18n } = this.#app;
    const id = uniqueId('settings-title');
    const close = h(
      'button',
      {
        class: 'button quiet icon-only',
        type: 'button',
        'aria-label': i18n.t('app.close'),
        onclick: () => this.#dialog.close(),
      },
      icon('x'),
    );
    this.#dialog.setAttribute('aria-labelledby', id);
    const sound = this.#talks
      ? [this.#toggle('captions'), this.#choice('captionsSize'), this.#toggle('pushToTalk')]
      : [];
    const language = this.#radios(
      'language',
      LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value })),
      i18n.language,
      (value) => void changeLanguage(this.#app, /** @type {'en' | 'fr'} */ (value)),
    );
    fill(
      this.#dialog,
      h(
        'div',
        { class: 'stack settings' },
        h('div', { class: 'row between' }, h('h2', { id }, i18n.t('app.settings')), close),
        sound,
        this.#choice('theme'),
        this.#choice('contrast'),
        this.#choice('motion'),
        language,
        h('p', { class: 'quiet-text small' }, i18n.t('app.settings.kept')),
      ),
    );
  }

  /** @param {Chosen} name */
  #choice(name) {
    const { i18n, settings } = this.#app;
    const options = CHOICES[name].map((value) => ({
      value,
      label: i18n.t(`app.settings.${name}.${value}`),
    }));
    return this.#radios(name, options, settings.get(name), (value) =>
      settings.set(name, /** @type {any} */ (value)),
    );
  }

  /**
   * @param {string} name
   * @param {{value: string, label: string, lang?: string}[]} options
   * @param {string} chosen
   * @param {(value: string) => void} choose
   */
  #radios(name, options, chosen, choose) {
    const group = uniqueId(name);
    const parts = options.map(({ value, label, lang }) =>
      h(
        'label',
        { class: 'switch-part', lang },
        h('input', {
          type: 'radio',
          class: 'visually-hidden',
          name: group,
          value,
          checked: value === chosen,
          onchange: () => choose(value),
        }),
        label,
      ),
    );
    return h(
      'fieldset',
      { class: 'setting', dataset: { setting: name } },
      h('legend', null, this.#app.i18n.t(`app.settings.${name}`)),
      h('div', { class: 'switch' }, parts),
    );
  }

  /** @param {Switched} name */
  #toggle(name) {
    const { i18n, settings } = this.#app;
    const hint = `app.settings.${name}.hint`;
    return h(
      'label',
      { class: 'check', dataset: { setting: name } },
      h('input', {
        type: 'checkbox',
        checked: settings.get(name),
        onchange: (/** @type {Event} */ event) =>
          settings.set(name, /** @type {HTMLInputElement} */ (event.target).checked),
      }),
      h(
        'span',
        null,
        i18n.t(`app.settings.${name}`),
        i18n.has(hint) && h('span', { class: 'quiet-text small block' }, i18n.t(hint)),
      ),
    );
  }
}
