// Handlers of the page: nothing opens a simulation with one before it has been tried out in a thread that can be ended and
// the engine that runs it has been loaded.
//
// It stands between session and page as a session: whoever dispatches need not know that a handler takes a moment. An
// object outside React, like the face.

import { loadEngine } from '../../handler/load-engine.ts';
import { loadSystem } from '../../handler/load-system.ts';
import { handlerSource, opensAnother, unequipped, withEquipped } from '../../view/own-handler.ts';
import type { Session } from '../../view/session.ts';
import type { PageCatalog } from '../page-catalog.ts';
import { type Tried, tryInWorker } from './handler-thread.ts';

type Simulation = ReturnType<PageCatalog['get']>['simulations'][number];

/** What became of the handler that was last asked for. */
export type HandlerStatus = { readonly type: 'idle' | 'trying' } | Exclude<Tried, { readonly type: 'tried' }>;

export interface HandlersState {
  /** The pane is open, and shows the status. */
  readonly isShown: boolean;
  readonly status: HandlerStatus;
}

export interface Handlers {
  readonly get: () => HandlersState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly show: (isShown: boolean) => void;
}

/** Puts an engine into simulations that need one: the page has one, loaded when it is first needed. */
export function createEquip(): (simulation: Simulation) => Promise<Simulation> {
  let engine: ReturnType<typeof loadEngine> | null = null;
  return async (simulation) => {
    const { system, app } = simulation.scenario;
    if (simulation.engine !== undefined) return simulation;
    if (system !== undefined) return { ...simulation, engine: await loadSystem(system.name) };
    if (app.strategy.handler === undefined) return simulation;
    engine ??= loadEngine();
    return { ...simulation, engine: await engine };
  };
}

export type Equip = ReturnType<typeof createEquip>;

/** A simulation ready to run, or without an engine when its handler did not come to an end. */
export function equipTried(equip: Equip): Equip {
  return async (simulation) => {
    const { engine, ...plain } = simulation;
    if (simulation.scenario.app.strategy.handler === undefined || engine !== undefined) return equip(simulation);
    const tried = await new Promise<Tried>((resolve) => tryInWorker(plain, resolve));
    return tried.type === 'tried' ? equip(simulation) : simulation;
  };
}

/** The session behind a gate, and what stands there. */
export function createHandlers(
  session: Session,
  catalog: () => ReturnType<PageCatalog['get']>,
  equip: Equip,
): { readonly session: Session; readonly handlers: Handlers } {
  const listeners = new Set<() => void>();
  let state: HandlersState = { isShown: false, status: { type: 'idle' } };
  let endTrial = (): void => {};
  let asked = 0;
  const set = (change: Partial<HandlersState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  const dispatch: Session['dispatch'] = (command) => {
    const simulation = unequipped(command, catalog());
    if (simulation !== null || opensAnother(command)) {
      endTrial();
      asked += 1;
      if (state.status.type !== 'idle') set({ status: { type: 'idle' } });
    }
    if (simulation === null) return session.dispatch(command);
    const number = asked;
    const open = async (): Promise<void> => {
      const ready = await equip(simulation);
      if (number !== asked) return;
      set({ status: { type: 'idle' } });
      session.dispatch(withEquipped(command, ready));
    };
    // A system is no program of a stranger's: there is nothing to be tried out first.
    if (handlerSource(simulation) === null) return void open();
    set({ status: { type: 'trying' } });
    endTrial = tryInWorker(simulation, async (tried) => {
      if (tried.type !== 'tried') return set({ status: tried });
      await open();
    });
  };
  return {
    session: { ...session, dispatch },
    handlers: {
      get: () => state,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
        };
      },
      show: (isShown) => set({ isShown }),
    },
  };
}
