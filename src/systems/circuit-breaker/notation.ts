// What is said of an operation of the breaker: which words it takes, by what came of it. The words are a language's.
import type { Plain, SystemWords } from '../system.ts';
import type { CentreState, CircuitBreakerConfig } from './schema.ts';
import type { CircuitBreakerOp, CircuitBreakerShared } from './shared.ts';

/** The words, in one language. A configuration is called by its number: `v1`. */
export interface Phrases {
  /** How the centre answers from now on. */
  readonly centre: Readonly<Record<CentreState, string>>;
  readonly publishes: (config: string) => string;
  /** Between the two of them. */
  readonly and: string;
  /** What is about to be done; `config` is `?` where the file system takes no writes. */
  readonly operations: Readonly<Record<CircuitBreakerOp, (config: string) => string>>;
  /** The mark of one that was done. */
  readonly marks: Readonly<Record<Exclude<CircuitBreakerOp, 'centre changes'>, (config: string) => string>>;
  /** The mark of the centre: shorter than its change. */
  readonly centreMarks: Readonly<Record<CentreState, string>>;
  readonly emptyMark: string;
  /** What was read: no file, an empty one, half a text, a text whose checksum does not fit. */
  readonly read: Readonly<Record<'missing' | 'nothing' | 'half', string>> & {
    readonly misfit: (mark: string) => string;
  };
  readonly why: Readonly<Record<CircuitBreakerOp, string>>;
  /** Why in place of these: it was dead, the disk took no write, the centre said nothing, there was no file. */
  readonly whyNot: Readonly<Record<'killed' | 'readOnly' | 'empty' | 'missing', string>>;
}

/** The name of a configuration. */
export function configName(version: Plain): string {
  return typeof version === 'number' ? `v${version}` : '?';
}

/** What the words of a system say of operations. */
export function notationOf(
  phrases: Phrases,
): Pick<SystemWords<CircuitBreakerConfig, CircuitBreakerShared>, 'operation' | 'mark' | 'why'> {
  return {
    operation: (op, args) => {
      const subject = op === 'centre changes' ? changeIn(phrases, args) : configName(args);
      return phrases.operations[op as CircuitBreakerOp](subject);
    },
    mark: (op, args, result) => markOf(phrases, op as CircuitBreakerOp, args, result),
    why: (op, _, result) => whyOf(phrases, op as CircuitBreakerOp, result),
  };
}

interface Change {
  readonly is?: CentreState;
  readonly version?: number;
}

/** A change of the centre, in words. */
function changeIn({ centre, publishes, and }: Phrases, args: Plain): string {
  const { is, version } = args as Change;
  return [
    ...(is === undefined ? [] : [centre[is]]),
    ...(version === undefined ? [] : [publishes(configName(version))]),
  ].join(and);
}

function markOf(phrases: Phrases, op: CircuitBreakerOp, args: Plain, result: Plain): string {
  const { marks, centreMarks, emptyMark } = phrases;
  if (op === 'centre changes') {
    const { is, version } = args as Change;
    return [
      ...(is === undefined ? [] : [centreMarks[is]]),
      ...(version === undefined ? [] : [configName(version)]),
    ].join(' · ');
  }
  if (result === 'killed' && op !== 'await kill') return '';
  if (result === 'EROFS') return 'EROFS';
  if (op === 'fetch') return marks.fetch(fetchedIn(result) ?? emptyMark);
  if (op === 'read snapshot') return readMark(phrases, result);
  return marks[op](configName(args));
}

/** What a fetch brought; of a flaky centre that is still open. Null: nothing. */
function fetchedIn(result: Plain): string | null {
  if (!Array.isArray(result)) return null;
  const [is, version] = result;
  return is === 'flaky' ? '?' : configName(version);
}

function readMark({ marks, read }: Phrases, result: Plain): string {
  if (!Array.isArray(result)) return read.missing;
  const [holds, sumFits] = result;
  if (typeof holds !== 'number') return holds === 'half' ? read.half : read.nothing;
  const mark = marks['read snapshot'](configName(holds));
  return sumFits === true ? mark : read.misfit(mark);
}

function whyOf({ why, whyNot }: Phrases, op: CircuitBreakerOp, result: Plain): string {
  if (result === 'killed' && op !== 'await kill') return whyNot.killed;
  if (result === 'EROFS') return whyNot.readOnly;
  if (result === 'empty') return whyNot.empty;
  if (result === 'missing') return whyNot.missing;
  return why[op];
}
