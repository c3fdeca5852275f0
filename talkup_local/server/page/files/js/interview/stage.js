// The middle of the screen: how far it is, whose turn it is, and the words of both sides, large.
// @ts-check

import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { headline } from './state.js';
import { timeLeft } from './countdown.js';

/** @typedef {import('./types.js').Desk} Desk */
/** @typedef {import('./types.js').View} View */
/** @typedef {import('./talk.js').Talk} Talk */

const NAMED_STEPS = ['consent', 'follow_up', 'probe', 'repeat', 'rephrase', 'invite', 'close'];
const MOST_DOTS = 12;

/** Question n of m, and the time that is left. */
export class Progress {
  #question = h('span', { class: 'iv-question' });
  #dots = h('span', { class: 'iv-dots', 'aria-hidden': 'true' });
  #time = h('span', { class: 'iv-time', hidden: true });
  #shown = '';
  #timeShown = '';

  root = h('div', { class: 'iv-progress' }, this.#question, this.#dots, this.#time);

  /** @param {Desk} desk */
  constructor({ t }) {
    this.t = t;
  }

  /** @param {View['progress']} progress */
  show(progress) {
    const shown = JSON.stringify(progress);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const { question = 0, questions = 0, step = '' } = progress ?? {};
    const known = questions > 0 && question > 0;
    const text = known ? this.t('interview.question', { question, questions }) : '';
    const named = NAMED_STEPS.includes(step) ? this.t(`interview.step.${step}`) : '';
    fill(
      this.#question,
      text && h('strong', null, text),
      named && h('span', { class: 'quiet-text' }, named),
    );
    const few = known && questions <= MOST_DOTS ? questions : 0;
    const dots = Array.from({ length: few }, (_, n) => h('i', { class: dot(n + 1, question) }));
    fill(this.#dots, dots);
  }

  /** @param {number|null} leftS */
  showTime(leftS) {
    const left = leftS === null ? null : timeLeft(leftS);
    const words = left ? this.t(left.key, { n: left.minutes }) : '';
    if (words === this.#timeShown) return;
    this.#timeShown = words;
    this.#time.hidden = !left;
    this.#time.dataset.pace = left?.pace ?? 'plenty';
    fill(this.#time, icon('clock'), h('span', null, words));
  }
}

/** @param {number} n @param {number} question */
function dot(n, question) {
  if (n === question) return 'now';
  return n < question ? 'over' : '';
}

/** The state in words with its icon. */
export class Headline {
  #icon = h('span', { class: 'iv-state-icon' });
  #title = h('strong', null);
  #hint = h('p', { class: 'iv-hint' });
  #iconShown = '';

  root = h('div', { class: 'iv-state' }, h('p', { class: 'iv-title' }, this.#icon, this.#title),
    this.#hint);

  /** @param {Desk} desk */
  constructor({ t }) {
    this.t = t;
  }

  /** @param {View} view */
  show(view) {
    const { icon: name, title, hint } = headline(view);
    if (name !== this.#iconShown) fill(this.#icon, icon(name));
    this.#iconShown = name;
    write(this.#title, this.t(title));
    write(this.#hint, hint ? this.t(hint) : '');
  }
}

/** What the interviewer says, and what the candidate does; only what is new is drawn. */
export class Captions {
  #reply = h('p', { class: 'iv-reply', dir: 'auto' });
  #solid = document.createTextNode('');
  #loose = h('span', { class: 'iv-loose' });
  #answer = h('p', { class: 'iv-answer', dir: 'auto' }, h('span', null, this.#solid),
    this.#loose);
  /** @type {import('./talk.js').Reply|null} */
  #of = null;
  /** @type {string[]} */
  #segments = [];

  /** Whether the reader has not scrolled back. */
  #atEnd = true;

  root = h('div', { class: 'iv-captions', onscroll: () => this.#scrolled() }, this.#reply,
    this.#answer);

  /** @param {Talk} talk */
  show(talk) {
    const before = this.root.textContent;
    this.#showReply(talk.reply);
    this.#showAnswer(talk.answer);
    if (this.root.textContent !== before) this.#toEnd();
  }

  /** There may be more room now, or less: what is said now stays in sight. */
  settle() {
    reachable(this.root);
    if (this.#atEnd) this.#toEnd();
  }

  #toEnd() {
    this.root.scrollTop = this.root.scrollHeight;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.root;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < 8;
  }

  /** @param {import('./talk.js').Reply|null} reply */
  #showReply(reply) {
    const segments = reply?.segments ?? [];
    const same = reply === this.#of && this.#segments.every((text, n) => text === segments[n]);
    if (!same) this.#reply.replaceChildren();
    const drawn = same ? this.#segments.length : 0;
    for (const text of segments.slice(drawn)) {
      if (this.#reply.lastChild) this.#reply.append(' ');
      this.#reply.append(h('span', null, text));
    }
    this.#of = reply;
    this.#segments = [...segments];
    this.#reply.classList.toggle('cut', reply?.interrupted ?? false);
  }

  /** @param {import('./talk.js').Answer|null} answer */
  #showAnswer(answer) {
    const solid = answer?.solid ?? '';
    const drawn = this.#solid.data;
    if (solid.startsWith(drawn)) {
      if (solid.length > drawn.length) this.#solid.appendData(solid.slice(drawn.length));
    } else {
      this.#solid.data = solid;
    }
    write(this.#loose, answer?.loose ?? '');
  }
}

/** What scrolls can be reached by the keyboard. @param {HTMLElement} element */
export function reachable(element) {
  const scrolls = element.scrollHeight > element.clientHeight + 1;
  if (scrolls) element.tabIndex = 0;
  else element.removeAttribute('tabindex');
}

/** @param {HTMLElement} element @param {string} text */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
