// Everything that can go wrong, with a code for programs and a sentence for people.
// @ts-check

/**
 * Why an interview could not begin, or can't go on. The server's own codes pass through; these are
 * the client's: UNREACHABLE, NOT_READY, SHUTTING_DOWN, SERVER_BUSY, TOKEN_NEEDED, TOKEN_WRONG,
 * RATE_LIMITED, FOREIGN_ORIGIN, CONNECTION_LOST, NOTHING_TO_RESUME, BUSY, CLOSED.
 */
export class ClientError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {number} [retryAfterS] when to try again, seconds
   */
  constructor(code, message, retryAfterS) {
    super(message);
    this.name = 'ClientError';
    this.code = code;
    this.retryAfterS = retryAfterS;
  }
}

/**
 * Why there is no microphone: INSECURE, DENIED, NOT_FOUND, IN_USE, UNSUPPORTED, CLOSED or FAILED.
 */
export class MicrophoneError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {unknown} [cause] what the browser said
   */
  constructor(code, message, cause) {
    super(message, { cause });
    this.name = 'MicrophoneError';
    this.code = code;
  }
}

/** @type {Record<string, [string, string]>} */
const DEVICE_ERRORS = {
  NotAllowedError: ['DENIED', 'The browser does not give the microphone to this page.'],
  SecurityError: ['DENIED', 'The browser does not give the microphone to this page.'],
  NotFoundError: ['NOT_FOUND', 'There is no microphone, or not this one any more.'],
  OverconstrainedError: ['NOT_FOUND', 'There is no microphone, or not this one any more.'],
  NotReadableError: ['IN_USE', 'Another program is using the microphone.'],
  AbortError: ['IN_USE', 'Another program is using the microphone.'],
};

/**
 * @param {unknown} error what `getUserMedia` threw
 * @returns {MicrophoneError}
 */
export function microphoneError(error) {
  if (error instanceof MicrophoneError) return error;
  const name = error instanceof Error ? error.name : '';
  const [code, message] = DEVICE_ERRORS[name] ?? ['FAILED', 'The microphone could not be opened.'];
  return new MicrophoneError(code, message, error);
}
