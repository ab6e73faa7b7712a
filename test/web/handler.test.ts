// A handler of one's own on the page, in a real Chromium: written, stepped, checked, and hostile in every way that we know.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checked, pane, startPage, type TestedPage, verdictOf } from './page.ts';

let tested: TestedPage;
beforeAll(async () => {
  tested = await startPage();
});
afterAll(() => tested.close());

const NAIVE = `import fs from 'node:fs/promises';
const path = mountPath + '/' + files[0];
const load = async () => serve(await fs.readFile(path, 'utf8'));
await load();
const watcher = new Watcher();
await watcher.add(path);
for await (const event of watcher.events) {
  if (event.has('Write')) await load();
}`;

const SAFE = `import fs from 'node:fs/promises';
const load = async () => serve(await fs.readFile(mountPath + '/' + files[0], 'utf8'));
await load();
const watcher = new Watcher();
await watcher.add(mountPath);
await load();
for await (const event of watcher.events) {
  if (event.has('Create') && event.name.endsWith('/..data')) await load();
}`;

const field = (page: Page): Locator => pane(page, 'handler').getByRole('textbox');
const status = (page: Page): Locator => page.locator('.handler-status');

/** Opens the pane on a simulation whose files kubelet writes. */
async function openPane(hash = '#sim=x2-second-update'): Promise<Page> {
  const page = await tested.open(hash);
  await page.getByRole('button', { name: 'Own handler', exact: true }).click();
  await field(page).waitFor();
  return page;
}

/** Puts a handler in the place of what runs, and waits for what the status says of it. */
async function write(page: Page, source: string, says: string | RegExp = 'It runs in'): Promise<void> {
  // What a person does: `fill` makes the browser write styles into the field, which the policy refuses.
  await field(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(source);
  const use = page.getByRole('button', { name: /^▶ Run it in/ });
  if (await use.isVisible()) await use.click();
  await status(page).filter({ hasText: says }).waitFor();
}

/** Waits until the application runs this source. */
async function runs(page: Page): Promise<void> {
  await pane(page, 'app').getByText('own handler').waitFor();
}

const said = (page: Page): Locator => page.locator('.handler-said');

describe('a handler of one’s own', () => {
  test('nothing of it runs, and no engine is loaded, before it is asked for', async () => {
    const page = await tested.open('#sim=x2-second-update');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('button', { name: 'Own handler', exact: true }).click();
    expect(await status(page).innerText()).toBe('Loaded, not run.');
    expect(asked.filter((url) => /emscripten|engine/.test(url))).toEqual([]);
    expect(await pane(page, 'app').innerText()).not.toContain('own handler');
  });

  test('a naive one is red; made safe it is green, at the same place', async () => {
    const page = await openPane();
    await write(page, NAIVE);
    await runs(page);
    await checked(page);
    expect(await verdictOf(page, 'converges').innerText()).toContain('✗ violated');
    await write(page, SAFE);
    await verdictOf(page, 'converges').getByText('✓ holds').waitFor();
    await checked(page);
    expect(await page.locator('.live-verdict').innerText()).toMatch(/✓ converges/);
    expect(await page.locator('.live-verdict').innerText()).not.toContain('✗');
  });

  test('it is stepped like a strategy: each call is a step', async () => {
    const page = await openPane();
    await write(page, SAFE);
    await runs(page);
    await page.keyboard.press('Escape');
    await page.locator('.status').click();
    await page.keyboard.press('Home');
    const seen: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press('ArrowRight');
      seen.push(await pane(page, 'why').innerText());
    }
    expect(seen.join('\n')).toContain('The application adds a watch on /etc/config');
    expect(seen.join('\n')).toContain('The application serves ① now.');
  });

  test('a mistake is told with its place, and what ran before stays', async () => {
    const page = await openPane();
    await write(page, SAFE);
    await runs(page);
    await write(page, `${SAFE}\nlet x = = 1;`, 'Line 10, column 9: Unexpected token');
    expect(await status(page).innerText()).toContain('the last one without mistakes');
    await write(page, SAFE);
  });

  test('an error at run time is told with message, line and step', async () => {
    const page = await openPane();
    await write(page, `${SAFE.replace('await load();\nfor', 'await load();\nnull.x;\nfor')}`);
    await said(page).getByText('cannot read property').waitFor();
    expect(await said(page).innerText()).toMatch(/The process has ended at line 7: TypeError: cannot read property/);
    await checked(page);
    expect(await verdictOf(page, 'never-crashes').innerText()).toContain('✗ violated');
    await said(page).getByRole('button', { name: 'Go to line 7' }).click();
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('handler-field');
  });

  test.each([
    ['naive', 'never-empty', '✗ violated'],
    ['naive', 'converges', '✓ holds'],
    ['safe', 'never-torn', '✓ holds'],
    ['safe', 'stays-armed', '✓ holds'],
  ])('%s is delivered, opened by its address: %s %s', async (name, property, verdict) => {
    const page = await tested.open(`#sim=${name}`);
    await checked(page);
    expect(await verdictOf(page, property).first().innerText()).toContain(verdict);
  });

  test('one is opened from the list of simulations, and its program stands in the field', async () => {
    const page = await openPane();
    await page.locator('.status').click();
    await page.keyboard.press('s');
    await page.keyboard.type('read through ..data once');
    await page.keyboard.press('Enter');
    await runs(page);
    await field(page).getByText('fs.realpath').waitFor();
  });
});

describe('a hostile handler', () => {
  /** The page answers, and goes on with a handler that is none. */
  async function usable(page: Page): Promise<void> {
    const before = Date.now();
    await page.locator('.status').click();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    expect(await page.locator('.status-place').innerText()).toContain('step 0');
    expect(Date.now() - before).toBeLessThan(5000);
  }

  test.each([
    ['at once', 'while (true) {}', 'a loop made 100 turns without waiting for anything'],
    [
      'in a function',
      'const f = () => { while (true) {} };\nf();',
      'it ran for 3 million steps without waiting for anything',
    ],
    ['of promises', 'for (;;) await 0;', 'an endless loop?'],
    ['of memory', 'const all = [];\nfor (;;) all.push(all.length);', /out of memory|endless loop/],
    ['of calls', 'const f = () => { for (;;) sleep(1); };\nf();', 'more than 64 calls are open at a time'],
    ['of an expression', "/^(a+)+$/.test('a'.repeat(40) + 'b');", /interrupted|endless loop/],
    ['of recursion', 'const f = () => f();\nf();', /stack/i],
  ])('that is endless %s ends its process and not the page', async (_, source, message) => {
    const page = await openPane();
    await write(page, source);
    await said(page).getByText(message).first().waitFor();
    await usable(page);
  });

  test('that works for long at every turn is ended in its thread, and the page goes on with what it had', async () => {
    const page = await openPane();
    const busy = 'turn += 1; for (let n = 0; n < 400000; n += 1) Math.sqrt(n);';
    const slow = `let turn = 0;\nfor await (const _ of every('1ms')) { ${busy} }`;
    // No two turns are alike, so none is remembered.
    await write(page, slow, 'It was ended: one run of it took longer than 2 s');
    await usable(page);
    expect(await pane(page, 'app').innerText()).not.toContain('own handler');
    await write(page, SAFE);
    await runs(page);
  });

  test('finds neither network nor page nor process', async () => {
    const page = await openPane();
    const names = ['fetch', 'window', 'document', 'process', 'require', 'self', 'localStorage', 'WebSocket', 'Worker'];
    const looks = names.map((name) => `typeof ${name}`).join(', ');
    const ways = '[].constructor.constructor("return typeof globalThis.fetch")()';
    await write(page, `await sleep(1);\nconsole.log([${looks}].join());\nconsole.log(${ways});\nfetch('/');`);
    const told = said(page);
    await told.getByText('fetch').first().waitFor();
    expect(await told.locator('code').allInnerTexts()).toEqual([names.map(() => 'undefined').join(), 'undefined']);
    expect(await told.innerText()).toContain("'fetch' is not defined: a handler has files and watches");
  });

  test('a module that there is not is a mistake', async () => {
    const page = await openPane();
    await write(page, "import http from 'node:http';", /found the module "node:http", expected one of/);
  });
});

test('nothing was complained about: the policy allows what is needed', () => {
  expect(tested.errors).toEqual([]);
});
