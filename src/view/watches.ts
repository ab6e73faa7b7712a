// The life of every inotify watch in a run: through which path it was added, on which inode it really sits,
// how it ended.
//
// A watch is on an inode, whatever path it was added through (I1); the kernel forgets the path. The picture
// of a watch that dies needs both, so the path is gathered here from the calls that added it.
import { slotAt } from '../kernel/slots.ts';
import { failed } from '../kernel/system-call.ts';
import type { Ino, InstanceId, Wd } from '../kernel/vocabulary.ts';
import type { Model } from '../world/model.ts';
import type { RunStep } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { seenFromMount } from './calls.ts';
import { worldBefore } from './folding.ts';

/** How a watch ended: its inode went away, the application removed it, or the whole instance was closed. */
export type WatchEnd = 'inode-gone' | 'removed' | 'closed';

export interface WatchLife {
  readonly instance: InstanceId;
  readonly wd: Wd;
  /** The path that was given to inotify_add_watch(2), seen from the mount. */
  readonly path: string;
  readonly ino: Ino;
  /** The step (from 0) that ended it; null while it lives. */
  readonly ended: { readonly step: number; readonly how: WatchEnd } | null;
}

/** Every watch that was ever added in these steps, in the order of being added. */
export function watchLives(model: Model, first: World, steps: readonly RunStep[]): readonly WatchLife[] {
  let lives: readonly WatchLife[] = [];
  for (const [index, step] of steps.entries()) {
    const before = worldBefore(first, steps, index).kernel.inotify;
    if (step.world.kernel.inotify === before) continue;
    lives = lives.map((life) => (life.ended === null ? ended(life, step, index) : life));
    lives = [...lives, ...added(model, lives, step)];
  }
  return lives;
}

function ended(life: WatchLife, { world, events }: RunStep, step: number): WatchLife {
  const instance = slotAt(world.kernel.inotify, life.instance);
  if (instance?.watches.some(({ wd }) => wd === life.wd)) return life;
  if (instance === undefined) return { ...life, ended: { step, how: 'closed' } };
  const removed = events.some(
    (event) =>
      event.kind === 'syscall' &&
      event.call.call === 'inotify_rm_watch' &&
      event.call.wd === life.wd &&
      !failed(event.result),
  );
  return { ...life, ended: { step, how: removed ? 'removed' : 'inode-gone' } };
}

function added(model: Model, lives: readonly WatchLife[], { world, events }: RunStep): readonly WatchLife[] {
  return events.flatMap((event) => {
    if (event.kind !== 'syscall' || event.call.call !== 'inotify_add_watch' || !('wd' in event.result)) return [];
    const { instance, path } = event.call;
    const { wd } = event.result;
    const isKnown = lives.some((life) => life.instance === instance && life.wd === wd && life.ended === null);
    const watch = slotAt(world.kernel.inotify, instance)?.watches.find((each) => each.wd === wd);
    if (isKnown || watch === undefined) return [];
    return [{ instance, wd, path: seenFromMount(model, path), ino: watch.ino, ended: null }];
  });
}

/** The last watch of a run that has none at its end, if it went with its inode; null where one is left or was removed. */
export function lastDeath(lives: readonly WatchLife[]): { readonly step: number; readonly wd: Wd } | null {
  if (lives.some(({ ended }) => ended === null)) return null;
  const [last] = [...lives].sort((a, b) => (b.ended?.step ?? 0) - (a.ended?.step ?? 0));
  return last?.ended?.how === 'inode-gone' ? { step: last.ended.step, wd: last.wd } : null;
}
