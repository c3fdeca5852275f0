// The bar at the top: whose page it is, the language switch, the settings.
// @ts-check

import { fill, find, h } from './dom.js';
import { LANGUAGES, LANGUAGE_NAMES } from './i18n.js';
import { icon } from './icons.js';

/** @typedef {import('./i18n.js').I18n} I18n */

/**
 * The parts of the app that the bar needs; the operator's page has them too.
 * @typedef {object} BarApp
 * @property {I18n} i18n
 * @property {import('./settings.js').SettingsStore} settings
 * @property {import('./store.js').TabStore} store
 * @property {{title: string} | null} lobby
 */

/**
 * Fill the bar; returns what writes it anew in another language.
 * @param {BarApp} app
 * @param {() => void} openSettings
 * @returns {() => void}
 */
export function buildTopbar(app, openSettings) {
  const relabel = () => {
    const { i18n } = app;
    document.documentElement.lang = i18n.language;
    find('#brand-name').textContent = app.lobby?.title || i18n.t('app.brand');
    find('#skip').textContent = i18n.t('app.skip');
    fill(find('#tools'), languageSwitch(app), settingsButton(i18n, openSettings));
  };
  relabel();
  return relabel;
}

/**
 * Change the page's language, for this tab and for the next time.
 * @param {BarApp} app
 * @param {import('./i18n.js').Language} language
 */
export async function changeLanguage(app, language) {
  app.store.set('language', language);
  app.settings.set('language', language);
  try {
    await app.i18n.use(language);
  } catch {
    // the words can't be fetched now: the page stays in its language
  }
}

/** @param {BarApp} app */
function languageSwitch(app) {
  const buttons = LANGUAGES.map((language) =>
    h(
      'button',
      {
        class: 'switch-part',
        type: 'button',
        lang: language,
        title: LANGUAGE_NAMES[language],
        'aria-pressed': String(language === app.i18n.language),
        dataset: { language },
        onclick: async () => {
          await changeLanguage(app, language);
          find(`#tools [data-language="${language}"]`).focus();
        },
      },
      language.toUpperCase(),
      h('span', { class: 'visually-hidden' }, ` ${LANGUAGE_NAMES[language]}`),
    ),
  );
  const label = app.i18n.t('app.language');
  return h('div', { class: 'switch', role: 'group', 'aria-label': label }, buttons);
}

/**
 * @param {I18n} i18n
 * @param {() => void} open
 */
function settingsButton(i18n, open) {
  const label = i18n.t('app.settings');
  return h(
    'button',
    {
      class: 'button quiet icon-only',
      id: 'open-settings',
      type: 'button',
      title: label,
      'aria-label': label,
      'aria-haspopup': 'dialog',
      onclick: open,
    },
    icon('settings'),
  );
}
