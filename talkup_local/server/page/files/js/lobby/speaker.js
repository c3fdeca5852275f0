// The loudspeaker's test: a chime to hear, and whether the microphone hears the loudspeaker.
// @ts-check

import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { echoVerdict, findChirp } from './echo.js';

/** @typedef {import('./lobby.js').Desk} Desk */

const SIGNS = { none: 'check-circle', some: 'info', strong: 'headphones' };
const LAST_CHIRPS_S = 1.4;
const RATE_HZ = 16_000;

export class SpeakerTest {
  root;
  #desk;
  #microphone;
  #tones;
  #result = h('div', { class: 'stack tight', role: 'status' });
  #button;

  /**
   * @param {Desk} desk
   * @param {import('../../client/talkup-client.js').Microphone} microphone
   * @param {() => import('./tones.js').Tones} tones
   */
  constructor(desk, microphone, tones) {
    this.#desk = desk;
    this.#microphone = microphone;
    this.#tones = tones;
    const { app } = desk;
    this.#button = h(
      'button',
      { type: 'button', class: 'button', id: 'play-chime', onclick: () => void this.#run() },
      icon('volume'),
      app.t('lobby.speaker.play'),
    );
    this.root = h(
      'div',
      { class: 'test' },
      h('h2', { class: 'section-title' }, app.t('lobby.speaker')),
      h('p', { class: 'quiet-text small' }, app.t('lobby.speaker.hint')),
      h('div', null, this.#button),
      this.#result,
    );
  }

  async #run() {
    const { app } = this.#desk;
    if (this.#button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    this.#button.setAttribute('aria-disabled', 'true');
    fill(this.#result, h('p', { class: 'quiet-text' }, app.t('lobby.speaker.playing')));
    try {
      const tones = this.#tones(); // closed with the step: then the rest is not played
      await tones.chime();
      const [recorded] = await Promise.all([
        this.#microphone.record(2.4),
        tones.chirps(3, 0.6),
      ]);
      this.#tell(echoVerdict(findChirp(recorded.subarray(-LAST_CHIRPS_S * RATE_HZ))));
    } catch {
      fill(this.#result, h('p', null, app.t('lobby.speaker.failed')));
    }
    this.#button.removeAttribute('aria-disabled');
  }

  /** @param {'none' | 'some' | 'strong'} echo */
  #tell(echo) {
    const { app } = this.#desk;
    this.root.dataset.echo = echo;
    const line = h(
      'p',
      { class: `verdict ${echo === 'none' ? 'good' : 'poor'}` },
      icon(SIGNS[echo]),
      h('span', null, app.t(`lobby.echo.${echo}`)),
    );
    fill(this.#result, line, echo === 'strong' && this.#halfDuplex());
  }

  #halfDuplex() {
    const { app, draft, changed } = this.#desk;
    const box = h('input', {
      type: 'checkbox',
      checked: draft.halfDuplex,
      onchange: () => {
        draft.halfDuplex = box.checked;
        changed();
      },
    });
    return h('label', { class: 'check' }, box, h('span', null, app.t('lobby.half_duplex')));
  }
}
