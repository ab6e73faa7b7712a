// What each numbered step of AtomicWriter.Write does, as a procedure: its system calls in order, and what it
// finds out.
//
// Source: kubernetes/kubernetes pkg/volume/util/atomic_writer.go, read at 00e11024cf8c (2018) and in its
// newest form (`Write(payload, setPerms)`), and as vendored in kubernetes-csi/csi-driver-iscsi at
// 985050e1a861; the recordings raw-* decide the order of calls. Rules K30 to K48.
// Leaves out: the Windows branch; that releases before 1.20 only log a failed chmod of a new file.
import { type Failure, failed } from '../../kernel/system-call.ts';
import type { Mode } from '../../kernel/vocabulary.ts';
import type { AtomicWriterState } from './atomic-writer-steps.ts';
import {
  attempt,
  isNotExist,
  join,
  mkdirAll,
  mkdirTemp,
  readFile,
  remove,
  rename,
  splitPath,
  writeFile,
} from './go-os.ts';
import { newNames, type Payload, pathsToRemove, userVisibleName, validatePayload } from './payload.ts';
import { ask, choose, type Procedure } from './procedure.ts';
import { removeAll } from './remove-all.ts';
import { setVolumeOwnership } from './set-perms.ts';
import type { KubeletFeatures } from './versions.ts';
import { walkPaths } from './walk.ts';

const DATA_DIR = '..data';
const NEW_DATA_DIR = '..data_tmp';
const TS_PREFIX = '..ts';

/** Timestamped directories are called ..ts1, ..ts2, … as in the recordings. */
export function tsName(number: number): string {
  return `${TS_PREFIX}${number}`;
}

/** Go ranges over a map in an order of its own; `step` says for which loop the order is asked. */
export type MapOrder = (keys: readonly string[], step: AtomicWriterState) => readonly string[];

/** Everything that is fixed for one volume. */
export interface AtomicWriterConfig {
  /** The volume directory as the kubelet knows it, without a trailing slash. */
  readonly volume: string;
  readonly features: KubeletFeatures;
  /** Mode of every file: `defaultMode` of the volume. */
  readonly defaultMode: Mode;
  readonly fsGroup: number | null;
  /** Owner of every file (projected tokens; ConfigMaps from 1.37 behind a gate); null leaves it to root. */
  readonly fsUser?: number | null;
  /** Number of the last ..tsN that exists or existed: a restarted kubelet must not use a name again. */
  readonly lastTs?: number;
  /** Sorted by key unless said otherwise. */
  readonly mapOrder?: MapOrder;
  /** Whether the order of several new or removed links is a choice of the scheduler. */
  readonly exploreMapOrder?: boolean;
}

/** What one Write knows so far. */
export interface WriteProgress {
  readonly payload: Payload;
  /** Number of the last ..tsN made; the only thing that outlives a Write. */
  readonly lastTs: number;
  /** The current timestamped directory; '' when there is none, and once it must not be removed. */
  readonly oldTs: string;
  /** Paths of the old version that the payload does not have. */
  readonly stale: readonly string[];
  /** User-visible names that the old version does not have. */
  readonly newNames: readonly string[];
  /** Whether a new version is written. */
  readonly shouldWrite: boolean;
}

/** A step ends with what it found out, or with the error that Write returns. */
export type StepResult = Partial<WriteProgress> | { readonly error: string };
export type StepProcedure = (config: AtomicWriterConfig, write: WriteProgress) => Procedure<StepResult>;

/** A finished call as the result of a step that finds out nothing. */
function resultOf(result: object | Failure): StepResult {
  return failed(result) ? { error: result.errno } : {};
}

/** The loop order of a Go map (K47). */
function ranged(config: AtomicWriterConfig, keys: readonly string[], step: AtomicWriterState): readonly string[] {
  return config.mapOrder?.(keys, step) ?? [...keys].sort();
}

function newTsPath(config: AtomicWriterConfig, write: WriteProgress): string {
  return join(config.volume, tsName(write.lastTs));
}

/** NewAtomicWriter: only "does not exist" is an error (K30). */
export function* newAtomicWriter(config: AtomicWriterConfig): Procedure<StepResult> {
  const found = yield* ask({ call: 'stat', path: config.volume });
  return failed(found) && isNotExist(found) ? { error: found.errno } : {};
}

/** Step 1 makes no system call (K31). */
// biome-ignore lint/correctness/useYield: a procedure that asks nothing
export function* validate(_: AtomicWriterConfig, write: WriteProgress): Procedure<StepResult> {
  return validatePayload(write.payload);
}

/** Step 2. Without ..data there is no old version: nothing to remove, and everything is new (K32). */
export function* readCurrent(config: AtomicWriterConfig, write: WriteProgress): Procedure<StepResult> {
  const link = yield* ask({ call: 'readlink', path: join(config.volume, DATA_DIR) });
  if (!failed(link)) return { oldTs: link.target };
  if (!isNotExist(link)) return { error: link.errno };
  return { oldTs: '', newNames: newNames([], write.payload) };
}

/** Step 3 (K33). */
export function* findPathsToRemove(config: AtomicWriterConfig, write: WriteProgress): Procedure<StepResult> {
  const oldPaths = yield* walkPaths(join(config.volume, write.oldTs));
  return { stale: pathsToRemove(oldPaths, write.payload), newNames: newNames(oldPaths, write.payload) };
}

/** Step 4: shouldWritePayload. An unchanged version keeps its directory, so `oldTs` is forgotten (K34). */
export function* compare(config: AtomicWriterConfig, write: WriteProgress): Procedure<StepResult> {
  const oldPath = join(config.volume, write.oldTs);
  let differs = false;
  for (const key of ranged(config, Object.keys(write.payload), 'step4ShouldWrite')) {
    const found = yield* shouldWriteFile(join(oldPath, key), write.payload[key] ?? '');
    if ('errno' in found) return { error: found.errno };
    if (found.differs) {
      differs = true;
      break;
    }
  }
  return differs || write.stale.length > 0 ? {} : { shouldWrite: false, oldTs: '' };
}

function* shouldWriteFile(path: string, content: string): Procedure<{ readonly differs: boolean } | Failure> {
  const found = yield* ask({ call: 'lstat', path });
  if (failed(found) && isNotExist(found)) return { differs: true };
  const read = yield* readFile(path);
  return failed(read) ? read : { differs: read.content !== content };
}

/** Step 5: mkdir 0700, then chmod 0755 whatever the umask (K35). */
export function* newTimestampDir(config: AtomicWriterConfig, write: WriteProgress): Procedure<StepResult> {
  const made = yield* mkdirTemp(config.volume, TS_PREFIX, write.lastTs + 1);
  if (failed(made)) return { error: made.errno };
  const path = join(config.volume, tsName(made.number));
  const opened = yield* attempt({ call: 'chmod', path, mode: 0o755 });
  return failed(opened) ? { error: opened.errno } : { lastTs: made.number };
}

/** Step 6: every key, changed or not (K36). */
export function* writePayload(config: AtomicWriterConfig, write: WriteProgress): Procedure<StepResult> {
  for (const key of ranged(config, Object.keys(write.payload), 'step6WritePayload')) {
    const path = join(newTsPath(config, write), key);
    const written = yield* writeProjection(config, path, write.payload[key] ?? '');
    if (failed(written)) return { error: written.errno };
  }
  return {};
}

function* writeProjection(config: AtomicWriterConfig, path: string, content: string): Procedure<object | Failure> {
  const made = yield* mkdirAll(`${splitPath(path)[0]}/`, 0o777);
  if (failed(made)) return made;
  const written = yield* writeFile(path, content, config.defaultMode);
  if (failed(written)) return written;
  const opened = yield* attempt({ call: 'chmod', path, mode: config.defaultMode });
  if (failed(opened) || (config.fsUser ?? null) === null) return opened;
  return yield* attempt({ call: 'lchown', path, uid: config.fsUser ?? -1, gid: -1 });
}

/** Step 7, where the release has it: over the whole volume, what is still published included (K37). */
export function* setPerms(config: AtomicWriterConfig): Procedure<StepResult> {
  return config.features.setPerms === 'before-publish' ? yield* setOwnership(config) : {};
}

/** After Write in releases that have no step 7 (K43). */
export function* setOwnership(config: AtomicWriterConfig): Procedure<StepResult> {
  if (config.fsGroup === null) return {};
  return resultOf(yield* setVolumeOwnership(config.volume, config.fsGroup));
}

/** Step 8. A leftover ..data_tmp of a killed kubelet makes it fail with EEXIST (K38, K46). */
export function* linkDataTmp(config: AtomicWriterConfig, write: WriteProgress): Procedure<StepResult> {
  const path = join(config.volume, NEW_DATA_DIR);
  return resultOf(yield* attempt({ call: 'symlink', target: tsName(write.lastTs), path }));
}

/** Step 9, the one atomic moment (K39). */
export function* publish(config: AtomicWriterConfig): Procedure<StepResult> {
  return resultOf(yield* rename(join(config.volume, NEW_DATA_DIR), join(config.volume, DATA_DIR)));
}

/** After a failed step 8; its own error is only logged (K44). */
export function* cleanUpLink(config: AtomicWriterConfig, write: WriteProgress): Procedure<StepResult> {
  yield* removeAll(newTsPath(config, write), config.features.removeAll);
  return {};
}

/** After a failed step 9; its own errors are only logged (K44). */
export function* cleanUpRename(config: AtomicWriterConfig, write: WriteProgress): Procedure<StepResult> {
  yield* remove(join(config.volume, NEW_DATA_DIR));
  return yield* cleanUpLink(config, write);
}

/** Step 10: createUserVisibleFiles, once for every key, so a directory of two keys is looked at twice (K40). */
export function* makeUserVisibleLinks(config: AtomicWriterConfig, write: WriteProgress): Procedure<StepResult> {
  for (const name of yield* linkOrder(config, write)) {
    const path = join(config.volume, name);
    const link = yield* ask({ call: 'readlink', path });
    if (!failed(link) || !isNotExist(link)) continue;
    const made = yield* attempt({ call: 'symlink', target: `${DATA_DIR}/${name}`, path });
    if (failed(made)) return { error: made.errno };
  }
  return {};
}

/** The map order of step 10; where it is explored, links that are there come first, as nobody sees those (K47). */
function* linkOrder(config: AtomicWriterConfig, write: WriteProgress): Procedure<readonly string[]> {
  const names = ranged(config, Object.keys(write.payload), 'step10UserVisibleLinks').map(userVisibleName);
  if (config.exploreMapOrder !== true) return names;
  const isNew = new Set(write.newNames);
  return [...names.filter((name) => !isNew.has(name)), ...(yield* chosenOrder('next new link', write.newNames))];
}

/** Step 11: only names without a slash are links; the last error is returned, after all were tried (K41). */
export function* removeStaleLinks(config: AtomicWriterConfig, write: WriteProgress): Procedure<StepResult> {
  const names = write.stale.filter((path) => !path.includes('/'));
  const order =
    config.exploreMapOrder === true
      ? yield* chosenOrder('next link to remove', names)
      : ranged(config, names, 'step11RemoveStaleLinks');
  let result: StepResult = {};
  for (const name of order) {
    const removed = yield* remove(join(config.volume, name));
    if (failed(removed)) result = { error: removed.errno };
  }
  return result;
}

/** An order of `names`, one choice after the other; one name leaves nothing to choose (K47). */
function* chosenOrder(question: string, names: readonly string[]): Procedure<readonly string[]> {
  const order: string[] = [];
  let left = names;
  while (left.length > 1) {
    const next = yield* choose(question, left);
    order.push(next);
    left = left.filter((name) => name !== next);
  }
  return [...order, ...left];
}

/** Step 12. Nothing to do on a first write and when nothing changed (K42). */
export function* removeOld(config: AtomicWriterConfig, write: WriteProgress): Procedure<StepResult> {
  if (write.oldTs === '') return {};
  return resultOf(yield* removeAll(join(config.volume, write.oldTs), config.features.removeAll));
}
