// The stories of admission: what `check` says of each form, and the line that the client reads.
import { describe, expect, test } from 'vitest';
import { check } from '../../../src/explore/check.ts';
import type { PropertyName } from '../../../src/properties/names.ts';
import { createModel } from '../../../src/world/model.ts';
import { runToEnd } from '../../../src/world/run.ts';
import { createScheduler } from '../../../src/world/schedulers.ts';
import { shippedCatalog } from '../../shipped.ts';

function scenarioOf(name: string) {
  const found = shippedCatalog().simulations.find(({ scenario }) => scenario.name === name);
  if (found === undefined) throw new Error(`no simulation ${name}`);
  return found.scenario;
}

/** What kubectl prints in a run of the story. */
function printed(name: string, seed = 1): readonly string[] {
  const model = createModel(scenarioOf(name));
  return runToEnd(model, createScheduler('random', seed)).steps.flatMap(({ events }) =>
    events.flatMap((event) =>
      event.kind === 'fact' ? [event.fact.about.line].filter((line) => line !== undefined) : [],
    ),
  ) as readonly string[];
}

describe('what check says', () => {
  test.each<[name: string, violated: readonly PropertyName[]]>([
    ['admission-none', ['never-invalid']],
    ['admission-rego', ['converges']],
    ['admission-rego-kube-mgmt', ['never-invalid', 'converges']],
    ['admission-rego-keys', ['converges']],
    ['admission-fail', ['converges']],
    ['admission-ignore', ['never-invalid', 'converges']],
    ['admission-policy-keys', ['never-invalid', 'converges']],
    ['admission-update-only', ['never-invalid', 'converges']],
    ['admission-safe', []],
    ['admission-safe-webhook', []],
  ])('A9: of %s it finds violated: %j', (name, violated) => {
    const properties: readonly PropertyName[] = [
      'never-invalid',
      'never-empty',
      'never-crashes',
      'converges',
      'stays-armed',
    ];
    const { verdicts } = check(createModel(scenarioOf(name)), { properties });
    expect(verdicts.filter(({ verdict }) => verdict === 'violated').map(({ property }) => property)).toEqual(violated);
  });
});

describe('what the client reads', () => {
  test.each<[name: string, line: RegExp]>([
    ['admission-rego', /^Error from server \(InternalError\): Internal error occurred: failed calling webhook/],
    [
      'admission-rego-keys',
      /^Error from server: admission webhook "validating-webhook.openpolicyagent.org" denied the request: /,
    ],
    [
      'admission-policy-keys',
      /^The configmaps "groupon-config" is invalid: : ValidatingAdmissionPolicy 'known-keys' with binding 'known-keys' denied request: not allowed: feature.yml$/,
    ],
    ['admission-safe', /with binding 'known-keys-everywhere' denied request: not allowed: feature.yml$/],
  ])('%s', (name, line) => {
    const lines = printed(name);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(line);
  });
});
