// The built page, served as `reload-sim web` serves it and opened in a real Chromium.
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type Serving, serve } from '../../src/cli/web/serve.ts';
import { ROOT } from '../../src/setup.mjs';
import { launchBrowser } from './chromium.ts';

export interface TestedPage {
  readonly url: string;
  /** Opens the page in a context of its own; what it logs or throws as an error fails the test that looks at `errors`. */
  readonly open: (hash?: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Everything that any page has complained about. */
  readonly errors: readonly string[];
  readonly close: () => Promise<void>;
}

/** Serves and opens a browser. */
export async function startPage(): Promise<TestedPage> {
  const serving: Serving = await serve(join(ROOT, 'dist/web'), 0);
  const browser: Browser = await launchBrowser();
  const errors: string[] = [];
  return {
    url: serving.url,
    errors,
    open: async (hash = '', options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      const page = await context.newPage();
      page.on('pageerror', ({ message }) => errors.push(message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await page.goto(`${serving.url}${hash}`);
      await page.locator('main').waitFor();
      return page;
    },
    close: async () => {
      await browser.close();
      await serving.close();
    },
  };
}

/** Waits until the oracle has looked at everything. */
export async function checked(page: Page): Promise<void> {
  await page.locator('.checking.is-done').waitFor();
}

/** What stands in the pane of this name. */
export function pane(page: Page, name: string) {
  return page.locator(`.pane-${name}`);
}

/** The row of a property in the verdicts. */
export function verdictOf(page: Page, property: string) {
  return pane(page, 'verdicts').getByRole('row', { name: property });
}
