// A tree of runs: every step that was ever taken stays; going back and choosing otherwise grows a branch.
//
// One branch, from the first world to a leaf, is the present one, with a cursor on it. Nothing is
// overwritten; two equal choices at one place are one step. Pure: every function returns a new tree that
// shares what has not changed.
import type { RunEnd, RunStep } from '../../world/run.ts';
import { choiceKey, type World } from '../../world/world.ts';

export interface RunNode {
  /** Null at the root. */
  readonly parent: number | null;
  /** The step that leads here; null at the root. */
  readonly step: RunStep | null;
  /** In the order of being tried. */
  readonly children: readonly number[];
  /** What the run came to here; null where it goes on or nobody has looked. */
  readonly end: RunEnd | null;
}

export interface RunTree {
  readonly first: World;
  readonly nodes: readonly RunNode[];
  /** Nodes of the present branch, root first. */
  readonly path: readonly number[];
  /** The steps of the present branch; the n-th leads to the n-th node after the root. */
  readonly steps: readonly RunStep[];
  /** Steps taken so far on the present branch: where the cursor is. */
  readonly at: number;
}

/** A tree without any step. */
export function newTree(first: World): RunTree {
  return { first, nodes: [{ parent: null, step: null, children: [], end: null }], path: [0], steps: [], at: 0 };
}

/** The world under the cursor. */
export function worldAt({ first, steps, at }: RunTree): World {
  return steps[at - 1]?.world ?? first;
}

/** The tree with the cursor after step number `at` of the present branch. */
export function seek(tree: RunTree, at: number): RunTree {
  return { ...tree, at: Math.max(0, Math.min(at, tree.steps.length)) };
}

/**
 * Takes steps from the cursor on; it ends up behind the last of them. What has been taken here before is gone
 * through again, the rest is new; a step that differs from the branch's own makes another branch the present
 * one.
 */
export function take(tree: RunTree, steps: readonly RunStep[], end: RunEnd | null = null): RunTree {
  const nodes = [...tree.nodes];
  let node = tree.path[tree.at] ?? 0;
  for (const step of steps) node = childFor(nodes, node, step);
  if (end !== null) nodes[node] = { ...nodeAt(nodes, node), end };
  const at = tree.at + steps.length;
  if (tree.path[at] === node) return { ...tree, nodes, at };
  return { ...onBranch({ ...tree, nodes }, leafBelow(nodes, node)), at };
}

function childFor(nodes: RunNode[], parent: number, step: RunStep): number {
  const { children } = nodeAt(nodes, parent);
  const key = choiceKey(step.choice);
  const known = children.find((id) => choiceKey((nodeAt(nodes, id).step as RunStep).choice) === key);
  if (known !== undefined) return known;
  const id = nodes.length;
  nodes.push({ parent, step, children: [], end: null });
  nodes[parent] = { ...nodeAt(nodes, parent), children: [...children, id] };
  return id;
}

function nodeAt(nodes: readonly RunNode[], id: number): RunNode {
  return nodes[id] as RunNode;
}

/** The leaf that is reached by going on as was done last. */
function leafBelow(nodes: readonly RunNode[], from: number): number {
  let node = from;
  for (;;) {
    const next = nodeAt(nodes, node).children.at(-1);
    if (next === undefined) return node;
    node = next;
  }
}

/** The tree with the branch that ends in this leaf as the present one; the cursor stays at its depth. */
export function onBranch(tree: RunTree, leaf: number): RunTree {
  const path: number[] = [];
  for (let node: number | null = leaf; node !== null; node = nodeAt(tree.nodes, node).parent) path.push(node);
  path.reverse();
  const steps = path.slice(1).map((id) => nodeAt(tree.nodes, id).step as RunStep);
  return { ...tree, path, steps, at: Math.min(tree.at, steps.length) };
}

/** What the run has come to at the cursor, if that is known. */
export function endAt({ nodes, path, at }: RunTree): RunEnd | null {
  return nodes[path[at] ?? 0]?.end ?? null;
}

/** The leaves, in the order of being made: one a branch. */
export function leavesOf({ nodes }: RunTree): readonly number[] {
  const leaves: number[] = [];
  const open = [0];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const { children } = nodeAt(nodes, id);
    if (children.length === 0) leaves.push(id);
    open.push(...children);
  }
  return leaves.sort((a, b) => a - b);
}

/** The tree without the branch that ends in this leaf, from where it leaves all others; the present one stays. */
export function withoutBranch(tree: RunTree, leaf: number): RunTree {
  if (tree.path.includes(leaf) || !leavesOf(tree).includes(leaf)) return tree;
  const nodes = [...tree.nodes];
  let node = leaf;
  for (;;) {
    const parent = nodeAt(nodes, node).parent ?? 0;
    const children = nodeAt(nodes, parent).children.filter((each) => each !== node);
    // Nobody comes to the node any more; its number stays, because those of others do.
    nodes[parent] = { ...nodeAt(nodes, parent), children };
    if (children.length > 0) return { ...tree, nodes };
    node = parent;
  }
}

/** The number of the step at which a branch leaves the present one; its length for the present one itself. */
export function forkOf(tree: RunTree, leaf: number): number {
  const { path } = onBranch(tree, leaf);
  const differs = path.findIndex((node, depth) => node !== tree.path[depth]);
  return differs === -1 ? path.length - 1 : differs - 1;
}
