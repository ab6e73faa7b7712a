// E9 and E10: other processes of the same user have used up what inotify gives one user, just now: the next Add fails with
// ENOSPC, the next NewWatcher with EMFILE.
//
// Source: inotify(7) (max_user_watches, max_user_instances); facts/strategies.md 8.
// Leaves out: limits that stay exhausted; a limit of 0 under `kernel` says that.
import type { LibraryCall } from '../../actors/effects.ts';
import type { FaultName } from '../../actors/faults/fault-names.ts';
import type { KernelLimits } from '../../kernel/limits.ts';
import { callLibrary } from '../library-step.ts';
import type { World } from '../world.ts';
import { type Fault, NOT_NOW, ONE_WAY } from './fault.ts';

function limitFault(name: FaultName, rule: string, fn: LibraryCall['fn'], exhausted: Partial<KernelLimits>): Fault {
  const asked = ({ actors }: World): LibraryCall | null => {
    const waiting = actors.app?.waiting;
    return waiting?.type === 'library' && waiting.call.fn === fn ? waiting.call : null;
  };
  return {
    name,
    rule,
    options: (_model, world) => (asked(world) === null ? NOT_NOW : ONE_WAY),
    happen: (draft) => {
      const request = asked(draft.before);
      if (request === null) return {};
      draft.limits = { ...draft.before.kernel.limits, ...exhausted };
      callLibrary(draft, 'app', request);
      return {};
    },
  };
}

export const watchLimit = limitFault('watch-limit', 'E9', 'add', { maxUserWatches: 0 });
export const instanceLimit = limitFault('instance-limit', 'E10', 'newWatcher', { maxUserInstances: 0 });
