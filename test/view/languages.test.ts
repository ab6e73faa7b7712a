// Every language says all that English says, and says it in its own words; the compiler holds that nothing is missing.
import { describe, expect, test } from 'vitest';
import { choiceText } from '../../src/view/choices.ts';
import { en } from '../../src/view/messages/en.ts';
import { languageNamed } from '../../src/view/messages/language-names.ts';
import { languageOf, MESSAGES } from '../../src/view/messages/languages.ts';
import { zh } from '../../src/view/messages/zh.ts';
import { loadFailureWords } from '../../src/view/messages/zh-model-words.ts';
import { proseOf } from '../../src/view/prose.ts';
import { createSession } from '../../src/view/session.ts';
import { shippedCatalog } from '../shipped.ts';

const HAN = /\p{Script=Han}/u;

/** What no language translates: names of the field, signs, numbers, and what is put together from arguments alone. */
const SAME: readonly RegExp[] = [
  // The words of what is played are put in when it is (messagesFor): there are none in a catalog.
  /^system$/,
  // Names and notation of the page.
  /^web\.(title|lanes\.kubelet|volume\.(inode|inodes|leadsTo))$/,
  /^language$/,
  /^actors\.(atomicWriter|podWorker)$/,
  /^phases\.select$/,
  /^check\.(because|proven|agreement|happened|ruled|who)$/,
  /^choices\.(who|effect|ask|compute)$/,
  /^screen\.(step|spoken\.pause|headed|sentence|aside)$/,
  /^why\.(start|told)$/,
  /^facts\.served$/,
  /^matrix\.(vacuously|cells\.(inconclusive|notApplicable))$/,
  /^queue\.waiting$/,
];
const isSame = (path: string): boolean => SAME.some((each) => each.test(path));

interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

function leavesOf(value: unknown, path = ''): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, path === '' ? key : `${path}.${key}`));
}

/** Arguments for any message: an object that has every field, as text; what is called of it answers with text too. */
function argument(): unknown {
  return new Proxy(() => 'x', {
    get: (_, key) => (key === Symbol.toPrimitive ? () => 'x' : argument()),
    apply: () => 'x',
  });
}

const CALLS: readonly (readonly unknown[])[] = [
  [1, 2, 3, 4],
  [2, 2, 2, 2],
  ['a', 'b', 'c', 'd'],
  ['', '', '', ''],
  [true],
  [null, null, null],
  ['a', 1, 2, 3],
  ['app', 'reload', 'c'],
  [1, 'here', 'start'],
  ['a', 2, 'here'],
  ['not-violated', 'converges'],
  ['a', ['b', 'c'], ['d']],
  ['a', 'b', ['c']],
  ['inode-gone', 1, 'a', 2],
  [argument(), argument(), argument(), argument()],
];

/** Every text that a message comes to with these arguments. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'function') return [];
  return CALLS.flatMap((args) => {
    try {
      return [String(value(...args))];
    } catch {
      return [];
    }
  }).filter((text) => text !== '');
}

const english = leavesOf(en);
const chinese = leavesOf(zh);

describe('简体中文', () => {
  test('has the messages that English has, of the same kind', () => {
    const shape = (leaves: readonly Leaf[]) => leaves.map(({ path, value }) => `${path}: ${typeof value}`).sort();
    // A text may be a function in one language only where the form allows both; tables of words may hold fewer. What
    // CodeMirror says in English is in CodeMirror.
    const own = chinese.filter(({ path }) => !path.startsWith('editor.phrases.'));
    expect(shape(own)).toEqual(shape(english));
  });

  test.each(chinese.filter(({ path }) => !isSame(path)))('$path is said in Chinese', ({ value }) => {
    const texts = textsOf(value);
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.some((text) => HAN.test(text))).toBe(true);
  });

  test.each(chinese.filter(({ path }) => !isSame(path)))('$path differs from English', ({ path, value }) => {
    const other = english.find((each) => each.path === path)?.value;
    const [own, its] = [textsOf(value), textsOf(other)];
    expect(own.filter((text, at) => text === its[at] && /[a-z]{3}.* .*[a-z]{3}/i.test(text))).toEqual([]);
  });

  test.each(chinese)('$path has no half-width punctuation in its sentences', ({ value }) => {
    for (const text of textsOf(value)) expect(text).not.toMatch(/\p{Script=Han}[,;!?]|\p{Script=Han}[.](?!\.)/u);
  });
});

describe('what is told of runs', () => {
  const NAMES = ['incident', 'x4-key-added-new-order', 'x5-key-removed', 'x7-invalid-then-valid', 'x13-two-files'];
  /** Three English words in a row, where none is a name. */
  const ENGLISH = /[a-z]{2,} [a-z]{2,} [a-z]{2,}/;

  test.each(NAMES)('leaves nothing of %s in English', (name) => {
    const { simulations } = shippedCatalog();
    const simulation = simulations.find(({ scenario }) => scenario.name === name);
    if (simulation === undefined) throw new Error(`${name} is shipped`);
    const catalog = { simulations, strategies: [], diagnostics: [] };
    const session = createSession(
      { catalog: () => catalog, simulation, schedule: null, policy: null, openAt: 'start' },
      zh,
    );
    for (let at = -1; session.get().position.at !== at; session.dispatch({ type: 'next' })) {
      at = session.get().position.at;
      const { title, reasons, choices, blocked } = session.get();
      const texts = [title, ...reasons.map(({ text }) => text), ...choices.map((choice) => choiceText(zh, choice))];
      for (const text of [...texts, ...blocked.map(({ reason }) => reason)]) expect(text).not.toMatch(ENGLISH);
      for (const { text } of reasons) expect(text).toMatch(HAN);
    }
  });

  test.each([
    [zh.choices.compute('swap the pointer'), '切换指针'],
    [zh.choices.compute('assign tls.key'), '赋值 tls.key'],
    [zh.choices.ask('next sync', 'in 60 s'), '下一次同步：60 s 后'],
    [loadFailureWords('tls.key: empty content'), 'tls.key：内容为空'],
    [loadFailureWords('tls.key: missing root key a'), 'tls.key：缺少根键 a'],
    [loadFailureWords('tls.key: ENOENT'), 'tls.key：ENOENT'],
  ])('a word of the model: %s', (text, expected) => {
    expect(text).toBe(expected);
  });
});

describe('what is shipped', () => {
  const { simulations, strategies } = shippedCatalog();
  const all = [...simulations.map(({ scenario }) => scenario), ...strategies];

  test.each(all)('$name has title and reason in Chinese', (told) => {
    const { title, why } = proseOf(MESSAGES.zh, told);
    expect(title).not.toBe('');
    expect(why).toMatch(HAN);
    expect(`${title}${why}`).not.toMatch(/\p{Script=Han} \p{Script=Han}|\p{Script=Han}[,;]/u);
    expect(why).toMatch(/[。）]$/);
    expect(proseOf(MESSAGES.en, told)).toMatchObject({ title: told.title, why: told.why });
  });
});

describe('the language', () => {
  test.each([
    [{}, 'en'],
    [{ LANG: 'C' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'zh_TW' }, 'zh'],
    [{ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
    [{ LC_ALL: 'C', RELOAD_SIM_LANG: 'zh' }, 'zh'],
    [{ LC_ALL: '', LANG: 'zh' }, 'zh'],
  ])('that the environment %j asks for is %s', (env, language) => {
    expect(languageOf(env)).toBe(language);
  });

  test.each([
    ['zh-Hans-CN', 'zh'],
    ['ZH', 'zh'],
    ['en-GB', 'en'],
    ['zhx', null],
    ['', null],
  ])('of %j is %s', (name, language) => {
    expect(languageNamed(name)).toBe(language);
  });
});
