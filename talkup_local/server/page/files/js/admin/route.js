// Where the operator's page is: its address behind the `#`.
// @ts-check

const VIEWS = new Set(['now', 'interviews', 'models', 'tokens', 'keeping']);

/**
 * Return the view that a hash names, and of which interview: `#interviews/7f3c`.
 * @param {string} hash
 */
export function routeIn(hash) {
  const [name, id = ''] = hash.replace(/^#\/?/, '').split('/');
  if (name === 'interviews' && id) {
    return { view: 'interview', id };
  }
  return { view: VIEWS.has(name) ? name : 'now', id: '' };
}

/**
 * Return the token that a hash brings, `#token=tk_...`, else null.
 * @param {string} hash
 */
export function secretIn(hash) {
  return new URLSearchParams(hash.slice(1)).get('token') || null;
}

/**
 * Return the address under which a token opens interviews, or the desk.
 * @param {string} page the operator's page @param {string} token @param {readonly string[]} scopes
 */
export function tokenAddress(page, token, scopes) {
  const url = new URL(scopes.includes('interview') ? './' : './admin', page);
  url.search = '';
  url.hash = new URLSearchParams({ token }).toString();
  return url.href;
}
