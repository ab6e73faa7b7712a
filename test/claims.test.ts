// The claims of the article: every piece of evidence is decided again, every command line is run, and the pages say what
// came out.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { chapterOf, type Evidence, verdictOf } from '../src/claims/claim.ts';
import { claims } from '../src/claims/claims.ts';
import { claimsToMarkdown } from '../src/claims/claims-markdown.ts';
import { commandOf, fileOf } from '../src/claims/commands.ts';
import { type Expected, meets } from '../src/claims/expected.ts';
import { type DecidedClaim, decide, type Laboratory } from '../src/claims/judge.ts';
import { notCheckable } from '../src/claims/not-checkable.ts';
import { openLaboratory } from '../src/cli/claims-laboratory.ts';
import { execute } from '../src/cli/program.ts';
import { ROOT } from '../src/setup.mjs';
import { CHAPTERS } from '../src/simulation/chapters.ts';
import { LANGUAGES } from '../src/view/messages/messages.ts';
import { reloadSim } from './cli/reload-sim.ts';

const HAN = /\p{Script=Han}/u;
const PAGES = { en: 'docs/claims.md', zh: 'docs/claims.zh.md' } as const;
const evidence: readonly Evidence[] = claims.flatMap((claim) => claim.evidence);
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

let laboratory: Laboratory;
let decided: readonly DecidedClaim[];
beforeAll(async () => {
  laboratory = { ...(await openLaboratory(claims)), recording: (id) => JSON.parse(read(fileOf(id))) };
  decided = decide(claims, laboratory);
});

describe('the list', () => {
  test('has every chapter of the article, in order, and each id once', () => {
    const ids = claims.map(({ id }) => id);
    expect([...new Set(ids.map(chapterOf))]).toEqual(CHAPTERS);
    expect(new Set(ids).size).toBe(ids.length);
    for (const chapter of CHAPTERS) {
      const numbers = ids.filter((id) => chapterOf(id) === chapter).map((id) => id.slice(chapter.length + 1));
      expect(numbers).toEqual(numbers.map((_, at) => String(at + 1)));
    }
  });

  test('is fair: some claims hold, some hold partly, some do not', () => {
    expect(new Set(claims.map(verdictOf)).size).toBe(3);
  });

  test.each([...claims, ...notCheckable])('$id is told in both languages', (each) => {
    const sentences = 'why' in each ? [each.told, each.why] : [each.told, each.found];
    for (const { en, zh } of sentences) {
      expect(en).toMatch(/^[^\p{Script=Han}]+[.]$/u);
      expect(zh).toMatch(/。$/);
      expect(zh).toMatch(HAN);
    }
  });

  test('sources are addresses', () => {
    for (const source of claims.flatMap(({ sources = [] }) => sources)) expect(source).toMatch(/^https:\/\/\S+$/);
  });
});

describe.each(claims.map((claim) => [claim.id, claim] as const))('%s', (id, claim) => {
  test('all of its evidence is so', () => {
    const outcomes = decided.find((each) => each.claim.id === id)?.evidence ?? [];
    expect(outcomes).toHaveLength(claim.evidence.length);
    expect(outcomes.filter(({ outcome }) => outcome !== 'confirmed')).toEqual([]);
  });

  test('has a command for a reader', () => {
    expect(claim.evidence.some((each) => commandOf(each) !== null)).toBe(true);
  });
});

describe('the commands run', () => {
  const checks = evidence.filter((each) => each.by === 'check');
  const others = new Set(evidence.filter((each) => each.by === 'run' || each.by === 'recording').map(commandOf));

  test('check, of all simulations at once and with their own strategies, is as every file expects', () => {
    const names = new Set(checks.filter(({ strategy }) => strategy === undefined).map(({ simulation }) => simulation));
    const { status, stdout } = reloadSim(['check', ...names, '--format', 'junit']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('failures="0" errors="0"') });
  });

  test.each([...new Set(checks.filter(({ strategy }) => strategy !== undefined).map(commandOf))])('%s', (command) => {
    const { status, stdout, stderr } = reloadSim(wordsOf(command));
    expect({ stderr, isDecided: status === 0 || status === 1 }).toEqual({ stderr: '', isDecided: true });
    expect(stdout).toContain('checked');
  });

  test.each([...others].filter((command) => command !== null))('%s', async (command) => {
    const words = wordsOf(command).map((word) => (word.startsWith('test/recorded/') ? join(ROOT, word) : word));
    const { status, stdout, stderr } = await execute(words, {});
    expect({ status, stderr }).toEqual({ status: words[0] === 'run' ? expect.any(Number) : 0, stderr: [] });
    expect(stdout).not.toBe('');
  });

  test.each([...new Set(evidence.filter((each) => each.by === 'probe').map(commandOf))])('%s', (command) => {
    const [, format = '', rest = ''] = /^printf '((?:[^']|'\\'')*)' \| reload-sim (.*)$/.exec(command ?? '') ?? [];
    const input = format
      .replaceAll("'\\''", "'")
      .replaceAll('\\n', '\n')
      .replaceAll('%%', '%')
      .replaceAll('\\\\', '\\');
    const { status, stdout } = reloadSim(rest.split(' '), { input });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '1 of 1 agree\n' });
  });
});

/** The arguments of a command line without quotes. */
function wordsOf(command: string | null): readonly string[] {
  expect(command).toMatch(/^reload-sim [\w ./@:-]+$/);
  return (command ?? '').split(' ').slice(1);
}

describe('what a recording must hold', () => {
  const DOCUMENT = {
    rows: [
      { of: 'a', n: [1, 2] },
      { of: 'b', n: [3] },
    ],
    none: [],
    nothing: null,
  };

  test.each<[Expected, boolean]>([
    [{ path: 'rows[].n[]', sum: 6 }, true],
    [{ path: 'rows[].n[]', where: { field: 'of', matches: '^a$' }, sum: 3 }, true],
    [{ path: 'rows[].n[]', where: { field: 'of', not: '^a$' }, every: 3 }, true],
    [{ path: 'rows[].n[]', atLeast: 7 }, false],
    [{ path: 'rows[].n', some: [3] }, true],
    [{ path: 'rows[].n[]', none: 3 }, false],
    [{ path: 'rows[].of', matches: '^[ab]$' }, true],
    [{ path: 'rows[].of', matches: '^a$' }, false],
    [{ path: 'none', every: [] }, true],
    [{ path: 'nothing', every: null }, true],
    [{ path: 'none[]', none: 1 }, false],
    [{ path: 'rows[].other', none: 1 }, false],
    [{ path: 'rows[].n[]', where: { field: 'of', matches: 'c' }, none: 9 }, false],
  ])('%j: %j', (expected, isMet) => {
    expect(meets(DOCUMENT, expected)).toBe(isMet);
  });
});

describe('evidence that is not so', () => {
  const [first] = claims;
  const against = (told: Evidence): readonly string[] => {
    if (first === undefined) throw new Error('there are claims');
    const [claim] = decide([{ ...first, evidence: [told] }], laboratory);
    return claim?.evidence.map(({ outcome }) => outcome) ?? [];
  };

  test.each<Evidence>([
    { speaks: 'for', by: 'check', simulation: 'incident', property: 'never-empty', verdict: 'holds' },
    // It holds, but nothing ever put it to the test.
    { speaks: 'for', by: 'check', simulation: 'drain-article', property: 'none-accepted-late', verdict: 'holds' },
    { speaks: 'for', by: 'run', simulation: 'incident-kubelet', says: 'WRITE' },
    { speaks: 'for', by: 'run', simulation: 'incident-kubelet', never: 'CHMOD' },
    { speaks: 'for', by: 'run', simulation: 'incident-kubelet', line: 'kubelet' },
    {
      speaks: 'for',
      by: 'probe',
      script: ['write f "1"', 'watch f', 'rm f', '', 'Output:', '  inotify IN_MODIFY wd=1'],
    },
    { speaks: 'for', by: 'probe', script: ['writ f'] },
    { speaks: 'for', by: 'recording', id: 'claim-tracepoints', expected: { path: 'tracepoints', every: 0 } },
  ])('%j is refuted', (told) => {
    expect(against(told)).toEqual(['refuted']);
  });
});

describe('reload-sim claims', () => {
  test.each(['1', '1.4', '2', '2.2', '2.2.8'])('%s names claims', async (word) => {
    const { status, stdout } = await execute(['claims', word, '--json'], {});
    const listed: { claims: { id: string }[] } = JSON.parse(stdout);
    const expected = claims.map(({ id }) => id).filter((id) => id === word || id.startsWith(`${word}.`));
    expect({ status, ids: listed.claims.map(({ id }) => id) }).toEqual({ status: 0, ids: expected });
  });

  test('--check decides what needs no recording', async () => {
    const { status, stdout } = await execute(['claims', '2.2.8', '1.9', '--check', '--json'], {});
    const listed: { claims: { evidence: { outcome: string }[] }[] } = JSON.parse(stdout);
    const outcomes = listed.claims.flatMap((claim) => claim.evidence.map(({ outcome }) => outcome));
    expect({ status, outcomes: new Set(outcomes) }).toEqual({
      status: 0,
      outcomes: new Set(['confirmed', 'recorded']),
    });
  });

  test.each([
    ['2.6', 'found "2.6", expected a chapter (1, 2.1,'],
    ['1.44', 'did you mean "1.14"?'],
  ])('%s is no claim', async (word, message) => {
    const { status, stderr } = await execute(['claims', word], {});
    expect({ status, stderr }).toEqual({ status: 3, stderr: [expect.stringContaining(message)] });
  });

  test('speaks the language of the reader, and the same to programs', async () => {
    const chinese = { LANG: 'zh_CN.UTF-8' };
    expect((await execute(['claims', '1'], chinese)).stdout).toContain('不成立');
    expect(await execute(['claims', '--json'], chinese)).toEqual(await execute(['claims', '--json'], {}));
  });
});

describe.each(LANGUAGES)('the page in %s', (language) => {
  const current = (text: string): string => {
    const generated = `<!-- claims -->\n${claimsToMarkdown(claims, notCheckable, language)}\n<!-- /claims -->`;
    return text.replace(/<!-- claims -->[\s\S]*<!-- \/claims -->/, () => generated);
  };

  test('says what the claims say (UPDATE_DOCS=1 writes it)', () => {
    const file = PAGES[language];
    if (process.env.UPDATE_DOCS === '1') writeFileSync(join(ROOT, file), current(read(file)));
    expect(read(file)).toBe(current(read(file)));
    expect(read(file)).toContain('<!-- /claims -->');
  });
});
