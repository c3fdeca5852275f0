// The operator's page: where it starts, its tabs, and its connection.
// @ts-check

import { socketAddress } from '../after/link.js';
import { fill, find, h } from '../dom.js';
import { I18n, chooseLanguage } from '../i18n.js';
import { icon } from '../icons.js';
import { SettingsDialog } from '../settings-dialog.js';
import { SettingsStore, showSettings } from '../settings.js';
import { TabStore } from '../store.js';
import { buildTopbar } from '../topbar.js';
import { Desk } from './desk.js';
import * as interview from './interview.js';
import * as interviews from './interviews.js';
import * as keeping from './keeping.js';
import * as models from './models.js';
import * as now from './now.js';
import { routeIn, secretIn } from './route.js';
import { createSignIn } from './signin.js';
import * as tokens from './tokens.js';

/**
 * @typedef {object} DeskApp what the views share
 * @property {I18n} i18n @property {SettingsStore} settings @property {TabStore} store
 * @property {{title: string, token: boolean} | null} lobby
 * @property {Desk} desk
 * @property {string} lang
 * @property {(key: string, params?: import('../i18n.js').Params) => string} t
 * @property {(text: string, assertive?: boolean) => void} announce
 * @property {(heading: string) => void} showTitle
 *
 * @typedef {object} View
 * @property {HTMLElement} root with one h1
 * @property {(message: any) => void} [live] what goes on, every second
 * @property {(message: any) => void} [point] a new point of the history
 * @property {() => void} [close]
 *
 * @typedef {{create: (app: DeskApp, id: string) => View}} ViewModule
 */

const TOKEN = 'desk-token';

/** @type {Record<string, ViewModule>} */
const VIEWS = { now, interviews, interview, models, tokens, keeping };
const TABS = ['now', 'interviews', 'models', 'tokens', 'keeping'];

class Page {
  /** @type {View | null} */ #view = null;
  #shown = '';

  /** @param {DeskApp} app */
  constructor(app) {
    this.app = app;
    this.nav = h('nav', { class: 'desk-nav tabs page', hidden: true });
    this.place = find('#screen');
    this.place.before(this.nav);
    const dialog = new SettingsDialog(app, { talks: false });
    this.relabelBar = buildTopbar(app, () => dialog.open());
    app.i18n.addEventListener('language', () => {
      this.relabelBar();
      dialog.relabel();
      this.show(true);
    });
    app.desk.addEventListener('state', () => this.show());
    app.desk.addEventListener('live', (event) => this.#view?.live?.(detailOf(event)));
    app.desk.addEventListener('point', (event) => this.#view?.point?.(detailOf(event)));
    addEventListener('hashchange', ({ oldURL }) => {
      if (location.hash === '#screen') history.replaceState(null, '', oldURL); // the skip link
      else this.#follow();
    });
    this.#follow();
  }

  /** Show what is due. @param {boolean} [anew] in another language, or after a new token */
  show(anew = false) {
    const { desk } = this.app;
    const { view, id } = routeIn(location.hash);
    const due = desk.state === 'open' || (desk.state === 'lost' && desk.signed) ? view : desk.state;
    document.body.dataset.desk = desk.state;
    this.#showBanner();
    if (!anew && this.#shown === `${due}/${id}/${desk.code}` && due !== 'refused') {
      return;
    }
    const before = this.#shown;
    this.#shown = `${due}/${id}/${desk.state === 'refused' ? desk.code : ''}`;
    if (!anew && this.#shown === before) {
      return;
    }
    this.#view?.close?.();
    const made = VIEWS[due]?.create(this.app, id) ?? this.#waiting();
    this.#view = made;
    this.place.dataset.screen = 'desk';
    this.place.dataset.state = due;
    fill(this.place, made.root);
    this.#showTabs(due);
    const title = made.root.querySelector('h1');
    this.app.showTitle(title?.textContent ?? '');
    if (before && !anew) {
      scrollTo(0, 0);
      title?.setAttribute('tabindex', '-1');
      title?.focus({ preventScroll: true });
    }
  }

  /** @param {string} view */
  #showTabs(view) {
    const { t } = this.app;
    const current = view === 'interview' ? 'interviews' : view;
    this.nav.hidden = !(view in VIEWS);
    this.nav.setAttribute('aria-label', t('admin.nav'));
    fill(
      this.nav,
      TABS.map((name) =>
        h(
          'a',
          { class: 'tab', href: `#${name}`, 'aria-current': name === current ? 'page' : null },
          t(`admin.${name}`),
        ),
      ),
      this.app.store.get(TOKEN) &&
        h('button', { class: 'tab out', type: 'button', onclick: () => this.#leave() }, [
          icon('lock'),
          t('admin.leave'),
        ]),
    );
    // where there is little room, they scroll
    this.nav.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  #showBanner() {
    const { desk, t } = this.app;
    const banners = find('#banners');
    const lost = desk.state === 'lost' && desk.signed;
    if (!lost) {
      fill(banners);
    } else if (!banners.childElementCount) {
      const again = h(
        'button',
        { class: 'button', type: 'button', onclick: () => desk.connect() },
        icon('refresh'),
        t('admin.again'),
      );
      fill(
        banners,
        h(
          'div',
          { class: 'banner warn', role: 'status' },
          icon('warning'),
          h('p', null, t(desk.code === 'LET_GO' ? 'admin.let_go' : 'admin.lost')),
          again,
        ),
      );
    }
  }

  /** @returns {View} */
  #waiting() {
    const { app } = this;
    const { desk } = app;
    if (desk.state === 'refused') {
      return createSignIn(app, desk.code, (token) => {
        app.store.set(TOKEN, token);
        desk.connect();
      });
    }
    const lost = desk.state === 'lost';
    const words = lost ? 'admin.unreachable' : 'admin.connecting';
    const title = h('h1', { class: 'waiting-title' }, app.t(words));
    const spinner = h('span', { class: 'spinner', 'aria-hidden': 'true' });
    return { root: h('div', { class: 'card waiting after-end', role: 'status' }, spinner, title) };
  }

  #leave() {
    this.app.store.set(TOKEN, null);
    this.app.desk.leave();
  }

  /** Take a token out of the address, or go where it leads. */
  #follow() {
    const { app } = this;
    const token = secretIn(location.hash);
    if (token) {
      app.store.set(TOKEN, token);
      history.replaceState(null, '', `${location.pathname}#now`);
      app.desk.leave();
      app.desk.connect();
    }
    this.show();
  }
}

/** @param {Event} event */
function detailOf(event) {
  return /** @type {CustomEvent} */ (event).detail;
}

/** @param {string} text @param {boolean} [assertive] */
function announce(text, assertive = false) {
  const region = find(assertive ? '#assertive' : '#polite');
  region.textContent = '';
  // a change that comes a moment later is spoken even when the words are the same
  setTimeout(() => (region.textContent = text), 50);
}

/** @returns {Promise<{title: string, token: boolean}>} */
async function readLobby() {
  const answer = await fetch('lobby', { cache: 'no-store' });
  if (!answer.ok) {
    throw new Error(`lobby: ${answer.status}`);
  }
  return answer.json();
}

async function start() {
  const settings = new SettingsStore();
  const store = new TabStore();
  showSettings(settings, document.documentElement);
  const wishes = [store.get('language'), settings.get('language'), ...navigator.languages];
  const i18n = new I18n(chooseLanguage(wishes));
  await i18n.load('app', 'after', 'admin');
  const desk = new Desk({
    url: socketAddress('desk'),
    token: () => store.get(TOKEN),
    language: () => i18n.language,
    asksToken: async () => {
      return (await readLobby()).token;
    },
  });
  /** @type {DeskApp} */
  const app = {
    i18n,
    settings,
    store,
    desk,
    lobby: null,
    get lang() {
      return i18n.language;
    },
    t: (key, params) => i18n.t(key, params),
    announce,
    showTitle: (heading) => (document.title = `${heading} · ${i18n.t('admin.title')}`),
  };
  const page = new Page(app);
  document.addEventListener('visibilitychange', () => desk.come());
  if (desk.state === 'connecting') {
    desk.connect();
  }
  try {
    app.lobby = await readLobby();
    page.relabelBar(); // the operator's name for the page is known
  } catch {
    // the connection tells that the server is out of reach
  }
}

void start();
