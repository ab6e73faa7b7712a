// A sidecar that rewrites its files in place: O_TRUNC, write, close. A reader in between sees an empty or a
// torn file.
//
// Source: open(2), write(2); recordings boundary-inplace-write (one or two IN_MODIFY a write). This is what
// the seed's incident looks like, and what AtomicWriter never does (facts/inotify-fsnotify.md, Observed 6).
// Rule K50.
import { assign, setup } from 'xstate';
import { assert } from '../../kernel/assert.ts';
import { failed } from '../../kernel/system-call.ts';
import { O } from '../../kernel/vocabulary.ts';
import { type ActorEvent, effectActions } from '../effects.ts';
import {
  atRest,
  currentPath,
  fileDone,
  givenUp,
  planned,
  type SidecarConfig,
  type SidecarContext,
  tellWriteFailed,
  wantedContent,
} from './changed-files.ts';

export interface InPlaceConfig extends SidecarConfig {
  /** In how many write(2) a file is written; 1 is a single write. */
  readonly chunks: number;
}

const FLAGS = O.O_WRONLY | O.O_CREAT | O.O_TRUNC | O.O_CLOEXEC;

/** `content` in at most `chunks` pieces of equal length; one empty piece for an empty file. */
export function piecesOf(content: string, chunks: number): readonly string[] {
  const characters = [...content];
  const length = Math.max(1, Math.ceil(characters.length / chunks));
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += length) pieces.push(characters.slice(at, at + length).join(''));
  return pieces.length === 0 ? [''] : pieces;
}

/** Creates a sidecar that rewrites in place. */
export function createInPlaceWriter(config: InPlaceConfig) {
  assert(config.chunks >= 1, 'a file is written in at least one piece');
  const pieces = (context: SidecarContext) => piecesOf(wantedContent(context) ?? '', config.chunks);

  return setup({
    types: { context: {} as SidecarContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      nothingLeft: ({ context }) => context.todo.length === 0,
      keyIsGone: ({ context }) => wantedContent(context) === undefined,
      failed: ({ event }) => event.type === 'returned' && failed(event.result),
      // The piece under way is counted when write(2) returns.
      lastPiece: ({ context }) => context.pieces + 1 >= pieces(context).length,
    },
  }).createMachine({
    id: 'sidecar',
    context: atRest(config),
    initial: 'waiting',
    states: {
      waiting: {
        on: {
          modified: {
            target: 'next',
            actions: assign(({ context, event }) => planned(context, event.object.data ?? {})),
          },
        },
      },

      next: {
        always: [
          { guard: 'nothingLeft', target: 'waiting' },
          { guard: 'keyIsGone', target: 'removing' },
          { target: 'truncating' },
        ],
      },

      // From here to the first write(2) the file is empty.
      truncating: {
        entry: {
          type: 'syscall',
          params: ({ context }) => ({
            call: { call: 'open', path: currentPath(config, context), flags: FLAGS, mode: config.defaultMode },
          }),
        },
        on: {
          returned: [
            {
              guard: 'failed',
              target: 'next',
              actions: [tellWriteFailed('K50', 'open'), assign(({ context }) => givenUp(context))],
            },
            {
              target: 'writing',
              actions: assign({ fd: ({ event }) => ('fd' in event.result ? event.result.fd : 0) }),
            },
          ],
        },
      },

      writing: {
        entry: {
          type: 'syscall',
          params: ({ context }) => ({
            call: { call: 'write', fd: context.fd, data: pieces(context)[context.pieces] ?? '' },
          }),
        },
        on: {
          returned: [
            { guard: 'failed', target: 'abandoning', actions: tellWriteFailed('K50', 'write') },
            { guard: 'lastPiece', target: 'closing' },
            { target: 'writing', reenter: true, actions: assign({ pieces: ({ context }) => context.pieces + 1 }) },
          ],
        },
      },

      // A file that could not be written to its end is closed and left as it is: torn.
      abandoning: {
        entry: { type: 'syscall', params: ({ context }) => ({ call: { call: 'close', fd: context.fd } }) },
        on: { returned: { target: 'next', actions: assign(({ context }) => givenUp(context)) } },
      },

      closing: {
        entry: { type: 'syscall', params: ({ context }) => ({ call: { call: 'close', fd: context.fd } }) },
        on: { returned: { target: 'next', actions: assign(({ context }) => fileDone(context)) } },
      },

      removing: {
        entry: {
          type: 'syscall',
          params: ({ context }) => ({ call: { call: 'unlink', path: currentPath(config, context) } }),
        },
        on: { returned: { target: 'next', actions: assign(({ context }) => fileDone(context)) } },
      },
    },
  });
}
