// Every watcher library, by id: the one list from which ids, the YAML schema, pickers and test matrices derive.
//
// A new library is one file and one line here. Their tables are each library's own affair and opaque to everyone else.
import { fsnotify } from './fsnotify/fsnotify.ts';
import { V1_4_9, V1_5_0, V1_5_4, V1_6_0, V1_7_0, V1_8_0, V1_9_0, V1_10_1 } from './fsnotify/versions.ts';
import type { WatcherLibrary } from './library.ts';
import { pollLibrary } from './poll-library.ts';
import { rawInotify } from './raw-inotify.ts';

export const watcherLibraries = {
  'fsnotify@1.4.9': fsnotify(V1_4_9),
  'fsnotify@1.5.0': fsnotify(V1_5_0),
  'fsnotify@1.5.4': fsnotify(V1_5_4),
  'fsnotify@1.6.0': fsnotify(V1_6_0),
  'fsnotify@1.7.0': fsnotify(V1_7_0),
  'fsnotify@1.8.0': fsnotify(V1_8_0),
  'fsnotify@1.9.0': fsnotify(V1_9_0),
  'fsnotify@1.10.1': fsnotify(V1_10_1),
  inotify: rawInotify,
  poll: pollLibrary,
} as const satisfies Readonly<Record<string, WatcherLibrary<unknown>>>;

export type WatcherLibraryId = keyof typeof watcherLibraries;

/** The library with this id, or undefined. */
export function findLibrary(id: string): WatcherLibrary<unknown> | undefined {
  return Object.hasOwn(watcherLibraries, id) ? watcherLibraries[id as WatcherLibraryId] : undefined;
}
