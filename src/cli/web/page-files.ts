// Where the built page lies.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../../kernel/assert.ts';

/** The page that plays one run without network, in the same folder. */
export const OFFLINE_PAGE = 'offline.html';

/** Seen from dist/chunks/, dist/ and src/cli/web/. */
const PLACES = ['../web', 'web', '../../../dist/web'];

/** The folder of the built page. */
export function pageFolder(): string {
  const candidates = PLACES.map((place) => join(import.meta.dirname, place));
  const found = candidates.find((folder) => existsSync(join(folder, 'index.html')));
  assert(found !== undefined, `the installation has the page (looked for ${candidates.join(', ')})`);
  return found;
}
