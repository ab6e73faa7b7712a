// A reload handler that a person writes while it is played: put into what is open, tried out, and what it says.
//
// Pure; engines, threads and fields are the face's business. What is tried out is the run that opening it would make, so
// that a thread that can be ended finds out first whether it comes to an end.
import type { Strategy } from '../actors/app/strategy.ts';
import type { HandlerContext } from '../actors/handler/handler-context.ts';
import type { Catalog } from '../simulation/catalog.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { SessionCommand } from './session/commands.ts';
import { openRun } from './session/open.ts';
import type { SessionState } from './session/reducer.ts';

/** A handler that is delivered. */
export interface HandlerExample {
  readonly name: string;
  readonly source: string;
  readonly strategy: Strategy;
}

/** The handlers delivered, in the order of the catalog. */
export function handlerExamples({ simulations }: Catalog): readonly HandlerExample[] {
  return simulations.flatMap(({ scenario }) => {
    const { strategy } = scenario.app;
    return strategy.handler === undefined ? [] : [{ name: scenario.name, source: strategy.handler.source, strategy }];
  });
}

/** The source of the handler of a simulation; null when its application is a strategy. */
export function handlerSource({ scenario }: Simulation): string | null {
  return scenario.app.strategy.handler?.source ?? null;
}

/** The same story with this handler, which takes its other fields from `like`. What a file expects is its own strategy's. */
export function withHandler(simulation: Simulation, source: string, like: Strategy): Simulation {
  const { scenario, insteadOf, engine: _, ...rest } = simulation;
  const { app } = scenario;
  const { zh: __, ...record } = like;
  const strategy = { ...record, title: 'own handler', why: 'Written here.', handler: { source } };
  const own = insteadOf ?? (app.strategy.handler === undefined ? app.strategy.name : null);
  return { ...rest, expect: [], insteadOf: own, scenario: { ...scenario, app: { ...app, strategy } } };
}

/** The simulation that a command opens and that lacks what runs its handler, or its system; null for every other command. */
export function unequipped(command: SessionCommand, { simulations }: Catalog): Simulation | null {
  const simulation = openedBy(command, simulations);
  if (simulation === undefined || simulation.engine !== undefined) return null;
  return handlerSource(simulation) === null && simulation.scenario.system === undefined ? null : simulation;
}

function openedBy(command: SessionCommand, simulations: readonly Simulation[]): Simulation | undefined {
  switch (command.type) {
    case 'load':
      return simulations.find(({ scenario }) => scenario.name === command.simulation);
    case 'open':
      return command.opening.simulation;
    case 'edited':
      return command.simulation;
    default:
      return undefined;
  }
}

/** Does a command open something else than what is open? */
export function opensAnother({ type }: SessionCommand): boolean {
  return ['load', 'open', 'edited', 'strategy', 'edited-strategy'].includes(type);
}

/** The command with the simulation that can be run now. */
export function withEquipped(command: SessionCommand, simulation: Simulation): SessionCommand {
  switch (command.type) {
    case 'open':
      return { ...command, opening: { ...command.opening, simulation } };
    case 'load':
      return { type: 'open', opening: { simulation, schedule: null, policy: null } };
    case 'edited':
      return { ...command, simulation };
    default:
      return command;
  }
}

/** Makes the run that opening the simulation makes. */
export function tryOut(simulation: Simulation): void {
  openRun(simulation, null, null);
}

/** Something that a handler said in a run, or its end. */
export interface Said {
  /** After this step; 0 is the start. */
  readonly step: number;
  readonly text: string;
  /** Where in the source its process ended; undefined while it goes on, null where that is not known. */
  readonly endedAt?: number | null;
}

/** Lines that are shown of what a handler says. */
const SAID_MAX = 50;

/** What the handler says in the present branch. What it prints before its first call is no step, and is not told. */
export function saidIn({ tree }: SessionState): readonly Said[] {
  const { failed } = (tree.first.actors.app?.snapshot.context ?? { failed: null }) as Pick<HandlerContext, 'failed'>;
  const atOnce = failed == null ? [] : [{ step: 0, text: failed.message, endedAt: failed.line }];
  const said = tree.steps.flatMap(({ events }, index) =>
    events.flatMap((event): readonly Said[] => {
      if (event.kind !== 'fact' || event.actor !== 'app') return [];
      const { kind, about } = event.fact;
      if (kind === 'printed') return [{ step: index + 1, text: String(about.text) }];
      if (kind !== 'crashed') return [];
      const endedAt = typeof about.line === 'number' ? about.line : null;
      return [{ step: index + 1, text: String(about.message), endedAt }];
    }),
  );
  return [...atOnce, ...said].slice(0, SAID_MAX);
}
