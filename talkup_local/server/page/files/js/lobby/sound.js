// Step two: the microphone, the loudspeaker, and a sentence to try both with.
// @ts-check

import { Microphone } from '../../client/talkup-client.js';
import { fill, h, uniqueId } from '../dom.js';
import { icon } from '../icons.js';
import { closeMicrophone, openMicrophone } from './devices.js';
import { Meter } from './meter.js';
import { SentenceTest } from './sentence.js';
import { SpeakerTest } from './speaker.js';
import { Tones } from './tones.js';
import { isMendable, trouble } from './trouble.js';

/** @typedef {import('./lobby.js').Desk} Desk */

export class SoundStep {
  root;
  #desk;
  #body = h('div', { class: 'stack' });
  #busy = false;
  #left = false;
  /** how often the way to answer was chosen: the last choice counts, however long it takes */
  #choices = 0;
  /** the code of what keeps the microphone away */
  #trouble = '';
  /** @type {Tones | null} */
  #tones = null;
  /** @type {Meter | null} */
  #meter = null;
  /** @type {SentenceTest | null} */
  #sentence = null;
  #lost = () => this.#failed('NOT_FOUND');
  #back = () => void this.#showOpen();
  #devices = () => void this.#listDevices();
  #select = h('select', { class: 'select', id: uniqueId('device'), name: 'device' });

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    const { app } = desk;
    this.root = h(
      'div',
      { class: 'stack step-body' },
      h('h1', { tabindex: -1 }, app.t('lobby.sound.title')),
      this.#body,
    );
    this.#select.addEventListener('change', () => {
      app.settings.set('deviceId', this.#select.value);
      void this.#open();
    });
  }

  enter() {
    navigator.mediaDevices?.addEventListener?.('devicechange', this.#devices);
    if (this.#desk.app.microphone) {
      void this.#showOpen();
    } else if (this.#desk.draft.typed) {
      this.#showTyped();
    } else {
      this.#showAsk();
    }
  }

  leave() {
    this.#left = true;
    navigator.mediaDevices?.removeEventListener?.('devicechange', this.#devices);
    this.#stop();
    this.#tones?.close();
    this.#tones = null;
  }

  primary() {
    const { app, next } = this.#desk;
    const run = () => void this.#open();
    if (this.#busy) {
      return { label: app.t('lobby.sound.asking'), icon: 'mic', disabled: true, run };
    }
    switch (this.root.dataset.sound) {
      case 'ask':
        return { label: app.t('lobby.sound.turn_on'), icon: 'mic', run };
      case 'trouble':
        return isMendable(this.#trouble)
          ? { label: app.t('lobby.trouble.retry'), icon: 'refresh', run }
          : { label: app.t('lobby.type_instead'), icon: 'keyboard', run: () => this.#type() };
      default:
        return { label: app.t('lobby.continue'), run: next };
    }
  }

  secondary() {
    const { app } = this.#desk;
    const at = this.root.dataset.sound;
    if (at !== 'ask' && !(at === 'trouble' && isMendable(this.#trouble))) {
      return null;
    }
    return h(
      'button',
      { type: 'button', class: 'button quiet', id: 'type-instead', onclick: () => this.#type() },
      icon('keyboard'),
      app.t('lobby.type_instead'),
    );
  }

  /**
   * What had the focus may be gone.
   * @param {...(HTMLElement | null)} content
   */
  #fill(...content) {
    const held = this.#body.contains(document.activeElement);
    fill(this.#body, content);
    if (held) {
      this.root.querySelector('h1')?.focus({ preventScroll: true });
    }
  }

  /** @param {'ask' | 'open' | 'typed' | 'trouble'} state */
  #state(state) {
    this.root.dataset.sound = state;
    this.#desk.changed();
  }

  #stop() {
    this.#meter?.stop();
    this.#sentence?.leave();
    this.#meter = null;
    this.#sentence = null;
    const { microphone } = this.#desk.app;
    microphone?.removeEventListener('lost', this.#lost);
    microphone?.removeEventListener('back', this.#back);
  }

  #showAsk() {
    const { app } = this.#desk;
    this.#stop();
    this.#fill(signed('mic', app.t('lobby.sound.ask'), app.t('lobby.sound.ask.browser')));
    this.#state('ask');
  }

  #showTyped() {
    const { app } = this.#desk;
    this.#stop();
    this.#fill(
      signed('keyboard', app.t('lobby.typed'), app.t('lobby.typed.hint')),
      h(
        'button',
        {
          type: 'button',
          class: 'button edge',
          id: 'speak-instead',
          onclick: () => {
            this.#desk.draft.typed = false;
            void this.#open();
          },
        },
        icon('mic'),
        app.t('lobby.speak_instead'),
      ),
    );
    this.#state('typed');
  }

  #type() {
    const { app, draft } = this.#desk;
    this.#choices += 1;
    this.#busy = false;
    draft.typed = true;
    closeMicrophone(app);
    this.#showTyped();
  }

  async #open() {
    const { app, changed } = this.#desk;
    this.#stop();
    this.#choices += 1;
    const choice = this.#choices;
    this.#busy = true;
    changed();
    try {
      await openMicrophone(app);
    } catch (error) {
      if (choice !== this.#choices) {
        return;
      }
      this.#busy = false;
      this.#failed(/** @type {{code?: string}} */ (error).code ?? 'FAILED');
      return;
    }
    this.#busy = false;
    if (this.#left) {
      return;
    }
    this.#desk.draft.typed = false;
    await this.#showOpen();
  }

  /** @param {string} code */
  #failed(code) {
    if (this.#left) {
      return;
    }
    const { app } = this.#desk;
    this.#meter?.stop();
    this.#sentence?.leave();
    this.#trouble = code;
    this.#fill(trouble(app, code));
    this.#state('trouble');
  }

  async #showOpen() {
    const { app } = this.#desk;
    const { microphone } = app;
    if (!microphone || this.#left) {
      return;
    }
    this.#stop();
    microphone.addEventListener('lost', this.#lost);
    microphone.addEventListener('back', this.#back);
    const tones = () => (this.#tones ??= new Tones());
    this.#meter = new Meter((key) => app.t(key), microphone);
    this.#sentence = new SentenceTest(this.#desk, microphone, tones);
    const speaker = new SpeakerTest(this.#desk, microphone, tones);
    this.#fill(
      h('p', { class: 'lead' }, app.t('lobby.sound.lead')),
      h(
        'div',
        { class: 'test' },
        h('label', { class: 'section-title', for: this.#select.id }, app.t('lobby.device')),
        this.#select,
        this.#meter.root,
      ),
      this.#sentence.root,
      speaker.root,
    );
    this.#meter.start();
    this.#state('open');
    await this.#listDevices();
  }

  async #listDevices() {
    const { app } = this.#desk;
    const found = await Microphone.devices();
    const chosen = app.settings.get('deviceId');
    const usual = app.microphone?.label || app.t('lobby.device.usual');
    const options = [
      h('option', { value: '', selected: !chosen }, app.t('lobby.device.default', { name: usual })),
      ...found
        .filter(({ id }) => id && id !== 'default' && id !== 'communications')
        .map(({ id, label }, index) =>
          h(
            'option',
            { value: id, selected: id === chosen },
            label || app.t('lobby.device.number', { n: index + 1 }),
          ),
        ),
    ];
    fill(this.#select, options);
  }
}

/**
 * @param {string} sign an icon
 * @param {string} lead
 * @param {string} hint
 */
function signed(sign, lead, hint) {
  return h(
    'div',
    { class: 'asking' },
    h('span', { class: 'sign' }, icon(sign)),
    h(
      'div',
      { class: 'stack tight' },
      h('p', { class: 'lead' }, lead),
      h('p', { class: 'quiet-text' }, hint),
    ),
  );
}
