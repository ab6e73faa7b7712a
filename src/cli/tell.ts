// A run made and judged: all that the forms of output tell of it.
import { formatToken } from '../explore/token.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { shellLine } from '../view/export/shell.ts';
import type { Model } from '../world/model.ts';
import type { Run } from '../world/run.ts';
import { type Finding, judge } from './judge.ts';
import type { Refusal } from './outcome.ts';
import { makeRun, type ScheduleOptions } from './schedule.ts';
import type { Selection } from './selection.ts';

export interface Told {
  readonly simulation: Simulation;
  readonly model: Model;
  readonly run: Run;
  readonly findings: readonly Finding[];
  /** The command line that makes the same run again. */
  readonly reproduce: string;
}

/** Makes the run that is asked for and judges it. Deterministic. */
export function tell({ simulation, isOwnStrategy, args }: Selection, options: ScheduleOptions): Told | Refusal {
  const made = makeRun(simulation, options);
  if ('refusal' in made) return made;
  const { model, run, isOwnSchedule } = made;
  const findings = judge(simulation, model, run, { isOwnStrategy, isOwnSchedule });
  const token = formatToken(model, run.steps);
  return {
    simulation,
    model,
    run,
    findings,
    reproduce: shellLine(['reload-sim', 'run', ...args, '--schedule', token]),
  };
}
