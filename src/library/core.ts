// `reload-sim/core`: all of the library that needs neither files nor Node, for browsers and bundlers.
//
// An entry of the package: what is named here is public, and everything else is not.
export type { Strategy } from '../actors/app/strategy.ts';
export { PROPERTY_NAMES, type PropertyName } from '../properties/names.ts';
export type { Diagnostic } from '../simulation/diagnostics.ts';
export type { Simulation } from '../simulation/simulation.ts';
export type { Timing } from '../world/scenario.ts';
export type { TraceEvent } from '../world/trace.ts';
export type { Choice } from '../world/world.ts';
export { type CheckedCounterexample, type CheckOptions, type CheckResult, check } from './check.ts';
export { InputError } from './input-error.ts';
export { createModel, enabled, type Model, type Serves, serves, step, type World, worldKey } from './model.ts';
export { type NamedText, parseSimulation, parseStrategy } from './parse.ts';
export {
  type Moment,
  type RunJudgement,
  type Scheduler,
  type SimulateOptions,
  type SimulateResult,
  simulate,
} from './simulate.ts';
