import { describe, expect, test } from 'vitest';
import { layoutOf, withMoreWhy } from '../../src/terminal/layout.ts';

describe('every size has a layout', () => {
  test('whose parts fill the rows that there are, and no more', () => {
    for (let rows = 5; rows <= 80; rows += 1) {
      for (const columns of [20, 60, 69, 80, 119, 120, 160, 300]) {
        const { isWide, lanes, middle, oneLiners, choices, why, verdicts, isSmall } = layoutOf({ columns, rows });
        const takesTurns = lanes > 0 && !isWide && oneLiners === 0;
        const used = isWide
          ? lanes + middle + choices
          : (takesTurns ? lanes : lanes + middle) + oneLiners + choices + why;
        const told = `${columns}×${rows}`;
        expect([told, used]).toEqual([told, rows - 3]);
        expect([told, Math.min(lanes, middle, oneLiners, why, verdicts) >= 0, choices >= 1]).toEqual([
          told,
          true,
          true,
        ]);
        expect([told, isSmall]).toEqual([told, columns < 70 || rows < 22]);
        if (isWide) expect([told, why + verdicts]).toEqual([told, choices]);
      }
    }
  });

  test('80×24 has everything', () => {
    expect(layoutOf({ columns: 80, rows: 24 })).toMatchInlineSnapshot(`
      {
        "choices": 4,
        "columns": 80,
        "isSmall": false,
        "isWide": false,
        "lanes": 8,
        "middle": 6,
        "oneLiners": 1,
        "rows": 24,
        "verdicts": 0,
        "why": 2,
      }
    `);
  });

  test('160×50 has everything side by side', () => {
    expect(layoutOf({ columns: 160, rows: 50 })).toMatchInlineSnapshot(`
      {
        "choices": 14,
        "columns": 160,
        "isSmall": false,
        "isWide": true,
        "lanes": 19,
        "middle": 14,
        "oneLiners": 0,
        "rows": 50,
        "verdicts": 8,
        "why": 6,
      }
    `);
  });
});

test.each([
  [1, 2, 4, 2],
  [1, 3, 3, 3],
  [1, 9, 2, 4],
  [3, 9, 4, 2],
  [9, 9, 4, 2],
])('with %i choices, reasons of %i lines: %i rows for choices, %i for reasons', (count, lines, choices, why) => {
  expect(withMoreWhy(layoutOf({ columns: 80, rows: 24 }), count, lines)).toEqual({ choices, why });
});
