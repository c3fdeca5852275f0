// The reader's settings: kept in this browser, and shown as attributes of <html>.
// @ts-check

/**
 * @typedef {object} Settings
 * @property {'' | 'en' | 'fr'} language of the page; empty follows the browser
 * @property {boolean} captions whether they are shown
 * @property {'s' | 'm' | 'l' | 'xl'} captionsSize
 * @property {'normal' | 'high'} contrast
 * @property {'auto' | 'reduced'} motion
 * @property {'auto' | 'light' | 'dark'} theme
 * @property {boolean} shortcuts whether single keys do something during the interview
 * @property {boolean} pushToTalk hold a key or a button to talk, in place of open listening
 * @property {string} deviceId of the microphone that was chosen; empty for the usual one
 * @property {number} volume of the interviewer, 0 to 1
 */

/** @type {Readonly<Settings>} */
export const DEFAULTS = Object.freeze({
  language: '',
  captions: true,
  captionsSize: 'm',
  contrast: 'normal',
  motion: 'auto',
  theme: 'auto',
  shortcuts: true,
  pushToTalk: false,
  deviceId: '',
  volume: 1,
});

/** @type {{[K in keyof Settings]?: readonly unknown[]}} */
const CHOICES = {
  language: ['', 'en', 'fr'],
  captionsSize: ['s', 'm', 'l', 'xl'],
  contrast: ['normal', 'high'],
  motion: ['auto', 'reduced'],
  theme: ['auto', 'light', 'dark'],
};

const KEY = 'talkup.settings';

/** Settings that outlive the page where the browser allows it. */
export class SettingsStore extends EventTarget {
  /** @type {Settings} */
  #values;
  #storage;

  /** @param {Pick<Storage, 'getItem' | 'setItem'> | null} [storage] null for none */
  constructor(storage = browserStorage()) {
    super();
    this.#storage = storage;
    this.#values = { ...DEFAULTS, ...read(storage) };
  }

  /**
   * @template {keyof Settings} K
   * @param {K} name
   * @returns {Settings[K]}
   */
  get(name) {
    return this.#values[name];
  }

  /**
   * @template {keyof Settings} K
   * @param {K} name
   * @param {Settings[K]} value
   */
  set(name, value) {
    if (this.#values[name] === value) {
      return;
    }
    this.#values[name] = value;
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.#values));
    } catch {
      // storage is full or forbidden: the setting holds for this page
    }
    this.dispatchEvent(new CustomEvent('change', { detail: { name, value } }));
  }

  /**
   * Call back on each change; returns what ends it.
   * @param {(name: keyof Settings, value: Settings[keyof Settings]) => void} callback
   * @returns {() => void}
   */
  subscribe(callback) {
    /** @param {Event} event */
    const listener = (event) => {
      const { name, value } = /** @type {CustomEvent} */ (event).detail;
      callback(name, value);
    };
    this.addEventListener('change', listener);
    return () => this.removeEventListener('change', listener);
  }
}

/**
 * Write the settings that CSS hangs on to the root element, now and at each change.
 * @param {SettingsStore} settings
 * @param {HTMLElement} root
 */
export function showSettings(settings, root) {
  const show = () => {
    root.dataset.captions = settings.get('captions') ? settings.get('captionsSize') : 'off';
    root.dataset.contrast = settings.get('contrast');
    root.dataset.motion = settings.get('motion');
    root.dataset.theme = settings.get('theme');
  };
  show();
  settings.subscribe(show);
}

/** @returns {Storage | null} */
function browserStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null; // forbidden in this browser: settings hold for this page
  }
}

/**
 * Return what is kept and still means something.
 * @param {Pick<Storage, 'getItem'> | null} storage
 * @returns {Partial<Settings>}
 */
function read(storage) {
  let kept;
  try {
    kept = JSON.parse(storage?.getItem(KEY) ?? '{}');
  } catch {
    return {}; // unreadable: as if there were none
  }
  const entries = Object.entries(kept ?? {}).filter(([name, value]) => {
    const usual = DEFAULTS[/** @type {keyof Settings} */ (name)];
    const choices = CHOICES[/** @type {keyof Settings} */ (name)];
    return choices ? choices.includes(value) : typeof usual === typeof value;
  });
  return Object.fromEntries(entries);
}
