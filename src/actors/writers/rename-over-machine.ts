// A sidecar that writes a temporary file and renames it over the old one: never torn, but a new inode for
// every update.
//
// Source: rename(2); recordings boundary-mv-replace (a watch on the file sees ATTRIB, DELETE_SELF, IGNORED
// and then nothing ever again). Two files are never switched together. Rule K51.
// Leaves out: fsync before the rename, and temporary files left over by a crash (the next write truncates
// them).
import { assign, setup } from 'xstate';
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

const FLAGS = O.O_WRONLY | O.O_CREAT | O.O_TRUNC | O.O_CLOEXEC;
/** What the name of a temporary file ends with. */
const TEMPORARY = '.tmp';

/** Creates a sidecar that renames over. */
export function createRenameOverWriter(config: SidecarConfig) {
  const temporaryPath = (context: SidecarContext) => `${currentPath(config, context)}${TEMPORARY}`;

  return setup({
    types: { context: {} as SidecarContext, events: {} as ActorEvent },
    actions: effectActions,
    guards: {
      nothingLeft: ({ context }) => context.todo.length === 0,
      keyIsGone: ({ context }) => wantedContent(context) === undefined,
      failed: ({ event }) => event.type === 'returned' && failed(event.result),
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
          { target: 'openingTemporary' },
        ],
      },

      openingTemporary: {
        entry: {
          type: 'syscall',
          params: ({ context }) => ({
            call: { call: 'open', path: temporaryPath(context), flags: FLAGS, mode: config.defaultMode },
          }),
        },
        on: {
          returned: [
            {
              guard: 'failed',
              target: 'next',
              actions: [tellWriteFailed('K51', 'open'), assign(({ context }) => givenUp(context))],
            },
            {
              target: 'writingTemporary',
              actions: assign({ fd: ({ event }) => ('fd' in event.result ? event.result.fd : 0) }),
            },
          ],
        },
      },

      writingTemporary: {
        entry: {
          type: 'syscall',
          params: ({ context }) => ({
            call: { call: 'write', fd: context.fd, data: wantedContent(context) ?? '' },
          }),
        },
        on: {
          returned: [
            { guard: 'failed', target: 'abandoning', actions: tellWriteFailed('K51', 'write') },
            { target: 'closingTemporary' },
          ],
        },
      },

      // A temporary file that could not be written is closed and left; the old file stays as it is.
      abandoning: {
        entry: { type: 'syscall', params: ({ context }) => ({ call: { call: 'close', fd: context.fd } }) },
        on: { returned: { target: 'next', actions: assign(({ context }) => givenUp(context)) } },
      },

      closingTemporary: {
        entry: { type: 'syscall', params: ({ context }) => ({ call: { call: 'close', fd: context.fd } }) },
        on: { returned: 'renamingOver' },
      },

      // The only moment in which readers see a change.
      renamingOver: {
        entry: {
          type: 'syscall',
          params: ({ context }) => ({
            call: { call: 'rename', from: temporaryPath(context), to: currentPath(config, context) },
          }),
        },
        on: {
          returned: [
            {
              guard: 'failed',
              target: 'next',
              actions: [tellWriteFailed('K51', 'rename'), assign(({ context }) => givenUp(context))],
            },
            { target: 'next', actions: assign(({ context }) => fileDone(context)) },
          ],
        },
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
