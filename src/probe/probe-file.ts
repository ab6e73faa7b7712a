// The probe as one function of a file: recordings (`.json`, `.jsonl`) or a script (anything else) in, what the model
// gives, or how it compares, out. Mistakes in the input are diagnostics. Left out: reading files and printing (cli).

import { compareLines } from './compare.ts';
import type { Diagnostic } from './diagnostic.ts';
import { rawEvents, treeDocument } from './format.ts';
import { type AppLine, formatAppLine, runLibraryApp } from './library-app.ts';
import { parseRecordings, type RecordedEvent, type Recording } from './recording.ts';
import { type LibraryLine, type ProbeRun, runProbe } from './run.ts';
import { parseScript, type Script } from './script.ts';
import { quoteWord } from './script-words.ts';
import { probeOf, type Verification, verifyRecording } from './verify.ts';

export type ProbedEvent = LibraryLine | AppLine;

/** What `probe --json` prints for one recording or script. */
export interface ProbeResult {
  readonly id: string;
  readonly raw: readonly RecordedEvent[];
  /** What callers of a watcher library saw; with programs that react, also what these called. */
  readonly events: readonly ProbedEvent[];
  /** The tree that is left, in the recordings' form. */
  readonly final: object;
}

export type Rejected = { readonly diagnostics: readonly Diagnostic[] };

/** Runs everything in a file on the model. */
export function probeFile(text: string, file: string): { readonly results: readonly ProbeResult[] } | Rejected {
  if (isScript(file)) {
    const script = parseScript(text, file);
    return 'diagnostics' in script ? script : { results: [resultOf(file, runProbe(script.probe))] };
  }
  const { recordings, diagnostics } = parseRecordings(text, file);
  if (diagnostics.length > 0) return { diagnostics };
  return { results: recordings.map(probeRecording) };
}

/** Compares everything in a file with what the file says was recorded or must come out. */
export function verifyFile(text: string, file: string): { readonly verifications: readonly Verification[] } | Rejected {
  if (isScript(file)) {
    const script = parseScript(text, file);
    return 'diagnostics' in script ? script : { verifications: [verifyScript(script, file)] };
  }
  const { recordings, diagnostics } = parseRecordings(text, file);
  return diagnostics.length > 0 ? { diagnostics } : { verifications: recordings.map(verifyRecording) };
}

function probeRecording(recording: Recording): ProbeResult {
  const result = resultOf(recording.id, runProbe(probeOf(recording)));
  const programs = recording.watches.length > 0 ? runLibraryApp(recording) : undefined;
  return programs === undefined ? result : { ...result, events: programs.lines };
}

/** `CHMOD config.yaml`, `Add config.yaml: ok`, `error fsnotify queue overflow`. */
export function describeEvent(event: ProbedEvent): string {
  return formatAppLine({ w: '', ...event });
}

function isScript(file: string): boolean {
  return !/\.jsonl?$/.test(file);
}

function resultOf(id: string, run: ProbeRun): ProbeResult {
  return { id, raw: rawEvents(run.transcript), events: run.events ?? [], final: treeDocument(run.final) };
}

/** Compares a script's results and its `Output:` with the model. */
export function verifyScript({ probe, output }: Script, id: string): Verification {
  const run = runProbe(probe);
  const checked = [`results: ${probe.operations.length} operations`];
  if (output === undefined) {
    const outcome = run.surprises.length > 0 ? 'differs' : 'agrees';
    return { id, outcome, checked, undecided: ['no Output: section'], differences: run.surprises };
  }
  const wantsWatches = output.some((line) => line.startsWith('watchlist '));
  const lines = scriptOutput(run, probe.library?.name ?? '', wantsWatches);
  const differences = [...run.surprises, ...compareLines('output', output, lines)];
  const outcome = differences.length > 0 ? 'differs' : 'agrees';
  return { id, outcome, checked: [...checked, `output: ${output.length} lines`], undecided: [], differences };
}

/** What a script's run gives, in the words of its `Output:` section. */
export function scriptOutput(run: ProbeRun, library: string, withWatches: boolean): readonly string[] {
  const events = rawEvents(run.transcript);
  let next = 0;
  const seen = run.transcript.map((line) => {
    if ('note' in line) return `note ${line.note}`.replace(/\s+/g, ' ');
    const event = events[next];
    next += 1;
    return event === undefined ? '' : inotifyLine(event);
  });
  const delivered = (run.events ?? []).map((event) => libraryLine(library, event));
  const watches = run.kernel.inotify.reduce((sum, instance) => sum + (instance?.watches.length ?? 0), 0);
  return [...seen, ...delivered, ...(withWatches ? [`watchlist ${watches}`] : [])];
}

/** `inotify IN_MOVED_TO wd=2 cookie=1 name`. */
function inotifyLine({ w, wd, mask, cookie, name }: RecordedEvent): string {
  const parts = [
    ...['inotify', mask.join('|')],
    ...(w === undefined ? [] : [`w=${w}`]),
    `wd=${wd}`,
    ...(cookie === 0 ? [] : [`cookie=${cookie}`]),
    ...(name === '' ? [] : [quoteWord(name)]),
  ];
  return parts.join(' ');
}

function libraryLine(library: string, event: LibraryLine): string {
  if ('error' in event) return `${library} error ${event.error}`;
  return `${library} ${event.op} ${quoteWord(event.name)}`;
}
