// The page as a person uses it, in a real Chromium: the incident, its cause, another order, another strategy.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checked, pane, startPage, type TestedPage, verdictOf } from './page.ts';

let tested: TestedPage;
beforeAll(async () => {
  tested = await startPage();
});
afterAll(() => tested.close());

const text = async (page: Page, name: string): Promise<string> =>
  (await pane(page, name).innerText()).replaceAll('\n', ' ');
const place = (page: Page): Promise<string> => page.locator('.status-place').innerText();

/** Steps on until the pane Why says this. */
async function stepUntil(page: Page, words: string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if ((await text(page, 'why')).includes(words)) return;
    await page.keyboard.press('ArrowRight');
  }
  throw new Error(`never: ${words}`);
}

describe('the page', () => {
  test('opens on the incident, before its cause; → leads to it and ← back', async () => {
    const page = await tested.open();
    expect(await page.title()).toContain('The incident');
    expect(await text(page, 'why')).toContain('Opened before: sidecar: truncate feature.yaml');
    const before = await place(page);
    await page.keyboard.press('ArrowRight');
    expect(await text(page, 'why')).toContain('O_TRUNC empties feature.yaml');
    await stepUntil(page, 'A request is answered 503');
    expect(await page.locator('.status-users').innerText()).toContain('USERS GET 503');
    await page.keyboard.press('Home');
    expect(await place(page)).toContain('step 0 of');
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
    expect(await place(page)).toBe(before);
  });

  test('the slider and a click into the lanes go to any step', async () => {
    const page = await tested.open();
    await page.getByRole('slider').fill('1');
    expect(await place(page)).toContain('step 1 of');
    await page.getByRole('slider').press('ArrowRight');
    expect(await place(page)).toContain('step 2 of');
    await page.locator('.lane-column').nth(4).click();
    expect(await place(page)).toContain('step 5 of');
  });

  test('going back and choosing otherwise makes a branch; the other run stays', async () => {
    const page = await tested.open();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await pane(page, 'branches').count()).toBe(0);
    await pane(page, 'choices').getByRole('button', { name: 'sidecar' }).click();
    await pane(page, 'branches').waitFor();
    const runs = pane(page, 'branches').locator('.branch');
    expect(await runs.count()).toBe(2);
    expect(await place(page)).toContain('branch 2/2');
    await runs.first().click();
    expect(await place(page)).toContain('branch 1/2');
    await pane(page, 'branches').getByRole('button', { name: 'Forget run 2' }).press('Enter');
    expect(await pane(page, 'branches').count()).toBe(0);
    expect(await place(page)).not.toContain('branch');
  });

  test('another strategy turns the verdict, and the violation can be played', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await checked(page);
    expect(await verdictOf(page, 'converges').innerText()).toContain('✗ violated');
    await verdictOf(page, 'converges').getByRole('button').click();
    await page.getByRole('button', { name: 'pause' }).waitFor();
    await expect.poll(() => place(page)).toContain('step 12 of 28');
    expect(await page.locator('.no-return').innerHTML()).toContain('last watch dies: wd 1');
    await page.keyboard.press('t');
    await page.keyboard.type('dir-data-create');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Strategy dir-data-create' }).waitFor();
    await checked(page);
    expect(await verdictOf(page, 'converges').innerText()).toContain('✓ holds');
  });

  test('a watch that died stays in sight beside the inode it was on', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await stepUntil(page, 'and with it wd 1');
    const dead = pane(page, 'volume').locator('.pin-dead');
    expect(await dead.innerText()).toMatch(/✗\s+wd 1.*hears nothing/s);
    await page.keyboard.press('End');
    expect(await dead.innerText()).toContain('wd 1');
    expect(await pane(page, 'volume').locator('.graph-row.is-dead').innerText()).toContain('no name any more');
  });

  test('the chart is the machine’s: the state it is in is lit', async () => {
    const page = await tested.open();
    await stepUntil(page, 'makes the application load its files');
    expect(await page.locator('.phase.is-active').textContent()).toContain('walking');
    expect(await page.locator('.chart-arrow.is-now').count()).toBeGreaterThan(0);
  });

  test('a rule tells what it says and where it is from', async () => {
    const page = await tested.open();
    await page.keyboard.press('ArrowRight');
    await pane(page, 'why').getByRole('button', { name: 'Rule F11' }).click();
    const rule = page.locator('.rule-text:popover-open');
    const source = rule.getByRole('link', { name: 'open(2)' });
    expect(await source.getAttribute('href')).toContain('man7.org');
    expect(await rule.innerText()).toContain('IN_MODIFY if O_TRUNC');
  });

  test('any timing has no clock, and the same run goes on under it', async () => {
    const page = await tested.open();
    await page.keyboard.press('ArrowRight');
    await page.getByLabel('Time', { exact: true }).selectOption('any timing');
    expect(await text(page, 'why')).toContain('O_TRUNC empties feature.yaml');
    expect(await place(page)).not.toContain('5s');
  });

  test('everything by keyboard alone: help is searched and executed', async () => {
    const page = await tested.open();
    await page.keyboard.press('?');
    await page.keyboard.type('to the end of the run');
    await page.keyboard.press('Enter');
    expect(await place(page)).toMatch(/step (\d+) of \1/);
    await page.keyboard.press('s');
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog[open]').count()).toBe(0);
  });

  test('a menu that is opened while another one closes stays open, and the focus goes back to what opened it', async () => {
    const page = await tested.open();
    const isOpen = (): Promise<number> => page.locator('dialog.menu[open]').count();
    await page.evaluate(() => {
      const press = (key: string): boolean =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      press('s');
      press('t');
    });
    expect(await isOpen()).toBe(1);
    await page.evaluate(() => {
      document.querySelector<HTMLButtonElement>('dialog.menu header button')?.click();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 't', bubbles: true }));
    });
    await page.getByRole('combobox', { name: 'strategy' }).waitFor();
    // Long enough for the browser to tell of the first one's closing.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    expect(await isOpen()).toBe(1);
    await page.keyboard.press('Escape');
    const picker = page.locator('.picker').first();
    await picker.focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog.menu[open]').waitFor();
    await page.keyboard.press('Escape');
    expect(await picker.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test('Tab reaches every control, and what has the focus is seen', async () => {
    const page = await tested.open();
    const wanted = await page.locator('button:visible, select:visible, input:visible, summary:visible').count();
    const seen = new Set<string>();
    for (let tabs = 0; tabs < wanted + 10; tabs += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const { activeElement } = document;
        if (activeElement === null || activeElement === document.body) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
        const { x, y } = activeElement.getBoundingClientRect();
        return { key: `${activeElement.tagName} ${x} ${y + scrollY}`, outline: `${outlineStyle} ${outlineWidth}` };
      });
      if (focused === null) break;
      seen.add(focused.key);
      expect(focused.outline).toMatch(/^(solid|auto) [1-9]/);
    }
    expect(seen.size).toBeGreaterThanOrEqual(wanted);
  });

  test('an address that names no simulation says so and shows the incident', async () => {
    const page = await tested.open('#sim=%3Cimg%20src=x%20onerror=alert(1)%3E');
    expect(await page.locator('main > .notice').innerText()).toContain('no simulation <img');
    expect(await page.title()).toContain('The incident');
  });

  test('nothing was complained about, and nothing was asked of any other host', async () => {
    const page = await tested.open('#sim=incident-kubelet');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.reload();
    await checked(page);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((url) => !url.startsWith(tested.url))).toEqual([]);
    expect(tested.errors).toEqual([]);
  });
});
