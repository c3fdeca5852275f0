// Around the screens: which one is shown, the bars above it, and what screen readers are told.
// @ts-check

import { fill, find, h } from './dom.js';
import { icon } from './icons.js';
import { SettingsDialog } from './settings-dialog.js';
import { buildTopbar } from './topbar.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./app.js').ScreenName} ScreenName */
/** @typedef {{create: (app: App) => import('./app.js').Screen}} ScreenModule */
/** @typedef {() => ScreenModule | Promise<ScreenModule>} Loader */

/** Screens that come later bring their look with them. */
const STYLES = ['interview', 'after'];

/**
 * Build the shell into the page.
 * @param {App} app
 * @param {Record<ScreenName, Loader>} loaders
 * @returns {import('./app.js').Shell}
 */
export function buildShell(app, loaders) {
  const router = new Router(app, loaders);
  const dialog = new SettingsDialog(app);
  const banners = new Banners(app, find('#banners'));
  const relabelBar = buildTopbar(app, () => dialog.open());
  app.i18n.addEventListener('language', () => {
    relabelBar();
    dialog.relabel();
    banners.relabel();
    void router.relabel();
  });
  return {
    go: (screen, data) => router.go(screen, data),
    prepare: (screen) => router.prepare(screen),
    current: () => router.current,
    openSettings: () => dialog.open(),
    showTitle: () => {
      relabelBar();
      router.showTitle();
    },
    showBanner: (banner) => banners.show(banner),
    hideBanner: (id) => banners.hide(id),
    announce,
  };
}

/** @type {Record<ScreenName, string[]>} the words that each screen needs */
const WORDS = {
  lobby: ['lobby'],
  resume: ['lobby'],
  problem: ['problem'],
  interview: ['interview'],
  after: ['after'],
};

class Router {
  /** @type {Map<ScreenName, ScreenModule>} */
  #modules = new Map();
  /** @type {{name: ScreenName, data: any, screen: import('./app.js').Screen} | null} */
  #shown = null;
  #app;
  #loaders;
  #latest = 0;

  /**
   * @param {App} app
   * @param {Record<ScreenName, Loader>} loaders
   */
  constructor(app, loaders) {
    this.#app = app;
    this.#loaders = loaders;
  }

  get current() {
    return this.#shown?.name ?? null;
  }

  /** @param {ScreenName} name */
  async prepare(name) {
    if (!this.#modules.has(name)) {
      const [module] = await Promise.all([
        this.#loaders[name](),
        this.#app.i18n.load(...WORDS[name]),
        STYLES.includes(name) && loadStyle(name),
      ]);
      this.#modules.set(name, module);
    }
  }

  /**
   * @param {ScreenName} name
   * @param {any} data
   */
  async go(name, data) {
    this.#latest += 1;
    const mine = this.#latest;
    if (!this.#modules.has(name)) {
      try {
        await this.prepare(name);
      } catch {
        if (mine !== this.#latest) {
          return; // somebody has gone elsewhere meanwhile
        }
        await this.go('problem', { code: 'UNREACHABLE', retry: () => this.go(name, data) });
        return;
      }
    }
    if (mine === this.#latest) {
      this.#show(name, data, this.#shown !== null);
    }
  }

  relabel() {
    const shown = this.#shown;
    if (shown?.screen.relabel) {
      shown.screen.relabel();
      this.showTitle();
    } else if (shown && shown.name !== 'interview') {
      this.#show(shown.name, shown.data, false);
    }
  }

  /**
   * @param {ScreenName} name
   * @param {any} data
   * @param {boolean} focus whether the reader is to be taken there
   */
  #show(name, data, focus) {
    const module = /** @type {ScreenModule} */ (this.#modules.get(name));
    this.#shown?.screen.leave();
    const screen = module.create(this.#app);
    this.#shown = { name, data, screen };
    document.body.dataset.at = name;
    fill(find('#screen'), screen.root);
    void screen.enter(data ?? {});
    if (this.#shown?.screen !== screen) {
      return; // its enter has gone on to another screen
    }
    this.showTitle();
    if (focus) {
      scrollTo(0, 0);
      const heading = screen.root.querySelector('h1');
      heading?.setAttribute('tabindex', '-1');
      heading?.focus({ preventScroll: true });
    }
  }

  /** The page's title follows the heading. */
  showTitle() {
    const heading = this.#shown?.screen.root.querySelector('h1')?.textContent ?? '';
    const brand = this.#app.lobby?.title || this.#app.t('app.brand');
    document.title = heading ? `${heading} · ${brand}` : brand;
  }
}

/**
 * @param {string} name
 * @returns {Promise<void>}
 */
function loadStyle(name) {
  return new Promise((resolve, reject) => {
    const href = new URL(`../css/${name}.css`, import.meta.url).href;
    const failed = () => {
      link.remove();
      reject(new Error(`no style ${name}`));
    };
    const link = h('link', { rel: 'stylesheet', href, onload: () => resolve(), onerror: failed });
    document.head.append(link);
  });
}

class Banners {
  #app;
  #place;

  /**
   * @param {App} app
   * @param {HTMLElement} place
   */
  constructor(app, place) {
    this.#app = app;
    this.#place = place;
    this.relabel();
  }

  relabel() {
    this.#place.setAttribute('aria-label', this.#app.t('app.notices'));
  }

  /** @param {import('./app.js').Banner} banner */
  show({ id, kind, text }) {
    this.hide(id);
    const close = h(
      'button',
      {
        class: 'button quiet icon-only',
        type: 'button',
        'aria-label': this.#app.t('app.dismiss'),
        onclick: () => this.hide(id),
      },
      icon('x'),
    );
    const sign = icon(kind === 'ok' ? 'check' : kind === 'info' ? 'info' : 'warning');
    const props = { class: `banner ${kind}`, dataset: { banner: id } };
    this.#place.append(h('div', props, sign, h('p', null, text), close));
    announce(text);
  }

  /** @param {string} id */
  hide(id) {
    this.#place.querySelector(`[data-banner="${CSS.escape(id)}"]`)?.remove();
  }
}

/**
 * @param {string} text
 * @param {boolean} [assertive]
 */
function announce(text, assertive = false) {
  const region = find(assertive ? '#assertive' : '#polite');
  region.textContent = '';
  // a change that comes a moment later is spoken even when the words are the same
  setTimeout(() => (region.textContent = text), 50);
}
