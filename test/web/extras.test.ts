// Two strategies compared, and a person as the scheduler, in a real Chromium.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checked, pane, startPage, type TestedPage } from './page.ts';

let tested: TestedPage;
beforeAll(async () => {
  tested = await startPage();
});
afterAll(() => tested.close());

const sentences = (page: Page): Promise<string> => page.locator('.compare-sentences').innerText();

describe('comparing', () => {
  test('two strategies on the open schedule: the difference in words and as a column of the picture', async () => {
    const page = await tested.open('#sim=x2-second-update');
    expect(await pane(page, 'compare').count()).toBe(0);
    await page.getByRole('button', { name: 'Compare strategies' }).click();
    await pane(page, 'compare').waitFor();
    expect(await sentences(page)).toContain(
      'watch-file-chmod receives no event, dir-data-create receives CREATE ..ts2',
    );
    expect(await page.locator('.difference').count()).toBe(2);
    expect(await pane(page, 'compare').getByText('volume', { exact: true }).count()).toBe(1);
    expect(await pane(page, 'compare').getByText('application', { exact: true }).count()).toBe(2);
    const scrolled = () =>
      pane(page, 'compare')
        .locator('.lanes-scroll')
        .evaluate(({ scrollLeft }) => scrollLeft);
    const before = await scrolled();
    await page.getByRole('button', { name: 'Apart for good' }).click();
    await expect.poll(scrolled).toBeGreaterThan(before);
    await page.getByLabel('The other').selectOption('watch-file-chmod');
    expect(await sentences(page)).toContain('No difference');
    expect(await page.locator('.difference').count()).toBe(0);
  });

  test('its link opens the same comparison of the same run', async () => {
    const page = await tested.open('#sim=incident');
    await page.getByRole('button', { name: 'Compare strategies' }).click();
    await page.getByLabel('The other').selectOption('poll-hash');
    const told = await sentences(page);
    const link = await page.getByRole('link', { name: 'Link to this comparison' }).getAttribute('href');
    const other = await tested.open(link ?? '');
    expect(await sentences(other)).toBe(told);
    expect(await other.getByLabel('The other').inputValue()).toBe('poll-hash');
  });

  test('by keyboard alone', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await page.getByRole('button', { name: 'Compare strategies' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('The other').focus();
    await page.keyboard.type('poll-hash');
    await page.keyboard.press('Tab');
    await page.locator('.compare-names').getByText('poll-hash').waitFor();
    expect(await sentences(page)).toContain('poll-hash');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  });
});

/** Follows hints until the goal is reached: every choice by its digit. */
async function playByHints(page: Page): Promise<number> {
  const hint = pane(page, 'challenge').getByRole('button', { name: /^Hint/ });
  let hints = 0;
  for (; hints < 60 && (await hint.isEnabled()); hints += 1) {
    await hint.click();
    const told = await page.locator('.challenge-standing b').innerText();
    await page.keyboard.press(/Take (\d+)/.exec(told)?.[1] ?? '');
  }
  return hints;
}

describe('being the scheduler', () => {
  test('the incident: goal, par, hints that cost, a token, and its verification in another page', async () => {
    const page = await tested.open('#sim=incident&challenge=never-empty');
    await checked(page);
    const challenge = pane(page, 'challenge');
    const standing = page.locator('.challenge-standing');
    expect(await challenge.innerText()).toMatch(/Par: \d+ steps/);
    await challenge.getByRole('button', { name: 'Begin at the start' }).click();
    expect(await standing.innerText()).toBe('0 steps so far');
    const hints = await playByHints(page);
    expect(hints).toBeGreaterThan(3);
    expect(await standing.innerText()).toMatch(/never-empty is violated in (\d+) steps, par \1\. With \d+ hints/);
    await challenge.getByRole('button', { name: 'Take back' }).click();
    expect(await standing.innerText()).toContain('so far');
    await page.keyboard.press('ArrowRight');
    const token = await challenge.getByLabel('Completion token', { exact: true }).inputValue();
    expect(token).toMatch(new RegExp(`^incident:never-empty:${hints}:[\\w-]+$`));

    const other = await tested.open('#sim=x2-second-update');
    await other.getByRole('button', { name: 'Be the scheduler' }).click();
    await other.getByLabel('Verify somebody').fill(token);
    await other.getByRole('button', { name: 'Verify', exact: true }).click();
    await other.locator('.challenge-standing').getByText('Verified').waitFor();
    expect(await other.locator('.challenge-standing').innerText()).toMatch(
      /never-empty is violated in (\d+) steps, par \1/,
    );
    expect(await other.title()).toContain('The incident');
  });

  test('a schedule that does not reach the goal is refuted, and what is no token is refused', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await page.keyboard.press('y');
    const schedule = /--schedule (\S+)/.exec(await page.locator('body').innerText())?.[1] ?? '';
    expect(schedule).not.toBe('');
    const other = await tested.open(`#sim=x2-second-update&schedule=${schedule}&challenge=converges`);
    await checked(other);
    expect(await other.locator('.challenge-standing').innerText()).toContain('does not violate converges');
    await other.getByLabel('Verify somebody').fill('<img src=x onerror=alert(1)>');
    await other.keyboard.press('Enter');
    expect(await pane(other, 'challenge').getByRole('alert').innerText()).toContain('no completion token');
  });

  test('another challenge opens its simulation at the start', async () => {
    const page = await tested.open('#challenge=never-empty');
    await page.getByLabel('Other challenges').selectOption({
      label: 'incident-kubelet: Make it deaf: leave it without a watch that would notice the next change',
    });
    await page.getByRole('button', { name: 'Simulation incident-kubelet' }).waitFor();
    await checked(page);
    expect(await page.getByLabel('Goal').inputValue()).toBe('stays-armed');
    expect(await page.locator('.challenge-standing').innerText()).toBe('0 steps so far');
  });
});

test.each([360, 1280, 2560])('%i px wide: no sideways scrolling with either open', async (width) => {
  for (const asked of ['compare=watch-file-chmod,dir-data-create-checked', 'challenge=converges']) {
    const page = await tested.open(`#sim=x2-second-update&${asked}`, { viewport: { width, height: 800 } });
    await page.locator('.extras .pane').waitFor();
    await checked(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test('nothing was complained about', () => {
  expect(tested.errors).toEqual([]);
});
