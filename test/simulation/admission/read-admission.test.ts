// The block `admission` of a file: what is read, and every mistake with its place.
import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../../../src/simulation/diagnostics.ts';
import { loadSimulation } from '../../../src/simulation/parse.ts';
import { simulationText } from '../../../src/simulation/simulation-text.ts';
import { CATALOG } from '../shipped.ts';

const HEAD = `title: t
why: w
configMap: { data: { feature.yaml: "a: 1" } }
app: { strategy: dir-data-create }
story:
  - { at: 5s, apply: { feature.yaml: "a: 2" } }
`;

const POLICY = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: known-keys }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: ["*"], resources: [configmaps] }]
  validations:
    - expression: object.data.all(k, k in ['feature.yaml'])
`;
const BINDING = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: here }
spec: { policyName: known-keys, validationActions: [Deny] }
`;

const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');

function load(block: string, sources: Readonly<Record<string, string>> = {}, head = HEAD) {
  return loadSimulation(`${head}admission:\n${block}`, 'sims/x.yaml', CATALOG.strategies, sources);
}

function mistakes(block: string, sources: Readonly<Record<string, string>> = {}, head = HEAD): readonly string[] {
  const loaded = load(block, sources, head);
  return 'diagnostics' in loaded ? loaded.diagnostics.map(formatDiagnostic) : [];
}

function admissionIn(block: string, sources: Readonly<Record<string, string>> = {}) {
  const loaded = load(block, sources);
  if ('diagnostics' in loaded) throw new Error(loaded.diagnostics.map(formatDiagnostic).join('\n'));
  return loaded.simulation.scenario.admission;
}

describe('a block is read', () => {
  test('with every write decided beforehand, as plain data', () => {
    const admission = admissionIn('  webhook: { checks: fields, allow: [b], code: 403 }\n');
    expect(admission?.data).toEqual([{ 'feature.yaml': 'a: 1' }, { 'feature.yaml': 'a: 2' }]);
    expect(Object.keys(admission?.denials ?? {}).sort()).toEqual(['-1>0', '-1>1', '0>0', '0>1', '1>0', '1>1']);
    expect(JSON.parse(JSON.stringify(admission))).toEqual(admission);
  });

  test('what faults make of the data is decided too', () => {
    const head = `${HEAD}faults: [invalid-yaml, key-removed]\n`;
    const loaded = load('  webhook: { checks: fields, allow: [a] }\n', {}, head);
    const admission = 'simulation' in loaded ? loaded.simulation.scenario.admission : undefined;
    expect(admission?.data).toHaveLength(4);
    expect(admission?.denials['0>0']).toBeUndefined();
    expect(admission?.denials['0>2']?.status).toBe(400);
  });

  test('a policy may stand in the file, or in one of its own with its binding', () => {
    const inline = admissionIn(`  policy:\n${indented(POLICY)}  binding:\n${indented(BINDING)}`);
    const named = admissionIn('  policy: policy.yaml\n', { 'policy.yaml': `---\n${POLICY}---\n${BINDING}` });
    expect(named).toEqual(inline);
    expect(inline?.denials).toEqual({});
  });

  test('a link carries the policy of a file of its own', () => {
    const loaded = load('  policy: policy.yaml\n', { 'policy.yaml': POLICY });
    if ('diagnostics' in loaded) throw new Error('it has no mistakes');
    const again = loadSimulation(simulationText(loaded.simulation), 'x.yaml', []);
    expect('simulation' in again && again.simulation.scenario.admission).toEqual(loaded.simulation.scenario.admission);
  });
});

describe('CEL that does not compile is told with line and column', () => {
  const withExpression = (expression: string): string =>
    `  policy:\n${indented(POLICY).replace(/expression: .*$/m, `expression: ${expression}`)}`;

  test.each<[what: string, expression: string, told: string]>([
    [
      'plain',
      'has(object.data) && objekt',
      'sims/x.yaml:16:43: spec.validations[0].expression: CEL: Unknown variable: objekt',
    ],
    [
      'quoted',
      '"has(object.data) && objekt"',
      'sims/x.yaml:16:44: spec.validations[0].expression: CEL: Unknown variable: objekt',
    ],
    ['quoted with escapes', '"object.data[\\"a\\"] == objekt"', 'sims/x.yaml:16:46: '],
    ['a block', '|\n            has(object.data) &&\n              objekt', 'sims/x.yaml:18:15: '],
    ['folded', '>-\n            has(object.data) &&\n            objekt', 'sims/x.yaml:18:13: '],
    ['over two lines', 'has(object.data) &&\n            objekt', 'sims/x.yaml:17:13: '],
    ['cut off', 'object.data.all(k,', 'sims/x.yaml:16:41: spec.validations[0].expression: CEL: Unexpected token: EOF'],
    [
      'of the wrong type',
      'size(object.data)',
      'sims/x.yaml:16:23: spec.validations[0].expression: CEL: must evaluate to bool, and is int',
    ],
    [
      'with what is not modelled',
      'params.x == 1',
      'sims/x.yaml:16:23: spec.validations[0].expression: CEL: Unknown variable: params; Kubernetes has it',
    ],
  ])('%s', (_, expression, told) => {
    const [first, ...others] = mistakes(withExpression(expression));
    expect(others).toEqual([]);
    expect(first).toMatch(/^[^\n]*$/);
    expect(first?.slice(0, told.length)).toBe(told);
  });

  test('in a file of its own, of which the name is told', () => {
    const broken = POLICY.replace('object.data', 'objekt.data');
    const first = `---\n${BINDING}---\n${broken}`;
    expect(mistakes('  policy: policies/p.yaml\n', { 'policies/p.yaml': first })).toEqual([
      'sims/policies/p.yaml:14:19: spec.validations[0].expression: CEL: Unknown variable: objekt',
    ]);
  });
});

describe('a mistake in the block is one line with its place', () => {
  test.each<[block: string, told: string]>([
    ['  namespace: a\n', '7:1: admission: found neither, expected webhook or policy'],
    ['  webhook: { allow: [a] }\n', '8:3: admission.webhook: found neither, expected either checks or rego'],
    [
      '  webhook: { checks: keys, rego: corrected }\n',
      '8:3: admission.webhook: found both, expected either checks or rego',
    ],
    [
      '  webhook: { rego: corrected, code: 403 }\n',
      '8:31: admission.webhook.code: found it with rego, whose main rule sends no code',
    ],
    ['  webhook: { rego: key-bound, require: [a] }\n', '8:31: admission.webhook.require: found it with rego key-bound'],
    [
      '  webhook: { rego: as-written, answers: never }\n',
      '8:32: admission.webhook.answers: found it with an OPA that does not start',
    ],
    [
      '  webhook: { rego: fixed }\n',
      '8:20: admission.webhook.rego: found "fixed", expected one of as-written, key-bound, corrected',
    ],
    [
      '  webhook: { checks: keys, timeout: 31s }\n',
      '8:37: admission.webhook.timeout: found "31s", expected a whole number of seconds from 1s to 30s',
    ],
    ['  webhook: { checks: keys, timeout: 1500ms }\n', '8:37: admission.webhook.timeout: found "1500ms", expected'],
    [
      '  webhook: { checks: keys, failurePolicy: Allow }\n',
      '8:43: admission.webhook.failurePolicy: found "Allow", expected one of Fail, Ignore',
    ],
    [
      '  webhook: { checks: keys }\n  policy: p.yaml\n',
      '9:3: admission.policy: found it beside webhook, expected one of the two',
    ],
    [
      '  policy: p.yaml\n',
      '8:11: admission.policy: found "p.yaml", expected a file that is there, relative to this one, or a manifest',
    ],
    ['  policy: { kind: ClusterPolicy }\n', '8:19: kind: found "ClusterPolicy", expected ValidatingAdmissionPolicy'],
    ['  policy: {}\n', '8:11: kind: found no kind, expected ValidatingAdmissionPolicy'],
    ['  policy: 7\n', '8:11: admission.policy: found the number 7, expected the path of a file or a manifest'],
  ])('%j', (block, told) => {
    const found = mistakes(block);
    expect(found).toHaveLength(1);
    expect(found[0]?.slice('sims/x.yaml:'.length).startsWith(told) ? told : found[0]).toBe(told);
  });

  test.each<[what: string, change: (policy: string) => string, told: RegExp]>([
    [
      'parameters',
      (p) => p.replace('spec:\n', 'spec:\n  paramKind: { kind: ConfigMap }\n'),
      /spec.paramKind: found a mapping, expected no such field: parameters are not modelled$/,
    ],
    [
      'a selector',
      (p) => p.replace('  matchConstraints:\n', '  matchConstraints:\n    objectSelector: { matchLabels: { a: b } }\n'),
      /objectSelector/,
    ],
    [
      'another version',
      (p) => p.replace('k8s.io/v1', 'k8s.io/v1beta1'),
      /apiVersion: found "admissionregistration.k8s.io\/v1beta1", expected admissionregistration.k8s.io\/v1$/,
    ],
    [
      'a word that is no reason',
      (p) => `${p}      reason: Bad\n`,
      /reason: found "Bad", expected one of Unauthorized, Forbidden, Invalid, RequestEntityTooLarge/,
    ],
    ['no validation', (p) => p.replace(/ {2}validations:[\s\S]*/, ''), /spec.validations: missing, expected/],
    [
      'a field that is none',
      (p) => p.replace('validations', 'validation'),
      /spec.validation: unknown key, expected one of .*did you mean "validations"/,
    ],
  ])('of a policy: %s', (_, change, told) => {
    const found = mistakes('  policy: p.yaml\n', { 'p.yaml': change(POLICY) });
    expect(found.some((line) => told.test(line) && line.startsWith('sims/p.yaml:')) ? told.source : found).toBe(
      told.source,
    );
  });

  test('of a file with policies: a second one, another kind, a binding alone, one for another policy', () => {
    const of = (text: string) => mistakes('  policy: p.yaml\n', { 'p.yaml': text });
    expect(of(`${POLICY}---\n${POLICY}`)).toEqual([
      'sims/p.yaml:11:7: kind: found "ValidatingAdmissionPolicy" a second time, expected one in a file',
    ]);
    expect(of(`${POLICY}---\nkind: Namespace\n`)).toEqual([
      'sims/p.yaml:10:7: kind: found "Namespace", expected ValidatingAdmissionPolicy',
    ]);
    expect(of(BINDING)[0]).toMatch(/^sims\/p.yaml:2:7: kind: found "ValidatingAdmissionPolicyBinding", expected/);
    expect(of(`${POLICY}---\n${BINDING.replace('known-keys', 'known')}`)).toEqual([
      'sims/p.yaml:13:21: spec.policyName: found "known", expected the name of the policy, known-keys',
    ]);
    expect(of('a: [')[0]).toMatch(/^sims\/p.yaml:\d+:\d+: /);
    expect(of('')).toHaveLength(1);
  });

  test('more data than are decided beforehand', () => {
    const data = Array.from({ length: 6 }, (_, index) => `k${index}: "a: 1"`).join(', ');
    const head = HEAD.replaceAll(/\{ feature.yaml: "a: \d" \}/g, `{ ${data} }`);
    const faults = 'faults: [{ fault: invalid-yaml, times: 2 }, { fault: empty-payload, times: 2 }]\n';
    expect(mistakes('  webhook: { checks: keys }\n', {}, `${head}${faults}`)).toEqual([
      'sims/x.yaml:8:1: admission: found more than 48 different data that story and faults may apply, expected fewer',
    ]);
  });

  test('a mistake that is no apply', () => {
    const head = `${HEAD}  - { at: 6s, annotatePod: true, mistake: true }\n`;
    expect(mistakes('  webhook: { checks: keys }\n', {}, head)).toEqual([
      'sims/x.yaml:7:34: story[1].mistake: found it with annotatePod, expected it with apply only',
    ]);
  });
});
