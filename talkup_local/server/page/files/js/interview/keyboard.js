// Keys that are pressed anywhere on the screen.
// @ts-check

import { actionOf } from './keys.js';
import { unavailable } from './state.js';

/** @typedef {import('./types.js').Command} Command */

export class Keyboard {
  #options;

  /**
   * @param {object} options
   * @param {() => import('./state.js').View} options.view
   * @param {() => boolean} options.shortcuts  whether single keys mean something
   * @param {import('./controls.js').TalkKey} options.talkKey
   * @param {(command: Command) => void} options.act
   * @param {() => void} options.escape
   */
  constructor(options) {
    this.#options = options;
  }

  /** @param {KeyboardEvent} event */
  down(event) {
    const { view, shortcuts, talkKey, act, escape } = this.#options;
    if (event.isComposing || document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') {
      escape();
      return;
    }
    const action = actionOf(event, this.#focusOf(event));
    if (!action || (action !== 'talk' && !shortcuts())) return;
    event.preventDefault();
    if (action !== 'talk') act(/** @type {Command} */ (action));
    else if (!event.repeat && !unavailable('talk', view())) talkKey.down();
  }

  /** @param {KeyboardEvent} event */
  up(event) {
    const { talkKey } = this.#options;
    if (event.key !== ' ' || !talkKey.held) return;
    event.preventDefault(); // no button is pressed by it
    talkKey.up();
  }

  /** @param {KeyboardEvent} event */
  #focusOf({ target }) {
    const element = target instanceof HTMLElement ? target : document.body;
    const editing = element.matches('textarea, select, input:not([type="range"])');
    const onControl = element.matches('button, a, input, [role="log"]')
      && element.matches(':focus-visible'); // a button that was clicked has the focus too
    return { editing, onControl, pushToTalk: this.#options.view().pushToTalk };
  }
}
