// One located line for each thing about ConfigMaps and pods that a file may get wrong.
import { expect, test } from 'vitest';
import { formatDiagnostic } from '../../src/simulation/diagnostics.ts';
import { loadSimulation } from '../../src/simulation/parse.ts';
import { simulationText } from '../../src/simulation/simulation-text.ts';
import { CATALOG } from './shipped.ts';

const GOOD = `title: A title
why: A reason.
configMap: { name: flags, data: { FLAG: "on: true" } }
mount: { kind: env, items: [{ key: FLAG, path: FLAG }] }
app: { strategy: poll-hash }
story:
  - { at: 5s, apply: { FLAG: "on: false" } }
`;

function told(from: string, to: string): readonly string[] {
  const loaded = loadSimulation(GOOD.replace(from, to), 'f.yaml', CATALOG.strategies);
  return 'diagnostics' in loaded ? loaded.diagnostics.map(formatDiagnostic) : [];
}

test.each<[what: string, from: string, to: string, line: string]>([
  [
    'env without items',
    ', items: [{ key: FLAG, path: FLAG }]',
    '',
    'f.yaml:4:16: mount.kind: found env, expected the field items',
  ],
  [
    'envFrom with items',
    'kind: env,',
    'kind: envFrom,',
    'mount.items: found it with kind envFrom, which takes every key',
  ],
  ['no variable', 'path: FLAG', 'path: 1/2', 'mount.items[0].path: found "1/2", expected a variable'],
  [
    'a place',
    'kind: env,',
    'kind: env, path: /etc/config,',
    'mount.path: found it with kind env, expected it with a volume only',
  ],
  [
    'a sidecar',
    'kind: env,',
    'kind: env, writer: in-place,',
    'mount.writer: found in-place with kind env, expected kubelet',
  ],
  [
    'a handler',
    'strategy: poll-hash',
    'handler: "serve({})"',
    'app.handler: found it with mount.kind env, expected a strategy',
  ],
  [
    'a file that nobody opens',
    'story:',
    'faults: [held-fd]\nstory:',
    'found it with mount.kind env, expected a volume',
  ],
  [
    'two things at once',
    '{ at: 5s, apply',
    '{ at: 5s, deletePod: true, apply',
    'story[0]: found apply and deletePod, expected one of',
  ],
  [
    'nothing to do',
    '{ at: 5s, apply: { FLAG: "on: false" } }',
    '{ at: 5s }',
    'story[0]: found none of them, expected one of',
  ],
  [
    'done or not',
    'apply: { FLAG: "on: false" }',
    'deletePod: false',
    'story[0].deletePod: found the boolean false, expected true',
  ],
  [
    'immutable alone',
    'apply: { FLAG: "on: false" }',
    'deletePod: true, immutable: true',
    'story[0].immutable: found it with deletePod',
  ],
  [
    'immutable as a word',
    'name: flags',
    'name: flags, immutable: "true"',
    'f.yaml:3:38: configMap.immutable: found "true"',
  ],
  [
    'a rollout without a name',
    'apply: { FLAG: "on: false" }',
    'rollOut: { data: { FLAG: x } }',
    'story[0].rollOut.name: missing',
  ],
  [
    'a name that is none',
    'apply: { FLAG: "on: false" }',
    'rollOut: { name: A_B, data: {} }',
    'story[0].rollOut.name: found "A_B"',
  ],
  [
    'a key that no version has',
    'key: FLAG',
    'key: FLOG',
    'found "FLOG", expected a key that some version has (FLAG); did you mean "FLAG"?',
  ],
  [
    'a probe of an environment',
    'strategy: poll-hash',
    'strategy: poll-hash, startupProbe: { file: FLAG }',
    'app.startupProbe: found it with mount.kind env',
  ],
  [
    'a probe that never looks',
    'strategy: poll-hash',
    'strategy: poll-hash, startupProbe: { file: FLAG, periodSeconds: 0 }',
    'app.startupProbe.periodSeconds: found the number 0',
  ],
])('%s', (_, from, to, line) => {
  expect(told(from, to).filter((each) => each.includes(line))).toHaveLength(1);
});

const PROJECTED = `${GOOD.replace('{ kind: env, items: [{ key: FLAG, path: FLAG }] }', '{ kind: projected, source: { name: b, data: { b: "1" } } }')}  - { at: 6s, applySource: { b: "2" } }
`;

test.each<[what: string, from: string, to: string, line: string]>([
  [
    'no second source',
    ', source: { name: b, data: { b: "1" } }',
    '',
    'mount.kind: found projected, expected the field source',
  ],
  [
    'a source of a volume',
    'kind: projected',
    'kind: volume',
    'mount.source: found it with kind volume, expected it with kind projected only',
  ],
  [
    'a source in the story of a volume',
    'kind: projected',
    'kind: volume',
    'story[1].applySource: found it with kind volume',
  ],
  [
    'items',
    'kind: projected,',
    'kind: projected, items: [{ key: FLAG, path: a }],',
    'mount.items: found it with kind projected',
  ],
  ['one path of two sources', '{ b: "1" }', '{ FLAG: "1" }', 'mount.source.data.FLAG: found "FLAG" in both sources'],
  [
    'another way to hear of changes',
    'mount:',
    'cluster: { changeDetection: Get }\nmount:',
    'cluster.changeDetection: found Get with kind projected',
  ],
  [
    'a rollout',
    'applySource: { b: "2" }',
    'rollOut: { name: c, data: {} }',
    'story[1].rollOut: found it with kind projected',
  ],
])('projected: %s', (_, from, to, line) => {
  const loaded = loadSimulation(PROJECTED.replace(from, to), 'f.yaml', CATALOG.strategies);
  const lines = 'diagnostics' in loaded ? loaded.diagnostics.map(formatDiagnostic) : [];
  expect(lines.filter((each) => each.includes(line))).toHaveLength(1);
});

const SIDECAR = ['mount: { kind: env, items: [{ key: FLAG, path: FLAG }] }', 'mount: { writer: in-place }'] as const;

test.each<[what: string, from: string, to: string, line: string]>([
  [
    'a pod without kubelet',
    'apply: { FLAG: "on: false" }',
    'deletePod: true',
    'story[0].deletePod: found it with writer in-place',
  ],
  ['a ConfigMap to wait for', '{ FLAG: "on: true" }', 'null', 'configMap.data: found null with writer in-place'],
  ['a store to share', 'name: flags', 'name: flags, shared: true', 'configMap.shared: found it with writer in-place'],
  ['optional', 'writer: in-place', 'writer: in-place, optional: true', 'mount.optional: found it with writer in-place'],
  [
    'a probe that starts twice',
    'strategy: poll-hash',
    'strategy: poll-hash, startupProbe: { file: FLAG, successThreshold: 2 }',
    'app.startupProbe.successThreshold: found 2, expected 1',
  ],
  [
    'a probe of no file',
    'strategy: poll-hash',
    'strategy: poll-hash, readinessProbe: { file: FLOG }',
    'app.readinessProbe.file: found "FLOG", expected a file',
  ],
])('with a sidecar: %s', (_, from, to, line) => {
  const loaded = loadSimulation(GOOD.replace(...SIDECAR).replace(from, to), 'f.yaml', CATALOG.strategies);
  const lines = 'diagnostics' in loaded ? loaded.diagnostics.map(formatDiagnostic) : [];
  expect(lines.filter((each) => each.includes(line))).toHaveLength(1);
});

test.each(
  CATALOG.simulations
    .filter(({ file }) => /\/(env|optional|required|immutable|subpath|probe|projected)-/.test(file))
    .map((each) => [each.scenario.name, each] as const),
)('%s says the same when it is written out', (_, simulation) => {
  const again = loadSimulation(simulationText(simulation), 'again.yaml', CATALOG.strategies);
  if ('diagnostics' in again) throw new Error(again.diagnostics.map(formatDiagnostic).join('\n'));
  const { configMap, mount, story, app } = again.simulation.scenario;
  expect({ configMap, mount, story, probes: app.probes }).toEqual({
    configMap: simulation.scenario.configMap,
    mount: simulation.scenario.mount,
    story: simulation.scenario.story,
    probes: simulation.scenario.app.probes,
  });
});
