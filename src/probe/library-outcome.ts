// Compares what a program on a watcher library did with the outcomes that were recorded.
//
// Real runs race, so a recording holds every outcome of every watch with its count. One outcome must be met exactly;
// of several, the model's must be one. A list may be cut short (`perWatchDistinct` counts more than are written down,
// always for fsGroup passes, whose order follows the hash of random directory names): then the order and number of
// CHMODs next to each other are not compared. Rule W25.

import { compareLines } from './compare.ts';
import { type Fields, has, openDocument, readInteger, readObject, readObjects, readText } from './json-reader.ts';
import { type AppLine, formatAppLine, runLibraryApp } from './library-app.ts';
import type { Recording } from './recording.ts';

export interface LibraryComparison {
  /** What was compared: `events: 4 watches`. */
  readonly checked: string;
  /** Readable differences, a line each. */
  readonly differences: readonly string[];
}

/** Runs the programs of a recording and compares; undefined when its library, version or mode is not modelled. */
export function compareLibraryApp(recording: Recording): LibraryComparison | undefined {
  const run = runLibraryApp(recording);
  if (run === undefined) return undefined;
  const document = openDocument(recording.document);
  const runs = readObject(document, 'runs');
  const perWatch = runs === undefined ? undefined : readObject(runs, 'perWatch');
  const recorded = readObjects(document, 'events').map(readLine);
  const watches = perWatch === undefined ? [] : Object.keys(perWatch.value);
  const first = compareLines('first Add', initial(recorded), initial(run.lines));
  const later = watches.flatMap((w) => {
    const modelled = run.lines.filter((line) => line.w === w && !isInitial(line)).map(formatAppLine);
    const outcomes = perWatch === undefined ? [] : readObjects(perWatch, w).map(readOutcome);
    return compareOutcomes(w, outcomes, modelled, countOf(runs, w));
  });
  return { checked: `events: ${watches.length} watches`, differences: [...run.surprises, ...first, ...later] };
}

function compareOutcomes(
  w: string,
  outcomes: readonly (readonly string[])[],
  modelled: readonly string[],
  distinct: number,
): readonly string[] {
  const isCut = outcomes.length < distinct;
  const same = (outcome: readonly string[]) => compareLines(w, outcome, modelled).length === 0;
  const alike = (outcome: readonly string[]) => compareLines(w, chmodsOnce(outcome), chmodsOnce(modelled)).length === 0;
  if (outcomes.some((outcome) => same(outcome) || (isCut && alike(outcome)))) return [];
  const note =
    outcomes.length > 1 ? [`events of ${w}: none of ${outcomes.length} recorded outcomes, the first of them:`] : [];
  return [...note, ...compareLines(`events of ${w}`, outcomes[0] ?? [], modelled)];
}

/** The lines with neighbouring CHMODs in the order of their names, each once. */
function chmodsOnce(lines: readonly string[]): readonly string[] {
  const isChmod = (line: string | undefined) => line?.startsWith('CHMOD ') === true;
  const begins = lines.flatMap((line, index) => (isChmod(line) && isChmod(lines[index - 1]) ? [] : [index]));
  return begins.flatMap((from, index) => [...new Set(lines.slice(from, begins[index + 1]))].sort());
}

function initial(lines: readonly AppLine[]): readonly string[] {
  return lines.filter(isInitial).map((line) => `${line.w}: ${formatAppLine(line)}`);
}

function isInitial(line: AppLine): boolean {
  return 'init' in line && line.init;
}

function countOf(runs: Fields | undefined, w: string): number {
  const distinct = runs === undefined ? undefined : readObject(runs, 'perWatchDistinct');
  return distinct === undefined ? 0 : readInteger(distinct, w, 0);
}

function readOutcome(outcome: Fields): readonly string[] {
  return readObjects(outcome, 'events').map((event) => formatAppLine(readLine(event)));
}

function readLine(fields: Fields): AppLine {
  const common = {
    w: readText(fields, 'w', ''),
    ...(has(fields, 'read') ? { read: readText(fields, 'read') } : {}),
    ...(fields.value.init === true ? { init: true as const } : {}),
  };
  if (has(fields, 'error')) return { ...common, error: readText(fields, 'error') };
  const name = readText(fields, 'name', '');
  if (!has(fields, 'call')) return { ...common, op: readText(fields, 'op', ''), name };
  const call = readText(fields, 'call') === 'Remove' ? 'Remove' : 'Add';
  return { ...common, call, name, err: has(fields, 'err') ? readText(fields, 'err') : null };
}
