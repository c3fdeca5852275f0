// What is around the screens: words, settings, what a tab remembers, the page's address.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const FILES = new URL('../../../talkup_local/server/page/files/', import.meta.url);
const load = (path) => import(new URL(path, FILES));
const { readAddress, withoutRecord } = await load('js/address.js');
const { I18n, LANGUAGES, chooseLanguage, unbroken } = await load('js/i18n.js');
const { DEFAULTS, SettingsStore } = await load('js/settings.js');
const { TabStore } = await load('js/store.js');
const { screenOf, waitS } = await load('js/problems.js');

class Storage {
  #values = new Map();

  getItem(name) {
    return this.#values.get(name) ?? null;
  }

  setItem(name, value) {
    this.#values.set(name, value);
  }

  removeItem(name) {
    this.#values.delete(name);
  }
}

class FullStorage extends Storage {
  setItem() {
    throw new Error('QuotaExceededError');
  }
}

/** The scripts that one can't run without, by their addresses on the server. */
const closure = (path, seen = new Set()) => {
  if (!seen.has(path)) {
    seen.add(path);
    const file = path.replace('/page/', './');
    const text = readFileSync(new URL(file, FILES), 'utf8');
    for (const [, wanted] of text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'/gm)) {
      closure(new URL(wanted, `http://here${path}`).pathname, seen);
    }
  }
  return seen;
};

test('the page asks at once for all scripts of its first screen, and for no others', () => {
  const page = readFileSync(new URL('index.html', FILES), 'utf8');
  const links = [...page.matchAll(/rel="modulepreload" href="([^"]+)"/g)];
  const asked = links.map(([, path]) => `/${path}`);
  assert.deepEqual(asked.sort(), [...closure('/page/js/main.js')].sort());
});

const prefixes = readdirSync(new URL('js/words/en/', FILES)).map((name) => name.slice(0, -3));
const placeholders = (sentence) => (sentence.match(/\{\w+\}/g) ?? []).sort();

for (const prefix of prefixes) {
  test(`both languages say the same of ${prefix}`, async () => {
    const [en, fr] = await Promise.all(
      LANGUAGES.map(async (lang) => (await load(`js/words/${lang}/${prefix}.js`)).default),
    );
    assert.deepEqual(Object.keys(en).sort(), Object.keys(fr).sort());
    for (const [key, sentence] of Object.entries(en)) {
      assert.ok(key.startsWith(`${prefix}.`), key);
      assert.ok(sentence.trim() && fr[key].trim(), key);
      assert.deepEqual(placeholders(fr[key]), placeholders(sentence), key);
    }
  });
}

test('there are no words of one language alone', () => {
  const french = readdirSync(new URL('js/words/fr/', FILES)).map((name) => name.slice(0, -3));
  assert.deepEqual(french.sort(), prefixes.sort());
});

const WORDS = {
  en: { 'a.hello': 'Hello {name}', 'a.days': '{n} days', 'a.days.one': '{n} day' },
  fr: { 'a.hello': 'Bonjour {name}', 'a.days': '{n} jours', 'a.days.one': '{n} jour' },
};
const words = async (language) => {
  const i18n = new I18n(language, async (wanted) => WORDS[wanted]);
  await i18n.load('a');
  return i18n;
};

test('a sentence takes its values, and the form that its number asks for', async () => {
  const [en, fr] = await Promise.all(LANGUAGES.map(words));
  assert.equal(en.t('a.hello', { name: 'Ada' }), 'Hello Ada');
  assert.equal(en.t('a.days', { n: 1 }), '1 day');
  assert.equal(en.t('a.days', { n: 2000 }), '2,000 days');
  assert.equal(en.t('a.days', { n: 0 }), '0 days');
  assert.equal(fr.t('a.days', { n: 0 }), '0 jour');
});

test('no line ends before a unit, nor before a French sign that stands apart', () => {
  assert.equal(unbroken('{n} min left; in a minute', 'en'), '{n}\u00a0min left; in a minute');
  assert.equal(
    unbroken('Prêt ? « Oui » : 95 %', 'fr'),
    'Prêt\u202f? «\u00a0Oui\u00a0»\u00a0: 95\u00a0%',
  );
});

test('a key without words stands for itself', async () => {
  assert.equal((await words('en')).t('a.nothing'), 'a.nothing');
});

test('another language comes with all words that were loaded', async () => {
  const i18n = await words('en');
  const told = [];
  i18n.addEventListener('language', ({ detail }) => told.push(detail));
  await i18n.use('fr');
  assert.equal(i18n.t('a.hello', { name: 'Ada' }), 'Bonjour Ada');
  assert.deepEqual(told, ['fr']);
});

/** A promise, and what resolves it. */
const later = () => {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
};

test('of two languages the last wish counts, however long its words take', async () => {
  const slow = later();
  const i18n = new I18n('en', async (language) => {
    await (language === 'fr' && slow.promise);
    return WORDS[language];
  });
  await i18n.load('a');
  const french = i18n.use('fr');
  await i18n.use('en');
  slow.resolve();
  await french;
  assert.equal(i18n.language, 'en');
});

test('words that come after a change of language are those of the new one', async () => {
  const slow = later();
  const i18n = new I18n('en', async (language) => {
    await (language === 'en' && slow.promise);
    return WORDS[language];
  });
  const loading = i18n.load('a');
  await i18n.use('fr');
  slow.resolve();
  await loading;
  assert.equal(i18n.t('a.hello', { name: 'Ada' }), 'Bonjour Ada');
});

test('a language whose words do not come is not taken', async () => {
  const i18n = new I18n('en', async (language) => {
    if (language === 'fr') {
      throw new Error('offline');
    }
    return WORDS.en;
  });
  await i18n.load('a');
  await assert.rejects(i18n.use('fr'));
  assert.equal(i18n.t('a.days', { n: 3 }), '3 days');
});

test('the first language wins that the page speaks', () => {
  assert.equal(chooseLanguage([null, '', 'de-AT', 'fr-CA', 'en']), 'fr');
  assert.equal(chooseLanguage(['de']), 'en');
});

test('settings outlive the page, and what makes no sense does not', () => {
  const storage = new Storage();
  const settings = new SettingsStore(storage);
  settings.set('theme', 'dark');
  settings.set('volume', 0.5);
  const kept = JSON.parse(storage.getItem('talkup.settings'));
  const broken = { ...kept, contrast: 'loud', captions: 'yes', unknown: 1 };
  storage.setItem('talkup.settings', JSON.stringify(broken));
  const again = new SettingsStore(storage);
  assert.equal(again.get('theme'), 'dark');
  assert.equal(again.get('volume'), 0.5);
  assert.equal(again.get('contrast'), DEFAULTS.contrast);
  assert.equal(again.get('captions'), DEFAULTS.captions);
});

test('settings hold without a storage, and tell of changes once', () => {
  for (const storage of [null, new FullStorage()]) {
    const settings = new SettingsStore(storage);
    const told = [];
    const stop = settings.subscribe((name, value) => told.push([name, value]));
    settings.set('captionsSize', 'xl');
    settings.set('captionsSize', 'xl');
    stop();
    settings.set('captionsSize', 's');
    assert.deepEqual(told, [['captionsSize', 'xl']]);
    assert.equal(settings.get('captionsSize'), 's');
  }
});

test('a tab remembers, with a storage or without', () => {
  for (const storage of [new Storage(), new FullStorage(), null]) {
    const store = new TabStore(storage);
    store.token = 'tk_1';
    store.record = { session_id: 'iv_1', key: 'rt_1' };
    store.session = '{"session_id":"iv_2","resume_token":"rt_2","ended":"client"}';
    assert.equal(store.token, 'tk_1');
    assert.deepEqual(store.lastSession, { session_id: 'iv_2', key: 'rt_2', ended: true });
    store.forget();
    assert.deepEqual([store.token, store.record, store.lastSession], ['tk_1', null, null]);
  }
});

test('a storage that has become full does not bring back what was before', () => {
  const storage = new Storage();
  const store = new TabStore(storage);
  store.set('answer', 'I am');
  storage.setItem = () => {
    throw new Error('full');
  };
  store.set('answer', 'I am glad');
  assert.equal(store.get('answer'), 'I am glad');
});

test('what can’t be read in a storage is as nothing', () => {
  const store = new TabStore(new Storage());
  store.session = '{"session_id":';
  assert.equal(store.lastSession, null);
});

test('a link presets the lobby and brings its token, which leaves the address', () => {
  const link = 'https://here.example/talk/?role=Baker&type=sales&minutes=15&x=1#token=tk_9';
  const address = readAddress(link);
  assert.deepEqual(address.presets, { role: 'Baker', type: 'sales', minutes: 15 });
  assert.equal(address.token, 'tk_9');
  assert.equal(address.clean, '/talk/?role=Baker&type=sales&minutes=15&x=1');
});

test('presets that make no sense are passed over', () => {
  const { presets } = readAddress('http://localhost/?minutes=soon&role=%20&plan=');
  assert.deepEqual(presets, {});
  assert.deepEqual(readAddress('http://localhost/?minutes=0').presets, { minutes: 0 });
});

test('a preset that is too long is cut where the server takes it, and not within a character', () => {
  const role = (text) => readAddress(`http://localhost/?role=${encodeURIComponent(text)}`).presets.role;
  assert.equal(role('x'.repeat(200)), 'x'.repeat(120));
  assert.equal(role('😀'.repeat(130)), '😀'.repeat(120));
  assert.equal(role(`${'x'.repeat(119)} chef`), 'x'.repeat(119));
});

test('who comes by a link of somebody else sees nothing of what was said before', () => {
  const over = { session_id: 'iv_1', resume_token: 'rt_1', ended: 'client' };
  const tab = (session) => {
    const store = new TabStore(null);
    store.token = 'tk_1';
    store.setJson('session', session);
    store.record = { session_id: 'iv_1', key: 'rt_1' };
    store.setJson('draft', { role: 'baker' });
    return store;
  };
  const same = tab(over);
  same.invite('tk_1');
  assert.equal(same.record.key, 'rt_1');

  const other = tab(over);
  other.invite('tk_2');
  assert.deepEqual([other.token, other.record, other.lastSession], ['tk_2', null, null]);
  assert.equal(other.getJson('draft'), null);

  const open = tab({ ...over, ended: undefined });
  open.invite('tk_2'); // their own token may have been replaced
  assert.equal(open.lastSession.key, 'rt_1');
});

test('a link may lead to a record', () => {
  const address = readAddress('http://localhost/?record=iv_1#key=rt_1');
  assert.deepEqual(address.record, { session_id: 'iv_1', key: 'rt_1' });
  assert.equal(address.clean, '/?record=iv_1');
});

test('who leaves a record keeps what the link presets', () => {
  assert.equal(withoutRecord('https://h.example/?role=Baker&record=iv_1#key=rt_1'), '/?role=Baker');
});

test('every code has a screen', () => {
  const known = (code) => ['INTERNAL', 'TOKEN_WRONG', 'SERVER_BUSY'].includes(code);
  assert.equal(screenOf('SERVER_BUSY', known), 'SERVER_BUSY');
  assert.equal(screenOf('UNAUTHORIZED', known), 'TOKEN_WRONG');
  assert.equal(screenOf('NEVER_HEARD_OF', known), 'INTERNAL');
});

test('waits grow up to a minute, and hold to what the server asks for', () => {
  assert.equal(waitS('SERVER_BUSY'), 10);
  assert.equal(waitS('SERVER_BUSY', 25), 25);
  assert.ok(waitS('SERVER_BUSY', 0, 2) > 10);
  assert.equal(waitS('SERVER_BUSY', 0, 50), 60);
  assert.equal(waitS('TOKEN_NEEDED', 5), 0);
});
