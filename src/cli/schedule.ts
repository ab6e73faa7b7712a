// Which run a command line asks for: by a token, by a policy and a seed, or as the file says.
import type { Simulation } from '../simulation/simulation.ts';
import { openRun } from '../view/session/open.ts';
import type { Model } from '../world/model.ts';
import type { Run } from '../world/run.ts';
import type { Policy } from '../world/schedulers.ts';
import type { Refusal } from './outcome.ts';

export interface ScheduleOptions {
  readonly schedule?: string;
  readonly policy?: Policy;
  readonly seed?: number;
}

export interface MadeRun {
  readonly model: Model;
  readonly run: Run;
  /** Is it the run that the file itself asks for, under the timing that its `expect` is written for? */
  readonly isOwnSchedule: boolean;
}

/** Makes the run. Deterministic. */
export function makeRun(simulation: Simulation, { schedule, policy, seed }: ScheduleOptions): MadeRun | Refusal {
  if (seed !== undefined && policy !== undefined && policy !== 'random') {
    return { refusal: [`reload-sim: --seed: found --policy ${policy}, expected random, which alone has a seed`] };
  }
  const asked = policy ?? (seed === undefined ? null : 'random');
  const seeded = { ...simulation, seed: seed ?? simulation.seed };
  const { model, run, notice } = openRun(seeded, schedule ?? null, asked);
  if (notice !== null) return { refusal: [`${placeOfToken(simulation, schedule)}: ${notice}`] };
  const isOwnSchedule = schedule === undefined && asked === null && simulation.timing === model.timing;
  return { model, run, isOwnSchedule };
}

/** Where the token stands: on the command line or in the file. */
function placeOfToken({ file, positions }: Simulation, schedule: string | undefined): string {
  const { line, column } = positions['/schedule'] ?? { line: 1, column: 1 };
  return schedule === undefined ? `${file}:${line}:${column}: schedule` : 'reload-sim: --schedule';
}
