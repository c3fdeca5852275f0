// The lobby without its page: the form, files, the sound check's verdicts, the echo.

import assert from 'node:assert/strict';
import { test } from 'node:test';

const FOLDER = new URL('../../../talkup_local/server/page/files/js/lobby/', import.meta.url);
const load = (name) => import(new URL(name, FOLDER));
const { chirp, echoVerdict, findChirp } = await load('echo.js');
const { fileProblem, readDocuments, sizeOf, toBase64 } = await load('files.js');
const form = await load('form.js');
const { fixedFields, freshDraft, keptDraft, lengths } = form;
const { needsConsent, restoredDraft, spoken, startOptions } = form;
const { StepHistory } = await load('steps.js');
const { browserOf, isMendable, safeAddresses } = await load('trouble.js');
const { levelVerdict, meterPosition, soundVerdicts } = await load('verdicts.js');

const LOBBY = {
  languages: ['en', 'fr'],
  kinds: ['general', 'technical'],
  levels: ['junior', 'senior'],
  defaults: {
    kind: 'general',
    role: '',
    level: 'junior',
    questions: 5,
    minutes: 30,
    patience: 'relaxed',
    language: 'en',
  },
  keeps: { transcript: true, audio: false, days: 90, reports: true },
  consent: 'ask',
  document_bytes: 1000,
};
const draftOf = (changes = {}, presets = {}) => ({
  ...freshDraft(LOBBY, presets, 'fr'),
  ...changes,
});

// the form

test('an untouched form leaves all but language and consent to the server', () => {
  const options = startOptions(draftOf({ consent: true }), LOBBY, {}, []);
  assert.deepEqual(options, { language: 'fr', consent: true });
});

test('what was chosen goes to the server', () => {
  const draft = draftOf({
    role: ' Data analyst ',
    kind: 'technical',
    level: 'senior',
    minutes: 0,
    patience: 'brisk',
    language: 'en',
    halfDuplex: true,
    consent: true,
    job: { by: 'text', text: 'Numbers.', file: null },
  });
  const documents = [{ purpose: 'cv', name: 'cv.pdf', data: 'JVBERg==' }];
  assert.deepEqual(startOptions(draft, LOBBY, {}, documents), {
    role: 'Data analyst',
    interview_type: 'technical',
    level: 'senior',
    minutes: 0,
    language: 'en',
    patience: 'brisk',
    job_description: 'Numbers.',
    documents,
    half_duplex: true,
    consent: true,
  });
});

test('with a plan the rest of what it is about means nothing', () => {
  const options = startOptions(draftOf({ role: 'Baker' }), LOBBY, { plan: 'bakers' }, []);
  assert.deepEqual(options, { plan: 'bakers', language: 'fr', consent: false });
});

test('nobody is asked to agree where nothing is kept, or where it is only said', () => {
  const nothing = { ...LOBBY, keeps: { ...LOBBY.keeps, transcript: false } };
  assert.equal(needsConsent(LOBBY), true);
  assert.equal(needsConsent(nothing), false);
  assert.equal(needsConsent({ ...LOBBY, consent: 'state' }), false);
  assert.ok(!('consent' in startOptions(draftOf(), nothing, {}, [])));
});

test('a link fixes the fields that it names and the server knows', () => {
  const presets = { role: 'Baker', type: 'technical', level: 'wizard', minutes: 12 };
  assert.deepEqual(fixedFields(presets, LOBBY), ['role', 'kind', 'minutes']);
  const draft = draftOf({}, presets);
  assert.deepEqual([draft.role, draft.kind, draft.level, draft.minutes], [
    'Baker',
    'technical',
    'junior',
    12,
  ]);
  assert.deepEqual(fixedFields({ plan: 'p' }, LOBBY), ['role', 'kind', 'level', 'minutes']);
});

test('the interview is in the language of the link, else of the page, else of the server', () => {
  assert.equal(freshDraft(LOBBY, { lang: 'en-GB' }, 'fr').language, 'en');
  assert.equal(freshDraft(LOBBY, { lang: 'de' }, 'fr').language, 'fr');
  assert.equal(freshDraft({ ...LOBBY, languages: ['en'] }, {}, 'fr').language, 'en');
});

test('a server that is not ready has no languages yet: the choice waits', () => {
  const early = { ...LOBBY, languages: [] };
  assert.equal(freshDraft(early, {}, 'fr').language, 'fr');
  assert.equal(spoken('fr', early), 'fr');
  assert.equal(spoken('fr', { ...LOBBY, languages: ['en'] }), 'en');
  assert.equal(spoken('fr', LOBBY), 'fr');
});

test('lengths hold what the operator has set', () => {
  assert.deepEqual(lengths(LOBBY), [10, 15, 20, 30, 45, 60, 0]);
  const odd = { ...LOBBY, defaults: { ...LOBBY.defaults, minutes: 25 } };
  assert.ok(lengths(odd).includes(25));
});

test('a reload brings the form back, but no consent and no file', () => {
  const cv = { by: 'file', text: '', file: { name: 'cv.pdf' } };
  const draft = draftOf({ role: 'Baker', consent: true, typed: true, cv });
  const kept = JSON.parse(JSON.stringify(keptDraft(draft)));
  const again = restoredDraft(draftOf(), kept, LOBBY, []);
  assert.deepEqual([again.role, again.typed, again.consent, again.cv.file], [
    'Baker',
    true,
    false,
    null,
  ]);
});

test('what was kept does not outdo a link, nor what the server offers now', () => {
  const kept = { role: 'Baker', kind: 'sales', language: 'xx', minutes: 7, job: 3 };
  const fresh = draftOf({ role: 'Cook' });
  const again = restoredDraft(fresh, kept, LOBBY, ['role']);
  assert.deepEqual({ ...again, step: fresh.step }, fresh);
  assert.equal(restoredDraft(fresh, null, LOBBY, []), fresh);
});

// files

test('a file must be of a format that is read, not empty and not too large', () => {
  assert.equal(fileProblem({ name: 'CV.PDF', size: 9 }, 10), null);
  assert.equal(fileProblem({ name: 'cv.pages', size: 9 }, 10), 'format');
  assert.equal(fileProblem({ name: 'cv', size: 9 }, 10), 'format');
  assert.equal(fileProblem({ name: 'cv.txt', size: 0 }, 10), 'empty');
  assert.equal(fileProblem({ name: 'cv.docx', size: 11 }, 10), 'large');
});

test('sizes are told in a unit that fits', () => {
  assert.deepEqual(sizeOf(12), { value: 12, unit: 'byte' });
  assert.deepEqual(sizeOf(12_400), { value: 12, unit: 'kilobyte' });
  assert.deepEqual(sizeOf(1_048_576), { value: 1, unit: 'megabyte' });
});

test('bytes come through as base64, however many', () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, n) => n % 256);
  assert.deepEqual(new Uint8Array(Buffer.from(toBase64(bytes), 'base64')), bytes);
});

test('files are read with their purpose, pasted text is not one of them', async () => {
  const file = new File(['# CV'], 'cv.md');
  const documents = await readDocuments({
    job: { by: 'text', text: 'Numbers.', file },
    cv: { by: 'file', text: '', file },
  });
  assert.deepEqual(documents, [{ purpose: 'cv', name: 'cv.md', data: 'IyBDVg==' }]);
});

test('a file that is gone meanwhile is told by its purpose', async () => {
  const gone = { name: 'cv.md', arrayBuffer: () => Promise.reject(new Error('NotFoundError')) };
  const none = { by: 'file', text: '', file: null };
  const reading = readDocuments({ job: none, cv: { ...none, file: gone } });
  await assert.rejects(reading, { code: 'DOCUMENT_GONE', purpose: 'cv' });
});

// the sound check

const HEARD = { text: 'I would like', speech_s: 3, level: 0.1, noise: 0.002, clipped: 0 };
const verdicts = (changes) =>
  Object.fromEntries(soundVerdicts({ ...HEARD, ...changes }).map(({ about, is }) => [about, is]));

test('a good test sentence is called good', () => {
  assert.deepEqual(verdicts({}), { words: 'heard', loudness: 'good', noise: 'low' });
  assert.ok(soundVerdicts(HEARD).every(({ good }) => good));
});

test('each thing that is not good is told', () => {
  assert.equal(verdicts({ level: 0.005, noise: 0.0001 }).loudness, 'quiet');
  assert.equal(verdicts({ clipped: 0.01 }).loudness, 'clipped');
  assert.equal(verdicts({ noise: 0.02 }).noise, 'some');
  assert.equal(verdicts({ noise: 0.06 }).noise, 'high');
  assert.equal(verdicts({ text: ' ' }).words, 'unclear');
});

test('of silence nothing but silence is told', () => {
  assert.deepEqual(verdicts({ text: '', speech_s: 0, level: 0 }), { words: 'nothing' });
});

test('the meter tells silence, too quiet, good and too loud', () => {
  assert.equal(levelVerdict(0, 0), 'silent');
  assert.equal(levelVerdict(0.006, 0.02), 'quiet');
  assert.equal(levelVerdict(0.08, 0.4), 'good');
  assert.equal(levelVerdict(0.5, 1), 'loud');
});

test('the meter shows 60 dB', () => {
  assert.equal(meterPosition(1), 1);
  assert.equal(meterPosition(0), 0);
  assert.ok(Math.abs(meterPosition(0.0316) - 0.5) < 0.01);
});

// the echo

let seed = 1;
const chance = () => {
  seed = (seed * 48_271) % 2_147_483_647;
  return (2 * seed) / 2_147_483_647 - 1;
};

/** What a microphone hears for 1.4 s: noise of a level, and the chirp after a delay. */
const recording = ({ noise, echo = 0, delayMs = 400 }) => {
  const sounds = chirp(16_000);
  const from = Math.round(delayMs * 16);
  return Int16Array.from({ length: 22_400 }, (_, n) => {
    const sample = noise * chance() + echo * (sounds[n - from] ?? 0);
    return Math.round(32_767 * Math.max(-1, Math.min(1, sample)));
  });
};

test('the chirp is found where it is heard', () => {
  for (const delayMs of [0, 137, 900]) {
    const found = findChirp(recording({ noise: 0.01, echo: 0.3, delayMs }));
    assert.equal(echoVerdict(found), 'strong');
    assert.ok(found.score > 0.7, String(found.score));
  }
});

test('a faint chirp under noise is some echo', () => {
  assert.equal(echoVerdict(findChirp(recording({ noise: 0.01, echo: 0.02 }))), 'some');
});

test('what echo cancellation leaves is no echo', () => {
  assert.equal(echoVerdict(findChirp(recording({ noise: 0.0005, echo: 0.003 }))), 'none');
});

test('noise, silence and a hum are no echo', () => {
  assert.equal(echoVerdict(findChirp(recording({ noise: 0.2 }))), 'none');
  assert.equal(echoVerdict(findChirp(new Int16Array(22_400))), 'none');
  const hum = Int16Array.from({ length: 22_400 }, (_, n) => 9000 * Math.sin(n / 25));
  assert.equal(echoVerdict(findChirp(hum)), 'none');
  assert.equal(echoVerdict(findChirp(new Int16Array(100))), 'none');
});

// a microphone that is not given

test('the browser is told by its name', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
  const safari = 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.15';
  assert.equal(browserOf(chrome), 'chromium');
  assert.equal(browserOf(safari), 'safari');
  assert.equal(browserOf('Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0'), 'firefox');
  assert.equal(browserOf('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Safari/604.1'), 'ios');
  assert.equal(browserOf('Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Safari/537.36'), 'android');
});

test('from a plain address there are two that would do', () => {
  assert.deepEqual(safeAddresses('http://192.168.1.20:8000/?role=Baker#x'), {
    here: 'http://localhost:8000/?role=Baker',
    encrypted: 'https://192.168.1.20:8000/?role=Baker',
  });
});

test('another try helps unless it is the address or the browser', () => {
  assert.deepEqual(['DENIED', 'IN_USE', 'INSECURE', 'UNSUPPORTED'].map(isMendable), [
    true,
    true,
    false,
    false,
  ]);
});

// Back and Forward of the browser

/** A browser's history: entries are taken back late, as a browser does. */
class FakeHistory extends EventTarget {
  entries = [null];
  at = 0;
  due = 0;

  get state() {
    return this.entries[this.at];
  }

  pushState(state) {
    this.entries = [...this.entries.slice(0, this.at + 1), state];
    this.at += 1;
  }

  replaceState(state) {
    this.entries[this.at] = state;
  }

  go(by) {
    this.due += by;
  }

  /** The browser has time. */
  settle() {
    while (this.due !== 0) {
      this.at += this.due;
      this.due = 0;
      assert.ok(this.at >= 0, 'the page is left');
      this.dispatchEvent(new Event('popstate'));
    }
  }

  press(by) {
    this.go(by);
    this.settle();
  }
}

function walked(history = new FakeHistory(), framed = false) {
  const steps = new StepHistory({ history, events: history, framed });
  const seen = [];
  steps.follow((step) => seen.push(step));
  return { history, steps, seen };
}

test('Back and Forward of the browser go through the steps', () => {
  const { history, steps, seen } = walked();
  steps.show(1);
  steps.show(2);
  history.press(-1);
  history.press(-1);
  history.press(1);
  assert.deepEqual(seen, [1, 0, 1]);
});

test('going back within the page leaves no entry behind, nor does another screen', () => {
  const { history, steps, seen } = walked();
  steps.show(2);
  steps.show(1);
  history.settle();
  assert.equal(history.at, 1);
  steps.leave();
  history.settle();
  assert.equal(history.at, 0);
  assert.deepEqual(seen, []);
});

test('a screen that comes back before the entries are taken back does not leave the page', () => {
  const { history, steps, seen } = walked();
  steps.show(2);
  steps.leave();
  steps.follow((step) => seen.push(step));
  steps.show(0);
  steps.show(2);
  history.settle();
  assert.deepEqual([history.at, seen], [2, []]);
});

test('a page that is loaded anew at a later step begins at the first one', () => {
  const history = new FakeHistory();
  history.pushState({ step: 1 });
  history.pushState({ step: 2 });
  const { steps, seen } = walked(history);
  steps.show(0);
  history.settle();
  assert.deepEqual([history.at, seen], [0, []]);
});

test('in another site’s page, whose history it is, nothing is done', () => {
  const { history, steps, seen } = walked(new FakeHistory(), true);
  steps.show(2);
  history.pushState(null);
  history.press(-1);
  assert.deepEqual([history.entries.length, seen], [2, []]);
});
