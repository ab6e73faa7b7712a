// The faults in words: docs/simulations.md and `list` are made from this one list; what each does is in src/world/faults.
import type { FaultName } from '../actors/faults/fault-names.ts';

export interface FaultWords {
  /** What happens, in one step. */
  readonly what: string;
  /** When it can; the moment is every one of these. */
  readonly when: string;
  /** How it ends. */
  readonly ends: string;
}

export const FAULT_WORDS: Readonly<Record<FaultName, FaultWords>> = {
  'kubelet-crash': {
    what: 'Kubelet is killed between two of its system calls; what is half written stays.',
    when: 'While kubelet runs.',
    ends: 'After 10 s systemd starts it again: it lists the ConfigMap, syncs the pod and finds the volume as it was left.',
  },
  'watch-delay': {
    what: "Kubelet's watch on the ConfigMap breaks; what is stored meanwhile is not learnt.",
    when: 'With `changeDetection: Watch`, while it watches.',
    ends: 'Kubelet lists the ConfigMap again.',
  },
  'invalid-yaml': {
    what: 'Somebody applies one key with a value that does not parse.',
    when: 'At any moment, for any key.',
    ends: 'Somebody notices, and applies what was there before, unless something newer is stored.',
  },
  'empty-payload': {
    what: 'Somebody applies one key with an empty value.',
    when: 'At any moment, for any key.',
    ends: 'Likewise.',
  },
  'key-removed': {
    what: 'Somebody applies the ConfigMap without one of its keys.',
    when: 'At any moment, for any key.',
    ends: 'Likewise.',
  },
  'slow-app': {
    what: "The application's process stops: SIGSTOP, a long garbage collection, CPU throttling.",
    when: 'Under `prompt` timing, while it runs.',
    ends: 'It goes on where it was; its timers fire late.',
  },
  'container-crash': {
    what: "The application's process is killed; its watches and all that it has loaded are gone.",
    when: 'While it runs, and what it mounts is there.',
    ends:
      'After 1 s kubelet notices: one sync starts the container, on mounts made anew, and remounts the volume; ' +
      'the process may read before or after the volume is written.',
  },
  'noisy-neighbour': {
    what: 'A burst of files in a directory watched through the same instance overflows its queue.',
    when: 'While the application has an inotify instance; with `maxQueuedEvents` of at most 64.',
    ends: 'The queue is read; what was lost stays lost.',
  },
  'watch-limit': {
    what: 'The user has no inotify watches left: Add fails with ENOSPC.',
    when: 'When the application calls Add.',
    ends: 'The next Add succeeds.',
  },
  'instance-limit': {
    what: 'The user has no inotify instances left: NewWatcher fails with EMFILE.',
    when: 'When the application calls NewWatcher.',
    ends: 'The next NewWatcher succeeds.',
  },
  'held-fd': {
    what: 'Another process, a backup for example, opens one of the files and holds it.',
    when: 'At any moment, for any file.',
    ends: 'It closes the file; a file replaced meanwhile is deleted only then (IN_DELETE_SELF).',
  },
  'clock-step': {
    what: "The node's clock is set back; files written from then on are older than those before.",
    when: 'At any moment.',
    ends: 'It does not.',
  },
};
