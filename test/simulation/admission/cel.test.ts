// CEL of a ValidatingAdmissionPolicy: what compiles, what does not and where, and what comes out.
import { describe, expect, test } from 'vitest';
import { type CelInput, compileCel } from '../../../src/simulation/admission/cel.ts';

const INPUT: CelInput = {
  object: {
    metadata: { name: 'app-config', namespace: 'shop' },
    data: { 'feature.yaml': 'groupBuy: []', 'other.yaml': '' },
  },
  oldObject: { data: { 'feature.yaml': 'groupBuy: [north]' } },
  request: { operation: 'UPDATE', name: 'app-config', namespace: 'shop' },
  namespaceObject: { metadata: { name: 'shop' } },
  variables: { allowed: ['feature.yaml'] },
};

function evaluate(source: string, wanted: 'bool' | 'string' | 'any' = 'any') {
  const compiled = compileCel(source, wanted);
  return 'evaluate' in compiled ? compiled.evaluate(INPUT) : compiled;
}

describe('A5: an expression is evaluated over the request', () => {
  test.each<[source: string, value: unknown]>([
    ["object.data.all(k, k in ['feature.yaml'])", false],
    ["object.data.all(k, k in ['feature.yaml', 'other.yaml'])", true],
    ['object.data.all(k, k in variables.allowed)', false],
    ['object.data.all(k, k in oldObject.data)', false],
    ["'feature.yaml' in object.data && object.data['feature.yaml'].size() > 0", true],
    ["request.operation == 'UPDATE' && request.kind.kind == 'ConfigMap'", true],
    ["request.namespace == 'shop' && namespaceObject.metadata.name == object.metadata.namespace", true],
    ['has(object.binaryData)', false],
    ['!has(object.binaryData) || object.binaryData.size() == 0', true],
    ["object.data.filter(k, !(k in ['feature.yaml'])).join(', ')", 'other.yaml'],
    ["object.data['feature.yaml'].matches('^groupBuy:')", true],
    ["object.data.all(k, k . matches('^[a-z.]+$') && !object.data[k].matches('matches'))", true],
    ["'matches'.matches('^(a+)+$') || '[😀]'.matches(r'^\\[\\x{1F600}]$')", true],
    [`'${'a'.repeat(5000)}b'.matches('^(a+)+$')`, false],
    ['object.?immutable.orValue(false)', false],
  ])('%s', (source, value) => {
    expect(evaluate(source)).toEqual({ value });
  });

  test.each([
    ['object.dta.all(k, true)', 'no such key: dta'],
    ["oldObject.data['other.yaml'] == ''", 'no such key: other.yaml'],
    ["'a'.matches('(?=a)')", 'RE2JSSyntaxException: error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
  ])('%s fails when it is evaluated, as fields of an object are looked for only then', (source, error) => {
    expect(evaluate(source)).toEqual({ error });
  });
});

describe('A5: an expression that does not compile is told with its place', () => {
  test.each<[source: string, at: number, message: RegExp]>([
    ['objekt.data == {}', 0, /^Unknown variable: objekt$/],
    ["request.operaton == 'UPDATE'", 8, /operaton/],
    ['object.data.all(k, ', 19, /^Unexpected token: EOF$/],
    ["1 + 'a' == 2", 0, /no such overload: int \+ string/],
    ['params.data == {}', 0, /Unknown variable: params; Kubernetes has it/],
    ["authorizer.group('').check('x').allowed()", 0, /Unknown variable: authorizer; Kubernetes has it/],
    ["'%s'.format(['a']) == 'a'", 0, /format.*; Kubernetes has it/],
    ["yaml.parse(object.data['feature.yaml']) == {}", 0, /Unknown variable: yaml$/],
    ['', 0, /Unexpected token: EOF/],
    [`${'('.repeat(500)}true${')'.repeat(500)}`, 0, /depth/i],
  ])('%s', (source, at, message) => {
    const found = evaluate(source, 'bool');
    expect(found).toMatchObject({ at: expect.any(Number), message: expect.stringMatching(message) });
    if (source.length < 100) expect(found).toMatchObject({ at });
  });

  test.each<[source: string, wanted: 'bool' | 'string', message: string]>([
    ['size(object.data)', 'bool', 'must evaluate to bool, and is int'],
    ['true', 'string', 'must evaluate to string, and is bool'],
  ])('%s is no %s', (source, wanted, message) => {
    expect(evaluate(source, wanted)).toEqual({ at: 0, message });
  });
});
