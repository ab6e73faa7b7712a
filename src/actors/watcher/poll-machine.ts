// A stat-polling watcher: no inotify, one stat(2) per path and interval, an event when mtime or size differ.
//
// Source: Node's fs.watchFile, chokidar's usePolling, watchdog's PollingObserver, .NET's polling watcher
// (facts/strategies.md 4.5 to 4.7): they compare (mtime, size) of the followed path with `!=`.
// Leaves out: listing of directories. A vanished path is reported as REMOVE, a new one as CREATE. Rule W33.
import { assign, setup } from 'xstate';
import type { Result } from '../../kernel/system-call.ts';
import { type ActorEvent, type Delivery, effectActions } from '../effects.ts';
import type { PollTables, Seen } from './poll-library.ts';

export interface PollContext {
  readonly tables: PollTables | null;
  /** Which path of the table is being looked at. */
  readonly index: number;
  readonly sends: readonly Delivery[];
}

/** What stat(2) told, as far as a poller compares it; null when the path does not exist. */
export function seenFrom(result: Result): Seen | null {
  return 'mtime' in result ? { mtime: result.mtime, size: result.size } : null;
}

function opOf(before: Seen | null, now: Seen | null): 'CREATE' | 'REMOVE' | 'WRITE' | null {
  if (before === null) return now === null ? null : 'CREATE';
  if (now === null) return 'REMOVE';
  return before.mtime === now.mtime && before.size === now.size ? null : 'WRITE';
}

function afterStat(context: PollContext, result: Result): Partial<PollContext> {
  const path = context.tables?.paths[context.index];
  if (context.tables === null || path === undefined) return {};
  const now = seenFrom(result);
  const op = opOf(path.seen, now);
  if (op === null) return { index: context.index + 1 };
  const paths = context.tables.paths.map((each) => (each === path ? { ...each, seen: now } : each));
  return {
    index: context.index + 1,
    tables: { ...context.tables, paths },
    sends: [{ channel: 'Events', event: { name: path.path, op } }],
  };
}

/** Creates a poller that looks at every path each `intervalMs` milliseconds. */
export function createPollMachine(intervalMs: number) {
  return setup({
    types: { context: {} as PollContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      toSend: ({ context }) => context.sends.length > 0,
      morePaths: ({ context }) => context.index < (context.tables?.paths.length ?? 0),
    },
    delays: { interval: intervalMs },
  }).createMachine({
    id: 'watcher',
    context: { tables: null, index: 0, sends: [] },
    initial: 'closed',
    on: {
      tables: { actions: assign({ tables: ({ event }) => event.tables as PollTables }) },
      closed: { target: '.closed', actions: assign({ tables: null, index: 0, sends: [] }) },
    },
    states: {
      closed: {
        on: {
          opened: { target: 'sleeping', actions: assign({ tables: ({ event }) => event.tables as PollTables }) },
        },
      },
      sleeping: {
        after: { interval: { target: 'looking', actions: assign({ index: 0 }) } },
      },
      looking: {
        always: [
          { guard: 'toSend', target: 'blocked' },
          { guard: 'morePaths', target: 'comparing' },
          { target: 'sleeping' },
        ],
      },
      comparing: {
        entry: {
          type: 'syscall',
          params: ({ context }) => ({
            call: { call: 'stat', path: context.tables?.paths[context.index]?.path ?? '' },
          }),
        },
        on: {
          returned: {
            target: 'looking',
            actions: assign(({ context, event }) => afterStat(context, event.result)),
          },
        },
      },
      blocked: {
        entry: { type: 'send', params: ({ context }) => ({ delivery: context.sends[0] as Delivery }) },
        on: { sent: { target: 'looking', actions: assign({ sends: [] }) } },
      },
    },
  });
}
