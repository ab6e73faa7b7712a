// As much of PromQL as docs/prometheus/rules.yaml and the article's two queries are written in, evaluated at a scrape.
//
// There is no evaluator of PromQL for Node in the registry; the grammar is Prometheus' own (@prometheus-io/lezer-promql), and
// whatever it has that is not here is refused. promtool, where it is at hand, judges the same rules on the same series
// (docs/prometheus/rules.test.yaml).
// Leaves out: all else. `increase` and `rate` do not extrapolate: what is asked of them is a sign or a ratio.
import { parser } from '@prometheus-io/lezer-promql';
import type { Labels, Series } from './series.ts';
import { SCRAPE_S } from './series.ts';

type Node = ReturnType<typeof parser.parse>['topNode'];

export interface Point {
  readonly labels: Labels;
  readonly value: number;
}
/** An instant vector, or one number. */
type Value = readonly Point[] | number;

interface At {
  readonly series: readonly Series[];
  /** Number of the scrape. */
  readonly scrape: number;
  readonly text: string;
}

/** The value of an expression at a scrape. Throws on what is not PromQL, or more of it than is known here. */
export function evaluate(text: string, series: readonly Series[], scrape: number): readonly Point[] {
  const tree = parser.parse(text);
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) throw new Error(`not PromQL at ${from}: ${text}`);
    },
  });
  const value = evaluated(onlyChild(tree.topNode), { series, scrape, text });
  return typeof value === 'number' ? [{ labels: {}, value }] : value;
}

function evaluated(node: Node, at: At): Value {
  switch (node.name) {
    case 'ParenExpr':
      return evaluated(onlyChild(node), at);
    case 'NumberDurationLiteral':
      return Number(textOf(node, at));
    case 'VectorSelector':
      return selected(node, at).flatMap(({ labels, values }) => {
        const value = values[at.scrape] ?? null;
        return value === null ? [] : [{ labels, value }];
      });
    case 'FunctionCall':
      return called(node, at);
    case 'AggregateExpr':
      return topk(node, at);
    case 'BinaryExpr':
      return combined(node, at);
    default:
      throw new Error(`${node.name} is not known here: ${textOf(node, at)}`);
  }
}

function selected(node: Node, at: At): readonly Series[] {
  const name = textOf(child(node, 'Identifier'), at);
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  const wanted = matchers.map((matcher) => {
    if (textOf(child(matcher, 'MatchOp'), at) !== '=') throw new Error('only = is known here');
    return [textOf(child(matcher, 'LabelName'), at), unquoted(child(matcher, 'StringLiteral'), at)] as const;
  });
  return at.series.filter(
    ({ labels }) => labels.__name__ === name && wanted.every(([label, value]) => labels[label] === value),
  );
}

function called(node: Node, at: At): Value {
  const name = textOf(child(node, 'FunctionIdentifier'), at);
  const args = childrenOf(child(node, 'FunctionCallBody'));
  const [first] = args;
  if (first === undefined) throw new Error(`${name} without arguments`);
  if (name === 'increase' || name === 'rate' || name === 'changes') return overRange(name, first, at);
  const vector = evaluated(first, at);
  if (typeof vector === 'number') throw new Error(`${name} of a number`);
  if (name === 'absent') return vector.length === 0 ? [{ labels: {}, value: 1 }] : [];
  if (name !== 'label_replace') throw new Error(`${name} is not known here`);
  const [to = '', replacement = '', from = '', pattern = ''] = args.slice(1).map((each) => unquoted(each, at));
  return vector.map(({ labels, value }) => {
    const found = new RegExp(`^(?:${pattern})$`).exec(labels[from] ?? '');
    return found === null
      ? { labels, value }
      : { labels: { ...labels, [to]: replacement.replace('$1', found[1] ?? '') }, value };
  });
}

function overRange(name: 'increase' | 'rate' | 'changes', node: Node, at: At): readonly Point[] {
  const duration = /^(\d+)([mh])$/.exec(textOf(child(node, 'DurationExpr'), at));
  if (duration === null) throw new Error(`duration: ${textOf(node, at)}`);
  const seconds = Number(duration[1]) * (duration[2] === 'h' ? 3600 : 60);
  const from = Math.max(0, at.scrape - seconds / SCRAPE_S + 1);
  return selected(child(node, 'VectorSelector'), at).flatMap(({ labels: { __name__, ...labels }, values }) => {
    const known = values.slice(from, at.scrape + 1).filter((value) => value !== null);
    if (known.length === 0 || (known.length < 2 && name !== 'changes')) return [];
    const steps = known.slice(1).map((value, index) => value - (known[index] ?? 0));
    if (name === 'changes') return [{ labels, value: steps.filter((step) => step !== 0).length }];
    // A counter that falls has begun again at nothing.
    const rise = steps.reduce((sum, step, index) => sum + (step < 0 ? (known[index + 1] ?? 0) : step), 0);
    return [{ labels, value: name === 'rate' ? rise / seconds : rise }];
  });
}

function topk(node: Node, at: At): readonly Point[] {
  const [count, of] = childrenOf(child(node, 'FunctionCallBody'));
  if (textOf(child(node, 'AggregateOp'), at) !== 'topk' || count === undefined || of === undefined) {
    throw new Error(`only topk is known here: ${textOf(node, at)}`);
  }
  const [number, vector] = [evaluated(count, at), evaluated(of, at)];
  if (typeof number !== 'number' || typeof vector === 'number') throw new Error('topk of a number and a vector');
  return vector.toSorted((a, b) => b.value - a.value).slice(0, number);
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '/': (a, b) => a / b,
};
const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '==': (a, b) => a === b,
};

function combined(node: Node, at: At): Value {
  const [left, right] = [node.firstChild, node.lastChild];
  if (left === null || right === null) throw new Error(`two sides: ${textOf(node, at)}`);
  const operator = childrenOf(node)
    .slice(1, -1)
    .find(({ name }) => name !== 'MatchingModifierClause');
  const word = operator === undefined ? '' : textOf(operator, at);
  const [a, b] = [evaluated(left, at), evaluated(right, at)];
  if (typeof a === 'number') throw new Error('a number on the left');
  const keyOf = keyOn(node, at);
  if (word === 'unless' && typeof b !== 'number')
    return a.filter((each) => !b.some((other) => keyOf(other) === keyOf(each)));
  const compare = COMPARISONS[word];
  if (compare !== undefined && typeof b === 'number') return a.filter(({ value }) => compare(value, b));
  const calculate = ARITHMETIC[word];
  if (calculate === undefined || typeof b === 'number')
    throw new Error(`${word} is not known here: ${textOf(node, at)}`);
  return a.flatMap((each) =>
    b
      .filter((other) => keyOf(other) === keyOf(each))
      .map(({ value }) => ({ ...each, value: calculate(each.value, value) })),
  );
}

/** What makes two points of the sides of an operator belong together: all labels, or those of `on`. */
function keyOn(node: Node, at: At): (point: Point) => string {
  const clause = node.getChild('MatchingModifierClause')?.getChild('GroupingLabels') ?? null;
  const on = clause?.getChildren('LabelName').map((each) => textOf(each, at)) ?? null;
  return ({ labels: { __name__, ...labels } }) =>
    JSON.stringify(
      Object.entries(labels)
        .filter(([label]) => on === null || on.includes(label))
        .sort(),
    );
}

function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (let next = node.firstChild; next !== null; next = next.nextSibling) children.push(next);
  return children;
}

function onlyChild(node: Node): Node {
  const [only, second] = childrenOf(node);
  if (only === undefined || second !== undefined) throw new Error(`one child of ${node.name}`);
  return only;
}

function child(node: Node, name: string): Node {
  const found = node.getChild(name);
  if (found === null) throw new Error(`no ${name} in ${node.name}`);
  return found;
}

function textOf({ from, to }: Node, { text }: At): string {
  return text.slice(from, to);
}

function unquoted(node: Node, at: At): string {
  return textOf(node, at).slice(1, -1);
}
