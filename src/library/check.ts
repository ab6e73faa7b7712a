// `check` as a function: what `reload-sim check --format json` tells of one simulation, and lists of names to assert on.
import type { Strategy } from '../actors/app/strategy.ts';
import { check as explore } from '../explore/check.ts';
import type { Progress } from '../explore/search.ts';
import type { PropertyName } from '../properties/names.ts';
import { propertiesOf } from '../properties/properties.ts';
import { hint, quote } from '../simulation/diagnostics.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { type CheckJson, type CounterexampleJson, checkToJson } from '../view/export/check-json.ts';
import { type CheckFinding, checkReport } from '../view/export/check-report.ts';
import { formatCheck, formatCounterexample } from '../view/export/check-text.ts';
import { en } from '../view/messages/en.ts';
import { createModel, type Model } from '../world/model.ts';
import type { Timing } from '../world/scenario.ts';
import { InputError } from './input-error.ts';
import { subjectOf } from './subject.ts';

/** How `check` goes about it; without any, as the file says. */
export interface CheckOptions {
  /** The meaning of time; default: as the file says. */
  readonly timing?: Timing;
  /** Another reload strategy than the one the file names. */
  readonly strategy?: Strategy;
  /** Default: all of them. */
  readonly properties?: readonly PropertyName[];
  /** States at most of any one search (default 10 million, about 1 GB); beyond it, what is not violated is inconclusive. */
  readonly statesMax?: number;
  /** Called every 16 384 states; `false` ends the check, and what is not violated by then is inconclusive. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a callback that returns nothing goes on
  readonly onProgress?: (progress: Progress) => boolean | void;
}

/** A shortest schedule that violates something. */
export interface CheckedCounterexample extends CounterexampleJson {
  /** For people: the lanes, the point of no return as a bar, the cause, the pause it needs and the line that plays it. */
  readonly text: string;
}

/** Plain data that survives JSON; the names are those of `reload-sim check --format json`, and as stable. */
export interface CheckResult extends CheckJson {
  readonly counterexamples: readonly CheckedCounterexample[];
  /** Properties that some interleaving violates. */
  readonly violated: readonly PropertyName[];
  /** Properties that every interleaving keeps, those included that nothing put to the test (`vacuous`). */
  readonly holds: readonly PropertyName[];
  /** Properties that are not decided: a bound was hit first, or they speak of time and there is no clock. */
  readonly inconclusive: readonly PropertyName[];
  /** Properties whose verdict is not what the file's `expect` says; without `expect`, those that are violated. */
  readonly unexpected: readonly PropertyName[];
  /** The report that `reload-sim check` prints of it. */
  readonly text: string;
}

/**
 * Decides every property on every interleaving of a simulation. Deterministic, and one long call: `statesMax` and
 * `onProgress` bound it. It holds its memory, up to 100 bytes a state, until it returns.
 * @throws InputError when the simulation's watcher cannot do what `strategy` asks, or it has no such property.
 */
export function check(simulation: Simulation, options: CheckOptions = {}): CheckResult {
  const { strategy, properties, statesMax, onProgress } = options;
  const subject = subjectOf(simulation, strategy);
  const { timing = simulation.timing } = options;
  const model = createModel(subject.simulation.scenario, timing, simulation.engine);
  refuseUnknown(model, properties ?? []);
  const verdicts = explore(model, {
    parameters: simulation.parameters,
    ...(properties === undefined ? {} : { properties }),
    ...(statesMax === undefined ? {} : { statesMax }),
    ...(onProgress === undefined ? {} : { onProgress: (progress) => onProgress(progress) !== false }),
  });
  const report = checkReport(en, { ...subject, model }, verdicts);
  const { counterexamples, ...rest } = checkToJson(en, report);
  const those = (wanted: (finding: CheckFinding) => boolean): readonly PropertyName[] =>
    report.findings.filter(wanted).map(({ property }) => property);
  return {
    ...rest,
    counterexamples: counterexamples.map((counterexample, index) => {
      const shown = report.counterexamples[index];
      return { ...counterexample, text: shown === undefined ? '' : formatCounterexample(en, report, shown) };
    }),
    violated: those(({ verdict }) => verdict === 'violated'),
    holds: those(({ verdict }) => verdict === 'holds'),
    inconclusive: those(({ verdict }) => verdict === 'inconclusive'),
    unexpected: those(({ outcome }) => outcome === 'differs'),
    text: formatCheck(en, report),
  };
}

/** A pod has properties of its own, and so has each system. */
function refuseUnknown(model: Model, names: readonly PropertyName[]): void {
  const known = propertiesOf(model).map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new InputError(
    `properties: found ${quote(unknown)}, expected some of ${known.join(', ')}${hint(unknown, known)}`,
  );
}
