import { describe, expect, test } from 'vitest';
import { formatLanes, latestSystems, layoutLanes } from '../../src/view/lane-layout.ts';
import { columnsOf, lanesView } from '../../src/view/lanes.ts';
import { plainText, rowWidth } from '../../src/view/rows.ts';
import type { Model } from '../../src/world/model.ts';
import { type Run, runToEnd } from '../../src/world/run.ts';
import { createScheduler, type Policy } from '../../src/world/schedulers.ts';
import { modelOf } from '../shipped.ts';
import { CATALOG } from './playing.ts';

function made(name: string, policy: Policy = 'app-first'): { readonly model: Model; readonly run: Run } {
  const simulation = CATALOG.simulations.find((each) => each.scenario.name === name)!;
  const model = modelOf(simulation, 'prompt');
  return { model, run: runToEnd(model, createScheduler(policy, simulation.seed)) };
}

function lanesOf(name: string, policy?: Policy): string {
  const { model, run } = made(name, policy);
  return formatLanes(lanesView(model, run.first, run.steps));
}

describe('a run as lanes', () => {
  test('the incident: the sidecar empties the file, the application reads it empty', () => {
    expect(lanesOf('incident')).toMatchInlineSnapshot(`
      "          0s                          5s
      api       ①───────────────────────────put ②─────────────────────────────────────────────────────
      sidecar                                     open O_TRUNC feature.yaml
      volume    ①─────────────────────────────────∅───────────────────────────────────────────────────
      inotify              ◉ wd 1╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌IN_MODIFY╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
      watcher                                                               WRITE feature.yaml
      app         reload ①─Add feature.yaml─────────────────────────────────reload─────────────read ∅─
      requests    200 ①───────────────────────────────────────────────────────────────────────────────

                5s
      api       ②────────────────────────────────────────────────────
      sidecar                  write feature.yaml
      volume    ∅──────────────②─────────────────────────────────────
      inotify   ◉╌╌╌╌╌╌╌╌╌╌╌╌╌╌IN_MODIFY╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
      watcher                                     WRITE feature.yaml
      app       ①─────reload ∅────────────────────reload ②───────────
      requests  200 ①─503 ∅───────────────────────200 ②──────────────"
    `);
  });

  test('the same program on a real volume: the watch dies, and from then on its line is empty', () => {
    expect(lanesOf('incident-kubelet')).toMatchInlineSnapshot(`
      "          0s                          5s            60s  60.2s
      api       ①───────────────────────────put ②───────────────────────────────────────────────────
      kubelet                                     cache ② sync mkdir ..ts2 write ..ts2/feature.yaml
      volume    ①───────────────────────────────────────────────────────────────────────────────────
      inotify              ◉ wd 1╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
      watcher
      app         reload ①─Add feature.yaml─────────────────────────────────────────────────────────
      requests    200 ①─────────────────────────────────────────────────────────────────────────────

                60.2s
      api       ②──────────────────────────────────────────────────────────────────────────────────────
      kubelet         symlink ..data_tmp rename ..data rm ..ts1/feature.yaml
      volume    ①────────────────────────②─────────────────────────────────────────────────────────────
      inotify   ◉╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌IN_ATTRIB
                                                       IN_DELETE_SELF
                                                       IN_IGNORED ✗ wd 1
      watcher                                                                read 3 CHMOD feature.yaml
      app       ①───────────────────────────────────────────────────────────────────ignored────────────
      requests  200 ①──────────────────────────────────────────────────────────────────────────────────

                60.2s
      api       ②──────────────────────────────────
      kubelet                             rm ..ts1
      volume    ②──────────────────────────────────
      inotify   ✗
      watcher         REMOVE feature.yaml
      app       ①─────ignored──────────────────────
      requests  200 ①──────────────────────────────"
    `);
  });

  test('writer first: the events pile up in the queue and are read in one batch', () => {
    expect(lanesOf('incident-kubelet', 'writer-first')).toMatchInlineSnapshot(`
      "          0s                          5s            60s  60.2s
      api       ①───────────────────────────put ②───────────────────────────────────────────────────
      kubelet                                     cache ② sync mkdir ..ts2 write ..ts2/feature.yaml
      volume    ①───────────────────────────────────────────────────────────────────────────────────
      inotify              ◉ wd 1╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
      watcher
      app         reload ①─Add feature.yaml─────────────────────────────────────────────────────────
      requests             200 ①────────────────────────────────────────────────────────────────────

                60.2s
      api       ②──────────────────────────────────────────────────────────────────────────────────
      kubelet         symlink ..data_tmp rename ..data rm ..ts1
      volume    ①────────────────────────②─────────────────────────────────────────────────────────
      inotify   ◉╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌IN_ATTRIB
                                                       IN_DELETE_SELF
                                                       IN_IGNORED ✗ wd 1
      watcher                                                            read 3 CHMOD feature.yaml
      app       ①───────────────────────────────────────────────────────────────ignored────────────
      requests  200 ①──────────────────────────────────────────────────────────────────────────────

                60.2s
      api       ②─────────────────────────
      kubelet
      volume    ②─────────────────────────
      inotify   ✗
      watcher         REMOVE feature.yaml
      app       ①─────ignored─────────────
      requests  200 ①─────────────────────"
    `);
  });
});

describe.each(CATALOG.simulations.map(({ scenario }) => scenario.name))('%s', (name) => {
  const { model, run } = made(name);

  test('no line is wider than a hundred columns', () => {
    for (const row of layoutLanes(lanesView(model, run.first, run.steps), {
      width: 100,
      stack: 4,
      current: null,
    }).flat()) {
      expect(rowWidth(row)).toBeLessThanOrEqual(100);
    }
  });

  test('every column of a story stands for steps in order, and none is lost', () => {
    const folds = columnsOf(model, run.first, run.steps);
    const { columns } = lanesView(model, run.first, run.steps);
    expect(columns.length).toBeLessThanOrEqual(folds.length);
    const inOrder = columns.every(({ from, to }, index) => from < to && from >= (columns[index - 1]?.to ?? 0));
    expect(inOrder).toBe(true);
    for (const { from, to } of folds) {
      expect(columns.filter((column) => column.from <= from && to <= column.to)).toHaveLength(1);
    }
  });

  test('what went wrong keeps its mark in the story', () => {
    const wrong = (marks: ReturnType<typeof columnsOf>) =>
      new Set(marks.flatMap((column) => column.marks).flatMap(({ text, role }) => (role === 'empty' ? [text] : [])));
    expect(wrong(lanesView(model, run.first, run.steps).columns)).toEqual(
      wrong(columnsOf(model, run.first, run.steps)),
    );
  });
});

describe('a strip of the latest columns', () => {
  const { model, run } = made('incident-kubelet');
  const view = lanesView(model, run.first, run.steps, 'folds');

  test.each([
    [80, 8],
    [80, 12],
    [40, 9],
    [200, 30],
  ])('fits in %i columns and %i rows, and points at the last column', (width, height) => {
    const rows = latestSystems(view, width, height);
    expect(rows.length).toBeLessThanOrEqual(height);
    for (const row of rows) expect(rowWidth(row)).toBeLessThanOrEqual(Math.max(width, 40));
    expect(plainText(rows)).toContain('▼');
  });

  test('where one line is left for a lane, the death of a watch is what is told', () => {
    const dies = view.columns.findIndex(({ marks }) => marks.some(({ text }) => text.includes('✗ wd 1')));
    const until = { ...view, columns: view.columns.slice(0, dies + 1) };
    expect(plainText(latestSystems(until, 80, 8))).toContain('IN_IGNORED ✗ wd 1 +2');
  });

  test('a fault is told before the events that it makes', () => {
    const strikes = { lane: 'inotify', text: '↯ burst', role: 'dead' } as const;
    const lost = { lane: 'inotify', text: 'IN_CREATE burst (lost)', role: 'bad' } as const;
    const columns = view.columns.slice(0, 1).map((column) => ({ ...column, marks: [lost, lost, lost, lost, strikes] }));
    expect(plainText(layoutLanes({ ...view, columns }, { width: 80, stack: 4, current: null }).flat())).toContain(
      '↯ burst +1',
    );
  });

  test('before the first step there is only what the lanes hold', () => {
    expect(plainText(latestSystems({ ...view, columns: [] }, 80, 8))).toMatchInlineSnapshot(`
      "          0s
      api       ①─
      kubelet
      volume    ①─
      inotify
      watcher
      app
      requests"
    `);
  });
});
