// What stands in the way and how to go on: a lost connection, a lost microphone, small notes.
// @ts-check

import { fill, h, uniqueId } from '../dom.js';
import { icon } from '../icons.js';
import { isClosing, screenState } from './state.js';

/** @typedef {import('./types.js').Command} Command */
/** @typedef {import('./types.js').Desk} Desk */
/** @typedef {import('./types.js').View} View */

/** What is said while the connection is gone is kept for so long. */
const KEPT_S = 10;

/** What stands over the captions: paused, looking for the server, at the end. */
export class Standstill {
  #desk;
  #shown = '';
  #bar = h('i', null);
  #track = h('div', { class: 'iv-kept', 'aria-hidden': 'true' }, this.#bar);
  #kept = h('p', { class: 'small' });
  #next = h('p', { class: 'small quiet-text' });

  root = h('div', { class: 'iv-standstill', hidden: true });

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** @param {View} view @param {number} nowMs */
  show(view, nowMs) {
    const state = isClosing(view) ? 'closing' : screenState(view);
    const shown = ['paused', 'reconnecting', 'closing', 'ended'].includes(state) ? state : '';
    if (shown !== this.#shown) this.#build(shown, view.leftover);
    if (shown === 'reconnecting') this.#count(view, nowMs);
  }

  /** @param {string} shown @param {string} leftover */
  #build(shown, leftover) {
    const { t, act } = this.#desk;
    this.#shown = shown;
    this.root.hidden = !shown;
    if (shown === 'reconnecting') {
      fill(this.root, this.#kept, this.#track, this.#next);
    } else if (shown === 'paused') {
      fill(this.root,
        h('button', { type: 'button', class: 'button primary', onclick: () => act('pause') },
          icon('play'), t('interview.button.continue')));
    } else if (shown === 'closing') {
      fill(this.root,
        h('button', { type: 'button', class: 'button primary', onclick: () => act('end') },
          icon('check'), t('interview.closing.finish')));
    } else if (shown === 'ended') {
      const on = h('button', { type: 'button', class: 'button primary',
        onclick: () => act('after') }, t('interview.ended.on'));
      if (leftover) fill(this.root, this.#leftover(leftover, on), on);
      else fill(this.root, h('p', null, t('interview.ended.text')), on);
      on.focus(); // the bar has gone, and the focus with it
    }
  }

  /**
   * What came too late can still be copied; who does not see it hears of it with the button.
   * @param {string} text
   * @param {HTMLElement} on
   */
  #leftover(text, on) {
    const id = uniqueId('leftover');
    on.setAttribute('aria-describedby', `${id}-why`);
    return h('div', { class: 'iv-leftover' },
      h('label', { for: id, id: `${id}-why` }, this.#desk.t('interview.ended.leftover')),
      h('textarea', { id, class: 'textarea', rows: 4, readonly: true, dir: 'auto' }, text));
  }

  /** @param {View} view @param {number} nowMs */
  #count(view, nowMs) {
    const { t } = this.#desk;
    const { lostAtMs, retryAtMs, attempt } = view.connection;
    const goneS = (nowMs - (lostAtMs ?? nowMs)) / 1000;
    const heard = view.microphone === 'open' && !view.muted;
    const waits = !heard ? 'silent' : goneS > KEPT_S ? 'full' : 'kept';
    const key = view.leaving ? 'leaving' : waits;
    write(this.#kept, t(`interview.reconnecting.${key}`, { n: KEPT_S }));
    this.#track.hidden = !heard || view.leaving; // of a voice that is not heard nothing is kept
    this.#bar.style.width = `${Math.min(100, (100 * goneS) / KEPT_S)}%`;
    const nextS = retryAtMs === null ? 0 : Math.ceil((retryAtMs - nowMs) / 1000);
    write(this.#next, nextS > 0
      ? t('interview.reconnecting.next', { attempt, n: nextS })
      : t('interview.reconnecting.trying', { attempt: Math.max(1, attempt) }));
  }
}

/** Lasting troubles, each with what to do about it. */
export class Banners {
  #desk;
  #shown = '';

  root = h('div', { class: 'iv-banners' });

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** @param {View} view */
  show(view) {
    const due = [view.blocked && 'blocked', view.microphone === 'lost' && 'microphone_lost']
      .filter(Boolean).join(' ');
    if (due === this.#shown) return;
    this.#shown = due;
    fill(this.root, due.split(' ').map((name) => this.#banner(name)));
  }

  /** @param {string} name */
  #banner(name) {
    const { t, act } = this.#desk;
    const button = (/** @type {string} */ key, /** @type {Command} */ command) =>
      h('button', { type: 'button', class: 'button', onclick: () => act(command) }, t(key));
    switch (name) {
      case 'blocked':
        return h('div', { class: 'banner warn' }, icon('volume'),
          h('p', null, t('interview.blocked')),
          button('interview.blocked.mend', 'unlock'));
      case 'microphone_lost':
        return h('div', { class: 'banner warn' }, icon('mic-off'),
          h('p', null, t('interview.mic.lost')),
          h('div', { class: 'row' }, button('interview.mic.choose', 'sound'),
            button('interview.mic.type', 'type')));
      default:
        return null;
    }
  }
}

/** Codes that have a sentence of ours; of others the server's is shown. */
const OURS = ['TRANSCRIPTION_ERROR', 'TTS_ERROR', 'BUFFER_ERROR', 'INTERNAL_ERROR', 'RATE_LIMITED',
  'MUTED_VOICE'];
/** They concern a program, or need nothing of the candidate. */
const SILENT = ['AI_RESPONSE_ERROR', 'WEBSOCKET_ERROR', 'INVALID_MESSAGE', 'UNKNOWN_TYPE',
  'NOT_STARTED', 'ALREADY_STARTED'];
const LASTING = ['DOCUMENT_NOTE'];
/** Why typed words are in the field again, where there is more to say than that. */
const BACK = ['ANSWER_UNSURE', 'INVALID_MESSAGE', 'RATE_LIMITED', 'TRANSCRIPTION_ERROR'];
const MOST_NOTES = 3;

/** @typedef {{code: string, root: HTMLElement, back: boolean}} Note  back: words came back */

/** Small notes between the captions and the buttons; each can be put away. */
export class Notes {
  #desk;
  /** @type {Note[]} */
  #notes = [];

  root = h('div', { class: 'iv-notes' });

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** @param {{code: string, message: string, text?: string}} notice  text: back in the field */
  add({ code, message, text: typed }) {
    if (!typed && SILENT.includes(code)) return;
    const { t, app } = this.#desk;
    const returned = BACK.includes(code) ? `interview.back.${code}` : 'interview.back';
    const ours = typed ? returned : OURS.includes(code) && `interview.note.${code}`;
    const text = ours ? t(ours) : message;
    const back = Boolean(typed);
    this.drop((one) => one.code === code && one.back === back && !LASTING.includes(code));
    const note = { code, back, root: h('div', { class: 'iv-note', dataset: { code } }) };
    fill(note.root, icon('info'), h('p', null, text),
      h('button', {
        type: 'button', class: 'button quiet icon-only', 'aria-label': t('interview.note.close'),
        onclick: () => this.drop((one) => one === note),
      }, icon('x')));
    this.#notes.push(note);
    this.root.append(note.root);
    if (this.#notes.length > MOST_NOTES) this.drop((one) => one === this.#notes[0]);
    app.announce(text);
  }

  /** Another microphone has taken the place of one that is gone. @param {any} back */
  microphone({ label, other }) {
    const { t } = this.#desk;
    if (!other || !label) return;
    this.add({ code: 'MICROPHONE', message: t('interview.mic.other', { label }) });
  }

  /** The candidate has answered: what was noted before is of no use any more. */
  outlive() {
    this.drop(({ code, back }) => !back && !LASTING.includes(code));
  }

  /** What came back is on its way again. */
  sent() {
    this.drop(({ back }) => back);
  }

  /** @param {(note: Note) => boolean} which */
  drop(which) {
    for (const note of this.#notes.filter(which)) note.root.remove();
    this.#notes = this.#notes.filter((note) => !which(note));
  }
}

/** @param {HTMLElement} element @param {string} text */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
