// The page in two languages: which one it begins with, the switch, and that nothing of the other one is left behind.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../src/view/messages/en.ts';
import { zh } from '../../src/view/messages/zh.ts';
import { checked, startPage, type TestedPage } from './page.ts';

let tested: TestedPage;
beforeAll(async () => {
  tested = await startPage();
});
afterAll(() => tested.close());

const CHINESE = { locale: 'zh-CN' };
const language = (page: Page): Promise<string | null> => page.locator('html').getAttribute('lang');

describe('the language', () => {
  test.each([
    ['en-US', '', 'en'],
    ['zh-CN', '', 'zh-Hans'],
    ['zh-TW', '', 'zh-Hans'],
    ['de-DE', '', 'en'],
    ['zh-CN', '?lang=en', 'en'],
    ['en-US', '?lang=zh', 'zh-Hans'],
    ['en-US', '?lang=xx', 'en'],
  ])('of a browser that wants %s, asked for as “%s”, is %s', async (locale, query, expected) => {
    const page = await tested.open(query, { locale });
    expect(await language(page)).toBe(expected);
  });

  test('is switched while the page runs, where it stands; a reload remembers it, whatever the address asked for', async () => {
    const page = await tested.open('?lang=en#sim=x2-second-update');
    await page.keyboard.press('ArrowRight');
    const before = await page.getByRole('slider').inputValue();
    await page.getByLabel('Language').selectOption('简体中文');
    await page.locator('html[lang="zh-Hans"]').waitFor();
    expect(await page.locator('.pane-why').innerText()).toMatch(/\p{Script=Han}/u);
    expect(await page.getByRole('slider').inputValue()).toBe(before);
    expect(page.url()).toContain('?lang=zh#');
    await page.reload();
    await page.locator('main').waitFor();
    expect(await language(page)).toBe('zh-Hans');
    await page.goto(tested.url);
    await page.locator('main').waitFor();
    expect(await language(page)).toBe('zh-Hans');
    await page.getByLabel('语言').selectOption('English');
    await page.locator('html[lang="en"]').waitFor();
    expect(await page.title()).toContain('The incident');
  });

  test('that nobody speaks is not loaded', async () => {
    const page = await tested.open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const isChinese = (url: string): boolean => /\/zh-/.test(url);
    await page.reload();
    await checked(page);
    expect(asked.filter(isChinese)).toEqual([]);
    await page.getByLabel('Language').selectOption('简体中文');
    await page.locator('html[lang="zh-Hans"]').waitFor();
    expect(asked.filter(isChinese)).toHaveLength(1);
  });
});

/** Every text of a catalog, whatever its functions answer to words that are none. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') {
    const blank: unknown = new Proxy(() => '0', {
      get: (_, key) => (key === Symbol.toPrimitive ? () => '0' : blank),
      apply: () => '0',
    });
    return [
      [1, 2, 3, 4],
      ['0', '0', '0', '0'],
      [true, true],
      ['', '', ''],
      [null, null],
      [blank, blank],
    ].flatMap((args) => {
      try {
        return [String(value(...args))];
      } catch {
        // Not meant for such arguments.
        return [];
      }
    });
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

const wordsOf = (texts: readonly string[]): Set<string> =>
  new Set(texts.flatMap((text) => text.match(/[A-Za-z][\w.-]*[A-Za-z]{2}/g) ?? []));

/** What only English says. What the Chinese catalog says too, such as `inode` and `kubelet`, are names. */
const [ENGLISH, ALSO_CHINESE] = [wordsOf(textsOf(en)), wordsOf(textsOf(zh))];
/**
 * Names of things that are read as they are: code, keys, marks of the lanes, machine states, languages, what can be opened,
 * properties; and where a rule is from.
 */
const NAMES =
  'code, kbd, option, .brand, .lane-mark, .phase-state, .phase title, .picker b, .menu-item b, th b, .rule-text small';

/** What stands on the page to be read or heard. */
function visibleTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate((names) => {
    const texts: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const holder = walker.currentNode.parentElement;
      const isRead = holder?.checkVisibility({ visibilityProperty: true }) === true && holder.closest(names) === null;
      if (isRead) texts.push(walker.currentNode.textContent ?? '');
    }
    for (const each of document.querySelectorAll('[aria-label], [title], [placeholder], [aria-valuetext]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext']) {
        if (each.closest(names) === null) texts.push(each.getAttribute(name) ?? '');
      }
    }
    return texts;
  }, NAMES);
}

const VIEWS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'the opening': async () => {},
  'one step later, with its rule': async (page) => {
    await page.keyboard.press('ArrowRight');
    await page.locator('.rule').first().click();
    await page.locator('.rule-text:popover-open small').waitFor();
  },
  'the end of the run, with a branch': async (page) => {
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.locator('.choice').last().click();
    await page.keyboard.press('End');
  },
  'what cannot move': (page) => page.locator('.blocked summary').click(),
  'the help': (page) => page.keyboard.press('?'),
  'the list of simulations': (page) => page.keyboard.press('s'),
  'the list of strategies': (page) => page.keyboard.press('t'),
  'the list of policies': (page) => page.keyboard.press('p'),
  presenting: (page) => page.keyboard.press('P'),
};

describe.each(['incident', 'x2-second-update'])('%s in 简体中文', (simulation) => {
  test.each(Object.keys(VIEWS))('%s: no word is left in English', async (view) => {
    const page = await tested.open(`#sim=${simulation}`, CHINESE);
    await checked(page);
    await VIEWS[view]?.(page);
    const words = wordsOf(await visibleTexts(page));
    expect([...words].filter((word) => ENGLISH.has(word) && !ALSO_CHINESE.has(word))).toEqual([]);
  });
});

test('a rule is told in the language that is spoken, with the same sources', async () => {
  const page = await tested.open();
  await page.keyboard.press('ArrowRight');
  await page.locator('.rule').first().click();
  const rule = page.locator('.rule-text').first();
  const sources = await rule.locator('a').allInnerTexts();
  await page.keyboard.press('Escape');
  await page.getByLabel('Language').selectOption('简体中文');
  await page.locator('html[lang="zh-Hans"]').waitFor();
  await page.locator('.rule').first().click();
  await page.getByText('O_TRUNC 清空了已有的文件').waitFor();
  expect(await rule.locator('a').allInnerTexts()).toEqual(sources);
});
