// E3 to E5: one more `kubectl apply`, by mistake: a value that does not parse, an empty one, or a key left out.
//
// What is damaged is the newest stored version, one key at a time; after a while somebody notices and applies what was there
// before, unless a newer version is stored by then.
// Leaves out: mistakes in several keys at once, and mistakes that nobody puts right (the story may have one).
import type { ApiServerContext } from '../../actors/api/api-server-machine.ts';
import type { FaultName } from '../../actors/faults/fault-names.ts';
import { type Draft, post } from '../draft.ts';
import type { World } from '../world.ts';
import type { Fault } from './fault.ts';

/** A value that no YAML or JSON parser takes. */
export const INVALID_VALUE = '{ "unfinished: [\n';
export const EMPTY_VALUE = '';

type Data = Readonly<Record<string, string>>;

function newestData({ actors }: World): Data {
  return (actors.api?.snapshot.context as ApiServerContext | undefined)?.object.data ?? {};
}

function payloadFault(name: FaultName, rule: string, damaged: (data: Data, key: string) => Data): Fault {
  const changes = (data: Data): readonly string[] =>
    Object.keys(data)
      .sort()
      .filter((key) => JSON.stringify(damaged(data, key)) !== JSON.stringify(data));
  return {
    name,
    rule,
    options: (_model, world) => changes(newestData(world)),
    happen: (draft: Draft, key) => {
      const before = newestData(draft.before);
      const wrong = damaged(before, key);
      post(draft, 'api', { type: 'put', data: wrong });
      return { mistake: { wrong, before } };
    },
  };
}

export const invalidYaml = payloadFault('invalid-yaml', 'E3', (data, key) => ({ ...data, [key]: INVALID_VALUE }));
export const emptyPayload = payloadFault('empty-payload', 'E4', (data, key) => ({ ...data, [key]: EMPTY_VALUE }));
export const keyRemoved = payloadFault('key-removed', 'E5', (data, key) =>
  Object.fromEntries(Object.entries(data).filter(([each]) => each !== key)),
);
