// `probe`: file-system operations in, raw inotify and library events out; with --verify compared with what was recorded.
import { type Input, readInput, STDIN } from '../../files/input.ts';
import type { Diagnostic } from '../../probe/diagnostic.ts';
import { formatEvent } from '../../probe/format.ts';
import { describeEvent, type ProbeResult, probeFile, type Rejected, verifyFile } from '../../probe/probe-file.ts';
import type { Verification } from '../../probe/verify.ts';
import { oneLine } from '../../simulation/diagnostics.ts';
import { EXIT, type ExitStatus, type Outcome } from '../outcome.ts';

export interface ProbeOptions {
  readonly verify?: true;
  readonly json?: true;
}

/** Bytes of one file of recordings. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;

/** Probes every file; one with mistakes is told about on stderr and the others are probed all the same. */
export async function probe(files: readonly string[], { verify, json }: ProbeOptions): Promise<Outcome> {
  return verify === true ? verifyAll(files, json === true) : showAll(files, json === true);
}

async function showAll(files: readonly string[], json: boolean): Promise<Outcome> {
  const { done: results, mistakes } = await forEachFile(files, (text, file) => {
    const probed = probeFile(text, file);
    return 'diagnostics' in probed ? probed : probed.results;
  });
  const lines = json ? results.map((result) => JSON.stringify(result)) : results.flatMap(describeResult);
  return ended(lines, mistakes, EXIT.holds);
}

async function verifyAll(files: readonly string[], json: boolean): Promise<Outcome> {
  const { done: verifications, mistakes } = await forEachFile(files, (text, file) => {
    const verified = verifyFile(text, file);
    return 'diagnostics' in verified ? verified : verified.verifications;
  });
  const count = (wanted: Verification['outcome']): number =>
    verifications.filter(({ outcome }) => outcome === wanted).length;
  const [agree, of] = [count('agrees'), verifications.length - count('undecided')];
  const undecided = count('undecided') > 0 ? [`${count('undecided')} could not be compared`] : [];
  const lines = json
    ? [...verifications, { agree, of }].map((each) => JSON.stringify(each))
    : [...verifications.flatMap(describeVerification), ...undecided, `${agree} of ${of} agree`];
  return ended(lines, mistakes, count('differs') > 0 ? EXIT.violated : EXIT.holds);
}

function ended(lines: readonly string[], mistakes: readonly string[], status: ExitStatus): Outcome {
  return {
    stdout: lines.map((line) => `${line}\n`).join(''),
    stderr: mistakes,
    status: mistakes.length > 0 ? EXIT.badInput : status,
  };
}

interface Gathered<Done> {
  readonly done: readonly Done[];
  readonly mistakes: readonly string[];
}

/** Gives the text of every file to `work`, in the order of the command line. */
async function forEachFile<Done>(
  files: readonly string[],
  work: (text: string, file: string) => readonly Done[] | Rejected,
): Promise<Gathered<Done>> {
  const done: Done[] = [];
  const mistakes: string[] = [];
  for (const path of files) {
    const input = await readInput(path, FILE_BYTES_MAX);
    const worked = 'refusal' in input ? input : work(input.text, path === STDIN ? kindOf(input) : input.file);
    if ('refusal' in worked) mistakes.push(...worked.refusal);
    else if ('diagnostics' in worked) mistakes.push(...worked.diagnostics.map(describeMistake));
    else if (worked.length === 0) mistakes.push(`${oneLine(path)}:1:1: found nothing, expected a recording`);
    else done.push(...worked);
  }
  return { done, mistakes };
}

/** Standard input has no name to tell its kind by: an object is a recording, several on lines of their own are many. */
function kindOf({ text, file }: Input): string {
  if (!text.trimStart().startsWith('{')) return file;
  return /\}[ \t]*\r?\n\{/.test(text) ? `${file}.jsonl` : `${file}.json`;
}

function describeMistake({ file, line = 1, column = 1, message }: Diagnostic): string {
  return oneLine(`${file}:${line}:${column}: ${message}`);
}

/** A recording as text: its name, then a line for every event and for every entry of the tree that is left. */
function describeResult({ id, raw, events, final }: ProbeResult): readonly string[] {
  return [
    id,
    ...raw.map((event) => `  inotify  ${formatEvent(event)}`),
    ...events.map((event) => `  library  ${describeEvent(event)}`),
    `  final    ${JSON.stringify(final)}`,
  ];
}

/** Nothing for a recording that agrees in all it holds; otherwise what differs and what could not be compared. */
function describeVerification({ id, outcome, undecided, differences }: Verification): readonly string[] {
  if (outcome === 'agrees' && undecided.length === 0) return [];
  return [
    `${id}: ${outcome}`,
    ...[...undecided.map((each) => `not compared: ${each}`), ...differences].map((each) => `  ${each}`),
  ];
}
