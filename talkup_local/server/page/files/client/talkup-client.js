// The client of talkup-local for browsers: import this file, nothing else is public.
// @ts-check

export { TalkupClient } from './client.js';
export { ClientError, MicrophoneError } from './errors.js';
export { Microphone } from './microphone.js';
export { Player } from './player.js';
