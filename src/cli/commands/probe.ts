// `probe`: file-system operations in, raw inotify and library events out; with --verify compared with what was recorded.
import { rawEvents, treeDocument } from '../../probe/format.ts';
import { parseRecordings, type Recording } from '../../probe/recording.ts';
import { runProbe } from '../../probe/run.ts';
import { probeOf, type Verification, verifyRecording } from '../../probe/verify.ts';
import { readInput } from '../input.ts';
import { EXIT, type ExitStatus, type Outcome } from '../outcome.ts';

export interface ProbeOptions {
  readonly verify?: true;
  readonly json?: true;
}

/** Bytes of one file of recordings. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;

/** Files with mistakes are told about; the others are probed all the same. */
export async function probe(files: readonly string[], { verify, json }: ProbeOptions): Promise<Outcome> {
  const read = await Promise.all(files.map(readRecordings));
  const recordings = read.flatMap((each) => each.recordings);
  const stderr = read.flatMap((each) => each.mistakes);
  const { lines, status } = verify === true ? verifyAll(recordings, json === true) : showAll(recordings, json === true);
  return {
    stdout: lines.map((line) => `${line}\n`).join(''),
    stderr,
    status: stderr.length > 0 ? EXIT.badInput : status,
  };
}

interface Read {
  readonly recordings: readonly Recording[];
  readonly mistakes: readonly string[];
}

async function readRecordings(path: string): Promise<Read> {
  const input = await readInput(path, FILE_BYTES_MAX);
  if ('refusal' in input) return { recordings: [], mistakes: input.refusal };
  const { recordings, diagnostics } = parseRecordings(input.text, input.file);
  const mistakes = diagnostics.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  return { recordings, mistakes };
}

interface Told {
  readonly lines: readonly string[];
  readonly status: ExitStatus;
}

function showAll(recordings: readonly Recording[], json: boolean): Told {
  return { lines: recordings.flatMap((recording) => show(recording, json)), status: EXIT.holds };
}

/** One object on one line, or a line for every event and every entry of the tree that is left. */
function show(recording: Recording, json: boolean): readonly string[] {
  const { transcript, events = null, final } = runProbe(probeOf(recording));
  const told = { id: recording.id, raw: rawEvents(transcript), events, final: treeDocument(final) };
  if (json) return [JSON.stringify(told)];
  return [];
}

function verifyAll(recordings: readonly Recording[], json: boolean): Told {
  const verifications = recordings.map(verifyRecording);
  const count = (outcome: Verification['outcome']): number =>
    verifications.filter((each) => each.outcome === outcome).length;
  const agree = count('agrees');
  const status = count('differs') > 0 ? EXIT.violated : EXIT.holds;
  return { lines: [String(json), `${agree} of ${verifications.length} agree`], status };
}
