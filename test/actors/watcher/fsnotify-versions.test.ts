import { describe, expect, test } from 'vitest';
import { findLibrary, watcherLibraries } from '../../../src/actors/watcher/libraries.ts';
import { drive, type Setting, type Step } from './driver.ts';

const VERSIONS = ['1.4.9', '1.5.4', '1.6.0', '1.7.0', '1.8.0', '1.9.0', '1.10.1'] as const;
type Version = (typeof VERSIONS)[number];

/** `expected` names the first version of each behaviour; it holds until the next one named. */
interface Row {
  readonly rule: string;
  readonly steps: readonly Step[];
  readonly expected: Partial<Record<Version, readonly string[]>> & Record<'1.4.9', readonly string[]>;
  readonly setting?: Setting;
}

const REPLACE_FILE: readonly Step[] = [
  ['file', '/m/new'],
  ['rename', '/m/new', '/m/a'],
];
const TWO_NAMES: readonly Step[] = [
  ['file', '/m/a'],
  ['link', '/m/a', '/m/b'],
  ['Add', '/m/a'],
  ['Add', '/m/b'],
];
const ALONE: readonly string[] = ['CHMOD "/m/a"', 'REMOVE "/m/a"'];

const ROWS: readonly Row[] = [
  {
    rule: 'W1 Add of a path with .. watches its lexical parent',
    steps: [['mkdir', '/m/d'], ['Add', '/m/d/..'], ['file', '/m/a'], ['drain']],
    expected: { '1.4.9': ['CREATE "/m/a"'] },
  },
  {
    rule: 'W2 the path given to Add, cleaned, names the events',
    steps: [['mkdir', '/m/d'], ['symlink', 'd', '/m/l'], ['Add', '/m//l/'], ['file', '/m/d/a'], ['drain']],
    expected: { '1.4.9': ['CREATE "/m/l/a"'] },
  },
  {
    rule: 'W4 the end of a watch is not delivered',
    steps: [['file', '/m/a'], ['Add', '/m/a'], ['Remove', '/m/a'], ['drain'], ['list']],
    expected: { '1.4.9': ['list: '] },
  },
  {
    rule: 'W5 a name that is gone when the reader comes is dropped',
    steps: [['Add', '/m'], ['file', '/m/tmp'], ['append', '/m/tmp'], ['rename', '/m/tmp', '/m/a'], ['drain']],
    expected: {
      '1.4.9': ['RENAME "/m/tmp"', 'CREATE "/m/a"'],
      '1.6.0': ['CREATE "/m/tmp"', 'WRITE "/m/tmp"', 'RENAME "/m/tmp"', 'CREATE "/m/a"'],
    },
  },
  {
    rule: 'W5 a name below what is a file by now is kept: ENOTDIR is not ENOENT',
    steps: [
      ...([
        ['mkdir', '/m/d'],
        ['Add', '/m/d'],
        ['file', '/m/d/a'],
      ] satisfies Step[]),
      ...([['rename', '/m/d', '/m/e'], ['file', '/m/d'], ['drain']] satisfies Step[]),
    ],
    expected: { '1.4.9': ['CREATE "/m/d/a"', 'RENAME "/m/d"'] },
  },
  {
    rule: 'W7, W8, W10 Add again before IN_DELETE_SELF is read (#399)',
    steps: [
      ['file', '/m/a'],
      ['Add', '/m/a'],
      ...REPLACE_FILE,
      ['Add', '/m/a'],
      ['drain'],
      ['chmod', '/m/a'],
      ['drain'],
    ],
    expected: {
      '1.4.9': ['CHMOD "/m/a"', 'REMOVE "/m/a"'],
      '1.6.0': ['CHMOD "/m/a"', 'REMOVE "/m/a"', 'CHMOD ""'],
      '1.7.0': ['CHMOD ""', 'REMOVE ""', 'CHMOD "/m/a"'],
      '1.8.0': ['CHMOD "/m/a"'],
    },
  },
  {
    rule: 'W8 after that the path is off the record although its inode is watched',
    steps: [['file', '/m/a'], ['Add', '/m/a'], ...REPLACE_FILE, ['Add', '/m/a'], ['drain'], ['list']],
    expected: {
      '1.4.9': [...ALONE, 'list: '],
      '1.7.0': ['CHMOD ""', 'REMOVE ""', 'list: /m/a'],
      '1.8.0': ['list: /m/a'],
    },
  },
  {
    rule: 'W9, W15 two names of one inode',
    steps: [...TWO_NAMES, ['chmod', '/m/b'], ['drain'], ['list']],
    expected: {
      '1.4.9': ['CHMOD "/m/b"', 'list: /m/a /m/b'],
      '1.9.0': ['CHMOD "/m/a"', 'list: /m/a'],
    },
  },
  {
    rule: 'W9, W19, W20, W21 Remove of the name added last, then of the other',
    steps: [...TWO_NAMES, ['Remove', '/m/b'], ['Remove', '/m/a'], ['drain']],
    expected: {
      '1.4.9': ['Remove /m/a: invalid argument'],
      '1.8.0': ['Remove /m/a: panic: runtime error: invalid memory address or nil pointer dereference'],
      '1.9.0': ["Remove /m/b: fsnotify: can't remove non-existent watch: /m/b"],
    },
  },
  {
    rule: 'W15, W21 a path that comes to lead to a watched inode leaves a stale entry',
    steps: [
      ...([
        ['file', '/m/a'],
        ['file', '/m/b'],
        ['symlink', 'a', '/m/l'],
      ] satisfies Step[]),
      ...([
        ['Add', '/m/l'],
        ['Add', '/m/b'],
        ['symlink', 'b', '/m/t'],
        ['rename', '/m/t', '/m/l'],
      ] satisfies Step[]),
      ...([['Add', '/m/l'], ['chmod', '/m/b'], ['drain'], ['list'], ['Remove', '/m/l']] satisfies Step[]),
    ],
    expected: {
      '1.4.9': ['CHMOD "/m/b"', 'list: /m/b /m/l'],
      '1.7.0': ['CHMOD "/m/l"', 'list: /m/b /m/l'],
      '1.9.0': [
        'CHMOD "/m/b"',
        'list: /m/b /m/l',
        'Remove /m/l: panic: runtime error: invalid memory address or nil pointer dereference',
      ],
    },
  },
  {
    rule: 'W11, W12 a watched path is renamed away and written',
    steps: [['file', '/m/a'], ['Add', '/m/a'], ['rename', '/m/a', '/m/b'], ['drain'], ['append', '/m/b'], ['drain']],
    expected: { '1.4.9': ['RENAME "/m/a"'], '1.6.0': ['RENAME "/m/a"', 'WRITE "/m/a"'], '1.7.0': ['RENAME "/m/a"'] },
  },
  {
    rule: 'W11 the inode of a renamed path is gone before the reader comes',
    steps: [['file', '/m/a'], ['Add', '/m/a'], ['rename', '/m/a', '/m/b'], ['unlink', '/m/b'], ['drain']],
    expected: {
      '1.4.9': ['RENAME "/m/a"', 'REMOVE "/m/a"'],
      '1.6.0': ['RENAME "/m/a"', 'CHMOD "/m/a"', 'REMOVE "/m/a"'],
      '1.7.0': ['Errors: invalid argument', 'RENAME "/m/a"', 'CHMOD ""', 'REMOVE ""'],
      '1.8.0': ['Errors: invalid argument', 'RENAME "/m/a"'],
    },
  },
  {
    rule: 'W13 records of a watch that Remove took away meanwhile',
    steps: [['Add', '/m'], ['file', '/m/a'], ['Remove', '/m'], ['drain']],
    expected: { '1.4.9': [], '1.6.0': ['CREATE "/a"'], '1.8.0': [] },
  },
  {
    rule: 'W14 the directory of a deleted file is watched too',
    steps: [['file', '/m/a'], ['Add', '/m'], ['Add', '/m/a'], ['unlink', '/m/a'], ['drain']],
    expected: {
      '1.4.9': ['REMOVE "/m/a"', 'REMOVE "/m/a"'],
      '1.6.0': ['CHMOD "/m/a"', 'REMOVE "/m/a"', 'REMOVE "/m/a"'],
      '1.8.0': ['CHMOD "/m/a"', 'REMOVE "/m/a"'],
    },
  },
  {
    rule: 'W14 the lexical parent counts, not the directory that holds the file',
    steps: [
      ...([
        ['mkdir', '/m/d'],
        ['file', '/m/d/a'],
        ['symlink', 'd/a', '/m/l'],
        ['Add', '/m'],
      ] satisfies Step[]),
      ...([['Add', '/m/l'], ['unlink', '/m/d/a'], ['drain']] satisfies Step[]),
    ],
    expected: { '1.4.9': ['CHMOD "/m/l"', 'REMOVE "/m/l"'], '1.8.0': ['CHMOD "/m/l"'] },
  },
  {
    rule: 'W16, W17 the watched directory is unmounted',
    steps: [['tmpfs', '/m/t'], ['Add', '/m/t'], ['umount', '/m/t'], ['drain'], ['list']],
    expected: { '1.4.9': [' "/m/t"', 'list: /m/t'], '1.9.0': ['list: '] },
  },
  {
    rule: 'W18 the queue overflows',
    steps: [
      ['Add', '/m'],
      ['file', '/m/a'],
      ['file', '/m/b'],
      ['file', '/m/c'],
      ['drain'],
      ['file', '/m/d'],
      ['drain'],
    ],
    setting: { limits: { maxQueuedEvents: 1 } },
    expected: {
      '1.4.9': ['CREATE "/m/a"', 'Errors: fsnotify queue overflow', 'CREATE "/m/d"'],
      '1.6.0': ['CREATE "/m/a"', 'Errors: fsnotify queue overflow', ' ""', 'CREATE "/m/d"'],
      '1.7.0': ['CREATE "/m/a"', 'Errors: fsnotify: queue or buffer overflow', ' ""', 'CREATE "/m/d"'],
      '1.8.0': ['CREATE "/m/a"', 'Errors: fsnotify: queue or buffer overflow', 'CREATE "/m/d"'],
    },
  },
  {
    rule: 'W19 Remove of a path that was never added',
    steps: [['Remove', '/m/x/../a']],
    expected: {
      '1.4.9': ["Remove /m/x/../a: can't remove non-existent inotify watch for: /m/a"],
      '1.6.0': ["Remove /m/x/../a: can't remove non-existent watcher: /m/a"],
      '1.7.0': ["Remove /m/x/../a: fsnotify: can't remove non-existent watch: /m/a"],
    },
  },
  {
    rule: 'W20 Remove of a file that was deleted before the reader came',
    steps: [['file', '/m/a'], ['Add', '/m/a'], ['unlink', '/m/a'], ['Remove', '/m/a'], ['list'], ['drain']],
    expected: {
      '1.4.9': ['Remove /m/a: invalid argument', 'list: ', 'REMOVE ""'],
      '1.6.0': ['Remove /m/a: invalid argument', 'list: ', 'CHMOD ""', 'REMOVE ""'],
      '1.8.0': ['Remove /m/a: invalid argument', 'list: '],
    },
  },
  {
    rule: 'W22 no instance is left',
    steps: [],
    setting: { limits: { maxUserInstances: 0 } },
    expected: {
      '1.4.9': ['NewWatcher: too many open files'],
      '1.10.1': ["NewWatcher: couldn't initialize inotify: too many open files"],
    },
  },
  {
    rule: 'W20 Add returns the errno and changes nothing',
    steps: [['symlink', 'nowhere', '/m/l'], ['Add', '/m/l'], ['list']],
    expected: { '1.4.9': ['Add /m/l: no such file or directory', 'list: '] },
  },
];

describe.each(ROWS)('$rule', ({ steps, expected, setting }) => {
  test.each(VERSIONS)('fsnotify %s', (version) => {
    const since = VERSIONS.slice(0, VERSIONS.indexOf(version) + 1).findLast((each) => expected[each] !== undefined);
    expect(drive(`fsnotify@${version}`, steps, setting)).toEqual(expected[since ?? '1.4.9']);
  });
});

test('W24 the reader of every release has a buffer of 64 KiB', () => {
  for (const version of VERSIONS) expect(findLibrary(`fsnotify@${version}`)?.bufferBytes).toBe(65_536);
});

test('every library is listed under its own id', () => {
  for (const [id, library] of Object.entries(watcherLibraries)) expect(library.id).toBe(id);
  expect(findLibrary('fsnotify@0.9.0')).toBeUndefined();
});
