// The page before a room and in a slide: what is shown, how large it is, and the keys that a presenter's remote sends.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPage, type TestedPage } from './page.ts';

let tested: TestedPage;
beforeAll(async () => {
  tested = await startPage();
});
afterAll(() => tested.close());

const PROJECTOR = { viewport: { width: 1920, height: 1080 } };
const place = (page: Page): Promise<string> => page.locator('.status-place').innerText();
const sizeOf = (page: Page, what: string): Promise<number> =>
  page
    .locator(what)
    .first()
    .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
const isFull = (page: Page): Promise<boolean> => page.evaluate(() => document.fullscreenElement !== null);

describe('presenting', () => {
  test('fills the screen with the run, the volume and the reasons, and hides everything else', async () => {
    const page = await tested.open('', PROJECTOR);
    await page.getByRole('button', { name: 'present' }).click();
    await page.locator(':root[data-stage="presenting"]').waitFor();
    expect(await isFull(page)).toBe(true);
    for (const shown of ['.status', '.pane-lanes', '.pane-why', '.pane-volume']) {
      expect([shown, await page.locator(shown).isVisible()]).toEqual([shown, true]);
    }
    for (const hidden of ['.top-bar', '.transport', '.pane-choices', '.pane-app', '.pane-verdicts']) {
      expect([hidden, await page.locator(hidden).isVisible()]).toEqual([hidden, false]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(1080);
  });

  test('is readable from the back of a room: reasons a thirtieth of its height, the smallest words a fiftieth', async () => {
    const page = await tested.open('', PROJECTOR);
    await page.keyboard.press('P');
    await page.keyboard.press('PageDown');
    expect(await sizeOf(page, '.why p')).toBeGreaterThanOrEqual(1080 / 30);
    const mark = await page.locator('.lane-mark').first().boundingBox();
    expect(mark?.height).toBeGreaterThanOrEqual(1080 / 50);
  });

  test.each([
    [1280, 720],
    [1920, 1080],
  ])('%i × %i: the current column and the watch that dies are whole, the volume is large', async (width, height) => {
    const page = await tested.open('#sim=x2-second-update', { viewport: { width, height }, reducedMotion: 'reduce' });
    await page.keyboard.press('Shift+P');
    await page.keyboard.press('n');
    const places = await page.evaluate(() =>
      ['.lane-column.is-current', '.lanes-scroll', '.pin-dead', '.pane-volume', '.pane-why'].map((what) => {
        const { left, right, bottom } = document.querySelector(what)?.getBoundingClientRect() ?? new DOMRect(-1);
        return { left, right, bottom };
      }),
    );
    const [column, lanes, pin, volume, why] = places;
    expect(column?.left).toBeGreaterThanOrEqual(lanes?.left ?? Number.NaN);
    expect(column?.right).toBeLessThanOrEqual(lanes?.right ?? Number.NaN);
    expect(pin?.right).toBeLessThanOrEqual(volume?.right ?? Number.NaN);
    for (const part of [volume, why]) expect(part?.bottom).toBeLessThanOrEqual(height);
    expect(await page.locator('.pin-dead').innerText()).toContain('hears nothing');
    expect(await sizeOf(page, '.graph-name code')).toBeGreaterThanOrEqual(height / 45);
    expect(await sizeOf(page, '.pin-dead')).toBeGreaterThanOrEqual(height / 45);
  });

  test('its button says what is to be pressed', async () => {
    const page = await tested.open();
    expect(await page.getByRole('button', { name: 'present' }).innerText()).toContain('Shift+P');
    await page.keyboard.press('p');
    expect(await page.locator('dialog[open]').count()).toBe(1);
  });

  test('a remote steps with the page keys and blanks the screen with B; Esc comes back to the page', async () => {
    const page = await tested.open();
    await page.keyboard.press('P');
    const before = await place(page);
    await page.keyboard.press('PageDown');
    const after = await place(page);
    expect(after).not.toBe(before);
    await page.keyboard.press('b');
    await page.locator('.stage-black').waitFor();
    await page.keyboard.press('PageDown');
    expect([await page.locator('.stage-black').count(), await place(page)]).toEqual([0, after]);
    await page.keyboard.press('PageUp');
    expect(await place(page)).toBe(before);
    await page.keyboard.press('Escape');
    await page.locator('.top-bar').waitFor();
    expect(await isFull(page)).toBe(false);
  });

  test('leaving full screen, as by the browser’s own key, ends it', async () => {
    const page = await tested.open();
    await page.keyboard.press('P');
    await page.waitForFunction(() => document.fullscreenElement !== null);
    await page.evaluate(() => document.exitFullscreen());
    await page.locator('.top-bar').waitFor();
  });
});

describe('?embed', () => {
  /** Somebody else's slides, on a host of their own. */
  let slides: Server;
  beforeAll(async () => {
    slides = createServer(({ url }, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<iframe width="960" height="540" src="${tested.url}${url?.slice(1)}"></iframe>`);
    });
    await new Promise<void>((resolve) => slides.listen(0, 'localhost', resolve));
  });
  afterAll(() => {
    slides.close();
  });
  const slideOf = (query: string): string => `http://localhost:${(slides.address() as AddressInfo).port}/${query}`;

  test('in a slide: lanes, transport and reasons, all of it in the frame; it can be stepped', async () => {
    const page = await tested.open();
    await page.goto(slideOf('?embed#sim=x2-second-update'));
    const frame = page.frameLocator('iframe');
    await frame.locator('.pane-lanes').waitFor();
    for (const hidden of ['.top-bar', '.pane-choices', '.pane-volume', '.pane-verdicts']) {
      expect([hidden, await frame.locator(hidden).isVisible()]).toEqual([hidden, false]);
    }
    const why = await frame.locator('.pane-why').boundingBox();
    expect((why?.y ?? 0) + (why?.height ?? 0)).toBeLessThanOrEqual(560);
    const before = await frame.locator('.status-place').innerText();
    await frame.getByRole('button', { name: 'step' }).click();
    expect(await frame.locator('.status-place').innerText()).not.toBe(before);
  });

  test('the page itself lets no other host frame it', async () => {
    const page = await tested.open();
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await page.goto(slideOf(''));
    expect((await refused).type()).toBe('error');
    expect(await page.frameLocator('iframe').locator('main').count()).toBe(0);
  });
});
