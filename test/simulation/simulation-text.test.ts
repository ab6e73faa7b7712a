// The text that links and exported files carry is read as the simulation that it was made of.
import { describe, expect, test } from 'vitest';
import { withSystem } from '../../src/handler/with-systems.ts';
import { loadSimulation } from '../../src/simulation/parse.ts';
import type { Simulation } from '../../src/simulation/simulation.ts';
import { withStrategy } from '../../src/simulation/simulation.ts';
import { simulationText } from '../../src/simulation/simulation-text.ts';
import { shippedCatalog } from '../shipped.ts';

const { simulations, strategies } = shippedCatalog();

/** What the text says; the strategy of a text has no name, places and bounds are left out. */
function said({ positions: _, parameters: _p, file: _f, scenario, ...simulation }: Simulation) {
  const { app, ...rest } = scenario;
  return { ...simulation, scenario: { ...rest, app: { ...app, strategy: { ...app.strategy, name: 'inline' } } } };
}

function readAgain(simulation: Simulation): Simulation {
  const loaded = loadSimulation(simulationText(simulation), `${simulation.scenario.name}.yaml`, []);
  if ('diagnostics' in loaded) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return withSystem(loaded.simulation);
}

describe('the text of a simulation', () => {
  test.each(simulations.map((each) => [each.scenario.name, each] as const))('%s is read as the same', (_, each) => {
    expect(said(readAgain(each))).toEqual(said(each));
  });

  test.each(strategies.map((each) => [each.name, each] as const))('with %s too', (_, strategy) => {
    const [incident] = simulations;
    if (incident === undefined) throw new Error('the incident is delivered');
    const replaced = { ...withStrategy(incident, strategy), insteadOf: null };
    const watcher = strategy.dontFollow ? 'inotify' : replaced.scenario.app.watcher;
    const fitting = { ...replaced, scenario: { ...replaced.scenario, app: { ...replaced.scenario.app, watcher } } };
    expect(said(readAgain(fitting))).toEqual(said(fitting));
  });
});
