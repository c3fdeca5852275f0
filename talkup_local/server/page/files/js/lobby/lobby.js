// The lobby: three calm steps to an interview, and its start.
// @ts-check

import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { AboutStep } from './about.js';
import { AgreementStep } from './agreement.js';
import { STEPS, fixedFields, freshDraft, keptDraft, restoredDraft, spoken } from './form.js';
import { SoundStep } from './sound.js';
import { Start } from './start.js';
import { summary, whatWillHappen } from './summary.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('./form.js').Draft} Draft */
/** @typedef {(typeof STEPS)[number]} StepName */

/**
 * One step: its part of the page, and what its main button does.
 * @typedef {object} Step
 * @property {HTMLElement} root with the h1
 * @property {() => {label: string, icon?: string, run: () => void, disabled?: boolean}} primary
 * @property {() => HTMLElement | null} [secondary] a quieter way on
 * @property {() => void} [enter]
 * @property {() => void} [refresh] the server has told news of itself
 * @property {() => void} [leave]
 */

/**
 * What a step may ask of the lobby.
 * @typedef {object} Desk
 * @property {App} app
 * @property {Draft} draft
 * @property {import('./form.js').Fixed[]} fixed
 * @property {() => void} changed the form, or what the main button does
 * @property {() => void} next
 * @property {() => void} start
 */

/** How often it is asked whether there is a place now. */
const WATCH_MS = 5000;

/** @param {App} app */
export function create(app) {
  return new LobbyScreen(app);
}

class LobbyScreen {
  name = 'lobby';
  root = h('section', { class: 'lobby', dataset: { screen: 'lobby', state: 'interview' } });
  #app;
  #draft;
  /** @type {Desk} */
  #desk;
  /** @type {Step | null} */
  #step = null;
  /** @type {Start | null} */
  #start = null;
  #steps = h('ol', { class: 'steps' });
  #notice = h('div', { class: 'stack' });
  #main = h('div', { class: 'card lobby-main' });
  #aside = h('aside', { class: 'lobby-aside stack' });
  #actions = h('div', { class: 'lobby-actions' });
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #watch;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    const lobby = /** @type {import('../app.js').Lobby} */ (app.lobby);
    const fixed = fixedFields(app.presets, lobby);
    const fresh = freshDraft(lobby, app.presets, app.lang);
    this.#draft = app.draft ?? restoredDraft(fresh, app.store.getJson('draft'), lobby, fixed);
    app.draft = this.#draft;
    this.#desk = {
      app,
      draft: this.#draft,
      fixed,
      changed: () => this.#changed(),
      next: () => this.#go(1),
      start: () => void this.#begin(),
    };
    const grid = h('div', { class: 'lobby-grid' }, this.#main, this.#aside);
    this.root.append(this.#steps, this.#notice, grid, this.#actions);
    for (const type of ['dragover', 'drop']) {
      this.root.addEventListener(type, (event) => event.preventDefault()); // a miss loads no file
    }
  }

  /** @param {{step?: StepName, start?: boolean, error?: {code: string, message: string}}} data */
  enter({ step, start, error }) {
    const { app } = this.#desk;
    app.steps.follow((index) => this.#walk(index));
    app.store.record = null;
    if (app.store.lastSession?.ended) {
      app.store.session = null; // another interview begins here
    }
    this.#show(step ?? this.#draft.step);
    this.#watch = setInterval(() => void this.#readLobby(), WATCH_MS);
    if (error) {
      this.#refused(error);
    } else if (start) {
      void this.#begin();
    }
  }

  /** In another language: the form as it is; a start that goes on is not begun anew. */
  relabel() {
    if (this.#start) {
      this.#start.relabel();
      this.#changed();
    } else {
      fill(this.#notice);
      this.#show(this.#draft.step);
    }
  }

  leave() {
    clearInterval(this.#watch);
    this.#app.steps.leave();
    this.#step?.leave?.();
    this.#start?.leave();
  }

  /** @param {StepName} name */
  #show(name) {
    this.#step?.leave?.();
    this.#draft.step = name;
    this.root.dataset.state = name;
    this.#app.steps.show(STEPS.indexOf(name));
    const makers = { interview: AboutStep, sound: SoundStep, agreement: AgreementStep };
    this.#step = new makers[name](this.#desk);
    fill(this.#main, this.#step.root);
    this.#step.enter?.();
    this.#changed();
    this.#tellPlaces();
    this.#app.shell.showTitle();
  }

  /** @param {1 | -1} by */
  #go(by) {
    const name = STEPS[STEPS.indexOf(this.#draft.step) + by];
    if (name) {
      fill(this.#notice);
      this.#show(name);
      this.#focusHeading();
    }
  }

  /**
   * The browser's Back or Forward was pressed.
   * @param {number} index of a step
   */
  #walk(index) {
    if (this.#start) {
      this.#app.steps.show(STEPS.indexOf(this.#draft.step)); // only its button cancels a start
      return;
    }
    fill(this.#notice);
    this.#jump(STEPS[index] ?? 'interview');
  }

  #focusHeading() {
    scrollTo(0, 0);
    const heading = this.#main.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }

  #changed() {
    this.#app.store.setJson('draft', keptDraft(this.#draft));
    fill(this.#aside, this.#asideParts());
    this.#drawSteps();
    this.#drawActions();
  }

  #asideParts() {
    return this.#draft.step === 'interview'
      ? whatWillHappen(this.#desk)
      : summary(this.#desk, this.#start ? null : () => this.#jump('interview'));
  }

  #drawSteps() {
    const at = STEPS.indexOf(this.#draft.step);
    const items = STEPS.map((name, index) => {
      const label = [
        h('span', { class: 'step-sign' }, index < at ? icon('check') : String(index + 1)),
        h('span', { class: 'step-name' }, this.#app.t(`lobby.step.${name}`)),
      ];
      const open = index < at && !this.#start;
      const part = open
        ? h('button', { type: 'button', class: 'step', onclick: () => this.#jump(name) }, label)
        : h('span', { class: 'step', 'aria-current': index === at && 'step' }, label);
      const where = index < at ? 'done' : index === at ? 'now' : 'ahead';
      return h('li', { dataset: { at: where } }, part);
    });
    this.#steps.setAttribute('aria-label', this.#app.t('lobby.steps'));
    fill(this.#steps, items);
  }

  /** @param {StepName} name */
  #jump(name) {
    this.#show(name);
    this.#focusHeading();
  }

  #drawActions() {
    if (this.#start || !this.#step) {
      fill(this.#actions);
      return;
    }
    const primary = this.#step.primary();
    const back =
      this.#draft.step !== 'interview' &&
      h(
        'button',
        { type: 'button', class: 'button quiet', id: 'back', onclick: () => this.#go(-1) },
        this.#app.t('lobby.back'),
      );
    const go = h(
      'button',
      {
        type: 'button',
        class: 'button primary',
        id: 'next',
        'aria-disabled': primary.disabled && 'true', // so that it keeps the focus
        onclick: primary.disabled ? null : primary.run,
      },
      primary.icon && icon(primary.icon),
      primary.label,
    );
    const had = this.#actions.contains(document.activeElement) ? document.activeElement?.id : '';
    fill(this.#actions, back, h('span', { class: 'spread' }), this.#step.secondary?.() ?? null, go);
    if (had) {
      const same = this.#actions.querySelector(`#${had}`);
      /** @type {HTMLElement} */ (same ?? go).focus();
    }
  }

  // the start

  async #begin() {
    if (this.#start) {
      return;
    }
    this.#step?.leave?.();
    this.#start = new Start(this.#desk);
    this.root.dataset.state = 'starting';
    fill(this.#notice);
    fill(this.#main, this.#start.root);
    this.#changed();
    this.#app.shell.showTitle();
    this.#focusHeading();
    const error = await this.#start.run();
    this.#start = null;
    if (error === 'cancelled') {
      this.#show('agreement');
      this.#focusHeading();
    } else if (error) {
      this.#refused(error);
    }
  }

  /**
   * A start that was refused: back to where it can be mended, with everything that was typed.
   * @param {{code: string, message: string, retryAfterS?: number}} error
   */
  #refused({ code, message, retryAfterS }) {
    const first = ['LANGUAGE_UNAVAILABLE', 'UNKNOWN_PLAN'].includes(code);
    if (first || code.startsWith('DOCUMENT_')) {
      this.#show('interview');
      this.#mend(code, message);
    } else if (code === 'CONSENT_REQUIRED') {
      this.#show('agreement');
      this.#mend(code, message);
    } else {
      this.#draft.step = 'agreement';
      const retry = () => this.#app.go('lobby', { step: 'agreement', start: true });
      const back = () => this.#app.go('lobby', { step: 'agreement' });
      void this.#app.go('problem', { code, message, retryAfterS, retry, back });
    }
  }

  /**
   * @param {string} code
   * @param {string} message the server's sentence, which names the document
   */
  #mend(code, message) {
    const { app } = this.#desk;
    const key = `lobby.refused.${code}`;
    const known = app.i18n.has(key);
    const words = [
      h('p', { class: 'strong' }, app.t(known ? key : 'lobby.refused')),
      message && message !== code && h('p', null, message),
    ];
    const aside =
      code === 'UNKNOWN_PLAN' &&
      h(
        'button',
        { type: 'button', class: 'button edge', onclick: () => this.#withoutPlan() },
        app.t('lobby.without_plan'),
      );
    const banner = h(
      'div',
      { class: 'banner danger', role: 'alert', id: 'refused', tabindex: '-1' },
      icon('warning'),
      h('div', { class: 'stack tight' }, words, aside),
    );
    fill(this.#notice, banner);
    scrollTo(0, 0);
    banner.focus({ preventScroll: true });
  }

  #withoutPlan() {
    const { app } = this.#desk;
    delete app.presets.plan;
    app.draft = null;
    void app.go('lobby', {});
  }

  // whether there is a place

  async #readLobby() {
    const { app } = this.#desk;
    const waits = this.root.querySelector('[data-banner="places"]') !== null;
    if (document.hidden || (!waits && app.lobby?.ready)) {
      return;
    }
    let facts;
    try {
      facts = await app.readLobby();
    } catch {
      return; // the start will tell
    }
    if (this.root.isConnected && !this.#start) {
      this.#tellPlaces();
      this.#draft.language = spoken(this.#draft.language, facts);
      this.#step?.refresh?.();
      this.#changed();
    }
  }

  #tellPlaces() {
    const { app } = this.#desk;
    const facts = /** @type {import('../app.js').Lobby} */ (app.lobby);
    const full = facts.places.limit > 0 && facts.places.open >= facts.places.limit;
    const key = facts.ready ? (full ? 'lobby.full' : null) : 'lobby.not_ready';
    const shown = this.#notice.querySelector('[data-banner="places"]');
    if (!key) {
      shown?.remove();
    } else if (!shown || shown.textContent !== app.t(key)) {
      shown?.remove();
      const text = h('p', { role: 'status' }, app.t(key));
      this.#notice.prepend(
        h('div', { class: 'banner', dataset: { banner: 'places' } }, icon('clock'), text),
      );
    }
  }
}
