// The test of a user of reload-sim: his own reload.yaml, checked in his own suite.
import { join } from 'node:path';
import { check, loadSimulation, loadStrategy, simulate } from 'reload-sim';
import { describe, expect, test } from 'vitest';

const simulation = await loadSimulation(join(import.meta.dirname, 'reload.yaml'));

describe('the reload code of our gateway', () => {
  test('keeps what its file expects, on every interleaving', () => {
    const { unexpected, inconclusive, text } = check(simulation);
    expect(unexpected, text).toEqual([]);
    expect(inconclusive, text).toEqual([]);
  });

  test('violates nothing at all', () => {
    expect(check(simulation).violated).toEqual([]);
  });

  test('finds no file only where the process pauses for a minute', () => {
    const { violated, counterexamples } = check(simulation, {
      timing: 'any',
      properties: ['never-empty'],
      statesMax: 50_000,
    });
    expect(violated).toEqual(['never-empty']);
    expect(counterexamples[0]?.stallText).toContain('the application to pause 60.2s');
  });
});

describe('the obvious way of writing it, a watch on the file', async () => {
  const strategy = await loadStrategy('watch-file-write');
  const { violated, counterexamples } = check(simulation, { strategy });
  const lost = counterexamples.find(({ properties }) => properties.includes('converges'));

  test('misses the update', () => {
    expect(violated).toContain('converges');
    expect(violated).toContain('stays-armed');
  });

  test('and the shortest schedule says why', () => {
    expect(lost?.cause.join('\n')).toMatchInlineSnapshot(`
      "Lost from the start ║: every interleaving ends in this violation.
      The last watch dies at step 51, AtomicWriter: unlink("..ts1/limits.yaml"). Inode 13 is gone, and with it wd 1, added as limits.yaml: the kernel queues IN_IGNORED and forgets the watch. (I4) The watch on limits.yaml gets IN_ATTRIB, IN_DELETE_SELF. (I5) IN_ATTRIB is the link count of the old inode: the name that is taken away lowers it, no chmod did. (F3)"
    `);
    expect(lost?.text).toContain('Shortest schedule that violates converges');
    expect(lost?.text).toMatch(/^inotify .*IN_ATTRIB$/m);
    expect(lost?.text).toMatch(/^ +IN_IGNORED ✗ wd 1$/m);
    expect(lost?.text).toContain('Happens without any process being delayed.');
  });

  test('which can be played again', () => {
    const again = simulate(simulation, { strategy, schedule: lost?.token ?? '' });
    expect(again.violated).toContain('converges');
    expect(again.steps.slice(0, lost?.length)).toEqual(lost?.steps);
  });
});

describe('one run', () => {
  test('of a fast application serves all three versions', () => {
    const { steps, violated } = simulate(simulation, { schedule: 'app-first' });
    const versions = new Set(steps.flatMap(({ serves }) => serves?.version ?? []));
    expect([...versions]).toEqual(['1', '2', '3']);
    expect(violated).toEqual([]);
  });

  test.each([1, 2, 3])('of seed %i ends up with the newest', (seed) => {
    expect(simulate(simulation, { seed }).steps.at(-1)?.serves).toEqual({ status: 200, version: '3' });
  });

  test('by a scheduler of our own: requests come whenever they can', () => {
    const { violated, token } = simulate(simulation, {
      schedule: (choices) =>
        Math.max(
          0,
          choices.findIndex((choice) => 'actor' in choice && choice.actor === 'requests'),
        ),
    });
    expect(violated).toEqual([]);
    expect(simulate(simulation, { schedule: token }).token).toBe(token);
  });
});
