// The interview screen: the client's events become one view, and the view is drawn once a frame.
// @ts-check

import { fill, h } from '../dom.js';
import { perform } from './commands.js';
import { Composer } from './composer.js';
import { Bar, Sheet, TalkKey } from './controls.js';
import { Countdown } from './countdown.js';
import { Following } from './following.js';
import { KeptTalk } from './kept.js';
import { Keyboard } from './keyboard.js';
import { MutedVoice } from './levels.js';
import { Presence } from './presence.js';
import { Captions, Headline, Progress, reachable } from './stage.js';
import {
  announcement, firstView, isClosing, isCut, isDeaf, mode, nextView, screenState,
} from './state.js';
import { Talk } from './talk.js';
import { Transcript } from './transcript.js';
import { Banners, Notes, Standstill } from './trouble.js';
import { WakeLock } from './wake-lock.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('./types.js').Command} Command */
/** @typedef {import('./state.js').View} View */
/** @typedef {import('./state.js').ViewEvent} ViewEvent */

const CLIENT_EVENTS = ['state', 'turn', 'says', 'said', 'interrupted', 'transcript', 'progress',
  'answer', 'notice', 'ended', 'microphone'];
/** No time passes in these states. */
const STILL = ['connecting', 'paused', 'reconnecting', 'ended'];
const TICK_MS = 250;
const GOODBYE_MS = 6000;
const WIDE = '(min-width: 1080px)';
const MUTED_VOICE = 'MUTED_VOICE';

/** @param {App} app */
export function create(app) {
  const screen = new InterviewScreen(app);
  return {
    name: 'interview',
    root: screen.root,
    enter: () => screen.enter(),
    leave: () => screen.leave(),
    relabel: () => screen.relabel(),
  };
}

class InterviewScreen {
  #app;
  #view;
  #parts;
  #talk = new Talk();
  #kept;
  #countdown = new Countdown();
  #awake = new WakeLock();
  #talkKey = new TalkKey((on) => this.#pressTalk(on));
  #wide = matchMedia(WIDE);
  #transcriptOpen = this.#wide.matches;
  #session = { session_id: '', key: '' };
  #stage = h('div', null);
  #frame = 0;
  #ticker = 0;
  #leaving = 0;
  #mutedVoice = new MutedVoice();
  /** @type {EventTarget|null} */
  #microphone = null;
  #following = new Following();

  root = h('div', { class: 'interview', dataset: { screen: 'interview', state: 'connecting' } });

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#kept = new KeptTalk(app.store);
    this.#view = firstView({
      microphone: app.microphone !== null,
      pushToTalk: app.settings.get('pushToTalk'),
      muted: app.store.get('muted') !== null,
    });
    this.#parts = this.#build();
  }

  enter() {
    const { client, player, settings } = this.#app;
    for (const name of CLIENT_EVENTS) {
      this.#following.on(client, name, (detail) => this.#take({ ...detail, type: name }));
    }
    this.#following.on(client, 'voice', ({ value }) => this.#parts.presence.voice(value));
    this.#following.on(client, 'level', ({ value }) => this.#parts.presence.level(value));
    if (player) {
      player.setVolume(settings.get('volume'));
      this.#following.on(player, 'drained', () => this.#take({ type: 'drained' }));
      this.#following.on(player, 'blocked', () => this.#take({ type: 'blocked' }));
      this.#following.on(player, 'unblocked', () => this.#take({ type: 'unblocked' }));
    }
    this.#followMicrophone();
    if (this.#app.microphone?.lost) this.#take({ type: 'microphone', state: 'lost' });
    const keyboard = this.#keyboard;
    const key = (/** @type {Event} */ event) => /** @type {KeyboardEvent} */ (event);
    this.#following.on(document, 'keydown', (_, event) => keyboard.down(key(event)));
    this.#following.on(document, 'keyup', (_, event) => keyboard.up(key(event)));
    this.#following.on(window, 'blur', () => this.#talkKey.lose());
    this.#following.on(window, 'resize', () => this.#tick());
    this.#following.on(this.#wide, 'change', () => this.#showTranscript(this.#wide.matches));
    this.#following.also(settings.subscribe((name) => this.#setting(name)));
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    this.#parts.presence.enter();
    this.#awake.hold();
    client.pushToTalk(this.#view.pushToTalk);
    client.mute(this.#view.muted);
    this.#take({ type: 'state', state: client.state });
    this.#draw();
    if (mode(this.#view) === 'typed') {
      requestAnimationFrame(() => this.#parts.composer.focus()); // after the page's own focus
    }
  }

  leave() {
    this.#following.end();
    clearInterval(this.#ticker);
    clearTimeout(this.#leaving);
    cancelAnimationFrame(this.#frame);
    this.#parts.presence.leave();
    this.#awake.release();
    if (['ended', 'failed'].includes(this.#app.client.state)) this.#app.closeSound();
  }

  /** The page speaks another language now: the parts are made anew, what they show stays. */
  relabel() {
    this.#parts.presence.leave();
    this.#parts = this.#build();
    this.#parts.presence.enter();
    this.#draw();
  }

  #build() {
    const { t } = this.#app;
    const desk = {
      app: this.#app,
      t: t.bind(this.#app),
      act: (/** @type {Command} */ command) => perform(this.#host, command),
    };
    const parts = {
      desk,
      presence: new Presence(),
      progress: new Progress(desk),
      headline: new Headline(desk),
      captions: new Captions(),
      standstill: new Standstill(desk),
      banners: new Banners(desk),
      notes: new Notes(desk),
      composer: new Composer(desk, (text) => this.#sendTyped(text)),
      transcript: new Transcript(desk),
      bar: new Bar(desk, this.#talkKey),
      sheet: new Sheet(desk),
    };
    const stage = [parts.progress, parts.banners, parts.presence, parts.headline, parts.standstill,
      parts.captions, parts.notes, parts.composer];
    fill(this.root,
      h('h1', { class: 'visually-hidden' }, desk.t('interview.title')),
      h('div', { class: 'iv-main' },
        this.#stage = h('div', { class: 'iv-stage' }, stage.map((part) => part.root)),
        parts.transcript.root),
      parts.bar.root,
      parts.sheet.root);
    return parts;
  }

  /** @returns {import('./commands.js').Host} */
  get #host() {
    const parts = this.#parts;
    return {
      desk: parts.desk,
      root: this.root,
      view: () => this.#view,
      set: (change) => this.#set(change),
      skipped: () => this.#take({ type: 'skipped' }),
      focusComposer: () => {
        this.#draw(); // what is hidden takes no focus
        parts.composer.focus();
      },
      openSheet: () => parts.sheet.root.showModal(),
      toggleTranscript: () => this.#toggleTranscript(),
      microphoneOpened: () => {
        this.#followMicrophone();
        this.#take({ type: 'microphone', state: 'back' });
      },
      goOn: () => this.#goOn(),
    };
  }

  #followMicrophone() {
    const { microphone } = this.#app;
    if (!microphone || microphone === this.#microphone) return;
    this.#microphone = microphone;
    this.#following.on(microphone, 'level', ({ rms }) => this.#hear(rms));
    this.#following.on(microphone, 'back', (detail) => this.#parts.notes.microphone(detail));
  }

  /** @param {ViewEvent} event */
  #take(event) {
    const nowMs = performance.now();
    const before = this.#view;
    this.#view = nextView(before, event, nowMs);
    this.#remember(event, nowMs);
    this.#countdown.run(!STILL.includes(screenState(this.#view)), nowMs);
    if (!this.#view.muted) this.#parts.notes.drop(({ code }) => code === MUTED_VOICE);
    const said = announcement(before, this.#view);
    if (said) this.#app.announce(this.#app.t(said));
    this.#redraw(event.type === 'tick'); // the clock mostly changes nothing: no frame for it
  }

  /** @param {Partial<View>} change */
  #set(change) {
    this.#take({ type: 'set', change });
  }

  /** @param {ViewEvent} event @param {number} nowMs */
  #remember(event, nowMs) {
    const talk = this.#talk;
    switch (event.type) {
      case 'state':
        if (event.state === 'live') this.#live();
        break;
      case 'says':
        talk.says(event.text);
        if (!this.#app.player) this.#view = nextView(this.#view, { type: 'drained' });
        break;
      case 'said':
        talk.said(event.text);
        break;
      case 'interrupted':
        talk.interrupted(event.text);
        break;
      case 'transcript':
        talk.hears({ text: event.text, stable: event.stable, final: event.final });
        break;
      case 'progress':
        this.#countdown.set(event.remaining_s, nowMs);
        break;
      case 'answer':
        this.#parts.notes.outlive();
        break;
      case 'notice':
        this.#noticed(/** @type {any} */ (event));
        break;
      case 'ended':
        this.#ended(event);
        break;
    }
  }

  /** The session is known; the words of before a reload are shown again. */
  #live() {
    const { session } = this.#app.client;
    if (!session) return;
    if (session.resumed && !session.continues) this.#talk.breakOff();
    const { session_id, resume_token: key = '' } = session;
    if (this.#session.session_id === session_id) return;
    this.#session = { session_id, key };
    if (session.resumed) this.#talk.entries.unshift(...this.#kept.read(session_id));
  }

  /** @param {ViewEvent} event */
  #ended({ code, reason = '' }) {
    if (code === 'TAKEN_OVER' || reason === 'taken_over') return; // the page tells of it
    const leftover = this.#parts.composer.text;
    this.#view = { ...this.#view, leftover };
    this.#kept.forget();
    this.#app.store.set('answer', null);
    this.#talkKey.release();
    if (!leftover) this.#leaving = setTimeout(() => this.#goOn(), GOODBYE_MS);
  }

  /** @param {{code: string, message: string, text?: string}} notice */
  #noticed({ code, message, text = '' }) {
    this.#parts.notes.add({ code, message, text });
    if (!text) return;
    this.#talk.untyped(text);
    this.#parts.composer.restore(text);
  }

  #goOn() {
    clearTimeout(this.#leaving);
    void this.#app.go('after', { ...this.#session, ...this.#view.ending });
  }

  #redraw(atOnce = false) {
    if (atOnce || document.hidden) this.#draw(); // to the hidden, no frame would come
    else this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const [view, parts, nowMs] = [this.#view, this.#parts, performance.now()];
    const state = screenState(view);
    Object.assign(this.root.dataset, {
      state: isClosing(view) ? 'closing' : state,
      mode: mode(view),
      muted: view.muted,
      typing: view.typing,
      transcript: this.#transcriptOpen ? 'open' : 'closed',
    });
    parts.presence.show(state, isDeaf(view), isCut(view));
    parts.progress.show(view.progress);
    parts.progress.showTime(this.#countdown.left(nowMs));
    parts.headline.show(view);
    parts.captions.show(this.#talk);
    parts.standstill.show(view, nowMs);
    parts.banners.show(view);
    parts.composer.show(view);
    parts.transcript.root.hidden = !this.#transcriptOpen;
    parts.transcript.show(this.#talk.entries);
    parts.transcript.readOut(!this.#app.player || this.#app.settings.get('volume') === 0);
    parts.bar.show(view);
    parts.sheet.show(view);
  }

  #tick() {
    const { player } = this.#app;
    if (!this.#view.ending) this.#kept.write(this.#session.session_id, this.#talk.entries);
    reachable(this.#stage);
    this.#parts.captions.settle();
    const drained = this.#view.sounding && player && !player.playing;
    this.#take({ type: drained ? 'drained' : 'tick' });
  }

  #toggleTranscript() {
    this.#showTranscript(!this.#transcriptOpen);
    if (this.#transcriptOpen) this.#parts.transcript.focus();
  }

  /** @param {boolean} open */
  #showTranscript(open) {
    const { transcript, bar } = this.#parts;
    const held = transcript.root.contains(document.activeElement);
    this.#transcriptOpen = open;
    this.#draw();
    if (!open && held) bar.focusMore();
  }

  /** @param {string} text */
  #sendTyped(text) {
    const goes = this.#app.client.typeAnswer(text);
    if (goes) {
      this.#talk.typed(text);
      this.#parts.notes.sent();
    }
    this.#redraw();
    return goes;
  }

  /** @param {string} name  of a setting that has changed */
  #setting(name) {
    const { client, player, settings } = this.#app;
    if (name === 'volume') player?.setVolume(settings.get('volume'));
    if (name === 'pushToTalk') {
      const pushToTalk = settings.get('pushToTalk');
      this.#talkKey.release();
      client.pushToTalk(pushToTalk);
      if (pushToTalk) {
        client.mute(false);
        this.#app.store.set('muted', null);
      }
      this.#set({ pushToTalk, muted: this.#view.muted && !pushToTalk });
    }
    this.#redraw();
  }

  /** @param {boolean} on */
  #pressTalk(on) {
    this.#app.client.talk(on);
    this.#set({ talking: on });
  }

  /** What the microphone itself gives. @param {number} rms */
  #hear(rms) {
    if (screenState(this.#view) === 'reconnecting') this.#parts.presence.level(rms);
    if (!this.#mutedVoice.hears(rms, this.#view.muted, performance.now())) return;
    this.#take({ type: 'notice', code: MUTED_VOICE, message: '' });
  }

  get #keyboard() {
    return new Keyboard({
      view: () => this.#view,
      shortcuts: () => this.#app.settings.get('shortcuts'),
      talkKey: this.#talkKey,
      act: (command) => this.#parts.desk.act(command),
      escape: () => this.#escape(),
    });
  }

  #escape() {
    const { act } = this.#parts.desk;
    if (this.#view.typing && this.#view.microphone !== 'none') act('type');
    else if (this.#transcriptOpen && !this.#wide.matches) act('transcript');
  }
}
