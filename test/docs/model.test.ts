// docs/model.md: every rule has an id, a sentence, a source and a test; code and tests speak of no other ids.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

interface Rule {
  readonly id: string;
  readonly sentence: string;
  readonly source: string;
  readonly tests: readonly string[];
}

const ROW = /^\| ([ABCDEFHIKMOQRSTVW]\d+) \| (.*?) \| (.*?) \| (.*?) \|$/;

const rules: readonly Rule[] = read('docs/model.md')
  .split('\n')
  .flatMap((line) => {
    const [, id = '', sentence = '', source = '', tests = ''] = ROW.exec(line) ?? [];
    return id === ''
      ? []
      : [{ id, sentence, source, tests: tests.split(/[,;] */).map((each) => each.replaceAll('`', '')) }];
  });
const ids = new Set(rules.map(({ id }) => id));

/** Ids that a text speaks of, ranges such as "Rules K30 to K48" included. */
function idsIn(text: string): readonly string[] {
  const ranges = [...text.matchAll(/\b([ABCDEFHIKMOQRSTVW])(\d+) to \1(\d+)\b/g)].flatMap(([, letter = '', from, to]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${letter}${Number(from) + index}`),
  );
  return [...ranges, ...[...text.matchAll(/\b[ABCDEFHIKMOQRSTVW][1-9]\d*\b/g)].map(([id]) => id)];
}

/** Every source file below a folder. */
function filesBelow(folder: string): readonly string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

test('there are rules for every part of the model, each id once', () => {
  expect([...new Set(rules.map(({ id }) => id[0]))].toSorted()).toEqual([...'ABCDEFHIKMOQRSTVW']);
  expect(rules.map(({ id }) => id)).toEqual([...ids]);
});

test('docs/model.zh.md has the same rules in the same order, each with a sentence of its own', () => {
  const rows = [...read('docs/model.zh.md').matchAll(/^\| ([ABCDEFHIKMOQRSTVW]\d+) \| (.*) \|$/gm)];
  expect(rows.map(([, id]) => id)).toEqual([...ids]);
  for (const [, , sentence] of rows) expect(sentence).toMatch(/\p{Script=Han}.*[。”]$/u);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, { sentence, source, tests }) => {
  test('has a sentence, a source and tests that name it', () => {
    expect(sentence).toMatch(/^\S.{10,}\.$/);
    expect(source.length).toBeGreaterThan(3);
    expect(tests.length).toBeGreaterThan(0);
    for (const file of tests) {
      expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
    }
    expect([id, tests.some((file) => idsIn(read(file)).includes(id))]).toEqual([id, true]);
  });
});

test('source files speak of no rule that the page does not have', () => {
  // Only comments and rule fields: a type parameter may be called S1 elsewhere.
  const unknown = ['src/kernel', 'src/actors', 'src/world'].flatMap(filesBelow).flatMap((file) => {
    const comments = read(file)
      .split('\n')
      .filter((line) => /\/\/|\*|rule: /.test(line))
      .join('\n');
    const outside = idsIn(comments.replaceAll(/\bN\d+b?\b/g, '')).filter((id) => !ids.has(id));
    return outside.map((id) => `${file}: ${id}`);
  });
  expect(unknown).toEqual([]);
});
