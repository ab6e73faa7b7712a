// CEL expressions of a ValidatingAdmissionPolicy: compiled once, evaluated by @marcbachmann/cel-js.
//
// The library matches regular expressions with JavaScript's engine, which knows other ones than CEL's RE2 and may take for
// ever; so `matches` is carried out by @bufbuild/re2, in time linear in the text.
//
// Source: k8s.io/apiserver pkg/cel/environment and pkg/admission/plugin/cel (which variables there are, what an
// expression must evaluate to). `request` is typed, so a word that it does not have does not compile; `object` and
// `oldObject` are not, as in Kubernetes, where their fields are looked for when the expression is evaluated.
// Leaves out: `params`, `authorizer`, cost limits, and the libraries that Kubernetes adds to CEL.
import { RE2JS } from '@bufbuild/re2';
import { type ASTNode, Environment, EvaluationError, type TypeCheckResult } from '@marcbachmann/cel-js';
import { oneLine } from '../diagnostics.ts';

/** The request as an expression sees it. */
export interface CelRequest {
  readonly operation: string;
  readonly name: string;
  readonly namespace: string;
}

/** What an expression is evaluated over. */
export interface CelInput {
  readonly object: object;
  /** Null for a CREATE. */
  readonly oldObject: object | null;
  readonly request: CelRequest;
  readonly namespaceObject: object;
  /** Values of `spec.variables` that could be computed. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** An expression that compiles. */
export interface Compiled {
  readonly source: string;
  readonly evaluate: (input: CelInput) => { readonly value: unknown } | { readonly error: string };
}

/** Why an expression does not compile, and from which character on (from 0, in UTF-16 units of the expression). */
export interface CelMistake {
  readonly at: number;
  readonly message: string;
}

const KIND = { group: 'string', version: 'string', kind: 'string' } as const;
const RESOURCE = { group: 'string', version: 'string', resource: 'string' } as const;
const REQUEST = {
  kind: KIND,
  resource: RESOURCE,
  subResource: 'string',
  requestKind: KIND,
  requestResource: RESOURCE,
  requestSubResource: 'string',
  name: 'string',
  namespace: 'string',
  operation: 'string',
  dryRun: 'bool',
  userInfo: { username: 'string', uid: 'string', groups: 'list<string>' },
} as const;

/** Words of Kubernetes' own CEL libraries that this one does not have, for a mistake that names one. */
const KUBERNETES_ONLY =
  /\b(authorizer|params|quantity|isQuantity|url|isURL|ip|isIP|cidr|isCIDR|format|find|findAll|sum|isSorted|semver|replace|transformList|transformMap)\b/;

const LIMITS = { maxAstNodes: 2000, maxDepth: 64, maxListElements: 256, maxMapEntries: 256, maxCallArguments: 16 };

function environment(): Environment {
  return new Environment({ enableOptionalTypes: true, limits: LIMITS })
    .registerVariable('object', 'dyn')
    .registerVariable('oldObject', 'dyn')
    .registerVariable({ name: 'request', schema: REQUEST })
    .registerVariable('namespaceObject', 'dyn')
    .registerVariable('variables', 'dyn')
    .registerFunction(`string.${MATCHES_RE2}(string): bool`, (text: string, pattern: string) =>
      new RE2JS(pattern).test(text),
    );
}

/** Stands for `matches`, which is taken, and is as long: every place in the text stays what it is. */
const MATCHES_RE2 = '_matchs';

/** The expression with every call of `matches` made one of ours. */
function withRe2(source: string, cel: Environment): string {
  if (!source.includes('matches')) return source;
  let text = source;
  for (const at of matchesIn(cel.parse(source).ast, source)) {
    text = text.slice(0, at) + MATCHES_RE2 + text.slice(at + MATCHES_RE2.length);
  }
  return text;
}

/** Where `matches` is written as a method, below a node. */
function matchesIn(node: unknown, source: string): readonly number[] {
  if (Array.isArray(node)) return node.flatMap((each) => matchesIn(each, source));
  if (node === null || typeof node !== 'object' || !('op' in node)) return [];
  const { op, args } = node as ASTNode;
  const below = matchesIn(args, source);
  if (op !== 'rcall' || args[0] !== 'matches') return below;
  return [source.indexOf('matches', args[1].range.end), ...below];
}

let shared: Environment | null = null;

/** Compiles an expression that must come out as `wanted` (or as a value known only when it is evaluated). */
export function compileCel(source: string, wanted: 'bool' | 'string' | 'any'): Compiled | CelMistake {
  shared ??= environment();
  const checked = shared.check(source);
  if (!checked.valid) return mistake(checked.error);
  const { type } = checked;
  if (wanted !== 'any' && type !== wanted && type !== 'dyn') {
    return { at: 0, message: `must evaluate to ${wanted}, and is ${type ?? 'unknown'}` };
  }
  const program = shared.parse(withRe2(source, shared));
  return { source, evaluate: (input) => evaluated(program, input) };
}

function mistake(error: TypeCheckResult['error']): CelMistake {
  const message = oneLine(error?.summary ?? 'not CEL');
  const missing = KUBERNETES_ONLY.test(message) ? '; Kubernetes has it, this model does not (docs/limits.md)' : '';
  return { at: error?.range?.start ?? error?.node?.pos ?? 0, message: message + missing };
}

function evaluated(program: (context: Record<string, unknown>) => unknown, input: CelInput) {
  const { request } = input;
  const kind = { group: '', version: 'v1', kind: 'ConfigMap' };
  const resource = { group: '', version: 'v1', resource: 'configmaps' };
  const context = {
    ...input,
    request: {
      kind,
      resource,
      subResource: '',
      requestKind: kind,
      requestResource: resource,
      requestSubResource: '',
      ...request,
      dryRun: false,
      userInfo: { username: 'kubernetes-admin', uid: '', groups: ['system:authenticated'] },
    },
  };
  try {
    return { value: program(context) };
  } catch (error) {
    // Whatever the library throws is the expression's error, not ours; words as cel-go has them.
    const summary = error instanceof EvaluationError ? error.summary : String(error);
    return { error: oneLine(summary).replace(/^No such key/, 'no such key') };
  }
}
