import { describe, expect, test } from 'vitest';
import { drive } from './driver.ts';

describe('W23 raw inotify', () => {
  test('records pass through under the names of their bits', () => {
    const steps = [
      ['Add', '/m'],
      ['mkdir', '/m/d'],
      ['file', '/m/a'],
      ['drain'],
      ['append', '/m/a'],
      ['drain'],
    ] as const;
    expect(drive('inotify', steps)).toEqual([
      'IN_CREATE|IN_ISDIR "/m/d"',
      'IN_CREATE "/m/a"',
      'IN_CLOSE_WRITE "/m/a"',
      'IN_MODIFY "/m/a"',
      'IN_CLOSE_WRITE "/m/a"',
    ]);
  });

  test('the end of a watch is delivered, and takes the path off the map', () => {
    const steps = [
      ['file', '/m/a'],
      ['Add', '/m/a'],
      ['unlink', '/m/a'],
      ['drain'],
      ['list'],
      ['Remove', '/m/a'],
    ] as const;
    expect(drive('inotify', steps)).toEqual([
      'IN_ATTRIB "/m/a"',
      'IN_DELETE_SELF "/m/a"',
      'IN_IGNORED "/m/a"',
      'list: ',
      'Remove /m/a: invalid argument',
    ]);
  });

  test('a second path of one inode takes its name over', () => {
    const steps = [
      ['file', '/m/a'],
      ['link', '/m/a', '/m/b'],
      ['Add', '/m/a'],
      ['Add', '/m/b'],
      ['chmod', '/m/a'],
      ['drain'],
    ] as const;
    expect(drive('inotify', steps)).toEqual(['IN_ATTRIB "/m/b"']);
  });

  test('IN_DONT_FOLLOW watches the symbolic link itself', () => {
    const steps = [
      ...([
        ['file', '/m/a'],
        ['symlink', 'a', '/m/l'],
        ['Add', '/m/l'],
      ] as const),
      ...([['chmod', '/m/a'], ['unlink', '/m/l'], ['drain']] as const),
    ];
    expect(drive('inotify', steps)).toEqual(['IN_ATTRIB "/m/l"']);
    expect(drive('inotify', steps, { options: { dontFollow: true } })).toEqual([
      'IN_ATTRIB "/m/l"',
      'IN_DELETE_SELF "/m/l"',
      'IN_IGNORED "/m/l"',
    ]);
  });

  test('the overflow has no name, and failures are those of the system calls', () => {
    const steps = [['Add', '/m'], ['file', '/m/a'], ['file', '/m/b'], ['drain'], ['Add', '/m/x']] as const;
    expect(drive('inotify', steps, { limits: { maxQueuedEvents: 1 } })).toEqual([
      'IN_CREATE "/m/a"',
      'IN_Q_OVERFLOW ""',
      'Add /m/x: no such file or directory',
    ]);
    expect(drive('inotify', [], { limits: { maxUserInstances: 0 } })).toEqual(['NewWatcher: too many open files']);
  });
});
