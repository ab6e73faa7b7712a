// Boundary recordings about fsnotify, case by case: which file checks what.
// Left out: the fsnotify cases of `boundary-queue-default` (20,000 files), NewBufferedWatcher (undecided, never agreed).

import type { Check } from '../check.ts';
import { openDocument, readObjects, readText } from '../json-reader.ts';
import type { Recording } from '../recording.ts';
import { checkRewrite, REWRITES } from './fsnotify-files.ts';
import { checkLimit } from './fsnotify-limits.ts';
import { checkMount } from './fsnotify-mounts.ts';
import { checkErrors, checkOverflow, checkUpdates } from './fsnotify-overflow.ts';
import { checkSlowReader } from './fsnotify-slow.ts';

/** Checks every fsnotify case of a boundary recording; empty when it has none that this model knows how to run. */
export function checkFsnotifyCases({ id, document }: Recording): readonly Check[] {
  const fields = openDocument(document);
  const note = readText(fields, 'note', '');
  const cases = readObjects(fields, 'cases');
  switch (id) {
    case 'boundary-overflow-fsnotify':
      return cases.map((each) => checkOverflow(each, note));
    case 'boundary-errors-and-buffer-fsnotify':
      return cases.map((each) => checkErrors(each, note));
    case 'boundary-overflow-atomicwriter':
      return cases.map(checkUpdates);
    case 'boundary-slow-reader':
      return cases.map((each) => checkSlowReader(each, note));
    case 'boundary-mounts':
      return cases.filter((each) => each.value.library === 'fsnotify').map(checkMount);
    case 'boundary-limits':
      return cases.filter((each) => readText(each, 'id').startsWith('fsnotify-')).map(checkLimit);
    default:
      return Object.hasOwn(REWRITES, id)
        ? cases.map((each) => checkRewrite(each, REWRITES[id as keyof typeof REWRITES]))
        : [];
  }
}
