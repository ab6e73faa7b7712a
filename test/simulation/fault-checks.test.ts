// Faults that cannot happen as written are mistakes with a place; those that can, load, each by itself.
import { describe, expect, test } from 'vitest';
import { FAULT_LASTS_MS, FAULTS } from '../../src/actors/faults/fault-names.ts';
import { formatDiagnostic } from '../../src/simulation/diagnostics.ts';
import { loadSimulation } from '../../src/simulation/parse.ts';
import { createModel } from '../../src/world/model.ts';
import { CATALOG } from './shipped.ts';

/** Line 5 is the list of faults; what comes before and after may be changed. */
function fileWith(faults: string, { more = '', app = 'strategy: dir-data-create' } = {}): string {
  return `title: A title
why: A reason.
configMap: { data: { feature.yaml: "on: true" } }
app: { ${app} }
faults: ${faults}
${more}
`;
}

function told(text: string): readonly string[] {
  const loaded = loadSimulation(text, 'f.yaml', CATALOG.strategies);
  return 'diagnostics' in loaded ? loaded.diagnostics.map(formatDiagnostic) : [];
}

const SIDECAR = 'mount: { writer: in-place }';
const SMALL_QUEUE = 'kernel: { maxQueuedEvents: 64 }';

describe('a fault that cannot happen as written', () => {
  test.each<[string, string, Parameters<typeof fileWith>[1], string]>([
    [
      'a kubelet that writes nothing',
      '[kubelet-crash]',
      { more: SIDECAR },
      'f.yaml:5:10: faults[0]: found it with writer in-place, expected it with writer kubelet only',
    ],
    [
      'a watch of a kubelet that writes nothing',
      '[watch-delay]',
      { more: SIDECAR },
      'f.yaml:5:10: faults[0]: found it with writer in-place, expected it with writer kubelet only',
    ],
    [
      'a watch where there is none',
      '[{ fault: watch-delay, for: 10s }]',
      { more: 'cluster: { changeDetection: Cache }' },
      'f.yaml:5:19: faults[0].fault: found it with changeDetection Cache, expected it with Watch only',
    ],
    [
      'a burst that fills the default queue',
      '[noisy-neighbour]',
      {},
      'f.yaml:5:10: faults[0]: found it with kernel.maxQueuedEvents 16384, expected at most 64',
    ],
    [
      'a burst without an instance',
      '[noisy-neighbour]',
      { more: SMALL_QUEUE, app: 'strategy: poll-hash, watcher: poll' },
      'f.yaml:5:10: faults[0]: found it with watcher poll, expected a watcher on inotify',
    ],
    [
      'a limit without watches',
      '[watch-limit]',
      { app: 'strategy: poll-hash, watcher: poll' },
      'f.yaml:5:10: faults[0]: found it with watcher poll',
    ],
    [
      'a limit without instances',
      '[instance-limit]',
      { app: 'strategy: poll-hash, watcher: poll' },
      'f.yaml:5:10: faults[0]: found it with watcher poll',
    ],
    [
      'a slow process among slow processes',
      '[slow-app]',
      { more: 'timing: any' },
      'f.yaml:5:10: faults[0]: found it with timing any, expected timing prompt',
    ],
    [
      'a length of something that has none',
      '[{ fault: clock-step, for: 10s }]',
      {},
      'f.yaml:5:31: faults[0].for: found it with clock-step, expected it only with a fault that lasts (watch-delay,',
    ],
    [
      'a fault twice',
      '[held-fd, { fault: held-fd, times: 2 }]',
      {},
      'f.yaml:5:28: faults[1].fault: found held-fd a second time (line 5 has it), expected every fault once',
    ],
    ['a fault misspelt', '[kubelet-crsh]', {}, 'did you mean "kubelet-crash"?'],
    ['a fault misspelt in a mapping', '[{ fault: noisy-neighbor }]', {}, 'did you mean "noisy-neighbour"?'],
    ['no fault in a mapping', '[{ times: 2 }]', {}, 'faults[0].fault: missing, expected one of kubelet-crash'],
    ['too often', '[{ fault: held-fd, times: 6 }]', {}, 'faults[0].times: found the number 6, expected a whole number'],
    [
      'an unknown key',
      '[{ fault: held-fd, fro: 1s }]',
      {},
      'faults[0].fro: unknown key, expected one of fault, times,',
    ],
  ])('%s', (_, faults, setting, message) => {
    const lines = told(fileWith(faults, setting));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(message);
  });

  test('every such mistake is told, beside those of other parts', () => {
    const lines = told(fileWith('[kubelet-crash, watch-delay, slow-app]', { more: `${SIDECAR}\ntiming: any\nwhi: x` }));
    expect(lines).toHaveLength(4);
  });

  test('a part that is not readable is told once, and not guessed at', () => {
    const lines = told(fileWith('[kubelet-crash, noisy-neighbour]', { more: 'mount: { writer: kublet }' }));
    expect(lines.map((line) => line.slice(0, 'f.yaml:5:25'.length))).toEqual(['f.yaml:5:25', 'f.yaml:6:18']);
  });
});

describe('a fault that can happen', () => {
  test.each(FAULTS)('%s loads, by name and as a mapping, with its length', (fault) => {
    const more = SMALL_QUEUE;
    const byName = loadSimulation(fileWith(`[${fault}]`, { more }), 'f.yaml', CATALOG.strategies);
    const mapped = loadSimulation(fileWith(`[{ fault: ${fault}, times: 1 }]`, { more }), 'f.yaml', CATALOG.strategies);
    if (!('simulation' in byName && 'simulation' in mapped)) throw new Error('both forms load');
    const { scenario } = byName.simulation;
    expect(scenario.faults).toEqual([{ fault, times: 1, forMs: FAULT_LASTS_MS[fault] ?? null }]);
    expect(mapped.simulation.scenario).toEqual(scenario);
    expect(createModel(scenario).machines.faults).toBeDefined();
  });
});
