// The shapes of what a page hands to the client and gets from it; nothing of this runs.
// @ts-check

/** @typedef {'idle'|'connecting'|'starting'|'live'|'reconnecting'|'ended'|'failed'} State */

/**
 * The server's `session` message.
 *
 * @typedef {object} Session
 * @property {string} session_id
 * @property {string} [resume_token]
 * @property {number} resume_grace_s
 * @property {boolean} resumed
 * @property {boolean} [continues]
 * @property {{transcript: boolean, audio: boolean, days: number}} keeps
 * @property {string} timestamp
 */

/**
 * How an interview is to be; see `start_interview` in the protocol.
 *
 * @typedef {object} StartOptions
 * @property {string} [role]
 * @property {string} [level]
 * @property {number} [minutes]
 * @property {string} [language]
 * @property {string} [interview_type]
 * @property {number} [questions]
 * @property {string} [patience]
 * @property {string} [plan]
 * @property {string} [job_description]
 * @property {string} [cv]
 * @property {{purpose: string, data: string, name?: string, media_type?: string}[]} [documents]
 * @property {boolean} [consent]
 * @property {boolean} [half_duplex]
 */

/**
 * @typedef {object} ClientOptions
 * @property {string} [url] of the server; by default, the one that this file is from
 * @property {string | (() => string | null)} [token]
 * @property {string} [clientId] 1 to 100 of `A-Za-z0-9._~-`; by default, chance
 * @property {import('./saved.js').Store} [store] outlives a reload, such as a key of sessionStorage
 * @property {string[]} [capabilities] opt-in messages beside those that the client needs
 * @property {typeof WebSocket} [webSocket] these five are for tests
 * @property {import('./watch.js').Page} [page]
 * @property {typeof fetch} [fetch]
 * @property {() => number} [now] ms, monotonic
 * @property {(work: () => void, ms: number) => () => void} [setTimer] returns what stops it
 */

/**
 * What the client works with; see `ClientOptions`.
 *
 * @typedef {object} Means
 * @property {import('./server.js').ServerAddress} address
 * @property {() => string | null} token
 * @property {string} clientId
 * @property {object} fields of every `start_interview`
 * @property {import('./saved.js').Store} [store]
 * @property {typeof WebSocket} webSocket
 * @property {import('./watch.js').Page} page
 * @property {typeof fetch} fetch
 * @property {() => number} now ms, monotonic
 * @property {(work: () => void, ms: number) => () => void} setTimer returns what stops it
 */

export {};
