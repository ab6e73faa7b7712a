// Where the files of threads lie: beside the entry of the built command line.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../kernel/assert.ts';

/** Seen from dist/ and from dist/chunks/. */
const UPWARD = ['.', '..'];

/** The built file of a thread, by its name. */
export function threadFile(name: string): string {
  const candidates = UPWARD.map((up) => join(import.meta.dirname, up, name));
  const found = candidates.find((file) => existsSync(file));
  assert(found !== undefined, `the installation has ${name} (looked for ${candidates.join(', ')})`);
  return found;
}
