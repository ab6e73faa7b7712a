import { describe, expect, test } from 'vitest';
import type { ActorEvent } from '../../../src/actors/effects.ts';
import { pollLibrary } from '../../../src/actors/watcher/poll-library.ts';
import { createPollMachine } from '../../../src/actors/watcher/poll-machine.ts';
import { type Driven, drive } from '../transcript.ts';

const FILE = '/etc/config/feature.yaml';
const stat = (mtime: number, size = 10): ActorEvent => ({ type: 'returned', result: { mtime, size } as never });
const missing: ActorEvent = { type: 'returned', result: { errno: 'ENOENT' } };
const woken = { type: 'xstate.after.interval.watcher.sleeping' };

function poller(): Driven {
  const watcher = drive(createPollMachine(5007));
  const { tables } = pollLibrary.add({ paths: [] }, FILE, () => ({ mtime: 1, size: 10 }) as never);
  watcher.give({ type: 'opened', instance: 0, tables });
  return watcher;
}

describe('W33 a stat poller', () => {
  test('sleeps for its interval, then looks', () => {
    expect(poller().line()).toBe('sleeping +xstate.after.interval.watcher.sleeping 5007ms');
    expect(poller().give(woken)).toEqual([`comparing stat(${FILE}) -xstate.after.interval.watcher.sleeping`]);
  });

  test.each([
    ['the same time and size: nothing', stat(1), null],
    ['an older time is a change too', stat(0), 'WRITE'],
    ['another size at the same time', stat(1, 0), 'WRITE'],
    ['a file that is gone', missing, 'REMOVE'],
  ] as const)('%s', (_, answer, op) => {
    const watcher = poller();
    watcher.give(woken, answer);
    const { waiting } = watcher.state();
    expect(waiting?.type === 'send' ? waiting.delivery : null).toEqual(
      op === null ? null : { channel: 'Events', event: { name: FILE, op } },
    );
  });

  test('a file that comes back', () => {
    const watcher = poller();
    watcher.give(woken, missing, { type: 'sent' }, woken, stat(1));
    expect(watcher.state().waiting).toEqual({
      type: 'send',
      delivery: { channel: 'Events', event: { name: FILE, op: 'CREATE' } },
    });
  });
});
