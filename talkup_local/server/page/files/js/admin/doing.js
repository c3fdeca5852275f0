// Buttons that ask the desk for something: busy meanwhile, and what went wrong is told.
// @ts-check

import { h } from '../dom.js';
import { icon } from '../icons.js';

/**
 * @param {string} sign an icon @param {string} words @param {() => void | Promise<void>} work
 * @param {string} [kind] classes
 */
export function action(sign, words, work, kind = '') {
  const button = h('button', { class: `button ${kind}`, type: 'button' }, icon(sign), words);
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-busy') === 'true') {
      return;
    }
    button.setAttribute('aria-busy', 'true');
    try {
      await work();
    } catch (error) {
      tell(button.closest('.desk') ?? document.body, 'danger', wordsOf(error));
    }
    button.removeAttribute('aria-busy');
  });
  return button;
}

/**
 * Show a line at the top of a view, in place of the one before.
 * @param {Element} view @param {'ok' | 'warn' | 'danger'} kind @param {string} words
 */
export function tell(view, kind, words) {
  view.querySelector(':scope > .told')?.remove();
  const banner = h(
    'div',
    { class: `banner told ${kind}`, role: kind === 'danger' ? 'alert' : 'status' },
    icon(kind === 'ok' ? 'check' : 'warning'),
    h('p', null, words),
  );
  const heading = view.querySelector(':scope > h1, :scope > header');
  if (heading) {
    heading.after(banner);
  } else {
    view.prepend(banner);
  }
  banner.scrollIntoView({ block: 'nearest' });
}

/** @param {unknown} error */
export function wordsOf(error) {
  return error instanceof Error ? error.message : String(error);
}
