// E3 to E5: one more `kubectl apply`, by mistake: a value that does not parse, an empty one, or a key left out.
//
// What is damaged is the newest stored version, one key at a time; after a while somebody notices and applies what was there
// before, unless a newer version is stored by then.
// Leaves out: mistakes in several keys at once, and mistakes that nobody puts right (the story may have one).
import type { ApiServerContext } from '../../actors/api/api-server-machine.ts';
import type { FaultName } from '../../actors/faults/fault-names.ts';
import { assert } from '../../kernel/assert.ts';
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

/** What each fault makes of data, at one key. */
const DAMAGE: Readonly<Partial<Record<FaultName, (data: Data, key: string) => Data>>> = {
  'invalid-yaml': (data, key) => ({ ...data, [key]: INVALID_VALUE }),
  'empty-payload': (data, key) => ({ ...data, [key]: EMPTY_VALUE }),
  'key-removed': (data, key) => Object.fromEntries(Object.entries(data).filter(([each]) => each !== key)),
};

/** Everything that a fault may make of data; nothing for one that applies nothing. */
export function damagedBy(name: FaultName, data: Data): readonly Data[] {
  const damaged = DAMAGE[name];
  return damaged === undefined ? [] : Object.keys(data).map((key) => damaged(data, key));
}

function payloadFault(name: FaultName, rule: string): Fault {
  const damaged = DAMAGE[name];
  assert(damaged !== undefined, `it is known what ${name} does to data`);
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

export const invalidYaml = payloadFault('invalid-yaml', 'E3');
export const emptyPayload = payloadFault('empty-payload', 'E4');
export const keyRemoved = payloadFault('key-removed', 'E5');
