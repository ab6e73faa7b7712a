// Sharing in a real Chromium: a link in a new page, files, a page from file:// with the network cut, hostile links.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeBase64url } from '../../src/explore/base64url.ts';
import { deflate } from '../../src/view/share/deflate.ts';
import { launchBrowser } from './chromium.ts';
import { checked, pane, startPage, type TestedPage, verdictOf } from './page.ts';

let tested: TestedPage;
let folder = '';
let browser: Browser;
beforeAll(async () => {
  [tested, browser, folder] = await Promise.all([
    startPage(),
    launchBrowser(),
    mkdtemp(join(tmpdir(), 'reload-sim-share-')),
  ]);
});
afterAll(() => Promise.all([tested.close(), browser.close(), rm(folder, { recursive: true })]));

/** What a person sees of the place: lanes, place, reasons, volume, loop. */
async function shown(page: Page): Promise<readonly string[]> {
  const parts = ['.status', '.lanes-picture', '.pane-why', '.pane-volume', '.pane-app', '.pane-queue', '.pane-choices'];
  return Promise.all(parts.map(async (part) => (await page.locator(part).textContent()) ?? ''));
}

/** Another strategy, some steps, another order. */
async function goSomewhere(page: Page): Promise<void> {
  await page.keyboard.press('t');
  await page.keyboard.type('dir-data-create');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Strategy dir-data-create' }).waitFor();
  await page.keyboard.press('Home');
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
  await checked(page);
}

async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.locator('dialog.share').waitFor();
}

async function linkOf(page: Page): Promise<string> {
  await openDialog(page);
  const field = page.getByRole('textbox', { name: 'Link to this place' });
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.share-link')?.value !== '');
  return field.inputValue();
}

/** Saves an export; answers with its path. */
async function saved(page: Page, format: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('dialog.share').getByRole('button', { name: format, exact: true }).click(),
  ]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

const pack = async (value: unknown): Promise<string> =>
  `#link=${encodeBase64url([...(await deflate(JSON.stringify(value)))])}`;

describe('a link', () => {
  test('finds the same state in a new page', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await goSomewhere(page);
    const link = await linkOf(page);
    await page.keyboard.press('Escape');
    const other = await tested.open(new URL(link).hash);
    await checked(other);
    expect(await shown(other)).toEqual(await shown(page));
    expect(await verdictOf(other, 'converges').innerText()).toBe(await verdictOf(page, 'converges').innerText());
  });

  test('is opened where a page is open already, from the address and from the dialog', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await page.keyboard.press('Home');
    const link = await linkOf(page);
    const other = await tested.open();
    await openDialog(other);
    await other.getByRole('textbox', { name: 'Open a link or a file' }).fill(link);
    await other.keyboard.press('Enter');
    await other.locator('dialog.share').waitFor({ state: 'detached' });
    expect(await other.locator('.status-place').innerText()).toContain('step 0 of');
    expect(await other.title()).toBe(await page.title());
    const third = await tested.open();
    await third.evaluate((hash) => {
      location.hash = hash;
    }, new URL(link).hash);
    await third.waitForFunction((title) => document.title === title, await page.title());
  });
});

describe('a hostile link says what is wrong and opens the incident', () => {
  const bomb = Array.from({ length: 20 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at},`.repeat(9)}]`).join('\n');
  const record = {
    format: 1,
    name: '<img src=x onerror=alert(1)>',
    simulation: 'title: <script>alert(1)</script>',
    strategy: 'x',
    insteadOf: '',
    stalenessMs: 1,
    reloadsPerUpdate: 1,
    policy: 'app-first',
    schedule: 'AAAA',
    at: 0,
    unfolded: false,
  };
  test.each([
    ['too long', async () => `#link=${'A'.repeat(70_000)}`, 'too big'],
    ['unfolding to megabytes', () => pack('0'.repeat(30_000_000)), 'too big'],
    ['nested', () => pack({ ...record, simulation: '['.repeat(50_000) }), 'nested too deep'],
    ['an alias bomb', () => pack({ ...record, simulation: `l0: &l0 [x]\n${bomb}\n` }), 'mistake'],
    ['a script as a name', () => pack(record), 'mistake'],
    ['no record', () => pack({ ...record, at: {} }), 'damaged'],
  ])('%s', async (_, link, words) => {
    const page = await tested.open(await link());
    expect(await page.locator('main > .notice').innerText()).toContain(words);
    expect(await page.title()).toContain('The incident');
    expect(await page.locator('img, main script').count()).toBe(0);
  });
});

describe('files', () => {
  test('of every format, as they are said to be', async () => {
    const page = await tested.open();
    await openDialog(page);
    expect(readFileSync(await saved(page, 'SVG'), 'utf8')).toMatch(/^<svg xmlns/);
    expect(
      readFileSync(await saved(page, 'PNG'))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(readFileSync(await saved(page, 'Mermaid'), 'utf8')).toMatch(/^sequenceDiagram/);
    expect(JSON.parse(readFileSync(await saved(page, 'Perfetto'), 'utf8')).traceEvents.length).toBeGreaterThan(50);
    const json = await saved(page, 'JSON');
    const other = await tested.open('#sim=x2-second-update');
    await openDialog(other);
    await other.locator('dialog.share input[type=file]').setInputFiles(json);
    await other.waitForFunction(() => document.title.includes('The incident'));
  });

  test('one page plays the same place from file:// with the network cut, and makes another of itself', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await goSomewhere(page);
    await openDialog(page);
    const path = await saved(page, 'HTML');
    await page.keyboard.press('Escape');

    const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 800 } });
    const offline = await context.newPage();
    const complaints: string[] = [];
    const asked: string[] = [];
    offline.on('pageerror', ({ message }) => complaints.push(message));
    offline.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    offline.on('request', (request) => asked.push(request.url()));
    await offline.goto(pathToFileURL(path).href);
    await checked(offline);
    expect(await shown(offline)).toEqual(await shown(page));
    await offline.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await shown(offline)).toEqual(await shown(page));
    expect(await pane(offline, 'verdicts').innerText()).toContain('holds');
    await openDialog(offline);
    const again = await saved(offline, 'HTML');
    await offline.goto(pathToFileURL(again).href);
    await checked(offline);
    expect(await shown(offline)).toEqual(await shown(page));
    expect(complaints).toEqual([]);
    expect(asked.filter((url) => !/^(file|blob):/.test(url))).toEqual([]);
    await context.close();
  });
});

test('nothing was complained about', () => {
  expect(tested.errors).toEqual([]);
});
