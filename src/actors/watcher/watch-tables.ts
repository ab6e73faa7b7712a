// The two maps of a Watcher: path to watch descriptor, and watch descriptor to path.
//
// Every modelled version of fsnotify keeps this pair under some name (`watches` and `paths` up to 1.6, `path` and
// `wd` from 1.7); what differs is who updates which half, and when they disagree: those rules are in fsnotify/.
// Entries are sorted, so equal tables are equal JSON. Leaves out a watch's flags: every watch has the same mask.

export interface WatchTables {
  readonly instance: number;
  /** Sorted by path. */
  readonly wdOf: readonly (readonly [path: string, wd: number])[];
  /** Sorted by watch descriptor. */
  readonly pathOf: readonly (readonly [wd: number, path: string])[];
}

type Entries<Key, Value> = readonly (readonly [Key, Value])[];

/** The tables of a Watcher that watches nothing. */
export function emptyTables(instance: number): WatchTables {
  return { instance, wdOf: [], pathOf: [] };
}

/** The descriptor on record for a path, or undefined. */
export function wdOfPath(tables: WatchTables, path: string): number | undefined {
  return tables.wdOf.find(([each]) => each === path)?.[1];
}

/** The path on record for a descriptor, or undefined. */
export function pathOfWd(tables: WatchTables, wd: number): string | undefined {
  return tables.pathOf.find(([each]) => each === wd)?.[1];
}

export function setWd(tables: WatchTables, path: string, wd: number): WatchTables {
  return { ...tables, wdOf: withEntry(tables.wdOf, path, wd) };
}

export function setPath(tables: WatchTables, wd: number, path: string): WatchTables {
  return { ...tables, pathOf: withEntry(tables.pathOf, wd, path) };
}

export function deletePath(tables: WatchTables, path: string): WatchTables {
  return { ...tables, wdOf: tables.wdOf.filter(([each]) => each !== path) };
}

export function deleteWd(tables: WatchTables, wd: number): WatchTables {
  return { ...tables, pathOf: tables.pathOf.filter(([each]) => each !== wd) };
}

/** Every path on record, sorted. */
export function watchedPaths(tables: WatchTables): readonly string[] {
  return tables.wdOf.map(([path]) => path);
}

function withEntry<Key extends string | number, Value>(
  entries: Entries<Key, Value>,
  key: Key,
  value: Value,
): Entries<Key, Value> {
  const before = entries.filter(([each]) => each < key);
  const after = entries.filter(([each]) => each > key);
  return [...before, [key, value], ...after];
}
