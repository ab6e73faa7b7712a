// Every write that a simulation may make, decided beforehand: the model asks nobody, it looks the answer up.
//
// The data that may be put are those of the story and what faults make of them; any may follow any. The number is
// bounded, because each is decided after each other.
import type { Admission, Denial, WebhookCall } from '../../actors/api/admission.ts';
import { sameData } from '../../actors/api/stored.ts';
import type { FaultSpec } from '../../actors/faults/fault-names.ts';
import { damagedBy } from '../../world/faults/payload-faults.ts';
import type { AdmissionRequest, Data, Decide } from './request.ts';

/** Different data that one simulation with admission may put. */
export const ADMISSION_DATA_MAX = 48;

/** What may be put: `told` by the file, and damaged by faults, as often as they may happen. More than the limit: null. */
export function dataThatMayBePut(told: readonly Data[], faults: readonly FaultSpec[]): readonly Data[] | null {
  const found: Data[] = [];
  const add = (data: Data): boolean => {
    if (found.some((each) => sameData(each, data))) return false;
    found.push(data);
    return true;
  };
  for (const data of told) add(data);
  const times = faults.reduce((sum, each) => sum + each.times, 0);
  let fresh: readonly Data[] = found;
  for (let round = 0; round < times && fresh.length > 0; round += 1) {
    fresh = fresh.flatMap((data) => faults.flatMap(({ fault }) => damagedBy(fault, data))).filter(add);
    if (found.length > ADMISSION_DATA_MAX) return null;
  }
  return found.length > ADMISSION_DATA_MAX ? null : found;
}

/** Asks about every write of one of these data over another, or where there was none. */
export function decideAll(
  decide: Decide,
  subject: Pick<AdmissionRequest, 'name' | 'namespace'>,
  data: readonly Data[],
  call: WebhookCall | null,
): Admission {
  const denials: Record<string, Denial> = {};
  for (const [to, after] of data.entries()) {
    for (let from = -1; from < data.length; from += 1) {
      const before = data[from] ?? null;
      const operation = before === null ? 'CREATE' : 'UPDATE';
      const denial = decide({ ...subject, operation, before, after });
      if (denial !== null) denials[`${from}>${to}`] = denial;
    }
  }
  return { data, denials, call };
}
