// Where everything stands on the main views, beside what was looked at and found good (references/*.txt; `-u` takes what is
// there now). Boxes and not pixels: the page uses the fonts of the machine, and a picture of it would differ on every other
// one. Widths and places across the page come from its grid alone; heights come from the fonts and are not compared.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPage, type TestedPage } from './page.ts';

let tested: TestedPage;
beforeAll(async () => {
  tested = await startPage();
});
afterAll(() => tested.close());

interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The parts of the page that are seen, in the order in which they are read. */
function boxesOf(page: Page): Promise<readonly Box[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.top-bar, .status, .transport, main .pane')].flatMap((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const name = element.className.split(' ').at(-1) ?? '';
      return element.checkVisibility() ? [{ name, x, y, width, height }] : [];
    }),
  );
}

/** One line a part: its name, its left and its right edge in per cent of the width of the page. */
function described(boxes: readonly Box[], width: number): string {
  const percent = (value: number): string => String(Math.round((value * 100) / width)).padStart(4);
  return boxes.map((box) => `${box.name.padEnd(16)}${percent(box.x)}${percent(box.x + box.width)}\n`).join('');
}

/** Pairs that cover one another by more than a border. */
function overlaps(boxes: readonly Box[]): readonly string[] {
  return boxes.flatMap((a, at) =>
    boxes.slice(at + 1).flatMap((b) => {
      const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      return across > 1 && down > 1 ? [`${a.name} and ${b.name}`] : [];
    }),
  );
}

const VIEWS = {
  'incident-1280': { address: '', width: 1280, height: 800, keys: ['ArrowRight'] },
  'kubelet-360': { address: '#sim=x2-second-update', width: 360, height: 740, keys: ['n'] },
  'presenting-1920': { address: '#sim=x2-second-update', width: 1920, height: 1080, keys: ['P', 'PageDown'] },
  'slide-960': { address: '?embed', width: 960, height: 540, keys: ['ArrowRight'] },
} as const;

test.each(Object.entries(VIEWS))(
  '%s stands as its reference has it, and nothing covers anything',
  async (name, view) => {
    const { address, width, height, keys } = view;
    const page = await tested.open(address, { viewport: { width, height } });
    for (const key of keys) await page.keyboard.press(key);
    const boxes = await boxesOf(page);
    expect(overlaps(boxes)).toEqual([]);
    await expect(described(boxes, width)).toMatchFileSnapshot(join(import.meta.dirname, `references/${name}.txt`));
  },
);

test.each([
  ['#sim=x2-second-update', 360],
  ['#sim=x2-second-update', 768],
  ['#sim=x2-second-update', 1280],
  ['#sim=x2-second-update', 2560],
] as const)('%s, %i px: the watch that dies is in sight without scrolling its pane', async (address, width) => {
  const page = await tested.open(address, { viewport: { width, height: 900 } });
  await page.keyboard.press('n');
  const pin = await page.locator('.pin-dead').boundingBox();
  const pane = await page.locator('.graph-box').boundingBox();
  const right = (box: typeof pin): number => (box?.x ?? Number.NaN) + (box?.width ?? Number.NaN);
  expect(right(pin)).toBeLessThanOrEqual(right(pane) + 1);
});

test.each([
  [1280, 'incident'],
  [1280, 'x2-second-update'],
  [1440, 'incident'],
  [1440, 'x2-second-update'],
])('%i × 900, %s: lanes, lights, reasons and volume are seen without scrolling', async (width, sim) => {
  const page = await tested.open(`#sim=${sim}`, { viewport: { width, height: 900 } });
  await page.keyboard.press('n');
  for (const part of ['.lights', '.pane-lanes', '.pane-why', '.pane-volume']) {
    const box = await page.locator(part).boundingBox();
    expect([part, (box?.y ?? Number.NaN) + (box?.height ?? 0) <= 900]).toEqual([part, true]);
  }
  const why = await page.locator('.pane-why').boundingBox();
  await page.locator('.extras-buttons button').first().click();
  await page.locator('.pane-compare').waitFor();
  expect(await page.locator('.pane-why').boundingBox()).toEqual(why);
});

test('every control is at least 24 px high and wide (WCAG 2.2, 2.5.8), on the smallest screen too', async () => {
  const page = await tested.open('', { viewport: { width: 360, height: 740 } });
  await page.keyboard.press('ArrowRight');
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, input, summary')].flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      const isSeen = element.checkVisibility() && width > 0;
      return isSeen && (width < 24 || height < 24) ? [`${element.outerHTML.slice(0, 80)} ${width}×${height}`] : [];
    }),
  );
  expect(small).toEqual([]);
});
