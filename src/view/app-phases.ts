// The reload loop's statechart as a person reads it: a dozen phases instead of some thirty states.
import { stateName } from '../world/actor-state.ts';
import type { World } from '../world/world.ts';

/** In the order in which a reload passes through them. */
export const APP_PHASES = [
  'start',
  'select',
  'consider',
  'watch',
  'read',
  'check',
  'swap',
  'sleep',
  'loop-ended',
  'exited',
] as const;
export type AppPhase = (typeof APP_PHASES)[number];

/** Every state of the machine and its phase. */
export const PHASE_OF: Readonly<Record<string, AppPhase>> = {
  starting: 'start',
  startingUp: 'sleep',
  next: 'consider',
  waiting: 'select',
  considering: 'consider',
  looking: 'consider',
  looked: 'consider',
  remembering: 'consider',
  reacting: 'consider',
  watchError: 'consider',
  closingWatcher: 'watch',
  openingWatcher: 'watch',
  arming: 'watch',
  adding: 'watch',
  addingNeighbour: 'watch',
  unwatching: 'watch',
  armFailed: 'watch',
  armingLater: 'sleep',
  sleeping: 'sleep',
  readingLater: 'sleep',
  loading: 'read',
  gettingEnvironment: 'read',
  gotEnvironment: 'check',
  walking: 'read',
  opening: 'read',
  reading: 'read',
  closing: 'read',
  nextFile: 'read',
  unreadable: 'read',
  judging: 'check',
  loadFailed: 'check',
  clearing: 'swap',
  swapping: 'swap',
  swapped: 'swap',
  zeroing: 'swap',
  loopExited: 'loop-ended',
  down: 'exited',
  exited: 'exited',
};

/** The phase that the application is in. */
export function appPhase({ actors }: World): AppPhase {
  return actors.app === undefined ? 'exited' : (PHASE_OF[stateName(actors.app.snapshot)] ?? 'start');
}

/** Phases of a loop that is alive; the ends are shown only once they are reached. */
export function shownPhases(now: AppPhase): readonly AppPhase[] {
  return APP_PHASES.filter(
    (phase) => phase === now || (phase !== 'loop-ended' && phase !== 'exited' && phase !== 'sleep'),
  );
}
