// The benchmark of the page, in a real Chromium against the real server: what is loaded at first, when it can be used, how
// long a step takes, and how soon the oracle has a verdict on every simulation. Without a Chromium it says so and ends.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, stdout } from 'node:process';
import { gzipSync } from 'node:zlib';
import { ensureBuilt, ROOT } from '../../src/setup.mjs';
import { bundled } from './bundle.mjs';
import { printHead, printRow, quantile } from './print.mjs';

const OPENINGS = 11;
const STEPS_MIN = 300;
const VERDICT_MS_MAX = 10_000;
/** Its queue holds many events: unfolded, the longest run that is delivered. */
const LONG_RUN = '#sim=x8-overflow';
/** Steps at the end of the long run that are told by themselves: what was done so far is most there. */
const LAST_STEPS = 30;
const LONG_CHECK_MS_MAX = 120_000;

/** Before the page's own scripts: notes when it can first be used (its step button is there and takes keys). */
const NOTE_READY = `
  new MutationObserver((_, observer) => {
    if (document.querySelector('.transport .primary') === null) return;
    observer.disconnect();
    window.readyMs = performance.now();
  }).observe(document, { childList: true, subtree: true });
`;

/** Takes a step as the key does; ms of script until everything is drawn anew, without layout and paint. */
const STEP = `
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const start = performance.now();
    port1.onmessage = () => resolve(performance.now() - start);
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
    port2.postMessage(null);
  })
`;

/** Takes a step as the key does, and waits until it has been painted. */
const FRAME = `
  new Promise((resolve) => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
    requestAnimationFrame(() => setTimeout(resolve));
  })
`;

/** @param {string} name @returns {string} opens a simulation from the open menu; ms until its verdicts are all there */
const verdictOf = (name) => `
  new Promise((resolve, reject) => {
    const item = [...document.querySelectorAll('.menu-item')].find((each) =>
      each.querySelector('b').textContent.replace('● ', '') === ${JSON.stringify(name)});
    const start = performance.now();
    let hasBegun = false;
    const end = (value) => {
      observer.disconnect();
      clearTimeout(timeout);
      resolve(value);
    };
    const observer = new MutationObserver(() => {
      const isDone = document.querySelector('.checking.is-done') !== null;
      hasBegun ||= !isDone;
      if (hasBegun && isDone) end(performance.now() - start);
    });
    const timeout = setTimeout(() => end(NaN), ${VERDICT_MS_MAX});
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    item.click();
  })
`;

/** @typedef {import('playwright-core').Browser} Browser */

/** @returns {Promise<Browser | null>} null where none can be started */
async function launch() {
  try {
    const [{ default: sparticuz }, { chromium }] = await Promise.all([
      import('@sparticuz/chromium'),
      import('playwright-core'),
    ]);
    // As the tests start it (test/web/chromium.ts).
    const args = ['--no-sandbox', '--font-render-hinting=none', '--disable-dev-shm-usage'];
    return await chromium.launch({ executablePath: await sparticuz.executablePath(), args, headless: true });
  } catch (error) {
    stdout.write(`\nthe page: skipped, no Chromium can be started here: ${String(error).split('\n')[0]}\n`);
    return null;
  }
}

/** Serves as a user does. @returns {Promise<{ url: string, close: () => void }>} */
function serve() {
  const server = spawn(execPath, [join(ROOT, 'dist/cli.js'), 'web', '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`reload-sim web ended with ${code}`)));
    server.stdout.once('data', (line) => {
      resolve({ url: String(line).split('\n')[0] ?? '', close: () => server.kill('SIGINT') });
    });
  });
}

/** Bytes of scripts before the page is used, and ms until it can be. @param {Browser} browser @param {string} url */
async function benchOpening(browser, url) {
  const ready = [];
  let script = 0;
  // The catalog and the menus, which come unasked once the page can be used.
  let later = 0;
  for (let round = 0; round <= OPENINGS; round += 1) {
    const context = await browser.newContext();
    await context.addInitScript(NOTE_READY);
    const page = await context.newPage();
    /** @type {import('playwright-core').Response[]} */
    const scripts = [];
    page.on('response', (response) => {
      // The oracle's is a thread of its own: the page does not wait for it.
      if (response.request().resourceType() === 'script' && !response.url().includes('worker')) scripts.push(response);
    });
    await page.goto(url, { waitUntil: 'networkidle' });
    const ms = /** @type {number} */ (await page.evaluate('window.readyMs'));
    // The first round fills the page cache.
    if (round > 0) ready.push(ms);
    const html = await (await fetch(url)).text();
    const isAwaited = (/** @type {string} */ address) => html.includes(address.slice(address.lastIndexOf('/') + 1));
    const bodies = await Promise.all(
      scripts.map(async (response) => ({ isAwaited: isAwaited(response.url()), body: await response.body() })),
    );
    const bytesOf = (/** @type {typeof bodies} */ some) =>
      some.reduce((sum, { body }) => sum + gzipSync(body).length, 0);
    script = bytesOf(bodies.filter((each) => each.isAwaited));
    later = bytesOf(bodies.filter((each) => !each.isAwaited));
    await context.close();
  }
  const told = [script, later].map((bytes) => (bytes / 1000).toFixed(1));
  stdout.write(`\ninitial JavaScript: ${told[0]} kB gzip; unasked, once the page can be used: ${told[1]} kB\n`);
  printHead('the page', OPENINGS);
  printRow('from its address to interactive', ready, 'ms');
}

/** Steps through a long run to its end. @param {Browser} browser @param {string} url */
async function benchSteps(browser, url) {
  const page = await browser.newPage();
  await page.goto(`${url}${LONG_RUN}`);
  await page.locator('.checking.is-done').waitFor();
  await page.keyboard.press('u');
  await page.keyboard.press('Home');
  const steps = Number(await page.getByRole('slider').getAttribute('max'));
  /** @type {number[]} */
  const times = [];
  for (let step = 0; step < Math.max(steps, STEPS_MIN); step += 1) {
    if (step > 0 && step % steps === 0) await page.keyboard.press('Home');
    times.push(/** @type {number} */ (await page.evaluate(STEP)));
  }
  printHead(`a step in a run of ${steps}, script alone`, times.length);
  stdout.write(
    `${'x8-overflow, unfolded'.padEnd(48)}${[0.5, 0.1, 0.9].map((part) => quantile(times, part).toFixed(1).padStart(10)).join('')}  ms\n`,
  );
  await page.close();
}

/** The hash that opens a run of more than 300 steps. @returns {Promise<string>} */
async function longRun() {
  const folder = mkdtempSync(join(tmpdir(), 'reload-sim-bench-'));
  try {
    const { longRunLink } = await bundled('test/bench/long-run.ts', folder);
    return (await longRunLink(readFileSync(join(ROOT, 'simulations/strategies/dir-data-create.yaml'), 'utf8'))).link;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Steps through a run of more than 300 steps, each a column of its own. Told is processor time spent in scripts, which what
 * else the machine does lengthens least. @param {Browser} browser @param {string} url
 */
async function benchLongRun(browser, url) {
  const page = await browser.newPage();
  await page.goto(`${url}${await longRun()}`);
  await page.locator('.checking:not(.is-checking)').waitFor({ timeout: LONG_CHECK_MS_MAX });
  const chromium = await page.context().newCDPSession(page);
  await chromium.send('Performance.enable', { timeDomain: 'threadTicks' });
  const scriptMs = async () => {
    const { metrics } = await chromium.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN);
  };
  const steps = Number(await page.getByRole('slider').getAttribute('max'));
  /** @type {number[]} */
  const times = [];
  for (let step = 0, before = await scriptMs(); step < steps; step += 1) {
    await page.evaluate(FRAME);
    const after = await scriptMs();
    times.push(after - before);
    before = after;
  }
  printHead(`a step in a run of ${steps}, script alone`, times.length);
  const parts = { 'all of it': times, [`the last ${LAST_STEPS}`]: times.slice(-LAST_STEPS) };
  for (const [name, part] of Object.entries(parts)) {
    const shown = [0.5, 0.1, 0.9].map((at) => quantile(part, at).toFixed(1).padStart(10)).join('');
    stdout.write(`${name.padEnd(48)}${shown}  ms, longest ${Math.max(...part).toFixed(1)}\n`);
  }
  await page.close();
}

/** Opens every simulation and waits for its verdicts. @param {Browser} browser @param {string} url */
async function benchVerdicts(browser, url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.locator('.checking.is-done').waitFor();
  const openMenu = async () => {
    await page.locator('.picker').first().click();
    await page.locator('dialog.menu[open] .menu-item').first().waitFor();
  };
  await openMenu();
  const names = (await page.locator('.menu-item b').allInnerTexts()).map((name) => name.replace('● ', ''));
  await page.locator('dialog.menu header button').click();
  /** @type {{ readonly name: string, readonly ms: number }[]} */
  const verdicts = [];
  for (const name of names) {
    await openMenu();
    verdicts.push({ name, ms: /** @type {number} */ (await page.evaluate(verdictOf(name))) });
  }
  const known = verdicts.map(({ ms }) => ms).filter((ms) => !Number.isNaN(ms));
  printHead('ms until a simulation has all its verdicts', known.length);
  printRow('all', known, 'ms');
  for (const { name, ms } of verdicts.toSorted((a, b) => b.ms - a.ms)) {
    stdout.write(`  ${name.padEnd(46)}${(Number.isNaN(ms) ? '–' : ms.toFixed(0)).padStart(10)}  ms\n`);
  }
  await page.close();
}

/** Everything that is measured of the page. */
export async function benchWeb() {
  ensureBuilt();
  const browser = await launch();
  if (browser === null) return;
  const { url, close } = await serve();
  try {
    await benchOpening(browser, url);
    await benchSteps(browser, url);
    await benchLongRun(browser, url);
    await benchVerdicts(browser, url);
  } finally {
    await browser.close();
    close();
  }
}
