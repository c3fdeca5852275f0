// The buttons under the stage, and the sheet with the rest of them.
// @ts-check

import { fill, h, uniqueId } from '../dom.js';
import { icon } from '../icons.js';
import { KEYS, TalkButton } from './keys.js';
import { mode, screenState, unavailable } from './state.js';

/** @typedef {import('./types.js').Desk} Desk */
/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Command} Command */

/** @type {Record<string, string>} */
const ICONS = {
  repeat: 'repeat', skip: 'skip', wait: 'clock', mute: 'mic', pause: 'pause', done: 'check',
  type: 'keyboard', end: 'stop', more: 'more', talk: 'mic',
};

/** A button that says why it can't be used in place of being dead. */
class Control {
  #desk;
  #command;
  #label = h('span', { class: 'iv-label' });
  #icon = h('span', { class: 'iv-icon' });
  #shown = '';
  /** @type {string|null} */
  why = null;

  /** @param {Desk} desk @param {Command} command @param {string} [look] */
  constructor(desk, command, look = '') {
    this.#desk = desk;
    this.#command = command;
    this.root = h('button', {
      type: 'button',
      class: `iv-control ${look}`,
      dataset: { action: command },
      'aria-keyshortcuts': keyOf(command),
    }, this.#icon, this.#label);
    if (command !== 'talk') this.root.addEventListener('click', () => this.press());
  }

  press() {
    if (this.why) this.#desk.app.announce(this.#desk.t(this.why), true);
    else this.#desk.act(this.#command);
  }

  /** @param {{name?: string, pressed?: boolean|null, why?: string|null, key?: string}} look */
  show({ name = ICONS[this.#command], pressed = null, why = null, key = this.#command }) {
    const shown = `${name}|${pressed}|${why}|${key}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.why = why;
    const { t } = this.#desk;
    const shortcut = keyOf(this.#command);
    fill(this.#icon, icon(name));
    this.#label.textContent = t(`interview.button.${key}`);
    const help = t(`interview.help.${key}`) + (shortcut ? ` (${shortcut})` : '');
    this.root.title = why ? `${help} – ${t(why)}` : help;
    if (pressed !== null) this.root.setAttribute('aria-pressed', String(pressed));
    this.root.setAttribute('aria-disabled', String(why !== null));
  }
}

/** @param {string} command @returns {string|undefined} */
function keyOf(command) {
  return Object.entries(KEYS).find(([name]) => name === command)?.[1];
}

const ASIDE = /** @type {const} */ (['repeat', 'skip', 'wait']);
const PLAIN = /** @type {const} */ (['repeat', 'skip', 'wait', 'done', 'end']);

/** The bar. */
export class Bar {
  #controls;
  #talk;

  /** @param {Desk} desk @param {TalkKey} talk */
  constructor(desk, talk) {
    this.#talk = talk;
    const make = (/** @type {Command} */ command, look = '') => new Control(desk, command, look);
    this.#controls = {
      repeat: make('repeat', 'wide-only'),
      skip: make('skip', 'wide-only'),
      wait: make('wait', 'wide-only'),
      mute: make('mute'),
      pause: make('pause'),
      talk: make('talk', 'talk'),
      done: make('done', 'primary'),
      type: make('type'),
      more: make('more'),
      end: make('end', 'danger wide-only'),
    };
    talk.holdWith(this.#controls.talk.root, () => this.#controls.talk.why);
    const { repeat, skip, wait, mute, pause, done, type, more, end } = this.#controls;
    const group = (/** @type {Control[]} */ ...controls) =>
      h('div', { class: 'iv-group' }, controls.map((control) => control.root));
    const label = desk.t('interview.controls');
    this.root = h('div', { class: 'iv-bar', role: 'group', 'aria-label': label },
      group(repeat, skip, wait),
      group(mute, pause, this.#controls.talk, done),
      group(type, more, end));
  }

  /** The transcript is opened from there, and closes to there. */
  focusMore() {
    this.#controls.more.root.focus();
  }

  /** @param {View} view */
  show(view) {
    const c = this.#controls;
    const push = mode(view) === 'ptt';
    const paused = screenState(view) === 'paused';
    for (const name of PLAIN) c[name].show({ why: unavailable(name, view) });
    c.mute.show({
      name: view.muted ? 'mic-off' : 'mic',
      key: view.muted ? 'unmute' : 'mute',
      pressed: view.muted,
      why: unavailable('mute', view),
    });
    c.pause.show({
      name: paused ? 'play' : 'pause',
      key: paused ? 'continue' : 'pause',
      why: unavailable('pause', view),
    });
    const latched = view.talking && !this.#talk.held;
    c.talk.show({ pressed: view.talking, key: latched ? 'talking' : 'talk',
      why: unavailable('talk', view) });
    c.type.show({ pressed: view.typing, why: unavailable('type', view) });
    c.more.show({});
    c.talk.root.hidden = !push;
    c.mute.root.hidden = push || view.microphone === 'none';
    c.done.root.hidden = push || view.microphone === 'none';
    c.type.root.hidden = view.microphone === 'none';
  }
}

/** What the bar has no room for, and the settings one needs at hand. */
export class Sheet {
  #desk;
  #aside;
  #switches;
  #volume;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    const { t, app } = desk;
    const closing = (/** @type {Command} */ command) => () => {
      this.root.close();
      desk.act(command);
    };
    this.#aside = [...ASIDE, /** @type {const} */ ('end')].map((command) => {
      const control = new Control({ ...desk, act: (name) => closing(name)() }, command,
        command === 'end' ? 'danger' : '');
      return { command, control };
    });
    const toggle = (/** @type {Command} */ command) => h('button', {
      type: 'button', role: 'switch', class: 'iv-switch', onclick: () => desk.act(command),
    }, h('span', null, t(`interview.more.${command}`)), h('i', { 'aria-hidden': 'true' }));
    this.#switches = { captions: toggle('captions'), push_to_talk: toggle('push_to_talk') };
    const id = uniqueId('volume');
    this.#volume = h('input', {
      id, type: 'range', min: 0, max: 100, step: 5,
      oninput: () => {
        app.settings.set('volume', Number(this.#volume.value) / 100);
      },
    });
    const entry = (/** @type {Command} */ command, /** @type {string} */ name) =>
      h('button', { type: 'button', class: 'button quiet', onclick: closing(command) },
        icon(name), t(`interview.more.${command}`));
    const title = uniqueId('more');
    this.root = h('dialog', { class: 'iv-sheet', 'aria-labelledby': title },
      h('div', { class: 'iv-sheet-head' },
        h('h2', { id: title }, t('interview.more')),
        h('button', {
          type: 'button', class: 'button quiet icon-only', 'aria-label': t('interview.close'),
          onclick: () => this.root.close(),
        }, icon('x'))),
      h('div', { class: 'iv-sheet-actions' }, this.#aside.map(({ control }) => control.root)),
      this.#switches.push_to_talk,
      this.#switches.captions,
      h('div', { class: 'iv-volume' }, h('label', { for: id }, t('interview.volume')),
        this.#volume),
      entry('transcript', 'chat'),
      entry('sound', 'headphones'),
      entry('help', 'keyboard'));
    this.root.addEventListener('click', (event) => {
      if (event.target === this.root) this.root.close();
    });
  }

  /** @param {View} view */
  show(view) {
    const { settings } = this.#desk.app;
    for (const { command, control } of this.#aside) {
      control.show({ why: unavailable(command, view) });
    }
    check(this.#switches.captions, settings.get('captions'));
    check(this.#switches.push_to_talk, view.pushToTalk);
    this.#switches.push_to_talk.hidden = view.microphone === 'none';
    this.#volume.value = String(Math.round(settings.get('volume') * 100));
  }
}

/** @param {HTMLElement} element @param {boolean} on */
function check(element, on) {
  element.setAttribute('aria-checked', String(on));
}

/** Hold to talk, by pointer, Space or Enter. */
export class TalkKey {
  #button = new TalkButton();
  #changed;

  /** @param {(on: boolean) => void} changed */
  constructor(changed) {
    this.#changed = changed;
  }

  get held() {
    return this.#button.held;
  }

  down() {
    this.#tell(() => this.#button.down(performance.now()));
  }

  up() {
    this.#tell(() => this.#button.up(performance.now()));
  }

  lose() {
    this.#tell(() => this.#button.lose());
  }

  release() {
    this.#tell(() => this.#button.release());
  }

  /** @param {HTMLElement} element @param {() => string|null} why  it may not */
  holdWith(element, why) {
    element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || why()) return;
      element.setPointerCapture(event.pointerId);
      this.down();
    });
    for (const name of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      element.addEventListener(name, () => this.up());
    }
    element.addEventListener('contextmenu', (event) => event.preventDefault());
    element.addEventListener('keydown', (event) => {
      if ((event.key !== 'Enter' && event.key !== ' ') || why()) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) this.down();
    });
    element.addEventListener('keyup', (event) => {
      if (event.key === 'Enter' || event.key === ' ') this.up();
    });
    element.addEventListener('blur', () => this.lose());
  }

  /** @param {() => void} change */
  #tell(change) {
    const before = this.#button.on;
    change();
    if (this.#button.on !== before) this.#changed(this.#button.on);
  }
}
