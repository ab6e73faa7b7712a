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
        "choices": 16,
        "columns": 160,
        "isSmall": false,
        "isWide": true,
        "lanes": 17,
        "middle": 14,
        "oneLiners": 0,
        "rows": 50,
        "verdicts": 10,
        "why": 6,
      }
    `);
  });
});

test.each([
  // choices, volume, reasons → rows of the volume with its title, of choices with theirs, of reasons
  [1, 9, 2, false, { middle: 6, choices: 4, why: 2 }],
  [1, 9, 9, false, { middle: 6, choices: 2, why: 4 }],
  [1, 2, 9, false, { middle: 3, choices: 2, why: 7 }],
  [3, 9, 9, false, { middle: 6, choices: 4, why: 2 }],
  [3, 9, 9, true, { middle: 3, choices: 4, why: 5 }],
] as const)(
  '%i choices, a volume of %i rows, reasons of %i, just opened: %s',
  (choices, volume, why, isTelling, rows) => {
    expect(withMoreWhy(layoutOf({ columns: 80, rows: 24 }), { choices, volume, why, isTelling })).toEqual(rows);
  },
);
