import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/simulation/catalog.ts';
import { formatDiagnostic } from '../../src/simulation/diagnostics.ts';
import { CATALOG, SIMULATION_TEXTS, STRATEGY_TEXTS } from './shipped.ts';

describe('the shipped files', () => {
  test('all load', () => {
    expect(CATALOG.diagnostics.map(formatDiagnostic)).toEqual([]);
    expect(CATALOG.simulations).toHaveLength(Object.keys(SIMULATION_TEXTS).length);
    expect(CATALOG.strategies).toHaveLength(Object.keys(STRATEGY_TEXTS).length);
  });

  test('the incident opens the list, the rest follows by name', () => {
    const names = CATALOG.simulations.map(({ scenario }) => scenario.name);
    expect(names.slice(0, 3)).toEqual(['incident', 'incident-debounced', 'incident-kubelet']);
    expect(names).toContain('x1-single-update');
    expect(names.at(-1)).toMatch(/^x20-/);
  });

  test('numbers in names are compared by value', () => {
    const text = Object.values(SIMULATION_TEXTS)[0] ?? '';
    const { simulations } = loadCatalog({
      simulations: { 'x10-a.yaml': text, 'x2-a.yaml': text, 'incident-z.yaml': text, 'a.yaml': text },
      strategies: STRATEGY_TEXTS,
    });
    expect(simulations.map(({ scenario }) => scenario.name)).toEqual(['incident-z', 'a', 'x2-a', 'x10-a']);
  });

  test('a file with mistakes is left out and told, the others load', () => {
    const { simulations, strategies, diagnostics } = loadCatalog({
      simulations: { 'bad.yaml': 'title: 1', ...SIMULATION_TEXTS },
      strategies: { 'bad.yaml': '[', ...STRATEGY_TEXTS },
    });
    expect([simulations.length, strategies.length]).toEqual([CATALOG.simulations.length, CATALOG.strategies.length]);
    expect(diagnostics.length).toBeGreaterThan(1);
  });

  test('every naive form of facts/strategies.md section 5 is a strategy', () => {
    const ids = new Set(CATALOG.strategies.map(({ id }) => id));
    const numbered = Array.from({ length: 18 }, (_, index) => `N${index + 1}`);
    for (const id of [...numbered, 'N4b', 'N4c', 'N13b']) expect(ids).toContain(id);
  });

  test('the first seven hazards of section 9 have a simulation that fails and one that does not', () => {
    for (const hazard of ['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7']) {
      const verdicts = CATALOG.simulations
        .filter(({ scenario }) => scenario.name.startsWith(`${hazard}-`))
        .map(({ expect: expected }) => expected.find(({ property }) => property === 'converges')?.verdict);
      expect(new Set(verdicts)).toEqual(new Set(['holds', 'violated']));
    }
  });

  test.each(CATALOG.simulations.map((simulation) => [simulation.scenario.name, simulation] as const))(
    '%s has a reason, an expectation and a short story',
    (_, { scenario, expect: expected }) => {
      expect(scenario.why.length).toBeGreaterThan(40);
      expect(expected.length).toBeGreaterThan(0);
      // A system's story is how it is set up.
      if (scenario.system !== undefined) return;
      expect(scenario.story.length).toBeGreaterThan(0);
      expect(scenario.story.length).toBeLessThanOrEqual(4);
    },
  );

  test('names are slugs', () => {
    const names = [
      ...CATALOG.simulations.map(({ scenario }) => scenario.name),
      ...CATALOG.strategies.map((s) => s.name),
    ];
    for (const name of names) expect(name).toMatch(/^[a-z0-9][a-z0-9.-]*$/);
  });
});
