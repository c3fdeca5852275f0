// The test sentence: recorded, recognised by the server, judged, and played back.
// @ts-check

import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { refusalOf } from './start.js';
import { soundVerdicts } from './verdicts.js';

/** @typedef {import('./lobby.js').Desk} Desk */

const SECONDS = 5;

export class SentenceTest {
  root;
  #desk;
  #microphone;
  #tones;
  #left = false;
  #result = h('div', { class: 'stack tight', role: 'status' });
  #button;
  #count = h('span', { class: 'figures-text' });

  /**
   * @param {Desk} desk
   * @param {import('../../client/talkup-client.js').Microphone} microphone
   * @param {() => import('./tones.js').Tones} tones
   */
  constructor(desk, microphone, tones) {
    this.#desk = desk;
    this.#microphone = microphone;
    this.#tones = tones;
    const { app, draft } = desk;
    this.#button = h('button', {
      type: 'button',
      class: 'button',
      id: 'record',
      onclick: () => void this.#run(),
    });
    this.#label('lobby.sentence.record');
    const lang = draft.language;
    this.root = h(
      'div',
      { class: 'test', dataset: { test: 'ready' } },
      h('h2', { class: 'section-title' }, app.t('lobby.sentence')),
      h('blockquote', { class: 'sentence', lang }, app.t(`lobby.sentence.${lang}`)),
      h('div', { class: 'row' }, this.#button, this.#count),
      this.#result,
    );
  }

  leave() {
    this.#left = true;
  }

  /** @param {string} key */
  #label(key) {
    fill(this.#button, icon('mic'), this.#desk.app.t(key));
  }

  async #run() {
    const { app, draft } = this.#desk;
    if (this.root.dataset.test === 'recording' || this.root.dataset.test === 'asking') {
      return;
    }
    this.#state('recording');
    this.#label('lobby.sentence.recording');
    const counting = this.#countDown();
    try {
      const samples = await this.#microphone.record(SECONDS);
      clearInterval(counting);
      this.#count.textContent = '';
      this.#state('asking');
      const wait = app.t('lobby.sentence.asking');
      fill(this.#result, h('p', { class: 'row' }, h('span', { class: 'spinner' }), wait));
      const heard = await app.client.soundCheck(samples, draft.language);
      this.#tell(samples, heard);
    } catch (error) {
      clearInterval(counting);
      this.#failed(error);
    }
    this.#count.textContent = '';
    this.#label('lobby.sentence.again');
    this.#button.removeAttribute('aria-disabled');
  }

  /** @param {'recording' | 'asking' | 'heard' | 'failed'} state */
  #state(state) {
    this.root.dataset.test = state;
    if (state === 'recording') {
      fill(this.#result);
      this.#button.setAttribute('aria-disabled', 'true');
    }
  }

  #countDown() {
    let left = SECONDS;
    const show = () => {
      this.#count.textContent = this.#desk.app.t('lobby.sentence.left', { n: left });
      left = Math.max(0, left - 1);
    };
    show();
    return setInterval(show, 1000);
  }

  /** @param {unknown} error */
  #failed(error) {
    if (this.#left) {
      return;
    }
    const { app } = this.#desk;
    const { code, message, retryAfterS } = refusalOf(error);
    if (code === 'TOKEN_NEEDED' || code === 'TOKEN_WRONG') {
      void app.go('problem', { code, message, retryAfterS, retry: () => app.go('lobby', {}) });
      return;
    }
    this.#state('failed');
    const key = `lobby.sentence.failed.${code}`;
    const known = app.i18n.has(key) ? key : 'lobby.sentence.failed';
    fill(
      this.#result,
      h('p', { class: 'verdict poor' }, icon('info'), h('span', null, app.t(known))),
    );
  }

  /**
   * @param {Int16Array} samples
   * @param {import('./verdicts.js').SoundChecked} heard
   */
  #tell(samples, heard) {
    if (this.#left) {
      return;
    }
    const { app, draft } = this.#desk;
    const verdicts = soundVerdicts(heard);
    const words = heard.text.trim();
    this.#state('heard');
    fill(
      this.#result,
      words && [
        h('p', { class: 'quiet-text small' }, app.t('lobby.sentence.understood')),
        h('blockquote', { class: 'heard', lang: draft.language }, words),
      ],
      h(
        'ul',
        { class: 'verdicts' },
        verdicts.map(({ about, is, good }) =>
          h(
            'li',
            { class: `verdict ${good ? 'good' : 'poor'}`, dataset: { about, is } },
            icon(good ? 'check-circle' : 'warning'),
            h('span', null, app.t(`lobby.check.${about}.${is}`)),
          ),
        ),
      ),
      h('div', null, this.#playBack(samples)),
    );
  }

  /** @param {Int16Array} samples */
  #playBack(samples) {
    const { app } = this.#desk;
    const button = h('button', { type: 'button', class: 'button quiet edge', id: 'play-back' });
    let playing = false;
    const show = () => {
      const key = playing ? 'lobby.sentence.stop' : 'lobby.sentence.play';
      fill(button, icon(playing ? 'stop' : 'play'), app.t(key));
    };
    button.addEventListener('click', async () => {
      if (playing) {
        this.#tones().stop();
        return;
      }
      playing = true;
      show();
      await this.#tones()
        .play(samples)
        .catch(() => {}); // no sound here: the button is as it was
      playing = false;
      show();
    });
    show();
    return button;
  }
}
