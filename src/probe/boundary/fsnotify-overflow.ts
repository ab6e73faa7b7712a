// Boundary recordings about a queue that overflows while fsnotify's program is stalled:
// `boundary-overflow-fsnotify`, `boundary-errors-and-buffer-fsnotify`, `boundary-overflow-atomicwriter`.
// The numbers are in the recordings' notes. Rule W18. Left out: NewBufferedWatcher (`buffered`).

import type { Check } from '../check.ts';
import { type Fields, readInteger, readText } from '../json-reader.ts';
import { applyAll, type Change, writeFile } from './change.ts';
import { bootCase, ROOT, readEvents, watchPath } from './fsnotify-case.ts';
import { compareWithStall } from './fsnotify-stalled.ts';
import { newVolume, writeVolume } from './volume.ts';

/** 20 files while the program is stalled, one more when all is quiet. */
export function checkOverflow(fields: Fields, note: string): Check {
  const stalled = names(numberIn(note, /(\d+) files created/), (index) => `f${pad(index, 2)}`);
  const recorded = readEvents(fields).map(({ text }) => text);
  return checkStall(fields, numberIn(note, /max_queued_events=(\d+)/), [], stalled, ['after'].map(created), recorded);
}

/** 20 files while stalled, then single ones; the program receives from Errors or never does. */
export function checkErrors(fields: Fields, note: string): Check {
  const mode = readText(fields, 'mode');
  if (mode !== 'errors' && mode !== 'noerrors') return { undecided: `${mode}: NewBufferedWatcher is not modelled` };
  const stalled = numberIn(note, /(\d+) creates while/);
  const more = numberIn(note, /(\d+) more creates/);
  const later = names(more, (index) => pad(stalled + index, 3));
  const recorded = linesOfResult(readText(fields, 'result'));
  const first = names(stalled, (index) => pad(index, 3));
  return checkStall(fields, numberIn(note, /max_queued_events=(\d+)/), [], first, later, recorded, mode === 'errors');
}

/** AtomicWriter updates without a gap while stalled. */
export function checkUpdates(fields: Fields): Check {
  const updates = Array.from({ length: readInteger(fields, 'updates') }, (_, index) => writeVolume(ROOT, index + 2));
  const recorded = readEvents(fields).map(({ text }) => text);
  return checkStall(fields, readInteger(fields, 'maxQueuedEvents'), newVolume(ROOT), updates.flat(), [], recorded);
}

function checkStall(
  fields: Fields,
  maxQueuedEvents: number,
  before: readonly Change[],
  stalled: readonly Change[],
  later: readonly Change[],
  recorded: readonly string[],
  readsErrors = true,
): Check {
  const version = readText(fields, 'version');
  const start = watchPath(applyAll(bootCase({ maxQueuedEvents }), before), version, ROOT);
  if (start === undefined) return { undecided: `fsnotify ${version} is not modelled` };
  const stall = { start, stalled, later, readsErrors, receivesFirst: false };
  return {
    checked: `${version}: ${recorded.length} deliveries`,
    differences: compareWithStall(version, stall, recorded),
  };
}

/** `RESULT events=3 errors=1: 000 <fsnotify queue overflow>  001`: names by single spaces, one of them empty here. */
function linesOfResult(result: string): readonly string[] {
  const listed = result.slice(result.indexOf(': ') + 2).replace(/<[^>]*>/g, (error) => error.replaceAll(' ', '\t'));
  return listed.split(' ').map((word) => {
    if (word.startsWith('<')) return `error ${word.slice(1, -1).replaceAll('\t', ' ')}`;
    return word === '' ? ' ' : `CREATE ${word}`;
  });
}

function names(count: number, nameOf: (index: number) => string): readonly Change[] {
  return Array.from({ length: count }, (_, index) => created(nameOf(index)));
}

function created(name: string): Change {
  return writeFile(`${ROOT}/${name}`, '');
}

function pad(index: number, digits: number): string {
  return String(index).padStart(digits, '0');
}

function numberIn(note: string, pattern: RegExp): number {
  return Number(pattern.exec(note)?.[1] ?? 0);
}
