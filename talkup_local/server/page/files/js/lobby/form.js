// The lobby's form as data: what is asked for, and what of it goes to the server.
// @ts-check

import { LANGUAGES } from '../i18n.js';

/** @typedef {import('../app.js').Lobby} Lobby */
/** @typedef {import('../address.js').Presets} Presets */

/**
 * A job description or a CV: pasted, or a file that is read when the interview starts.
 * @typedef {object} DocumentDraft
 * @property {'file' | 'text'} by
 * @property {string} text
 * @property {File | null} file
 */

/**
 * @typedef {object} Draft
 * @property {string} role
 * @property {string} kind
 * @property {string} level
 * @property {number} minutes 0 for any
 * @property {string} language
 * @property {string} patience
 * @property {DocumentDraft} job
 * @property {DocumentDraft} cv
 * @property {'interview' | 'sound' | 'agreement'} step
 * @property {boolean} typed answers by the keyboard alone
 * @property {boolean} halfDuplex hear nothing while the interviewer speaks
 * @property {boolean} consent
 */

/** @typedef {'role' | 'kind' | 'level' | 'minutes'} Fixed */

export const STEPS = /** @type {const} */ (['interview', 'sound', 'agreement']);
export const PATIENCE = ['brisk', 'normal', 'relaxed'];
const MINUTES = [10, 15, 20, 30, 45, 60];

/**
 * Return the form as it is before anybody touches it.
 * @param {Lobby} lobby
 * @param {Presets} presets
 * @param {string} pageLanguage
 * @returns {Draft}
 */
export function freshDraft(lobby, presets, pageLanguage) {
  const { defaults } = lobby;
  const wished = presets.lang?.toLowerCase().split('-')[0] ?? '';
  /** @type {readonly string[]} */
  const offered = lobby.languages.length ? lobby.languages : LANGUAGES;
  const fits = (/** @type {string} */ language) => offered.includes(language);
  const language = [wished, pageLanguage, defaults.language].find(fits) ?? offered[0];
  return {
    role: presets.role ?? defaults.role,
    kind: one(presets.type, lobby.kinds, defaults.kind),
    level: one(presets.level, lobby.levels, defaults.level),
    minutes: presets.minutes ?? defaults.minutes,
    language,
    patience: one(presets.patience, PATIENCE, defaults.patience),
    job: { by: 'file', text: '', file: null },
    cv: { by: 'file', text: '', file: null },
    step: 'interview',
    typed: false,
    halfDuplex: false,
    consent: false,
  };
}

/**
 * Return a language that is spoken here: the one that was chosen, if it can be.
 * @param {string} language
 * @param {Lobby} lobby which knows its languages once it is ready
 */
export function spoken(language, { languages, defaults }) {
  if (languages.length === 0 || languages.includes(language)) {
    return language;
  }
  return languages.includes(defaults.language) ? defaults.language : languages[0];
}

/**
 * Return the fields that a link has fixed: they are shown, and not asked.
 * @param {Presets} presets
 * @param {Lobby} lobby
 * @returns {Fixed[]}
 */
export function fixedFields(presets, lobby) {
  if (presets.plan) {
    return ['role', 'kind', 'level', 'minutes'];
  }
  /** @type {[Fixed, boolean][]} */
  const fields = [
    ['role', presets.role !== undefined],
    ['kind', lobby.kinds.includes(presets.type ?? '')],
    ['level', lobby.levels.includes(presets.level ?? '')],
    ['minutes', presets.minutes !== undefined],
  ];
  return fields.filter(([, fixed]) => fixed).map(([name]) => name);
}

/**
 * Return the lengths to choose from, minutes; 0 is any.
 * @param {Lobby} lobby
 * @returns {number[]}
 */
export function lengths(lobby) {
  const { minutes } = lobby.defaults;
  const known = [...new Set(minutes ? [...MINUTES, minutes] : MINUTES)];
  return [...known.sort((a, b) => a - b), 0];
}

/**
 * Return what the form's text is worth keeping for a reload; files can't be.
 * @param {Draft} draft
 */
export function keptDraft(draft) {
  const { job, cv, consent, step, ...rest } = draft;
  const text = (/** @type {DocumentDraft} */ part) => ({ by: part.by, text: part.text });
  void [consent, step];
  return { ...rest, job: text(job), cv: text(cv) };
}

/**
 * Put what was kept over a fresh form, as far as it still means something.
 * @param {Draft} fresh
 * @param {any} kept from `keptDraft`, or null
 * @param {Lobby} lobby
 * @param {Fixed[]} fixed
 * @returns {Draft}
 */
export function restoredDraft(fresh, kept, lobby, fixed) {
  if (kept === null || typeof kept !== 'object') {
    return fresh;
  }
  const text = (/** @type {unknown} */ value) => (typeof value === 'string' ? value : undefined);
  const part = (/** @type {any} */ old) => ({
    by: old?.by === 'text' ? /** @type {const} */ ('text') : /** @type {const} */ ('file'),
    text: text(old?.text) ?? '',
    file: null,
  });
  const old = {
    role: text(kept.role) ?? fresh.role,
    kind: one(kept.kind, lobby.kinds, fresh.kind),
    level: one(kept.level, lobby.levels, fresh.level),
    minutes: lengths(lobby).includes(kept.minutes) ? kept.minutes : fresh.minutes,
  };
  const stays = Object.fromEntries(fixed.map((name) => [name, fresh[name]]));
  return {
    ...fresh,
    ...old,
    ...stays,
    language: one(kept.language, lobby.languages, fresh.language),
    patience: one(kept.patience, PATIENCE, fresh.patience),
    job: part(kept.job),
    cv: part(kept.cv),
    typed: kept.typed === true,
    halfDuplex: kept.halfDuplex === true,
  };
}

/**
 * Whether the candidate is asked to agree, since something is kept.
 * @param {Lobby} lobby
 */
export function needsConsent({ keeps, consent }) {
  return consent === 'ask' && (keeps.transcript || keeps.audio);
}

/**
 * Return the fields of `start_interview`. What is as the server has it anyway is left out.
 * @param {Draft} draft
 * @param {Lobby} lobby
 * @param {Presets} presets
 * @param {{purpose: string, name: string, data: string, media_type?: string}[]} documents
 * @returns {Record<string, unknown>}
 */
export function startOptions(draft, lobby, presets, documents) {
  const { defaults } = lobby;
  const role = draft.role.trim();
  /** @type {Record<string, unknown>} */
  const about = presets.plan
    ? { plan: presets.plan }
    : {
        role: role && role !== defaults.role ? role : undefined,
        interview_type: other(draft.kind, defaults.kind),
        level: other(draft.level, defaults.level),
        minutes: other(draft.minutes, defaults.minutes),
      };
  const options = {
    ...about,
    language: draft.language,
    patience: other(draft.patience, defaults.patience),
    job_description: pasted(draft.job),
    cv: pasted(draft.cv),
    documents: documents.length ? documents : undefined,
    half_duplex: draft.halfDuplex && !draft.typed ? true : undefined,
    consent: needsConsent(lobby) ? draft.consent : undefined,
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** @param {DocumentDraft} part */
function pasted(part) {
  return part.by === 'text' && part.text.trim() ? part.text : undefined;
}

/**
 * @template T
 * @param {T} value
 * @param {T} usual
 */
function other(value, usual) {
  return value === usual ? undefined : value;
}

/**
 * @param {unknown} value
 * @param {readonly string[]} choices
 * @param {string} usual
 */
function one(value, choices, usual) {
  return typeof value === 'string' && choices.includes(value) ? value : usual;
}
