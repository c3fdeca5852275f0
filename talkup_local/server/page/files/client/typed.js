// Typed answers, each kept until the server has taken it: what it does not take is given back.
// @ts-check

import { randomId } from './server.js';

/** @typedef {{id: string, text: string}} Answer */

export class Typed {
  #keep;
  #name = randomId();
  #count = 0;
  /** @type {Answer[]} on their way, or with the server */
  #waiting = [];
  /** @type {Answer[]} of a connection before: it is not known whether they have arrived */
  #unsure = [];

  /** @param {(answers: Answer[]) => void} keep keeps over a reload what is not taken yet */
  constructor(keep) {
    this.#keep = keep;
  }

  /**
   * @param {string} text
   * @returns {{type: string, text: string, id: string}} the message to send
   */
  add(text) {
    this.#count += 1;
    const answer = { id: `${this.#name}-${this.#count}`, text };
    this.#set([...this.#waiting, answer], this.#unsure);
    return { type: 'text_answer', ...answer };
  }

  /** @param {string[]} ids of what the server has taken, at any time */
  taken(ids) {
    const missing = (/** @type {Answer} */ { id }) => !ids.includes(id);
    this.#set(this.#waiting.filter(missing), this.#unsure.filter(missing));
  }

  /**
   * @param {string[]} ids of what the server does not take
   * @returns {string} the words, "" for none
   */
  refuse(ids) {
    const refused = this.#waiting.filter(({ id }) => ids.includes(id));
    this.taken(ids);
    return wordsOf(refused);
  }

  /** The server begins anew: what it was sent before may not have arrived. */
  doubt() {
    this.#set([], [...this.#unsure, ...this.#waiting]);
  }

  /** @param {Answer[]} answers that were kept over a reload */
  restore(answers) {
    this.#set([], answers);
  }

  /** @returns {string} the words of which nobody knows whether they have arrived, "" for none */
  giveBack() {
    const words = wordsOf(this.#unsure);
    this.#set(this.#waiting, []);
    return words;
  }

  /**
   * @param {Answer[]} waiting
   * @param {Answer[]} unsure
   */
  #set(waiting, unsure) {
    const before = this.#waiting.length + this.#unsure.length;
    [this.#waiting, this.#unsure] = [waiting, unsure];
    if (before || waiting.length || unsure.length) this.#keep([...unsure, ...waiting]);
  }
}

/** @param {Answer[]} answers */
function wordsOf(answers) {
  return answers.map(({ text }) => text).join('\n');
}
