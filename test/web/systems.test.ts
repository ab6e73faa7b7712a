// A system on the page, in a real Chromium: found by its chapter, stepped to its violation, shared, edited, and as a file.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../src/setup.mjs';
import { systems } from '../../src/systems/systems.ts';
import { shippedCatalog } from '../shipped.ts';
import { checked, pane, startPage, type TestedPage, verdictOf } from './page.ts';

const folder = mkdtempSync(join(tmpdir(), 'reload-sim-systems-'));
const stories = shippedCatalog().simulations.filter(({ scenario }) => scenario.system !== undefined);

let tested: TestedPage;
beforeAll(async () => {
  tested = await startPage();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await tested.close();
});

/** What a system's page shows of a moment. */
async function shown(page: Page): Promise<readonly string[]> {
  const parts = [page.locator('.status'), pane(page, 'state'), page.locator('.processes')];
  return Promise.all(parts.map((part) => part.innerText()));
}

/** Chooses a simulation in the list, by typing. */
async function choose(page: Page, words: string, name: string): Promise<void> {
  await page.keyboard.press('s');
  await page.keyboard.type(words);
  await page.getByRole('option', { name }).first().click();
  await page.getByRole('button', { name }).first().waitFor();
}

/** The row of a property, and of none whose name begins like it. */
function rowOf(page: Page, property: string) {
  const name = page.locator('th b', { hasText: new RegExp(`^${property}$`) });
  return pane(page, 'verdicts').getByRole('row').filter({ has: name });
}

/** As somebody pastes it: typed text would get brackets and indents of the editor's own. */
async function replaceAll(page: Page, text: string): Promise<void> {
  const field = page.locator('.cm-content[aria-readonly="false"]');
  await field.press('ControlOrMeta+a');
  await field.evaluate((content, pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

test('found by its chapter, stepped to its violation; nothing on it speaks of volumes or strategies', async () => {
  const page = await tested.open();
  await choose(page, 'chapter 3.2', 'sku-cache-article ');
  await pane(page, 'processes').waitFor();
  for (const name of ['volume', 'app', 'queue', 'requests'])
    expect([name, await pane(page, name).count()]).toEqual([name, 0]);
  expect(await page.locator('.extras-buttons button').allInnerTexts()).toEqual(['Be the scheduler']);
  expect(await page.locator('.picker').count()).toBe(1);
  expect(await pane(page, 'why').innerText()).toContain('Chapter 3.2 · ');
  await page.keyboard.press('t');
  expect(await page.locator('dialog[open]').count()).toBe(0);
  await checked(page);
  expect(await verdictOf(page, 'monotonic-reads').innerText()).toContain('violated');
  await page.getByRole('button', { name: /play it from here\s+monotonic-reads/ }).click();
  await page.locator('.lights li').filter({ hasText: '✗ monotonic-reads' }).waitFor();
  await expect.poll(() => pane(page, 'why').innerText()).toContain('✗');
});

test('the process that moved last is drawn, its active state lit; another stays open once it is chosen', async () => {
  const page = await tested.open('#sim=sku-cache-article');
  const chart = page.locator('.process-chart');
  await page.keyboard.press('ArrowRight');
  expect(await chart.getAttribute('aria-label')).toContain('Statechart of client 1');
  expect(await chart.locator('.phase.is-active text').textContent()).toBe(
    await page.locator('.process[aria-current="true"] code').innerText(),
  );
  await page.locator('.process').filter({ hasText: 'binlog' }).click();
  await page.keyboard.press('ArrowRight');
  expect(await chart.getAttribute('aria-label')).toContain('Statechart of binlog');
  await page.locator('.process').filter({ hasText: 'binlog' }).click();
  expect(await chart.getAttribute('aria-label')).toContain('Statechart of client 1');
});

test('an address that asks for a comparison or a handler opens neither', async () => {
  for (const asked of ['compare=poll-hash,dir-data-create', 'handler=safe']) {
    const page = await tested.open(`#sim=drain-unsafe&${asked}`);
    await pane(page, 'state').waitFor();
    expect(await page.locator('.extras .pane').count()).toBe(0);
  }
});

test.each(systems.map(({ name }) => name))(
  '%s: its stories are checked in the page, with the verdicts they expect',
  async (name) => {
    const page = await tested.open(
      `#sim=${stories.find(({ scenario }) => scenario.system?.name === name)?.scenario.name}`,
    );
    const own = stories.filter(({ scenario }) => scenario.system?.name === name);
    for (const { scenario, expect: expected, timing } of own) {
      await choose(page, scenario.name, `${scenario.name} `);
      await page.getByLabel('Time', { exact: true }).selectOption(timing);
      await checked(page);
      for (const { property, verdict } of expected) {
        // The lights of the story before may stand for a moment.
        await expect
          .poll(() => rowOf(page, property).innerText(), { timeout: 30_000, message: `${scenario.name} ${property}` })
          .toContain(verdict);
      }
    }
  },
);

test('a link opens the same place, in Chinese too; presented, state and processes stay', async () => {
  const page = await tested.open('#sim=sku-cache-article');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const field = page.locator('.share-link');
  await expect.poll(() => field.inputValue()).not.toBe('');
  const link = new URL(await field.inputValue());
  await page.keyboard.press('Escape');
  const other = await tested.open(link.hash);
  expect(await shown(other)).toEqual(await shown(page));
  const zh = await tested.open(link.hash, { locale: 'zh-CN' });
  expect(await pane(zh, 'state').getByRole('heading').innerText()).toBe('状态');
  expect(await pane(zh, 'processes').getByRole('heading').innerText()).toBe('进程');
  expect(await zh.locator('.process code').allInnerTexts()).toEqual(
    await page.locator('.process code').allInnerTexts(),
  );
  await zh.keyboard.press('P');
  for (const name of ['state', 'processes', 'why', 'lanes']) expect(await pane(zh, name).isVisible()).toBe(true);
  expect(await pane(zh, 'verdicts').isVisible()).toBe(false);
});

test('its file is edited: no tab for a strategy, words from its schema, mistakes where they stand, verdicts', async () => {
  const page = await tested.open('#sim=sku-cache-article');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const editor = pane(page, 'editor');
  await editor.getByRole('button', { name: 'Edit a copy' }).click();
  const field = page.locator('.cm-content[aria-readonly="false"]');
  await field.waitFor();
  expect(await editor.getByRole('button', { name: 'Strategy', exact: true }).count()).toBe(0);
  await replaceAll(page, 'title: Mine\nwhy: Mine.\nsystem:\n  drai');
  await page.keyboard.press('Control+Space');
  const options = page.locator('.cm-tooltip-autocomplete li');
  await options.first().waitFor();
  expect(await options.allInnerTexts()).toContain('drain');
  await page.keyboard.press('Escape');
  await editor.locator('.mistakes').getByText(/drai/).first().waitFor();
  await replaceAll(page, 'title: Mine\nwhy: Mine.\nsystem: { drain: { orders: [{ at: 4s, takes: 1s }] } }\n');
  await editor.locator('.mistakes').getByText('no mistakes').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Mine' }).waitFor();
  await editor.locator('.live-verdict').getByText('drains', { exact: false }).first().waitFor();
});

test('as one file it plays with the network cut, its statecharts inside', async () => {
  const cli = join(ROOT, 'dist/cli.js');
  const html = execFileSync('node', [cli, 'run', 'sku-cache-article', '--format', 'html'], { maxBuffer: 10_000_000 });
  const path = join(folder, 'run.html');
  writeFileSync(path, html);
  const page = await tested.open();
  await page.context().setOffline(true);
  await page.goto(pathToFileURL(path).href);
  await checked(page);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.locator('.process-chart .is-active').waitFor();
  expect(await verdictOf(page, 'monotonic-reads').innerText()).toContain('violated');
});

test('nothing was complained about', () => {
  expect(tested.errors).toEqual([]);
});
