// What the breaker says in English.
import type { Plain, SystemWords } from '../system.ts';
import { type PictureLabels, pictureOf } from './picture.ts';
import type { CircuitBreakerConfig } from './schema.ts';
import type { CircuitBreakerOp, CircuitBreakerShared } from './shared.ts';

const config = (version: Plain): string => `v${String(version)}`;

const OPERATIONS: Readonly<Record<CircuitBreakerOp, (args: Plain) => string>> = {
  'centre changes': (args) => `the centre: ${changeIn(args)}`,
  kill: () => 'SIGKILL to the service',
  start: () => 'the service starts',
  'await kill': () => 'run until killed',
  fetch: () => 'GET config',
  serve: (args) => `serve ${config(args)}`,
  truncate: () => 'open(snapshot, O_TRUNC)',
  'write body': (args) => (args === null ? 'write the snapshot' : `write ${config(args)} to the snapshot`),
  'write checksum': () => 'write its SHA-256',
  'write temporary': (args) => (args === null ? 'write snapshot.tmp' : `write ${config(args)} to snapshot.tmp`),
  rename: () => 'rename snapshot.tmp over the snapshot',
  'read snapshot': () => 'loadFallback: read the snapshot',
};

const CENTRE = { well: 'answers', slow: 'is too slow', empty: 'answers with nothing', flaky: 'answers or not' };

/** What a change of the centre is, in words. */
function changeIn(args: Plain): string {
  const { is, version } = args as { readonly is?: keyof typeof CENTRE; readonly version?: number };
  return [
    ...(is === undefined ? [] : [CENTRE[is]]),
    ...(version === undefined ? [] : [`publishes ${config(version)}`]),
  ].join(', ');
}

/** The same, for a lane. */
function changeMark(args: Plain): string {
  const { is, version } = args as { readonly is?: keyof typeof CENTRE; readonly version?: number };
  return [...(is === undefined ? [] : [PICTURE.centre[is]]), ...(version === undefined ? [] : [config(version)])].join(
    ' · ',
  );
}

/** What a fetch brought, or null if it brought nothing. */
function fetchedIn(result: Plain): number | null {
  return Array.isArray(result) ? Number(result[1]) : null;
}

function markOf(op: string, args: Plain, result: Plain): string {
  if (result === 'killed') return op === 'await kill' ? 'killed' : '';
  switch (op as CircuitBreakerOp) {
    case 'centre changes':
      return changeMark(args);
    case 'kill':
      return 'SIGKILL';
    case 'start':
      return 'starts';
    case 'fetch':
      return result === 'empty' ? 'GET → nothing' : `GET → ${config(fetchedIn(result))}`;
    case 'serve':
      return `serves ${config(args)}`;
    case 'truncate':
      return result === 'EROFS' ? 'EROFS' : 'snapshot emptied';
    case 'write body':
      return `snapshot ${config(args)}`;
    case 'write checksum':
      return 'checksum written';
    case 'write temporary':
      return result === 'EROFS' ? 'EROFS' : 'snapshot.tmp';
    case 'rename':
      return `snapshot is ${config(args)}`;
    case 'read snapshot':
      return readMark(result);
    default:
      return '';
  }
}

function readMark(result: Plain): string {
  if (!Array.isArray(result)) return 'no snapshot';
  const [holds, sumFits] = result;
  if (typeof holds !== 'number') return `snapshot: ${String(holds)}`;
  return `snapshot ${config(holds)}${sumFits === true ? '' : ' ✗sum'}`;
}

const WHY: Readonly<Record<CircuitBreakerOp, string>> = {
  'centre changes': 'The configuration centre changes; nobody is told, the client has to ask.',
  kill: 'The process ends where it is: what it serves, its count and the state of its breaker are gone, a file half written stays so.',
  start: 'The process begins anew: a closed breaker, no failures, nothing served.',
  'await kill': 'The process is gone, and everything in its memory with it.',
  fetch: 'The client asks the centre for the configuration.',
  serve: 'From now on the service works with this configuration.',
  truncate:
    'Writing in place begins by emptying the file: from here to the last write a crash leaves no snapshot at all.',
  'write body': 'The text is in the file; the checksum beside it is still the old one.',
  'write checksum': 'The checksum fits again: the snapshot is whole.',
  'write temporary': 'The new snapshot is written beside the old one, which stays as it is.',
  rename: 'rename(2) is atomic: whoever reads finds the old snapshot or the new one, and never a part.',
  'read snapshot': 'The breaker is open, so the client falls back to what it finds on its disk.',
};

function whyOf(op: string, _: Plain, result: Plain): string {
  if (result === 'killed' && op !== 'await kill') return 'The process has been killed before it could do this.';
  if (result === 'EROFS')
    return 'The file system is read-only (a ConfigMap volume, readOnlyRootFilesystem): the snapshot stays what it was.';
  if (op === 'fetch' && result === 'empty') return 'The centre answers with nothing: a failed fetch.';
  if (op === 'read snapshot' && result === 'missing')
    return 'There is no file: Files.readString throws NoSuchFileException.';
  return WHY[op as CircuitBreakerOp] ?? '';
}

const FACTS: Readonly<
  Record<string, { readonly mark: string; readonly sentence: string; readonly role: 'good' | 'bad' | 'dim' | null }>
> = {
  invalid: {
    mark: 'invalid',
    sentence: 'min_stock_threshold is missing, not a number, or negative: a failed fetch.',
    role: 'bad',
  },
  open: { mark: 'Open', sentence: 'The breaker opens: nothing is fetched until its time is over.', role: 'bad' },
  'half-open': { mark: 'Half-open', sentence: 'The breaker is half-open: a single probe decides.', role: null },
  closed: { mark: 'Closed', sentence: 'The probe brought a valid configuration: the breaker closes.', role: 'good' },
  unusable: {
    mark: 'snapshot rejected',
    sentence: 'The snapshot does not pass: what is served is kept, and the next probe will come.',
    role: null,
  },
  thrown: {
    mark: 'exception',
    sentence:
      'loadFallback throws out of the periodic task. A ScheduledExecutorService suppresses all further executions: no fetch, no probe, and nobody is told.',
    role: 'bad',
  },
  'read-only': {
    mark: 'not written',
    sentence: 'The snapshot could not be written; what is on the disk gets older.',
    role: 'bad',
  },
};
const UNKNOWN = { mark: '', sentence: '', role: null };

const OPTIONS: Readonly<Record<string, string>> = {
  answers: 'the centre answers in time',
  'too slow': 'the centre does not answer in time',
  empty: 'the centre answers with nothing',
};

const TIMERS: Readonly<Record<string, string>> = {
  deadline: 'the fetch has taken too long',
  untilFetch: 'time for the next fetch',
  openFor: 'the breaker has been open long enough',
  untilChange: 'the centre changes',
  untilCrash: 'the process is killed now',
};

const PICTURE: PictureLabels = {
  rows: {
    centre: 'centre',
    holds: 'it holds',
    breaker: 'breaker',
    failures: 'failures',
    served: 'served',
    file: 'snapshot',
    checksum: 'SHA-256',
  },
  centre: { well: 'well', slow: 'too slow', empty: 'empty answers', flaky: 'flaky' },
  breaker: { closed: 'Closed', open: 'Open', 'half-open': 'Half-open' },
  nothing: 'nothing',
  missing: 'no file',
  dead: 'the process is dead',
  ended: 'Open, and the task has ended',
  file: { nothing: 'empty', half: 'half a text' },
  checksum: { fits: 'fits', wrong: 'does not fit' },
  config,
};

export const words: SystemWords<CircuitBreakerConfig, CircuitBreakerShared> = {
  name: 'Circuit breaker',
  process: (id) => id.slice(1),
  operation: (op, args) => OPERATIONS[op as CircuitBreakerOp]?.(args) ?? op,
  mark: markOf,
  why: whyOf,
  fact: ({ what }) => FACTS[String(what)] ?? UNKNOWN,
  option: (_, option) => OPTIONS[option] ?? option,
  timer: (id) => TIMERS[id] ?? id,
  properties: {
    'serves-validated-only': {
      asks: 'only a configuration that was validated is served',
      violated: {
        invalid: 'a configuration is served that no validation would pass',
        edited: 'a snapshot is served whose bytes are not those that were validated',
      },
    },
    'falls-back': {
      asks: 'an open breaker has something to serve',
      violated: { nothing: 'the breaker is open and there is nothing to serve' },
    },
    'never-older': {
      asks: 'what is served is never replaced by something older',
      violated: { older: 'an older configuration took the place of the one that was served' },
    },
    recovers: {
      asks: 'once the centre is well again its configuration is served',
      violated: {
        stale: 'the centre is well and an older configuration goes on being served',
        nothing: 'the centre is well and nothing is served',
      },
    },
  },
  picture: pictureOf(PICTURE),
};
