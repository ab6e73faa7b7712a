// Exports of a run: the Mermaid diagram as people paste it, JSON as tools read it.
import { describe, expect, test } from 'vitest';
import { runToJson } from '../../../src/view/export/json.ts';
import { formatMermaid } from '../../../src/view/export/mermaid.ts';
import { createModel } from '../../../src/world/model.ts';
import { runToEnd } from '../../../src/world/run.ts';
import type { Scenario } from '../../../src/world/scenario.ts';
import { createScheduler } from '../../../src/world/schedulers.ts';
import { shippedCatalog } from '../../shipped.ts';

const incident = shippedCatalog().simulations[0]?.scenario as Scenario;

function runOf(scenario: Scenario) {
  const model = createModel(scenario, 'prompt');
  return { model, run: runToEnd(model, createScheduler('app-first', 0)) };
}

describe('Mermaid', () => {
  test('the incident', () => {
    const { model, run } = runOf(incident);
    expect(`\n${formatMermaid(model, run)}\n`).toMatchInlineSnapshot(`
      "
      sequenceDiagram
        participant api as API server
        participant sidecar as sidecar
        participant volume as /etc/config
        participant inotify as inotify
        participant watcher as fsnotify@1.7.0
        participant app as app (watch-file-write)
        participant requests as requests
        Note over api,requests: 0s
        Note over app: read ①
        Note over app: reload ①
        app->>requests: 200 ①
        app->>inotify: inotify_add_watch feature.yaml = 1
        Note over app: Add feature.yaml
        Note over api,requests: 5s
        Note over api: put ②
        api->>sidecar: modified
        sidecar->>volume: open O_TRUNC feature.yaml
        volume->>inotify: IN_MODIFY
        inotify->>watcher: read 1
        watcher->>app: WRITE feature.yaml
        Note over app: reload
        Note over app: read ∅
        Note over app: reload ∅
        app->>requests: 503 ∅
        sidecar->>volume: write feature.yaml
        volume->>inotify: IN_MODIFY
        inotify->>watcher: read 1
        watcher->>app: WRITE feature.yaml
        Note over app: reload
        Note over app: read ②
        Note over app: reload ②
        app->>requests: 200 ②
      "
    `);
  });

  test('signs that Mermaid would read are text', () => {
    const strategy = { ...incident.app.strategy, name: 'a; b #1 <br>\nc' };
    const { model, run } = runOf({ ...incident, app: { ...incident.app, strategy } });
    const lines = formatMermaid(model, run).split('\n');
    expect(lines).toContain('  participant app as app (a#59; b #35;1 #60;br> c)');
  });
});

describe('JSON', () => {
  const { model, run } = runOf(incident);
  const told = runToJson(model, run);

  test('has every step, and survives being written', () => {
    expect(told.steps.length).toBe(run.steps.length);
    expect(JSON.parse(JSON.stringify(told))).toEqual(told);
  });

  test('gives bits and modes by name', () => {
    const text = JSON.stringify(told);
    expect(text).toContain('"flags":"O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC"');
    expect(text).toContain('"mask":["IN_MODIFY"]');
    expect(text).not.toMatch(/"(mask|flags|mode)":\d/);
  });

  test('says what a request would see after each step', () => {
    const seen = told.steps.flatMap(({ serves }) => (serves === null ? [] : [`${serves.status} ${serves.version}`]));
    expect([...new Set(seen)]).toEqual(['200 1', '503 empty', '200 2']);
  });
});
