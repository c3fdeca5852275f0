// What the parts of the interview screen share; types alone.
// @ts-check

/**
 * @typedef {import('./state.js').View} View
 * @typedef {import('./state.js').Action} Action
 *
 * What a button or a key stands for.
 * @typedef {Exclude<Action, 'send'>|'captions'|'help'|'more'|'transcript'|'push_to_talk'|'sound'
 *   |'unlock'|'after'} Command
 *
 * What each part gets: the words, and a way to have things done.
 * @typedef {{app: import('../app.js').App, t: (key: string, params?: import('../i18n.js').Params)
 *   => string, act(command: Command): void}} Desk
 */

export {};
