// SIGKILL: a process ends between two of its steps. Its mail is lost, and the kernel closes its descriptors (exit_group(2)).
import type { ActorId } from '../../actors/effects.ts';
import { descriptorsOf } from '../../kernel/file-calls.ts';
import { stateName } from '../actor-state.ts';
import { call, type Draft, give } from '../draft.ts';
import { type Process, pidOf } from '../processes.ts';
import type { World } from '../world.ts';

/** Kills the actors of a process, the first of which is told of what the kernel closes. */
export function kill(draft: Draft, process: Process, actors: readonly ActorId[]): void {
  for (const id of actors) {
    draft.mailboxes[id] = [];
    give(draft, id, { type: 'killed' });
  }
  const [owner] = actors;
  const { fs } = draft.before.kernel;
  for (const fd of owner === undefined ? [] : descriptorsOf(fs, pidOf(process))) {
    call(draft, owner as ActorId, { call: 'close', fd });
  }
}

/** Is this actor between a kill and its restart? */
export function isDown(world: World, actor: ActorId): boolean {
  const state = world.actors[actor];
  return state !== undefined && stateName(state.snapshot) === 'down';
}
