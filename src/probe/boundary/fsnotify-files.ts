// Boundary recordings about one file that somebody else rewrites: in place, and by mv of a new file over it
// (`boundary-inplace-write-fsnotify`, `boundary-mv-replace-fsnotify`, `boundary-mv-replace-then-write-fsnotify`).
//
// Two Watchers, one on the directory and one on the file; the readers wake when the rewrite is over, so that equal
// records have merged (W25). Every recorded run is a variant; the model's outcome must be one of them.
// Left out: readers that wake within the rewrite (they make the other variants).

import { assert } from '../../kernel/assert.ts';
import type { Check } from '../check.ts';
import { compareLines } from '../compare.ts';
import { type Fields, readObjects, readText } from '../json-reader.ts';
import { applyAll, type Change, change, writeFile } from './change.ts';
import { bootCase, type CaseLine, drainWatcher, formatDelivery, ROOT, readEvents, watchPath } from './fsnotify-case.ts';

const FILE = `${ROOT}/f`;
const MV: readonly Change[] = [writeFile(`${ROOT}/g`, 'new'), change({ call: 'rename', from: `${ROOT}/g`, to: FILE })];

/** What happens in each kind of case; the readers wake after every list. */
export const REWRITES = {
  'boundary-inplace-write-fsnotify': [[writeFile(FILE, 'new')]],
  'boundary-mv-replace-fsnotify': [MV],
  'boundary-mv-replace-then-write-fsnotify': [MV, [writeFile(FILE, 'newer')]],
} as const satisfies Readonly<Record<string, readonly (readonly Change[])[]>>;

/** Runs one release and looks for its outcome among the recorded variants. */
export function checkRewrite(fields: Fields, rewrites: readonly (readonly Change[])[]): Check {
  const version = readText(fields, 'version');
  const modelled = runRewrites(version, rewrites);
  if (modelled === undefined) return { undecided: `fsnotify ${version} is not modelled` };
  const variants = readObjects(fields, 'variants').map(readEvents);
  const watched = new Set(variants.flatMap((variant) => variant.map(({ w }) => w)));
  const shown = modelled.filter(({ w }) => watched.has(w)).map(lineOf);
  const differences = variants.map((variant) => compareLines(`${version}: first variant`, variant.map(lineOf), shown));
  const agrees = differences.some((each) => each.length === 0);
  return { checked: `${version}: ${variants.length} variants`, differences: agrees ? [] : (differences[0] ?? []) };
}

function lineOf({ w, text }: CaseLine): string {
  return `${w}: ${text}`;
}

function runRewrites(version: string, rewrites: readonly (readonly Change[])[]): readonly CaseLine[] | undefined {
  const old = writeFile(FILE, 'old')(bootCase());
  const dir = watchPath(old, version, ROOT);
  const file = dir === undefined ? undefined : watchPath(dir.kernel, version, FILE);
  if (dir === undefined || file === undefined) return undefined;
  let { kernel } = file;
  let watchers = [
    { w: 'dir', watcher: dir.watcher },
    { w: 'file', watcher: file.watcher },
  ];
  const lines: CaseLine[] = [];
  for (const changes of rewrites) {
    kernel = applyAll(kernel, changes);
    watchers = watchers.map(({ w, watcher }) => {
      const drained = drainWatcher(kernel, watcher);
      kernel = drained.kernel;
      lines.push(...drained.deliveries.map((delivery) => ({ w, text: formatDelivery(delivery) })));
      return { w, watcher: drained.watcher };
    });
  }
  assert(lines.length > 0, 'a rewrite is seen by somebody');
  return lines.toSorted((a, b) => (a.w < b.w ? -1 : a.w > b.w ? 1 : 0));
}
