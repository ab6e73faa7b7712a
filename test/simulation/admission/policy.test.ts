// A ValidatingAdmissionPolicy: what it matches, what it says, in which words the client reads it.
import { describe, expect, test } from 'vitest';
import type { Denial } from '../../../src/actors/api/admission.ts';
import { compilePolicy } from '../../../src/simulation/admission/policy.ts';
import {
  type Binding,
  bindingSchema,
  type Policy,
  policySchema,
} from '../../../src/simulation/admission/policy-schema.ts';
import type { AdmissionRequest } from '../../../src/simulation/admission/request.ts';

const RULE = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['configmaps'] };
const ALLOWED = "object.data.all(k, k in ['feature.yaml'])";

function policy(spec: Record<string, unknown> = {}): Policy {
  return policySchema.parse({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'known-keys' },
    spec: { matchConstraints: { resourceRules: [RULE] }, validations: [{ expression: ALLOWED }], ...spec },
  });
}

function binding(validationActions: readonly string[]): Binding {
  return bindingSchema.parse({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'known-keys-here' },
    spec: { policyName: 'known-keys', validationActions },
  });
}

const UPDATE: AdmissionRequest = {
  operation: 'UPDATE',
  name: 'app-config',
  namespace: 'default',
  before: { 'feature.yaml': 'a: 1' },
  after: { 'feature.yml': 'a: 1' },
};

function decide(spec?: Record<string, unknown>, request: Partial<AdmissionRequest> = {}, bound: Binding | null = null) {
  const compiled = compilePolicy(policy(spec), bound);
  if (typeof compiled !== 'function') throw new Error(JSON.stringify(compiled));
  return compiled({ ...UPDATE, ...request });
}

const CAUSE = "ValidatingAdmissionPolicy 'known-keys' with binding 'known-keys' denied request: ";

describe('A6: what a policy refuses', () => {
  test('is 422 Invalid unless the validation says otherwise, in the words of the API server and of kubectl', () => {
    const cause = `${CAUSE}failed expression: ${ALLOWED}`;
    expect(decide()).toEqual<Denial>({
      rule: 'A6',
      status: 422,
      reason: 'Invalid',
      message: `configmaps "app-config" is forbidden: ${cause}`,
      line: `The configmaps "app-config" is invalid: : ${cause}`,
    });
  });

  test.each([
    ['Forbidden', 403],
    ['Unauthorized', 401],
    ['RequestEntityTooLarge', 413],
  ])('with reason %s is %i', (reason, status) => {
    const validations = [{ expression: 'false', message: 'no', reason }];
    const message = `configmaps "app-config" is forbidden: ${CAUSE}no`;
    expect(decide({ validations })).toMatchObject({ status, reason, message });
    const line =
      reason === 'Unauthorized' ? 'error: You must be logged in to the server' : `Error from server (${reason}):`;
    expect(decide({ validations })?.line.startsWith(line)).toBe(true);
  });

  test.each<[what: string, validation: Record<string, string>, told: string]>([
    [
      'messageExpression',
      { messageExpression: "'keys: ' + object.data.map(k, k).join(', ')", message: 'no' },
      'keys: feature.yml',
    ],
    ['message, where messageExpression fails', { messageExpression: 'string(object.nothing)', message: ' no ' }, 'no'],
    ['message, where messageExpression gives two lines', { messageExpression: "'a\\nb'", message: 'no' }, 'no'],
    ['message, where messageExpression gives nothing', { messageExpression: "' '", message: 'no' }, 'no'],
    ['the expression, without any', {}, 'failed expression: false'],
  ])('is told by %s', (_, validation, told) => {
    expect(decide({ validations: [{ expression: 'false', ...validation }] })?.message).toMatch(
      new RegExp(`${CAUSE.replaceAll(/[()]/g, '.')}${told}$`),
    );
  });

  test('is told by the first validation that fails', () => {
    const validations = [
      { expression: 'true' },
      { expression: 'false', message: 'one' },
      { expression: 'false', message: 'two' },
    ];
    expect(decide({ validations })?.message).toMatch(/one$/);
  });

  test('names the binding; one that only warns or audits refuses nothing', () => {
    expect(decide({}, {}, binding(['Deny']))?.message).toContain("with binding 'known-keys-here'");
    expect(decide({}, {}, binding(['Warn', 'Audit']))).toBeNull();
  });
});

describe('A5: which requests a policy is about', () => {
  test.each<[what: string, rule: Record<string, unknown>, refused: boolean]>([
    ['these operations', {}, true],
    ['another operation', { operations: ['CREATE'] }, false],
    ['every operation', { operations: ['*'] }, true],
    ['another resource', { resources: ['secrets'] }, false],
    ['every resource', { resources: ['*'] }, true],
    ['another group', { apiGroups: ['apps'] }, false],
    ['every group and version', { apiGroups: ['*'], apiVersions: ['*'] }, true],
    ['this name', { resourceNames: ['app-config'] }, true],
    ['another name', { resourceNames: ['app-config-b7k2'] }, false],
    ['what has no namespace', { scope: 'Cluster' }, false],
  ])('%s', (_, rule, refused) => {
    expect(decide({ matchConstraints: { resourceRules: [{ ...RULE, ...rule }] } }) !== null).toBe(refused);
  });

  test('a rule may take out what another takes in', () => {
    const matchConstraints = { resourceRules: [RULE], excludeResourceRules: [{ ...RULE, operations: ['UPDATE'] }] };
    expect(decide({ matchConstraints })).toBeNull();
    expect(decide({ matchConstraints }, { operation: 'CREATE', before: null })).not.toBeNull();
  });

  test('a match condition that is false takes the request out, whatever another one does', () => {
    const elsewhere = { name: 'elsewhere', expression: "request.namespace == 'groupon-prod'" };
    const broken = { name: 'broken', expression: 'object.nothing == 1' };
    expect(decide({ matchConditions: [elsewhere] })).toBeNull();
    expect(decide({ matchConditions: [broken, elsewhere] })).toBeNull();
    expect(decide({ matchConditions: [elsewhere] }, { namespace: 'groupon-prod' })).not.toBeNull();
  });
});

describe('A4: what cannot be evaluated is what failurePolicy is about', () => {
  const expression = "object.data['limits.yaml'] != ''";
  const error = `expression '${expression}' resulted in error: no such key: limits.yaml`;

  test('Fail, the default, refuses with 422', () => {
    expect(decide({ validations: [{ expression }] })).toMatchObject({
      status: 422,
      message: expect.stringContaining(error),
    });
  });

  test('Ignore lets it in, and still refuses what another validation can tell', () => {
    expect(decide({ failurePolicy: 'Ignore', validations: [{ expression }] })).toBeNull();
    expect(decide({ failurePolicy: 'Ignore', validations: [{ expression }, { expression: 'false' }] })).not.toBeNull();
  });

  test('so does a match condition', () => {
    const matchConditions = [{ name: 'broken', expression }];
    expect(decide({ matchConditions })?.message).toContain(error);
    expect(decide({ matchConditions, failurePolicy: 'Ignore' })).toBeNull();
  });
});

test('A5: variables are computed in order; one that fails is not there', () => {
  const variables = [
    { name: 'keys', expression: 'object.data.map(k, k)' },
    { name: 'count', expression: 'size(variables.keys)' },
    { name: 'broken', expression: 'object.nothing' },
  ];
  expect(decide({ variables, validations: [{ expression: 'variables.count == 1' }] })).toBeNull();
  expect(decide({ variables, validations: [{ expression: 'variables.broken == 1' }] })?.message).toContain(
    'no such key: broken',
  );
});

test('A5: every expression that does not compile is told, with where it stands', () => {
  const spec = {
    matchConditions: [{ name: 'one', expression: 'request.nothing' }],
    validations: [{ expression: 'true' }, { expression: 'objekt', messageExpression: '1' }],
  };
  expect(compilePolicy(policy(spec), null)).toMatchObject([
    { path: ['spec', 'matchConditions', 0, 'expression'] },
    { path: ['spec', 'validations', 1, 'expression'], at: 0, message: 'Unknown variable: objekt' },
    { path: ['spec', 'validations', 1, 'messageExpression'], message: 'must evaluate to string, and is int' },
  ]);
});
