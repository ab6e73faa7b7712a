// A Chromium that comes from the npm registry, for the tests of the page: no download of its own, no browser installed.
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** `--no-sandbox` because tests run as root in containers; the page under test is ours. */
const ARGS = ['--no-sandbox', '--font-render-hinting=none', '--disable-dev-shm-usage'];

/** Starts a browser; whoever starts it closes it. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args: ARGS, headless: true });
}
