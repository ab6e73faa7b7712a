// Does a process run at all? Part of `enabled`.
import type { ActorId } from '../../actors/effects.ts';
import type { FaultsContext } from '../../actors/faults/faults-machine.ts';
import { processOf } from '../processes.ts';
import type { World } from '../world.ts';

/** Is this actor's process stopped for a while (E6)? */
export function isFrozen(world: World, actor: ActorId): boolean {
  if (processOf(actor) !== 'app') return false;
  const context = world.actors.faults?.snapshot.context as FaultsContext | undefined;
  return context?.frozen ?? false;
}
