// What the breaker says in English.
import type { SystemWords } from '../system.ts';
import { configName, notationOf, type Phrases } from './notation.ts';
import { type PictureLabels, pictureOf } from './picture.ts';
import type { CircuitBreakerConfig } from './schema.ts';
import type { CircuitBreakerShared } from './shared.ts';

const PHRASES: Phrases = {
  centre: { well: 'answers', slow: 'is too slow', empty: 'answers with nothing', flaky: 'answers or not' },
  publishes: (config) => `publishes ${config}`,
  and: ', ',
  operations: {
    'centre changes': (change) => `the centre: ${change}`,
    kill: () => 'SIGKILL to the service',
    start: () => 'the service starts',
    'await kill': () => 'run until killed',
    fetch: () => 'GET config',
    serve: (config) => `serve ${config}`,
    truncate: () => 'open(snapshot, O_TRUNC)',
    'write body': (config) => `write ${config} to the snapshot`,
    'write checksum': () => 'write its SHA-256',
    'write temporary': () => 'write snapshot.tmp',
    rename: () => 'rename snapshot.tmp over the snapshot',
    'read snapshot': () => 'loadFallback: read the snapshot',
  },
  marks: {
    kill: () => 'SIGKILL',
    start: () => 'starts',
    'await kill': () => 'killed',
    fetch: (config) => `GET → ${config}`,
    serve: (config) => `serves ${config}`,
    truncate: () => 'snapshot emptied',
    'write body': (config) => `snapshot ${config}`,
    'write checksum': () => 'checksum written',
    'write temporary': () => 'snapshot.tmp',
    rename: (config) => `snapshot is ${config}`,
    'read snapshot': (config) => `snapshot ${config}`,
  },
  centreMarks: { well: 'well', slow: 'too slow', empty: 'empty', flaky: 'flaky' },
  emptyMark: 'nothing',
  read: {
    missing: 'no snapshot',
    nothing: 'snapshot: nothing',
    half: 'snapshot: half',
    misfit: (mark) => `${mark} ✗sum`,
  },
  why: {
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
  },
  whyNot: {
    killed: 'The process has been killed before it could do this.',
    readOnly:
      'The file system is read-only (a ConfigMap volume, readOnlyRootFilesystem): the snapshot stays what it was.',
    empty: 'The centre answers with nothing: a failed fetch.',
    missing: 'There is no file: Files.readString throws NoSuchFileException.',
  },
};

const FACTS: Readonly<
  Record<string, { readonly mark: string; readonly sentence: string; readonly role: 'good' | 'bad' | 'dim' | null }>
> = {
  slow: { mark: 'no answer', sentence: 'The fetch has had no answer in its time: it has failed.', role: 'bad' },
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
  answers: 'answers in time',
  'too slow': 'no answer in time',
  empty: 'an empty answer',
};

const TIMERS: Readonly<Record<string, string>> = {
  slowAfter: 'the fetch has taken too long',
  halfOpenFor: 'the probe has taken too long',
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
  config: configName,
};

export const words: SystemWords<CircuitBreakerConfig, CircuitBreakerShared> = {
  name: 'Circuit breaker',
  process: (id) => id.slice(1),
  ...notationOf(PHRASES),
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
