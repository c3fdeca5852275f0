// A dialog in two steps before something is deleted for good.
// @ts-check

import { fill, h, uniqueId } from '../dom.js';
import { icon } from '../icons.js';

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} [lead] words before the list
 * @property {string[]} goes what is deleted, in words
 * @property {string} [note] what stays, or what to do first
 * @property {string} sure the last question
 * @property {string} yes on the last button
 * @property {HTMLElement} [first] a button for what one may want to do before
 */

/**
 * Ask; true when it was confirmed twice. The focus goes back to where it was.
 * @param {(key: string) => string} t @param {Question} question
 * @returns {Promise<boolean>}
 */
export function confirmDeletion(t, question) {
  const title = uniqueId('deleting');
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': title });
  const cancel = () => button('button', t('after.cancel'), () => dialog.close());
  const heading = h('h2', { id: title, tabindex: -1 }, question.title);
  const explained = () => {
    fill(
      dialog,
      h(
        'div',
        { class: 'stack' },
        heading,
        question.lead && h('p', null, question.lead),
        h(
          'ul',
          { class: 'goes' },
          question.goes.map((one) => h('li', null, one)),
        ),
        question.note && h('p', { class: 'quiet-text' }, question.note),
        h(
          'div',
          { class: 'row dialog-actions' },
          cancel(),
          question.first,
          button('button danger', t('after.go_on'), asked),
        ),
      ),
    );
  };
  const asked = () => {
    const stay = cancel();
    fill(
      dialog,
      h(
        'div',
        { class: 'stack' },
        heading,
        h(
          'div',
          { class: 'banner danger' },
          icon('warning'),
          h('p', null, h('strong', null, question.sure)),
        ),
        h(
          'div',
          { class: 'row dialog-actions' },
          stay,
          button('button danger', question.yes, () => dialog.close('yes'), icon('trash')),
        ),
      ),
    );
    stay.focus(); // the harmless one first
  };
  explained();
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    dialog.showModal();
    heading.focus();
  });
}

/**
 * @param {string} kind classes @param {string} words @param {() => void} work
 * @param {Node} [sign]
 */
function button(kind, words, work, sign) {
  return h('button', { class: kind, type: 'button', onclick: work }, sign, words);
}
