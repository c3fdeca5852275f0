// Small helpers to build and find elements; text is always text, never markup.
// @ts-check

/**
 * What an element may be made with: `class`, `dataset` {name: value}, `style` {property: value},
 * `onclick` and other handlers, properties such as `value` or `checked`, else attributes.
 * undefined, null and false leave an attribute out.
 * @typedef {Record<string, unknown>} Props
 * @typedef {Node | string | number | null | undefined | false} Child
 * @typedef {Child | Child[] | Child[][]} Children
 */

const PROPERTIES = new Set(['value', 'checked', 'selected', 'disabled', 'hidden', 'indeterminate']);

/**
 * Make an HTML element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props | null} [props]
 * @param {...Children} children strings become text
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  setProps(element, props ?? {});
  append(element, children);
  return element;
}

/**
 * Make an SVG element; its props are attributes.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...Children} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {Props} props
 */
function setProps(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (name === 'dataset') {
      Object.assign(element.dataset, value);
    } else if (name === 'style') {
      for (const [property, worth] of Object.entries(/** @type {object} */ (value))) {
        element.style.setProperty(property, String(worth));
      }
    } else if (typeof value === 'function') {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (PROPERTIES.has(name)) {
      Reflect.set(element, name, value ?? (name === 'value' ? '' : false));
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

/**
 * @param {Element} element
 * @param {Children[]} children
 */
function append(element, children) {
  for (const child of children.flat(2)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
}

/**
 * Put these children in place of those that an element has.
 * @param {Element} element
 * @param {...Children} children
 */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/**
 * Find an element that must be there.
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement}
 */
export function find(selector, within = document) {
  const element = within.querySelector(selector);
  if (!(element instanceof HTMLElement)) {
    throw new Error(`no element ${selector}`);
  }
  return element;
}

let made = 0;

/**
 * Return an id that no other element has.
 * @param {string} name
 */
export function uniqueId(name) {
  made += 1;
  return `${name}-${made}`;
}
