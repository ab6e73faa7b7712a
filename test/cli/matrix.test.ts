import { describe, expect, test } from 'vitest';
import { linesOf, reloadSim } from './reload-sim.ts';

describe('reload-sim matrix', () => {
  test('a hazard without a letter stands for all its variants', () => {
    const { status, stdout } = reloadSim(['matrix', '--hazard', 'X9', 'X2', '--strategy', 'poll-hash']);
    expect(status).toBe(0);
    expect(linesOf(stdout)).toContainEqual(expect.stringMatching(/^strategy +X2 +X9a +X9b$/));
  });

  test('one cell is one cell', () => {
    const { stdout } = reloadSim(['matrix', '--hazard', 'X2', '--strategy', 'poll-hash']);
    expect(linesOf(stdout)).toContain('1 cell: 1 holds, 0 are violated.');
  });

  test('3: a hazard that there is not', () => {
    const { status, stderr } = reloadSim(['matrix', '--hazard', 'X9c']);
    expect(status).toBe(3);
    expect(stderr).toContain('--hazard: found "X9c", expected one of X1, X2,');
  });
});
