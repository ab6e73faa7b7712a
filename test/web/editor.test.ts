// The editor as a person uses it, in a real Chromium: change a copy until the verdict turns, mistakes, files that stay.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checked, pane, startPage, type TestedPage, verdictOf } from './page.ts';

let tested: TestedPage;
beforeAll(async () => {
  tested = await startPage();
});
afterAll(() => tested.close());

const field = (page: Page) => pane(page, 'editor').getByRole('textbox', { name: 'Text of' });
const files = (page: Page) => pane(page, 'editor').getByLabel('File', { exact: true });
const mistakes = (page: Page) => pane(page, 'editor').locator('.mistakes');
const place = (page: Page): Promise<string> => page.locator('.status-place').innerText();

/** Opens the editor beside what is played, on the simulation. */
async function openEditor(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await field(page).waitFor();
  await pane(page, 'editor').getByRole('button', { name: 'Simulation', exact: true }).click();
}

/** Opens the editor on a copy of what is played. */
async function openCopy(page: Page): Promise<void> {
  await openEditor(page);
  await pane(page, 'editor').getByRole('button', { name: 'Edit a copy' }).click();
  await pane(page, 'editor').getByText('Yours').waitFor();
}

const textIn = (page: Page): Promise<string> =>
  field(page).evaluate((content) =>
    [...content.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n'),
  );

/** Puts another text in place of all that stands in the field, from the clipboard. */
async function replaceAll(page: Page, text: string): Promise<void> {
  await field(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await field(page).evaluate((content, pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

async function replace(page: Page, from: string, to: string): Promise<void> {
  await replaceAll(page, (await textIn(page)).replace(from, to));
}

describe('the editor', () => {
  test('a strategy changed in a copy turns the verdict, at the same place of the run', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await checked(page);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const before = (await place(page)).replace(/of \d+/, '');
    await openCopy(page);
    await checked(page);
    expect(await verdictOf(page, 'converges').innerText()).toContain('✗ violated');
    await replace(page, 'watch-file-chmod', 'dir-data-create');
    await page.getByRole('button', { name: 'Strategy dir-data-create' }).waitFor();
    await checked(page);
    expect(await verdictOf(page, 'converges').innerText()).toContain('✓ holds');
    expect((await place(page)).replace(/of \d+/, '')).toBe(before);
  });

  test('a counterexample of the text is offered and played', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await openCopy(page);
    await checked(page);
    const live = pane(page, 'editor').getByRole('listitem').filter({ hasText: 'converges' });
    const before = await place(page);
    await live.getByRole('button').click();
    expect(await place(page)).not.toBe(before);
    expect(await pane(page, 'editor').innerText()).toMatch(/in \d+ ms/);
  });

  test('a mistake is told with its place; the run stays, the text too; the place is gone to', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await openCopy(page);
    const before = await place(page);
    await replace(page, 'watch-file-chmod', 'watch-file-chmodd');
    const told = mistakes(page).getByRole('button', { name: 'line 8, column 18' });
    expect(await told.innerText()).toContain('did you mean "watch-file-chmod"?');
    expect(await page.locator('.cm-lint-marker-error').count()).toBe(1);
    expect(await place(page)).toBe(before);
    await told.click();
    await page.keyboard.type('dir-data-create } # ');
    await mistakes(page).getByText('no mistakes').waitFor();
    expect(await textIn(page)).toContain('dir-data-create } # watch-file-chmodd }');
  });

  test('a file stays over a reload, also one with mistakes, and is open again', async () => {
    const page = await tested.open();
    await openCopy(page);
    await replaceAll(page, 'title: half a file');
    await mistakes(page).getByText('expected').first().waitFor();
    await page.reload();
    await field(page).waitFor();
    expect(await textIn(page)).toBe('title: half a file');
    expect(await files(page).inputValue()).toBe('simulations/incident-copy.yaml');
  });

  test('a strategy of one’s own, in a file: what is played uses it, and a simulation may name it', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await openEditor(page);
    await files(page).selectOption('simulations/strategies/watch-file-chmod.yaml');
    await pane(page, 'editor').getByRole('button', { name: 'Edit a copy' }).click();
    await page.getByRole('button', { name: 'Strategy watch-file-chmod-copy' }).waitFor();
    await replace(page, 'watch: [file]', 'watch: [directory]');
    await checked(page);
    await files(page).selectOption('simulations/x2-second-update.yaml');
    await pane(page, 'editor').getByRole('button', { name: 'Edit a copy' }).click();
    await replace(page, 'strategy: watch-file-chmod', 'strategy: watch-file-chmod-copy');
    await page.getByRole('button', { name: 'Strategy watch-file-chmod-copy' }).waitFor();
    expect(await mistakes(page).innerText()).toContain('no mistakes');
  });

  test('opens on the strategy that is played; the other of the two, once chosen, is what opens next time', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await field(page).waitFor();
    expect(await files(page).inputValue()).toBe('simulations/strategies/watch-file-chmod.yaml');
    await page.getByRole('button', { name: 'Strategy watch-file-chmod' }).click();
    await page.keyboard.type('poll-hash');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Strategy poll-hash' }).waitFor();
    expect(await files(page).inputValue()).toBe('simulations/strategies/poll-hash.yaml');
    await pane(page, 'editor').getByRole('button', { name: 'Simulation', exact: true }).click();
    expect(await files(page).inputValue()).toBe('simulations/x2-second-update.yaml');
    await pane(page, 'editor').getByRole('button', { name: 'close' }).click();
    const other = await page.context().newPage();
    await other.goto(`${tested.url}#sim=x2-second-update`);
    await other.getByRole('button', { name: 'Edit', exact: true }).click();
    await field(other).waitFor();
    expect(await files(other).inputValue()).toBe('simulations/x2-second-update.yaml');
  });

  test('a copied strategy marks the title, which speaks of another one', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await pane(page, 'editor').getByRole('button', { name: 'Edit a copy' }).click();
    await page.getByRole('heading', { level: 1, name: 'edited: A watch on the file' }).waitFor();
    await replace(page, 'title: ', 'title: Mine, ');
    await page.getByRole('heading', { level: 1, name: /^A watch on the file/ }).waitFor();
  });

  test('closed over a text with mistakes, it is said that the run is older, and how to come back', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await openCopy(page);
    await replace(page, 'watch-file-chmod', 'watch-file-chmodd');
    await mistakes(page).getByRole('listitem').first().waitFor();
    await pane(page, 'editor').getByRole('button', { name: 'close' }).click();
    const notice = page.locator('main > .notice');
    expect(await notice.innerText()).toContain('this run is of the last text without any');
    await notice.getByRole('button', { name: 'Back to the editor' }).click();
    await field(page).waitFor();
    expect(await textIn(page)).toContain('watch-file-chmodd');
    await replace(page, 'watch-file-chmodd', 'watch-file-chmod');
    await mistakes(page).getByText('no mistakes').waitFor();
    await pane(page, 'editor').getByRole('button', { name: 'close' }).click();
    expect(await notice.count()).toBe(0);
  });

  test('of a text whose form is broken the first mistake is told, and that others come of it', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await openCopy(page);
    await replace(page, 'story:', 'story: }');
    await mistakes(page).getByRole('listitem').first().waitFor();
    expect(await mistakes(page).getByRole('listitem').count()).toBe(1);
    expect(await mistakes(page).innerText()).toMatch(/line 9, column 8 not YAML: .*Further mistakes follow from it\./s);
  });

  test('an edited session goes on after a reload, at its place; another address begins anew', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await pane(page, 'editor').getByRole('button', { name: 'Edit a copy' }).click();
    await page.getByRole('button', { name: 'Strategy watch-file-chmod-copy' }).waitFor();
    await replace(page, 'watch: [file]', 'watch: [directory]');
    await checked(page);
    await pane(page, 'editor').getByRole('button', { name: 'close' }).click();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const before = await page.locator('.status').innerText();
    const volume = await pane(page, 'app').innerText();
    await page.reload();
    await page.getByRole('button', { name: 'Strategy watch-file-chmod-copy' }).waitFor();
    expect(await page.locator('.status').innerText()).toBe(before);
    expect(await pane(page, 'app').innerText()).toBe(volume);
    await page.evaluate(() => {
      location.hash = '#sim=incident';
    });
    await page.reload();
    await page.getByRole('button', { name: 'Simulation incident' }).waitFor();
  });

  test('words are offered from the schema, strategies by their names', async () => {
    const page = await tested.open('#sim=x2-second-update');
    await openCopy(page);
    await replaceAll(page, 'app: { strategy: ');
    await page.keyboard.type('dir-dat');
    await page.keyboard.press('Control+Space');
    const options = page.locator('.cm-tooltip-autocomplete li');
    await options.first().waitFor();
    expect(await options.allInnerTexts()).toContain('dir-data-create');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).not.toContain('code-field');
  });

  test('files are begun, renamed, deleted and brought back', async () => {
    const page = await tested.open();
    const editor = pane(page, 'editor');
    await openEditor(page);
    await editor.getByText('File…').click();
    await editor.getByRole('button', { name: 'New simulation' }).click();
    await page.getByRole('heading', { level: 1, name: 'Our service reloads its limits' }).waitFor();
    await editor.getByRole('button', { name: 'Rename' }).click();
    await editor.getByLabel('New name').fill('incident');
    await editor.getByLabel('New name').press('Enter');
    await editor.getByText('The name incident is taken.').waitFor();
    await editor.getByLabel('New name').fill('our-limits');
    await editor.getByLabel('New name').press('Enter');
    await page.getByRole('button', { name: 'Simulation our-limits' }).waitFor();
    await editor.getByRole('button', { name: 'Delete' }).click();
    await editor.getByText('our-limits.yaml is deleted').waitFor();
    expect(await files(page).inputValue()).toBe('simulations/incident.yaml');
    await editor.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Simulation our-limits' }).waitFor();
  });

  test('a full storage is told, and the text stays', async () => {
    const page = await tested.open();
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await openEditor(page);
    await pane(page, 'editor').getByRole('button', { name: 'Edit a copy' }).click();
    await pane(page, 'editor').getByText('storage is full or forbidden').waitFor();
    expect(await textIn(page)).toContain('title: ');
  });
});

describe('files of the real disk, with the File System Access API', () => {
  /** In place of the dialogs of the browser, which nobody can use here: what they choose, and what is written. */
  async function openWithPickers(file: string): Promise<Page> {
    const page = await tested.open('#sim=x2-second-update');
    await page.evaluate((text) => {
      const disk = { asked: [] as string[], written: '', isRefused: false };
      const handle = {
        name: 'ours.yaml',
        getFile: async () => new File([text], 'ours.yaml'),
        createWritable: async () => {
          if (disk.isRefused) throw new DOMException('the disk is read-only', 'NotAllowedError');
          return {
            write: async (written: string) => {
              disk.written = written;
            },
            close: async () => {
              disk.asked.push('closed');
            },
          };
        },
      };
      const pick = (what: string) => async (options: { readonly suggestedName?: string }) => {
        disk.asked.push(`${what} ${options.suggestedName ?? ''}`.trim());
        if (disk.isRefused) throw new DOMException('The user aborted a request.', 'AbortError');
        return what === 'open' ? [handle] : handle;
      };
      Object.assign(window, { disk, showOpenFilePicker: pick('open'), showSaveFilePicker: pick('save') });
    }, file);
    await openEditor(page);
    await pane(page, 'editor').getByText('File…').click();
    return page;
  }

  interface Disk {
    asked: string[];
    written: string;
    isRefused: boolean;
  }
  const diskOf = (page: Page): Promise<Disk> => page.evaluate(() => (window as unknown as { disk: Disk }).disk);
  const refuse = (page: Page): Promise<void> =>
    page.evaluate(() => {
      (window as unknown as { disk: Disk }).disk.isRefused = true;
    });
  const click = (page: Page, name: string): Promise<void> => pane(page, 'editor').getByRole('button', { name }).click();
  const OURS = 'watch: [directory]\ntitle: Ours\nwhy: Theirs was worse.\nreloadOn: [Write]\n';

  test('one is opened as what it is, and saved where it came from', async () => {
    const page = await openWithPickers(OURS);
    await click(page, 'Open from disk…');
    await pane(page, 'editor').getByText('Yours').waitFor();
    expect(await files(page).inputValue()).toBe('simulations/strategies/ours.yaml');
    await replaceAll(page, `${OURS}# edited`);
    await click(page, 'Save to disk');
    await pane(page, 'editor').getByText('ours.yaml is saved.').waitFor();
    expect(await diskOf(page)).toMatchObject({ asked: ['open', 'closed'], written: `${OURS}# edited` });
  });

  test('one of the browser is saved where the dialog says, and there again without asking', async () => {
    const page = await openWithPickers(OURS);
    await click(page, 'Edit a copy');
    await pane(page, 'editor').getByText('Yours').waitFor();
    for (const _ of [1, 2]) {
      await click(page, 'Save to disk');
      await page.waitForFunction(() => (window as unknown as { disk: Disk }).disk.written.includes('title: '));
    }
    await page.waitForFunction(() => (window as unknown as { disk: Disk }).disk.asked.length >= 3);
    expect((await diskOf(page)).asked).toEqual(['save x2-second-update-copy.yaml', 'closed', 'closed']);
  });

  test('a dialog that is closed changes nothing; a disk that refuses is told', async () => {
    const page = await openWithPickers(OURS);
    await click(page, 'Open from disk…');
    await pane(page, 'editor').getByText('Yours').waitFor();
    await refuse(page);
    await click(page, 'Open from disk…');
    expect(await files(page).inputValue()).toBe('simulations/strategies/ours.yaml');
    await click(page, 'Save to disk');
    await pane(page, 'editor').getByText('Not saved: NotAllowedError: the disk is read-only').waitFor();
  });
});

test.each([360, 1000, 1280, 2560])('%i px wide: no sideways scrolling with the editor open', async (width) => {
  const page = await tested.open('#sim=x2-second-update', { viewport: { width, height: 800 } });
  await openCopy(page);
  await page.locator('.live-light').first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
});

describe('hostile texts: one mistake is told, and the page goes on', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level += 1)
    bomb.push(`b${level}: &b${level} [${`*${level === 1 ? 'a' : `b${level - 1}`}, `.repeat(9)}x]`);

  test.each<[string, string, string]>([
    ['huge', `title: ${'x'.repeat(4_300_000)}`, 'bytes, expected at most'],
    ['deeply nested', `title: ${'['.repeat(50_000)}`, 'nested too deep'],
    ['entries in entries', `${'- '.repeat(20_000)}x`, 'nested too deep'],
    ['an alias bomb', bomb.join('\n'), 'aliases expanded'],
    ['a script in a name', 'title: "<img src=x onerror=alert(1)>"\n<script>alert(1)</script>: 1', 'expected'],
  ])('%s', async (_, text, message) => {
    const page = await tested.open('#sim=x1-single-update');
    await openCopy(page);
    const before = await place(page);
    await replaceAll(page, text);
    await mistakes(page).getByText(message).first().waitFor({ timeout: 20_000 });
    expect(await place(page)).toBe(before);
    await page.getByRole('slider').fill('2');
    expect(await place(page)).toContain('step 2 of');
  });
});

test('nothing was complained about', () => {
  expect(tested.errors).toEqual([]);
});
