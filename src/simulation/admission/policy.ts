// A ValidatingAdmissionPolicy with its binding: which requests it matches, what it says of them, what the client reads.
//
// Source: k8s.io/apiserver pkg/admission/plugin/policy/validating (validator.go: order, messages, failurePolicy;
// dispatcher.go: the first decision that denies is told, reasonToCode), pkg/admission/errors.go (NewForbidden).
// Leaves out: several policies or bindings, parameters, warnings and audit annotations. Rules A5, A6.
import type { Denial } from '../../actors/api/admission.ts';
import type { Path } from '../diagnostics.ts';
import { type CelInput, type CelMistake, type Compiled, compileCel } from './cel.ts';
import { kubectlInvalid, kubectlLine } from './kubectl-line.ts';
import { type Binding, type Policy, REASONS, type ResourceRule } from './policy-schema.ts';
import { type AdmissionRequest, configMapOf, type Decide } from './request.ts';

/** celconfig.MaxEvaluatedMessageExpressionSizeBytes, in characters here. */
const MESSAGE_LENGTH_MAX = 5 * 1024;

/** An expression of a policy that does not compile. */
export interface PolicyMistake extends CelMistake {
  /** Where in the manifest it stands. */
  readonly path: Path;
}

interface Named {
  readonly name: string;
  readonly expression: Compiled;
}

interface Program {
  readonly conditions: readonly Named[];
  readonly variables: readonly Named[];
  readonly validations: readonly {
    readonly expression: Compiled;
    readonly messageExpression: Compiled | null;
    readonly message: string;
    readonly reason: keyof typeof REASONS;
  }[];
}

/** Why a request is refused, before it is worded for the client. */
interface Refused {
  readonly reason: keyof typeof REASONS;
  readonly message: string;
}

/** What a policy decides, or every expression of it that does not compile. Without a binding, one that denies is meant. */
export function compilePolicy(policy: Policy, binding: Binding | null): Decide | readonly PolicyMistake[] {
  const mistakes: PolicyMistake[] = [];
  const program = programOf(policy, mistakes);
  if (mistakes.length > 0) return mistakes;
  return (request) => {
    if (!matches(policy, request) || !(binding?.spec.validationActions.includes('Deny') ?? true)) return null;
    const refused = judged(policy, program, request);
    return refused === null ? null : denialOf(policy, binding, request, refused);
  };
}

/** Compiles every expression; `mistakes` takes those that do not. */
function programOf({ spec }: Policy, mistakes: PolicyMistake[]): Program {
  const compiled = (source: string, wanted: 'bool' | 'string' | 'any', path: Path): Compiled => {
    const found = compileCel(source, wanted);
    if ('evaluate' in found) return found;
    mistakes.push({ ...found, path: ['spec', ...path] });
    // Never evaluated: a policy with mistakes is none.
    return { source, evaluate: () => ({ error: found.message }) };
  };
  return {
    conditions: spec.matchConditions.map(({ name, expression }, index) => ({
      name,
      expression: compiled(expression, 'bool', ['matchConditions', index, 'expression']),
    })),
    variables: spec.variables.map(({ name, expression }, index) => ({
      name,
      expression: compiled(expression, 'any', ['variables', index, 'expression']),
    })),
    validations: spec.validations.map(({ expression, message = '', messageExpression, reason = 'Invalid' }, index) => ({
      expression: compiled(expression, 'bool', ['validations', index, 'expression']),
      messageExpression:
        messageExpression === undefined
          ? null
          : compiled(messageExpression, 'string', ['validations', index, 'messageExpression']),
      message,
      reason,
    })),
  };
}

function matches({ spec }: Policy, request: AdmissionRequest): boolean {
  const { resourceRules = [], excludeResourceRules = [] } = spec.matchConstraints;
  const fits = (rule: ResourceRule): boolean => ruleMatches(rule, request);
  return resourceRules.some(fits) && !excludeResourceRules.some(fits);
}

function ruleMatches(rule: ResourceRule, { operation, name }: AdmissionRequest): boolean {
  const has = (list: readonly string[], ...words: readonly string[]): boolean =>
    words.some((word) => list.includes(word));
  return (
    has(rule.apiGroups, '', '*') &&
    has(rule.apiVersions, 'v1', '*') &&
    has(rule.operations, operation, '*') &&
    has(rule.resources, 'configmaps', '*', '*/*') &&
    rule.scope !== 'Cluster' &&
    (rule.resourceNames?.includes(name) ?? true)
  );
}

/** The first decision that denies; null admits. */
function judged({ spec }: Policy, program: Program, request: AdmissionRequest): Refused | null {
  const { operation, name, namespace, before, after } = request;
  const base: CelInput = {
    object: configMapOf(request, after),
    oldObject: before === null ? null : configMapOf(request, before),
    request: { operation, name, namespace },
    namespaceObject: { metadata: { name: namespace, labels: { 'kubernetes.io/metadata.name': namespace } } },
    variables: {},
  };
  // A4: what cannot be evaluated is what failurePolicy is about.
  const failed = ({ source }: Compiled, error: string): Refused | null =>
    spec.failurePolicy === 'Ignore'
      ? null
      : { reason: 'Invalid', message: `expression '${source}' resulted in error: ${error}` };

  const conditions = program.conditions.map(({ expression }) => ({ expression, found: expression.evaluate(base) }));
  if (conditions.some(({ found }) => 'value' in found && found.value !== true)) return null;
  for (const { expression, found } of conditions) if ('error' in found) return failed(expression, found.error);

  const input = { ...base, variables: variablesOf(program, base) };
  for (const { expression, messageExpression, message, reason } of program.validations) {
    const found = expression.evaluate(input);
    if ('error' in found) {
      const refused = failed(expression, found.error);
      if (refused !== null) return refused;
    } else if (found.value !== true) {
      return { reason, message: messageOf(expression, messageExpression, message, input) };
    }
  }
  return null;
}

/** Each may use those before it; one that fails is not there, and fails whatever asks for it. */
function variablesOf({ variables }: Program, base: CelInput): Readonly<Record<string, unknown>> {
  const known: Record<string, unknown> = {};
  for (const { name, expression } of variables) {
    const found = expression.evaluate({ ...base, variables: known });
    if ('value' in found) known[name] = found.value;
  }
  return known;
}

/** messageExpression, unless it fails or gives nothing that fits on a line; then message; then the expression. */
function messageOf(expression: Compiled, messageExpression: Compiled | null, message: string, input: CelInput): string {
  const found = messageExpression?.evaluate(input) ?? { error: '' };
  const text = 'value' in found && typeof found.value === 'string' ? found.value.trim() : '';
  if (text !== '' && text.length <= MESSAGE_LENGTH_MAX && !text.includes('\n')) return text;
  return message.trim() === '' ? `failed expression: ${expression.source.trim()}` : message.trim();
}

/** As the API server words it: Forbidden in the text, the policy's reason in the status. */
function denialOf(policy: Policy, binding: Binding | null, request: AdmissionRequest, refused: Refused): Denial {
  const { reason, message } = refused;
  const named = `'${policy.metadata.name}' with binding '${binding?.metadata.name ?? policy.metadata.name}'`;
  const cause = `ValidatingAdmissionPolicy ${named} denied request: ${message}`;
  const text = `configmaps "${request.name}" is forbidden: ${cause}`;
  return {
    rule: 'A6',
    status: REASONS[reason],
    reason,
    message: text,
    line: reason === 'Invalid' ? kubectlInvalid('configmaps', request.name, cause) : kubectlLine(reason, text),
  };
}
