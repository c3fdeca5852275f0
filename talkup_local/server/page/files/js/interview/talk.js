// What was said by both sides: a list that only grows, and what is being said just now.
// @ts-check

/**
 * @typedef {'interviewer'|'candidate'} Who
 * @typedef {''|'interrupted'|'typed'|'unfinished'} Mark
 * @typedef {{id: number, who: Who, text: string, mark: Mark}} Entry
 * @typedef {{segments: string[], over: boolean, interrupted: boolean}} Reply
 * @typedef {{solid: string, loose: string, typed: boolean, over: boolean}} Answer
 */

const SPACES = /\s+/gu;

/** @param {string} text */
const plain = (text) => text.replace(SPACES, ' ').trim();

/**
 * Split after `count` Unicode characters.
 * @param {string} text
 * @param {number} count
 * @returns {[string, string]}
 */
export function cut(text, count) {
  let at = 0;
  for (let n = 0; n < count && at < text.length; n += 1) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return [text.slice(0, at), text.slice(at)];
}

/** The conversation: `entries` only grows; `reply` and `answer` are what is shown large. */
export class Talk {
  /** @param {Entry[]} [entries]  of a conversation that goes on */
  constructor(entries = []) {
    /** @type {Entry[]} */
    this.entries = [...entries];
    /** @type {Reply|null} */
    this.reply = null;
    /** @type {Answer|null} */
    this.answer = null;
  }

  /** The interviewer begins to say a sentence. @param {string} text */
  says(text) {
    const words = plain(text);
    if (!words) return;
    if (this.reply?.over && this.#isIn(words)) return;
    if (!this.reply || this.reply.over) this.#newReply();
    this.reply?.segments.push(words);
  }

  /** A reply is complete, or as much of it as was heard. @param {string} text */
  said(text) {
    const words = plain(text);
    if (this.reply?.over !== false) {
      if (!words || (this.reply && words === this.#shown())) return;
      this.#newReply();
    }
    const reply = /** @type {Reply} */ (this.reply);
    reply.over = true;
    const shown = this.#shown();
    if (words !== shown) {
      reply.segments = words.startsWith(shown) && shown
        ? [...reply.segments, plain(words.slice(shown.length))]
        : [words].filter(Boolean);
    }
    if (words) this.#add('interviewer', words, reply.interrupted ? 'interrupted' : '');
  }

  /** The candidate broke in. @param {string} text  as much as was heard */
  interrupted(text) {
    const words = plain(text);
    if (!this.reply || this.reply.over) {
      if (words) this.says(words);
    } else {
      this.reply.segments = [words].filter(Boolean);
    }
    if (this.reply && !this.reply.over) this.reply.interrupted = true;
  }

  /**
   * Words of the candidate's, all of the answer so far.
   * @param {{text: string, stable: number, final: boolean}} update
   */
  hears({ text, stable, final }) {
    if (final) {
      this.#closeAnswer(text.trim());
      return;
    }
    const [solid, loose] = cut(text, stable);
    if (this.answer && !this.answer.over) {
      Object.assign(this.answer, { solid, loose });
    } else if (text) {
      this.answer = { solid, loose, typed: false, over: false };
    }
  }

  /** The candidate has sent a typed answer. @param {string} text */
  typed(text) {
    const open = this.answer && !this.answer.over ? this.answer : null;
    const before = open ? `${open.solid}${open.loose}`.trim() : '';
    const words = [before, text.trim()].filter(Boolean).join(' ');
    this.answer = { solid: words, loose: '', typed: true, over: false };
  }

  /** What was typed is not taken: it is in the field again. @param {string} text */
  untyped(text) {
    const [open, words] = [this.answer, plain(text)];
    if (!open?.typed || open.over) return;
    const shown = plain(open.solid);
    const at = shown.lastIndexOf(words);
    if (at < 0) return;
    const rest = plain(`${shown.slice(0, at)} ${shown.slice(at + words.length)}`);
    this.answer = rest ? { ...open, solid: rest } : null;
  }

  /** An answer that was cut off and is asked for again. */
  breakOff() {
    const open = this.answer;
    if (!open || open.over) return;
    const words = `${open.solid}${open.loose}`.trim();
    this.answer = null;
    if (words) this.#add('candidate', words, 'unfinished');
  }

  #newReply() {
    if (this.answer?.typed && !this.answer.over) this.#closeAnswer(this.answer.solid);
    if (this.answer?.over) this.answer = null;
    this.reply = { segments: [], over: false, interrupted: false };
  }

  /** @param {string} words */
  #closeAnswer(words) {
    const typed = this.answer !== null && this.answer.typed && !this.answer.over;
    this.answer = words ? { solid: words, loose: '', typed, over: true } : null;
    if (words) this.#add('candidate', words, typed ? 'typed' : '');
  }

  /** @param {string} words */
  #isIn(words) {
    return this.#shown().endsWith(words);
  }

  #shown() {
    return plain(this.reply?.segments.join(' ') ?? '');
  }

  /**
   * @param {Who} who
   * @param {string} text
   * @param {Mark} mark
   */
  #add(who, text, mark) {
    this.entries.push({ id: (this.entries.at(-1)?.id ?? 0) + 1, who, text, mark });
  }
}
