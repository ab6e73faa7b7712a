// A refinement against the plainest way to the same answer: every state of the graph with every number that some path
// brings to it, found by walking whole paths breadth-first over sets of strings.
import { expect, test } from 'vitest';
import { startChecking } from '../../src/explore/check.ts';
import { loadsPerUpdate } from '../../src/explore/observers.ts';
import { type Observer, REFINED, refine } from '../../src/explore/refinement.ts';
import type { StateGraph } from '../../src/explore/search.ts';
import { createModel } from '../../src/world/model.ts';
import { scenarioOf } from './scenario-generator.ts';

/** The states of a refinement as text, in the order in which they are found. */
function plainly(graph: StateGraph, observer: Observer): readonly string[] {
  const found = new Set([`0 ${observer.first(0)}`]);
  const marks = new Map(Array.from(graph.marked.edges, (edge, at) => [edge, graph.marked.marks[at] ?? 0]));
  for (const text of found) {
    const [state = 0, value = 0] = text.split(' ').map(Number);
    if (observer.stops(value)) continue;
    for (let edge = graph.offsets[state] ?? 0; edge < (graph.offsets[state + 1] ?? 0); edge += 1) {
      const target = graph.targets[edge] ?? 0;
      found.add(`${target} ${observer.next(value, marks.get(edge) ?? 0, target)}`);
    }
  }
  return [...found];
}

function statesOf({ states }: StateGraph): readonly string[] {
  const row = new Int32Array(2);
  return Array.from({ length: states.size }, (_, index) => {
    states.read(index, row);
    return `${row[REFINED.state]} ${row[REFINED.value]}`;
  });
}

test('the same states in the same order', () => {
  let refined = 0;
  for (let seed = 0; seed < 20; seed += 1) {
    const { base } = startChecking(createModel(scenarioOf(seed)), { statesMax: 3000 });
    if (base.end !== 'complete') continue;
    for (const most of [0, 1, 2]) {
      const observer = loadsPerUpdate(most);
      const graph = refine(base, observer, { statesMax: 100_000 });
      expect([seed, most, statesOf(graph)]).toEqual([seed, most, plainly(base, observer)]);
      refined += Number(statesOf(graph).some((text) => !text.endsWith(' 0')));
    }
  }
  expect(refined).toBeGreaterThan(5);
});

test('a refinement ends where its graph was cut off', () => {
  const { base } = startChecking(createModel(scenarioOf(1)), { statesMax: 50 });
  expect(base.end).toBe('states-max');
  const graph = refine(base, loadsPerUpdate(1), { statesMax: 100_000 });
  expect(graph.end).toBe('states-max');
  expect(graph.expanded).toBe(graph.offsets.length - 1);
});
