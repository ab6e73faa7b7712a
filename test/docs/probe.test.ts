// The scripts in docs/probe.md give the output that stands below them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyFile } from '../../src/probe/probe-file.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'probe.md'), 'utf8');
const scripts = [...page.matchAll(/^```probe\n(# .*\n)([\s\S]*?)^```$/gm)].map(([, title = '', body = '']) => ({
  title: title.slice(2).trim(),
  text: title + body,
}));

test('there are examples', () => {
  expect(scripts.length).toBeGreaterThanOrEqual(3);
});

test.each(scripts.map(({ title, text }) => [title, text] as const))('%s', (_, text) => {
  const verified = verifyFile(text, 'docs/probe.md.txt');
  expect('diagnostics' in verified ? verified.diagnostics : verified.verifications).toEqual([
    expect.objectContaining({ outcome: 'agrees', differences: [] }),
  ]);
});
