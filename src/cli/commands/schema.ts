// `schema`: the JSON Schema of a simulation file, with the strategies delivered as completions.
import { strategyNames } from '../../files/shipped.ts';
import { jsonSchema } from '../../simulation/json-schema.ts';
import { type Outcome, printed } from '../outcome.ts';

export async function schema(): Promise<Outcome> {
  return printed(`${JSON.stringify(jsonSchema(strategyNames()), null, 2)}\n`);
}
