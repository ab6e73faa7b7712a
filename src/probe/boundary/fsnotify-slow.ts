// The boundary recording `boundary-slow-reader`: a handler that takes longer per event than updates are apart.
//
// The program receives the first event while updates go on and all others when they are over; the reader is one record
// ahead of it (W25). Compared are the events, and that from the second on the program read the last version.
// Left out: which version the first reading finds (the recorded times decide that).

import type { Check } from '../check.ts';
import { type Fields, readObjects, readText } from '../json-reader.ts';
import { applyAll } from './change.ts';
import { bootCase, ROOT, readEvents, watchPath } from './fsnotify-case.ts';
import { compareWithStall } from './fsnotify-stalled.ts';
import { newVolume, writeVolume } from './volume.ts';

/** Compares one release; `note` says how many updates there were. */
export function checkSlowReader(fields: Fields, note: string): Check {
  const version = readText(fields, 'version');
  const updates = Number(/(\d+) updates/.exec(note)?.[1] ?? 0);
  const start = watchPath(applyAll(bootCase(), newVolume(ROOT)), version, ROOT);
  if (start === undefined) return { undecided: `fsnotify ${version} is not modelled` };
  const stalled = Array.from({ length: updates }, (_, index) => writeVolume(ROOT, index + 2)).flat();
  const recorded = readEvents(fields).map(({ text }) => text);
  const stall = { start, stalled, later: [], readsErrors: true, receivesFirst: true };
  return {
    checked: `${version}: ${recorded.length} events`,
    differences: [...staleReads(fields, version, updates + 1), ...compareWithStall(version, stall, recorded)],
  };
}

/** Readings after the first that did not find the last version. */
function staleReads(fields: Fields, version: string, last: number): readonly string[] {
  const reads = readObjects(fields, 'events').map((event) => readText(event, 'read', ''));
  return reads
    .slice(1)
    .filter((read) => read !== `v: ${last}\n`)
    .map((read) => `${version}: ${JSON.stringify(read)} was read, version ${last} in the model`);
}
