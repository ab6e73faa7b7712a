// Packed rows against a plain map, with numbers that outgrow their bits again and again.
import { expect, test } from 'vitest';
import { StateSet } from '../../src/explore/state-set.ts';
import { randomNumbers } from '../../src/world/schedulers.ts';

const COLUMNS = 9;

test('rows keep their numbers, however often they are packed anew', () => {
  const next = randomNumbers(7);
  const counts = new Array<number>(COLUMNS).fill(1);
  const states = new StateSet(COLUMNS, (column) => (column === COLUMNS - 1 ? 0 : (counts[column] ?? 0)));
  const plain = new Map<string, number>();
  const rows: Int32Array[] = [];
  for (let round = 0; round < 20_000; round += 1) {
    const row = Int32Array.from(counts, (count) => Math.floor(next() * count));
    const grows = Math.floor(next() * COLUMNS);
    if (round % 50 === 0) counts[grows] = 2 * (counts[grows] ?? 1) + 1;
    const known = plain.get(row.join());
    const number = states.add(row);
    expect(number).toBe(known ?? rows.length);
    if (known === undefined) {
      plain.set(row.join(), number);
      rows.push(row);
    }
    if (counts.some((count) => count > 2 ** 30)) counts.fill(1);
  }
  const read = new Int32Array(COLUMNS);
  for (const [index, row] of rows.entries()) {
    states.read(index, read);
    expect(read).toEqual(row);
    expect(states.find(row)).toBe(index);
  }
  expect(states.find(new Int32Array(COLUMNS).fill(123))).toBe(-1);
});

test('a row with some columns replaced is the row with those columns', () => {
  const states = new StateSet(3, () => 1000);
  const first = states.add(Int32Array.of(1, 2, 3));
  const index = states.addChanged(first, Int32Array.of(1, 700, 2, 0));
  const read = new Int32Array(3);
  states.read(index, read);
  expect(Array.from(read)).toEqual([1, 700, 0]);
});
