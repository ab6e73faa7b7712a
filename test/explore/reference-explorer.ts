// The plainest explorer there can be: breadth-first over `enabled` and `step`, whole worlds in a set of strings.
//
// No interning, no reduction, nothing remembered between runs. It is here to be obviously right, for small simulations:
// what `expect` says of every interleaving is decided by it, and a faster explorer is compared with it.

import { converges } from '../../src/properties/converges.ts';
import { isLoad } from '../../src/properties/loads.ts';
import type { PropertyName } from '../../src/properties/names.ts';
import { properties } from '../../src/properties/properties.ts';
import { lastWorld, type PropertyParameters } from '../../src/properties/property.ts';
import { enabled } from '../../src/world/enabled.ts';
import { type Model, withOneMoreVersion } from '../../src/world/model.ts';
import { endDetector, type Run, type RunStep, takeStep } from '../../src/world/run.ts';
import type { World } from '../../src/world/world.ts';
import { worldKey } from '../../src/world/world-key.ts';

export interface Explored {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** Properties violated on some interleaving, each with the number of steps of the shortest one found. */
  readonly violated: Readonly<Partial<Record<PropertyName, number>>>;
  /** True when `statesMax` was reached: nothing is proved then. */
  readonly cutOff: boolean;
}

interface Node {
  readonly world: World;
  readonly via: RunStep | null;
  readonly from: Node | null;
  readonly depth: number;
}

/**
 * Looks at every interleaving under `prompt` timing: safety properties in every state, `converges` and `stays-armed` at
 * every end.
 */
export function exploreAll(model: Model, parameters: PropertyParameters, statesMax: number): Explored {
  const seen = new Set<string>();
  const violated: Partial<Record<PropertyName, number>> = {};
  let transitions = 0;
  let depth = 0;
  let level: readonly Node[] = [{ world: model.first, via: null, from: null, depth: 0 }];
  const isNew = ({ world }: Node): boolean => {
    const key = `${world.nowMs} ${worldKey(world)}`;
    return !seen.has(key) && Boolean(seen.add(key));
  };
  while (level.length > 0 && seen.size < statesMax) {
    const next: Node[] = [];
    for (const node of level.filter(isNew)) {
      judgeState(model, node, violated);
      const choices = enabled(model, node.world);
      if (choices.length === 0 || endDetector(model)(node.world, choices)) {
        judgeEnd(model, node, parameters, violated);
        continue;
      }
      transitions += choices.length;
      for (const [index] of choices.entries()) {
        const via = takeStep(model, node.world, choices, index);
        next.push({ world: via.world, via, from: node, depth: node.depth + 1 });
      }
    }
    if (next.length > 0) depth += 1;
    level = next;
  }
  return { states: seen.size, transitions, depth, violated, cutOff: level.length > 0 };
}

function judgeState(model: Model, node: Node, violated: Partial<Record<PropertyName, number>>): void {
  for (const { name, badState } of properties) {
    if (badState === null || name in violated) continue;
    if (badState(model, node.world) !== null) violated[name] = node.depth;
  }
}

function judgeEnd(
  model: Model,
  node: Node,
  parameters: PropertyParameters,
  violated: Partial<Record<PropertyName, number>>,
): void {
  const run = runTo(model, node);
  if (!('converges' in violated) && converges.judge(model, run, parameters).verdict === 'violated') {
    violated.converges = node.depth;
  }
  if (!('stays-armed' in violated) && mayMissOneMore(model, node.world)) violated['stays-armed'] = node.depth;
}

/** With one more version on its way, is there a schedule to an end on which no load begins? */
function mayMissOneMore(model: Model, end: World): boolean {
  const { model: further, world: first } = withOneMoreVersion(model, end);
  const seen = new Set<string>();
  const queue = [first];
  for (let world = queue.pop(); world !== undefined; world = queue.pop()) {
    const key = `${world.nowMs} ${worldKey(world)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const choices = enabled(further, world);
    if (choices.length === 0 || endDetector(further)(world, choices)) return true;
    for (const [index] of choices.entries()) {
      const taken = takeStep(further, world, choices, index);
      if (!taken.events.some(isLoad)) queue.push(taken.world);
    }
  }
  return false;
}

/** The run that led to a node. */
export function runTo(model: Model, node: Node): Run {
  const steps: RunStep[] = [];
  for (let at: Node | null = node; at !== null; at = at.from) if (at.via !== null) steps.unshift(at.via);
  const run: Run = { first: model.first, steps, end: 'horizon' };
  if (lastWorld(run) !== node.world) throw new Error('the steps of a run lead to its last world');
  return run;
}
