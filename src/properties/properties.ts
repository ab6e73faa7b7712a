// The properties, one file each, in the one list from which schema, flags, pickers and tests derive.

import type { Model } from '../world/model.ts';
import type { Run } from '../world/run.ts';
import { boundedStaleness } from './bounded-staleness.ts';
import { converges } from './converges.ts';
import { neverCrashes } from './never-crashes.ts';
import { neverEmpty } from './never-empty.ts';
import { neverInvalid } from './never-invalid.ts';
import { neverTorn } from './never-torn.ts';
import { noNeedlessReload } from './no-needless-reload.ts';
import { noReloadStorm } from './no-reload-storm.ts';
import { DEFAULT_PARAMETERS, type Judgement, type Property, type PropertyParameters } from './property.ts';
import { staysArmed } from './stays-armed.ts';

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

/** What every property says of this run, in the order of the list. */
export function judgeRun(
  model: Model,
  run: Run,
  parameters: PropertyParameters = DEFAULT_PARAMETERS,
): readonly Judgement[] {
  return properties.map((property) => property.judge(model, run, parameters));
}
