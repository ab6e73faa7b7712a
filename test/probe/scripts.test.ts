// Runs every script of test/scripts on the model. Their outputs were taken from a real kernel (Linux 6.18.44, ext4),
// so a new behaviour is a new file: commands first, then what came out.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyFile } from '../../src/probe/probe-file.ts';

const SCRIPTS = join(import.meta.dirname, '../scripts');

const scripts = readdirSync(SCRIPTS)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => ({ file, text: readFileSync(join(SCRIPTS, file), 'utf8') }));

/** The first line of a script says which rules it shows, and what. */
function titleOf(text: string): string {
  return text.slice(0, text.indexOf('\n')).replace(/^# /, '');
}

test.each(scripts.map(({ file, text }) => [titleOf(text), file, text] as const))('%s (%s)', (_title, file, text) => {
  const verified = verifyFile(text, file);
  const [verification] = 'verifications' in verified ? verified.verifications : [];
  expect(verified).not.toHaveProperty('diagnostics');
  expect(verification?.undecided).toEqual([]);
  expect(verification?.differences).toEqual([]);
});
