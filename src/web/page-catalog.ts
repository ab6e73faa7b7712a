// What can be opened in the page: what is delivered, and the user's files that have no mistakes.
import type { FilesRead } from '../view/editing/reading.ts';
import type { createSession } from '../view/session.ts';

type Catalog = ReturnType<Parameters<typeof createSession>[0]['catalog']>;
type Simulation = Catalog['simulations'][number];

export interface PageCatalog {
  readonly delivered: Catalog;
  readonly get: () => Catalog;
  /** The user's, in place of those before. */
  readonly setOwn: (own: Pick<FilesRead, 'simulations' | 'strategies'>) => void;
}

/** A catalog that grows with the user's files. */
export function createPageCatalog(delivered: Catalog): PageCatalog {
  let all = delivered;
  return {
    delivered,
    get: () => all,
    setOwn: ({ simulations, strategies }) => {
      all = {
        ...delivered,
        strategies: [...strategies, ...delivered.strategies],
        simulations: [...simulations.map((each) => withDelivered(delivered, each)), ...delivered.simulations],
      };
    },
  };
}

/** With the catalog's own strategy where it names one: what comes from another thread is a copy. */
function withDelivered({ strategies }: Catalog, simulation: Simulation): Simulation {
  const { scenario } = simulation;
  const strategy = strategies.find(({ name }) => name === scenario.app.strategy.name);
  if (strategy === undefined) return simulation;
  return { ...simulation, scenario: { ...scenario, app: { ...scenario.app, strategy } } };
}
