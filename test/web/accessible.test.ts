// axe-core finds nothing (WCAG 2.2 A and AA) on any view, light and dark, in either language; no width scrolls sideways; motion is optional.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checked, startPage, type TestedPage } from './page.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let tested: TestedPage;
beforeAll(async () => {
  tested = await startPage();
});
afterAll(() => tested.close());

interface AxeWindow {
  readonly axe: {
    readonly run: (options: { readonly runOnly: readonly string[] }) => Promise<{
      readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly target: unknown }[] }[];
    }>;
  };
}

/** What axe finds, one line each. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as AxeWindow;
    const found = await axe.run({ runOnly });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
  }, RULES);
}

const VIEWS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'the incident': async () => {},
  'users get 503': async (page) => {
    await page.keyboard.press('n');
    for (let step = 0; step < 7; step += 1) await page.keyboard.press('ArrowRight');
  },
  'the end of a run, with a branch': async (page) => {
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.locator('.choice').last().click();
    await page.keyboard.press('End');
  },
  'the list of strategies': (page) => page.keyboard.press('t'),
  'the list of simulations, by chapter': (page) => page.keyboard.press('s'),
  'a system that is violated': async (page) => {
    await page.goto(new URL('#sim=sku-cache-article', page.url()).href);
    await page.reload();
    await page.locator('.process-chart').waitFor();
    await checked(page);
    await page.locator('.pane-verdicts .play-it').first().click();
    await page.locator('.lights .role-bad').first().waitFor();
  },
  'the dialog for links and files': async (page) => {
    await page.getByRole('button', { name: /^(Share|分享)$/ }).click();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.share-link')?.value !== '');
  },
  'a run that is older than its text': async (page) => {
    await page.locator('button.edit').click();
    await page.locator('.pane-editor button.primary').click();
    await page.locator('.cm-content[aria-readonly="false"]').press('ControlOrMeta+End');
    await page.keyboard.type('kern');
    await page.locator('.mistakes li').waitFor();
    await page.locator('button.edit').click();
    await page.locator('main > .notice').waitFor();
  },
  'two strategies compared': async (page) => {
    await page.locator('.extras-buttons button').first().click();
    await page.locator('.pane-compare').waitFor();
  },
  'being the scheduler': async (page) => {
    await page.locator('.extras-buttons button').nth(1).click();
    await page.keyboard.press('End');
    await page.locator('.challenge-token input[readonly]').waitFor();
  },
  'a handler that fails': async (page) => {
    await page.locator('.extras-buttons button').nth(2).click();
    await page.locator('.handler-field .cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('console.log(1);\nawait sleep(1);\nnull.x;');
    await page.locator('.handler-bar .primary').click();
    await page.locator('.handler-said li').first().waitFor();
  },
  'the editor, with a mistake': async (page) => {
    await page.locator('button.edit').click();
    await page.locator('.pane-editor button.primary').click();
    await page.locator('.cm-content[aria-readonly="false"]').press('ControlOrMeta+End');
    await page.keyboard.type('kern');
    await page.locator('.mistakes li').waitFor();
    await page.locator('.file-more summary').click();
  },
  'the rule of a step': async (page) => {
    await page.keyboard.press('ArrowRight');
    await page.locator('.rule').first().click();
  },
  presenting: (page) => page.keyboard.press('P'),
  'a black screen': async (page) => {
    await page.keyboard.press('P');
    await page.keyboard.press('b');
  },
  'in a slide': async (page) => {
    await page.goto(new URL('?embed', page.url()).href);
    await page.locator('.pane-lanes').waitFor();
  },
};

describe.each([
  ['light', 'en-US'],
  ['dark', 'en-US'],
  ['light', 'zh-CN'],
  ['dark', 'zh-CN'],
] as const)('axe, %s, %s', (colorScheme, locale) => {
  test.each(Object.keys(VIEWS))('%s', async (view) => {
    // axe is not the page's: the policy would refuse it.
    const page = await tested.open('', { colorScheme, locale, bypassCSP: true, reducedMotion: 'reduce' });
    await checked(page);
    await VIEWS[view]?.(page);
    expect(await violations(page)).toEqual([]);
  });
});

describe('the colours chosen here', () => {
  test.each([
    ['dark', 'light'],
    ['light', 'dark'],
  ] as const)('%s on a system that is %s, also after a reload', async (chosen, colorScheme) => {
    const page = await tested.open('', { colorScheme });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const system = await ground();
    await page.getByLabel('Colours').selectOption(chosen);
    const own = await ground();
    expect(own).not.toBe(system);
    await page.reload();
    expect(await ground()).toBe(own);
  });
});

test.each([360, 768, 1000, 1280, 1920, 2560])('%i px wide: no sideways scrolling of the page', async (width) => {
  for (const sim of ['incident', 'x4-key-added-debounce']) {
    const page = await tested.open(`#sim=${sim}`, { viewport: { width, height: 800 } });
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test('who wants less motion gets none', async () => {
  const page = await tested.open('', { reducedMotion: 'reduce' });
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')].some((element) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
      return /[1-9]/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth';
    }),
  );
  expect(moving).toBe(false);
});
