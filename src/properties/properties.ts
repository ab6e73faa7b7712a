// The properties of a pod, one file each, in the one list from which schema, flags, pickers and tests derive; a system
// brings its own.

import type { Model } from '../world/model.ts';
import type { Run } from '../world/run.ts';
import { boundedStaleness } from './bounded-staleness.ts';
import { converges } from './converges.ts';
import type { PropertyName } from './names.ts';
import { neverCrashes } from './never-crashes.ts';
import { neverEmpty } from './never-empty.ts';
import { neverInvalid } from './never-invalid.ts';
import { neverTorn } from './never-torn.ts';
import { noNeedlessReload } from './no-needless-reload.ts';
import { noReloadStorm } from './no-reload-storm.ts';
import { DEFAULT_PARAMETERS, type Judgement, type Property, type PropertyParameters } from './property.ts';
import { staysArmed } from './stays-armed.ts';
import { systemProperties } from './system-properties.ts';

/** Those of a pod. */
export const properties: readonly Property[] = [
  neverEmpty,
  neverTorn,
  neverInvalid,
  neverCrashes,
  converges,
  staysArmed,
  boundedStaleness,
  noReloadStorm,
  noNeedlessReload,
];

/** What a model may be asked for. */
export function propertiesOf({ system }: Model): readonly Property[] {
  return system === null ? properties : systemProperties(system);
}

/** The property of a model that has this name, if there is one. */
export function findProperty(model: Model, name: PropertyName): Property | undefined {
  return propertiesOf(model).find((property) => property.name === name);
}

/** What every property says of this run, in the order of the list. */
export function judgeRun(
  model: Model,
  run: Run,
  parameters: PropertyParameters = DEFAULT_PARAMETERS,
): readonly Judgement[] {
  return propertiesOf(model).map((property) => property.judge(model, run, parameters));
}
