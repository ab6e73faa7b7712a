// Verifies a recording: runs its operations on the model and compares results, raw events, the library's events and
// the tree that is left. What a recording does not hold, or does not determine, is said to be undecided, never agreed.

import { checkFsnotifyCases } from './boundary/fsnotify.ts';
import { checkInotifyCases } from './boundary/inotify-cases.ts';
import type { Check } from './check.ts';
import { compareEvents, compareLines, compareTrees } from './compare.ts';
import { rawEvents } from './format.ts';
import { type Fields, openDocument, readObjects, readText } from './json-reader.ts';
import type { LibraryEvent } from './library.ts';
import { compareLibraryApp } from './library-outcome.ts';
import type { Operation, Probe } from './operation.ts';
import type { Recording } from './recording.ts';
import { type ProbeRun, runProbe } from './run.ts';

export interface Verification {
  readonly id: string;
  /** `undecided`: nothing in the recording could be compared. */
  readonly outcome: 'agrees' | 'differs' | 'undecided';
  /** What was compared, such as `raw: 12 events`. */
  readonly checked: readonly string[];
  /** What was not, and why. */
  readonly undecided: readonly string[];
  /** Readable differences, a line each. */
  readonly differences: readonly string[];
}

/** The probe that a recording describes. */
export function probeOf(recording: Recording): Probe {
  const { id, mount, fsGroup, reader, instances, library } = recording;
  return {
    id,
    mode: mount?.mode ?? 0o755,
    gid: fsGroup,
    entries: mount?.entries ?? [],
    limits: {},
    reader,
    instances,
    library,
    operations: [...initialWatches(recording), ...recording.operations],
  };
}

function initialWatches({ watches, instances }: Recording): readonly Operation[] {
  return watches.map(({ id, path, mask, wd }) => {
    const expected = wd === undefined ? { err: null } : { err: null, result: wd };
    return { op: 'watch', path, mask, ...(instances === 'single' ? {} : { w: id }), expected };
  });
}

/** Runs a recording on the model and compares. */
export function verifyRecording(recording: Recording): Verification {
  const checks = [...verifyOperations(recording), ...verifyCases(recording)];
  const told = checks.length > 0 ? checks : [{ undecided: 'describes no operations' }];
  const checked = told.flatMap((check) => ('checked' in check ? [check.checked] : []));
  const undecided = told.flatMap((check) => ('undecided' in check ? [check.undecided] : []));
  const differences = told.flatMap((check) => ('differences' in check ? check.differences : []));
  const outcome = differences.length > 0 ? 'differs' : checked.length > 0 ? 'agrees' : 'undecided';
  return { id: recording.id, outcome, checked, undecided, differences };
}

function verifyOperations(recording: Recording): readonly Check[] {
  if (recording.operations.length === 0) return [];
  const run = runProbe(probeOf(recording));
  const { raw, final, operations } = recording;
  const results = { checked: `results: ${operations.length} operations`, differences: run.surprises };
  const checks: Check[] = [results];
  if (raw !== undefined) {
    const differences = compareEvents(raw, rawEvents(run.transcript));
    checks.push({ checked: `raw: ${raw.length} events`, differences });
  }
  checks.push(...verifyEvents(recording, run));
  if (final !== undefined) {
    checks.push({ checked: `final: ${final.entries.length} entries`, differences: compareTrees(final, run.final) });
  }
  return checks;
}

/** The library's own events: of a script that calls Add and Remove, or of programs that react to them. */
function verifyEvents(recording: Recording, run: ProbeRun): readonly Check[] {
  const recorded = readObjects(openDocument(recording.document), 'events');
  if (recorded.length === 0) return [];
  if (recording.watches.length > 0) {
    const compared = compareLibraryApp(recording);
    return [compared ?? { undecided: 'events: this library, version or mode is not modelled' }];
  }
  if (run.events === undefined) return [{ undecided: 'events: this library or version is not modelled' }];
  const differences = compareLines('events', recorded.map(recordedLine), run.events.map(libraryLine));
  return [{ checked: `events: ${recorded.length}`, differences }];
}

function recordedLine(fields: Fields): string {
  const error = readText(fields, 'error', '');
  return libraryLine(error === '' ? { op: readText(fields, 'op', ''), name: readText(fields, 'name', '') } : { error });
}

function libraryLine(event: LibraryEvent): string {
  return 'error' in event ? `error ${event.error}` : `${event.op} ${event.name}`;
}

/** Recordings that hold several cases: each is decided on its own. */
function verifyCases(recording: Recording): readonly Check[] {
  const decided = [...checkInotifyCases(recording), ...checkFsnotifyCases(recording)];
  const rest = readObjects(openDocument(recording.document), 'cases').length - decided.length;
  return rest > 0 && decided.length > 0 ? [...decided, { undecided: `${rest} further cases` }] : decided;
}
