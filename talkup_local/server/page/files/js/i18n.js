// Words in the reader's language: loaded by prefix, with placeholders and plurals.
// @ts-check

/** @typedef {'en' | 'fr'} Language */
/** @typedef {Record<string, string>} Words */
/** @typedef {Record<string, string | number>} Params */

/** @type {readonly Language[]} */
export const LANGUAGES = ['en', 'fr'];

/**
 * Which numbers take the singular. `Intl` knows too, but needs a tenth of a second on an old laptop
 * to wake up, before the first screen; for the same reason it writes no small numbers.
 * @type {Record<Language, (n: number) => boolean>}
 */
const SINGULAR = { en: (n) => n === 1, fr: (n) => Math.abs(n) < 2 };

/** Their own names, for the switch. */
export const LANGUAGE_NAMES = { en: 'English', fr: 'Français' };

/**
 * Return the first of the wishes that the page speaks, as `fr-CA` -> `fr`.
 * @param {readonly (string | null | undefined)[]} wishes language tags, best first
 * @returns {Language}
 */
export function chooseLanguage(wishes) {
  for (const wish of wishes) {
    const wanted = (wish ?? '').toLowerCase().split('-')[0];
    const found = LANGUAGES.find((language) => language === wanted);
    if (found) {
      return found;
    }
  }
  return 'en';
}

/**
 * Return a sentence whose lines don't break where its language forbids it: before a unit, and in
 * French before the signs that stand apart from their word.
 * @param {string} sentence
 * @param {Language} language
 */
export function unbroken(sentence, language) {
  const whole = sentence.replace(/([}\d]) (min|m?s)\b/g, '$1\u00a0$2');
  if (language !== 'fr') {
    return whole;
  }
  return whole
    .replace(/ ([;!?])/g, '\u202f$1')
    .replace(/ ([:»%])/g, '\u00a0$1')
    .replaceAll('« ', '«\u00a0');
}

/**
 * Fetch one file of words.
 * @param {Language} language
 * @param {string} prefix such as `lobby`
 * @returns {Promise<Words>}
 */
async function fetchWords(language, prefix) {
  return (await import(`./words/${language}/${prefix}.js`)).default;
}

/** The words of the loaded prefixes, in one language at a time. */
export class I18n extends EventTarget {
  /** @type {Map<string, Words>} */
  #words = new Map();
  /** @type {Set<string>} */
  #prefixes = new Set();
  /** @type {Map<Language, Intl.NumberFormat>} */
  #formats = new Map();
  #fetch;
  /** How often the language was to be changed: the last wish counts, not the slowest fetch. */
  #wishes = 0;

  /**
   * @param {Language} language
   * @param {(language: Language, prefix: string) => Promise<Words>} [fetch]
   */
  constructor(language, fetch = fetchWords) {
    super();
    this.language = language;
    this.#fetch = fetch;
  }

  /**
   * Load the words of these prefixes, once; `app` should be among the first.
   * @param {...string} prefixes
   */
  async load(...prefixes) {
    for (const prefix of prefixes) {
      this.#prefixes.add(prefix); // first: the language may change while they are on their way
    }
    await this.#read(this.language, prefixes);
  }

  /**
   * Change the language; the event `language` follows when all loaded words are there.
   * @param {Language} language
   */
  async use(language) {
    this.#wishes += 1;
    const wish = this.#wishes;
    await this.#read(language, [...this.#prefixes]);
    if (wish !== this.#wishes) {
      return;
    }
    this.language = language;
    this.dispatchEvent(new CustomEvent('language', { detail: language }));
  }

  /**
   * Return a sentence. `{name}` takes params.name; with params.n, `key.one` or `key.other` is
   * taken where it exists. An unknown key comes back as it is.
   * @param {string} key
   * @param {Params} [params]
   * @returns {string}
   */
  t(key, params = {}) {
    const sentence = this.#plural(key, params.n) ?? this.#find(key) ?? key;
    return sentence.replace(/\{(\w+)\}/g, (whole, name) => this.#shown(params[name] ?? whole));
  }

  /**
   * Tell whether there is a sentence of this key.
   * @param {string} key
   */
  has(key) {
    return this.#find(key) !== undefined;
  }

  /** @param {string | number} value */
  #shown(value) {
    if (typeof value !== 'number') {
      return value;
    }
    return Number.isInteger(value) && Math.abs(value) < 1000 ? `${value}` : this.#written(value);
  }

  /** @param {number} value */
  #written(value) {
    const format = this.#formats.get(this.language) ?? new Intl.NumberFormat(this.language);
    this.#formats.set(this.language, format);
    return format.format(value);
  }

  /**
   * @param {string} key
   * @param {string | number | undefined} n
   */
  #plural(key, n) {
    if (typeof n !== 'number') {
      return undefined;
    }
    const form = SINGULAR[this.language](n) ? 'one' : 'other';
    return this.#find(`${key}.${form}`) ?? this.#find(`${key}.other`);
  }

  /** @param {string} key */
  #find(key) {
    return this.#words.get(`${this.language}/${key.split('.')[0]}`)?.[key];
  }

  /**
   * @param {Language} language
   * @param {string[]} prefixes
   */
  async #read(language, prefixes) {
    const missing = prefixes.filter((prefix) => !this.#words.has(`${language}/${prefix}`));
    await Promise.all(
      missing.map(async (prefix) => {
        const words = Object.entries(await this.#fetch(language, prefix));
        const kept = words.map(([key, sentence]) => [key, unbroken(sentence, language)]);
        this.#words.set(`${language}/${prefix}`, Object.fromEntries(kept));
      }),
    );
  }
}
