// A run that was handed on → what a session opens. It loads, and runs only as it ran where it comes from: where this
// model does something else, the simulation is opened at its start and it is said from which step on.
//
// What is delivered under the same name and says the same is opened itself, so that nothing need be parsed and command
// lines name it.
import { follow, MODEL_VERSION, parseToken, type TokenProblem } from '../../explore/token.ts';
import type { Catalog } from '../../simulation/catalog.ts';
import { formatDiagnostic } from '../../simulation/diagnostics.ts';
import { misfitOf, type Simulation, withStrategy } from '../../simulation/simulation.ts';
import { simulationText } from '../../simulation/simulation-text.ts';
import { createModel } from '../../world/model.ts';
import type { ShareWords } from '../messages/share-words.ts';
import type { Opening } from '../session/reducer.ts';
import type { SharedRun } from './shared-run.ts';

export type OpenedShared =
  | {
      readonly opening: Omit<Opening, 'catalog' | 'openAt'>;
      /** From where on this model does something else; null when it does the same. */
      readonly changed: TokenProblem | null;
    }
  /** The first mistake of the simulation, in one line. */
  | { readonly mistake: string };

/** Puts in what runs a handler, where the simulation has one. */
export type Equip = (simulation: Simulation) => Promise<Simulation>;

/** What to open for a record. */
export async function openShared(shared: SharedRun, catalog: Catalog, equip: Equip): Promise<OpenedShared> {
  const found = delivered(shared, catalog) ?? (await parsed(shared, catalog));
  if ('mistake' in found) return found;
  const { named } = found;
  const simulation = await equip(found.simulation);
  const { handler } = simulation.scenario.app.strategy;
  if (handler !== undefined && simulation.engine === undefined) {
    return {
      mistake: `${simulation.file}: app.handler: found a handler, expected a strategy: nothing runs handlers here`,
    };
  }
  const { schedule, policy, unfolded } = shared;
  const changed = difference(simulation, schedule);
  const same = { simulation, named, policy, unfolded };
  return changed === null
    ? { opening: { ...same, schedule, at: shared.at }, changed }
    : { opening: { ...same, schedule: null, at: 0 }, changed };
}

interface Found {
  readonly simulation: Simulation;
  /** Words that select it on a command line. */
  readonly named: readonly string[];
}

/** What is delivered, when it says what the record says. */
function delivered(shared: SharedRun, { simulations, strategies }: Catalog): Found | null {
  const own = simulations.find(({ scenario }) => scenario.name === shared.name);
  if (own === undefined) return null;
  const isOwn = own.scenario.app.strategy.name === shared.strategy;
  const strategy = strategies.find(({ name }) => name === shared.strategy);
  if (!isOwn && (strategy === undefined || misfitOf(own, strategy) !== null)) return null;
  const simulation = isOwn || strategy === undefined ? own : { ...withStrategy(own, strategy), expect: [] };
  if (simulationText(simulation) !== shared.simulation) return null;
  return { simulation, named: isOwn ? [shared.name] : [shared.name, '--strategy', shared.strategy] };
}

async function parsed(shared: SharedRun, { strategies }: Catalog): Promise<Found | { readonly mistake: string }> {
  // Parser and schema are many kilobytes that nobody needs for what is delivered.
  const { loadSimulation } = await import('../../simulation/parse.ts');
  const file = `${shared.name}.yaml`;
  const loaded = loadSimulation(shared.simulation, file, strategies);
  if ('diagnostics' in loaded) {
    const [first] = loaded.diagnostics;
    return { mistake: first === undefined ? file : formatDiagnostic(first) };
  }
  const { scenario } = loaded.simulation;
  const strategy = { ...scenario.app.strategy, name: shared.strategy };
  const simulation: Simulation = {
    ...loaded.simulation,
    insteadOf: shared.insteadOf === '' ? null : shared.insteadOf,
    parameters: { stalenessMs: shared.stalenessMs, reloadsPerUpdate: shared.reloadsPerUpdate },
    scenario: { ...scenario, app: { ...scenario.app, strategy } },
  };
  return { simulation, named: [file] };
}

/** Where the schedule leads elsewhere than where it comes from; null when it does not. */
function difference({ scenario, engine }: Simulation, schedule: string): TokenProblem | null {
  const token = parseToken(schedule);
  if ('problem' in token) return token;
  const followed = follow(createModel(scenario, token.timing, engine), token);
  return 'problem' in followed ? followed : null;
}

/** What this model does otherwise, in a sentence. */
export function changedText({ changed, problems }: ShareWords, found: TokenProblem): string {
  switch (found.problem) {
    case 'not-a-token':
      return problems.damaged;
    case 'newer-format':
      return problems['newer-format'];
    case 'other-simulation':
      return changed.simulation;
    case 'no-such-choice':
      return changed.steps(found.step, found.step, found.modelVersion, MODEL_VERSION);
    case 'other-choice':
      return changed.steps(found.from, found.to, found.modelVersion, MODEL_VERSION);
  }
}
