// The statecharts of a system's processes: read from the machines, with what the run has taken, and a place for each state.
import { describe, expect, test } from 'vitest';
import { setup } from 'xstate';
import { certainlyTaken } from '../../src/view/machine-transitions.ts';
import {
  bentArrow,
  COLUMNS,
  chartSize,
  STATE_HEIGHT,
  STATE_WIDTH,
  statePlace,
} from '../../src/web/chart/process-layout.ts';
import { CATALOG, dispatch, play } from './playing.ts';

const SYSTEMS = CATALOG.simulations
  .filter(({ scenario }) => scenario.system !== undefined)
  .map(({ scenario }) => scenario.name);

describe('the charts', () => {
  test.each(SYSTEMS)('%s: each process is in one state of its chart, the one that moved last is marked', (name) => {
    const session = play(name);
    for (let steps = 0; steps < 12 && !session.get().isOver; steps += 1) {
      const { system } = session.get();
      const { processes } = session.page();
      expect(
        processes.map(({ id, states }) => [id, states.filter(({ isActive }) => isActive).map((s) => s.name)]),
      ).toEqual(system?.processes.map(({ id, state }) => [id, [state]]));
      expect(processes.filter(({ isLatest }) => isLatest)).toHaveLength(1);
      for (const { states, arrows } of processes) {
        const names = states.map((state) => state.name);
        expect(arrows.filter(({ from, to }) => !names.includes(from) || !names.includes(to))).toEqual([]);
        expect(arrows.filter(({ isNow, isTaken }) => isNow && !isTaken)).toEqual([]);
      }
      dispatch(session, { type: 'next' });
      const moved =
        session
          .get()
          .system?.processes.filter(({ isMoved }) => isMoved)
          .map(({ id }) => id) ?? [];
      const latest = session.page().processes.find(({ isLatest }) => isLatest)?.id;
      if (moved.length > 0) expect(moved).toContain(latest);
    }
  });

  test('a pod has none', () => {
    expect(play('incident').page().processes).toEqual([]);
  });
});

test('of several ways through states that conditions lead out of, only what all of them have in common is taken', () => {
  const machine = setup({ types: {} as { events: { type: 'go' } }, guards: { isWell: () => true } }).createMachine({
    initial: 'fetching',
    states: {
      fetching: { on: { go: 'fetched' } },
      fetched: { always: [{ guard: 'isWell', target: 'valid' }, { target: 'failed' }] },
      valid: { always: 'resting' },
      failed: { always: 'resting' },
      resting: { on: { go: 'fetching' } },
    },
  });
  expect(certainlyTaken(machine, 'fetching', 'resting')).toEqual([{ from: 'fetching', to: 'fetched' }]);
  expect(certainlyTaken(machine, 'resting', 'fetching')).toEqual([{ from: 'resting', to: 'fetching' }]);
});

describe('where states stand', () => {
  const sizes = [1, 2, 4, 5, 9, 19].flatMap((count) =>
    Object.values(COLUMNS).map((columns) => [count, columns] as const),
  );

  test.each(sizes)('%i states in %i columns: no box covers another, all lie inside', (count, columns) => {
    const { width, height } = chartSize(count, columns);
    const places = Array.from({ length: count }, (_, index) => statePlace(index, columns));
    for (const [index, { x, y }] of places.entries()) {
      expect([x - STATE_WIDTH / 2 > 0, x + STATE_WIDTH / 2 < width]).toEqual([true, true]);
      expect([y - STATE_HEIGHT / 2 > 0, y + STATE_HEIGHT / 2 < height]).toEqual([true, true]);
      const covered = places.slice(index + 1).filter((other) => {
        return Math.abs(other.x - x) < STATE_WIDTH && Math.abs(other.y - y) < STATE_HEIGHT;
      });
      expect(covered).toEqual([]);
    }
  });

  test.each(Object.values(COLUMNS))(
    '%i columns: every arrow of any length lies inside, and there and back are two',
    (columns) => {
      const count = 19;
      const { width, height } = chartSize(count, columns);
      const places = Array.from({ length: count }, (_, index) => statePlace(index, columns));
      for (const [at, start] of places.entries()) {
        for (const end of places.slice(at + 1)) {
          expect(bentArrow(start, end)).not.toBe(bentArrow(end, start));
          for (const path of [bentArrow(start, end), bentArrow(end, start)]) {
            const [x0 = 0, y0 = 0, cx = 0, cy = 0, x1 = 0, y1 = 0] = (path.match(/-?[\d.]+/g) ?? []).map(Number);
            const middle = { x: (x0 + 2 * cx + x1) / 4, y: (y0 + 2 * cy + y1) / 4 };
            expect([middle.x > 0, middle.x < width, middle.y > 0, middle.y < height]).toEqual([true, true, true, true]);
          }
        }
      }
    },
  );
});
