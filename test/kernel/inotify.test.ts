// One inotify instance as a pure value: watches, queue, overflow, merging, records.

import { expect, test } from 'vitest';
import {
  addWatch,
  deliver,
  type InotifyInstance,
  newInstance,
  readEvents,
  recordBytes,
  rmWatch,
} from '../../src/kernel/inotify.ts';
import type { Notification } from '../../src/kernel/system-call.ts';
import { formatMask, IN, IN_ALL_EVENTS } from '../../src/kernel/vocabulary.ts';

/** An instance with wd 1 on inode 7. */
function watching(mask: number = IN_ALL_EVENTS, maxQueuedEvents: number = 100): InotifyInstance {
  return addWatch(newInstance(0, maxQueuedEvents), 7, mask, true).instance;
}

const tell = (bit: number, name: string = '', ino: number = 7, cookie: number = 0): Notification => ({
  ino,
  mask: bit,
  name,
  cookie,
});

function queued({ queue }: InotifyInstance): readonly string[] {
  return queue.map(({ wd, mask, name }) => `${wd} ${formatMask(mask).join('|')} ${name}`.trim());
}

test('I1: a watch hears of its inode and of no other', () => {
  const heard = deliver(watching(), [tell(IN.IN_OPEN, '', 8), tell(IN.IN_OPEN)]);
  expect(queued(heard)).toEqual(['1 IN_OPEN']);
});

test('I2: a second watch on an inode keeps the wd and replaces the mask, or adds to it, or is refused', () => {
  const first = watching(IN.IN_ATTRIB | IN.IN_OPEN);
  const replaced = addWatch(first, 7, IN.IN_MODIFY, true);
  expect(replaced).toMatchObject({ result: 1, instance: { watches: [{ wd: 1, mask: IN.IN_MODIFY }] } });
  const added = addWatch(first, 7, IN.IN_MODIFY | IN.IN_MASK_ADD, true);
  expect(added.instance.watches[0]?.mask).toBe(IN.IN_ATTRIB | IN.IN_OPEN | IN.IN_MODIFY);
  expect(addWatch(first, 7, IN.IN_MODIFY | IN.IN_MASK_CREATE, true)).toEqual({ instance: first, result: 'EEXIST' });
});

test('I3: wds increase; one that a limit refused is lost', () => {
  const refused = addWatch(watching(), 8, IN_ALL_EVENTS, false);
  expect(refused.result).toBe('ENOSPC');
  expect(addWatch(refused.instance, 8, IN_ALL_EVENTS, true).result).toBe(3);
  const without = rmWatch(watching(), 1);
  expect(without === 'EINVAL' ? without : addWatch(without, 7, IN_ALL_EVENTS, true).result).toBe(2);
});

test('I4: a watch ends with IN_IGNORED, whatever its mask, and a wd that is gone is EINVAL', () => {
  const removed = rmWatch(watching(IN.IN_OPEN), 1);
  expect(removed === 'EINVAL' ? removed : queued(removed)).toEqual(['1 IN_IGNORED']);
  expect(rmWatch(watching(), 2)).toBe('EINVAL');
  const deleted = deliver(watching(IN.IN_OPEN), [tell(IN.IN_DELETE_SELF)]);
  expect(queued(deleted)).toEqual(['1 IN_IGNORED']);
  expect(deleted.watches).toEqual([]);
  expect(queued(deliver(watching(IN.IN_OPEN), [tell(IN.IN_UNMOUNT)]))).toEqual(['1 IN_UNMOUNT', '1 IN_IGNORED']);
});

test('I4: IN_ONESHOT ends after the first event that was asked for', () => {
  const once = watching(IN.IN_ATTRIB | IN.IN_ONESHOT);
  const heard = deliver(once, [tell(IN.IN_OPEN), tell(IN.IN_ATTRIB), tell(IN.IN_ATTRIB)]);
  expect(queued(heard)).toEqual(['1 IN_ATTRIB', '1 IN_IGNORED']);
});

test('I5: IN_EXCL_UNLINK passes over what comes through an unlinked entry', () => {
  const heard = deliver(watching(IN_ALL_EVENTS | IN.IN_EXCL_UNLINK), [
    { ...tell(IN.IN_MODIFY, 'a'), unlinked: true },
    tell(IN.IN_CREATE, 'b'),
  ]);
  expect(queued(heard)).toEqual(['1 IN_CREATE b']);
});

test('I6: the queue takes as many events as its limit, then one marker, then nothing', () => {
  const events = ['a', 'b', 'c', 'd'].map((name) => tell(IN.IN_CREATE, name));
  expect(queued(deliver(watching(IN_ALL_EVENTS, 2), events))).toEqual([
    '1 IN_CREATE a',
    '1 IN_CREATE b',
    '-1 IN_Q_OVERFLOW',
  ]);
  expect(queued(deliver(watching(IN_ALL_EVENTS, 0), events))).toEqual(['-1 IN_Q_OVERFLOW']);
});

test('I6: the marker counts as an event, and there is no second one until it is read', () => {
  const full = deliver(
    watching(IN_ALL_EVENTS, 3),
    ['a', 'b', 'c', 'd'].map((name) => tell(IN.IN_CREATE, name)),
  );
  const drained = readEvents(full, 64);
  expect('errno' in drained ? drained : drained.events).toHaveLength(2);
  const later =
    'errno' in drained
      ? full
      : deliver(
          drained.instance,
          ['e', 'f', 'g'].map((name) => tell(IN.IN_CREATE, name)),
        );
  expect(queued(later)).toEqual(['1 IN_CREATE c', '-1 IN_Q_OVERFLOW', '1 IN_CREATE e']);
});

test('I6: the end of a watch can be lost; the watch is gone all the same', () => {
  const full = deliver(watching(IN_ALL_EVENTS, 1), [tell(IN.IN_OPEN), tell(IN.IN_DELETE_SELF)]);
  expect(queued(full)).toEqual(['1 IN_OPEN', '-1 IN_Q_OVERFLOW']);
  expect(rmWatch(full, 1)).toBe('EINVAL');
});

test('I7: an event equal to the last unread one is dropped; the cookie does not count, the first one stays', () => {
  const merged = deliver(watching(), [tell(IN.IN_MOVED_FROM, 'a', 7, 1), tell(IN.IN_MOVED_FROM, 'a', 7, 2)]);
  expect(merged.queue).toEqual([{ wd: 1, mask: IN.IN_MOVED_FROM, cookie: 1, name: 'a' }]);
  const apart = deliver(watching(), [tell(IN.IN_ATTRIB, 'a'), tell(IN.IN_ATTRIB, 'b'), tell(IN.IN_ATTRIB, 'a')]);
  expect(apart.queue).toHaveLength(3);
});

test('I7: at a full queue nothing merges', () => {
  const full = deliver(watching(IN_ALL_EVENTS, 1), [tell(IN.IN_ATTRIB), tell(IN.IN_ATTRIB)]);
  expect(queued(full)).toEqual(['1 IN_ATTRIB', '-1 IN_Q_OVERFLOW']);
});

test.each([
  ['', 16],
  ['n'.repeat(1), 32],
  ['n'.repeat(15), 32],
  ['n'.repeat(16), 48],
  ['n'.repeat(255), 272],
  ['é'.repeat(8), 48],
])('I8: the record of an event named %j takes %i bytes', (name, bytes) => {
  expect(recordBytes({ wd: 1, mask: IN.IN_CREATE, cookie: 0, name })).toBe(bytes);
});

test('I8: a read gives whole records; EINVAL when the first does not fit, EAGAIN when there is none', () => {
  const two = deliver(watching(), [tell(IN.IN_CREATE, 'a'), tell(IN.IN_CREATE, 'b')]);
  expect(readEvents(two, 31)).toEqual({ errno: 'EINVAL' });
  expect(readEvents(two, 63)).toMatchObject({ bytes: 32, events: [{ name: 'a' }] });
  expect(readEvents(watching(), 64)).toEqual({ errno: 'EAGAIN' });
});
