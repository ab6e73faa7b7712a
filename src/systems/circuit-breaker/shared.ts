// What the client of a configuration centre shares with the world: the centre, its file, what it serves, its life.
//
// Sources: chapter 4.3 of the article; open(2), rename(2); Kubernetes docs (ConfigMap volumes are read-only; a
// container starts with a clean file system); two texts have the same SHA-256 only if they are the same.
// Leaves out: power loss (fsync), a full disk, answers that come after the client has given up. Rules B5 to B7, B11,
// B12.
import type { Operated, Operation, Plain } from '../system.ts';
import { changesOf } from './contents.ts';
import type { CentreState, CircuitBreakerConfig } from './schema.ts';

/** The snapshot file; a type and not an interface, so that it is plain data to an operation. */
export type SnapshotFile = {
  /** The number of the configuration in it, or how much of one. */
  readonly holds: number | 'nothing' | 'half';
  /** The checksum beside it is that of its bytes. */
  readonly sumFits: boolean;
};

export interface CircuitBreakerShared {
  /** How the centre answers, and with what; null before anything was published. */
  readonly centre: { readonly is: CentreState; readonly version: number | null };
  readonly file: SnapshotFile | null;
  /** The configuration that the service works with. */
  readonly served: number | null;
  /** What was served has been replaced by an older one. */
  readonly older: boolean;
  /** The process runs; it is killed by others and started by nobody but itself. */
  readonly alive: boolean;
}

/** The file as the story finds it, and as the image has it. */
export function firstFile({ snapshot, snapshotIs }: CircuitBreakerConfig): SnapshotFile | null {
  if (snapshot === undefined) return null;
  return { holds: snapshotIs === 'half-written' ? 'half' : 0, sumFits: snapshotIs === 'intact' };
}

export function firstShared(config: CircuitBreakerConfig): CircuitBreakerShared {
  const atStart = changesOf(config).filter(({ at }) => at === 0);
  const centre = Object.assign({ is: 'well', version: null }, ...atStart.map(({ args }) => args));
  return { centre, file: firstFile(config), served: null, older: false, alive: false };
}

type Perform = Operation<CircuitBreakerShared>['perform'];
type Result = Operated<CircuitBreakerShared> | null;
const done = (shared: CircuitBreakerShared, result: Plain = null): Result => ({ shared, result });

/** A step of the client: once it was killed, all that it finds out is that. */
function whileAlive(perform: (shared: CircuitBreakerShared, args: Plain) => Result): Perform {
  return (shared, args) => (shared.alive ? perform(shared, args) : done(shared, 'killed'));
}

/** A write of the snapshot: `args` is the number of the configuration, or null on a read-only file system. */
function write(fileWith: (version: number, before: SnapshotFile | null) => SnapshotFile | null): Perform {
  return whileAlive((shared, args) =>
    args === null ? done(shared, 'EROFS') : done({ ...shared, file: fileWith(Number(args), shared.file) }),
  );
}

const fetch = whileAlive((shared) => {
  const { is, version } = shared.centre;
  if (is === 'slow') return null;
  return done(shared, is === 'empty' || version === null ? 'empty' : [is, version]);
});

const serve = whileAlive((shared, args) => {
  const version = Number(args);
  const older = shared.older || (shared.served !== null && version < shared.served);
  return done({ ...shared, served: version, older });
});

/** The process starts; `args` is the file that its container starts with, or 'as it is' on a volume. */
const start: Perform = (shared, args) =>
  done({ ...shared, alive: true, file: args === 'as it is' ? shared.file : (args as SnapshotFile | null) });

export const operations = {
  'centre changes': {
    rule: 'B1',
    perform: (shared, args) =>
      done({ ...shared, centre: { ...shared.centre, ...(args as Partial<CircuitBreakerShared['centre']>) } }),
  },
  kill: { rule: 'B12', perform: (shared) => done({ ...shared, alive: false, served: null }) },
  start: { rule: 'B12', perform: start },
  'await kill': { rule: 'B12', perform: (shared) => (shared.alive ? null : done(shared, 'killed')) },
  fetch: { rule: 'B1', perform: fetch },
  serve: { rule: 'B5', perform: serve },
  truncate: { rule: 'B6', perform: write(() => ({ holds: 'nothing', sumFits: false })) },
  'write body': { rule: 'B6', perform: write((version) => ({ holds: version, sumFits: false })) },
  'write checksum': { rule: 'B6', perform: write((version) => ({ holds: version, sumFits: true })) },
  'write temporary': { rule: 'B7', perform: write((_, before) => before) },
  rename: { rule: 'B7', perform: write((version) => ({ holds: version, sumFits: true })) },
  'read snapshot': {
    rule: 'B8',
    perform: whileAlive((shared) =>
      done(shared, shared.file === null ? 'missing' : [shared.file.holds, shared.file.sumFits]),
    ),
  },
} as const satisfies Readonly<Record<string, Operation<CircuitBreakerShared>>>;

export type CircuitBreakerOp = keyof typeof operations;
