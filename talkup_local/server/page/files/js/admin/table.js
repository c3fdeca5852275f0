// A table that turns into cards on a narrow screen; its roles stay when its display changes.
// @ts-check

import { h } from '../dom.js';

/** @typedef {Node | string | number | null | undefined | false} Cell */

/**
 * Make a table; the first cell of a row names it.
 * @param {readonly Cell[]} heads @param {readonly (readonly Cell[])[]} rows
 * @param {{label: string, kinds?: readonly string[]}} how kinds: a class for each column
 */
export function table(heads, rows, { label, kinds = [] }) {
  return h(
    'table',
    { class: 'desk-table', role: 'table', 'aria-label': label },
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        heads.map((head, n) =>
          h('th', { role: 'columnheader', scope: 'col', class: kinds[n] ?? false }, head),
        ),
      ),
    ),
    h(
      'tbody',
      { role: 'rowgroup' },
      rows.map((cells) => row(heads, cells, kinds)),
    ),
  );
}

/**
 * @param {readonly Cell[]} heads @param {readonly Cell[]} cells @param {readonly string[]} kinds
 */
function row(heads, cells, kinds) {
  return h(
    'tr',
    { role: 'row' },
    cells.map((cell, n) => {
      const head = heads[n];
      const words = typeof head === 'string' ? head : '';
      const props = { class: kinds[n] ?? false, dataset: { label: words } };
      return n === 0
        ? h('th', { role: 'rowheader', scope: 'row', ...props }, cell)
        : h('td', { role: 'cell', ...props }, cell);
    }),
  );
}

/**
 * Write new values into the cells of a table of the same shape, touching only what changed.
 * Returns false when it has another number of rows: then it has to be made anew.
 * @param {HTMLTableElement} made @param {readonly (readonly Cell[])[]} rows
 */
export function rewrite(made, rows) {
  const body = made.tBodies[0];
  if (body.rows.length !== rows.length) {
    return false;
  }
  rows.forEach((cells, r) =>
    cells.forEach((cell, n) => {
      const place = body.rows[r].cells[n];
      if (cell instanceof Node) {
        if (place.textContent !== cell.textContent) {
          place.replaceChildren(cell);
        }
      } else if (place.textContent !== String(cell || '')) {
        place.textContent = String(cell || '');
      }
    }),
  );
  return true;
}
