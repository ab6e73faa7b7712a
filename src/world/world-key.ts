// The canonical text of a world: two worlds with the same text have the same future.
//
// Every part of a world is plain data in a canonical order, so JSON will do; of a machine's snapshot only the active
// state and the context count. Virtual time counts only as what is left of each timer.
import { stateName } from './actor-state.ts';
import type { World } from './world.ts';

/** Text that identifies a world, apart from how late it is. */
export function worldKey(world: World): string {
  const actors = Object.values(world.actors).flatMap((state) =>
    state === undefined ? [] : [[stateName(state.snapshot), state.snapshot.context, state.mailbox]],
  );
  const timers = world.timers.map(({ actor, id, dueMs, event }) => [actor, id, dueMs - world.nowMs, event]);
  return JSON.stringify([world.kernel, world.shared, actors, timers]);
}
