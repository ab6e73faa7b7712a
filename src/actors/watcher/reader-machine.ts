// The watcher library's reader goroutine: read(2) a batch, translate record by record, block on an unbuffered channel.
//
// Source: fsnotify's readEvents loop, the same in all modelled versions (backend_inotify.go): a 64 KiB buffer, one
// record at a time, and `Events`/`Errors` unbuffered, so an application that does not receive stops the reader and the
// queue grows in the kernel. What a record becomes is the library's affair (library.ts), by version.
// Leaves out: NewBufferedWatcher. Rules W30 to W32.
import { assign, setup } from 'xstate';
import type { InotifyEvent } from '../../kernel/system-call.ts';
import { type ActorEvent, type Delivery, effectActions } from '../effects.ts';

/** `tables` belong to the library; the reader only keeps them for the two sides that share them. */
export interface ReaderContext {
  readonly instance: number | null;
  readonly tables: unknown;
  readonly batch: readonly InotifyEvent[];
  readonly sends: readonly Delivery[];
}

/** Creates the reader goroutine of a watcher whose read buffer holds `bufferBytes` bytes. */
export function createReaderMachine(bufferBytes: number) {
  return setup({
    types: { context: {} as ReaderContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      toSend: ({ context }) => context.sends.length > 0,
      moreInBatch: ({ context }) => context.batch.length > 0,
    },
  }).createMachine({
    id: 'watcher',
    context: { instance: null, tables: null, batch: [], sends: [] },
    initial: 'closed',
    on: {
      tables: { actions: assign({ tables: ({ event }) => event.tables }) },
      closed: {
        target: '.closed',
        actions: assign({ instance: null, tables: null, batch: [], sends: [] }),
      },
    },
    states: {
      closed: {
        on: {
          opened: {
            target: 'reading',
            actions: assign({ instance: ({ event }) => event.instance, tables: ({ event }) => event.tables }),
          },
        },
      },
      reading: {
        entry: {
          type: 'syscall',
          params: ({ context }) => ({
            call: { call: 'inotify_read', instance: context.instance ?? -1, bufferBytes },
          }),
        },
        on: {
          returned: {
            target: 'translating',
            actions: assign({
              batch: ({ event }) => ('events' in event.result ? event.result.events : []),
            }),
          },
        },
      },
      translating: {
        entry: {
          type: 'translate',
          params: ({ context }) => ({ raw: context.batch[0] as InotifyEvent }),
        },
        on: {
          translated: {
            target: 'sending',
            actions: assign({
              batch: ({ context }) => context.batch.slice(1),
              sends: ({ event }) => event.sends,
              tables: ({ event }) => event.tables,
            }),
          },
        },
      },
      sending: {
        always: [
          { guard: 'toSend', target: 'blocked' },
          { guard: 'moreInBatch', target: 'translating' },
          { target: 'reading' },
        ],
      },
      blocked: {
        entry: {
          type: 'send',
          params: ({ context }) => ({ delivery: context.sends[0] as Delivery }),
        },
        on: {
          sent: {
            target: 'sending',
            actions: assign({ sends: ({ context }) => context.sends.slice(1) }),
          },
        },
      },
    },
  });
}
