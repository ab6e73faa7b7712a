// A run as it is handed on: the simulation itself, the choices, and the place in it. The same record is behind links, in
// exported JSON and in the file that plays offline.
//
// Flat, so that what comes from elsewhere is looked at in one go: texts and numbers within bounds, and nothing else is
// read. The simulation is a text that only `loadSimulation` reads. The token holds model version and digest.
import { formatToken } from '../../explore/token.ts';
import { KEY_LENGTH_MAX, TITLE_LENGTH_MAX, TOKEN_LENGTH_MAX } from '../../simulation/limits.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { simulationText } from '../../simulation/simulation-text.ts';
import type { Model } from '../../world/model.ts';
import { RUN_STEPS_MAX, type RunStep } from '../../world/run.ts';
import { POLICIES, type Policy } from '../../world/schedulers.ts';

/** Layout of the record; another layout is another number. */
export const SHARED_FORMAT = 1;

export interface SharedRun {
  readonly format: typeof SHARED_FORMAT;
  /** Name of the simulation. */
  readonly name: string;
  /** The simulation as a file has it. */
  readonly simulation: string;
  readonly strategy: string;
  /** The strategy that the file names, where another one has taken its place; else empty. */
  readonly insteadOf: string;
  /** Bounds of the properties that have one. */
  readonly stalenessMs: number;
  readonly reloadsPerUpdate: number;
  readonly policy: Policy;
  /** Token of the whole branch. */
  readonly schedule: string;
  /** Steps taken up to the cursor. */
  readonly at: number;
  readonly unfolded: boolean;
}

/** A place in a run. */
export interface Place {
  readonly simulation: Simulation;
  readonly model: Model;
  readonly steps: readonly RunStep[];
  readonly policy: Policy;
  readonly at: number;
  readonly unfolded: boolean;
}

/** The record of a place. */
export function sharedRun({ simulation, model, steps, policy, at, unfolded }: Place): SharedRun {
  const { scenario, insteadOf, parameters } = simulation;
  return {
    format: SHARED_FORMAT,
    name: scenario.name,
    simulation: simulationText(simulation),
    strategy: scenario.app.strategy.name,
    insteadOf: insteadOf ?? '',
    stalenessMs: parameters.stalenessMs,
    reloadsPerUpdate: parameters.reloadsPerUpdate,
    policy,
    schedule: formatToken(model, steps),
    at,
    unfolded,
  };
}

/** Bytes of a simulation's text in a record; the rest of it is small. */
const TEXT_MAX = 4 * 1024 * 1024;
const COUNT_MAX = 2 ** 31;

type Check = (value: unknown) => boolean;
const text =
  (lengthMax: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= lengthMax && !/[\p{Cc}\p{Cf}]/u.test(value);
const count =
  (max: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= max;

const CHECKS: Readonly<Record<keyof SharedRun, Check>> = {
  format: (value) => value === SHARED_FORMAT,
  name: (value) => text(KEY_LENGTH_MAX)(value) && value !== '',
  simulation: (value) => typeof value === 'string' && value.length <= TEXT_MAX,
  strategy: (value) => text(TITLE_LENGTH_MAX)(value) && value !== '',
  insteadOf: text(TITLE_LENGTH_MAX),
  stalenessMs: count(COUNT_MAX),
  reloadsPerUpdate: count(COUNT_MAX),
  policy: (value) => POLICIES.some((each) => each === value),
  schedule: text(TOKEN_LENGTH_MAX),
  at: count(RUN_STEPS_MAX),
  unfolded: (value) => typeof value === 'boolean',
};

/** Why a record is none. */
export type MisreadRecord = 'damaged' | 'newer-format';

/** The record in a value that came from elsewhere; fields that it does not know are left out. */
export function sharedRunIn(value: unknown): SharedRun | MisreadRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'damaged';
  const given = value as Readonly<Record<string, unknown>>;
  if (count(COUNT_MAX)(given.format) && given.format !== SHARED_FORMAT) return 'newer-format';
  const entries = Object.entries(CHECKS).map(([key, isRight]) => {
    const found = Object.hasOwn(given, key) ? given[key] : undefined;
    return isRight(found) ? ([key, found] as const) : null;
  });
  if (entries.includes(null)) return 'damaged';
  return Object.fromEntries(entries.filter((entry) => entry !== null)) as unknown as SharedRun;
}
