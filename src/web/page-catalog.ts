// What can be opened in the page: what is delivered, and the user's files that have no mistakes.
//
// The page begins with what it opens first; all that is delivered besides comes a moment later.
import type { FilesRead } from '../view/editing/reading.ts';
import type { createSession } from '../view/session.ts';

type Catalog = ReturnType<Parameters<typeof createSession>[0]['catalog']>;
type Simulation = Catalog['simulations'][number];
type Own = Pick<FilesRead, 'simulations' | 'strategies'>;

export interface PageCatalog {
  /** Without the user's. */
  readonly delivered: () => Catalog;
  readonly get: () => Catalog;
  /** Kept once all that is delivered is there. */
  readonly isWhole: Promise<void>;
  /** The user's, in place of those before. */
  readonly setOwn: (own: Own) => void;
}

/** A catalog that grows, to what is delivered and with the user's files. */
export function createPageCatalog(first: Catalog, whole: Promise<Catalog>): PageCatalog {
  let delivered = first;
  let own: Own = { simulations: [], strategies: [] };
  let all = first;
  const put = (): void => {
    all = {
      ...delivered,
      strategies: [...own.strategies, ...delivered.strategies],
      simulations: [...own.simulations.map((each) => withDelivered(delivered, each)), ...delivered.simulations],
    };
  };
  return {
    delivered: () => delivered,
    get: () => all,
    isWhole: whole.then((catalog) => {
      delivered = catalog;
      put();
    }),
    setOwn: (next) => {
      own = next;
      put();
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
