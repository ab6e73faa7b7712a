// Hazards that tell one story are one search, and each of them hears what it would hear alone.
import { expect, test } from 'vitest';
import { cellsOf, hazardsIn, storiesOf } from '../../src/matrix/matrix.ts';
import { shippedCatalog } from '../shipped.ts';

const { simulations, strategies } = shippedCatalog();
const hazards = hazardsIn(simulations);
const stories = storiesOf(hazards);
const STATES_MAX = 100_000;

test('every hazard is in one story; X14a and X14b are in the same', () => {
  expect(new Set(stories.flat())).toEqual(new Set(hazards));
  expect(stories.flat().length).toBe(hazards.length);
  const ids = stories.map((story) => story.map(({ hazard }) => hazard).join(' '));
  expect(ids).toContain('X14a X14b');
  expect(ids).toContain('X1');
});

test('a cell is the same, whatever else is asked of its story', () => {
  const story = stories.find(([{ hazard }]) => hazard === 'X14a');
  if (story === undefined) throw new Error('X14a is shipped');
  for (const strategy of strategies.slice(0, 12)) {
    const alone = story.map((hazard) => cellsOf([hazard], strategy, STATES_MAX)[0]);
    expect([strategy.name, cellsOf(story, strategy, STATES_MAX)]).toEqual([strategy.name, alone]);
  }
});
