import { expect, test } from 'vitest';
import { leavesName, opOf } from '../../../src/actors/watcher/fsnotify/op.ts';
import { IN } from '../../../src/kernel/vocabulary.ts';

test.each([
  [IN.IN_CREATE, 'CREATE'],
  [IN.IN_CREATE | IN.IN_ISDIR, 'CREATE'],
  [IN.IN_MOVED_TO, 'CREATE'],
  [IN.IN_DELETE, 'REMOVE'],
  [IN.IN_DELETE_SELF, 'REMOVE'],
  [IN.IN_MODIFY, 'WRITE'],
  [IN.IN_MOVED_FROM, 'RENAME'],
  [IN.IN_MOVE_SELF, 'RENAME'],
  [IN.IN_ATTRIB | IN.IN_ISDIR, 'CHMOD'],
  [IN.IN_CLOSE_WRITE, ''],
  [IN.IN_UNMOUNT, ''],
  [IN.IN_Q_OVERFLOW, ''],
  [IN.IN_CREATE | IN.IN_DELETE | IN.IN_MODIFY | IN.IN_MOVE_SELF | IN.IN_ATTRIB, 'CREATE|REMOVE|WRITE|RENAME|CHMOD'],
])('W3 mask %i is %j', (mask, op) => {
  expect(opOf(mask)).toBe(op);
});

test.each([
  [IN.IN_DELETE, true],
  [IN.IN_DELETE_SELF, true],
  [IN.IN_MOVED_FROM, true],
  [IN.IN_MOVE_SELF, true],
  [IN.IN_MOVED_TO, false],
  [IN.IN_ATTRIB, false],
  [0, false],
])('W5 after mask %i the name need not exist: %s', (mask, leaves) => {
  expect(leavesName(mask)).toBe(leaves);
});
