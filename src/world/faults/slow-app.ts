// E6: the application's process stops for a while between two of its steps: SIGSTOP, a garbage collection, CPU
// throttling. Its timers run on, and are late.
//
// Only under `prompt` timing: under `any` every process may be slow anyway.
import { type Draft, nowOf, timersOf } from '../draft.ts';
import { actorsOf } from '../processes.ts';
import { servedNow } from '../served.ts';
import { type Fault, NOT_NOW, ONE_WAY } from './fault.ts';
import { isFrozen } from './frozen.ts';

export const slowApp: Fault = {
  name: 'slow-app',
  rule: 'E6',
  options: (model, world) => {
    const cannot = model.timing === 'any' || isFrozen(world, 'app') || servedNow(model, world).kind === 'down';
    return cannot ? NOT_NOW : ONE_WAY;
  },
  happen: (draft) => {
    postponeTimers(draft);
    return {};
  },
};

/** What the process's timers would have done meanwhile happens at the end, in the same order. */
function postponeTimers(draft: Draft): void {
  const forMs = draft.model.scenario.faults.find(({ fault }) => fault === 'slow-app')?.forMs ?? 0;
  const endMs = nowOf(draft) + forMs;
  const frozen = actorsOf('app');
  const timers = timersOf(draft).map((timer) =>
    frozen.includes(timer.actor) ? { ...timer, dueMs: Math.max(timer.dueMs, endMs) } : timer,
  );
  draft.timers = [...timers].sort((a, b) => a.dueMs - b.dueMs);
}
