// Documents that a candidate brings: whether they can be used, and their bytes as base64.
// @ts-check

/** The endings that a server reads. */
export const ENDINGS = ['pdf', 'docx', 'md', 'markdown', 'txt'];
export const ACCEPT = ENDINGS.map((ending) => `.${ending}`).join(',');

/**
 * Return the code of what speaks against a file; null when nothing does.
 * @param {{name: string, size: number}} file
 * @param {number} mostBytes
 * @returns {'format' | 'empty' | 'large' | null}
 */
export function fileProblem({ name, size }, mostBytes) {
  const ending = name.toLowerCase().match(/\.([a-z]+)$/)?.[1] ?? '';
  if (!ENDINGS.includes(ending)) {
    return 'format';
  }
  if (size === 0) {
    return 'empty';
  }
  return size > mostBytes ? 'large' : null;
}

/**
 * Write a size in a unit that fits.
 * @param {number} bytes
 * @returns {{value: number, unit: 'byte' | 'kilobyte' | 'megabyte'}}
 */
export function sizeOf(bytes) {
  if (bytes < 1000) {
    return { value: bytes, unit: 'byte' };
  }
  return bytes < 1_000_000
    ? { value: Math.round(bytes / 1000), unit: 'kilobyte' }
    : { value: Math.round(bytes / 100_000) / 10, unit: 'megabyte' };
}

const PIECE = 0x8000;

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function toBase64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(text);
}

/**
 * Read the files of a form, for `start_interview.documents`.
 * @param {{job: import('./form.js').DocumentDraft, cv: import('./form.js').DocumentDraft}} form
 * @returns {Promise<{purpose: string, name: string, data: string}[]>} rejects with FileGone
 */
export async function readDocuments({ job, cv }) {
  const parts = [
    { purpose: 'job_description', part: job },
    { purpose: 'cv', part: cv },
  ];
  const chosen = parts.filter(({ part }) => part.by === 'file' && part.file);
  return Promise.all(
    chosen.map(async ({ purpose, part }) => {
      const file = /** @type {File} */ (part.file);
      try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        return { purpose, name: file.name.slice(-255), data: toBase64(bytes) };
      } catch {
        throw new FileGone(purpose);
      }
    }),
  );
}

/** A file was moved, changed or taken away since it was chosen. */
class FileGone extends Error {
  code = 'DOCUMENT_GONE';

  /** @param {string} purpose */
  constructor(purpose) {
    super(`the file of ${purpose} can't be read any more`);
    this.purpose = purpose;
  }
}
