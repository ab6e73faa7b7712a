// A handler's source → what the sandbox runs: the same lines, with hooks where a promise floats and where a loop turns.
//
// Two things cannot be seen from within a JavaScript engine and are marked here. A call whose promise nobody waits for ends
// the process when it is rejected, as in Node. And at the top of the program, the beginning of a loop's turn is a place
// where everything that the rest depends on has a name: there the program can be saved and gone on with (a checkpoint),
// so that an endless loop is a finite program. A program with anything unusual at its top level has no such places, and is
// replayed from its beginning instead. No line moves, so that errors keep their line. Rules H7, H8.
import {
  type ExpressionStatement,
  type ForOfStatement,
  type ImportDeclaration,
  type Node,
  type Pattern,
  type Program,
  parse,
  type Statement,
  type VariableDeclaration,
  type WhileStatement,
} from 'acorn';

/** What a handler may import. */
export const MODULES = [
  'node:fs/promises',
  'node:fs',
  'node:path',
  'node:timers/promises',
  'fsnotify',
  'yaml',
  'reload-sim',
] as const;

/** Node's own modules go by their bare names too. */
export function moduleNamed(name: string): (typeof MODULES)[number] | undefined {
  return MODULES.find((each) => each === name || each === `node:${name}`);
}

/** A mistake in a source: both counted from 1. */
export interface SourceMistake {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Compiled {
  /** The program from its beginning. */
  readonly fromStart: string;
  /** The program from a turn of its loop number `loop` on. */
  readonly fromLoop: (loop: number) => string;
}

type Loop = ForOfStatement | WhileStatement;

/** Compiles a source, or tells the first mistake in it. */
export function compile(source: string): Compiled | SourceMistake {
  let program: Program;
  try {
    program = parse(source, { ecmaVersion: 2024, sourceType: 'module', locations: true });
  } catch (error) {
    const { loc, message } = error as { readonly loc?: { line: number; column: number }; readonly message: string };
    if (loc === undefined) throw error;
    return { line: loc.line, column: loc.column + 1, message: message.replace(/ \(\d+:\d+\)$/, '') };
  }
  const unknown = program.body.find((node) => node.type === 'ImportDeclaration' && !isKnown(node));
  if (unknown?.type === 'ImportDeclaration') {
    const { line, column } = unknown.source.loc?.start ?? { line: 1, column: 0 };
    const message = `found the module ${JSON.stringify(unknown.source.value)}, expected one of ${MODULES.join(', ')}`;
    return { line, column: column + 1, message };
  }
  const floating = floatingCalls(program);
  const loops = isPlain(program) ? program.body.filter(isLoop) : [];
  return {
    fromStart: rewritten(source, [...floating, ...loops.flatMap((loop, index) => loopEdits(program, loop, index))]),
    fromLoop: (index) => {
      const loop = loops[index];
      if (loop === undefined) return source;
      const others = loops.flatMap((each, at) => (at < index ? [] : loopEdits(program, each, at)));
      const left = floating.filter(({ at }) => at >= loop.start || isInCode(program, at));
      return rewritten(source, [...resumeEdits(source, program, loop), ...left, ...others]);
    },
  };
}

function isKnown({ source }: ImportDeclaration): boolean {
  return moduleNamed(String(source.value)) !== undefined;
}

/** A change of the text that moves no line: `text` in place of what stands from `at` to `until`. */
interface Edit {
  readonly at: number;
  readonly until: number;
  readonly text: string;
}

const insert = (at: number, text: string): Edit => ({ at, until: at, text });

function rewritten(source: string, edits: readonly Edit[]): string {
  let text = '';
  let from = 0;
  for (const { at, until, text: put } of edits.toSorted((a, b) => a.at - b.at)) {
    text += source.slice(from, at) + put;
    from = until;
  }
  return text + source.slice(from);
}

const HOOKS = "globalThis[Symbol.for('reload-sim')].hooks";

/** Every node below one, itself included, parents first. */
function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') yield* nodesOf(child as Node);
    }
  }
}

/** Statements that call something and do nothing with what it returns. */
function floatingCalls(program: Program): readonly Edit[] {
  return [...nodesOf(program)].flatMap((node) => {
    if (node.type !== 'ExpressionStatement') return [];
    const { expression } = node as ExpressionStatement;
    if (expression.type !== 'CallExpression') return [];
    return [insert(expression.start, `${HOOKS}.floating(`), insert(expression.end, ')')];
  });
}

// Top-level loops

/** Is everything that the top level knows declared in plain sight? */
function isPlain(program: Program): boolean {
  const code = new Set(program.body.filter(isCode).flatMap(namesOf));
  const isSeen = (node: Node): boolean => {
    if (node.type === 'VariableDeclaration') {
      return (node as VariableDeclaration).kind !== 'var' || program.body.includes(node as VariableDeclaration);
    }
    if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression') {
      const { left, argument } = node as Node & { readonly left?: Pattern; readonly argument?: Pattern };
      return patternNames(left ?? argument).every((name) => !code.has(name));
    }
    return !NOT_PLAIN.includes(node.type);
  };
  return [...nodesOf(program)].every(isSeen) && program.body.every(({ type }) => !type.startsWith('Export'));
}

/** What may hide state where no name leads to. */
const NOT_PLAIN: readonly string[] = [
  'ClassDeclaration',
  'ClassExpression',
  'MetaProperty',
  'ImportExpression',
  'LabeledStatement',
];

/** Declarations that are the same each time they are evaluated: functions, and constants that are functions. */
function isCode(node: Program['body'][number]): boolean {
  if (node.type === 'FunctionDeclaration' || node.type === 'ImportDeclaration') return true;
  if (node.type !== 'VariableDeclaration' || node.kind !== 'const') return false;
  return node.declarations.every(
    ({ init }) => init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression',
  );
}

function isInCode(program: Program, at: number): boolean {
  return program.body.some((node) => isCode(node) && node.start <= at && at < node.end);
}

function isLoop(node: Program['body'][number]): node is Loop {
  if (node.type === 'WhileStatement') return node.body.type === 'BlockStatement';
  return node.type === 'ForOfStatement' && node.await;
}

function namesOf(node: Program['body'][number]): readonly string[] {
  if (node.type === 'FunctionDeclaration') return [node.id.name];
  if (node.type !== 'VariableDeclaration') return [];
  return node.declarations.flatMap(({ id }) => patternNames(id));
}

function patternNames(pattern: Pattern | null | undefined): readonly string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((each) => patternNames(each.type === 'Property' ? each.value : each.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap(patternNames);
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    default:
      return [];
  }
}

/** Variables declared before a loop, with the kind of their declaration. */
function variablesBefore(program: Program, loop: Loop): readonly { readonly name: string; readonly kind: string }[] {
  return program.body.flatMap((node) => {
    if (node.type !== 'VariableDeclaration' || node.end > loop.start || isCode(node)) return [];
    return namesOf(node).map((name) => ({ name, kind: node.kind }));
  });
}

function loopEdits(program: Program, loop: Loop, index: number): readonly Edit[] {
  const names = variablesBefore(program, loop).map(({ name }) => name);
  const functions = program.body.filter(
    (node) => isCode(node) && (node.type === 'FunctionDeclaration' || node.end <= loop.start),
  );
  const variables = `() => [${names.join(', ')}], () => [${functions.flatMap(namesOf).join(', ')}]`;
  if (loop.type === 'ForOfStatement') {
    return [insert(loop.right.start, `${HOOKS}.each(${index}, () => (`), insert(loop.right.end, `), ${variables})`)];
  }
  return [
    insert(loop.test.start, `${HOOKS}.again(${index}) || (`),
    insert(loop.test.end, ')'),
    insert(loop.body.start + 1, `await ${HOOKS}.turn(${index}, ${variables});`),
  ];
}

/** Blanks out what has been done before the loop, and declares its variables with the values saved. */
function resumeEdits(source: string, program: Program, loop: Loop): readonly Edit[] {
  const declared = variablesBefore(program, loop).map(
    ({ name, kind }, index) => `${kind === 'const' ? 'const' : 'let'} ${name} = ${HOOKS}.value(${index});`,
  );
  const done = program.body.filter((node): node is Statement => node.end <= loop.start && !isCode(node));
  return [
    insert(0, declared.join('')),
    ...done.map(({ start, end }) => ({
      at: start,
      until: end,
      text: source.slice(start, end).replace(/[^\n]/g, ' '),
    })),
  ];
}
