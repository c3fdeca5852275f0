// The server's report, a page of its own, shown inside of ours: its style apart, no script in it.
// @ts-check

/**
 * The report is a whole page; within ours it needs no margins and no title to be seen, and its
 * contents are a line of links.
 */
const FITTING = `
  .page { max-width: none; padding: 0; }
  .card { border-radius: 14px; }
  [tabindex="-1"]:focus { outline: none; }
  p, li, dd { text-wrap: pretty; }
  @media screen {
    .head { border-top: 0; padding: 0; }
    .kicker { display: none; }
    h1, nav h2 {
      position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden;
      clip-path: inset(50%); white-space: nowrap;
    }
    .statement { margin: 0; color: var(--muted); font-size: .9375rem; }
    nav.card { margin: 1rem 0; padding: 0; border: 0; background: none; }
    nav ol { columns: auto; display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; }
    nav ol { list-style: none; }
    nav li { padding: 0; }
    nav a {
      display: block; padding: .25rem .75rem; border: 1px solid var(--line); border-radius: 99px;
      background: var(--card); font-size: .875rem; text-decoration: none;
    }
    nav a:hover { text-decoration: underline; }
    @media (min-width: 60rem) {
      #facts .facts { grid-template-columns: repeat(2, max-content 1fr); gap: .4rem 1.5rem; }
    }
    @media (max-width: 34rem) {
      nav ol { flex-wrap: nowrap; overflow-x: auto; padding: 4px; margin: -4px; }
      nav li { flex: none; }
    }
    @media (pointer: coarse) { nav a { padding: .55rem .9rem; } }
  }
`;
const DROPPED = 'script, style, link, meta, base, title, iframe, object, embed, form, template';
const LINK_ATTRIBUTES = ['href', 'src', 'xlink:href', 'action', 'formaction'];

/**
 * Show a report in an element, in a shadow root so that its style and ours don't meet. The page's
 * Content-Security-Policy allows no inline style, so the style comes as an adopted style sheet.
 * @param {HTMLElement} host @param {string} html the whole page
 */
export function mountReport(host, html) {
  const { css, rest } = withoutStyle(html);
  const page = new DOMParser().parseFromString(rest, 'text/html');
  const sheet = new CSSStyleSheet();
  const fitting = new CSSStyleSheet();
  sheet.replaceSync(scopedStyle(css));
  fitting.replaceSync(FITTING);
  clean(page);
  const body = document.createElement('div');
  body.className = 'report-body';
  body.lang = page.documentElement.lang;
  body.append(...[...page.body.childNodes].map((node) => document.importNode(node, true)));
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet, fitting];
  root.replaceChildren(body);
  if (!host.dataset.mounted) root.addEventListener('click', (event) => jump(root, event));
  host.dataset.mounted = 'yes';
}

/**
 * Return the style sheets of a page, and the page without them: parsed with them, browsers would
 * report that the policy forbids them. Text of the page is escaped, so no tag is found in it.
 * @param {string} html
 */
export function withoutStyle(html) {
  /** @type {string[]} */
  const css = [];
  const rest = html.replace(/<style[^>]*>([\s\S]*?)<\/style>/gi, (_, text) => {
    css.push(text);
    return '';
  });
  return { css: css.join('\n'), rest };
}

/**
 * Return a page's style sheet for a shadow root: what it says of the page, it says of its host.
 * @param {string} css
 */
export function scopedStyle(css) {
  return css
    .replace(/(^|[\s,{}])(?::root|html)(?=\s*[,{])/g, '$1:host')
    .replace(/(^|[\s,{}])body(?=\s*[,{])/g, '$1.report-body');
}

/**
 * Take out what runs or loads, and what is there once in a document and is ours already.
 * @param {Document} page
 */
function clean(page) {
  for (const element of page.querySelectorAll(DROPPED)) element.remove();
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes]) {
      const leads = LINK_ATTRIBUTES.includes(name) && !value.startsWith('#');
      if (leads || name.startsWith('on') || name === 'style') element.removeAttribute(name);
    }
  }
  for (const main of page.querySelectorAll('main')) {
    const plain = page.createElement('div');
    plain.append(...main.childNodes);
    main.replaceWith(plain);
  }
  for (const heading of page.querySelectorAll('h1, h2, h3, h4')) {
    heading.setAttribute('aria-level', String(Number(heading.localName[1]) + 1));
  }
}

/**
 * Follow a link within the report: addresses don't reach into a shadow root.
 * @param {ShadowRoot} root @param {Event} event
 */
function jump(root, event) {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  if (!link) return;
  event.preventDefault();
  const target = root.getElementById(decodeURIComponent(link.getAttribute('href')?.slice(1) ?? ''));
  if (!target) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'start' });
}
