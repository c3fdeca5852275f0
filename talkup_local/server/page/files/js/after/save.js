// What leaves the page: files to save, text to copy.
// @ts-check

const KEPT_MS = 60_000;

/**
 * Have the browser save something as a file.
 * @param {Blob} blob @param {string} name
 */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS); // some browsers read it later
}

/**
 * Copy a text; false where that is not allowed, as on a page without TLS.
 * @param {string} text
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // who asked shows the text, to be copied by hand
  }
}
